"""Values between keys."""

import numpy as np
from numpy.typing import NDArray

from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array


def locate(times: Array, key_times: Array) -> tuple[NDArray[np.intp], Array]:
    """Between which keys times lie.

    Args:
        times: (n,), in the unit of key_times; those outside count as the nearest end.
        key_times: (keys,) rising; two or more.

    Returns:
        Index (n,) of the key before, never the last one, and the part (n,), from 0 to 1, of the
        way from there to the next key.
    """
    times = np.clip(times, key_times[0], key_times[-1])
    before = np.searchsorted(key_times, times, side="right") - 1
    before = np.clip(before, 0, len(key_times) - 2)
    return before, (times - key_times[before]) / (key_times[before + 1] - key_times[before])


def interpolate(
    times: Array, key_times: Array, root_positions: Array, rotations: Array
) -> tuple[Array, Array]:
    """Poses between keys: positions on straight lines, rotations the short way round.

    Args:
        times: (n,) s; those outside the keys count as the nearest end.
        key_times: (keys,) s, rising; two or more.
        root_positions: (keys, 3) m.
        rotations: (keys, bones, 4).

    Returns:
        Root positions (n, 3) and rotations (n, bones, 4).
    """
    left, part = locate(times, key_times)
    before, after = root_positions[left], root_positions[left + 1]
    return (
        before + part[:, None] * (after - before),
        rot.slerp(rotations[left], rotations[left + 1], part[:, None]),
    )
