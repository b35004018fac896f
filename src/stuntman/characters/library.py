"""Folders of bodies: those that ship, the user's own, and any other."""

import shlex
from pathlib import Path

from stuntman import paths
from stuntman.errors import StuntmanError

FOLDER = Path(__file__).parent


def own_folder() -> Path:
    """Where the user's bodies are kept: beside the user's clips."""
    return paths.data() / "characters"


def names() -> list[str]:
    """Names of the bodies that ship, then of the user's own."""
    return [*_folders()]


def folder(name: str) -> Path:
    """The folder of a body of that name, or a folder that holds character.xml and character.toml.

    Raises:
        StuntmanError: no such body, or a model's file, which has to be added first.
    """
    found = _folders().get(name, Path(name))
    if paths.is_file(found):
        raise StuntmanError(
            f"{name} is a file: bring in a body by `stuntman character add {shlex.quote(name)}`, "
            "and then give the name that it has got."
        )
    if not paths.is_file(found / "character.toml"):
        raise StuntmanError(
            f"No character '{name}': give one of {', '.join(names())}, or a folder that holds "
            "character.xml and character.toml."
        )
    return found


def _folders() -> dict[str, Path]:
    """Folder by name; a body that ships goes before one of the user's."""
    shipped, own = (
        {path.parent.name: path.parent for path in sorted(parent.glob("*/character.toml"))}
        for parent in (FOLDER, own_folder())
    )
    return shipped | {name: path for name, path in own.items() if name not in shipped}
