"""NumPy archives of motion: SMPL poses (amass.py), or a robot's links as mjlab and BeyondMimic
write them: fps, joint_pos, joint_vel, body_pos_w, body_quat_w (w x y z), body_lin_vel_w, ...

What is written says `joint_names` and `body_names` too; where a file does not, 30 bodies are taken
for the Unitree G1's, in MuJoCo's or Isaac's order, whichever its motion fits.
"""

import io
import lzma
import struct
import tokenize
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.motion.formats import amass, budget, g1, robot
from stuntman.motion.formats.options import AS_TOLD, Options
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# Bytes of an archive's arrays, unpacked; and of one that is packed a hundred times smaller.
_LARGEST = 300_000_000
_SCALAR_LAST = "its 'body_quat_w' are x y z w, for so its bodies keep their places"
# Links lie where a G1's do to this (m).
_ALIKE = 0.02
# All that NumPy and zipfile raise on damaged files.
_DAMAGE: tuple[type[Exception], ...] = (
    *(ValueError, TypeError, RuntimeError, SyntaxError, EOFError, MemoryError, OverflowError),
    *(NotImplementedError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(tokenize.TokenError, RecursionError),
)


def read(path: Path, options: Options = AS_TOLD) -> Clip:
    """Read an .npz of motion; nothing pickled in it is loaded.

    Raises:
        StuntmanError: the file is damaged, or lacks an array, which is named.
    """
    try:
        arrays, pickled = _arrays(path)
        if "body_pos_w" in arrays or "joint_pos" in arrays:
            return _robot(path.stem, arrays, options)
        given = sorted(arrays)
        arrays, note = amass.ungrouped(arrays)
        if pickled and not amass.POSES & set(arrays):
            raise StuntmanError(
                f"its '{pickled[0]}' is pickled, which is never loaded; save the arrays in it by "
                f"their own names: numpy.savez(FILE, **data['{pickled[0]}'])"
            )
        numbers = {key: array for key, array in arrays.items() if array.dtype.kind in "fiu"}
        lost = next((key for key in arrays if key in amass.KEYS and key not in numbers), None)
        if lost is not None:
            raise StuntmanError(f"its '{lost}' holds no numbers; give an AMASS file")
        for key in amass.KEYS & set(numbers):
            if numbers[key].ndim > 1:
                budget.check(len(numbers[key]), amass.JOINTS)
        floats = {
            key: array.astype(np.float64) for key, array in numbers.items() if key in amass.KEYS
        }
        clip = amass.clip(path.stem, floats, given, options)
        return replace(clip, notes=(note, *clip.notes)) if note else clip
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}") from error


def _arrays(path: Path) -> tuple[dict[str, np.ndarray], list[str]]:
    """The arrays of an archive by key, and the keys of those that are pickled, which stay shut."""
    out: dict[str, np.ndarray] = {}
    pickled: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(budget.read(path))) as archive:
            members = [m for m in archive.infolist() if m.filename.endswith(".npy")]
            if sum(member.file_size for member in members) > _LARGEST:
                raise StuntmanError(f"unpacks to more than {_LARGEST // 10**6} MB; cut it")
            for member in members:
                with archive.open(member) as file:
                    try:
                        array = np.lib.format.read_array(file, allow_pickle=False)
                    except ValueError as error:
                        key = member.filename.removesuffix(".npy")
                        if "allow_pickle" in str(error) and key not in amass.KEYS:
                            pickled.append(key)
                            continue
                        raise
                out[member.filename.removesuffix(".npy")] = array
    except OSError as error:
        raise StuntmanError(f"cannot be read ({error.strerror}); give an .npz file") from error
    except _DAMAGE as error:
        raise StuntmanError("is no sound .npz archive; get the file again") from error
    return out, pickled


