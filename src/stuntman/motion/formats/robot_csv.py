"""Retargeted motion of the Unitree G1 as .csv, as LAFAN1's retargeted set has it.

A row a frame, 30 a second: root x y z (m), rotation x y z w, then 29 joint angles (rad) in
Unitree's order, which is MuJoCo's. A first line of names is passed over; commas, semicolons, tabs
and blanks part the numbers. Rotations w x y z are seen where it stands on the floor only so.
"""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.motion.formats import budget, g1, robot
from stuntman.motion.formats.options import AS_TOLD, Options
from stuntman.spatial import rotations as rot
from stuntman.spatial.skeleton import FAR

RATE = 30.0
_COLUMNS = 7 + g1.JOINTS
_BETWEEN = re.compile(r"[,;\s]+")
# A robot stands where its lowest joint is this near (m) to the floor, and its pelvis' own axis up.
_ON_FLOOR, _UPRIGHT = 0.2, 0.7


def read(path: Path, options: Options = AS_TOLD) -> Clip:
    """Read a G1's motion.

    Args:
        options: fps, which the file does not tell: 30 if None.

    Raises:
        StuntmanError: the file is damaged, naming the line, or of another robot.
    """
    try:
        if options.up not in (None, "z") or options.unit not in (None, 1.0):
            raise StuntmanError("is in metres, z up; leave --up and --unit out")
        rows = _rows(path)
        places, turns = rows[:, :3], rows[:, [6, 3, 4, 5]]
        lengths = np.linalg.norm(turns, axis=-1)
        if np.any(np.abs(lengths - 1.0) > 0.1):
            frame = int(np.argmax(np.abs(lengths - 1.0)))
            raise StuntmanError(f"frame {frame + 1}: columns 4 to 7 are no rotation x y z w")
        if np.quantile(np.abs(rows[:, 7:]), 0.98) > 2.0 * np.pi:
            raise StuntmanError("its joints are turned by more than a whole turn: radians are due")
        links, note = g1.poses(places, turns, rows[:, 7:]), ""
        other = g1.poses(places, rows[:, 3:7], rows[:, 7:])
        if not _stands(*links) and _stands(*other):
            links, note = other, "columns 4 to 7 are w x y z, for so it stands on the floor"
        clip = robot.clip(path.stem, g1.NAMES, g1.PARENTS, *links, options.fps or RATE)
        return replace(clip, notes=(note, *clip.notes)) if note else clip
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}") from error


def _stands(places: np.ndarray, turns: np.ndarray) -> bool:
    """Whether a robot is upright on the floor, in half of the frames or more."""
    lowest = np.median(places[..., 2].min(axis=1))
    upright = np.median(rot.rotate(turns[:, 0], np.array([0.0, 0.0, 1.0]))[:, 2])
    return bool(abs(lowest) < _ON_FLOOR and upright > _UPRIGHT)


def _rows(path: Path) -> np.ndarray:
    try:
        lines = budget.read_text(path).splitlines()
    except OSError as error:
        raise StuntmanError(f"cannot be read ({error.strerror}); give a .csv file") from error
    rows = []
    for number, line in enumerate(lines, 1):
        words = [word for word in _BETWEEN.split(line.strip()) if word]
        if not words:
            continue
        try:
            row = [float(word) for word in words]
        except ValueError as error:
            if number == 1:
                continue  # names of the columns
            raise StuntmanError(f"line {number} holds what is no number; mend it") from error
        if len(row) != _COLUMNS:
            raise StuntmanError(
                f"line {number} has {len(row)} numbers, and a G1 has {_COLUMNS}: root x y z, "
                f"rotation x y z w, {g1.JOINTS} joints"
            )
        if not all(abs(value) < FAR for value in row):
            raise StuntmanError(f"line {number} holds a number that is not finite; mend it")
        rows.append(row)
    if len(rows) < 2:
        raise StuntmanError(f"has {len(rows)} frames; a motion needs two or more")
    budget.check(len(rows), len(g1.NAMES))
    return np.array(rows)
