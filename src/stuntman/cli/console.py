"""What all commands share: where they print, and how an interrupted one ends."""

from contextlib import AbstractContextManager

from rich.console import Console
from rich.status import Status

CONSOLE = Console()
INTERRUPTED = 130  # the exit code that a shell expects after Ctrl-C


def waiting(what: str) -> AbstractContextManager[Status]:
    """Say what takes its time, where somebody watches, until that is done."""
    return Console(stderr=True).status(what)
