"""The clips of DeepMimic: JSON, 44 numbers a frame, y up.

Layout and body of the paper's public code (Peng et al. 2018, github.com/xbpeng/DeepMimic):
duration (s); root position (m) and rotation; chest and neck rotation; hip, knee, ankle,
shoulder and elbow, first of the right side, then of the left. Rotations are quaternions
w x y z local to the parent; knees and elbows one angle (rad) about z. x is forward, y up, z
to the right.
"""

import json
import reprlib
import statistics
from dataclasses import dataclass, replace
from math import isnan
from pathlib import Path

import numpy as np

from stuntman import paths
from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip, Timing
from stuntman.motion.formats import budget
from stuntman.spatial import rotations as rot
from stuntman.spatial.interpolation import interpolate
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import FAR, Skeleton

HUMANOID_COLUMNS = 44
LAIKAGO_COLUMNS = 20
LAIKAGO_BODY = "dog"  # the body that ships and stands on four legs
LOOPS = {"wrap": True, "none": False}

# Bone, numbers in a frame (4 a quaternion, 1 a hinge, 0 fixed), parent, offset in metres, y up.
_SIDE = (
    ("hip", 4, "root", (0.0, 0.0, 0.084887)),
    ("knee", 1, "hip", (0.0, -0.421546, 0.0)),
    ("ankle", 4, "knee", (0.0, -0.409870, 0.0)),
    ("shoulder", 4, "chest", (-0.02405, 0.24350, 0.18311)),
    ("elbow", 1, "shoulder", (0.0, -0.274788, 0.0)),
    ("wrist", 0, "elbow", (0.0, -0.258947, 0.0)),
)
_MIDDLE = (
    ("root", 4, "", (0.0, 0.0, 0.0)),
    ("chest", 4, "root", (0.0, 0.236151, 0.0)),
    ("neck", 4, "chest", (0.0, 0.223894, 0.0)),
)

# The public clips round their quaternions to lengths of 0.58 to 1.13; beyond is damage.
_SHORTEST, _LONGEST = 0.5, 2.0
# Frames closer or farther apart than this (s) are damage, and would make absurd frame rates.
_BRIEFEST, _SLOWEST = 1e-3, 10.0
# A rotation this far off a hinge (rad) cannot be written as one angle.
_HINGE_TOLERANCE = 1e-3


def _to_house(vectors: Array) -> Array:
    """Vectors (..., 3) from x forward, y up, z right to x forward, y left, z up."""
    return np.stack([vectors[..., 0], -vectors[..., 2], vectors[..., 1]], axis=-1)


def _to_file(vectors: Array) -> Array:
    """The inverse of _to_house."""
    return np.stack([vectors[..., 0], vectors[..., 2], -vectors[..., 1]], axis=-1)


def _body() -> tuple[Skeleton, tuple[int, ...]]:
    """The skeleton and how many numbers each bone takes in a frame."""
    names, widths, parents, offsets = [], [], [], []
    for name, width, parent, offset in _MIDDLE:
        names.append(name)
        widths.append(width)
        parents.append(names.index(parent) if parent else -1)
        offsets.append(offset)
    for side, sign in (("right_", 1.0), ("left_", -1.0)):
        for name, width, parent, (x, y, z) in _SIDE:
            names.append(side + name)
            widths.append(width)
            parents.append(names.index(parent if parent in names else side + parent))
            offsets.append((x, y, sign * z))
    return Skeleton(tuple(names), tuple(parents), _to_house(np.array(offsets))), tuple(widths)


SKELETON, _WIDTHS = _body()
# Where each bone's numbers begin, after the duration and the root's position.
_STARTS = tuple(4 + sum(_WIDTHS[:bone]) for bone in range(len(_WIDTHS)))


