"""The learning curve of a run as a picture."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from stuntman import paths
from stuntman.training.state import Measure


def draw(history: Sequence[Measure], title: str, path: Path) -> None:
    """Normalised return and share of episodes without a fall, against minutes and samples."""
    figure = Figure(figsize=(7, 4), dpi=120, layout="constrained")
    axes = figure.add_subplot()
    minutes = [row.seconds / 60.0 for row in history]
    axes.plot(minutes, [row.nr for row in history], marker=".", label="normalised return")
    axes.plot(minutes, [row.success for row in history], alpha=0.5, label="no fall")
    axes.set(xlabel="minutes of training", ylim=(0.0, 1.02), title=title)
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    if history and history[-1].samples and minutes[-1] > 0:
        rate = history[-1].samples / 1e6 / minutes[-1]
        top = axes.secondary_xaxis(
            "top", functions=(lambda m: np.multiply(m, rate), lambda s: np.divide(s, rate))
        )
        top.set_xlabel("million samples")
    with paths.written(path) as part:
        figure.savefig(part)
