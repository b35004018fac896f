"""What all commands share: where they print, and how an interrupted one ends."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from time import monotonic

from rich.console import Console
from rich.status import Status

CONSOLE = Console()
INTERRUPTED = 130  # the exit code that a shell expects after Ctrl-C
_SECONDS_BETWEEN_LINES = 10.0  # where nobody watches


def waiting(what: str) -> AbstractContextManager[Status]:
    """Say what takes its time, where somebody watches, until that is done."""
    return Console(stderr=True).status(what)


@contextmanager
def progress(what: str) -> Iterator[Callable[[str, float], None]]:
    """A bar and the time left for what is done in parts; in a file or a pipe, a line from time to
    time.

    Args:
        what: said until the first part begins.

    Yields:
        To be told which part begins, and the share of all that is done by then; a share less than
        the one before begins a new bar.
    """
    # Not above: half of the commands need none.
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import TimeRemainingColumn as Left

    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TimeElapsedColumn(),
        Left(),
        TextColumn("left"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
        speed_estimate_period=3600.0,  # s: one part may take minutes
    ) as bar:
        task = bar.add_task(what, total=1.0)

        printed = monotonic()

        def show(part: str, share: float) -> None:
            nonlocal printed
            if not console.is_terminal and monotonic() - printed >= _SECONDS_BETWEEN_LINES:
                printed = monotonic()
                console.print(f"{share:4.0%} {part}", highlight=False, markup=False)
            if share < bar.tasks[task].completed:
                bar.reset(task)
            bar.update(task, description=part, completed=share)

        yield show
