"""When a skill counts as learned, and when a run is over."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stuntman.learning.learner import Learner
from stuntman.training.state import Measure, Progress

MIN_RISE = 0.005  # of normalised return; two measures of one policy differ by as much
USED_UP = "The time or the samples given are used up."
_LEARNERS_OWN = ("kl", "std")  # numbers that come of learning, beside losses
_PATIENCE = 15  # measures, at least, without a rise


class OutOfTime(Exception):
    """The time given is used up."""


@dataclass(frozen=True)
class Budget:
    """When to stop: after these minutes of training or samples, whichever comes first."""

    minutes: float = math.inf
    samples: float = math.inf

    def share(self, progress: Progress) -> float:
        """How much of it is used, 1 when none is left."""
        return max(progress.seconds / 60.0 / self.minutes, progress.samples / self.samples)


def sound(stats: Mapping[str, float], learner: Learner) -> bool:
    """Whether losses and weights are finite; numbers of worlds that diverged need not be."""
    told = (x for name, x in stats.items() if name.startswith("loss/") or name in _LEARNERS_OWN)
    weights = learner.actor.parameters()
    return all(map(math.isfinite, told)) and all(bool(w.isfinite().all()) for w in weights)


def leaving(interrupted: bool) -> str:
    """What is said when practice is over."""
    said = "Practice is over. What was learned is measured, which takes up to a minute."
    return said + " Ctrl-C again breaks that off; the run is saved." * interrupted


def verdict(history: Sequence[Measure], target: float) -> str | None:
    """Why training may end, as a sentence; None while it goes on.

    A skill is learned when the last measure reaches the target. It no longer rises when for fifteen
    measures, and for half of all the samples, no measure was better than the best before by
    `MIN_RISE`. Samples decide, not the clock, so that a seed fixes a run.

    Args:
        history: measures in order.
        target: normalised return to reach.
    """
    last = history[-1]
    if last.worth >= target:
        return f"Learned: normalised return {last.worth:.3f}, its target {target:g}."
    recent = history[-_PATIENCE - 1 :]
    since = min(recent[0].samples, last.samples // 2)
    before = [measure.worth for measure in history if measure.samples <= since]
    after = [measure for measure in history if measure.samples > since]
    if len(history) <= _PATIENCE or not before:
        return None
    best = max(measure.worth for measure in after)
    if best > max(before) + MIN_RISE:
        return None
    return (
        f"It no longer rises: normalised return {best:.3f} in the last "
        f"{(last.samples - since) / 1e6:.1f} M samples, {max(before):.3f} before "
        f"(target {target:g})."
    )
