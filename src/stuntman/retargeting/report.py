"""What retargeting did to a clip, in figures."""

from dataclasses import dataclass

import mujoco
import numpy as np

from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.mjcf.geometry import lowest_points
from stuntman.motion.clip import Clip
from stuntman.retargeting import cache, fitting, measures, stances
from stuntman.retargeting.copying import can_copy, leg_ratio
from stuntman.retargeting.limits import past_limits
from stuntman.retargeting.retarget import TABLE_RATE, Reference, at_solver_rate, retarget

# Angles past a limit (rad) that are only rounding.
ROUNDING = 1e-6


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
    """Retarget a clip and report what that did to it.

    Raises:
        StuntmanError: it cannot be told which of the clip's bones is which part of the body.
    """
    if can_copy(clip, character, model):
        links = [model.body(link).name for link in sorted(set(model.jnt_bodyid.tolist()))]
        bone_of = {body: bone for bone, body in character.bone_map.items()}
        bones = {bone_of.get(link, link): link for link in links}
        unused = tuple(name for name in clip.skeleton.names if name not in bones)
        scale, error, frame_rate = leg_ratio(clip, character, model), 0.0, np.inf
    else:
        solved = at_solver_rate(clip)
        fit = fitting.fit(solved, character, model)
        cache.keep(solved, character, fit)
        bones, unused, scale = fit.bones, fit.unused, fit.scale
        error, frame_rate = fit.error, fit.frame_rate
    reference = retarget(clip, character, model)
    penetration = max(0.0, -float(lowest_points(model, reference.qpos).min()))
    past = past_limits(model, reference.qpos)
    return reference, Report(
        bones=bones,
        unused=unused,
        scale=scale,
        error=error,
        slides=_slides(clip, reference, scale, character, model),
        penetrations=(reference.penetration, penetration),
        over_limit=past if past > ROUNDING else 0.0,
        frame_rate=frame_rate,
    )


def _slides(
    clip: Clip, reference: Reference, scale: float, character: Character, model: mujoco.MjModel
) -> tuple[float, float] | None:
    """How far standing feet slide in the clip, scaled to the body, and in the reference (m)."""
    try:
        feet = stances.feet_of(clip)
        if len(character.soles(model)) != len(feet):
            return None
        stands, toes, _ = stances.stands(clip, feet)
        frames = np.rint(np.arange(clip.frames) / clip.fps * TABLE_RATE).astype(int)
        states = reference.qpos[np.minimum(frames, reference.frames - 1)]
        after = stances.foot_slide(stands, measures.balls(character, model, states, feet))
    except StuntmanError:  # one of them does not have such legs
        return None
    return scale * stances.foot_slide(stands, toes), after
