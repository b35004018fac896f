"""A recipe: all that decides what is learned and how, as data."""

import dataclasses
import difflib
import math
import re
import sys
import tomllib
import types
import typing
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stuntman.errors import StuntmanError
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.tasks.goal import GoalSettings
from stuntman.imitation.tasks.registry import TASKS
from stuntman.learning import LEARNERS
from stuntman.learning.cloning import CloningConfig
from stuntman.learning.ppo import PpoConfig
from stuntman.motion import library
from stuntman.physics.terrain.ground import GroundSettings
from stuntman.physics.terrain.registry import GROUNDS
from stuntman.planning.config import PlanConfig
from stuntman.planning.learning_control import LearningControlConfig
from stuntman.plugins import Plugins
from stuntman.recipes import files, migrations

_FEW_CLIPS = 8  # that a network of 512 and 256 holds
_ROUNDS, _ROUNDS_A_CLIP = 16, 2  # in which specialists are taught
_PLUGINS = {"tasks": TASKS, "terrain": GROUNDS}
_ALIKE = 0.8  # how like a key one is that was meant
BODY = "humanoid"  # that performs a clip which was drawn for none


@dataclass(frozen=True)
class Recipe:
    """What to train.

    Attributes:
        clips: names of clips, or files, each with its weight where starts are drawn.
        character: name of a body, or a folder.
        target: normalised return at which the skill counts as learned and training ends; with
            tasks, of imitation and tasks by their weights.
        tasks: what is asked beside imitation, each with its settings: by name one of
            imitation/tasks or of an installed package, or a .py file (docs/tasks.md).
        terrain: at most one ground that is not flat, with its settings: by name one of
            physics/terrain or of an installed package, or a .py file (docs/terrain.md).
        initial_policy: of the same body, by name or file, from which the actor begins instead of
            from nothing or from a plan. What it does not see yet counts nothing at first.
        learner: which learner; "ppo".
        warm_start: teach the actor before it practises. One clip is planned in the simulator, the
            plan is taught, and the feed-forward targets are improved later, once the policy stays
            on the clip. Of several clips, what their specialists do is taught.
        teachers: policies, by name or file, that know some of several clips, or ways between them.
            Those that ship and know a clip need no naming; specialists that are missing are trained
            first. Where some are named, an `initial_policy` is taught too.
    """

    clips: dict[str, float]
    character: str = BODY
    target: float = 0.95
    environment: EnvironmentConfig = field(default_factory=EnvironmentConfig)
    learner: str = "ppo"
    ppo: PpoConfig = field(default_factory=PpoConfig)
    tasks: dict[str, GoalSettings] = field(default_factory=dict)
    terrain: dict[str, GroundSettings] = field(default_factory=dict)
    initial_policy: str = ""
    warm_start: bool = True
    teachers: tuple[str, ...] = ()
    planning: PlanConfig = field(default_factory=PlanConfig)
    cloning: CloningConfig = field(default_factory=CloningConfig)
    learning_control: LearningControlConfig = field(default_factory=LearningControlConfig)

    @property
    def name(self) -> str:
        """What its clips are called together."""
        return "+".join(self.clips)

    @property
    def plans(self) -> bool:
        """Whether a plan of its clip is to be taught before it is practised."""
        flat = not (self.initial_policy or self.terrain)
        return self.warm_start and flat and len(self.clips) == 1

    @property
    def is_taught(self) -> bool:
        """Whether its actor is taught, a plan or what others do, before it practises."""
        goes_on = self.initial_policy and not (self.teachers and len(self.clips) > 1)
        return self.warm_start and not goes_on

    @property
    def keeps_initial(self) -> bool:
        """Whether the policy that it begins from goes on teaching the clips that it knows: what is
        new is when one follows another, or what disturbs, and not a goal or the ground."""
        env = self.environment
        alone = self.only_imitates and (env.switch_each_cycle or env.randomization.on)
        return bool(self.initial_policy) and (env.transitions or alone)

    @property
    def world(self) -> tuple[str, bool, float | None]:
        """What those who act in one world have in common: body, self-contact and gravity."""
        return self.character, self.environment.self_contact, self.environment.gravity

    @property
    def only_imitates(self) -> bool:
        """Whether it has no goal, and its ground is flat."""
        return not self.tasks and not self.terrain

    @property
    def ground(self) -> GroundSettings | None:
        """That is not flat, if it has one."""
        return next(iter(self.terrain.values()), None)

    def __post_init__(self) -> None:
        if self.learner not in LEARNERS:
            raise StuntmanError(
                f"recipe: 'learner' is '{self.learner}': use one of {', '.join(LEARNERS)}."
            )
        if len(self.terrain) > 1:
            raise StuntmanError(
                f"recipe: 'terrain' has the grounds {', '.join(self.terrain)}: leave all but one "
                "out."
            )
        for task, settings in self.tasks.items():
            if self.terrain and settings.brings_bodies:
                raise StuntmanError(
                    f"recipe: the task '{task}' brings something that moves, for which the ground "
                    "has to be flat: leave out 'terrain'."
                )
        if not self.clips:
            raise StuntmanError("recipe: 'clips' is empty: name at least one clip.")
        for clip, weight in self.clips.items():
            if not 0.0 < weight < math.inf:
                raise StuntmanError(
                    f"recipe: the weight of '{clip}' is {weight}, and has to be more than 0."
                )


