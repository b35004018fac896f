"""Keyframes: a motion that an animator writes by hand, as TOML; docs/keyframes.md describes it.

As an .amc needs its .asf, it needs the body that it names: whose joints they are, and which places
its hands and feet can be brought to. That is imported where it is posed: to list clips takes none.
"""

from __future__ import annotations

import reprlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stuntman.characters import library as bodies
from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip, Timing
from stuntman.motion.formats.toml_file import Place, TomlFile
from stuntman.motion.keyframes.drawing import ANGLE, EASINGS, POSITION, Drawn, Key, Keyframes

if TYPE_CHECKING:
    import mujoco

_SETTINGS = ("character", "duration", "loop", "travel", "turn", "mirror", "easing", "pose")
_SHORTEST, _LONGEST = 0.1, 60.0  # s
_LONGEST_NAME = 200  # letters, of a body or its folder
_FARTHEST, _MOST = 100.0, 720.0  # m, degrees
_DIGITS = 5, 6  # of places (m) and quaternions: rounded, a clip is the same on every machine


def read(path: Path) -> Clip:
    """Read keyframes, on the body that they name.

    Raises:
        StuntmanError: where the file is damaged, or asks what the body cannot do, with the line.
    """
    from stuntman.motion.keyframes import posing
    from stuntman.motion.states import to_clip

    file = TomlFile(path)
    keyframes = _keyframes(file)
    model = _model(file, keyframes.character)
    qpos = posing.pose(keyframes, model, file.error)
    clip = to_clip(model, qpos, (len(qpos) - 1) / keyframes.duration, path.stem)
    return replace(
        clip,
        root_positions=clip.root_positions.round(_DIGITS[0]),
        rotations=clip.rotations.round(_DIGITS[1]),
        loops=keyframes.loops,
        character=keyframes.character,
    )


def timing(path: Path) -> Timing:
    """Frames, rate, looping and body of keyframes, told without posing the body.

    Raises:
        StuntmanError: where the file is damaged, with the line.
    """
    keyframes = _keyframes(TomlFile(path))
    frames = len(keyframes.times)
    fps = (frames - 1) / keyframes.duration
    return Timing(frames, fps, keyframes.loops, keyframes.character)


def _model(file: TomlFile, character: str) -> mujoco.MjModel:
    import mujoco

    place: Place = ("character",)
    try:
        path = bodies.folder(character) / "character.xml"
        model = mujoco.MjSpec.from_file(str(path)).compile()
    except (StuntmanError, ValueError) as error:  # ValueError: MuJoCo cannot read it
        raise file.error(place, str(error)) from error
    if model.njnt == 0 or model.jnt_type[0] != mujoco.mjtJoint.mjJNT_FREE:
        raise file.error(place, f"the body {character} has no free root: give it a <freejoint/>")
    return model


def _keyframes(file: TomlFile) -> Keyframes:
    for key in file.table:
        if key not in _SETTINGS:
            raise file.error(
                (key,), f"{reprlib.repr(key)} is no setting; use {', '.join(_SETTINGS)}"
            )
    for key in ("character", "duration", "pose"):
        if key not in file.table:
            raise StuntmanError(f"{file.path}: has no {key}; docs/keyframes.md shows an example")
    character = file.table["character"]
    if not isinstance(character, str) or not 0 < len(character) <= _LONGEST_NAME:
        raise file.error(("character",), 'character has to be a name, such as "humanoid"')
    duration = file.number(("duration",), _LONGEST, "seconds")
    if duration < _SHORTEST:
        raise file.error(("duration",), f"duration is {duration:g} s; make it {_SHORTEST} or more")
    loops, mirror = _flag(file, "loop"), _flag(file, "mirror")
    for key in ("mirror", "travel", "turn"):
        if key in file.table and not loops:
            raise file.error((key,), f"{key} is for a cycle: add loop = true, or leave it out")
    travel = file.number(("travel",), _FARTHEST, "metres") if "travel" in file.table else 0.0
    turn = file.number(("turn",), _MOST, "degrees") if "turn" in file.table else 0.0
    if mirror and turn:
        raise file.error(("turn",), "what turns is not its own mirror image: leave out mirror")
    keys = tuple(_keys(file, duration, loops))
    return Keyframes(character, duration, loops, travel, turn, mirror, keys)


def _flag(file: TomlFile, key: str) -> bool:
    value = file.table.get(key, False)
    if not isinstance(value, bool):
        raise file.error((key,), f"{key} has to be true or false")
    return value


def _easing(file: TomlFile, place: Place) -> str:
    value = file.value(place)
    if value not in EASINGS:
        raise file.error(place, f"easing has to be one of {', '.join(EASINGS)}")
    return str(value)


def _keys(file: TomlFile, duration: float, loops: bool) -> Iterator[Drawn]:
    """Every number that a pose gives."""
    usual = _easing(file, ("easing",)) if "easing" in file.table else EASINGS[0]
    poses = file.table["pose"]
    if not isinstance(poses, list) or not all(isinstance(pose, dict) for pose in poses):
        raise file.error(("pose",), "poses have to be tables: begin each with [[pose]]")
    for index, pose in enumerate(poses):
        at: Place = ("pose", index)
        if "time" not in pose:
            raise file.error(at, "this pose has no time: give it in seconds")
        time = file.number((*at, "time"), _LONGEST, "seconds")
        if not 0 <= time <= duration or (loops and time == duration):
            end = f"below {duration:g}, where it starts anew" if loops else f"{duration:g}"
            raise file.error((*at, "time"), f"time is {time:g} s: give one from 0 to {end}")
        easing = _easing(file, (*at, "easing")) if "easing" in pose else usual
        for part, given in pose.items():
            if part in ("time", "easing"):
                continue
            for channel in given if isinstance(given, dict) else (ANGLE,):
                place = (*at, part, channel) if isinstance(given, dict) else (*at, part)
                most, unit = (_FARTHEST, "metres") if channel in POSITION else (_MOST, "degrees")
                key = Key(time, file.number(place, most, unit), easing)
                yield Drawn(part, channel, key, place)
