"""FBX, binary and text, as Mixamo, Maya and Blender write it: the first animation's bones.

Parsed by ufbx (github.com/ufbx/ufbx), in a process of its own.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.motion.formats import fbx_worker
from stuntman.motion.formats.rig import from_transforms, to_clip

# A minute is a hundred times what an hour of motion takes.
_PATIENCE = 60.0


def read(path: Path) -> Clip:
    """Read the first animation of an FBX file, at the file's own frame rate.

    Raises:
        StuntmanError: no such file, no FBX, or one without bones that move.
    """
    if not path.is_file():
        raise StuntmanError(f"{path}: cannot be read; give the path of an FBX file")
    command = [sys.executable, "-P", fbx_worker.__file__, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise StuntmanError(f"{path}: reading it does not end; export the file again") from error
    if done.returncode != 0:
        raise StuntmanError(
            f"{path}: ufbx cannot read it; export it again, as FBX 7.4 binary if you can"
        )
    line, _, numbers = done.stdout.partition(b"\n")
    header = json.loads(line)
    if "error" in header:
        raise StuntmanError(f"{path}: is no FBX motion ({header['error']}); export it again")
    rows = np.frombuffer(numbers).reshape(-1, len(header["names"]), 10)
    try:
        rig = from_transforms(header["names"], header["parents"], rows[1:], rows[0], header["fps"])
        return to_clip(path.stem, rig, up="y", declared=header["unit"])
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}") from error
