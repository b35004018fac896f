"""BVH: a tree of joints, then one line of numbers a frame.

What this writes is y up, x to the left, z forward, in metres, as Blender's importer (forward -Z
or Z, up Y, scale 1) and Maya take it; joints turn in the order Z X Y, leaves end in an End Site.
What it reads may be any rig.
"""

import reprlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from stuntman import paths
from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.motion.formats import budget
from stuntman.motion.formats.options import AS_TOLD, Options
from stuntman.motion.formats.rig import Rig, to_clip
from stuntman.motion.formats.source_rig import from_clip
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# Where a leaf's End Site goes (m) if the leaf's own bone has no length to repeat.
_STUB = 0.05
_CHANNELS = tuple(f"{axis}{kind}" for kind in ("position", "rotation") for axis in "xyz")
# A frame time this near (relatively) to a whole rate is that rate: files round to six digits.
_ROUNDED = 3e-4
# Frame times that are plausible (s), and up to which a larger number is one in milliseconds.
_FASTEST, _SLOWEST, _SLOWEST_IN_MS = 1e-3, 1.0, 0.05
# Numbers that may be a time in milliseconds, and as well the frames a second in its place.
_RATES = (24.0, 25.0, 30.0, 50.0)
# A body whose joints turn by less (rad/s, on the average) does not move: the time is in another
# unit.
_STILL = 0.02
# A count of frames this far off (of it) is a miscount; more is a file cut off.
_MISCOUNTED = 0.001
# No length and no angle of a motion is larger, in any unit.
_MOST = 1e9


@dataclass
class _Joint:
    """One joint as the file tells it; channels are indices into _CHANNELS, in its order."""

    name: str
    parent: int
    offset: list[float] = field(default_factory=list)
    channels: list[int] = field(default_factory=list)
    end: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])


def read(path: Path, options: Options = AS_TOLD) -> Clip:
    """Read a BVH file of any rig: any channels on any joint, in any order.

    Position channels stand in for the joint's OFFSET, or add to it: programs differ, and the
    reading that keeps the joint near where its OFFSET has it is taken. An End Site becomes a bone
    where an arm or a leg would have no hand or foot. The first frame is taken for the rest pose,
    and left out, where it stands apart from the motion as a T-pose does. One row of numbers more or
    fewer than the file says is told in the clip's notes, and so is a frame time in milliseconds.

    Args:
        options: up, unit, fps; what is None is told by the file, its vertical by where head and
            feet are, its unit by the body's size.

    Raises:
        StuntmanError: the file is damaged, naming the line or frame.
    """
    try:
        lines = _lines(path)
        return to_clip(path.stem, _rig(lines, options.fps), options)
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}") from error


def _lines(path: Path) -> list[str]:
    try:
        return budget.read_text(path).splitlines()
    except OSError as error:
        raise StuntmanError(f"cannot be read ({error.strerror}); give a BVH file") from error


def write(clip: Clip, path: Path) -> None:
    """Write a clip, of any skeleton: y up, metres, the skeleton's rest pose as the rest pose.

    The file keeps positions to a nanometre and angles to 1e-9 degrees. That a clip loops is lost:
    BVH has no place for it.

    Raises:
        StuntmanError: the file cannot be written.
    """
    skeleton, turns = clip.skeleton, clip.rotations
    rotations = np.concatenate([turns[..., :1], _to_file(turns[..., 1:])], axis=-1)
    offsets, places = _to_file(skeleton.offsets), _to_file(clip.root_positions)
    _write(path, skeleton.names, skeleton.parents, offsets, places, rotations, clip.fps)


def write_rig(clip: Clip, path: Path) -> None:
    """Write a clip on the rig that it came on: its bones' names, its proportions, axes and unit.

    BVH turns no bones at rest: where the file did, each bone's axes become the world's there.

    Raises:
        StuntmanError: the clip has no such rig, or the file cannot be written.
    """
    rig = from_clip(clip, aligned=clip.source is not None and clip.source.turned)
    offsets = rig.positions[0].copy()
    offsets[0] = 0.0
    _write(path, rig.names, rig.parents, offsets, rig.positions[:, 0], rig.rotations, rig.fps)


