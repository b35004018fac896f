"""A recipe: all that decides what is learned and how, as data."""

import dataclasses
import tomllib
import types
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stuntman.errors import StuntmanError
from stuntman.imitation.environment import EnvironmentConfig
from stuntman.learning.ppo import PpoConfig
from stuntman.learning.world_model import WorldModelConfig
from stuntman.motion import library
from stuntman.planning.cloning import RehearsalConfig
from stuntman.planning.learning_control import RefinementConfig

FOLDER = Path(__file__).parent
LEARNERS = ("ppo", "rehearsed", "model")
BODY = "humanoid"  # that performs a clip which was drawn for none


@dataclass(frozen=True)
class Recipe:
    """What to train.

    Attributes:
        clip: name of a clip, or a file.
        character: name of a body, or a folder.
        target: normalised return at which the skill counts as learned and training ends.
        learner: "rehearsed", which is PPO that begins with a plan of the clip, rehearsed, and whose
            targets are refined once it stays on the clip; "ppo", which is that alone; or "model",
            which follows gradients through a learned model of the physics.
    """

    clip: str
    character: str = BODY
    target: float = 0.95
    environment: EnvironmentConfig = field(default_factory=EnvironmentConfig)
    ppo: PpoConfig = field(default_factory=PpoConfig)
    learner: str = "rehearsed"
    rehearsal: RehearsalConfig = field(default_factory=RehearsalConfig)
    refinement: RefinementConfig = field(default_factory=RefinementConfig)
    model: WorldModelConfig = field(default_factory=WorldModelConfig)

    @property
    def learning(self) -> PpoConfig | WorldModelConfig:
        """What the learner is told."""
        return self.model if self.learner == "model" else self.ppo

    def __post_init__(self) -> None:
        if self.learner not in LEARNERS:
            raise StuntmanError(
                f"recipe: 'learner' is '{self.learner}': use one of {', '.join(LEARNERS)}."
            )


def names() -> list[str]:
    """Names of the recipes that ship."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load(name: str) -> Recipe:
    """The recipe of that name, one in a TOML file, or the defaults for a clip, on its own body.

    Raises:
        StuntmanError: the file is not TOML, or holds a key or a value that no recipe has.
    """
    path = FOLDER / f"{name}.toml" if name in names() else Path(name)
    if path.suffix != ".toml":
        return _of_clip(name)
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise StuntmanError(f"{path}: no such recipe file.") from error
    except OSError as error:
        raise StuntmanError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:  # of its TOML, its bytes, or its name
        raise StuntmanError(f"{path} is not valid TOML: {error}.") from error
    if "pose" in settings:  # keyframes: a clip
        return _of_clip(name)
    return from_dict(settings, where=str(path))


def _of_clip(name: str) -> Recipe:
    return Recipe(clip=name, character=library.character_of(name) or BODY)


def from_dict(settings: dict[str, Any], where: str) -> Recipe:
    """A recipe from nested dictionaries, as `dataclasses.asdict` gives them; `where` names their
    source in errors."""
    if "clip" not in settings:
        raise StuntmanError(f"{where} lacks 'clip': name the clip to imitate.")
    return typing.cast(Recipe, _build(Recipe, settings, where))


def _build(kind: type, settings: dict[str, Any], where: str) -> Any:
    hints = typing.get_type_hints(kind)
    for key in settings:
        if key not in hints:
            raise StuntmanError(f"{where} has an unknown key '{key}': use {', '.join(hints)}.")
    return kind(**{key: _value(hints[key], value, where, key) for key, value in settings.items()})


def _value(kind: Any, value: Any, where: str, key: str) -> Any:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type) and isinstance(value, dict):
        return _build(kind, value, f"{where}, [{key}]")
    if isinstance(kind, types.UnionType):
        if value is None:
            return None
        kind = next(choice for choice in typing.get_args(kind) if choice is not type(None))
    if typing.get_origin(kind) is tuple and isinstance(value, list | tuple):
        each = typing.get_args(kind)[0]
        return tuple(_value(each, part, where, key) for part in value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(kind, type) or type(value) is not kind:
        name = getattr(kind, "__name__", str(kind))
        raise StuntmanError(f"{where}: '{key}' is {value!r}, and has to be of type {name}.")
    return value