@dataclass(frozen=True, eq=False)
class _Frames:
    """A file's frames, every number sound: key times (frames,) s and rows (frames, columns)."""

    key_times: Array
    rows: Array
    loops: bool

    def timing(self) -> Timing:
        """The even grid nearest to the frames' own times, of exactly their total duration."""
        total = float(self.key_times[-1])
        steps = max(1, round(total / statistics.median(np.diff(self.key_times).tolist())))
        body = LAIKAGO_BODY if self.rows.shape[1] == LAIKAGO_COLUMNS else ""
        return Timing(steps + 1, steps / total, self.loops, body)


def timing(path: Path) -> Timing:
    """Frames, rate and looping of a DeepMimic file, whosever body it moves.

    Raises:
        StuntmanError: where the file is damaged, naming the frame.
    """
    return _load(path).timing()


def read(path: Path) -> Clip:
    """Read a DeepMimic humanoid clip; uneven frame durations are brought to an even rate.

    Raises:
        StuntmanError: where the file is damaged, naming the frame, or moves no humanoid.
    """
    file = _load(path)
    even = file.timing()
    times = np.linspace(0.0, even.duration, even.frames)
    if file.rows.shape[1] == LAIKAGO_COLUMNS:
        from stuntman.motion.formats import laikago  # rigs take long to import
        from stuntman.motion.formats.rig import to_clip

        rows = np.stack(
            [np.interp(times, file.key_times, column) for column in file.rows.T], axis=-1
        )
        try:
            walker = to_clip(path.stem, laikago.rig(rows, even.fps), up="z", unit=1.0)
        except StuntmanError as error:
            raise StuntmanError(f"{path}: {error}") from error
        return replace(walker, loops=even.loops, character=even.character)
    rotations = _rotations(path, file.rows)
    positions, rotations = interpolate(
        times, file.key_times, _to_house(file.rows[:, 1:4]), rotations
    )
    name = path.stem.removeprefix("humanoid3d_")
    return Clip(name, SKELETON, positions, rotations, even.fps, even.loops)


def write(clip: Clip, path: Path) -> None:
    """Write a clip of this format's own humanoid.

    Raises:
        StuntmanError: where the clip has another skeleton, bends a knee, elbow or wrist as
            this body cannot, or the file cannot be written.
    """
    tree = (clip.skeleton.names, clip.skeleton.parents)
    if tree != (SKELETON.names, SKELETON.parents) or not np.allclose(
        clip.skeleton.offsets, SKELETON.offsets, atol=1e-4
    ):
        raise StuntmanError(
            f"{path}: the DeepMimic format holds its own humanoid only, and clip {clip.name} has "
            "another skeleton; write it in a format that carries skeletons"
        )
    rows = np.zeros((clip.frames, HUMANOID_COLUMNS))
    rows[:, 0] = 1.0 / clip.fps
    rows[:, 1:4] = _to_file(clip.root_positions)
    for bone, (start, width) in enumerate(zip(_STARTS, _WIDTHS, strict=True)):
        turns = clip.rotations[:, bone]
        if width == 4:
            rows[:, start] = turns[:, 0]
            rows[:, start + 1 : start + 4] = _to_file(turns[:, 1:])
            continue
        angles = _to_file(rot.to_rotvec(turns))
        if width == 1:
            rows[:, start] = angles[:, 2]
            angles[:, 2] = 0.0
        lost = np.linalg.norm(angles, axis=-1)
        if lost.max() > _HINGE_TOLERANCE:
            raise StuntmanError(
                f"{path}: frame {int(np.argmax(lost)) + 1} of clip {clip.name} turns "
                f"{SKELETON.names[bone]} where this format has no room for it; "
                "bring the clip to this body's hinges first"
            )
    lines = ",\n".join(json.dumps(row) for row in rows.tolist())
    loop = "wrap" if clip.loops else "none"
    with paths.written(path) as part:
        part.write_text(f'{{"Loop": "{loop}", "Frames": [\n{lines}\n]}}\n', encoding="utf-8")