def load(name: str) -> Recipe:
    """The recipe of that name, one in a TOML file, or the defaults for a clip, on its own body.

    Raises:
        StuntmanError: the file is not TOML, or holds a key or a value that no recipe has; or the
            name is nobody's, and nearly a recipe's.
    """
    path = files.path(name)
    if path is None:
        return _of_clip(name)
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StuntmanError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:  # of its TOML, its bytes, or its name
        raise StuntmanError(f"{path} is not valid TOML: {error}.") from error
    if "pose" in settings:  # keyframes: a clip
        return _of_clip(name)
    return from_dict(_with_defaults_of_many(settings), where=str(path))


def given(recipe: str | Path | Recipe, character: str | None = None) -> Recipe:
    """A recipe as Python names it: itself, or what `load` finds; on another body if one is named.

    Raises:
        StuntmanError: there is no such recipe or clip.
    """
    loaded = recipe if isinstance(recipe, Recipe) else load(str(recipe))
    return loaded if character is None else dataclasses.replace(loaded, character=character)


def of_clips(names: Sequence[str]) -> Recipe:
    """A recipe of several clips, of the body that they were drawn for. The more there are, the
    larger is the network, and the longer it is taught.

    Raises:
        StuntmanError: there is no such clip, or they were drawn for different bodies.
    """
    each = [load(name) for name in names]
    bodies = {recipe.character for recipe in each}
    if len(bodies) > 1:
        raise StuntmanError(
            f"The clips {', '.join(names)} were drawn for different bodies "
            f"({', '.join(sorted(bodies))}): train those of one body together."
        )
    clips = {clip: weight for recipe in each for clip, weight in recipe.clips.items()}
    settings = {"clips": clips, "character": bodies.pop()}
    return from_dict(_with_defaults_of_many(settings), where=" ".join(names))


def _with_defaults_of_many(settings: dict[str, Any]) -> dict[str, Any]:
    """A recipe's settings, and where it has several clips and does not say otherwise, a network and
    a teaching that grow with their number."""
    clips = settings.get("clips")
    if not isinstance(clips, dict) or len(clips) < 2:
        return settings
    rules: dict[str, dict[str, Any]] = {
        "ppo": {"hidden": [1024, 512] if len(clips) > _FEW_CLIPS else [512, 256]},
        "cloning": {
            "rounds": _ROUNDS + _ROUNDS_A_CLIP * len(clips),
            "updates": 300,
            "batch": 4096,
            "std": 0.15,
            "critic_warmup": 8,
            "freeze_normalizer": True,
        },
    }
    given = {name: settings.get(name, {}) for name in rules}
    if not all(isinstance(table, dict) for table in given.values()):
        return settings  # which is refused in its own sentence
    return settings | {name: rules[name] | given[name] for name in rules}


def _of_clip(name: str) -> Recipe:
    return Recipe(clips={name: 1.0}, character=library.character_of(name) or BODY)


