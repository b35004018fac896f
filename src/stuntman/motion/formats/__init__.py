"""Clip files, one module a format, chosen by the file's suffix."""

from pathlib import Path
from typing import Protocol

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip, Timing
from stuntman.motion.formats import deepmimic


class Format(Protocol):
    """What each module of this package offers; both raise StuntmanError on a bad file."""

    def read(self, path: Path) -> Clip: ...

    def timing(self, path: Path) -> Timing: ...


FORMATS: dict[str, Format] = {".txt": deepmimic, ".json": deepmimic}


def read(path: Path) -> Clip:
    """Read a clip file of any known format.

    Raises:
        StuntmanError: where the suffix is unknown or the file is bad.
    """
    return _format(path).read(path)


def timing(path: Path) -> Timing:
    """Frames, rate and looping of a clip file of any known format.

    Raises:
        StuntmanError: where the suffix is unknown or the file is bad.
    """
    return _format(path).timing(path)


def _format(path: Path) -> Format:
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise StuntmanError(
            f"{path}: stuntman reads no {suffix or 'suffixless'} clips; "
            f"give a file that ends in {' or '.join(FORMATS)}"
        )
    return FORMATS[suffix]
