"""Clip files, one module a format, chosen by the file's suffix."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

from stuntman import paths
from stuntman.errors import StuntmanError
from stuntman.motion.classics import AUTHORS
from stuntman.motion.clip import Clip, Timing
from stuntman.motion.formats.options import AS_TOLD, Options
from stuntman.motion.formats.takes import Take

# Each module offers `read(path) -> Clip`, and `timing(path)` where that can be told for less; both
# raise StuntmanError on a bad file. It is imported when the first file of its kind is read.
FORMATS: dict[str, str] = {
    ".txt": "deepmimic",
    ".json": "deepmimic",
    ".bvh": "bvh",
    ".amc": "asf_amc",
    ".fbx": "fbx",
    ".npz": "npz",
    ".csv": "robot_csv",
    ".glb": "gltf",
    ".gltf": "gltf",
    ".clip": "clip_json",
    ".toml": "keyframes",
}


RIGS = frozenset((".bvh", ".amc", ".fbx", ".npz", ".csv", ".glb", ".gltf"))


def read(path: Path, options: Options = AS_TOLD) -> Clip:
    """Read a clip file of any known format.

    Args:
        options: what goes before the file's own word, of files of other programs' rigs.

    Raises:
        StuntmanError: where the suffix is unknown, the file is bad, or its format says up, unit,
            rate and take once for all and something else is asked for.
    """
    module = _format(path)
    if options == AS_TOLD:
        clip: Clip = module.read(path)
        return clip
    if path.suffix.lower() not in RIGS:
        raise StuntmanError(f"{path}: up, unit, rate and take are fixed in {path.suffix} files")
    if options.take is not None and not hasattr(module, "takes"):
        raise StuntmanError(f"{path}: a {path.suffix} file holds one animation; leave --take out")
    told: Clip = module.read(path, options)
    return told


def takes(path: Path) -> list[Take]:
    """The animations of a clip file of any known format.

    Raises:
        StuntmanError: where the suffix is unknown or the file is bad.
    """
    module = _format(path)
    if hasattr(module, "takes"):
        found: list[Take] = module.takes(path)
        return found
    clip = timing(path)
    return [Take(path.stem, clip.duration, moves=True)]


def timing(path: Path) -> Timing:
    """Frames, rate and looping of a clip file of any known format.

    Raises:
        StuntmanError: where the suffix is unknown or the file is bad.
    """
    module = _format(path)
    if hasattr(module, "timing"):
        told: Timing = module.timing(path)
        return told
    return read(path).timing


def check(path: Path) -> None:
    """Refuse what is no file, or of no format that is read; it is not opened.

    Raises:
        StuntmanError: says which.
    """
    _check_suffix(path)
    if not paths.is_file(path):
        raise StuntmanError(f"{path}: no such file; give a clip's, such as walk.bvh")


def _format(path: Path) -> ModuleType:
    _check_suffix(path)
    return import_module(f"{__name__}.{FORMATS[path.suffix.lower()]}")


def _check_suffix(path: Path) -> None:
    if "\0" in str(path):
        raise StuntmanError(f"{str(path)!r}: no file is called so; give a clip")
    suffix = path.suffix.lower()
    if suffix in (".pt", ".pth", ".pkl", ".npy"):
        raise StuntmanError(
            f"{path}: may hold pickled code, which is never loaded; save its arrays with "
            "numpy.savez as an .npz"
        )
    if suffix not in FORMATS:
        if path.is_dir():
            raise StuntmanError(f"{path} is a folder: give a clip's file")
        if address := AUTHORS.get(str(path)):
            raise StuntmanError(
                f"{path}: no such file; its authors keep it: download {address}, and import that"
            )
        if not suffix and not path.exists():
            raise StuntmanError(f"{path}: no such file; give a clip's, such as walk.bvh")
        raise StuntmanError(
            f"{path}: stuntman reads no {suffix or 'suffixless'} clips; "
            f"give a file that ends in {' or '.join(FORMATS)}"
        )
