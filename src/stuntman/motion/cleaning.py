"""What a captured motion needs before it can be imitated: even, smooth, on the floor, a loop."""

from dataclasses import dataclass, replace

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.spatial import rotations as rot
from stuntman.spatial import smoothing
from stuntman.spatial.rotations import Array

# Standard deviation (s) of the bell curve that every track is averaged with: a 10 Hz movement
# keeps two thirds of its size, mocap's jitter at 30 Hz a fiftieth.
SMOOTHING = 0.015
# A loop is sought at this rate (frames a second), lasts at least so long (s), and holds at least
# this part of all that moves, so that standing still is no loop.
_SEARCH_RATE = 30.0
_SHORTEST = 0.4
_PART = 0.25
# How much of a second a difference in velocity counts for against one in place.
_VELOCITY = 0.1
# A frame's pose that is this near (m a joint) to another is as good as the same.
_ALIKE = 0.02
# Rotations (rad) that differ by less are the same number, written out and read again.
_SAME = 1e-4


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
    """Every track averaged over a bell curve of this standard deviation (s)."""
    deviation = seconds * clip.fps
    return replace(
        clip,
        root_positions=smoothing.smooth(clip.root_positions, deviation),
        rotations=smoothing.smooth(clip.rotations, deviation),
    )


def on_floor(clip: Clip) -> tuple[Clip, float]:
    """The clip raised or lowered so that its lowest joint touches z = 0, and by how much (m).

    A twentieth of the frames may reach deeper: one damaged frame shall not lift all others.
    """
    lowest = clip.global_transforms()[0][..., 2].min(axis=1)
    rise = -float(np.quantile(lowest, 0.05))
    return replace(clip, root_positions=clip.root_positions + np.array([0.0, 0.0, rise])), rise


def find_loop(clip: Clip) -> Loop:
    """The part of a clip whose end is most like its start, in pose and in velocity.

    Of parts that close as well, give or take 2 cm a joint, the shortest.

    Raises:
        StuntmanError: the clip is too short.
    """
    coarse = clip.resample(min(clip.fps, _SEARCH_RATE))
    least = max(2, round(_SHORTEST * coarse.fps))
    if coarse.frames <= least + 1:
        raise StuntmanError(
            f"clip {clip.name}: {clip.duration:.2f} s are too short for a loop; use --loop none"
        )
    places = _seen_from_root(coarse)
    speeds = np.gradient(places, 1.0 / coarse.fps, axis=0)
    joints = places.shape[1]
    flat = np.concatenate([places, _VELOCITY * speeds], axis=1).reshape(coarse.frames, -1)
    squares = np.sum(flat**2, axis=1)
    distance = np.sqrt(np.maximum(squares[:, None] + squares - 2.0 * flat @ flat.T, 0.0) / joints)
    moved = np.cumsum(np.linalg.norm(speeds, axis=-1).mean(axis=1))
    frames = np.arange(coarse.frames)
    spans = frames[None, :] - frames[:, None]
    allowed = (spans >= least) & (moved[None, :] - moved[:, None] >= _PART * moved[-1])
    if not np.any(allowed):
        allowed = spans >= least
    distance[~allowed] = np.inf
    good = distance <= distance.min() + _ALIKE
    spans = np.where(good, spans, coarse.frames + 1)
    shortest = spans <= max(spans.min() + 2, round(1.1 * float(spans.min())))
    begin, end = np.unravel_index(
        int(np.argmin(np.where(shortest, distance, np.inf))), distance.shape
    )
    return _seam(clip, float(begin) / coarse.fps, min(float(end) / coarse.fps, clip.duration))


def loop(clip: Clip, part: Loop) -> Clip:
    """That part of a clip as a cycle. What does not quite meet is closed where the body's
    limits are known, when it is put on a body."""
    return replace(clip.slice(part.start, part.end), loops=True)


def close_halves(clip: Clip) -> Clip:
    """A loop of two mirrored halves, as half a stride and its reflection make one, without the jump
    between them; any other clip as it is.

    Half a stride does not end exactly as its reflection begins, so all bones jump in the middle of
    such a loop, as they do at its seam. How it would have gone on is how the clip ends, mirrored.
    The jump is spread evenly over the cycle, half of it each way; the seam stays as it is.
    """
    cycle = clip.frames - 1
    half = cycle // 2
    if not clip.loops or cycle % 2:
        return clip
    try:
        mirrored = clip.mirror()
    except StuntmanError:  # a skeleton without sides
        return clip
    if rot.angle_between(clip.rotations[half:-1], mirrored.rotations[:half]).max() > _SAME:
        return clip
    jump = rot.to_rotvec(rot.multiply(rot.conjugate(mirrored.rotations[-1]), clip.rotations[half]))
    part = (np.arange(clip.frames) - half) % cycle / cycle - 0.5
    turn = rot.from_rotvec(part[:, None, None] * jump)
    return replace(clip, rotations=rot.multiply(clip.rotations, turn))


def seam(clip: Clip) -> Loop:
    """How well a whole clip comes back to itself."""
    return _seam(clip, 0.0, clip.duration)


def _seam(clip: Clip, start: float, end: float) -> Loop:
    cut = clip.slice(start, end)
    places = _seen_from_root(cut)
    gap = float(np.linalg.norm(places[-1] - places[0], axis=-1).mean())
    first, last = cut.rotations[0].copy(), cut.rotations[-1].copy()
    first[0], last[0] = _tilt(first[0]), _tilt(last[0])
    return Loop(start, end, gap, float(rot.angle_between(first, last).max()))


def _tilt(turn: Array) -> Array:
    """A rotation without its heading."""
    return rot.multiply(rot.conjugate(rot.heading(turn)), turn)


def _seen_from_root(clip: Clip) -> Array:
    """Joint positions (frames, bones, 3) in m, seen from above the root, facing as it does."""
    places, turns = clip.global_transforms()
    places = places - places[:, :1] * [1.0, 1.0, 0.0]
    return rot.rotate_inverse(rot.heading(turns[:, 0])[:, None], places)
