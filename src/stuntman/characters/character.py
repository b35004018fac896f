"""Character: a MuJoCo body and what imitation needs to know of it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import mujoco

from stuntman.errors import StuntmanError

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Character:
    """A body that can be trained, as its folder describes it.

    Attributes:
        name: the folder's name.
        model_path: the MJCF file; the body alone, without floor or lights.
        root: the body that carries the free joint.
        end_effectors: sites whose positions the reward compares (hands and feet).
        feet: geoms that stand on the ground.
        fall_bodies: bodies whose contact with the ground ends an episode.
        bone_map: clip bone -> body, where the two are not named alike.
    """

    name: str
    model_path: Path
    description: str
    root: str
    end_effectors: tuple[str, ...]
    feet: tuple[str, ...]
    fall_bodies: tuple[str, ...]
    bone_map: dict[str, str]

    def spec(self) -> mujoco.MjSpec:
        """A fresh, editable copy of the body's model."""
        return mujoco.MjSpec.from_file(str(self.model_path))


def names() -> list[str]:
    """Names of the bodies that ship."""
    return sorted(path.parent.name for path in FOLDER.glob("*/character.toml"))


def load(name: str) -> Character:
    """Load a body that ships, or one from a folder that holds character.xml and character.toml.

    Raises:
        StuntmanError: no such body, or its character.toml lacks or misspells something.
    """
    folder = FOLDER / name if name in names() else Path(name)
    settings_path = folder / "character.toml"
    if not settings_path.is_file():
        raise StuntmanError(
            f"No character '{name}': give one of {', '.join(names())}, or a folder that holds "
            "character.xml and character.toml."
        )
    try:
        settings = tomllib.loads(settings_path.read_text(encoding="utf-8"))
        character = Character(
            name=folder.name,
            model_path=folder / "character.xml",
            description=settings.pop("description"),
            root=settings.pop("root"),
            end_effectors=tuple(settings.pop("end_effectors")),
            feet=tuple(settings.pop("feet")),
            fall_bodies=tuple(settings.pop("fall_bodies")),
            bone_map=dict(settings.pop("bone_map", {})),
        )
    except tomllib.TOMLDecodeError as error:
        raise StuntmanError(f"{settings_path} is not valid TOML: {error}.") from error
    except KeyError as error:
        raise StuntmanError(f"{settings_path} lacks {error}: add it.") from error
    if settings:
        raise StuntmanError(f"{settings_path} has an unknown key '{next(iter(settings))}'.")
    return character
