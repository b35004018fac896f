"""Feet on the floor and not in it."""

import itertools

import mujoco
import numpy as np
from scipy.ndimage import gaussian_filter1d

from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# Share of the frames that may reach below what counts as the clip's floor, so that a few that
# reach too deep do not lift the whole motion off the ground.
FLOOR_QUANTILE = 0.3
# A body stands where its lowest point is no higher above the floor (m) ...
STANDING_HEIGHT = 0.08
# ... and rises or sinks no faster (m/s) ...
STANDING_SPEED = 0.25
# ... and goes no faster over the floor (m/s): heels that peel off do at less than half of this, a
# foot that swings forward close to the floor at twice as much and more.
STANDING_GLIDE = 2.5
# Standard deviation (s) of the Gaussian that heights are averaged with.
SMOOTHING = 0.03
# Rotations that are tried between a foot as it is and flat: steps of a thirty-second of the way.
FOOT_ROTATIONS = 33


def floor_height(heights: Array) -> float:
    """Height (m) of the clip's floor.

    Args:
        heights: (frames,) m, of the body's lowest point.
    """
    return float(np.quantile(heights, FLOOR_QUANTILE))


def hover(heights: Array, glide: Array, fps: float, loops: bool) -> Array:
    """How far above the floor (frames,) in m a body stands in the air, smooth over time.

    In motion capture of a crouch the heels rise but the toes do not bend, which lifts the whole
    body by centimetres. Where the body is near the floor and moves neither up nor down nor along
    it, it stands, and its height is an error. In flight the error is interpolated between take-off
    and landing: the foot on which a runner is about to land comes along low over the floor.

    Args:
        heights: (frames,) m, of the body's lowest point, at `fps` a second.
        glide: (frames,) m/s, of what is lowest, over the floor.
        loops: the last frame is the first one again.
    """
    mode = "wrap" if loops else "nearest"
    cycle = heights[:-1] if loops else heights
    frames = np.arange(len(cycle))
    speed = gaussian_filter1d(cycle, SMOOTHING * fps, order=1, mode=mode) * fps
    still = (np.abs(speed) < STANDING_SPEED) & (glide[: len(cycle)] < STANDING_GLIDE)
    stands = (cycle < STANDING_HEIGHT) & still
    if not stands.any():
        return np.zeros(len(heights))
    period = len(cycle) if loops else None
    error = np.interp(frames, frames[stands], np.maximum(cycle[stands], 0.0), period=period)
    error = gaussian_filter1d(error, SMOOTHING * fps, mode=mode)
    return np.append(error, error[0]) if loops else error


def lift_toes(model: mujoco.MjModel, qpos: Array, foot: str) -> None:
    """Rotate a foot towards flat where it reaches into the floor, no farther than needed, in place.

    Runners in motion capture land with their toes centimetres in the floor. To lift the whole body
    for that would throw it into the air at every step. Only feet that are boxes on ball joints are
    rotated.

    Args:
        qpos: (frames, nq).
        foot: name of the geom.
    """
    geom = model.geom(foot)
    body, joint = int(geom.bodyid[0]), int(model.body_jntadr[geom.bodyid[0]])
    box = geom.type[0] == mujoco.mjtGeom.mjGEOM_BOX
    if not box or joint < 0 or model.jnt_type[joint] != mujoco.mjtJoint.mjJNT_BALL:
        return
    signs = np.array(list(itertools.product((-1.0, 1.0), repeat=3)))
    corners = geom.pos + rot.rotate(geom.quat, signs * geom.size)
    address = model.jnt_qposadr[joint]
    data = mujoco.MjData(model)
    for position in qpos:
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        given, height = data.xquat[body].copy(), data.xpos[body, 2]
        flat = rot.heading(given)
        parts = np.linspace(0.0, 1.0, FOOT_ROTATIONS)
        candidates = rot.slerp(given, flat, parts)
        lowest = height + rot.rotate(candidates[:, None], corners)[..., 2].min(axis=1)
        first = int(np.argmax(lowest >= 0.0)) if lowest.max() >= 0.0 else len(parts) - 1
        parent = data.xquat[model.body_parentid[body]]
        rest = rot.multiply(parent, model.body_quat[body])
        position[address : address + 4] = rot.multiply(rot.conjugate(rest), candidates[first])