def from_dict(settings: dict[str, Any], where: str) -> Recipe:
    """A recipe from nested dictionaries, as `dataclasses.asdict` gives them; `where` names their
    source in errors."""
    settings = migrations.current(settings)
    if "clip" in settings:
        raise StuntmanError(
            f"{where}: 'clip' is {settings['clip']!r}, and has to be text in quotes, without "
            "'clips' beside it."
        )
    if "clips" not in settings:
        raise StuntmanError(f"{where} lacks 'clip': name the clip to imitate.")
    return typing.cast(Recipe, _build(Recipe, settings, where))


def with_files_from(recipe: Recipe, folder: Path) -> Recipe:
    """The recipe of what a folder holds, the files of its clips and teachers looked for from there
    too; with its clips as they were where two of them would be the same file."""
    clips = {library.found_from(clip, folder): weight for clip, weight in recipe.clips.items()}
    return dataclasses.replace(
        recipe,
        clips=clips if len(clips) == len(recipe.clips) else recipe.clips,
        teachers=tuple(library.found_from(name, folder) for name in recipe.teachers),
    )


def _build(kind: type, settings: dict[str, Any], where: str) -> Any:
    hints = typing.get_type_hints(kind)
    for key in settings:
        if key not in hints:
            section = _section_of(key) if kind is Recipe else ""
            near = difflib.get_close_matches(key, hints, n=1, cutoff=_ALIKE)
            advice = f"put it into [{section}]" if section else f"use {', '.join(hints)}"
            advice = f"did you mean {near[0]}?" if near and not section else f"{advice}."
            raise StuntmanError(f"{where} has an unknown key '{key}': {advice}")
    for key, plugins in _PLUGINS.items() if kind is Recipe else ():
        if isinstance(asked := settings.get(key), dict):
            made = {name: _plugin(plugins, key, name, asked[name], where) for name in asked}
            settings = settings | {key: made}
    values = {key: _value(hints[key], value, where, key) for key, value in settings.items()}
    try:
        return kind(**values)
    except StuntmanError as error:  # of a value that is of the right type
        if not where.endswith("]"):
            raise StuntmanError(f"{where}, {error}") from error
        told = re.sub(r"^[\w.]+: ", "", str(error))  # the table, which `where` says already
        raise StuntmanError(f"{where}: {told}") from error


def _section_of(key: str) -> str:
    """The table of a recipe that has such a key; empty where none has."""
    tables = {name: kind for name, kind in typing.get_type_hints(Recipe).items()}
    return next(
        (
            name
            for name, kind in tables.items()
            if dataclasses.is_dataclass(kind) and key in typing.get_type_hints(kind)
        ),
        "",
    )


def _plugin(plugins: Plugins, key: str, name: str, settings: Any, where: str) -> Any:
    """The settings of a part of that name."""
    place = f"{where}, [{key}.{name}]"
    if not isinstance(settings, dict):
        raise StuntmanError(f"{place} is {settings!r:.60}: make it a table of settings.")
    return _build(plugins.settings_of(name, place), settings, place)


def _value(kind: Any, value: Any, where: str, key: str) -> Any:
    if kind in (GoalSettings, GroundSettings):
        return value
    if dataclasses.is_dataclass(kind) and isinstance(kind, type) and isinstance(value, dict):
        nested = f"{where[:-1]}.{key}]" if where.endswith("]") else f"{where}, [{key}]"
        return _build(kind, value, nested)
    if isinstance(kind, types.UnionType):
        if value is None:
            return None
        kind = next(choice for choice in typing.get_args(kind) if choice is not type(None))
    if typing.get_origin(kind) is tuple and isinstance(value, list | tuple):
        each = typing.get_args(kind)[0]
        return tuple(_value(each, part, where, key) for part in value)
    if typing.get_origin(kind) is dict and isinstance(value, dict):
        each = typing.get_args(kind)[1]
        return {name: _value(each, part, where, name) for name, part in value.items()}
    if kind is float and type(value) is int and abs(value) <= sys.float_info.max:
        return float(value)
    if not isinstance(kind, type) or type(value) is not kind:
        raise StuntmanError(f"{where}: '{key}' is {value!r:.60}, and has to be {_in_words(kind)}.")
    return value


def _in_words(kind: Any) -> str:
    """What a value of that type is in a TOML file."""
    return {
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        str: "text in quotes",
        tuple: "a list in [ ]",
    }.get(typing.get_origin(kind) or kind, "a table")
