"""What a task adds to imitation: a goal, what is seen of it, and what it earns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.motion import Motion
from stuntman.imitation.observations import ObservationTerm
from stuntman.imitation.rewards import RewardTerm, evaluate_terms
from stuntman.plugins import file_of


@dataclass(frozen=True)
class Moment:
    """What a control step has led to, before any reset.

    Attributes:
        motion: what the characters do. reference: what they should.
        fell: (worlds,) a body touches the ground that must not.
        phase: (worlds,) within the clip, in [0, 1).
        lies: (worlds,) the reference waits on the floor for who has fallen, and may be far from it.
    """

    motion: Motion
    reference: Motion
    fell: Tensor
    phase: Tensor
    lies: Tensor


class Task(Protocol):
    """A part of the problem: an environment puts one or several together, imitation first.

    Attributes:
        observation_terms: what the policy sees of it.
        reward_terms: what it earns; the reward is the sum over all tasks.
    """

    observation_terms: tuple[ObservationTerm, ...]
    reward_terms: tuple[RewardTerm, ...]

    def reset(self, worlds: Tensor, motion: Motion) -> None:
        """An episode starts in the worlds of these indices (n,); `motion` is that of all worlds."""

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


@dataclass(frozen=True)
class Judged:
    """What a step is worth, before any reset.

    Attributes:
        terms: of the reward (worlds,) by name. terminated: (worlds,).
        metrics: of the tasks (worlds,) by name.
    """

    terms: dict[str, Tensor]
    terminated: Tensor
    metrics: dict[str, Tensor]


def judge(tasks: tuple[Task, ...], moment: Moment) -> Judged:
    """Let a control step pass in all tasks; what they say of it.

    Raises:
        StuntmanError: a task does not say it as a number a world.
    """
    terms: dict[str, Tensor] = {}
    terminated = torch.zeros_like(moment.fell)
    metrics: dict[str, Tensor] = {}
    for task in tasks:
        task.advance(moment)
        earned = evaluate_terms(task.reward_terms, moment.motion, moment.reference)
        ended, told = task.terminated(moment), task.metrics(moment)
        _check(task, {"terminated": ended} | earned, len(terminated))
        _check(task, told, len(terminated))
        terms |= earned
        terminated = terminated | ended
        metrics |= told
    return Judged(terms, terminated, metrics)


def _check(task: Task, said: object, worlds: int) -> None:
    """Refuse what is no dict of tensors (worlds,) among what a task says."""
    if not isinstance(said, dict):
        raise StuntmanError(f"{_named(task)}.metrics' has to give a dict: see docs/tasks.md.")
    for name, value in said.items():
        found = tuple(value.shape) if isinstance(value, Tensor) else type(value).__name__
        if found != (worlds,):
            raise StuntmanError(
                f"{_named(task)}' says '{name}' as {found} where it should be a tensor "
                f"({worlds},), a number a world: see docs/tasks.md."
            )


def _named(task: Task) -> str:
    return f"{file_of(type(task))}: '{type(task).__name__}"


def check_names(tasks: Sequence[Task], terms: tuple[ObservationTerm, ...]) -> None:
    """Refuse tasks of which two call something the same, or as what is seen besides: one of them
    would be lost.

    Raises:
        StuntmanError: names what is there twice.
    """
    observed = [term.name for term in terms]
    observed += [term.name for task in tasks for term in task.observation_terms]
    earned = [term.name for task in tasks for term in task.reward_terms]
    for kind, names in (("observation", observed), ("reward", earned)):
        for name in names:
            if names.count(name) > 1:
                raise StuntmanError(f"Two tasks have the {kind} term '{name}': rename one of them.")
