"""What a captured motion needs before it can be imitated: smooth, on the floor, a loop."""

from dataclasses import dataclass, replace

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.spatial import rotations as rot
from stuntman.spatial import smoothing
from stuntman.spatial.rotations import Array

# Standard deviation (s) of the Gaussian that every track is averaged with: a movement of 10 Hz
# keeps two thirds of its size, the jitter of motion capture at 30 Hz a fiftieth.
SMOOTHING = 0.015
# Share of the frames whose lowest joint may be below the floor: one damaged frame must not lift all
# others.
_BELOW_FLOOR = 0.05
# Rate (frames a second) at which a loop is searched.
_SEARCH_RATE = 30.0
# The least duration (s) of a loop.
_MIN_SECONDS = 0.4
# The least share of the clip's whole movement that a loop holds, so that standing still is no loop.
_MIN_MOVEMENT = 0.25
# What a difference in velocity (m/s) counts, against one in position (m).
_VELOCITY_SECONDS = 0.1
# Loops whose ends differ by at most this much more (m a joint) than those of the best one are as
# good as that.
_DISTANCE_TOLERANCE = 0.02
# Of these, all that last at most this many times as long as the shortest, or two frames longer,
# are as short as that.
_DURATION_TOLERANCE = 1.1
# Rotations (rad) that differ by less are the same number, written to a file and read again.
_ROTATION_TOLERANCE = 1e-4
# A step of the root that differs from its neighbours' by more than this, in median second
# differences of the path, is a jump: the walk's have 12 and 7, those of all others less than 1.
_MIN_JUMP = 3.0


@dataclass(frozen=True)
class Loop:
    """Where a clip comes back to itself.

    Attributes:
        start, end: s.
        gap: m, the mean distance of the joints at the end from where they were at the start.
        angle: rad, the largest difference of a bone's rotation.
    """

    start: float
    end: float
    gap: float
    angle: float


def smooth(clip: Clip, seconds: float = SMOOTHING) -> Clip:
    """The clip with every track averaged by a Gaussian of this standard deviation (s)."""
    deviation = seconds * clip.fps
    return replace(
        clip,
        root_positions=smoothing.smooth(clip.root_positions, deviation),
        rotations=smoothing.smooth(clip.rotations, deviation),
    )


def on_floor(clip: Clip) -> tuple[Clip, float]:
    """The clip raised or lowered so that its lowest joint touches z = 0, and by how much (m)."""
    lowest = clip.global_transforms()[0][..., 2].min(axis=1)
    rise = -float(np.quantile(lowest, _BELOW_FLOOR))
    return replace(clip, root_positions=clip.root_positions + np.array([0.0, 0.0, rise])), rise


def find_loop(clip: Clip) -> Loop:
    """The part of a clip whose end is most like its start, in pose and in velocity.

    Of parts that close about as well, within 2 cm a joint, it is the best of the shortest.

    Raises:
        StuntmanError: the clip is too short.
    """
    coarse = clip.resample(min(clip.fps, _SEARCH_RATE))
    least = max(2, round(_MIN_SECONDS * coarse.fps))
    if coarse.frames <= least + 1:
        raise StuntmanError(
            f"clip {clip.name}: {clip.duration:.2f} s are too short for a loop; use --loop none"
        )
    positions = _positions_from_root(coarse)
    velocities = np.gradient(positions, 1.0 / coarse.fps, axis=0)
    joints = positions.shape[1]
    flat = np.concatenate([positions, _VELOCITY_SECONDS * velocities], axis=1)
    flat = flat.reshape(coarse.frames, -1)
    squares = np.sum(flat**2, axis=1)
    distance = np.sqrt(np.maximum(squares[:, None] + squares - 2.0 * flat @ flat.T, 0.0) / joints)
    moved = np.cumsum(np.linalg.norm(velocities, axis=-1).mean(axis=1))
    frames = np.arange(coarse.frames)
    spans = frames[None, :] - frames[:, None]
    allowed = (spans >= least) & (moved[None, :] - moved[:, None] >= _MIN_MOVEMENT * moved[-1])
    if not np.any(allowed):
        allowed = spans >= least
    distance[~allowed] = np.inf
    good = distance <= distance.min() + _DISTANCE_TOLERANCE
    spans = np.where(good, spans, coarse.frames + 1)
    shortest = spans <= max(spans.min() + 2, round(_DURATION_TOLERANCE * float(spans.min())))
    begin, end = np.unravel_index(
        int(np.argmin(np.where(shortest, distance, np.inf))), distance.shape
    )
    return _seam(clip, float(begin) / coarse.fps, min(float(end) / coarse.fps, clip.duration))


