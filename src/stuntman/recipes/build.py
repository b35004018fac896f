"""A recipe set up: its clip on its body in N worlds."""

from collections.abc import Callable

import mujoco

from stuntman.characters import character as characters
from stuntman.characters.character import Character
from stuntman.imitation.environment import CONTROL_RATE, Environment
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.physics import scene
from stuntman.physics.cpu import CpuEngine
from stuntman.physics.engine import Engine
from stuntman.recipes.recipe import Recipe
from stuntman.retargeting.retarget import retarget


def substeps(model: mujoco.MjModel) -> int:
    """Physics steps in a control step."""
    return round(1.0 / (CONTROL_RATE * model.opt.timestep))


def physics(model: mujoco.MjModel, threads: int = 0) -> Callable[[int], Engine]:
    """What makes an engine of so many worlds of a model, on the CPU."""
    return lambda worlds: CpuEngine(model, worlds, substeps(model), threads)


def fall_bodies(recipe: Recipe, body: Character) -> tuple[str, ...]:
    """Bodies that must not touch the ground."""
    named = recipe.environment.fall_bodies
    return body.fall_bodies if named is None else named


def build(
    recipe: Recipe,
    worlds: int,
    seed: int = 0,
    threads: int = 0,
    clip: Clip | None = None,
    engine: Engine | None = None,
) -> Environment:
    """The recipe's environment on the CPU.

    Args:
        threads: for the physics; 0 takes every core.
        clip: the recipe's clip if already loaded.
        engine: physics of the recipe's body, of that many worlds, to use instead of a fresh one.

    Raises:
        StuntmanError: no such clip or body, or the one does not fit the other.
    """
    body = characters.load(recipe.character)
    falls = fall_bodies(recipe, body)
    if engine is None:
        model = scene.build(body, recipe.environment.self_contact, feel=falls)
        engine = physics(model, threads)(worlds)
    reference = retarget(clip or library.load(recipe.clip), body, engine.model)
    return Environment(
        engine,
        reference,
        body.end_effectors,
        falls,
        recipe.environment,
        seed,
    )
