"""What all commands share: where they print, and how an interrupted one ends."""

from rich.console import Console

CONSOLE = Console()
INTERRUPTED = 130  # the exit code that a shell expects after Ctrl-C
