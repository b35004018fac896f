"""Clip + Character -> Reference: the motion on the body that is to perform it.

Where each link of the body has a bone of its name in the clip (Character.bone_map names the
exceptions), the link takes over the bone's rotation, and the root's path is scaled by the ratio of
the leg lengths (`copying`). Clips of any other skeleton are fitted by inverse kinematics
(`fitting`). Then the motion is changed into one that a body can do: a loop is closed (`loops`),
joint limits are kept (`limits`), the feet are put on the floor (`floor`), and path and momentum in
the air follow from gravity (`flights`).
"""

from dataclasses import dataclass

import mujoco
import numpy as np
import torch
from numpy.typing import NDArray

from stuntman.characters.character import Character
from stuntman.mjcf.geometry import lowest_points, lowest_speeds
from stuntman.mjcf.kinematics import Kinematics, Pose
from stuntman.motion.cleaning import close_halves
from stuntman.motion.clip import Clip
from stuntman.retargeting.cache import fitted
from stuntman.retargeting.copying import can_copy, copy_rotations
from stuntman.retargeting.flights import ballistic, flights
from stuntman.retargeting.floor import floor_height, hover, lift_toes
from stuntman.retargeting.limits import keep_limits
from stuntman.retargeting.loops import clip_velocities, close, loop_velocities, measure_cycle
from stuntman.spatial.interpolation import locate
from stuntman.spatial.rotations import Array

# Frames a second of the reference: the nearest frame is within 1.1 ms of any time.
TABLE_RATE = 480.0
# Frames a second that inverse kinematics solves; the reference is interpolated between them.
SOLVER_RATE = 60.0
# Clips up to this factor faster are solved as they are, for files round their rates.
RATE_TOLERANCE = 1.02


@dataclass(frozen=True, eq=False)
class Reference:
    """What the body does at `frames` evenly spaced times, both ends of the clip included.

    Attributes:
        clip: name of the clip. digest: of its content.
        duration: s. loops: whether the last frame leads into the first.
        qpos: (frames, nq), qvel: (frames, nv): MuJoCo's layout, float64.
        pose: of the same frames, float32.
        airborne: (frames,) nothing touches the floor, for longer than a moment.
        cycle_yaw: rad, cycle_shift: (2,) m: where one cycle leaves the root, seen from its start
            (spatial.cycles).
        penetration: m, how far the clip's lowest foot or other part was below the floor before it
            was lifted out.
        clamped: rad, the most that a joint limit took away.
        seam: rad, the largest joint angle by which the loop did not close before it was made to.
    """

    clip: str
    digest: str
    duration: float
    loops: bool
    qpos: Array
    qvel: Array
    pose: Pose
    airborne: NDArray[np.bool_]
    cycle_yaw: float
    cycle_shift: Array
    penetration: float
    clamped: float
    seam: float

    @property
    def frames(self) -> int:
        return len(self.qpos)


def retarget(clip: Clip, character: Character, model: mujoco.MjModel) -> Reference:
    """Put a clip on a body.

    Args:
        model: the character's compiled scene (physics/scene.py).

    Raises:
        StuntmanError: it cannot be told which of the clip's bones is which part of the body.
    """
    digest = clip.digest
    clip = close_halves(clip)
    if can_copy(clip, character, model):
        qpos = copy_rotations(clip, character, model)
    else:
        clip = at_solver_rate(clip)
        qpos = fitted(clip, character, model).copy()
    yaw, shift = measure_cycle(qpos) if clip.loops else (0.0, np.zeros(2))
    seam = close(model, qpos, yaw, shift) if clip.loops else 0.0
    clamped = keep_limits(model, qpos)  # after the loop is closed, which can lead past a limit
    qpos[:, 2] -= floor_height(lowest_points(model, qpos))
    lowest = float(lowest_points(model, qpos).min())
    for foot in character.feet:
        lift_toes(model, qpos, foot)
    glide = lowest_speeds(model, qpos, clip.fps)
    qpos[:, 2] -= hover(lowest_points(model, qpos), glide, clip.fps, clip.loops)
    if clip.loops:
        qvel = loop_velocities(model, qpos, clip.fps, yaw, shift)
    else:
        qvel = clip_velocities(model, qpos, clip.fps)
    frames = round(clip.duration * TABLE_RATE) + 1
    qpos, qvel = _resample(model, qpos, qvel, np.linspace(0.0, clip.frames - 1.0, frames))
    heights = lowest_points(model, qpos)
    lift = np.maximum(0.0, -heights)
    qpos[:, 2] += lift
    lift_speed = np.gradient(lift, clip.duration / (frames - 1))
    if clip.loops:
        lift_speed[[0, -1]] = lift_speed[[0, -1]].mean()
    qvel[:, 2] += lift_speed
    straight = clip.loops and yaw == 0.0
    qpos, qvel = ballistic(model, qpos, qvel, heights + lift, TABLE_RATE, straight)
    airborne = np.zeros(frames, dtype=bool)
    for rows in flights(heights + lift, TABLE_RATE, straight):
        airborne[rows] = True
    kinematics = Kinematics(model, character.end_effectors)
    return Reference(
        clip=clip.name,
        digest=digest,
        duration=clip.duration,
        loops=clip.loops,
        qpos=qpos,
        qvel=qvel,
        pose=kinematics(torch.tensor(qpos, dtype=torch.float32)),
        airborne=airborne,
        cycle_yaw=yaw,
        cycle_shift=shift,
        penetration=max(0.0, -lowest),
        clamped=clamped,
        seam=seam,
    )


def at_solver_rate(clip: Clip) -> Clip:
    """The clip at a rate at which inverse kinematics follows any motion, and no faster."""
    return clip.resample(SOLVER_RATE) if clip.fps > RATE_TOLERANCE * SOLVER_RATE else clip


def _resample(model: mujoco.MjModel, qpos: Array, qvel: Array, times: Array) -> tuple[Array, Array]:
    """Positions (n, nq) and velocities (n, nv) at times (n,), counted in frames."""
    before, part = locate(times, np.arange(len(qpos), dtype=float))
    out = np.empty((len(times), model.nq))
    step = np.empty(model.nv)
    for k, (frame, t) in enumerate(zip(before, part, strict=True)):
        out[k] = qpos[frame]
        mujoco.mj_differentiatePos(model, step, 1.0, qpos[frame], qpos[frame + 1])
        mujoco.mj_integratePos(model, out[k], step, t)
    velocity = qvel[before] + part[:, None] * (qvel[before + 1] - qvel[before])
    return out, velocity
