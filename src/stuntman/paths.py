"""Where the user's things are kept, what they may be called, and how they are written."""

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import platformdirs

from stuntman.errors import StuntmanError

# 60 letters are at most 240 bytes, and a file's name has room for 255.
_NAME = re.compile(r"\w[\w-]{0,59}")
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9¹²³]", re.IGNORECASE)


def data() -> Path:
    """Their own clips and bodies: `$STUNTMAN_HOME`, or the system's place for data."""
    home = os.environ.get("STUNTMAN_HOME")
    return Path(home) if home else platformdirs.user_data_path("stuntman", False)


def cache() -> Path:
    """Fetched things: `$STUNTMAN_HOME/cache`, or the system's place for caches."""
    home = os.environ.get("STUNTMAN_HOME")
    return Path(home) / "cache" if home else platformdirs.user_cache_path("stuntman", False)


def is_file(path: Path) -> bool:
    """Whether there is such a file. A name that no disk takes is none, where `Path.is_file` raises
    an error."""
    return os.path.isfile(path)


def checked_name(name: str, source: str) -> str:
    """The name, where it can be that of one file or folder on every system.

    Args:
        source: who gave it, for the error: "--name", or the file that it was made of.

    Raises:
        StuntmanError: it is no such name.
    """
    if not _NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        raise StuntmanError(
            f"{source} is {name!r:.80}: give a name of 1 to 60 letters, digits, _ and - that does "
            "not begin with -, and that Windows does not keep for a device, as it does CON."
        )
    return name


def name_of(file: Path) -> str:
    """A name made of a file's: what no name may hold becomes _.

    Raises:
        StuntmanError: nothing is left, or a name that cannot be.
    """
    stem = unicodedata.normalize("NFC", file.stem)
    return checked_name(re.sub(r"[^\w-]+", "_", stem).strip("_-"), f"the name of {file}")


@contextmanager
def written(path: Path, parents: bool = False) -> Iterator[Path]:
    """A place in a new folder beside `path` to write a file or a folder to. It becomes `path` at
    the end, and takes the place of a file that was there; after an error nothing is changed.

    Args:
        parents: whether to make the folder that `path` is in.

    Raises:
        StuntmanError: it cannot be written, or is there and is no file.
    """
    target = Path(os.path.realpath(path))  # a link goes on leading to where it leads
    if target.exists() and not target.is_file():
        raise StuntmanError(f"{path}: is there already, and is no file; choose another place")
    try:
        if parents:
            target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".stuntman-", dir=target.parent) as folder:
            part = Path(folder) / target.name
            yield part
            part.replace(target)
    except OSError as error:
        raise StuntmanError(
            f"{path}: cannot be written ({error.strerror or error}); choose another place"
        ) from error
