"""A plan: targets that lead a body along a clip, and gains that hold it there."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from stuntman.imitation.config import STEP
from stuntman.spatial.rotations import Array

Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Plan:
    """What to do along the clip, and about being off it. Its rows are a control step apart.

    Attributes:
        times: (rows,) s in the clip, of a loop those of one cycle.
        deviations: (rows, 2 nv) where the plan is, from the reference, as `Tangent` has it.
        targets: (rows, actuators) rad to add to the feed-forward.
        gains: (rows, actuators, 2 nv) rad of target by what the state is off the plan.
        duration: s, of the clip. loops: whether its last row leads to the first.
        reward: the paper's mean reward a step along it.
        samples: control steps simulated to find it.
    """

    times: Array
    deviations: Array
    targets: Array
    gains: Array
    duration: float
    loops: bool
    reward: float
    samples: int

    def deviation(self, times: Array) -> Array:
        """Where the plan is from the reference, (n, 2 nv), at times (n,) s."""
        return _between(self.deviations, self._rows(times))

    def target(self, times: Array) -> Array:
        """What to add to the feed-forward, (n, actuators) rad, at times (n,) s on the plan."""
        return _between(self.targets, self._rows(times))

    def correction(self, times: Array, deviation: Array) -> Array:
        """What to add to the target, (n, actuators) rad, at times (n,) s for states that far
        (n, 2 nv) from the reference."""
        before, after, share = rows = self._rows(times)
        nearest = np.where(share < 0.5, before, after)
        off_plan = deviation - _between(self.deviations, rows)
        return (self.gains[nearest] @ off_plan[..., None])[..., 0]

    def state_dict(self) -> dict[str, Tensor]:
        """The plan as tensors, bit for bit."""
        values = {part.name: np.asarray(getattr(self, part.name)) for part in fields(self)}
        return {name: torch.from_numpy(value) for name, value in values.items()}

    @staticmethod
    def from_state_dict(state: Mapping[str, Tensor]) -> "Plan":
        """The plan that `state_dict` gave."""
        times, deviations, targets, gains = (
            state[name].numpy() for name in ("times", "deviations", "targets", "gains")
        )
        return Plan(
            times=times,
            deviations=deviations,
            targets=targets,
            gains=gains,
            duration=float(state["duration"]),
            loops=bool(state["loops"]),
            reward=float(state["reward"]),
            samples=int(state["samples"]),
        )

    def _rows(self, times: Array) -> tuple[Indices, Indices, Array]:
        """The rows (n,) before and after times (n,), and how far from the one to the other the time
        is, from 0 to 1."""
        since, count = times - self.times[0], len(self.times)
        end = self.duration if self.loops else self.times[-1] - self.times[0] + STEP
        since = since % end if self.loops else since.clip(0.0, end)
        marks = np.append(self.times - self.times[0], end)
        before = (np.searchsorted(marks, since, side="right") - 1).clip(0, count - 1)
        share = (since - marks[before]) / (marks[before + 1] - marks[before])
        after = (before + 1) % count if self.loops else (before + 1).clip(0, count - 1)
        return before, after, share


def _between(values: Array, rows: tuple[Indices, Indices, Array]) -> Array:
    before, after, share = rows
    return (1.0 - share)[:, None] * values[before] + share[:, None] * values[after]
