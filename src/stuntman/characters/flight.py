"""What gravity leaves of a motion in the air: the way a body can fly and turn there, and how fast.

Between take-off and landing the centre of mass falls freely and the angular momentum about it
stays what it is, so that all the body's way and turn there follow from its joints, where it takes
off and where it lands. A clip of a jump keeps to that by 7 mm and 5 degrees; keyframes, a splice or
a body of another size do not: the backflip, keyed at 16 frames a second, has three times the
angular momentum in mid-air that it takes off and lands with. No body can follow it there, and one
that starts from that does not come down on its feet. Nor does one that is about to leave the floor
and lacks half of what its flight has: a push takes time, so the last tenth of a second leads up to
it. A landing is a blow, and stays as it is.
"""

import mujoco
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import root

from stuntman.motion import rotations as rot
from stuntman.motion.body import lowest_points
from stuntman.motion.rotations import Array

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
    the centre of mass falls freely from where it takes off to where it lands, and the root turns
    by the one angular momentum that leads there, unless a foot would have to go through the floor;
    before each the velocities lead up to that. Joints stay: only the root's differ.

    Args:
        qpos, qvel: (frames, nq) and (frames, nv), `rate` a second.
        heights: (frames,) m, of the lowest point.
        loops: the last frame is the first one again, and may be in mid-flight.
    """
    place, out = qpos.copy(), qvel.copy()
    gravity, cycle = model.opt.gravity, qpos[-1, :3] - qpos[0, :3]
    for rows in flights(heights, rate, loops):
        centres, momenta = _momenta(model, qpos[rows])
        arms = rot.rotate(rot.conjugate(qpos[rows, 3:7]), centres - qpos[rows, :3])
        lap = cycle * (rows < rows[0])[:, None]
        centres += lap
        times = np.arange(len(rows))[:, None] / rate
        if 2.0 * np.polyfit(times[:, 0], centres[:, 2], 2)[0] > _FALLING * gravity[2]:
            continue
        turned = _turning(qpos[rows, 3:7], momenta[:, 3:, 3:], qvel[rows, 6:], rate)
        if turned is None:
            continue
        turns, spin = turned
        takes_off = (centres[-1] - centres[0]) / times[-1] - 0.5 * gravity * times[-1]
        falls = centres[0] + takes_off * times + 0.5 * gravity * times**2
        place[rows, :3] = falls - lap - rot.rotate(turns, arms)
        place[rows, 3:7] = turns
        place[rows, 2] += np.maximum(0.0, -lowest_points(model, place[rows]))
        momenta = _momenta(model, place[rows])[1]
        speeds = np.broadcast_to(spin, falls.shape)
        wants = np.concatenate([takes_off + gravity * times, speeds], axis=1)
        lacks = wants - (momenta @ qvel[rows][..., None])[..., 0]
        out[rows, :6] += _of_root(momenta, lacks)
        push = _push(rows[0], heights, rate, loops)
        rise = np.arange(1, len(push) + 1) / (len(push) + 1)
        out[push, :6] += _of_root(_momenta(model, qpos[push])[1], rise[:, None] * lacks[0])
    if loops:
        place[-1, :3], out[-1] = place[0, :3] + cycle, out[0]
        place[-1, 3:7] = place[0, 3:7] * np.sign(place[0, 3:7] @ qpos[-1, 3:7])
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
    free = (heights > _OFF) & ~up
    return [
        _whole(stretch, free, round(_LEAVES * rate), loops)
        for stretch in stretches
        if up[stretch[0]] and len(stretch) >= _SHORTEST * rate
    ]


def _whole(stretch: Frames, free: NDArray[np.bool_], most: int, loops: bool) -> Frames:
    """A stretch and what is free on either side of it, `most` frames at most, which then is not."""
    steps = np.arange(1, most + 1)
    ends = []
    for frames in (stretch[0] - steps, stretch[-1] + steps):
        frames = frames % (len(free) - 1) if loops else frames[(frames >= 0) & (frames < len(free))]
        ends.append(frames[np.logical_and.accumulate(free[frames])])
        free[ends[-1]] = False
    return np.concatenate([ends[0][::-1], stretch, ends[1]])


def _push(takes_off: int, heights: Array, rate: float, loops: bool) -> Frames:
    """The frames on the floor before a flight, a tenth of a second at most."""
    frames = takes_off - np.arange(1, round(_PUSH * rate) + 1)
    frames = frames % (len(heights) - 1) if loops else frames[frames >= 0]
    stands = np.logical_and.accumulate(heights[frames] <= _CLEAR)
    return frames[stands][::-1]


def _turning(
    turns: Array, momenta: Array, speeds: Array, rate: float
) -> tuple[Array, Array] | None:
    """Rotations of the root (frames, 4) that lead from the first of `turns` (frames, 4) to the last
    with one angular momentum (3,), and that; None where none is found.

    Args:
        momenta: (frames, 3, nv - 3) from the root's spin and the joints' velocities to angular
            momentum, in the world. speeds: (frames, nv - 6) of the joints.
    """
    own = rot.rotate(rot.conjugate(turns)[:, None], momenta.swapaxes(1, 2)).swapaxes(1, 2)
    inertias, moments = own[..., :3], (own[..., 3:] @ speeds[..., None])[..., 0]
    between = 0.5 * (inertias[1:] + inertias[:-1]), 0.5 * (moments[1:] + moments[:-1])

    def turn(momentum: Array) -> Array:
        out = [turns[0]]
        for inertia, moment, later, then in zip(inertias, moments, *between, strict=False):
            spin = np.linalg.solve(inertia, rot.rotate(rot.conjugate(out[-1]), momentum) - moment)
            half = rot.multiply(out[-1], rot.from_rotvec(0.5 / rate * spin))
            spin = np.linalg.solve(later, rot.rotate(rot.conjugate(half), momentum) - then)
            out.append(rot.normalize(rot.multiply(out[-1], rot.from_rotvec(spin / rate))))
        return np.array(out)

    def missed(momentum: Array) -> Array:
        return rot.to_rotvec(rot.multiply(rot.conjugate(turn(momentum)[-1]), turns[-1]))

    spins = rate * rot.to_rotvec(rot.multiply(rot.conjugate(turns[:-1]), turns[1:]))
    has = rot.rotate(turns[:-1], (between[0] @ spins[..., None])[..., 0] + between[1])
    found = root(missed, has.mean(axis=0))
    if not found.success:
        return None
    turned = turn(found.x)
    return turned * np.sign((turned * turns).sum(axis=-1, keepdims=True)), found.x


def _momenta(model: mujoco.MjModel, qpos: Array) -> tuple[Array, Array]:
    """Of poses, the centres of mass (frames, 3) and the matrices (frames, 6, nv) from velocities to
    the centre's velocity and the angular momentum about it, along the world's axes."""
    data = mujoco.MjData(model)
    centres, momenta = np.empty((len(qpos), 3)), np.empty((len(qpos), 6, model.nv))
    for frame, position in enumerate(qpos):
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        centres[frame] = data.subtree_com[1]
        mujoco.mj_jacSubtreeCom(model, data, momenta[frame, :3], 1)
        mujoco.mj_angmomMat(model, data, momenta[frame, 3:], 1)
    return centres, momenta


def _of_root(momenta: Array, change: Array) -> Array:
    """Velocities (frames, 6) of the root that make a change (frames, 6) of momentum."""
    return np.linalg.solve(momenta[..., :6], change[..., None])[..., 0]
