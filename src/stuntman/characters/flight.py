"""What gravity leaves of a motion in the air: velocities that a body can have there.

Between take-off and landing the centre of mass falls freely and the angular momentum about it
stays what it is. Velocities that are differences of a clip's poses do not keep to that: the
backflip, keyed at 16 frames a second, has three times the angular momentum in mid-air that it takes
off and lands with. A body that starts from them does not come down on its feet. Nor does one that
is about to leave the floor and lacks half of what its flight has: a push takes time, so the last
tenth of a second leads up to it. A landing is a blow, and stays as it is.
"""

import mujoco
import numpy as np
from numpy.typing import NDArray

from stuntman.motion.rotations import Array

_CLEAR = 0.02  # m above the floor
_SHORTEST = 0.1  # s
_PUSH = 0.1  # s
_FALLING = 1.0 / 3.0  # of gravity; what falls more slowly stands or hangs on what is not drawn


def ballistic(
    model: mujoco.MjModel, qpos: Array, qvel: Array, heights: Array, rate: float, loops: bool
) -> Array:
    """Velocities (frames, nv) whose momentum in each flight is the one that travels and turns as
    far as the clip does in it, and before each leads up to that. Poses and joint velocities stay:
    only the root's six differ.

    Args:
        qpos, qvel: (frames, nq) and (frames, nv), `rate` a second.
        heights: (frames,) m, of the lowest point.
        loops: the last frame is the first one again, and may be in mid-flight.
    """
    out = qvel.copy()
    for rows in flights(heights, rate, loops):
        momenta, inertias = _momenta(model, qpos[rows])
        times = np.arange(len(rows)) / rate
        has = (momenta @ qvel[rows][..., None])[..., 0]
        if np.polyfit(times, has[:, 2], 1)[0] > _FALLING * model.opt.gravity[2]:
            continue
        fallen = model.opt.gravity * times[:, None]
        takes_off = (has[:, :3] - fallen).mean(axis=0)
        inverses = np.linalg.inv(inertias)
        turning = (inverses @ has[:, 3:, None]).mean(axis=0)
        spin = np.linalg.solve(inverses.mean(axis=0), turning)[:, 0]
        wants = np.concatenate([takes_off + fallen, np.tile(spin, (len(rows), 1))], axis=1)
        out[rows, :6] += _of_root(momenta, wants - has)
        push = _push(rows[0], heights, rate, loops)
        rise = np.arange(1, len(push) + 1) / (len(push) + 1)
        out[push, :6] += _of_root(_momenta(model, qpos[push])[0], rise[:, None] * (wants - has)[0])
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


def _push(takes_off: int, heights: Array, rate: float, loops: bool) -> NDArray[np.int64]:
    """The frames on the floor before a flight, a tenth of a second at most."""
    frames = takes_off - np.arange(1, round(_PUSH * rate) + 1)
    frames = frames % (len(heights) - 1) if loops else frames[frames >= 0]
    stands = np.logical_and.accumulate(heights[frames] <= _CLEAR)
    return frames[stands][::-1]


def _momenta(model: mujoco.MjModel, qpos: Array) -> tuple[Array, Array]:
    """Of poses, the matrices (frames, 6, nv) from velocities to the centre of mass's velocity and
    the angular momentum about it, and their inertias (frames, 3, 3), along the world's axes."""
    data = mujoco.MjData(model)
    momenta, inertias = np.empty((len(qpos), 6, model.nv)), np.empty((len(qpos), 3, 3))
    for frame, position in enumerate(qpos):
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        mujoco.mj_jacSubtreeCom(model, data, momenta[frame, :3], 1)
        mujoco.mj_angmomMat(model, data, momenta[frame, 3:], 1)
        # The root spins in its own frame.
        inertias[frame] = momenta[frame, 3:, 3:6] @ data.xmat[1].reshape(3, 3).T
    return momenta, inertias


def _of_root(momenta: Array, change: Array) -> Array:
    """Velocities (frames, 6) of the root that make a change (frames, 6) of momentum."""
    return np.linalg.solve(momenta[..., :6], change[..., None])[..., 0]
