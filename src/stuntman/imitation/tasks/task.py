"""What a task adds to imitation: a goal, what is seen of it, and what it earns."""

from dataclasses import dataclass
from typing import Protocol

import mujoco
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.motion import Motion
from stuntman.imitation.observations import ObservationTerm
from stuntman.imitation.rewards import RewardTerm


@dataclass(frozen=True)
class Moment:
    """What a control step has led to, before any reset.

    Attributes:
        motion: what the characters do. reference: what they should.
        fell: (worlds,) a body touches the ground that must not.
    """

    motion: Motion
    reference: Motion
    fell: Tensor


class Task(Protocol):
    """A part of the problem: an environment puts one or several together, imitation first.

    Attributes:
        observation_terms: what the policy sees of it.
        reward_terms: what it earns; the reward is the sum over all tasks.
    """

    observation_terms: tuple[ObservationTerm, ...]
    reward_terms: tuple[RewardTerm, ...]

    def edit_scene(self, scene: mujoco.MjSpec) -> None:
        """Add what the task needs to the world, before it is compiled."""

    def reset(self, worlds: Tensor) -> None:
        """An episode starts in the worlds of these indices (n,)."""

    def advance(self, moment: Moment) -> None:
        """A control step has passed in all worlds."""

    def terminated(self, moment: Moment) -> Tensor:
        """(worlds,): the episode ends here."""

    def metrics(self, moment: Moment) -> dict[str, Tensor]:
        """Numbers (worlds,) by name that tell how well it is met."""

    def state_dict(self) -> dict[str, Tensor]:
        """What `load_state_dict` needs to continue bit for bit."""

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        """Continue from a `state_dict`."""


def check_names(tasks: tuple[Task, ...]) -> None:
    """Refuse tasks of which two call something the same: one of them would be lost.

    Raises:
        StuntmanError: names what is there twice.
    """
    observed = [term.name for task in tasks for term in task.observation_terms]
    earned = [term.name for task in tasks for term in task.reward_terms]
    for kind, names in (("observation", observed), ("reward", earned)):
        for name in names:
            if names.count(name) > 1:
                raise StuntmanError(f"Two tasks have the {kind} term '{name}': rename one of them.")
