"""What putting a clip on a body did to it."""

from dataclasses import dataclass

import mujoco
import numpy as np

from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.mjcf.geometry import lowest_points
from stuntman.motion.clip import Clip
from stuntman.retargeting import cache, fitting
from stuntman.retargeting.retarget import (
    TABLE_RATE,
    Reference,
    carries,
    leg_ratio,
    retarget,
    solvable,
)
from stuntman.spatial import rotations as rot


@dataclass(frozen=True)
class Report:
    """Figures of one clip on one body; lengths in m.

    Attributes:
        bones: the body's link or hand by the clip's bone that moves it. unused: the other bones.
        scale: leg length of the body over that of the clip.
        error: mean distance of hands and feet from where they were meant to be, over leg length;
            0 where bones were copied.
        slides: how far a standing foot slides, mean over the stands, before (scaled to the body)
            and after; None where the clip's legs cannot be told.
        penetrations: how deep the body's lowest point is in the floor, before and after.
        over_limit: rad, the most that any joint is past its limit afterwards.
        frame_rate: frames solved in a second of one core; infinite where bones were copied.
    """

    bones: dict[str, str]
    unused: tuple[str, ...]
    scale: float
    error: float
    slides: tuple[float, float] | None
    penetrations: tuple[float, float]
    over_limit: float
    frame_rate: float


def report(clip: Clip, character: Character, model: mujoco.MjModel) -> tuple[Reference, Report]:
    """Put a clip on a body, and say what became of it.

    Raises:
        StuntmanError: it cannot be told which of the clip's bones is which part of the body.
    """
    if carries(clip, character, model):
        links = [model.body(link).name for link in sorted(set(model.jnt_bodyid.tolist()))]
        bone_of = {body: bone for bone, body in character.bone_map.items()}
        bones = {bone_of.get(link, link): link for link in links}
        unused = tuple(name for name in clip.skeleton.names if name not in bones)
        scale, error, frame_rate = leg_ratio(clip, character, model), 0.0, np.inf
    else:
        fit = fitting.fit(solvable(clip), character, model)
        cache.keep(solvable(clip), character, fit)
        bones, unused, scale = fit.bones, fit.unused, fit.scale
        error, frame_rate = fit.error, fit.frame_rate
    reference = retarget(clip, character, model)
    after = max(0.0, -float(lowest_points(model, reference.qpos).min()))
    return reference, Report(
        bones=bones,
        unused=unused,
        scale=scale,
        error=error,
        slides=_slides(clip, reference, scale, character, model),
        penetrations=(reference.penetration, after),
        over_limit=_over_limit(model, reference),
        frame_rate=frame_rate,
    )


def _slides(
    clip: Clip, reference: Reference, scale: float, character: Character, model: mujoco.MjModel
) -> tuple[float, float] | None:
    if len(character.soles(model)) != 2:
        return None
    try:
        stands, toes, _ = fitting.stands(clip)
        frames = np.rint(np.arange(clip.frames) / clip.fps * TABLE_RATE).astype(int)
        states = reference.qpos[np.minimum(frames, reference.frames - 1)]
        after = fitting.foot_slide(stands, fitting.balls(character, model, states))
    except StuntmanError:  # the clip has not two legs
        return None
    return scale * fitting.foot_slide(stands, toes), after


def _over_limit(model: mujoco.MjModel, reference: Reference) -> float:
    worst = 0.0
    for joint in np.flatnonzero(model.jnt_limited):
        low, high = model.jnt_range[joint]
        address = model.jnt_qposadr[joint]
        if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL:
            turn = reference.qpos[:, address : address + 4]
            angle = rot.angle_between(rot.IDENTITY, turn)
            worst = max(worst, float(angle.max() - high))
        else:
            angle = reference.qpos[:, address]
            worst = max(worst, float(angle.max() - high), float(low - angle.min()))
    return worst if worst > 1e-6 else 0.0
