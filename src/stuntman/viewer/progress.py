"""The live display of a training run."""

import math
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from stuntman.imitation.config import CONTROL_RATE
from stuntman.training.benchmark import clock
from stuntman.training.run import Report

_SECONDS_BETWEEN_LINES = 10.0


class TrainingDisplay:
    """A progress bar in a terminal; a line every ten seconds in a file or a pipe."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._printed = -math.inf
        self._bar = Progress(
            BarColumn(bar_width=20),
            TaskProgressColumn(),
            TextColumn("{task.description}"),
            console=console,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("setting up", total=1.0)

    def __enter__(self) -> "TrainingDisplay":
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def tell(self, text: str) -> None:
        """Say what goes on where no iteration does."""
        self._console.print(text, highlight=False, soft_wrap=True)

    def show(self, report: Report) -> None:
        """Show where the run is."""
        self._show(report.share, _line(report))

    def wait(self, what: str, share: float, seconds_left: float) -> None:
        """Show how far something is that takes a while."""
        self._show(share, f"{what}  {clock(seconds_left)} left")

    def _show(self, share: float, line: str) -> None:
        self._bar.update(self._task, completed=share, description=line)
        now = time.monotonic()
        if not self._console.is_terminal and now - self._printed >= _SECONDS_BETWEEN_LINES:
            self._printed = now
            self._console.print(f"{share:4.0%} {line}", highlight=False)


def _line(report: Report) -> str:
    progress, stats = report.progress, report.stats
    if 0.0 < report.share < 1.0:
        when = f"{clock(progress.seconds * (1.0 / report.share - 1.0))} left"
    else:
        when = clock(progress.seconds)
    then, now = (f"{samples / 1e6:.1f} M" for samples in (report.measured, progress.samples))
    return (
        f"NR {report.nr:.3f}{'' if then == now else f' at {then}'}  reward {stats['reward']:.3f}  "
        f"episode {stats.get('episode_length', 0.0) / CONTROL_RATE:.1f} s  "
        f"{now} samples, {report.samples_per_s:,.0f}/s  {when}"
    )
