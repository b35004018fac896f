"""States carried on to a loop's next cycle, or back to the one before.

A cycle leaves the root rotated about the vertical by a yaw (rad) and shifted by a shift (2,) (m),
both as seen from where the cycle began: a point x becomes R(yaw) x + shift.
"""

from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array


def next_cycle(qpos: Array, yaw: float, shift: Array) -> Array:
    """Positions (..., nq) one cycle later, in MuJoCo's layout with the root first.

    Args:
        yaw: rad. shift: (2,) m.
    """
    out: Array = qpos.copy()
    rotation = rot.from_yaw(yaw)
    out[..., :3] = rot.rotate(rotation, qpos[..., :3])
    out[..., :2] += shift
    out[..., 3:7] = rot.multiply(rotation, qpos[..., 3:7])
    return out


def previous_cycle(qpos: Array, yaw: float, shift: Array) -> Array:
    """Positions (..., nq) one cycle earlier: undoes `next_cycle`."""
    out: Array = qpos.copy()
    rotation = rot.from_yaw(-yaw)
    out[..., :2] -= shift
    out[..., :3] = rot.rotate(rotation, out[..., :3])
    out[..., 3:7] = rot.multiply(rotation, qpos[..., 3:7])
    return out


def rotate_velocities(qvel: Array, yaw: float) -> Array:
    """Velocities (..., nv) rotated about the vertical by yaw (rad).

    Only the root's linear velocity changes: its angular velocity is given in its own frame.
    """
    out: Array = qvel.copy()
    out[..., :3] = rot.rotate(rot.from_yaw(yaw), qvel[..., :3])
    return out
