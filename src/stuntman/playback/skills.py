"""What policies can do in one world: each clip of each of them is a skill, or where the character
says itself which clip it is, all of a policy's together."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain

import mujoco
import numpy as np
from torch import Tensor

from stuntman.characters import character as characters
from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import for_evaluation, problem_for
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.environment import Environment
from stuntman.imitation.motion import Motion
from stuntman.imitation.tasks.goal import GoalSettings
from stuntman.physics import scene
from stuntman.physics.engine import Engine
from stuntman.policies.policy import Policy
from stuntman.recipes import build


@dataclass(frozen=True, eq=False)
class Skill:
    """A clip of a policy, by its index, and what it acts in."""

    policy: Policy
    environment: Environment
    clip: int

    def expects(self, motion: Motion) -> float:
        """The sum of the coming rewards, discounted, that its policy expects if it takes over from
        a character (1) in motion.

        Raises:
            StuntmanError: the policy has no critic.
        """
        library = self.environment.library
        clip: Tensor = library.first_frame.new_tensor([self.clip])
        entry = ReferenceClock.at(library, clip, library.nearest(clip, motion))
        seen = self.environment.problem.observe(motion, entry.aligned(library, motion))
        return float(self.policy.value(seen))


def skills_of(policies: Mapping[str, Policy]) -> dict[str, tuple[str, int]]:
    """What policies can do, by name: which policy it is, and which of its clips. Of a policy of
    one clip, and of a steerable one, the policy's name; of several, each clip's, after the policy's
    where there are more.
    """
    skills = {}
    for name, policy in policies.items():
        recipe = policy.header.recipe
        if len(recipe.clips) == 1 or recipe.environment.chosen_by_goals:
            skills[name] = name, 0
            continue
        for number, clip in enumerate(recipe.clips):
            skills[clip if len(policies) == 1 else f"{name} {clip}"] = name, number
    return skills


def is_jump(skill: str) -> bool:
    """Whether a skill is called so, alone or after its policy's name."""
    return re.fullmatch(r"(.*[ #])?jump", skill) is not None


def scenes_of(
    policies: Mapping[str, Policy], blocks: int
) -> tuple[Character, mujoco.MjModel, mujoco.MjModel]:
    """The body that policies act on together, its scene, and the same with so many blocks.

    Raises:
        StuntmanError: they act on several, or under several gravities, or there is ground for one
            of them alone.
    """
    recipes = {name: policy.header.recipe for name, policy in policies.items()}
    worlds = {recipe.world: name for name, recipe in recipes.items()}
    if len({world[:2] for world in worlds}) != 1:
        say = ", ".join(f"'{name}' on {body}" for (body, *_), name in worlds.items())
        raise StuntmanError(
            f"One world has one body, and these policies act on several ({say}): give them "
            "one at a time."
        )
    if len(worlds) != 1:
        raise StuntmanError(
            "One world has one gravity, and these policies were trained under several: give them "
            "one at a time."
        )
    (name, self_contact, gravity), _ = worlds.popitem()
    character = characters.load(name)
    falls = [build.fall_bodies(recipe, character) for recipe in recipes.values()]
    sensors = tuple(dict.fromkeys(chain.from_iterable(falls)))
    grounds = [recipe.ground.edit_scene for recipe in recipes.values() if recipe.ground]
    if grounds and len(recipes) > 1:
        raise StuntmanError(
            "One world has one ground, and of these policies one is at home on ground that is "
            "not flat: give it alone."
        )
    tasks: list[GoalSettings] = []
    for recipe in recipes.values():
        tasks += [settings for settings in recipe.tasks.values() if settings not in tasks]
    edits = [*scene.pulled(gravity), *(settings.edit_scene for settings in tasks), *grounds]
    model = scene.build(character, self_contact, 0, sensors, edits)
    brought = build.bodies_of(tasks)
    if len({type(settings) for settings in tasks if settings.brings_bodies}) < len(brought):
        raise StuntmanError(
            "One world has one ball, or whatever a task brings, and two of these policies bring it "
            "with settings that differ: give them one at a time."
        )
    edits += brought
    return character, model, scene.build(character, self_contact, blocks, sensors, edits)


def set_up(
    policies: Mapping[str, Policy], model: mujoco.MjModel, engine: Engine, seed: int = 0
) -> dict[str, Skill]:
    """Skills by name, all at work in one world.

    Args:
        seed: of what goals ask, and of the course on ground that is not flat.

    Raises:
        StuntmanError: a clip is not here, or clip or body are not those it was trained on.
    """
    environments = {
        name: Environment(
            problem_for(policy, model, own_starts=True),
            engine,
            _endless(policy.header.recipe.environment),
            seed,
        )
        for name, policy in policies.items()
    }
    return {
        skill: Skill(policies[name], environments[name], clip)
        for skill, (name, clip) in skills_of(policies).items()
    }


def _endless(config: EnvironmentConfig) -> EnvironmentConfig:
    """Episodes that nothing but the end of a clip ends."""
    return replace(
        for_evaluation(config),
        horizon=np.inf,
        early_termination=False,
        reference_state_initialisation=False,
        transitions=config.transitions,
    )
