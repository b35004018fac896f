"""A body posed as keyframes draw it: by the angles of its joints, and by inverse kinematics where
they draw the position of a hand, a foot or another site of the model.

All values count from the rest pose (`mjcf.geometry.rest`): no bone rotated, hinges as they are
drawn, the body standing on the floor. Roll, pitch and yaw are rotations about the axes that point
forward, left and up, applied in this order; the axes are the parent's, which at rest are the
world's.
"""

import mujoco
import numpy as np
from threadpoolctl import threadpool_limits

from stuntman.mjcf.geometry import rest
from stuntman.motion.keyframes.drawing import Keyframes
from stuntman.motion.keyframes.reaching import reach_sites
from stuntman.motion.keyframes.tracks import Problem, Tracks
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# An angle (rad) past a joint's limit that is only rounding.
_LIMIT_TOLERANCE = 0.01


def pose(keyframes: Keyframes, model: mujoco.MjModel, problem: Problem) -> Array:
    """States (frames, nq) of the body at the keyframes' `times`.

    Args:
        problem: makes an error about what is in some place of the file.

    Raises:
        StuntmanError: they draw what the body does not have or cannot do.
    """
    data = mujoco.MjData(model)
    data.qpos[:] = rest(model)
    mujoco.mj_kinematics(model, data)
    tracks = Tracks(keyframes, data, problem)
    if keyframes.turn and tracks.sites:
        raise problem(
            ("turn",),
            f"{tracks.sites[0]} is drawn where it is in the world, which does not turn with the "
            "body: draw its joints instead",
        )
    qpos = _pose_joints(tracks, data)
    if not tracks.sites:
        return qpos
    # As in `retargeting.fitting`, matrices are too small for two threads to share.
    with threadpool_limits(limits=1, user_api="blas"):
        return reach_sites(tracks, data, qpos)


def _pose_joints(tracks: Tracks, at_rest: mujoco.MjData) -> Array:
    """States (frames, nq) of root and joints as they are drawn.

    Raises:
        StuntmanError: a joint goes past its limit.
    """
    model, keyframes = at_rest.model, tracks.keyframes
    times = keyframes.times
    qpos = np.tile(at_rest.qpos, (len(times), 1))
    qpos[:, :3] += tracks.positions(tracks.root)
    qpos[:, 0] += keyframes.travel * times / keyframes.duration
    turned = np.radians(keyframes.turn) * times[:, None] / keyframes.duration * [0.0, 0.0, 1.0]
    qpos[:, 3:7] = rot.multiply(rot.from_rotvec(turned), tracks.rotations(tracks.root))
    for name, joint in tracks.balls.items():
        at = slice(model.jnt_qposadr[joint], model.jnt_qposadr[joint] + 4)
        qpos[:, at] = rot.multiply(at_rest.qpos[at], tracks.rotations(name))
        _check_limit(tracks, model, name, joint, rot.angle_between(rot.IDENTITY, qpos[:, at]))
    for name, joint in tracks.hinges.items():
        angle = qpos[:, model.jnt_qposadr[joint]]
        angle += tracks.angles(name)
        _check_limit(tracks, model, name, joint, angle)
        if model.jnt_limited[joint]:  # the solver finds no step from a state just past a limit
            np.clip(angle, *model.jnt_range[joint], out=angle)
    return qpos


def _check_limit(
    tracks: Tracks, model: mujoco.MjModel, name: str, joint: int, angle: Array
) -> None:
    """Refuse angles (frames,) in rad that are past the joint's limits."""
    if not model.jnt_limited[joint]:
        return
    low, high = model.jnt_range[joint]
    past = np.maximum(angle - high, low - angle)
    frame = int(np.argmax(past))
    if past[frame] > _LIMIT_TOLERANCE:
        raise tracks.error(
            name,
            tracks.keyframes.times[frame],
            f"is {np.degrees(past[frame]):.0f} degrees past its limit; turn it less",
        )
