"""What an animator draws: numbers at times. No body is needed to read it."""

from dataclasses import dataclass

import numpy as np

from stuntman.spatial.rotations import Array

RATE = 60.0  # frames a second, as near as the duration lets it
PLACE, TURN = ("x", "y", "z"), ("roll", "pitch", "yaw")
ANGLE = "angle"  # the one number of a hinge
# How a number goes from one key to the next: running through the keys, resting at both, straight,
# or not at all before the next.
EASINGS = ("smooth", "ease", "linear", "hold")


@dataclass(frozen=True)
class Key:
    """A value at a time (s), and the easing from there to the next key."""

    time: float
    value: float
    easing: str = "smooth"


@dataclass(frozen=True)
class Drawn:
    """A key of one number of one part of the body.

    Attributes:
        part: a joint, the body that is the root, or a site.
        channel: x, y, z (m), roll, pitch, yaw (degrees), or a hinge's angle (degrees).
        place: where in the file.
    """

    part: str
    channel: str
    key: Key
    place: tuple[str | int, ...]


@dataclass(frozen=True)
class Keyframes:
    """What an animator draws.

    Attributes:
        duration: s. loops: whether the end leads into the start.
        travel: m, the way forward of a cycle.
        mirror: each key comes again half a cycle later, on the other side.
    """

    character: str
    duration: float
    loops: bool
    travel: float
    mirror: bool
    keys: tuple[Drawn, ...]

    @property
    def times(self) -> Array:
        """(frames,) s, evenly spaced, both ends included."""
        return np.linspace(0.0, self.duration, max(1, round(self.duration * RATE)) + 1)
