"""Whether a clip on a body is fit to be learned: good, usable, or not usable, and why."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from stuntman.motion import cleaning
from stuntman.motion.clip import Clip
from stuntman.retargeting.report import Report
from stuntman.retargeting.retarget import Reference
from stuntman.spatial import rotations as rot

# A motion shorter than this (s) is too short to be learned.
SHORTEST = 0.25
# A root that goes this far (m) from one frame to the next, and as fast (m/s), jumps.
_JUMP, _JUMP_SPEED = 0.5, 15.0
# A file whose lowest joint is this far (m) from the floor is odd, and then no body's motion.
_OFF_FLOOR, _FAR_OFF = 3.0, 50.0
# Mean turning speed of the joints (rad/s) that is fast, and that is no body's; a sprint has 4.
_FAST, _RANDOM = 8.0, 15.0
# And that is hardly any: a body that breathes has 0.02.
_SLOW, _RIGID = 0.005, 1e-6
# Acceleration of joints (m/s2) of nearly all frames that is mocap's jitter; a backflip has 150.
_JITTER = 600.0
# Hands and feet off, of the leg's length.
_OFF, _FAR = 0.08, 0.25
# A loop's seam (m a joint, rad), and one that does not come back to itself.
_SEAM, _SEAM_ANGLE = 0.06, 0.5
_GAP, _ANGLE = 0.15, 1.0
# Slide of standing feet (m), floor (m), joints held at their limits (rad).
_SLIDE, _SUNK, _CLAMPED = 0.04, 0.2, 0.6
# Joints that move by less (m) in all do not move.
_STILL = 1e-3


class Grade(StrEnum):
    """What a clip is good for."""

    GOOD = "good"
    USABLE = "usable"
    NOT_USABLE = "not usable"


@dataclass(frozen=True)
class Verdict:
    """What a clip is good for, and what is wrong with it, in sentences."""

    grade: Grade
    findings: tuple[str, ...]


def judge(raw: Clip, clip: Clip, rise: float, reference: Reference, figures: Report) -> Verdict:
    """Judge a clip on a body by its speeds, floor, limits and seam, and what fitting it left.

    Args:
        raw: the clip as it was read. clip: as it is kept. rise: m that it was lifted.
    """
    grave = [*_no_motion(raw, rise)]
    slight = [*_of_motion(raw, clip, rise), *_of_fit(reference, figures)]
    if figures.error > _FAR:
        grave.append(f"hands and feet are {100 * figures.error:.0f} % of leg length off")
    if grave:
        return Verdict(Grade.NOT_USABLE, (*grave, *slight))
    return Verdict(Grade.USABLE if slight else Grade.GOOD, tuple(slight))


def _no_motion(raw: Clip, rise: float) -> Iterator[str]:
    """What no body can do."""
    if raw.duration < SHORTEST:
        yield f"it is {raw.duration:.2f} s long, and {SHORTEST} s is the least"
    steps = np.linalg.norm(np.diff(raw.root_positions, axis=0), axis=-1)
    jumps = np.flatnonzero((steps > _JUMP) & (steps * raw.fps > _JUMP_SPEED))
    if len(jumps):
        frame = int(jumps[np.argmax(steps[jumps])])
        yield (
            f"the root jumps by {steps[frame]:.3g} m at frame {frame + 2}"
            + (f", and at {len(jumps) - 1} others" if len(jumps) > 1 else "")
        )
    if abs(rise) > _FAR_OFF:
        where = "below" if rise > 0 else "above"
        yield f"it is {abs(rise):.3g} m {where} the floor; if its unit is another, give --unit"
    speed = _turning_speed(raw)
    if speed > _RANDOM:
        yield f"its joints turn by {speed:.0f} rad/s on the average, as no body's do"
    places, _ = raw.global_transforms()
    if np.ptp(places, axis=0).max() < _STILL:
        yield "nothing moves in it"
    elif not raw.character and _joints_speed(raw) < _RIGID:  # who draws a motion may mean it
        yield "its joints hold one pose, and only its root moves"


def _turning_speed(clip: Clip) -> float:
    """Mean over the bones of how fast each turns in the median frame (rad/s)."""
    turns = rot.angle_between(clip.rotations[:-1], clip.rotations[1:])
    return float(np.median(turns, axis=0).mean() * clip.fps)


def _joints_speed(clip: Clip) -> float:
    """Mean turning speed (rad/s) of all bones but the root."""
    turns = rot.angle_between(clip.rotations[:-1, 1:], clip.rotations[1:, 1:])
    return float(turns.mean() * clip.fps)


def _of_motion(raw: Clip, clip: Clip, rise: float) -> Iterator[str]:
    if _OFF_FLOOR < abs(rise) <= _FAR_OFF:
        yield f"it was {abs(rise):.1f} m {'below' if rise > 0 else 'above'} the floor"
    speed = _turning_speed(raw)
    if _FAST < speed <= _RANDOM:
        yield f"its joints turn fast, by {speed:.0f} rad/s on the average"
    if _RIGID <= _joints_speed(raw) < _SLOW:
        yield f"its joints hardly turn; if it has not {raw.fps:g} frames a second, give --file-fps"
    if clip.frames > 3:
        places, _ = clip.global_transforms()
        accelerations = np.diff(places, n=2, axis=0) * clip.fps**2
        worst = float(np.quantile(np.linalg.norm(accelerations, axis=-1).max(axis=-1), 0.9))
        if worst > _JITTER:
            yield f"it jitters: joints accelerate by {worst:.0f} m/s2 in a tenth of its frames"
    if clip.loops:
        gap = cleaning.seam(clip)
        said = f"the loop's end is {100 * gap.gap:.1f} cm and {math.degrees(gap.angle):.0f} degrees"
        if gap.gap > _GAP or gap.angle > _ANGLE:
            yield f"{said} from its start: it does not come back to itself; try --loop none"
        elif gap.gap > _SEAM or gap.angle > _SEAM_ANGLE:
            yield f"{said} from its start, which is spread over the cycle; try --loop auto"


def _of_fit(reference: Reference, figures: Report) -> Iterator[str]:
    if _OFF < figures.error <= _FAR:
        yield f"hands and feet are {100 * figures.error:.0f} % of leg length off"
    if figures.slides is not None and figures.slides[1] > _SLIDE:
        before, after = figures.slides
        yield f"standing feet slide by {100 * after:.0f} cm ({100 * before:.0f} in the file)"
    if figures.penetrations[0] > _SUNK:
        yield f"it was {100 * figures.penetrations[0]:.0f} cm in the floor, and is lifted out"
    if reference.clamped > _CLAMPED:
        degrees = math.degrees(reference.clamped)
        yield f"joints are held at their limits, by up to {degrees:.0f} degrees"
