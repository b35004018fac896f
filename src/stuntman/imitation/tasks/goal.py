"""What goals have in common: a few numbers a world, drawn anew now and then, and met or not.

A goal is one file: a frozen dataclass `Settings`, which a recipe's table fills, and a `Goal`.
docs/tasks.md has one as an example.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import mujoco
import torch
from torch import Tensor

from stuntman.errors import POSITIVE, StuntmanError, refuse_outside
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP
from stuntman.imitation.motion import Motion
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.imitation.observations import KINDS, ObservationTerm
from stuntman.imitation.rewards import RewardTerm
from stuntman.imitation.tasks.task import Moment
from stuntman.physics.loose import Loose
from stuntman.plugins import accepts, file_of


@dataclass(frozen=True)
class Context:
    """Where a goal is at work.

    Attributes:
        model: the compiled scene. end_effectors: names, in the order that a pose has them in.
        worlds: how many. rng: what is drawn comes from it; tensors are on its device.
        library: the clips. clock: gives where each world's reference is now.
        loose: what tasks have brought into the scene, to be told and moved.
        held_out: nobody learns here: what practice has easier, or harder, is as it is asked.
    """

    model: mujoco.MjModel
    end_effectors: tuple[str, ...]
    worlds: int
    rng: torch.Generator
    library: MotionLibrary
    clock: Callable[[], ReferenceClock]
    loose: Loose
    held_out: bool = True

    def uniform(self, least: float, most: float) -> Tensor:
        """Numbers (worlds,) drawn from an interval."""
        drawn = torch.rand(self.worlds, generator=self.rng, device=self.rng.device)
        return least + (most - least) * drawn

    def end_effector(self, name: str) -> int:
        """Index of an end effector in a pose.

        Raises:
            StuntmanError: the body has none of that name.
        """
        if name not in self.end_effectors:
            raise StuntmanError(
                f"The body has no end effector '{name}': use {', '.join(self.end_effectors)}."
            )
        return self.end_effectors.index(name)


@dataclass(frozen=True)
class GoalSettings:
    """A goal's table in a recipe.

    Attributes:
        weight: the most that the goal earns in a step; imitation's is the recipe's
            `environment.imitation_weight`.
    """

    weight: float = 0.3

    def __post_init__(self) -> None:
        refuse_outside("goal", self, ("weight",), 0, POSITIVE[1])

    def edit_scene(self, scene: mujoco.MjSpec) -> None:
        """Add what stands in the world, before it is compiled: by default, nothing."""

    def add_bodies(self, scene: mujoco.MjSpec) -> None:
        """Add bodies of the goal's own, each with a free joint, and equalities that hold them; the
        goal moves them by `Context.loose`. By default, none."""

    @property
    def brings_bodies(self) -> bool:
        """Whether it adds any."""
        return type(self).add_bodies is not GoalSettings.add_bodies

    def make(self, context: Context) -> "Goal":
        """The goal at work; each goal's settings say which.

        Raises:
            StuntmanError: the body lacks what it needs.
        """
        raise NotImplementedError


class Goal(ABC):
    """A `Task` that wants something of the character beside the reference.

    Attributes:
        observation_terms, reward_terms: see `Task`. What is seen of a goal is not normalised: give
            it in units in which it is between -10 and 10, best near 1.
        values: (worlds, ...) float32 by name, all that the goal remembers; `draw` makes them. Those
            called "direction" (worlds, 3; of length 1, in the world, level), "speed" (worlds,) in
            m/s, and "point" (worlds, 3) in m are shown to who plays, who may `fix` them. "left"
            (worlds,) are the s until it is drawn anew; a goal without it lasts till the episode
            ends, or till it calls `renew`.
    """

    observation_terms: tuple[ObservationTerm, ...]
    reward_terms: tuple[RewardTerm, ...]
    radius = 0.1  # m, of the mark that shows a goal's point
    speeds = (0.5, 2.0)  # m/s, at which who plays may ask to go: slowly, and fast

    def __init__(self, context: Context) -> None:
        self.context = context
        self.values: dict[str, Tensor] = {}
        self._fixed: dict[str, Tensor] = {}
        # How many goals of the episode are over, and how many of them were met; or steps.
        self._asked, self._met = torch.zeros(2, context.worlds, device=context.rng.device)

    @abstractmethod
    def draw(self, motion: Motion) -> dict[str, Tensor]:
        """A goal for every world: all of `values`, of which those are taken where it is new."""

    def reset(self, worlds: Tensor, motion: Motion) -> None:
        started = torch.zeros_like(self._asked, dtype=torch.bool).index_fill(0, worlds, True)
        self.renew(started, motion)
        self._asked = self._asked.masked_fill(started, 0.0)
        self._met = self._met.masked_fill(started, 0.0)

    def advance(self, moment: Moment) -> None:
        """Let time pass; where it is up, draw anew."""
        if "left" not in self.values:
            return
        self.values["left"] = self.values["left"] - STEP
        self.renew(self.values["left"] <= 0.0, moment.motion)

    def terminated(self, moment: Moment) -> Tensor:
        """Nowhere."""
        return torch.zeros_like(moment.fell)

    def metrics(self, moment: Moment) -> dict[str, Tensor]:
        return {}

    def promise(self, motion: Motion) -> Tensor:
        """What it would earn in a step (worlds,) of characters that move so, wherever they are:
        a steerable reference goes on by the clip that promises most. By default, no more for any.
        """
        return torch.zeros_like(self._asked)

    def course(self, motion: Motion) -> tuple[Tensor, Tensor] | None:
        """Which way it would have characters in `motion` go, rad in the world, and at how many m/s,
        (worlds,) each: a reference with ways between its clips goes there. By default, any."""
        return None

    def success(self) -> Tensor:
        """(worlds,): of what was asked in this episode and is over, the share that was met."""
        return self._met / self._asked.clamp_min(1.0)

    def counts(self) -> Tensor:
        """(worlds,): whether this episode's success says anything. By default, everywhere."""
        return torch.ones_like(self._asked, dtype=torch.bool)

    def renew(self, where: Tensor, motion: Motion) -> None:
        """Draw anew in the worlds of a mask (worlds,).

        Raises:
            StuntmanError: what `draw` gives are no values of all worlds.
        """
        drawn = self.draw(motion)
        _check_drawn(self, drawn, len(where))
        for name, new in (drawn | self._fixed).items():
            old = self.values.get(name, new)
            mask = where.reshape(-1, *[1] * (new.ndim - 1))
            self.values[name] = torch.where(mask, new, old)

    def fix(self, **values: Tensor) -> None:
        """Let some values (worlds, ...) be these from now on, whatever is drawn."""
        self._fixed |= values
        self.values |= values

    def count(self, over: Tensor, met: Tensor) -> None:
        """Note in which worlds (worlds,) something asked is over, and where it was met."""
        self._asked = self._asked + over
        self._met = self._met + (over & met)

    def state_dict(self) -> dict[str, Tensor]:
        return {name: tensor.clone() for name, tensor in self._state()}

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        self._asked, self._met = state["count/asked"].clone(), state["count/met"].clone()
        self.values = {
            name.removeprefix("value/"): tensor.clone()
            for name, tensor in state.items()
            if name.startswith("value/")
        } | self._fixed

    def _state(self) -> Iterator[tuple[str, Tensor]]:
        yield from {"count/asked": self._asked, "count/met": self._met}.items()
        yield from ((f"value/{name}", tensor) for name, tensor in self.values.items())


