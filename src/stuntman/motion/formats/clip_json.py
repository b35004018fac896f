"""stuntman's own clips: a Clip as JSON, which keeps any skeleton and whether the motion loops.

`{"stuntman_clip": 1, "fps", "loops", "character", "bones": [{"name", "parent", "offset"}],
"root_positions", "rotations", "rig"}`, with the fields of `Clip`, `Skeleton` and `Source`: z up, x
forward, metres, quaternions w x y z. Bones name their parents, and the arrays are in the order of
the bones.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from stuntman import paths
from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.motion.formats import budget
from stuntman.motion.source import Source
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import FAR, Skeleton

_MARK = "stuntman_clip"
_VERSION = 1
# A hundredth of a millimetre, and half a thousandth of a degree.
_DIGITS = 5, 6


def write(clip: Clip, path: Path) -> None:
    """Write a clip; whole or not at all.

    Raises:
        StuntmanError: the file cannot be written.
    """
    names = clip.skeleton.names
    above = [names[parent] if parent >= 0 else None for parent in clip.skeleton.parents]
    offsets = clip.skeleton.offsets.round(_DIGITS[1]).tolist()
    bones = [
        {"name": name, "parent": parent, "offset": offset}
        for name, parent, offset in zip(names, above, offsets, strict=True)
    ]
    content: dict[str, Any] = {
        _MARK: _VERSION,
        "fps": clip.fps,
        "loops": clip.loops,
        "character": clip.character,
        "bones": bones,
        "root_positions": clip.root_positions.round(_DIGITS[0]).tolist(),
        "rotations": clip.rotations.round(_DIGITS[1]).tolist(),
    }
    if (source := clip.source) is not None:
        content["rig"] = {
            "names": list(source.names),
            "rest_rotations": source.rest_rotations.round(_DIGITS[1]).tolist(),
            "axes": source.axes.round(_DIGITS[1]).tolist(),
            "unit": source.unit,
            "turned": source.turned,
        }
    with paths.written(path, parents=True) as part:
        part.write_text(json.dumps(content, separators=(",", ":")), encoding="utf-8")


def read(path: Path) -> Clip:
    """Read what `write` wrote.

    Raises:
        StuntmanError: the file is damaged.
    """
    try:
        content = json.loads(budget.read(path).decode("utf-8"), parse_int=float)
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}") from error
    except OSError as error:
        raise StuntmanError(f"{path}: cannot be read ({error.strerror}); give a clip") from error
    except (ValueError, RecursionError) as error:
        raise StuntmanError(f"{path}: is no clip of stuntman's; import it again") from error
    try:
        return _clip(path.stem, content)
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}") from error


def _clip(name: str, content: Any) -> Clip:
    if not isinstance(content, dict) or content.get(_MARK) != _VERSION:
        raise StuntmanError(f'has no "{_MARK}": {_VERSION}; import it again')
    fps, loops, bones = content.get("fps"), content.get("loops"), content.get("bones")
    if not isinstance(fps, float) or not isinstance(loops, bool) or not isinstance(bones, list):
        raise StuntmanError("has no fps, loops or bones as they should be; import it again")
    character = content.get("character", "")  # version 0.1's clips have none
    if not isinstance(character, str):
        raise StuntmanError("has a character that is no name; import it again")
    budget.check(1, len(bones))
    names: list[str] = []
    parents: list[int] = []
    for bone in bones:
        called = bone.get("name") if isinstance(bone, dict) else None
        parent = bone.get("parent") if isinstance(bone, dict) else None
        if not isinstance(called, str) or not (parent is None or parent in names):
            raise StuntmanError(f"bone {len(names) + 1} has no name or parent; import it again")
        names.append(called)
        parents.append(-1 if parent is None else names.index(parent))
    offsets = _array([bone.get("offset") for bone in bones], "offsets", 2)
    skeleton = Skeleton(tuple(names), tuple(parents), offsets)
    positions = _array(content.get("root_positions"), "root_positions", 2)
    rotations = _array(content.get("rotations"), "rotations", 3)
    source = _source(content["rig"], len(names)) if "rig" in content else None
    return Clip(name, skeleton, positions, rotations, fps, loops, character, source=source)


def _source(rig: object, bones: int) -> Source:
    match rig:
        case {
            "names": list(names),
            "rest_rotations": rest,
            "axes": axes,
            "unit": float(unit),
            "turned": bool(turned),
        }:
            if len(names) == bones and all(isinstance(name, str) for name in names):
                rest_rotations = _array(rest, "rest_rotations", 2)
                return Source(tuple(names), rest_rotations, _array(axes, "axes", 1), unit, turned)
    raise StuntmanError("has a rig that is none; import it again")


def _array(value: object, what: str, axes: int) -> Array:
    problem = StuntmanError(f'its "{what}" are not {axes} lists deep of numbers; import it again')
    try:
        out = np.array(value, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise problem from error
    if out.ndim != axes or not np.all(np.abs(out) < FAR):
        raise problem
    return out
