"""Go to a point and stand there."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from stuntman.errors import POSITIVE, refuse_no_span, refuse_outside
from stuntman.imitation.config import STEP
from stuntman.imitation.motion import Motion
from stuntman.imitation.observations import ObservationTerm, Sight
from stuntman.imitation.rewards import RewardTerm
from stuntman.imitation.tasks.goal import Context, Goal, GoalSettings, level_direction
from stuntman.imitation.tasks.task import Moment
from stuntman.spatial.torch_rotations import heading

_SCALE = 2.5  # s²/m², as the paper's for a heading
_SIGHT = 5.0  # m; farther away, a point is seen as at this distance
_STOPS_BEFORE = 0.45  # m, as a walk comes to stand
_CURVE = 1.2  # m, the radius of the sharpest: what lies within it is walked away from first


@dataclass(frozen=True)
class Settings(GoalSettings):
    """Where to go.

    Attributes:
        distance: m, from and to, at which a point is drawn, in any direction.
        seconds: until another is.
        speed: m/s to walk at, until the way left takes less than `slow_down` s.
        radius: m; within it the character has arrived, and is to stand.
    """

    distance: tuple[float, float] = (1.0, 5.0)
    seconds: float = 10.0
    speed: float = 1.0
    slow_down: float = 1.0
    radius: float = 0.5

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_no_span("goal", self, "distance", 0.0, 1000.0)
        names = ("seconds", "speed", "slow_down", "radius")
        refuse_outside("goal", self, names, *POSITIVE)

    def make(self, context: Context) -> Goal:
        return Location(self, context)


class Location(Goal):
    """exp(-2.5 e²): e is by how much the root is too slow on its way to the point, or within the
    radius, by how much it is not still, in m/s.

    A point is met once the root is above the ground within the radius of it.
    """

    def __init__(self, settings: Settings, context: Context) -> None:
        super().__init__(context)
        self.settings, self.radius = settings, settings.radius
        self._error = torch.zeros(context.worlds, device=context.rng.device)
        self.observation_terms = (
            ObservationTerm("location_point", 3, "polar", lambda s: self._seen(s).unsqueeze(1)),
        )
        self.reward_terms = (
            RewardTerm("location", settings.weight, _SCALE, lambda *_: self._error.unsqueeze(-1)),
        )

    def draw(self, motion: Motion) -> dict[str, Tensor]:
        root, uniform = motion.pose.positions[:, 0], self.context.uniform
        way = uniform(*self.settings.distance).unsqueeze(-1)
        point = root + way * level_direction(uniform(-math.pi, math.pi))
        return {
            "point": point * point.new_tensor([1.0, 1.0, 0.0]),
            "left": torch.full_like(root[:, 0], self.settings.seconds),
            "met": torch.zeros_like(root[:, 0]),
        }

    def promise(self, motion: Motion) -> Tensor:
        return self.settings.weight * torch.exp(-_SCALE * self._errors(motion).square())

    def course(self, motion: Motion) -> tuple[Tensor, Tensor]:
        """To the point, straight on until there is room to turn, and standing before it."""
        way, facing = self._way(motion), heading(motion.pose.root_rotation)
        far, angle = way.norm(dim=-1), torch.atan2(way[:, 1], way[:, 0])
        aside, ahead = far * torch.sin(angle - facing).abs(), far * torch.cos(angle - facing)
        room = torch.hypot(ahead, aside - _CURVE) >= _CURVE
        there = far <= min(_STOPS_BEFORE, self.settings.radius)
        speed = torch.where(there, 0.0, torch.full_like(far, self.settings.speed))
        return torch.where(room, angle, facing), speed

    def advance(self, moment: Moment) -> None:
        there = self._way(moment.motion).norm(dim=-1) <= self.settings.radius
        self._error = self._errors(moment.motion)
        before = self.values["met"] > 0
        over = self.values["left"] - STEP <= 0.0
        self.count((there | over) & ~before, there)
        self.values["met"] = (before | there).float()
        super().advance(moment)

    def _errors(self, motion: Motion) -> Tensor:
        """(worlds,) m/s too slow on the way, or too fast where it is over."""
        settings, way, velocity = self.settings, self._way(motion), motion.root_velocity[:, :2]
        far = way.norm(dim=-1)
        along = (velocity * way).sum(-1) / far.clamp_min(1e-6)
        wanted = (far / settings.slow_down).clamp_max(settings.speed)
        slow = (wanted - along).clamp_min(0.0)
        return torch.where(far <= settings.radius, velocity.norm(dim=-1), slow)

    def _way(self, motion: Motion) -> Tensor:
        """From the root to the point: (worlds, 2) m."""
        return (self.values["point"] - motion.pose.positions[:, 0])[:, :2]

    def _seen(self, sight: Sight) -> Tensor:
        way = self._way(sight.motion)
        way = way * (_SIGHT / way.norm(dim=-1, keepdim=True).clamp_min(1e-6)).clamp_max(1.0)
        return torch.cat([way, torch.zeros_like(way[:, :1])], dim=-1)
