"""From a recipe to its problem and its environments."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import mujoco
import torch

from stuntman.characters import character as characters
from stuntman.characters.character import Character
from stuntman.imitation.actuation import Actuation
from stuntman.imitation.config import EnvironmentConfig, substeps
from stuntman.imitation.environment import Environment
from stuntman.imitation.problem import Problem, make_problem
from stuntman.imitation.tasks.goal import GoalSettings
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.physics import scene
from stuntman.physics.cpu import CpuEngine
from stuntman.physics.engine import Engine
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe
from stuntman.retargeting.retarget import retarget


def engines(model: mujoco.MjModel, threads: int = 0) -> Callable[[int], Engine]:
    """What makes an engine of so many worlds of a model, on the CPU."""
    return lambda worlds: CpuEngine(model, worlds, substeps(model), threads)


def fall_bodies(recipe: Recipe, body: Character) -> tuple[str, ...]:
    """Bodies that must not touch the ground."""
    named = recipe.environment.fall_bodies
    return body.fall_bodies if named is None else named


def make_scene(recipe: Recipe) -> mujoco.MjModel:
    """The recipe's body on its ground, with what its tasks let stand there, compiled.

    Raises:
        StuntmanError: no such body.
    """
    return _built(recipe, [])


def make_world(recipe: Recipe) -> mujoco.MjModel | None:
    """The same with the bodies that its tasks bring; None where they bring none.

    Raises:
        StuntmanError: no such body, or theirs cannot be.
    """
    bodies = bodies_of(list(recipe.tasks.values()))
    return _built(recipe, bodies) if bodies else None


def bodies_of(tasks: Sequence[GoalSettings]) -> list[scene.Edit]:
    """What adds the bodies that tasks bring."""
    return [task.add_bodies for task in tasks if task.brings_bodies]


def _built(recipe: Recipe, bodies: Sequence[scene.Edit]) -> mujoco.MjModel:
    body = characters.load(recipe.character)
    falls = fall_bodies(recipe, body)
    tasks, grounds = recipe.tasks.values(), recipe.terrain.values()
    edits = scene.pulled(recipe.environment.gravity)
    edits += [settings.edit_scene for settings in tasks]
    edits += [settings.edit_scene for settings in grounds]
    self_contact = recipe.environment.self_contact
    return scene.build(body, self_contact, floor_sensors=falls, edits=[*edits, *bodies])


def make(
    recipe: Recipe,
    clips: tuple[Clip, ...] | None = None,
    model: mujoco.MjModel | None = None,
    actuation: Actuation | None = None,
) -> Problem:
    """The recipe's problem: its clips on its body. Built once, and shared by all environments.

    Args:
        clips: the recipe's, if already loaded.
        model: the recipe's scene, if already compiled.
        actuation: what actions are added to; found from the clips if not given, which takes long.

    Raises:
        StuntmanError: no such clip or body, or the one does not fit the other.
    """
    body = characters.load(recipe.character)
    model = make_scene(recipe) if model is None else model
    clips = load_clips(recipe) if clips is None else clips
    problem = make_problem(
        model,
        tuple(retarget(clip, body, model) for clip in clips),
        tuple(recipe.clips.values()),
        body.end_effectors,
        fall_bodies(recipe, body),
        recipe.environment,
        actuation,
    )
    problem = replace(problem, world=make_world(recipe))
    return problem.with_goals(tuple(recipe.tasks.values()), recipe.ground)


def load_clips(recipe: Recipe) -> tuple[Clip, ...]:
    """The recipe's clips.

    Raises:
        StuntmanError: no such clip.
    """
    return tuple(library.load(name) for name in recipe.clips)


def environment(
    problem: Problem,
    config: EnvironmentConfig,
    worlds: int,
    seed: int = 0,
    threads: int = 0,
    device: str = "cpu",
) -> Environment:
    """An environment of the problem with physics of its own.

    Args:
        config: how episodes go; the recipe's, or the one that it is evaluated by.
        threads: for the physics on the CPU; 0 takes every core.
        device: "cpu", or "cuda" for the engine on warp.
    """
    if device == "cpu":
        model = problem.model
        engine = CpuEngine(model, worlds, substeps(model), threads, problem.world)
        return Environment(problem, engine, config, seed)
    # An import of seconds, and a package that few have installed.
    from stuntman.physics.warp import WarpEngine

    steps, on = substeps(problem.model), torch.device(device)
    warp = WarpEngine(problem.model, worlds, steps, on, problem.world)
    return Environment(problem.to(warp.device), warp, config, seed)


def build(recipe: Recipe, worlds: int, seed: int = 0, threads: int = 0) -> Environment:
    """The recipe's environment on the CPU, from nothing.

    Raises:
        StuntmanError: no such clip or body, or the one does not fit the other.
    """
    return environment(make(recipe), recipe.environment, worlds, seed, threads)


def make_environment(
    recipe: str | Path | Recipe,
    worlds: int = 64,
    seed: int = 0,
    threads: int = 0,
    device: str = "cpu",
    character: str | None = None,
) -> Environment:
    """An environment of a recipe that ships, of a recipe's or a clip's file, or of a clip.

    Args:
        worlds: how many are simulated together. threads: for the physics; 0 takes every core.
        device: "cpu" or "cuda".
        character: the body, by name or folder; the recipe's if not given.

    Raises:
        StuntmanError: there is no such thing.
    """
    loaded = recipes.given(recipe, character)
    return environment(make(loaded), loaded.environment, worlds, seed, threads, device)
