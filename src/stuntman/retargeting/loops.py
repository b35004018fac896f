"""Loops on a body: how far a cycle leads, how it closes, and velocities across its seam."""

import mujoco
import numpy as np

from stuntman.spatial import rotations as rot
from stuntman.spatial.cycles import next_cycle, previous_cycle
from stuntman.spatial.rotations import Array

# A loop whose heading changes by less (rad) a cycle goes straight: none of the classic straight
# clips closes exactly, and over many cycles the difference would add up to a curve.
MIN_CYCLE_YAW = 0.25


def measure_cycle(qpos: Array) -> tuple[float, Array]:
    """Yaw (rad) and shift (2,) (m) of one cycle of states qpos (frames, nq); see spatial.cycles."""
    # The heading of the change, not the change of heading: a body that crawls has no sure heading.
    change = rot.multiply(qpos[-1, 3:7], rot.conjugate(qpos[0, 3:7]))
    yaw = float(rot.yaw(change))
    if abs(yaw) < MIN_CYCLE_YAW:
        yaw = 0.0
    return yaw, qpos[-1, :2] - rot.rotate(rot.from_yaw(yaw), qpos[0, :3])[:2]


def close(model: mujoco.MjModel, qpos: Array, yaw: float, shift: Array) -> float:
    """Make states end exactly where their next cycle begins, in place.

    The gap at the seam is spread evenly over the cycle: the first frame moves by half of it one
    way and the last by half of it the other way. So no pose changes by more than half the gap, and
    the velocities on both sides of the seam stay as alike as they were.

    Args:
        qpos: (frames, nq).
        yaw: rad. shift: (2,) m. Of one cycle.

    Returns:
        The largest angle (rad) in the gap.
    """
    gap = np.empty(model.nv)
    mujoco.mj_differentiatePos(model, gap, 1.0, qpos[-1], next_cycle(qpos[0], yaw, shift))
    for part, position in zip(np.linspace(-0.5, 0.5, len(qpos)), qpos, strict=True):
        mujoco.mj_integratePos(model, position, gap, part)
    return float(np.abs(gap[3:]).max())


def loop_velocities(
    model: mujoco.MjModel, qpos: Array, fps: float, yaw: float, shift: Array
) -> Array:
    """Velocities (frames, nv) of a closed loop: central differences, also across its seam.

    Args:
        qpos: (frames, nq) at `fps` a second.
        yaw: rad. shift: (2,) m. Of one cycle.
    """
    before = previous_cycle(qpos[-2], yaw, shift)
    after = next_cycle(qpos[1], yaw, shift)
    return _central_differences(model, np.concatenate([before[None], qpos, after[None]]), fps)


def clip_velocities(model: mujoco.MjModel, qpos: Array, fps: float) -> Array:
    """Velocities (frames, nv) of states (frames, nq) at `fps` a second: central differences, at
    the two ends one-sided ones."""
    padded = np.concatenate([qpos[:1], qpos, qpos[-1:]])
    qvel = _central_differences(model, padded, fps)
    qvel[[0, -1]] *= 2.0  # the state beyond an end is the end itself, one frame away
    return qvel


def _central_differences(model: mujoco.MjModel, padded: Array, fps: float) -> Array:
    """Velocities (frames, nv) of states (frames + 2, nq) with one more at either end."""
    qvel = np.empty((len(padded) - 2, model.nv))
    for row, before, after in zip(qvel, padded, padded[2:], strict=False):
        mujoco.mj_differentiatePos(model, row, 2.0 / fps, before, after)
    return qvel
