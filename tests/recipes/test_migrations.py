"""Recipes of earlier versions mean what they meant, whoever wrote them down."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from stuntman.imitation.config import EnvironmentConfig
from stuntman.learning.cloning import CloningConfig
from stuntman.learning.ppo import PpoConfig
from stuntman.planning.config import PlanConfig
from stuntman.planning.learning_control import LearningControlConfig
from stuntman.recipes import migrations
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe

OLD = """
clip = "walk"
character = "humanoid"
learner = "rehearsed"

[environment]
hard_starts = 0.25
stray_limit = 0.3
horizon = 5

[rehearsal]
rounds = 3
most = 0.5
wait = 2

[rehearsal.plan]
lookahead = 12
others = [20]
enough = 0.9
effort = 0.05
caution = 1.0

[refinement]
passes = 1
laps = 3
"""
NEW = Recipe(
    {"walk": 1.0},
    environment=EnvironmentConfig(failure_start_fraction=0.25, max_body_error=0.3, horizon=5.0),
    warm_start=True,
    planning=PlanConfig(12, (20,), 0.9, planning_cost=0.05, control_cost=1.0),
    cloning=CloningConfig(rounds=3, max_correction=0.5, critic_warmup=2),
    learning_control=LearningControlConfig(passes=1, laps=3),
)


def test_every_key_of_old_has_its_place(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    path.write_text(OLD)
    assert recipes.load(str(path)) == NEW


@pytest.mark.parametrize(
    ("learner", "warm_start"),
    [({}, True), ("rehearsed", True), ("ppo", True), ("model", False)],
)
def test_the_learners_of_before(learner: Any, warm_start: bool) -> None:
    settings = {"clip": "walk"} | ({"learner": learner} if learner else {})
    recipe = recipes.from_dict(settings, "old.toml")
    assert (recipe.learner, recipe.warm_start) == ("ppo", warm_start)


def test_of_a_learned_models_recipe_the_size_of_the_network_is_kept() -> None:
    settings = {"learner": "model", "model": {"hidden": [32, 16], "window": 8}, "clip": "walk"}
    ppo = recipes.from_dict(settings, "old.toml").ppo
    assert ppo == PpoConfig(hidden=(32, 16))


@pytest.mark.parametrize("learner", ["rehearsed", "ppo", "model"])
def test_what_is_of_today_stays_as_it_is(learner: str) -> None:
    """So that it makes no difference how often a recipe was brought up to date."""
    old = {"clip": "walk", "learner": learner, "environment": {"stray_limit": 0.3}}
    once = migrations.current(old)
    assert migrations.current(once) == once
    assert old == {"clip": "walk", "learner": learner, "environment": {"stray_limit": 0.3}}
    today = dataclasses.asdict(NEW)
    assert migrations.current(today) == today
