"""Hit a target with a foot or a hand (paper, section 10, "strike")."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from stuntman.errors import POSITIVE, refuse_no_span, refuse_outside
from stuntman.imitation.motion import Motion
from stuntman.imitation.observations import ObservationTerm
from stuntman.imitation.rewards import RewardTerm
from stuntman.imitation.tasks.goal import (
    Context,
    Goal,
    GoalSettings,
    level_direction,
)
from stuntman.imitation.tasks.task import Moment
from stuntman.spatial.torch_rotations import heading

_SCALE = 4.0  # 1/m², the paper's


@dataclass(frozen=True)
class Settings(GoalSettings):
    """What to hit with what, and where it may be when a cycle of the clip begins.

    Attributes:
        end_effector: name of the foot or hand that has to touch the target, its centre in it.
        radius: m, of the target. practised: the share of it within which those hit who learn: who
            has to come nearer than is asked misses less later.
        distance: m, from and to, from the root over the ground. height: m above it, from and to.
        bearing: degrees, from and to, from where the character faces, to its left.
    """

    end_effector: str = "right_foot"
    radius: float = 0.2  # the paper's, as distance and height are
    practised: float = 1.0
    distance: tuple[float, float] = (0.6, 0.8)
    height: tuple[float, float] = (0.8, 1.25)
    bearing: tuple[float, float] = (-45.0, 45.0)

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_no_span("goal", self, "distance", 0.0, 10.0)
        refuse_no_span("goal", self, "height", 0.0, 10.0)
        refuse_no_span("goal", self, "bearing", -360.0, 360.0)
        refuse_outside("goal", self, ("radius",), *POSITIVE)
        refuse_outside("goal", self, ("practised",), POSITIVE[0], 1.0)

    def make(self, context: Context) -> Goal:
        return Strike(self, context)


class Strike(Goal):
    """exp(-4 d²), d m from the end effector to the target, and 1 once it was hit.

    A new target is there whenever a cycle of the clip begins. Those that were there for a whole
    cycle, or were hit, are counted: a success is a hit.
    """

    def __init__(self, settings: Settings, context: Context) -> None:
        super().__init__(context)
        self.settings, self.radius = settings, settings.radius
        self._near = settings.radius * (1.0 if context.held_out else settings.practised)  # m
        self._effector = context.end_effector(settings.end_effector)
        self._apart = torch.zeros(context.worlds, 3, device=context.rng.device)
        self.observation_terms = (
            ObservationTerm(
                "strike_target",
                3,
                "polar",
                lambda s: (self.values["point"] - s.motion.pose.positions[:, 0]).unsqueeze(1),
            ),
            ObservationTerm("strike_hit", 1, "scalar", lambda s: self.values["hit"].unsqueeze(-1)),
        )
        self.reward_terms = (RewardTerm("strike", settings.weight, _SCALE, lambda *_: self._apart),)

    def draw(self, motion: Motion) -> dict[str, Tensor]:
        settings, uniform = self.settings, self.context.uniform
        root = motion.pose.positions[:, 0]
        least, most = (math.radians(angle) for angle in settings.bearing)
        direction = level_direction(heading(motion.pose.root_rotation) + uniform(least, most))
        point = root + uniform(*settings.distance).unsqueeze(-1) * direction
        nothing = torch.zeros_like(root[:, 0])
        return {
            "point": torch.cat([point[:, :2], uniform(*settings.height).unsqueeze(-1)], dim=-1),
            "hit": nothing,
            "whole": nothing,
            "phase": nothing,
        }

    def advance(self, moment: Moment) -> None:
        values, phase = self.values, moment.phase
        apart = moment.motion.pose.end_effectors[:, self._effector] - values["point"]
        was_hit = values["hit"] > 0
        hit = was_hit | (apart.norm(dim=-1) <= self._near)
        self._apart = torch.where(hit.unsqueeze(-1), 0.0, apart)
        begins = phase < values["phase"]
        self.count((hit & ~was_hit) | (begins & ~hit & (values["whole"] > 0)), hit)
        values["hit"] = hit.float()
        self.renew(begins, moment.motion)
        self.values["whole"] = torch.where(begins, 1.0, self.values["whole"])
        self.values["phase"] = phase
