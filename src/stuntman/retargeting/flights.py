"""Motion in the air as gravity allows it: the path of the centre of mass and the momentum.

Between take-off and landing the centre of mass falls freely and the angular momentum about it is
constant. A captured jump keeps to that within 7 mm. Keyframes, splices and bodies of another size
do not: the run is 3 cm off, and the backflip 12 cm; the backflip, keyed at 16 frames a second, also
has three times the angular momentum in mid-air that it takes off and lands with. A body that starts
an episode from such a state does not land on its feet. Nor does one that is about to leave the
floor and has half of the momentum that its flight needs: a push takes time, so the momentum rises
to that of the flight over the last tenth of a second before take-off. A landing is an impact, which
takes no time, and stays as it is.
"""

import mujoco
import numpy as np
from numpy.typing import NDArray

from stuntman.spatial.rotations import Array

Frames = NDArray[np.int64]

# A body whose lowest point is higher above the floor than this (m) is in the air.
AIR_HEIGHT = 0.02
# A foot next to a flight that is higher than this (m) has already left the floor, or not met it.
LIFTED_HEIGHT = 0.005
# A foot takes at most this long (s) between the two heights.
LIFTING_SECONDS = 0.05
# Shorter stretches in the air (s) are no flights.
MIN_FLIGHT_SECONDS = 0.1
# How long (s) before take-off the momentum rises to that of the flight.
PUSH_SECONDS = 0.1
# A body that falls with less than this share of gravity stands or hangs on something that the clip
# does not show.
MIN_FALL = 1.0 / 3.0


def ballistic(
    model: mujoco.MjModel, qpos: Array, qvel: Array, heights: Array, rate: float, loops: bool
) -> tuple[Array, Array]:
    """Make positions (frames, nq) and velocities (frames, nv) obey gravity in the air.

    In each flight the centre of mass falls freely from where it takes off to where it lands, except
    where it would lead below the floor; the angular momentum is the constant one that rotates the
    body as far as the clip does. Before each flight the velocities rise to its own. Only the root's
    position and its six velocities change.

    Args:
        qpos, qvel: (frames, nq) and (frames, nv), `rate` a second.
        heights: (frames,) m above the floor, of the lowest point.
        loops: the last frame is the first one again, and may be in mid-flight.
    """
    new_qpos, new_qvel = qpos.copy(), qvel.copy()
    cycle_shift = qpos[-1, :3] - qpos[0, :3]
    found = flights(heights, rate, loops)
    on_floor = heights <= AIR_HEIGHT
    for rows in found:
        on_floor[rows] = False
    for rows in found:
        coms, momentum_matrices, inertias = _momenta(model, qpos[rows])
        coms += cycle_shift * (rows < rows[0])[:, None]
        times = np.arange(len(rows))[:, None] / rate
        if 2.0 * np.polyfit(times[:, 0], coms[:, 2], 2)[0] > MIN_FALL * model.opt.gravity[2]:
            continue
        duration = times[-1]
        start_velocity = (coms[-1] - coms[0]) / duration - 0.5 * model.opt.gravity * duration
        path = coms[0] + start_velocity * times + 0.5 * model.opt.gravity * times**2
        shift = path - coms
        shift[:, 2] = np.maximum(shift[:, 2], -heights[rows])
        new_qpos[rows, :3] += shift
        given = (momentum_matrices @ qvel[rows][..., None])[..., 0]
        inverses = np.linalg.inv(inertias)
        mean_spin = (inverses @ given[:, 3:, None]).mean(axis=0)
        angular = np.linalg.solve(inverses.mean(axis=0), mean_spin)[:, 0]
        linear = start_velocity + model.opt.gravity * times
        wanted = np.concatenate([linear, np.tile(angular, (len(rows), 1))], axis=1)
        missing = wanted - given
        new_qvel[rows, :6] += _root_velocities(momentum_matrices, missing)
        push = _push(rows[0], on_floor, rate, loops)
        parts = np.arange(1, len(push) + 1) / (len(push) + 1)
        push_matrices = _momenta(model, qpos[push])[1]
        new_qvel[push, :6] += _root_velocities(push_matrices, parts[:, None] * missing[0])
    if loops:
        new_qpos[-1, :3], new_qvel[-1] = new_qpos[0, :3] + cycle_shift, new_qvel[0]
    return new_qpos, new_qvel