def _write(
    path: Path,
    names: tuple[str, ...],
    parents: tuple[int, ...],
    offsets: Array,
    places: Array,
    rotations: Array,
    fps: float,
) -> None:
    """Write bones with offsets (bones, 3), the root's places (frames, 3) and local rotations
    (frames, bones, 4), all in the file's axes."""
    order, lines = _hierarchy(names, parents, offsets)
    frames = len(places)
    angles = _euler(rotations[:, order])
    numbers = np.concatenate([places, angles.reshape(frames, -1)], axis=1)
    lines += ["MOTION", f"Frames: {frames}", f"Frame Time: {1.0 / fps:.12g}"]
    lines += [" ".join(f"{number:.9f}" for number in row) for row in numbers.tolist()]
    with paths.written(path) as part:
        part.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _rig(lines: list[str], rate: float | None) -> Rig:
    numbered = ((number, words) for number, line in enumerate(lines, 1) if (words := line.split()))
    joints = _joints(numbered)
    columns = sum(len(joint.channels) for joint in joints)
    if columns == 0:
        raise StuntmanError("no joint has CHANNELS, so nothing moves; give a file with motion")
    period, values, counted = _motion(numbered, columns, rate is not None)
    frames = len(values)
    budget.check(frames, len(joints))
    positions = np.tile(np.array([joint.offset for joint in joints]), (frames, 1, 1))
    rotations = np.tile(rot.IDENTITY, (frames, len(joints), 1))
    column = 0
    for k, joint in enumerate(joints):
        offset = np.array(joint.offset)
        moved = [axis for axis in joint.channels if axis < 3]
        for channel in joint.channels:
            value, axis = values[:, column], channel % 3
            column += 1
            if channel < 3:
                positions[:, k, axis] = value
            else:
                half, turn = 0.5 * np.deg2rad(value), np.zeros((frames, 4))
                turn[:, 0], turn[:, 1 + axis] = np.cos(half), np.sin(half)
                rotations[:, k] = rot.multiply(rotations[:, k], turn)
        part = np.median(positions[:, k][:, moved] @ offset[moved])
        if part < 0.5 * np.sum(offset[moved] ** 2):
            positions[:, k][:, moved] += offset[moved]
    step = float(np.mean(rot.angle_between(rotations[:-1], rotations[1:]))) if frames > 1 else 0.0
    fps, said = (rate, "") if rate is not None else _rate(period, step)
    return Rig(
        tuple(joint.name for joint in joints),
        tuple(joint.parent for joint in joints),
        positions,
        rotations,
        np.tile(rot.IDENTITY, (len(joints), 1)),
        fps,
        np.array([joint.end for joint in joints]),
        tuple(note for note in (said, counted) if note),
    )


def _joints(lines: Iterator[tuple[int, list[str]]]) -> list[_Joint]:
    """The joints of the HIERARCHY, which ends with the line MOTION."""
    joints: list[_Joint] = []
    open_joints: list[int | None] = []  # None for an End Site
    pending: int | None = None
    for number, words in lines:
        word = words[0].upper()
        if word in ("ROOT", "JOINT"):
            parent = next((joint for joint in reversed(open_joints) if joint is not None), -1)
            if parent < 0 and joints:
                raise _problem(number, "begins a second root", "leave one skeleton in the file")
            braced = words[-1] == "{"
            name = " ".join(words[1 : -1 if braced else None]) or f"joint{len(joints)}"
            joints.append(_Joint(name, parent))
            budget.check(1, len(joints))
            pending = len(joints) - 1
            if braced:
                open_joints.append(pending)
        elif word == "END":
            pending = None
            if words[-1] == "{":
                open_joints.append(None)
        elif word == "{":
            open_joints.append(pending)
        elif word == "}":
            if not open_joints:
                raise _problem(number, "closes a brace that was not opened", "remove it")
            open_joints.pop()
        elif word == "OFFSET" and open_joints:
            offset = [_number(number, text) for text in words[1:]]
            if len(offset) != 3:
                raise _problem(number, f"has {len(offset)} numbers where 3 are due", "mend it")
            if (place := open_joints[-1]) is not None:
                joints[place].offset = offset
            elif joints:
                joints[-1].end = offset
        elif word == "CHANNELS" and open_joints and open_joints[-1] is not None:
            joints[open_joints[-1]].channels = _channels(number, words[1:])
        elif word == "MOTION":
            break
        elif word != "HIERARCHY":
            raise _problem(number, f"has {reprlib.repr(words[0])}", "give a BVH file")
    else:
        raise StuntmanError("has no line MOTION; the file may be cut off: get it again")
    if not joints or open_joints:
        raise StuntmanError("its HIERARCHY is not a whole tree of joints; get the file again")
    for joint in joints:
        if not joint.offset:
            raise StuntmanError(f"joint {reprlib.repr(joint.name)} has no OFFSET; add it")
    return joints


