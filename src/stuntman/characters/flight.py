"""What gravity leaves of a motion in the air: velocities that a body can have there.

Between take-off and landing the centre of mass falls freely and the angular momentum about it
stays what it is. Velocities that are differences of a clip's poses do not keep to that: the
backflip, keyed at 16 frames a second, has three times the angular momentum in mid-air that it takes
off and lands with. A body that starts from them does not come down on its feet.
"""

import mujoco
import numpy as np
from numpy.typing import NDArray

from stuntman.motion.rotations import Array

_CLEAR = 0.02  # m above the floor
_SHORTEST = 0.1  # s


def ballistic(
    model: mujoco.MjModel, qpos: Array, qvel: Array, heights: Array, rate: float, loops: bool
) -> Array:
    """Velocities (frames, nv) whose momentum in each flight is the one that travels and turns as
    far as the clip does in it. Poses and joint velocities stay: only the root's six differ.

    Args:
        qpos, qvel: (frames, nq) and (frames, nv), `rate` a second.
        heights: (frames,) m, of the lowest point.
        loops: the last frame is the first one again, and may be in mid-flight.
    """
    out = qvel.copy()
    data = mujoco.MjData(model)
    for rows in flights(heights, rate, loops):
        parts = [_momenta(model, data, qpos[row]) for row in rows]
        momenta, inverses = np.array([m for m, _ in parts]), np.array([i for _, i in parts])
        fallen = model.opt.gravity * (np.arange(len(rows)) / rate)[:, None]
        has = (momenta @ qvel[rows][..., None])[..., 0]
        takes_off = (has[:, :3] - fallen).mean(axis=0)
        turning = (inverses @ has[:, 3:, None]).mean(axis=0)
        spin = np.linalg.solve(inverses.mean(axis=0), turning)[:, 0]
        wants = np.concatenate([takes_off + fallen, np.tile(spin, (len(rows), 1))], axis=1)
        out[rows, :6] += np.linalg.solve(momenta[..., :6], (wants - has)[..., None])[..., 0]
    if loops:
        out[-1] = out[0]
    return out


def flights(heights: Array, rate: float, loops: bool) -> list[NDArray[np.int64]]:
    """The frames of each stretch in the air, in the order of time.

    Args:
        heights: (frames,) m, of the lowest point, `rate` a second.
        loops: the last frame is the first one again.
    """
    up = heights > _CLEAR
    frames = np.arange(len(up))
    if loops:
        first = int(np.argmin(up))  # on the floor, so that no flight is cut in two
        frames = np.roll(frames[:-1], -first)
    stretches = np.split(frames, np.flatnonzero(np.diff(up[frames])) + 1)
    return [s for s in stretches if up[s[0]] and len(s) >= _SHORTEST * rate]


def _momenta(model: mujoco.MjModel, data: mujoco.MjData, qpos: Array) -> tuple[Array, Array]:
    """Of a pose, the matrix (6, nv) from velocities to the centre of mass's velocity and the
    angular momentum about it, and the inverse (3, 3) of its inertia, along the world's axes."""
    data.qpos[:] = qpos
    mujoco.mj_kinematics(model, data)
    mujoco.mj_comPos(model, data)
    linear, angular = np.empty((3, model.nv)), np.empty((3, model.nv))
    mujoco.mj_jacSubtreeCom(model, data, linear, 1)
    mujoco.mj_angmomMat(model, data, angular, 1)
    inertia = angular[:, 3:6] @ data.xmat[1].reshape(3, 3).T  # the root spins in its own frame
    return np.concatenate([linear, angular]), np.linalg.inv(inertia)
