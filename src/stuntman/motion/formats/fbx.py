"""FBX, binary and text, as Mixamo, Maya and Blender write it: the bones of one animation.

Parsed by ufbx (github.com/ufbx/ufbx), in a process of its own.
"""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.motion.formats import budget, fbx_worker
from stuntman.motion.formats.options import AS_TOLD, Options
from stuntman.motion.formats.rig import from_transforms, to_clip
from stuntman.motion.formats.takes import Take, choose

# s; far more than an hour of motion takes.
_PATIENCE = 9.0


def read(path: Path, options: Options = AS_TOLD) -> Clip:
    """Read one animation of an FBX file, at the file's own frame rate: options.take, else the
    longest in which something moves.

    Raises:
        StuntmanError: no such file, no FBX, or one without bones that move.
    """
    try:
        number, note = choose(_takes(path), options.take)
        header, numbers = _work(path, str(number))
        rows = np.frombuffer(numbers).reshape(-1, len(header["names"]), 10)
        fps = options.fps or header["fps"]
        rig = from_transforms(header["names"], header["parents"], rows[1:], rows[0], fps)
        rig = replace(rig, notes=(*rig.notes, *([note] if note else [])))
        return to_clip(path.stem, rig, options, up="y", unit=header["unit"])
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}") from error


def takes(path: Path) -> list[Take]:
    """The file's animations.

    Raises:
        StuntmanError: no such file, or no FBX.
    """
    try:
        return _takes(path)
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}") from error


def _takes(path: Path) -> list[Take]:
    header, _ = _work(path)
    return [
        Take(take["name"] or f"take {number}", take["seconds"], take["moves"])
        for number, take in enumerate(header["takes"], 1)
    ]


def _work(path: Path, *take: str) -> tuple[dict[str, Any], bytes]:
    """What the worker writes: its header, and the numbers after it."""
    if not path.is_file():
        raise StuntmanError("cannot be read; give the path of an FBX file")
    with path.open("rb") as file:
        budget.refuse_pointer(file.read(budget.POINTER))
    command = [sys.executable, "-P", fbx_worker.__file__, str(path), *take]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise StuntmanError("reading it does not end; export the file again") from error
    if done.returncode != 0:
        raise StuntmanError("ufbx cannot read it; export it again, as FBX 7.4 binary if you can")
    line, _, numbers = done.stdout.partition(b"\n")
    header: dict[str, Any] = json.loads(line)
    if "error" in header:
        raise StuntmanError(f"is no FBX motion ({header['error']}); export it again")
    return header, numbers
