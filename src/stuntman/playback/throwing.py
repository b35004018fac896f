"""Where a block has to come from, and how fast, to meet a character on its way."""

from dataclasses import dataclass

import numpy as np

from stuntman.imitation.environment import Environment
from stuntman.spatial.rotations import Array

_DISTANCE = 3.0  # m from the character, where nobody says from where


@dataclass(frozen=True)
class Throw:
    """Where a block begins, (3,) m, and its velocity there, (3,) m/s."""

    start: Array
    velocity: Array


def thrown_at(
    environment: Environment,
    rng: np.random.Generator,
    origin: Array | None,
    edge: float,
    speed: float,
    gravity: float,
) -> Throw:
    """A throw of a cube that meets the character of an environment's first world.

    Args:
        rng: says from which side, where there is no `origin` (3,) m. edge: m, of the cube.
        speed: m/s. gravity: m/s², downwards.
    """
    motion = environment.motion()
    centre = motion.pose.com[0].double().numpy()
    centre[2] += float(environment.ground_height())
    origin = from_some_side(centre, rng) if origin is None else origin
    velocity = motion.root_velocity[0].double().numpy()
    return aimed(centre, velocity, origin, edge, speed, gravity)


def from_some_side(centre: Array, rng: np.random.Generator) -> Array:
    """A place (3,) m to throw from at a centre of mass (3,)."""
    angle = rng.uniform(0.0, 2.0 * np.pi)
    side = np.array([np.cos(angle), np.sin(angle), 0.0])
    out: Array = centre + _DISTANCE * side
    return out


def aimed(
    centre: Array, velocity: Array, origin: Array, edge: float, speed: float, gravity: float
) -> Throw:
    """A throw of a cube that meets a character.

    Args:
        centre: (3,) m, of its mass. velocity: (3,) m/s, of its root.
        origin: (3,) m, the block's. edge: m, of it. speed: m/s. gravity: m/s², downwards.
    """
    start = np.array([*origin[:2], max(origin[2], edge)])
    flight = max(float(np.linalg.norm(centre - start)), edge) / speed
    aim = centre + flight * velocity * [1.0, 1.0, 0.0]
    return Throw(start, (aim - start) / flight + [0.0, 0.0, 0.5 * gravity * flight])
