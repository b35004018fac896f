"""Where the camera of a film looks from, frame by frame."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.smoothing import smooth

View = Literal["side", "front", "orbit", "follow"]

_SIDE = 120.0  # degrees from looking where it faces: from the right, 30 to the front
_FOLLOW_SECONDS = 0.5  # standard deviation of the average that the direction is
_PATH_SECONDS = 0.35  # likewise, that the way is
_CUT = 20.0  # m/s; what is faster was set elsewhere
_FORWARD = np.array([1.0, 0.0, 0.0])


def path(roots: Array, fps: float) -> Array:
    """Where the camera looks at: the way of the roots (frames, 3) without its ups and downs, that
    begins anew wherever the character is set up elsewhere."""
    return _smooth(roots, roots, _PATH_SECONDS * fps, fps)


def azimuths(view: View, qpos: Array, fps: float) -> Array:
    """Which way the camera looks: (frames,) degrees about the vertical from the world's x.

    Args:
        view: side and front stay on one side of where the character faces on the whole; orbit
            goes round it once, from the side; follow stays behind it.
        qpos: (frames, nq) of the character.
    """
    return _VIEWS[view](qpos, fps)


def _side(qpos: Array, fps: float) -> Array:
    return np.full(len(qpos), np.degrees(rot.mean_yaw(qpos[:, 3:7])) + _SIDE)


def _front(qpos: Array, fps: float) -> Array:
    return np.full(len(qpos), np.degrees(rot.mean_yaw(qpos[:, 3:7])) + 180.0)


def _orbit(qpos: Array, fps: float) -> Array:
    return _side(qpos, fps) + np.linspace(0.0, 360.0, len(qpos))


def _follow(qpos: Array, fps: float) -> Array:
    faces = rot.rotate(qpos[:, 3:7], _FORWARD)
    faces = _smooth(faces, qpos[:, :3], _FOLLOW_SECONDS * fps, fps)
    return np.degrees(np.unwrap(np.arctan2(faces[:, 1], faces[:, 0])))


def _smooth(values: Array, roots: Array, frames: float, fps: float) -> Array:
    """Values (frames, 3) averaged over so many frames, but never across one at which the character,
    by its roots (frames, 3), was set up elsewhere."""
    faster = np.linalg.norm(np.diff(roots, axis=0), axis=1) * fps > _CUT
    takes = np.split(values, np.flatnonzero(faster) + 1)
    return np.concatenate([smooth(take, frames) for take in takes])


_VIEWS: dict[str, Callable[[Array, float], Array]] = {
    "side": _side,
    "front": _front,
    "orbit": _orbit,
    "follow": _follow,
}
