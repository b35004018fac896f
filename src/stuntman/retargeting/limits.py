"""Joint limits: what a motion asks beyond them is taken away."""

import mujoco
import numpy as np

from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array


def keep_limits(model: mujoco.MjModel, qpos: Array) -> float:
    """Move joints that are past a limit back to it, in place.

    Args:
        qpos: (frames, nq).

    Returns:
        The most (rad) that a joint was moved.
    """
    most = 0.0
    for joint in np.flatnonzero(model.jnt_limited):
        low, high = model.jnt_range[joint]
        address = model.jnt_qposadr[joint]
        if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL:
            vector = rot.to_rotvec(qpos[:, address : address + 4])
            angle = np.linalg.norm(vector, axis=-1, keepdims=True)
            kept = vector * np.minimum(1.0, high / np.maximum(angle, 1e-9))
            qpos[:, address : address + 4] = rot.unroll(rot.from_rotvec(kept))
            most = max(most, float(np.max(angle - high)))
        else:
            angle = qpos[:, address]
            kept = np.clip(angle, low, high)
            most = max(most, float(np.max(np.abs(kept - angle))))
            qpos[:, address] = kept
    return most


def past_limits(model: mujoco.MjModel, qpos: Array) -> float:
    """The most (rad) that a joint is past its limit in states qpos (frames, nq), 0 for none."""
    most = 0.0
    for joint in np.flatnonzero(model.jnt_limited):
        low, high = model.jnt_range[joint]
        address = model.jnt_qposadr[joint]
        if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL:
            angle = rot.angle_between(rot.IDENTITY, qpos[:, address : address + 4])
            most = max(most, float(angle.max() - high))
        else:
            angle = qpos[:, address]
            most = max(most, float(angle.max() - high), float(low - angle.min()))
    return most
