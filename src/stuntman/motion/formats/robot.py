"""Motions of robots: where all links are in every frame -> a Clip with a bone a link.

At rest no bone is turned, as with the clips of our own bodies (motion/states.py), so that a body
with links of these names moves by them as they are.
"""

import numpy as np

from stuntman.motion.clip import Clip
from stuntman.motion.formats import budget
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import Skeleton

# Links of one body keep their place to this (m); those that are known to hang together, and are
# resampled perhaps, to this.
_RIGID, _LOOSE = 2e-3, 2e-2


def clip(
    name: str, names: tuple[str, ...], parents: tuple[int, ...], places: Array, turns: Array,
    fps: float,
) -> Clip:  # fmt: skip
    """A clip of links' places (frames, links, 3) in m and turns (frames, links, 4), z up.

    Raises:
        StuntmanError: they are no motion, or more than one may be.
    """
    budget.check(len(places), len(names))
    local, offsets = turns.copy(), np.zeros((len(names), 3))
    for link, parent in enumerate(parents[1:], start=1):
        above = turns[:, parent]
        step = rot.rotate_inverse(above, places[:, link] - places[:, parent])
        offsets[link] = np.median(step, axis=0)
        local[:, link] = rot.multiply(rot.conjugate(above), turns[:, link])
    skeleton = Skeleton(names, parents, offsets)
    note = (
        "a robot's motion, a bone a link: on a body with links of these names (--character) it is "
        "copied as it is"
    )
    return Clip(name, skeleton, places[:, 0], local, fps, loops=False, notes=(note,))


def tree(places: Array, turns: Array) -> tuple[int, ...] | None:
    """Which link each hangs from, told by the motion: the nearest before it that it keeps its
    place to; None where a link keeps it to none.

    Args:
        places: (frames, links, 3). turns: (frames, links, 4).
    """
    parents = [-1]
    for link in range(1, places.shape[1]):
        wanders = [_wanders(places, turns, link, other) for other in range(link)]
        rigid = [other for other in range(link) if wanders[other] < _RIGID]
        if not rigid:
            return None
        near = [float(np.linalg.norm(places[0, link] - places[0, other])) for other in rigid]
        parents.append(rigid[len(near) - 1 - int(np.argmin(near[::-1]))])
    return tuple(parents)


def is_rigid(parents: tuple[int, ...], places: Array, turns: Array) -> bool:
    """Whether links keep their places to those that they hang from, as turns in another order of
    numbers would not have them."""
    wanders = [_wanders(places, turns, link, above) for link, above in enumerate(parents) if link]
    return max(wanders, default=0.0) < _LOOSE


def _wanders(places: Array, turns: Array, link: int, other: int) -> float:
    """How far (m) a link wanders, seen from another."""
    step = rot.rotate_inverse(turns[:, other], places[:, link] - places[:, other])
    return float(np.ptp(step, axis=0).max())
