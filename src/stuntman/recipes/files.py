"""Which file a recipe is: one that ships, by name, one of the user's; or none, but a clip.

Light, so that a mistyped name is told before torch is imported.
"""

import difflib
import os
from pathlib import Path

from stuntman.errors import StuntmanError
from stuntman.motion import library

FOLDER = Path(__file__).parent
_ALIKE = 0.8  # how like a recipe's name one is that was meant for it, and not for a clip's


def names() -> list[str]:
    """Names of the recipes that ship."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def check(name: str) -> None:
    """Refuse what is no recipe and no clip; nothing is read.

    Raises:
        StuntmanError: there is no such recipe, or no such clip.
    """
    if path(name) is None:
        library.check(name)


def path(name: str) -> Path | None:
    """The file of a recipe that ships, by name, or of one of the user's; None for a clip's name or
    file, whether it is there or not.

    Raises:
        StuntmanError: there is no such recipe.
    """
    if name in names():
        return FOLDER / f"{name}.toml"
    if Path(name).suffix == ".toml":
        if not os.path.exists(name):
            raise StuntmanError(f"{name}: no such recipe file.")
        return Path(name)
    near = difflib.get_close_matches(name, names(), n=1, cutoff=_ALIKE)
    if near and not library.knows(name):
        raise StuntmanError(f'no clip or recipe is called "{name}"; did you mean {near[0]}?')
    return None
