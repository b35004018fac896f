"""What a step of the environment tells."""

from dataclasses import dataclass

from torch import Tensor

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.motion import Motion


@dataclass(frozen=True)
class Info:
    """What a step tells beside the reward.

    Attributes:
        terms: reward terms (worlds,) by name. metrics: of the tasks (worlds,) by name.
        state: (worlds, nq + nv) reached, before any reset, in MuJoCo's layout.
        motion, reference: the same, and what it should have been. clock: where the reference was.
        final_observation: (worlds, n) of the state reached; differs from what `step` returns
            where the world was reset.
        fell, diverged: (worlds,) why an episode terminated.
    """

    terms: dict[str, Tensor]
    metrics: dict[str, Tensor]
    state: Tensor
    motion: Motion
    reference: Motion
    clock: ReferenceClock
    final_observation: Tensor
    fell: Tensor
    diverged: Tensor
