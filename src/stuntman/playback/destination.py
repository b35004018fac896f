"""A place to go to, for a character that can only be told which way to go."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from stuntman.imitation.environment import Environment
from stuntman.imitation.requests import SIDEWAYS
from stuntman.physics.interactive import place
from stuntman.playback import goals, leading
from stuntman.playback.frame import Frame
from stuntman.playback.goals import Asked
from stuntman.playback.skills import Skill
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

_RADIUS = 0.3  # m, of its mark
# s of its own speed before the place: there it is told to stand, and there to slow down from a run.
# Measured of `moves`: from a walk it stands after .46 m, from a run after 4.1.
_STANDS_BEFORE, _SLOWS_BEFORE = 0.47, 1.2
_TURN_RATE = 1.0  # rad/s by which it turns at least, where it says nothing of it
_SHARPEST = np.radians(60.0)  # of what it is asked for at once: no goal asks for more in training
_FORWARD = np.array([1.0, 0.0, 0.0])


@dataclass(frozen=True, eq=False)
class Destination:
    """Where to go.

    Attributes:
        point: (3,) m, on the ground. fast: as fast as it can, until it has to slow down.
    """

    point: Array
    fast: bool = False


def aim(environment: Environment, point: ArrayLike, fast: bool) -> Destination | None:
    """Have a goal's point at (3,) m; without such a goal, where there is to go step by step.

    Raises:
        StuntmanError: it is no place, or the character can neither be told a place nor a direction.
    """
    if _has_point(environment) or not leading.can_be_steered(environment):
        goals.aim(environment.goals, point)
        return None
    return Destination(place("the point", point) * [1.0, 1.0, 0.0], fast)


def can_be_sent(skills: Iterable[Skill]) -> bool:
    """Whether one of these can be told a place to go to, or to hit."""
    environments = [skill.environment for skill in skills]
    return any(_has_point(one) or leading.can_be_steered(one) for one in environments)


def _has_point(environment: Environment) -> bool:
    return any("point" in goal.values for goal in environment.goals)


def asked(environment: Environment, to: Destination | None) -> Asked:
    """What is asked of the character, with the place that it goes to."""
    now = leading.asked(environment)
    return now if to is None else replace(now, point=to.point, radius=_RADIUS)


def approach(environment: Environment, to: Destination, frame: Frame) -> Destination | None:
    """Steer the character of a frame a step further to a place; what is left to do, None where it
    is there."""
    if not leading.can_be_steered(environment):  # another skill has taken over
        return None
    way, speed = to.point[:2] - frame.qpos[:2], float(np.hypot(*frame.qvel[:2]))
    distance, (slowly, quickly) = float(np.hypot(*way)), leading.speeds(environment)
    if environment.requests is None:  # a goal's speed is the least; at little it hardly turns
        slowly = quickly
    x, y = rot.rotate(rot.heading(frame.qpos[3:7]), _FORWARD)[:2]
    facing = float(np.arctan2(y, x))
    if distance < _STANDS_BEFORE * max(speed, slowly):
        leading.steer(environment, facing, 0.0)
        return None
    forward, left = float(x * way[0] + y * way[1]), float(x * way[1] - y * way[0])
    fast = to.fast and distance > _SLOWS_BEFORE * quickly
    runs = fast and _within_reach(forward, left, quickly)
    turn = 0.0  # straight on, until there is room to turn
    if runs or _within_reach(forward, left, max(speed, slowly)):
        turn = float(np.clip(np.arctan2(left, forward), -_SHARPEST, _SHARPEST))
    leading.steer(environment, facing + turn, quickly if runs else slowly)
    return replace(to, fast=fast)


def _within_reach(forward: float, left: float, speed: float) -> bool:
    """Whether one comes to a place so many m ahead and to the left by turning at once, at m/s: what
    lies within the circles of the sharpest turn, one would go around for ever."""
    radius = max(speed / _TURN_RATE, speed * speed / SIDEWAYS)
    return bool(np.hypot(forward, abs(left) - radius) >= radius)
