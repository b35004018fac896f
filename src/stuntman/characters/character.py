"""Character: a MuJoCo body and what imitation has to know about it."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import mujoco

from stuntman.characters import library as bodies
from stuntman.errors import StuntmanError

_LISTS = ("end_effectors", "feet", "fall_bodies")


@dataclass(frozen=True)
class DriveNote:
    """What a drive's actuator cannot tell.

    Attributes:
        derived: what of it was derived, and not known: "gains", "torque limit", "armature".
        velocity_limit: rad/s, to which physics does not hold it; None where it is not known.
    """

    derived: tuple[str, ...] = ()
    velocity_limit: float | None = None


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
        bone_map: name of the body by that of the clip's bone, where the two differ.
        drives: notes on drives by actuator; there may be none.
    """

    name: str
    model_path: Path
    description: str
    root: str
    end_effectors: tuple[str, ...]
    feet: tuple[str, ...]
    fall_bodies: tuple[str, ...]
    bone_map: dict[str, str]
    drives: dict[str, DriveNote] = field(default_factory=dict)

    @property
    def derived_drives(self) -> dict[str, tuple[str, ...]]:
        """By actuator, what of its drive was derived, and not known."""
        return {name: note.derived for name, note in self.drives.items() if note.derived}

    def spec(self) -> mujoco.MjSpec:
        """A fresh, editable copy of the body's model."""
        return mujoco.MjSpec.from_file(str(self.model_path))

    def soles(self, model: mujoco.MjModel) -> dict[str, list[int]]:
        """Geom ids of each foot, by the name of its geom or, where it has several, their body."""
        links: dict[str, list[int]] = {}
        for name in self.feet:
            geom = model.geom(name)
            links.setdefault(model.body(int(geom.bodyid[0])).name, []).append(geom.id)
        return {
            link if len(geoms) > 1 else model.geom(geoms[0]).name: geoms
            for link, geoms in links.items()
        }


def load(name: str) -> Character:
    """Load a body by its name, or from a folder that holds character.xml and character.toml.

    Raises:
        StuntmanError: no such body, or its files lack or misspell something.
    """
    folder = bodies.folder(name)
    settings_path = folder / "character.toml"
    try:
        settings = tomllib.loads(settings_path.read_text(encoding="utf-8"))
        character = Character(
            name=folder.name,
            model_path=folder / "character.xml",
            description=settings.pop("description"),
            root=settings.pop("root"),
            **{key: _names(settings_path, key, settings.pop(key)) for key in _LISTS},
            bone_map=dict(settings.pop("bone_map", {})),
            drives=_drives(settings_path, settings.pop("drives", {})),
        )
    except tomllib.TOMLDecodeError as error:
        raise StuntmanError(f"{settings_path} is not valid TOML: {error}.") from error
    except KeyError as error:
        raise StuntmanError(f"{settings_path} lacks {error}: add it.") from error
    if settings:
        raise StuntmanError(f"{settings_path} has an unknown key '{next(iter(settings))}'.")
    _check(character, settings_path)
    return character


def _drives(path: Path, tables: object) -> dict[str, DriveNote]:
    out = {}
    for name, row in tables.items() if isinstance(tables, dict) else ():
        derived, fast = row.get("derived", []), row.get("velocity_limit")
        if not isinstance(fast, int | float | None):
            raise StuntmanError(f"{path}: velocity_limit of '{name}' is no number.")
        out[name] = DriveNote(_names(path, "derived", derived), fast)
    return out


def _names(path: Path, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise StuntmanError(f'{path}: {key} has to be a list of names, such as ["{key}"].')
    return tuple(value)


def _check(character: Character, settings_path: Path) -> None:
    """Refuse a model that MuJoCo cannot read, or that lacks something that the settings name."""
    try:
        model = character.spec().compile()
    except ValueError as error:  # what MuJoCo raises for a missing file and a bad model alike
        raise StuntmanError(f"{character.model_path}: {error}") from error
    named = {
        mujoco.mjtObj.mjOBJ_BODY: (
            character.root,
            *character.fall_bodies,
            *character.bone_map.values(),
        ),
        mujoco.mjtObj.mjOBJ_SITE: character.end_effectors,
        mujoco.mjtObj.mjOBJ_GEOM: character.feet,
    }
    for kind, names in named.items():
        for name in names:
            if mujoco.mj_name2id(model, kind, name) < 0:
                what = kind.name.removeprefix("mjOBJ_").lower()
                raise StuntmanError(
                    f"{settings_path} names the {what} '{name}', which {character.model_path} "
                    "does not have: mend one or the other."
                )
