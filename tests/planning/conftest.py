"""Environments of pieces of clips, as they are measured."""

from collections.abc import Callable

import pytest

from stuntman.evaluation.evaluate import for_evaluation
from stuntman.imitation.environment import Environment
from stuntman.imitation.problem import Problem
from stuntman.motion.clip import Clip
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe


@pytest.fixture(scope="session")
def measured(walk: Clip, make_once: Callable[..., Problem]) -> Callable[..., Environment]:
    """Builds an environment of a clip, by name or itself, with so many worlds."""

    def build_environment(clip: str | Clip, worlds: int, threads: int = 1) -> Environment:
        recipe = Recipe({clip if isinstance(clip, str) else clip.name: 1.0})
        clips = build.load_clips(recipe) if isinstance(clip, str) else (clip,)
        problem = make_once(recipe, clips)
        config = for_evaluation(recipe.environment)
        return build.environment(problem, config, worlds, threads=threads)

    return build_environment
