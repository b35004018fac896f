"""Steps between two poses of who stands on two feet.

A blend of the two poses slides the feet over the floor, as nobody goes from one to the other. Here
one foot stays where it is and the other one is lifted over to its new place, while the centre of
mass goes as an inverted pendulum's would over the foot that bears it (Kajita et al., 2001).
"""

import mujoco
import numpy as np

from stuntman.mjcf.geometry import geom_heights, solid_geoms
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

_TOUCHES = 0.05  # m above the lowest point, and of it above the floor, where a body stands
_SLIDES = 0.05  # m that feet may come apart, or together, without a step
# Parts of a way. The weight goes over to one foot, is there, and goes back.
_BORNE = (0.1, 0.3, 0.75, 0.95)
_LIFTED = (0.3, 0.75)  # in which the other foot is in the air
_HIGH = 0.08  # of the root's height, that a foot is lifted
_SOLVES = 6  # steps of inverse kinematics a frame
_DAMPING = 1e-3  # m² a rad², of those


def strides(model: mujoco.MjModel, first: Array, last: Array) -> bool:
    """Whether it takes a step to get from a pose (nq,) to another (nq,)."""
    ends = np.stack([first, last])
    ends[:, 3:7] = rot.multiply(rot.conjugate(rot.heading(ends[:, 3:7])), ends[:, 3:7])
    feet = _feet(model, ends)
    if not feet:
        return False
    return _come_apart(_places(model, ends, feet)[0])


def stepped(model: mujoco.MjModel, qpos: Array, rate: float) -> Array:
    """A blend (frames, nq) between two poses, `rate` frames a second, with the feet where they can
    be: its ends are as they were but for where the last one is on the floor.

    Of who does not stand on the same two feet at both ends, the blend as it is.
    """
    feet = _feet(model, qpos[[0, -1]])
    if not feet:
        return qpos
    out = qpos.copy()
    places, com = _places(model, qpos, feet)
    moved = (places[-1] - places[0])[:, :2]
    part = np.linspace(0.0, 1.0, len(qpos))
    if not _come_apart(places):
        out[:, :2] -= moved.mean(0) * _eased(part)[:, None]
        return out
    stays = int(np.linalg.norm(moved, axis=1).argmin())
    led = -moved[stays]
    targets = places[0] + (places[-1] - places[0]) * _eased(part)[:, None, None]
    targets[:, stays, :2] = places[0, stays, :2]
    air = np.clip((part - _LIFTED[0]) / (_LIFTED[1] - _LIFTED[0]), 0.0, 1.0)
    over = moved[1 - stays] + led
    targets[:, 1 - stays, :2] = places[0, 1 - stays, :2] + over * _eased(_eased(air))[:, None]
    targets[:, 1 - stays, 2] += _HIGH * qpos[0, 2] * np.sin(np.pi * air)
    bears = np.interp(part, _BORNE, (0.0, 1.0, 1.0, 0.0))[:, None]
    ends = np.where(part[:, None] < 0.5, com[0, :2], com[-1, :2] + led)
    pressed = ends + (places[0, stays, :2] - ends) * bears
    stiff = float(com[:, 2].mean()) / -float(model.opt.gravity[2]) * rate**2
    out[:, :2] += _over(pressed, stiff) - com[:, :2]
    return _reached(model, out, feet, targets)


def _feet(model: mujoco.MjModel, ends: Array) -> list[int]:
    """The two bodies that stand on the floor in both poses (2, nq); none if others do."""
    heights = geom_heights(model, ends)
    bodies = model.geom_bodyid[solid_geoms(model)]
    if (heights.min(1) > _TOUCHES).any():  # in the air
        return []
    first, last = (set(bodies[row < row.min() + _TOUCHES].tolist()) for row in heights)
    return sorted(first) if first == last and len(first) == 2 else []


def _come_apart(places: Array) -> bool:
    """Whether feet (frames, 2, 3) are farther from each other at last than they may slide."""
    apart = np.diff(places[[0, -1], :, :2], axis=1)[:, 0]
    return bool(np.linalg.norm(apart[1] - apart[0]) > 2.0 * _SLIDES)


def _places(model: mujoco.MjModel, qpos: Array, feet: list[int]) -> tuple[Array, Array]:
    """Where the middles of feet (frames, 2, 3) are, and the centre of mass (frames, 3)."""
    data = mujoco.MjData(model)
    places, com = np.empty((len(qpos), len(feet), 3)), np.empty((len(qpos), 3))
    for frame, position in enumerate(qpos):
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        places[frame], com[frame] = data.xipos[feet], data.subtree_com[1]
    return places, com


def _eased(part: Array) -> Array:
    return part * part * (3.0 - 2.0 * part)


def _over(pressed: Array, stiff: float) -> Array:
    """How the centre of mass (frames, 2) goes over where the weight is borne (frames, 2), from
    above its first place to above its last: x'' = g / height (x - pressed).

    Args:
        stiff: height / g in squared frames.
    """
    frames = len(pressed)
    system = np.eye(frames) * (1.0 + 2.0 * stiff)
    system -= stiff * (np.eye(frames, k=1) + np.eye(frames, k=-1))
    system[0], system[-1] = np.eye(frames)[0], np.eye(frames)[-1]
    return np.linalg.solve(system, pressed)


def _reached(model: mujoco.MjModel, qpos: Array, feet: list[int], targets: Array) -> Array:
    """Poses (frames, nq) with feet at their targets (frames, 2, 3), by damped least squares over
    the joints and, for legs that are too short, how high the root is."""
    data = mujoco.MjData(model)
    out, jacobian = qpos.copy(), np.zeros((len(feet), 3, model.nv))
    hinges = np.flatnonzero(model.jnt_limited & (model.jnt_type == mujoco.mjtJoint.mjJNT_HINGE))
    at, (low, high) = model.jnt_qposadr[hinges], model.jnt_range[hinges].T
    free = [2, *range(6, model.nv)]
    step = np.zeros(model.nv)
    for frame in range(1, len(qpos) - 1):
        data.qpos[:] = qpos[frame]
        for _ in range(_SOLVES):
            mujoco.mj_kinematics(model, data)
            mujoco.mj_comPos(model, data)
            for foot, rows in zip(feet, jacobian, strict=True):
                mujoco.mj_jacBodyCom(model, data, rows, None, foot)
            system = jacobian.reshape(-1, model.nv)[:, free]
            missing = (targets[frame] - data.xipos[feet]).reshape(-1)
            damped = system @ system.T + _DAMPING * np.eye(len(system))
            step[free] = system.T @ np.linalg.solve(damped, missing)
            mujoco.mj_integratePos(model, data.qpos, step, 1.0)
            data.qpos[at] = np.clip(data.qpos[at], low, high)
        out[frame] = data.qpos
    return out