def loop(clip: Clip, part: Loop) -> Clip:
    """A part of a clip as a cycle. The gap at its seam stays: retargeting closes it, where the
    body's joint limits are known."""
    return replace(clip.slice(part.start, part.end), loops=True)


def close_halves(clip: Clip) -> Clip:
    """Take away the jump in the middle of a loop that is made of half a stride and its mirror
    image; any other clip is returned as it is.

    Half a stride does not end exactly as its mirror image begins, so all bones jump in the middle
    of such a loop, as they do at its seam. Without the jump, the first half would have gone on as
    the mirror image of the clip's end. The jump is spread evenly over the cycle: half of it before
    the middle and half of it after. The seam stays as it is.
    """
    cycle = clip.frames - 1
    half = cycle // 2
    if not clip.loops or cycle % 2:
        return clip
    try:
        mirrored = clip.mirror()
    except StuntmanError:  # a skeleton without sides
        return clip
    difference = rot.angle_between(clip.rotations[half:-1], mirrored.rotations[:half])
    if difference.max() > _ROTATION_TOLERANCE:
        return clip
    jump = rot.to_rotvec(rot.multiply(rot.conjugate(mirrored.rotations[-1]), clip.rotations[half]))
    part = (np.arange(clip.frames) - half) % cycle / cycle - 0.5
    correction = rot.from_rotvec(part[:, None, None] * jump)
    return replace(
        clip,
        root_positions=_continuous_root(clip.root_positions, half),
        rotations=rot.multiply(clip.rotations, correction),
    )


def _continuous_root(positions: Array, half: int) -> Array:
    """Root positions (frames, 3) of two mirrored halves without the jumps at their cuts.

    Each half's sideways path is written from where it begins: the root, swaying to one side, is put
    back to the middle at each cut. So the second half is moved sideways, until the step across the
    cut is the mean of the steps before and after it. A jump in height, which a mirror does not turn
    round, is spread evenly over each half. What is no larger than a motion bends is no jump.

    Args:
        half: the frame where the second half begins.
    """
    steps = np.diff(positions, axis=0)
    jump = steps[half - 1] - 0.5 * (steps[half - 2] + steps[half])
    bends = np.median(np.abs(np.diff(steps, axis=0)), axis=0)
    jump = np.where(np.abs(jump) > _MIN_JUMP * bends, jump, 0.0)
    out = positions.copy()
    out[half:-1, 1] -= jump[1]
    out[:, 2] += jump[2] * (np.arange(len(out)) % half / half - 0.5)
    return out


def seam(clip: Clip) -> Loop:
    """The whole clip as a loop: how well its end meets its start."""
    return _seam(clip, 0.0, clip.duration)


def _seam(clip: Clip, start: float, end: float) -> Loop:
    cut = clip.slice(start, end)
    positions = _positions_from_root(cut)
    gap = float(np.linalg.norm(positions[-1] - positions[0], axis=-1).mean())
    first, last = cut.rotations[0].copy(), cut.rotations[-1].copy()
    first[0], last[0] = _tilt(first[0]), _tilt(last[0])
    return Loop(start, end, gap, float(rot.angle_between(first, last).max()))


def _tilt(rotation: Array) -> Array:
    """A rotation (..., 4) without its heading."""
    return rot.multiply(rot.conjugate(rot.heading(rotation)), rotation)


def _positions_from_root(clip: Clip) -> Array:
    """Joint positions (frames, bones, 3) in m, relative to the point below the root and to the
    root's heading."""
    positions, rotations = clip.global_transforms()
    positions = positions - positions[:, :1] * [1.0, 1.0, 0.0]
    return rot.rotate_inverse(rot.heading(rotations[:, 0])[:, None], positions)
