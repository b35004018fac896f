"""Acclaim: the skeleton in an .asf file, the motion in an .amc file beside it.

As the CMU motion capture database has them (mocap.cs.cmu.edu): every bone has its own axes, in
which its angles are; lengths are inches over the skeleton's `length` unit; 120 frames a second.
"""

import math
import reprlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.motion.formats import budget
from stuntman.motion.formats.options import AS_TOLD, Options
from stuntman.motion.formats.rig import Rig, to_clip
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import FAR

# The format has no place for the rate; the CMU database's.
RATE = 120.0
_INCH = 0.0254
_TURNS = ("rx", "ry", "rz")


@dataclass
class _Bone:
    """One bone: its way from its parent's end (3,), its axes (4,), and the channels it moves in."""

    name: str
    way: Array = field(default_factory=lambda: np.zeros(3))
    axes: Array = field(default_factory=lambda: rot.IDENTITY)
    channels: tuple[str, ...] = ()
    parent: str = ""


@dataclass
class _Skeleton:
    bones: dict[str, _Bone]
    unit: float | None
    radians: bool


def read(path: Path, options: Options = AS_TOLD) -> Clip:
    """Read an .amc file with the skeleton of its subject: 02_01.amc with 02_01.asf, 02.asf, or
    the folder's only .asf.

    Args:
        options: up, unit; fps, which the file does not tell: 120 if None.

    Raises:
        StuntmanError: either file is missing or damaged, naming the line.
    """
    skeleton_path = _skeleton_of(path)
    try:
        skeleton = _skeleton(_lines(skeleton_path))
    except StuntmanError as error:
        raise StuntmanError(f"{skeleton_path}: {error}") from error
    try:
        rig = _rig(skeleton, _frames(skeleton, _lines(path)), options.fps or RATE)
        return to_clip(path.stem, rig, options, unit=skeleton.unit)
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}") from error


def _skeleton_of(path: Path) -> Path:
    subject = path.stem.rpartition("_")[0] or path.stem
    for name in (path.stem, subject):
        if path.with_name(f"{name}.asf").is_file():
            return path.with_name(f"{name}.asf")
    others = sorted(path.parent.glob("*.asf")) if path.is_file() else []
    if len(others) == 1:
        return others[0]
    raise StuntmanError(
        f"{path}: its skeleton is missing or the file is; put {subject}.asf beside it"
    )


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """The numbered lines that hold words."""
    try:
        text = budget.read_text(path)
    except OSError as error:
        raise StuntmanError(f"cannot be read ({error.strerror}); give another file") from error
    lines = (
        (number, line.split("#")[0].split()) for number, line in enumerate(text.split("\n"), 1)
    )
    return [(number, words) for number, words in lines if words]


def _skeleton(lines: list[tuple[int, list[str]]]) -> _Skeleton:
    bones = {"root": _Bone("root")}
    unit, radians, section = None, False, ""
    bone: _Bone | None = None
    direction, length = np.zeros(3), 0.0
    for number, words in lines:
        word = words[0].lower()
        if word.startswith(":"):
            section = word
        elif section == ":units":
            if word == "length":
                unit = _INCH / max(1e-9, _numbers(number, words[1:], 1)[0])
            radians |= word == "angle" and words[-1].lower().startswith("rad")
        elif section == ":root":
            root = bones["root"]
            if word == "order":
                root.channels = tuple(name.lower() for name in words[1:])
            elif word == "orientation":
                root.axes = _turn(_numbers(number, words[1:], 3), "xyz", radians)
        elif section == ":bonedata":
            if word == "begin":
                bone, direction, length = _Bone(""), np.zeros(3), 0.0
            elif bone is None:
                raise _problem(number, "is outside of a bone", "put it between begin and end")
            elif word == "end":
                size = np.linalg.norm(direction)
                if not bone.name or bone.name in bones or not size > 0.0:
                    raise _problem(number, "ends a bone without name or direction", "add them")
                bone.way = direction / size * length
                bones[bone.name] = bone
                budget.check(1, len(bones))
                bone = None
            elif word == "name":
                bone.name = " ".join(words[1:])
            elif word == "direction":
                direction = np.array(_numbers(number, words[1:], 3))
            elif word == "length":
                length = _numbers(number, words[1:], 1)[0]
            elif word == "axis":
                order = words[-1].lower() if len(words) > 4 else "xyz"
                bone.axes = _turn(_numbers(number, words[1:4], 3), _order(number, order), radians)
            elif word == "dof":
                bone.channels = tuple(name.lower() for name in words[1:])
                if not set(bone.channels) <= set(_TURNS):
                    raise _problem(number, "moves a bone by more than turns", "use rx, ry and rz")
        elif section == ":hierarchy" and word not in ("begin", "end"):
            for name in (words[0], *words[1:]):
                if name not in bones:
                    raise _problem(number, f"names no bone {reprlib.repr(name)}", "mend the name")
            for name in words[1:]:
                bones[name].parent = words[0]
    if sorted(bones["root"].channels) != ["rx", "ry", "rz", "tx", "ty", "tz"]:
        raise StuntmanError("the root's order is not TX TY TZ RX RY RZ in some order; mend it")
    return _Skeleton(_sorted(bones), unit, radians)


