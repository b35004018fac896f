"""When feet stand, how they slide, and how they are held to their places."""

import numpy as np

from stuntman.characters import anatomy, body_plan
from stuntman.characters.anatomy import SIDES
from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.spatial.rotations import Array

# What a person stands on, and what a four-legged body does; and the parts that each ends in, the
# last first, of which the body may have some.
FEET = ("left_foot", "right_foot")
PAWS = (*FEET, "left_hand", "right_hand")
_ENDS = {f"{side}foot": (f"{side}toe", f"{side}foot") for side in SIDES}
_ENDS |= {f"{side}hand": (f"{side}hand", f"{side}forearm") for side in SIDES}
# A foot stands while its toe is slower than this (leg lengths a second) ...
_STILL = 0.35
# ... and nearer to the floor than this (leg lengths); shorter stands (s) are noise.
_LOW = 0.07
_BRIEFEST_STAND = 0.06


def feet_of(clip: Clip) -> tuple[str, ...]:
    """The parts that a clip's body stands on.

    Raises:
        StuntmanError: its legs cannot be told.
    """
    return PAWS if body_plan.plan(clip.skeleton) == body_plan.FOUR_LEGS else FEET


def stands(clip: Clip, feet: tuple[str, ...]) -> tuple[Array, Array, float]:
    """Whether each foot stands (frames, feet), where its toe is (frames, feet, 3), and how long a
    leg is, in m.

    Raises:
        StuntmanError: the clip's legs cannot be told.
    """
    bones = anatomy.guess(clip.skeleton).bones
    return footing(clip, bones, clip.global_transforms()[0], feet)


def footing(
    clip: Clip, bones: dict[str, int], places: Array, feet: tuple[str, ...]
) -> tuple[Array, Array, float]:
    """The same, of bones by part and their places (frames, bones, 3).

    Raises:
        StuntmanError: the clip's legs have no length.
    """
    limbs = [(s + a, s + b) for s in SIDES for a, b in (("thigh", "shin"), ("shin", "foot"))]
    leg = 2.0 * float(
        np.mean(
            [np.linalg.norm(places[:, bones[b]] - places[:, bones[a]], axis=-1) for a, b in limbs]
        )
    )
    if not leg > 1e-3:
        raise StuntmanError(f"{clip.name}: its legs have no length; give another skeleton")
    ends = [next(bones[part] for part in _ENDS[foot] if part in bones) for foot in feet]
    toes = places[:, ends]
    return _stands(toes, clip.fps, leg), toes, leg


def foot_slide(stands: Array, balls: Array) -> float:
    """Mean over all stands of the way (m) that a foot's ball goes over the floor in one.

    Args:
        stands: (frames, feet). balls: (frames, feet, 3) m.
    """
    slides = [
        float(np.linalg.norm(np.ptp(balls[begin:end, side, :2], axis=0)))
        for side in range(stands.shape[1])
        for begin, end in _runs(stands[:, side])
    ]
    return float(np.mean(slides)) if slides else 0.0


def _stands(toes: Array, fps: float, leg: float) -> Array:
    """Whether each foot stands (frames, feet): its toe (frames, feet, 3) is slow and low."""
    step = max(1, round(0.02 * fps))
    padded = np.concatenate([toes[:1]] * step + [toes] + [toes[-1:]] * step)
    spans = np.minimum(np.arange(len(toes)) + step, len(toes) - 1)
    spans = spans - np.maximum(np.arange(len(toes)) - step, 0)
    speed = np.linalg.norm(padded[2 * step :] - padded[: -2 * step], axis=-1)
    speed *= fps / np.maximum(spans, 1)[:, None]
    out = (speed < _STILL * leg) & (toes[..., 2] < np.quantile(toes[..., 2], 0.05) + _LOW * leg)
    brief = max(2, round(_BRIEFEST_STAND * fps))
    for side in range(out.shape[1]):
        for wanted in (False, True):  # close short gaps, then drop short stands
            for begin, end in _runs(out[:, side] == wanted):
                inner = begin > 0 and end < len(out)
                if end - begin < brief and (inner or wanted):
                    out[begin:end, side] = not wanted
    return out


def _runs(flags: Array) -> list[tuple[int, int]]:
    """First frame and the one after the last of each run of true flags (frames,)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(int), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def lock(ball: Array, stands: Array) -> Array:
    """What to add (frames, 3) to a foot's way so that its ball (frames, 3) keeps its place on the
    floor in each stand; between two stands the one passes into the other."""
    frames: list[int] = []
    values: list[Array] = []
    for begin, end in _runs(stands):
        place = np.median(ball[begin:end], axis=0)
        place[2] = 0.0
        frames += range(begin, end)
        values += list(place - ball[begin:end])
    if not frames:
        return np.zeros_like(ball)
    every = np.arange(len(ball))
    table = np.array(values)
    return np.stack([np.interp(every, frames, table[:, axis]) for axis in range(3)], axis=-1)
