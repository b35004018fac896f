"""Clip files, one module a format, chosen by the file's suffix."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip, Timing

# Each module offers `read(path) -> Clip`, and `timing(path)` where that can be told for less; both
# raise StuntmanError on a bad file. It is imported when the first file of its kind is read.
FORMATS: dict[str, str] = {
    ".txt": "deepmimic",
    ".json": "deepmimic",
    ".bvh": "bvh",
    ".amc": "asf_amc",
    ".fbx": "fbx",
    ".npz": "amass",
    ".glb": "gltf",
    ".gltf": "gltf",
    ".clip": "clip_json",
    ".toml": "keyframes",
}


def read(path: Path) -> Clip:
    """Read a clip file of any known format.

    Raises:
        StuntmanError: where the suffix is unknown or the file is bad.
    """
    clip: Clip = _format(path).read(path)
    return clip


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


def _format(path: Path) -> ModuleType:
    if "\0" in str(path):
        raise StuntmanError(f"{str(path)!r}: no file is called so; give a clip")
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise StuntmanError(
            f"{path}: stuntman reads no {suffix or 'suffixless'} clips; "
            f"give a file that ends in {' or '.join(FORMATS)}"
        )
    return import_module(f"{__name__}.{FORMATS[suffix]}")
