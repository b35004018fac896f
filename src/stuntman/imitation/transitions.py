"""References that lead from one clip to another, made of both.

A character that is told to run cannot do so in its next step. What leads there is a motion of its
own: pose and pace go over from one clip's to the other's, gaits in step with one another, and the
root goes as fast as both together say, leaning into what speeds it up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import mujoco
import numpy as np
import torch

from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.imitation.stepping import stepped
from stuntman.mjcf.geometry import lowest_points
from stuntman.mjcf.tangent import Tangent
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

_FINE = 2  # frames in a control step that velocities are taken from
_RAMP = 0.2  # of a way, in which its pace rises, and falls
_GRAVITY = 9.81  # m/s²
_LEAN = 0.4  # of the angle at which a body that speeds up would not tip over


@dataclass(frozen=True)
class Way:
    """From where in one clip to where in another, and in how many control steps.

    Attributes:
        source, target: indices of clips. leaves: s of the source at which it begins.
        arrives: s of the target at which it ends. steps: control steps between.
        pace: (steps · 2 + 1,) s of the source that pass to each of its frames, from 0;
        lead: (the same,) s of the target before `arrives`, to 0.
    """

    source: int
    target: int
    leaves: float
    arrives: float
    steps: int
    pace: Array
    lead: Array


@dataclass(frozen=True, eq=False)
class Transition:
    """A way as a motion, a frame each control step, both ends included, from the origin.

    Attributes:
        qpos: (steps + 1, nq), qvel: (steps + 1, nv): MuJoCo's layout, float64.
        weight: (steps + 1,) from 0, all the source, to 1.
        source_frame, target_frame: (steps + 1,) of the library, of which each is made.
    """

    way: Way
    qpos: Array
    qvel: Array
    weight: Array
    source_frame: Array
    target_frame: Array


def in_step(
    library: MotionLibrary, source: int, target: int, offset: float, leaves: float, steps: int
) -> Way:
    """The way between two gaits whose feet go together.

    Args:
        offset: by how much of its cycle the target is ahead when it does what the source does at
            the beginning of its own.
    """
    ours, theirs = (float(library.duration[clip]) for clip in (source, target))
    weight = _weights(steps)
    frequency = (1.0 - weight) / ours + weight / theirs
    phase = _summed(frequency)
    begin = leaves / ours + offset
    return Way(
        source,
        target,
        leaves,
        float((begin + phase[-1]) % 1.0) * theirs,
        steps,
        pace=phase * ours,
        lead=(phase - phase[-1]) * theirs,
    )


def out_of_step(
    source: int,
    target: int,
    leaves: float,
    arrives: float,
    steps: int,
    source_moves: bool = False,
    target_moves: bool = False,
) -> Way:
    """The way from an instant to another; a clip that does not move waits there meanwhile."""
    still = np.zeros(steps * _FINE + 1)
    seconds = np.linspace(0.0, steps / CONTROL_RATE, len(still))
    pace = seconds if source_moves else still
    return Way(
        source,
        target,
        leaves,
        arrives,
        steps,
        pace,
        seconds - seconds[-1] if target_moves else still,
    )


def synthesise(
    library: MotionLibrary, model: mujoco.MjModel, ways: Sequence[Way]
) -> list[Transition]:
    """The motions of ways that all take as many steps."""
    source = _Along(library, [w.source for w in ways], np.stack([w.leaves + w.pace for w in ways]))
    target = _Along(library, [w.target for w in ways], np.stack([w.arrives + w.lead for w in ways]))
    weight = np.broadcast_to(_weights(ways[0].steps), source.frames.shape)
    qpos = _blend(model, source, target, weight)
    forward = source.forward * (1.0 - weight) + target.forward * weight
    sideways = source.sideways * (1.0 - weight) + target.sideways * weight
    yaw = _summed(source.turn * (1.0 - weight) + target.turn * weight)
    velocity = np.stack([forward, sideways, np.zeros_like(forward)], axis=-1)
    qpos[..., :2] = _summed(rot.rotate(rot.from_yaw(yaw), velocity)[..., :2], axis=1)
    # Not what a gait has of it in each stride, which its poses answer already.
    faster = target.forward.mean(1, keepdims=True) - source.forward.mean(1, keepdims=True)
    lean = _lean(faster * np.gradient(weight, 1.0 / (_FINE * CONTROL_RATE), axis=1))
    qpos[..., 3:7] = rot.multiply(
        rot.from_yaw(yaw), rot.multiply(rot.from_rotvec(lean), qpos[..., 3:7])
    )
    clearance = _clearance(model, source, target, weight)
    qpos[..., 2] += _between(clearance - _heights(model, qpos))
    for k, way in enumerate(ways):
        if not (way.pace.any() or way.lead.any()):
            qpos[k] = stepped(model, qpos[k], _FINE * CONTROL_RATE)
            qpos[k, :, 2] += _between(clearance[k] - _heights(model, qpos[k]))
    qvel = _velocities(model, qpos)
    steps = slice(None, None, _FINE)
    return [
        Transition(
            way,
            qpos[k, steps],
            qvel[k, steps],
            weight[k, steps],
            source.frames[k, steps],
            target.frames[k, steps],
        )
        for k, way in enumerate(ways)
    ]


class _Along:
    """Clips, one a row, at times (n, m) s.

    Attributes:
        frames: (n, m) of the library. qpos: (n, m, nq) there, facing x.
        forward, sideways: (n, m) m/s of the root, by its heading. turn: (n, m) rad/s.
    """

    def __init__(self, library: MotionLibrary, clips: Sequence[int], times: Array) -> None:
        which = torch.tensor(clips).repeat_interleave(times.shape[1])
        at = library.frame(which, torch.from_numpy(times.reshape(-1)))
        self.frames = at.reshape(times.shape).numpy()
        self.qpos = library.qpos.numpy()[self.frames]
        qvel = library.qvel.numpy()[self.frames]
        rotation = self.qpos[..., 3:7]
        heading = rot.heading(rotation)
        self.qpos[..., 3:7] = rot.multiply(rot.conjugate(heading), rotation)
        # Of a clip that waits nothing moves.
        pace = np.gradient(times, 1.0 / (_FINE * CONTROL_RATE), axis=1)
        velocity = rot.rotate_inverse(heading, qvel[..., :3]) * pace[..., None]
        self.forward, self.sideways = velocity[..., 0], velocity[..., 1]
        self.turn = rot.rotate(rotation, qvel[..., 3:6])[..., 2] * pace


def _weights(steps: int) -> Array:
    """From 0 to 1 at a pace that rises at first, and falls at last."""
    part = np.linspace(0.0, 1.0, steps * _FINE + 1)
    begin, end = np.minimum(part, _RAMP), np.maximum(part - (1.0 - _RAMP), 0.0)
    out = 0.5 * begin**2 / _RAMP + np.maximum(part - _RAMP, 0.0) - 0.5 * end**2 / _RAMP
    return out / out[-1]


def _summed(rates: Array, axis: int = -1) -> Array:
    """What rates a second add up to, from 0, by the trapezoid rule."""
    rates = np.moveaxis(rates, axis, 0)
    means = 0.5 * (rates[1:] + rates[:-1]) / (_FINE * CONTROL_RATE)
    return np.moveaxis(np.concatenate([np.zeros_like(rates[:1]), means.cumsum(0)]), 0, axis)


def _blend(model: mujoco.MjModel, source: _Along, target: _Along, weight: Array) -> Array:
    """Poses (n, m, nq) between those of two clips, facing x."""
    out = source.qpos + (target.qpos - source.qpos) * weight[..., None]
    for quat in Tangent(model).quats:
        out[..., quat] = rot.slerp(source.qpos[..., quat], target.qpos[..., quat], weight)
    return out


def _lean(acceleration: Array) -> Array:
    """Rotation vectors (..., 3), about the left, of a body that is sped up by so many m/s²."""
    out = np.zeros((*acceleration.shape, 3))
    out[..., 1] = _LEAN * np.arctan2(np.maximum(acceleration, 0.0), _GRAVITY)
    return out


def _heights(model: mujoco.MjModel, qpos: Array) -> Array:
    """Height (..., steps) in m of the lowest points of poses (..., m, nq) at control steps."""
    at = qpos[..., ::_FINE, :]
    return lowest_points(model, at.reshape(-1, model.nq)).reshape(at.shape[:-1])


def _between(corrections: Array) -> Array:
    """Corrections (..., steps) at control steps, of all frames (..., m): as on lines between, so
    that what a frame between has of its own stays."""
    middles = 0.5 * (corrections[..., 1:] + corrections[..., :-1])
    out = np.empty((*corrections.shape[:-1], 2 * middles.shape[-1] + 1))
    out[..., ::_FINE], out[..., 1::_FINE] = corrections, middles
    return out


def _clearance(model: mujoco.MjModel, source: _Along, target: _Along, weight: Array) -> Array:
    """How high (n, steps) in m the lowest point is to be at control steps: as both clips have
    it."""
    ours, theirs = (_heights_of_frames(model, clips) for clips in (source, target))
    return ours + (theirs - ours) * weight[:, ::_FINE]


def _heights_of_frames(model: mujoco.MjModel, clips: _Along) -> Array:
    """Height (n, steps) in m of the lowest points of clips at control steps; their frames come
    again and again."""
    frames = clips.frames[:, ::_FINE]
    _, first, inverse = np.unique(frames, return_index=True, return_inverse=True)
    qpos = clips.qpos[:, ::_FINE]
    lowest = lowest_points(model, qpos.reshape(-1, model.nq)[first])
    return lowest[inverse].reshape(frames.shape)


def _velocities(model: mujoco.MjModel, qpos: Array) -> Array:
    """(n, m, nv) of motions (n, m, nq), by differences."""
    tangent = Tangent(model)
    states = np.concatenate([qpos, np.zeros((*qpos.shape[:-1], model.nv))], axis=-1)
    rate = _FINE * CONTROL_RATE
    ahead = tangent.difference(states[:, 1:], states[:, :-1])[..., : model.nv] * rate
    out = np.empty((*qpos.shape[:-1], model.nv))
    out[:, 1:-1] = 0.5 * (ahead[:, 1:] + ahead[:, :-1])
    out[:, 0], out[:, -1] = ahead[:, 0], ahead[:, -1]
    return out
