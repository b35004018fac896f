"""The live display of a training run."""

import math
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from stuntman.imitation.config import CONTROL_RATE
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
        self._console.print(text, highlight=False)

    def show(self, report: Report) -> None:
        """Show where the run is."""
        line = _line(report)
        self._bar.update(self._task, completed=report.share, description=line)
        now = time.monotonic()
        if not self._console.is_terminal and now - self._printed >= _SECONDS_BETWEEN_LINES:
            self._printed = now
            self._console.print(f"{report.share:4.0%} {line}", highlight=False)


def _line(report: Report) -> str:
    progress, stats = report.progress, report.stats
    if 0.0 < report.share < 1.0:
        clock = f"{_clock(progress.seconds * (1.0 / report.share - 1.0))} left"
    else:
        clock = _clock(progress.seconds)
    return (
        f"NR {report.nr:.3f}  reward {stats['reward']:.3f}  "
        f"episode {stats.get('episode_length', 0.0) / CONTROL_RATE:.1f} s  "
        f"{progress.samples / 1e6:.1f} M samples, {report.samples_per_s:,.0f}/s  {clock}"
    )


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02d}"
