"""What gravity leaves of a motion in the air: the way a body can fly there, and how fast.

Between take-off and landing the centre of mass falls freely and the angular momentum about it
stays what it is. A clip of a jump keeps to that by 7 mm; keyframes, a splice or a body of another
size do not, by 3 cm in the run and 12 in the backflip, which, keyed at 16 frames a second, has
three times the angular momentum in mid-air that it takes off and lands with. A body that starts
from that does not come down on its feet. Nor does one that is about to leave the floor and lacks
half of what its flight has: a push takes time, so the last tenth of a second leads up to it. A
landing is a blow, and stays as it is.
"""

import mujoco
import numpy as np
from numpy.typing import NDArray

from stuntman.spatial.rotations import Array

Frames = NDArray[np.int64]

_CLEAR = 0.02  # m above the floor
_OFF = 0.005  # m, where a foot that is about to be clear has left it
_LEAVES = 0.05  # s, that takes at most
_SHORTEST = 0.1  # s
_PUSH = 0.1  # s
_FALLING = 1.0 / 3.0  # of gravity; what falls more slowly stands or hangs on what is not drawn


def ballistic(
    model: mujoco.MjModel, qpos: Array, qvel: Array, heights: Array, rate: float, loops: bool
) -> tuple[Array, Array]:
    """Positions (frames, nq) and velocities (frames, nv) that a body can fly with: in each flight
    the centre of mass falls freely from where it takes off to where it lands, but for where the
    floor holds it up, and the angular momentum is the one that turns as far as the clip does;
    before each the velocities lead up to that. The root's turn, joints and their velocities stay:
    only the root's place and its six velocities differ.

    Args:
        qpos, qvel: (frames, nq) and (frames, nv), `rate` a second.
        heights: (frames,) m, of the lowest point, which the floor keeps from being moved below it.
        loops: the last frame is the first one again, and may be in mid-flight.
    """
    place, out = qpos.copy(), qvel.copy()
    cycle = qpos[-1, :3] - qpos[0, :3]
    air = flights(heights, rate, loops)
    stands = heights <= _CLEAR
    for rows in air:
        stands[rows] = False
    for rows in air:
        coms, momenta, inertias = _momenta(model, qpos[rows])
        coms += cycle * (rows < rows[0])[:, None]
        times = np.arange(len(rows))[:, None] / rate
        if 2.0 * np.polyfit(times[:, 0], coms[:, 2], 2)[0] > _FALLING * model.opt.gravity[2]:
            continue
        lasts = times[-1]
        takes_off = (coms[-1] - coms[0]) / lasts - 0.5 * model.opt.gravity * lasts
        falls = coms[0] + takes_off * times + 0.5 * model.opt.gravity * times**2
        shift = falls - coms
        shift[:, 2] = np.maximum(shift[:, 2], -heights[rows])
        place[rows, :3] += shift
        has = (momenta @ qvel[rows][..., None])[..., 0]
        inverses = np.linalg.inv(inertias)
        turning = (inverses @ has[:, 3:, None]).mean(axis=0)
        spin = np.linalg.solve(inverses.mean(axis=0), turning)[:, 0]
        falling = takes_off + model.opt.gravity * times
        wants = np.concatenate([falling, np.tile(spin, (len(rows), 1))], axis=1)
        lacks = wants - has
        out[rows, :6] += _of_root(momenta, lacks)
        push = _push(rows[0], stands, rate, loops)
        rise = np.arange(1, len(push) + 1) / (len(push) + 1)
        out[push, :6] += _of_root(_momenta(model, qpos[push])[1], rise[:, None] * lacks[0])
    if loops:
        place[-1, :3], out[-1] = place[0, :3] + cycle, out[0]
    return place, out


def flights(heights: Array, rate: float, loops: bool) -> list[Frames]:
    """The frames of each stretch in the air, from where the last foot leaves the floor to where
    the first is back, in the order of time.

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
    long = [s for s in stretches if up[s[0]] and len(s) >= _SHORTEST * rate]
    free = heights > _OFF
    for stretch in long:
        free[stretch] = False
    return [_whole(stretch, free, round(_LEAVES * rate), loops) for stretch in long]


def _whole(stretch: Frames, free: NDArray[np.bool_], most: int, loops: bool) -> Frames:
    """A stretch and what is free on either side of it, `most` frames at most, which then is not."""
    steps = np.arange(1, most + 1)
    ends = []
    for frames in (stretch[0] - steps, stretch[-1] + steps):
        frames = frames % (len(free) - 1) if loops else frames[(frames >= 0) & (frames < len(free))]
        ends.append(frames[np.logical_and.accumulate(free[frames])])
        free[ends[-1]] = False
    return np.concatenate([ends[0][::-1], stretch, ends[1]])


def _push(takes_off: int, stands: NDArray[np.bool_], rate: float, loops: bool) -> Frames:
    """The frames before a flight in which the body stands, a tenth of a second at most."""
    frames = takes_off - np.arange(1, round(_PUSH * rate) + 1)
    frames = frames % (len(stands) - 1) if loops else frames[frames >= 0]
    return frames[np.logical_and.accumulate(stands[frames])][::-1]


def _momenta(model: mujoco.MjModel, qpos: Array) -> tuple[Array, Array, Array]:
    """Of poses, the centres of mass (frames, 3), the matrices (frames, 6, nv) from velocities to
    the centre's velocity and the angular momentum about it, and their inertias (frames, 3, 3),
    along the world's axes."""
    data = mujoco.MjData(model)
    coms, momenta = np.empty((len(qpos), 3)), np.empty((len(qpos), 6, model.nv))
    inertias = np.empty((len(qpos), 3, 3))
    for frame, position in enumerate(qpos):
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        coms[frame] = data.subtree_com[1]
        mujoco.mj_jacSubtreeCom(model, data, momenta[frame, :3], 1)
        mujoco.mj_angmomMat(model, data, momenta[frame, 3:], 1)
        # The root spins in its own frame.
        inertias[frame] = momenta[frame, 3:, 3:6] @ data.xmat[1].reshape(3, 3).T
    return coms, momenta, inertias


def _of_root(momenta: Array, change: Array) -> Array:
    """Velocities (frames, 6) of the root that make a change (frames, 6) of momentum."""
    return np.linalg.solve(momenta[..., :6], change[..., None])[..., 0]
