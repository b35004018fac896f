"""Where bodies lie: those that ship, and folders of one's own."""

from pathlib import Path

from stuntman.errors import StuntmanError

FOLDER = Path(__file__).parent / "characters"


def names() -> list[str]:
    """Names of the bodies that ship."""
    return sorted(path.parent.name for path in FOLDER.glob("*/character.toml"))


def folder(name: str) -> Path:
    """The folder of a body that ships, or a folder that holds character.xml and character.toml.

    Raises:
        StuntmanError: no such body.
    """
    place = FOLDER / name if name in names() else Path(name)
    if not (place / "character.toml").is_file():
        raise StuntmanError(
            f"No character '{name}': give one of {', '.join(names())}, or a folder that holds "
            "character.xml and character.toml."
        )
    return place