def _robot(name: str, arrays: dict[str, np.ndarray], options: Options) -> Clip:
    if options.up not in (None, "z") or options.unit not in (None, 1.0):
        raise StuntmanError("is in metres, z up; leave --up and --unit out")
    for key in ("body_pos_w", "body_quat_w"):
        if key not in arrays:
            raise StuntmanError(f"lacks '{key}'; it has {', '.join(sorted(arrays)[:12])}")
        if arrays[key].dtype.kind not in "fiu":
            raise StuntmanError(f"its '{key}' holds no numbers; get the file again")
    rate = options.fps or (float(arrays["fps"].ravel()[0]) if _is_rate(arrays) else 0.0)
    if not rate:
        raise StuntmanError("lacks 'fps', 1 to 10000; give it by --file-fps")
    places = arrays["body_pos_w"].astype(np.float64)
    turns = arrays["body_quat_w"].astype(np.float64)
    if places.ndim != 3 or places.shape[2] != 3 or turns.shape != (*places.shape[:2], 4):
        raise StuntmanError(
            f"'body_pos_w' {places.shape} and 'body_quat_w' {turns.shape} do not fit; frames, "
            "bodies and 3 and 4 numbers are due"
        )
    if not places.shape[0] or not places.shape[1]:
        raise StuntmanError("has no frames or no bodies; get the file again")
    budget.check(places.shape[0], places.shape[1])
    lengths = np.linalg.norm(turns, axis=-1)
    if not np.all(np.isfinite(places)) or not np.all((lengths > 0.9) & (lengths < 1.1)):
        raise StuntmanError("a body's place or rotation is no number or none; get the file again")
    names, order = _names(arrays, places)
    here, unit = places[:, order], rot.normalize(turns)[:, order]
    parents = g1.PARENTS if names == g1.NAMES else None
    for turned, said in ((unit, ""), (unit[..., [3, 0, 1, 2]], _SCALAR_LAST)):
        told = robot.tree(here, turned) if parents is None else parents
        if told and robot.is_rigid(told, here, turned):
            clip = robot.clip(name, names, told, here, turned, rate)
            return replace(clip, notes=(said, *clip.notes)) if said else clip
    raise StuntmanError(
        "its bodies keep no place to one another: all of the robot's are due in 'body_pos_w' and "
        "'body_quat_w' (w x y z), each after the one that it hangs from"
    )


def _is_rate(arrays: dict[str, np.ndarray]) -> bool:
    rate = arrays.get("fps")
    if rate is None or rate.size == 0 or rate.dtype.kind not in "fiu":
        return False
    return bool(1.0 <= float(rate.ravel()[0]) <= 10_000.0)


def _names(arrays: dict[str, np.ndarray], places: Array) -> tuple[tuple[str, ...], list[int]]:
    """The bodies' names, and in which order to take them."""
    bodies = places.shape[1]
    told = arrays.get("body_names")
    if told is not None and told.dtype.kind in "SU" and told.shape == (bodies,):
        names = tuple(str(name) for name in told.astype(str))
        if len(set(names)) < bodies:
            raise StuntmanError("its 'body_names' are not all different; mend them")
        first = int(names[0] == "world")
        return names[first:], list(range(first, bodies))
    if bodies == len(g1.NAMES):
        zero = np.zeros((1, g1.JOINTS))
        home, _ = g1.poses(np.zeros((1, 3)), rot.IDENTITY[None], zero)
        isaac = [0, *(joint + 1 for joint in g1.isaac_order())]
        for order in (list(range(bodies)), [isaac.index(k) for k in range(bodies)]):
            here = places[:, order]
            off = [
                abs(float(np.linalg.norm(here[0, link] - here[0, parent]))
                    - float(np.linalg.norm(home[0, link] - home[0, parent])))
                for link, parent in enumerate(g1.PARENTS[1:], start=1)
            ]  # fmt: skip
            if max(off) < _ALIKE:
                return g1.NAMES, order
    return tuple(f"body_{k}" for k in range(bodies)), list(range(bodies))
