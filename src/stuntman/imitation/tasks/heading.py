"""Go in a direction at a speed, both of which change (paper, section 10, "target heading")."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from stuntman.errors import refuse_no_span, refuse_outside
from stuntman.imitation.config import STEP
from stuntman.imitation.motion import Motion
from stuntman.imitation.observations import ObservationTerm
from stuntman.imitation.rewards import RewardTerm
from stuntman.imitation.tasks.goal import Context, Goal, GoalSettings, level_direction
from stuntman.imitation.tasks.task import Moment
from stuntman.spatial.torch_rotations import heading

_SCALE = 2.5  # s²/m², the paper's
_ENOUGH = 0.8  # of the speed that is wanted; a step in which it is reached counts as a success


@dataclass(frozen=True)
class Settings(GoalSettings):
    """What is asked for.

    Attributes:
        speed: m/s, from and to. seconds: after so many, from and to, direction and speed change.
        turn: degrees by which the direction changes at most, to either side.
    """

    speed: tuple[float, float] = (0.7, 1.0)
    seconds: tuple[float, float] = (2.0, 6.0)
    turn: float = 90.0

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_no_span("goal", self, "speed", 0.0, 20.0)
        refuse_no_span("goal", self, "seconds", STEP, math.inf)
        refuse_outside("goal", self, ("turn",), 0, 180)

    def make(self, context: Context) -> Goal:
        return Heading(self, context)


class Heading(Goal):
    """exp(-2.5 max(0, v* - v·d*)²): d* the direction, v* the speed that is wanted along it, v how
    fast the centre of mass moves in the world, over the control step.

    A step is a success where the speed along the direction is at least 80 % of what is wanted.
    """

    def __init__(self, settings: Settings, context: Context) -> None:
        super().__init__(context)
        self.settings, self.speeds = settings, settings.speed
        self._lacking = torch.zeros(context.worlds, device=context.rng.device)
        self.observation_terms = (
            ObservationTerm(
                "heading_direction", 3, "polar", lambda sight: self.values["direction"].unsqueeze(1)
            ),
            ObservationTerm(
                "heading_speed", 1, "scalar", lambda sight: self.values["speed"].unsqueeze(-1)
            ),
        )
        self.reward_terms = (
            RewardTerm("heading", settings.weight, _SCALE, lambda *_: self._lacking.unsqueeze(-1)),
        )

    def draw(self, motion: Motion) -> dict[str, Tensor]:
        settings, uniform = self.settings, self.context.uniform
        turn, before = math.radians(settings.turn), self.values["direction"]
        angle = torch.atan2(before[:, 1], before[:, 0]) + uniform(-turn, turn)
        return {
            "direction": level_direction(angle),
            "speed": uniform(*settings.speed),
            "left": uniform(*settings.seconds),
            "com": motion.pose.com,
        }

    def promise(self, motion: Motion) -> Tensor:
        along = (motion.root_velocity * self.values["direction"]).sum(-1)
        lacking = (self.values["speed"] - along).clamp_min(0.0)
        return self.settings.weight * torch.exp(-_SCALE * lacking.square())

    def reset(self, worlds: Tensor, motion: Motion) -> None:
        # The first is near where the character faces; from there it wanders.
        facing = level_direction(heading(motion.pose.root_rotation))
        before = self.values.get("direction", facing)
        self.values["direction"] = before.index_copy(0, worlds, facing[worlds])
        super().reset(worlds, motion)

    def advance(self, moment: Moment) -> None:
        com, values = moment.motion.pose.com, self.values
        along = ((com - values["com"]) / STEP * values["direction"]).sum(-1)
        self._lacking = (values["speed"] - along).clamp_min(0.0)
        self.count(torch.ones_like(moment.fell), along >= _ENOUGH * values["speed"])
        super().advance(moment)
        self.values["com"] = com