def flights(heights: Array, rate: float, loops: bool) -> list[Frames]:
    """The frames of each flight, from where the last foot leaves the floor to where the first one
    meets it again, in the order of time.

    Args:
        heights: (frames,) m above the floor, of the lowest point, `rate` a second.
        loops: the last frame is the first one again.
    """
    in_air = heights > AIR_HEIGHT
    frames = np.arange(len(in_air))
    if loops:
        first = int(np.argmin(in_air))  # on the floor, so that no flight is cut in two
        frames = np.roll(frames[:-1], -first)
    stretches = np.split(frames, np.flatnonzero(np.diff(in_air[frames])) + 1)
    long = [s for s in stretches if in_air[s[0]] and len(s) >= MIN_FLIGHT_SECONDS * rate]
    lifted = heights > LIFTED_HEIGHT
    for stretch in long:
        lifted[stretch] = False
    return [_extended(stretch, lifted, round(LIFTING_SECONDS * rate), loops) for stretch in long]


def _extended(stretch: Frames, lifted: NDArray[np.bool_], most: int, loops: bool) -> Frames:
    """A stretch with the frames on either side in which feet are lifted, at most `most` of them.

    These frames are taken out of `lifted`, so that no frame is in two flights.
    """
    steps = np.arange(1, most + 1)
    ends = []
    for frames in (stretch[0] - steps, stretch[-1] + steps):
        if loops:
            frames = frames % (len(lifted) - 1)
        else:
            frames = frames[(frames >= 0) & (frames < len(lifted))]
        ends.append(frames[np.logical_and.accumulate(lifted[frames])])
        lifted[ends[-1]] = False
    return np.concatenate([ends[0][::-1], stretch, ends[1]])


def _push(take_off: int, on_floor: NDArray[np.bool_], rate: float, loops: bool) -> Frames:
    """The frames before a flight in which the body pushes off from the floor."""
    frames = take_off - np.arange(1, round(PUSH_SECONDS * rate) + 1)
    frames = frames % (len(on_floor) - 1) if loops else frames[frames >= 0]
    return frames[np.logical_and.accumulate(on_floor[frames])][::-1]


def _momenta(model: mujoco.MjModel, qpos: Array) -> tuple[Array, Array, Array]:
    """What decides the momentum of poses (frames, nq), along the world's axes.

    Returns:
        Centres of mass (frames, 3) in m; matrices (frames, 6, nv) from velocities to the centre's
        velocity and the angular momentum about it; inertias (frames, 3, 3) about the centre.
    """
    data = mujoco.MjData(model)
    coms, matrices = np.empty((len(qpos), 3)), np.empty((len(qpos), 6, model.nv))
    inertias = np.empty((len(qpos), 3, 3))
    for frame, position in enumerate(qpos):
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        coms[frame] = data.subtree_com[1]
        mujoco.mj_jacSubtreeCom(model, data, matrices[frame, :3], 1)
        mujoco.mj_angmomMat(model, data, matrices[frame, 3:], 1)
        # The root's angular velocity is given in its own frame.
        inertias[frame] = matrices[frame, 3:, 3:6] @ data.xmat[1].reshape(3, 3).T
    return coms, matrices, inertias


def _root_velocities(matrices: Array, change: Array) -> Array:
    """Velocities (frames, 6) of the root that change velocity of the centre of mass and angular
    momentum by this (frames, 6)."""
    return np.linalg.solve(matrices[..., :6], change[..., None])[..., 0]
