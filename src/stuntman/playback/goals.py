"""What goals ask of the character that one watches, and asking for something else."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import ArrayLike

from stuntman.errors import StuntmanError
from stuntman.imitation.tasks.goal import Goal, level_direction
from stuntman.physics.interactive import checked, place
from stuntman.spatial.rotations import Array

FASTEST = 20.0  # m/s, that may be asked for
_ARROW_BEGINS, _ARROW_SECONDS = 0.4, 0.6  # m before the character; s of what is asked, its length
_ARROW_HEIGHT = 0.04  # m, above the ground
_FLAT = 0.01  # m, half the height of a mark on the ground


@dataclass(frozen=True, eq=False)
class Asked:
    """What is asked of the character at one instant; None is what nobody asks.

    Attributes:
        velocity: (3,) m/s, level: which way to go, and how fast.
        point: (3,) m in the world: where to go, or what to hit. radius: m, of its mark. hit:
            whether it has been.
    """

    velocity: Array | None = None
    point: Array | None = None
    radius: float = 0.0
    hit: bool = False

    @property
    def half_axes(self) -> Array:
        """(3,) m, of the ellipsoid that marks the point: a ball, or on the ground a disc."""
        on_ground = self.point is not None and self.point[2] <= 0.0
        return np.array([self.radius, self.radius, _FLAT if on_ground else self.radius])

    def arrow(self, root: Array) -> Array | None:
        """From where to where (2, 3) an arrow on the ground shows the velocity, before a
        character whose root is at `root` (3,); None where it is to stand, or nobody asks."""
        if self.velocity is None or not self.velocity.any():
            return None
        foot = np.array([root[0], root[1], _ARROW_HEIGHT])
        begin = foot + _ARROW_BEGINS * self.velocity / np.linalg.norm(self.velocity)
        return np.stack([begin, begin + _ARROW_SECONDS * self.velocity])


def asked(goals: Sequence[Goal]) -> Asked:
    """What goals ask of the character of the first world."""
    velocity, point, radius, hit = None, None, 0.0, False
    for goal in goals:
        values = {name: value[0].double().cpu().numpy() for name, value in goal.values.items()}
        if "direction" in values and "speed" in values:
            velocity = values["speed"] * values["direction"]
        if "point" in values:
            point, radius = values["point"], goal.radius
            hit = bool(values.get("hit", 0.0) > 0.0)
    return Asked(velocity, point, radius, hit)


def steer(goals: Sequence[Goal], direction: float, speed: float) -> None:
    """Let the goal with a direction ask for this one from now on.

    Args:
        direction: rad about the vertical, 0 along x. speed: m/s.

    Raises:
        StuntmanError: one of these is no number, or absurd; or no goal has a direction.
    """
    angle, metres = check_course(direction, speed)
    goal = with_value(goals, "direction")
    speeds = torch.full_like(goal.values["speed"], float(metres))
    goal.fix(direction=level_direction(torch.full_like(speeds, float(angle))), speed=speeds)


def check_course(direction: float, speed: float) -> tuple[float, float]:
    """A direction in rad and a speed in m/s as numbers.

    Raises:
        StuntmanError: one of these is no number, or absurd.
    """
    angle = checked("the direction in radians", direction, -2.0 * np.pi, 2.0 * np.pi)
    return float(angle), float(checked("the speed", speed, 0.0, FASTEST))


def aim(goals: Sequence[Goal], point: ArrayLike) -> None:
    """Let the goal with a point ask for this one, (3,) m in the world, from now on.

    Raises:
        StuntmanError: it is no place, or no goal has a point.
    """
    there = place("the point", point)
    goal = with_value(goals, "point")
    before = goal.values["point"]
    goal.fix(point=before.new_tensor(there).expand_as(before))


def with_value(goals: Sequence[Goal], name: str) -> Goal:
    """The goal that has a value of that name.

    Raises:
        StuntmanError: there is none.
    """
    for goal in goals:
        if name in goal.values:
            return goal
    raise StuntmanError(
        f"The skill at work has no goal with a {name}: give a policy that was trained with one "
        "(docs/tasks.md)."
    )
