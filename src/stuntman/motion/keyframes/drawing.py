"""What an animator draws: numbers at times. No body is needed to read it."""

from dataclasses import dataclass

import numpy as np

from stuntman.spatial.rotations import Array

# Frames a second of the clip that is made, as nearly as the duration allows.
RATE = 60.0
# The numbers of a part: m, degrees, and the one angle (degrees) of a hinge.
POSITION = ("x", "y", "z")
ROTATION = ("roll", "pitch", "yaw")
ANGLE = "angle"
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
        source: where in the file.
    """

    part: str
    channel: str
    key: Key
    source: tuple[str | int, ...]


@dataclass(frozen=True)
class Keyframes:
    """All that an animator draws of a motion.

    Attributes:
        duration: s. loops: whether the end leads into the start.
        travel: m, how far forward a cycle goes. turn: degrees, how far to the left it turns.
        mirror: each key comes again half a cycle later, on the other side.
    """

    character: str
    duration: float
    loops: bool
    travel: float
    turn: float
    mirror: bool
    keys: tuple[Drawn, ...]

    @property
    def times(self) -> Array:
        """(frames,) s, evenly spaced, both ends included."""
        return np.linspace(0.0, self.duration, max(1, round(self.duration * RATE)) + 1)