def check_made(goal: object, settings: GoalSettings) -> Goal:
    """What the settings' `make` has made, if that is a goal as described above.

    Raises:
        StuntmanError: says what of it is not, and in which file.
    """
    where, kind = file_of(type(settings)), type(goal).__name__
    if not isinstance(goal, Goal):
        raise StuntmanError(
            f"{where}: 'make' gives {kind}, and has to give a Goal: see docs/tasks.md."
        )
    if not hasattr(goal, "_fixed"):
        raise StuntmanError(
            f"{where}: '{kind}.__init__' has to begin with super().__init__(context)."
        )
    for name in ("draw", "reset", "advance", "terminated", "metrics", "promise", "course"):
        if not accepts(getattr(type(goal), name), getattr(Goal, name)):
            raise StuntmanError(f"{where}: '{kind}.{name}' has to take what 'Goal.{name}' takes.")
    for name, of in (("observation_terms", ObservationTerm), ("reward_terms", RewardTerm)):
        terms = getattr(goal, name, None)
        if not isinstance(terms, tuple) or not all(isinstance(term, of) for term in terms):
            raise StuntmanError(
                f"{where}: '{kind}' has to set '{name}', a tuple of {of.__name__}: see "
                "docs/tasks.md."
            )
    for seen in goal.observation_terms:
        if seen.kind not in KINDS or type(seen.size) is not int or seen.size < 1:
            raise StuntmanError(
                f"{where}: the observation term '{seen.name}' has the size {seen.size!r} and the "
                f"kind '{seen.kind}': give a whole number, and one of {', '.join(KINDS)}."
            )
    for earned in goal.reward_terms:
        if not accepts(earned.residual, lambda motion, reference: None):
            raise StuntmanError(
                f"{where}: the residual of the reward term '{earned.name}' has to take motion and "
                "reference."
            )
    return goal


def _check_drawn(goal: Goal, drawn: object, worlds: int) -> None:
    """Raise a StuntmanError where `draw` has not given values by name, a row a world."""
    where = f"{file_of(type(goal))}: '{type(goal).__name__}.draw'"
    if not isinstance(drawn, dict):
        raise StuntmanError(f"{where} has to give a dict of values: see docs/tasks.md.")
    for name, value in drawn.items():
        found = tuple(value.shape) if isinstance(value, Tensor) else type(value).__name__
        if not isinstance(found, tuple) or found[:1] != (worlds,):
            raise StuntmanError(
                f"{where} gives a '{name}' that is {found} where it should be a tensor "
                f"({worlds}, ...), a row a world."
            )
    if "left" in drawn and not drawn["left"].isfinite().all():
        raise StuntmanError(
            f"{where} gives a 'left' that is not finite: leave it out where a goal has no end."
        )


def goal_metrics(goals: Sequence[Goal], terms: dict[str, Tensor]) -> dict[str, Tensor]:
    """What is told of all goals together, (worlds,) each. task_return: their reward of a step,
    between 0 and 1; task_success: see `Goal.success`; a mean where there are several, of those that
    count; task_counts: whether any does."""
    if not goals:
        return {}
    own = [term for goal in goals for term in goal.reward_terms]
    most = max(sum(term.weight for term in own), 1e-9)
    met = torch.stack([goal.success() for goal in goals])
    counts = torch.stack([goal.counts() for goal in goals])
    return {
        "task_return": torch.stack([terms[term.name] for term in own]).sum(0) / most,
        "task_success": (met * counts).sum(0) / counts.sum(0).clamp_min(1),
        "task_counts": counts.any(0).float(),
    }


def level_direction(angle: Tensor) -> Tensor:
    """Directions (n, 3) along angles (n,) in rad about the vertical, 0 along x."""
    return torch.stack([torch.cos(angle), torch.sin(angle), torch.zeros_like(angle)], dim=-1)