def _rotations(path: Path, rows: Array) -> Array:
    """Local rotations (frames, bones, 4) in the house's frame from a humanoid's rows."""
    out = np.tile(rot.IDENTITY, (len(rows), len(SKELETON.names), 1))
    for bone, (start, width) in enumerate(zip(_STARTS, _WIDTHS, strict=True)):
        if width == 1:
            out[:, bone] = rot.from_rotvec(rows[:, start, None] * np.array([0.0, -1.0, 0.0]))
        elif width == 4:
            out[:, bone, 0] = rows[:, start]
            out[:, bone, 1:] = _to_house(rows[:, start + 1 : start + 4])
    lengths = np.linalg.norm(out, axis=-1)
    damaged = np.argwhere((lengths < _SHORTEST) | (lengths > _LONGEST))
    if len(damaged):
        frame, bone = damaged[0]
        raise StuntmanError(
            f"{path}: frame {frame + 1}: the rotation of {SKELETON.names[bone]} has length "
            f"{lengths[frame, bone]:.3g}, and a unit quaternion's is 1; repair that frame"
        )
    return rot.normalize(out)


def _load(path: Path) -> _Frames:
    """Read and check all that does not depend on the body."""
    content = _parse(path)
    if not isinstance(content, dict) or not isinstance(content.get("Frames"), list):
        raise StuntmanError(f'{path}: has no list "Frames"; give a DeepMimic clip')
    loop, frames = content.get("Loop"), content["Frames"]
    if not isinstance(loop, str) or loop not in LOOPS:
        raise StuntmanError(f'{path}: "Loop" is {reprlib.repr(loop)}; make it "wrap" or "none"')
    if len(frames) < 2:
        raise StuntmanError(f"{path}: has {len(frames)} frames; a motion needs two or more")
    if len(frames) > budget.FRAMES:
        raise StuntmanError(f"{path}: has {len(frames)} frames, and {budget.FRAMES} are the most")
    laikago = isinstance(frames[0], list) and len(frames[0]) == LAIKAGO_COLUMNS
    columns = LAIKAGO_COLUMNS if laikago else HUMANOID_COLUMNS
    for number, frame in enumerate(frames, start=1):
        problem = _problem(frame, columns, is_last=number == len(frames))
        if problem:
            raise StuntmanError(f"{path}: frame {number} {problem}; repair that frame")
    rows = np.array(frames)
    key_times = np.concatenate([[0.0], np.cumsum(rows[:-1, 0])])
    return _Frames(key_times, rows, LOOPS[loop])


def _parse(path: Path) -> object:
    """The file's JSON, every number a float."""
    try:
        # Whole numbers as floats: one of a thousand digits is then infinite, and found below.
        return json.loads(budget.read(path).decode("utf-8-sig"), parse_int=float)
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}") from error
    except OSError as error:
        raise StuntmanError(
            f"{path}: cannot be read ({error.strerror}); give the path of a DeepMimic clip"
        ) from error
    except json.JSONDecodeError as error:
        raise StuntmanError(
            f"{path}: line {error.lineno} is not JSON ({error.msg}); "
            "the file may be cut off: get it again"
        ) from error
    except (ValueError, RecursionError) as error:
        raise StuntmanError(f"{path}: is not a text of JSON; give a DeepMimic clip") from error


def _problem(frame: object, columns: int, is_last: bool) -> str:
    """What is wrong with one frame of the file, as the end of a sentence; empty if nothing."""
    if not isinstance(frame, list):
        return f"is {reprlib.repr(frame)} and not a list of {columns} numbers"
    if len(frame) != columns:
        return f"has {len(frame)} numbers where {columns} are due"
    if {*map(type, frame)} != {float} or not max(map(abs, frame)) < FAR or any(map(isnan, frame)):
        sound = [isinstance(value, float) and abs(value) < FAR for value in frame]
        place = sound.index(False)
        return f"has {reprlib.repr(frame[place])} as its number {place + 1}"
    # The last frame's duration leads nowhere.
    if not is_last and not _BRIEFEST <= frame[0] <= _SLOWEST:
        return f"lasts {frame[0]:g} s, and {_BRIEFEST:g} to {_SLOWEST:g} s make sense"
    return ""