def _sorted(bones: dict[str, _Bone]) -> dict[str, _Bone]:
    """Parents first."""
    out = {"root": bones["root"]}
    while len(out) < len(bones):
        ready = [name for name, bone in bones.items() if name not in out and bone.parent in out]
        if not ready:
            lost = next(name for name in bones if name not in out)
            raise StuntmanError(f"bone {reprlib.repr(lost)} hangs from nothing; mend the hierarchy")
        out |= {name: bones[name] for name in ready}
    return out


def _frames(
    skeleton: _Skeleton, lines: list[tuple[int, list[str]]]
) -> dict[str, list[list[float]]]:
    """Each moving bone's numbers in every frame."""
    moving = {name: bone for name, bone in skeleton.bones.items() if bone.channels}
    values: dict[str, list[list[float]]] = {name: [] for name in moving}
    frames = 0
    for number, words in lines:
        if words[0].startswith(":"):
            continue
        if len(words) == 1 and words[0].isdecimal():
            _whole(values, frames)
            frames += 1
            budget.check(frames, len(moving))
        elif words[0] not in moving:
            raise _problem(number, f"moves no bone {reprlib.repr(words[0])}", "mend the name")
        elif len(values[words[0]]) != frames - 1:
            raise _problem(number, f"gives {words[0]} again", "repair that frame")
        else:
            due = len(moving[words[0]].channels)
            values[words[0]].append(_numbers(number, words[1:], due))
    _whole(values, frames)
    return values


def _whole(values: dict[str, list[list[float]]], frames: int) -> None:
    for name, rows in values.items():
        if len(rows) != frames:
            raise StuntmanError(
                f"frame {frames} has no {reprlib.repr(name)}; the file may be cut off: get it again"
            )


def _rig(skeleton: _Skeleton, values: dict[str, list[list[float]]], fps: float) -> Rig:
    names = tuple(skeleton.bones)
    frames = len(values["root"])
    positions = np.zeros((frames, len(names), 3))
    rotations = np.tile(rot.IDENTITY, (frames, len(names), 1))
    for k, (name, bone) in enumerate(skeleton.bones.items()):
        if bone.parent:
            positions[:, k] = skeleton.bones[bone.parent].way
        if not bone.channels or frames == 0:
            continue
        table = dict(zip(bone.channels, np.array(values[name]).T, strict=True))
        if name == "root":
            positions[:, k] = np.stack([table[f"t{axis}"] for axis in "xyz"], axis=-1)
        angles = np.stack([table.get(turn, np.zeros(frames)) for turn in _TURNS], axis=-1)
        turn = _turns(angles, skeleton.radians)
        rotations[:, k] = (
            rot.multiply(turn, bone.axes)
            if name == "root"
            else rot.multiply(rot.multiply(bone.axes, turn), rot.conjugate(bone.axes))
        )
    parents = tuple(
        names.index(bone.parent) if bone.parent else -1 for bone in skeleton.bones.values()
    )
    rest = np.tile(rot.IDENTITY, (len(names), 1))
    ends = np.stack([bone.way for bone in skeleton.bones.values()])
    return Rig(names, parents, positions, rotations, rest, fps, ends)


def _turns(angles: Array, radians: bool, order: str = "xyz") -> Array:
    """Rotations (..., 4) about fixed axes, in that order, by angles (..., 3) about x, y and z."""
    vectors = angles if radians else np.deg2rad(angles)
    out = np.broadcast_to(rot.IDENTITY, (*angles.shape[:-1], 4))
    for axis in order:
        along = "xyz".index(axis)
        out = rot.multiply(rot.from_rotvec(vectors[..., along : along + 1] * np.eye(3)[along]), out)
    return out


def _turn(angles: list[float], order: str, radians: bool) -> Array:
    """One rotation, by angles that stand in that order."""
    sorted_angles = np.zeros(3)
    for angle, axis in zip(angles, order, strict=True):
        sorted_angles["xyz".index(axis)] = angle
    return _turns(sorted_angles, radians, order)


def _order(number: int, order: str) -> str:
    if sorted(order) != ["x", "y", "z"]:
        raise _problem(number, f"has the order {reprlib.repr(order)}", "use XYZ")
    return order


def _numbers(number: int, words: list[str], due: int) -> list[float]:
    try:
        values = [float(word) for word in words]
    except ValueError:
        values = [math.nan]
    if not all(abs(value) < FAR for value in values):
        raise _problem(number, f"has {reprlib.repr(' '.join(words))} for numbers", "mend it")
    if len(values) != due:
        raise _problem(number, f"has {len(values)} numbers where {due} are due", "mend it")
    return values


def _problem(line: int, what: str, mend: str) -> StuntmanError:
    return StuntmanError(f"line {line} {what}; {mend}")
