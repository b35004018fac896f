"""Clips by name: those that ship, the classic ones, fetched once, and the user's own."""

import difflib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from stuntman import paths
from stuntman.errors import StuntmanError
from stuntman.motion import classics, formats
from stuntman.motion.clip import Clip

BUILT_IN, YOURS = "built in", "yours"
SHIPPED = Path(__file__).parent / "clips"
ROUND_TRIP = "_and_back"  # ends the names of clips that stand, do what another does, and stand


@dataclass(frozen=True)
class Entry:
    """One clip of the library.

    Attributes:
        name: what load() takes.
        duration: s.
        fps: frames a second.
        frames: number of frames, both ends counted.
        loops: whether the motion is a cycle.
        source: "built in", "pybullet 3.2.7" or "yours".
        character: the body that it was drawn for; empty where it was drawn for none.
        path: the file.
    """

    name: str
    duration: float
    fps: float
    frames: int
    loops: bool
    source: str
    path: Path
    character: str


def cache_folder() -> Path:
    """Where fetched things are kept: `$STUNTMAN_HOME/cache`, or the system's place for caches."""
    return paths.cache()


def own_folder() -> Path:
    """Where the user's clips are kept: `$STUNTMAN_HOME/clips`, or the system's place for data."""
    return paths.data() / "clips"


def fetch() -> list[str]:
    """Download the classic clips into the cache and return the names of those that were missing.

    Raises:
        StuntmanError: where pip cannot download, a digest differs or the cache cannot be
            written.
    """
    return classics.fetch(_classics_folder())


def entries() -> list[Entry]:
    """All clips that can be loaded by name, by source and name; what is damaged is left out."""
    return listing()[0]


def listing() -> tuple[list[Entry], list[str]]:
    """All clips that can be loaded by name, by source and name; and of each file in these folders
    that is damaged, in a sentence, why it is none."""
    found: list[Entry] = []
    damaged: list[str] = []
    for name, (source, path) in _paths().items():
        try:
            found.append(_entry(name, source, path))
        except StuntmanError as error:
            damaged.append(str(error))
    return found, damaged


def load(name_or_path: str | Path) -> Clip:
    """Read a clip by its name in the library or by the path of a file.

    What is no name here but has a suffix or a folder in it is taken for a path. A clip of the
    user's goes before any other of the same name.

    Raises:
        StuntmanError: where there is no such clip, naming the nearest, or the file is damaged.
    """
    name, known = str(name_or_path), _paths()
    if name in known:
        return replace(formats.read(known[name][1]), name=name)
    if _is_path(name):
        return formats.read(Path(name))
    raise StuntmanError(_unknown(name, set(known)))


def character_of(name_or_path: str) -> str:
    """The body that a clip was drawn for; empty where it was drawn for none, or is not here.

    Raises:
        StuntmanError: where the file is damaged.
    """
    known = _paths()
    path = known[name_or_path][1] if name_or_path in known else Path(name_or_path)
    return formats.timing(path).character if paths.is_file(path) else ""


def knows(name_or_path: str) -> bool:
    """Whether it is a clip's name, or a path."""
    return name_or_path in _paths() or _is_path(name_or_path)


def check(name_or_path: str) -> None:
    """Refuse what `load` would not find; no file is read.

    Raises:
        StuntmanError: there is no such clip, naming the nearest, or no such file.
    """
    known = _paths()
    if name_or_path in known:
        return
    if os.path.isdir(name_or_path):
        raise StuntmanError(
            f"{name_or_path} is a folder: `stuntman import {name_or_path}` brings all clips in it, "
            "each of which can be named then."
        )
    if not _is_path(name_or_path):
        raise StuntmanError(_unknown(name_or_path, set(known)))
    formats.check(Path(name_or_path))


def found_from(name_or_path: str, folder: Path) -> str:
    """The same; or the path of a clip or a run that is not where it is said to be: along the same
    way from a folder, or one above it, or in the folder itself, or beside it. So what was trained
    on a file is performed from anywhere, and can be given away with it."""
    path = Path(name_or_path)
    if not _is_path(name_or_path) or os.path.exists(path):
        return name_or_path
    folder = folder.resolve()
    places = [*(above / path for above in (folder, *folder.parents)), folder / path.name]
    places.append(folder.parent / path.name)
    return next((str(place) for place in places if os.path.exists(place)), name_or_path)


def own_file(name: str) -> Path | None:
    """The file of the user's clip of that name, where there is one."""
    source, path = _paths().get(name, ("", None))
    return path if source == YOURS else None


def _is_path(name: str) -> bool:
    return bool(Path(name).suffix) or Path(name).name != name


def _unknown(name: str, known: set[str]) -> str:
    whole = name.removesuffix(ROUND_TRIP)
    if whole != name and whole in known:
        return f"clip {name} is made from {whole}: run `stuntman clips round-trip {whole}`"
    if name in classics.DIGESTS:
        return f"clip {name} has not been fetched yet; run `stuntman clips fetch`"
    if name in classics.AUTHORS:
        return (
            f"clip {name} is kept by its authors: download {classics.AUTHORS[name]}, and run "
            f"`stuntman import {classics.AUTHORS[name].rpartition('/')[2]} --name {name}`"
        )
    near = difflib.get_close_matches(name, sorted(known | set(classics.DIGESTS)))
    advice = f"did you mean {' or '.join(near)}?" if near else "see `stuntman clips list`"
    if not known & set(classics.DIGESTS):
        advice += " The classic clips come with `stuntman clips fetch`"
    return f'no clip is called "{name}"; {advice}'


def _entry(name: str, source: str, path: Path) -> Entry:
    timing = formats.timing(path)
    return Entry(
        name,
        timing.duration,
        timing.fps,
        timing.frames,
        timing.loops,
        source,
        path,
        timing.character,
    )


def _paths() -> dict[str, tuple[str, Path]]:
    """Source and file of every clip by name."""
    fetched = {name: _classics_folder() / f"{name}.txt" for name in sorted(classics.DIGESTS)}
    found = {path.stem: (BUILT_IN, path) for path in sorted(SHIPPED.glob("*.toml"))}
    found |= {name: (classics.SOURCE, path) for name, path in fetched.items() if path.is_file()}
    for path in sorted(own_folder().glob("*")):
        if path.suffix.lower() in formats.FORMATS:
            found[path.stem] = (YOURS, path)
    return found


def _classics_folder() -> Path:
    return cache_folder() / "clips"