def _channels(number: int, words: list[str]) -> list[int]:
    names = [word.lower() for word in words[1:]]
    if not words or not words[0].isdecimal() or int(words[0][:9]) != len(names):
        raise _problem(number, f"lists {len(names)} channels and says otherwise", "mend it")
    for name in names:
        if name not in _CHANNELS:
            raise _problem(
                number, f"has the channel {reprlib.repr(name)}", f"use {', '.join(_CHANNELS)}"
            )
    return [_CHANNELS.index(name) for name in names]


def _motion(
    lines: Iterator[tuple[int, list[str]]], columns: int, timed: bool
) -> tuple[float, Array, str]:
    """The Frame Time, every frame's numbers (frames, columns), and what was settled.

    Args:
        timed: whether the Frame Time is told elsewhere; it may then be anything.
    """
    frames, period = -1, None
    for number, words in lines:
        start = " ".join(words).lower().replace(" :", ":")
        if start.startswith("frames:"):
            if not words[-1].isdecimal() or len(words[-1]) > 9:
                raise _problem(number, f"has {reprlib.repr(words[-1])} frames", "mend the count")
            frames = int(words[-1])
        elif start.startswith("frame time:"):
            period = 0.0 if timed else _number(number, words[-1])
            break
        else:
            raise _problem(number, f"has {reprlib.repr(words[0])}", "put Frames: and Frame Time:")
    if frames < 0 or period is None:
        raise StuntmanError("after MOTION, Frames: and Frame Time: are due; the file is cut off")
    rows: list[list[float]] = []
    for number, words in lines:
        if len(words) != columns:
            raise _problem(
                number, f"has {len(words)} numbers where {columns} are due", "repair that frame"
            )
        try:
            rows.append([float(word) for word in words])
        except ValueError as error:
            bad = next(word for word in words if not _is_number(word))
            raise _problem(
                number, f"has {reprlib.repr(bad)} for a number", "repair that frame"
            ) from error
        if len(rows) % 1000 == 0:
            budget.check(len(rows), columns // 3)
    counted = ""
    if len(rows) != frames:
        if abs(len(rows) - frames) > max(1, _MISCOUNTED * frames):
            raise StuntmanError(
                f"says {frames} frames and has {len(rows)}; get the file again, or mend the count"
            )
        counted = f"the file says {frames} frames and has {len(rows)}, which are taken"
    values = np.array(rows).reshape(len(rows), columns)
    sound = np.all(np.abs(values) < _MOST, axis=1)
    if not np.all(sound):
        raise StuntmanError(
            f"frame {int(np.argmin(sound)) + 1} holds a number that is not finite, or is huge; "
            "repair that frame"
        )
    return period, values, counted


def _rate(period: float, step: float) -> tuple[float, str]:
    """Frames a second by the file's Frame Time, and what is to be said of it.

    Args:
        step: rad, by which the joints turn in a frame, on the average.
    """
    said = ""
    seconds = _FASTEST <= period <= _SLOWEST
    if _FASTEST <= period / 1000.0 <= _SLOWEST_IN_MS and (not seconds or step < _STILL * period):
        if period in _RATES:
            raise StuntmanError(
                f"its Frame Time is {period:g}, which may be milliseconds or frames a second; give "
                f"--file-fps {1000.0 / period:.6g} or --file-fps {period:g}"
            )
        period /= 1000.0
        said = f"its Frame Time is taken for milliseconds: {1.0 / period:.6g} frames a second"
    elif not seconds:
        raise StuntmanError(
            f"its Frame Time is {period:g}, and {_FASTEST:g} to {_SLOWEST:g} s are due; mend it, "
            "or give --file-fps, its frames a second"
        )
    rate = 1.0 / period
    return (float(round(rate)) if abs(rate - round(rate)) < _ROUNDED * rate else rate), said


def _number(number: int, text: str) -> float:
    if not _is_number(text) or not abs(float(text)) < _MOST:
        raise _problem(number, f"has {reprlib.repr(text)} for a number", "mend it")
    return float(text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _problem(line: int, what: str, mend: str) -> StuntmanError:
    return StuntmanError(f"line {line} {what}; {mend}")


def _hierarchy(
    names: tuple[str, ...], parents: tuple[int, ...], offsets: Array
) -> tuple[list[int], list[str]]:
    """The bones in the order of the file, a parent's whole branch after it, and its first lines."""
    children: list[list[int]] = [[] for _ in names]
    for child, parent in enumerate(parents[1:], start=1):
        children[parent].append(child)
    order: list[int] = []
    lines = ["HIERARCHY"]
    todo: list[int | None] = [0]
    depth = 0
    while todo:
        bone = todo.pop()
        if bone is None:  # a branch is done
            depth -= 1
            lines.append("  " * depth + "}")
            continue
        order.append(bone)
        pad = "  " * depth
        name = "_".join(names[bone].split()) or f"bone{bone}"
        x, y, z = offsets[bone]
        turns = "Zrotation Xrotation Yrotation"
        channels = f"6 Xposition Yposition Zposition {turns}" if bone == 0 else f"3 {turns}"
        lines += [f"{pad}{'JOINT' if bone else 'ROOT'} {name}", f"{pad}{{"]
        lines += [f"{pad}  OFFSET {x:.9f} {y:.9f} {z:.9f}", f"{pad}  CHANNELS {channels}"]
        if not children[bone]:
            x, y, z = _end(offsets[bone])
            lines += [f"{pad}  End Site", f"{pad}  {{"]
            lines += [f"{pad}    OFFSET {x:.9f} {y:.9f} {z:.9f}", f"{pad}  }}"]
        depth += 1
        todo.append(None)
        todo += reversed(children[bone])
    return order, lines


def _end(offset: Array) -> Array:
    """Where a leaf ends: half as far on as it came; upwards where it came no way at all."""
    return 0.5 * offset if np.linalg.norm(offset) > 1e-6 else np.array([0.0, _STUB, 0.0])


def _euler(q: Array) -> Array:
    """Angles (frames, bones, 3) in degrees about the file's z, then x, then y, without jumps of
    a whole turn, of rotations q (frames, bones, 4) in the file's axes."""
    matrix = rot.to_matrix(q)
    z = np.arctan2(-matrix[..., 0, 1], matrix[..., 1, 1])
    c, s = np.cos(z), np.sin(z)
    # What is left once z is taken back; exact whatever z is where x is a quarter turn.
    x = np.arctan2(matrix[..., 2, 1], c * matrix[..., 1, 1] - s * matrix[..., 0, 1])
    y = np.arctan2(
        c * matrix[..., 0, 2] + s * matrix[..., 1, 2],
        c * matrix[..., 0, 0] + s * matrix[..., 1, 0],
    )
    return np.rad2deg(np.unwrap(np.stack([z, x, y], axis=-1), axis=0))


def _to_file(vectors: Array) -> Array:
    """Vectors (..., 3) from x forward, y left, z up to x left, y up, z forward."""
    return vectors[..., [1, 2, 0]]
