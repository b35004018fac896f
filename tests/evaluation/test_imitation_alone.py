"""Imitation alone among goals and on ground: the policy does what it always does."""

from dataclasses import replace

import pytest

from stuntman.errors import StuntmanError
from stuntman.evaluation import suite
from stuntman.evaluation.evaluate import evaluate_policy
from stuntman.evaluation.imitation_alone import imitation_alone, who_imitates
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.recipes import recipe as recipes


def short(name: str, seconds: float) -> Policy:
    policy = policies.load(name)
    recipe = policy.header.recipe
    environment = replace(recipe.environment, horizon=seconds)
    header = replace(policy.header, recipe=replace(recipe, environment=environment))
    return Policy(header, policy.actor, policy.normalizer, policy.actuation)


def test_goals_change_nothing_of_what_is_done(walk: object) -> None:
    policy = short("spinkick", 0.5)
    here, there = evaluate_policy(policy, 4), imitation_alone(policy, recipes.load("strike"), 4)
    assert there[0].nr == pytest.approx(here[0].nr, abs=1e-5)
    assert here[0].task_success is None
    assert there[0].task_success is not None and 0.0 <= there[0].task_success <= 1.0


def test_who_runs_on_the_flat_falls_into_gaps(walk: object) -> None:
    result = imitation_alone(short("run", 6.0), recipes.load("gaps"), 4)[0]
    assert result.success < 1.0 and result.nr < 0.9
    assert result.distance_m is not None and 2.0 < result.distance_m < 22.0


@pytest.mark.parametrize(
    ("name", "recipe", "said"),
    [
        ("beam", "gaps", "sees beam: only one that imitates on the flat"),
        ("run", "walk", "'walk' has neither goals nor ground"),
        ("run", "dog_slopes", "is for 'dog', and this policy acts on 'humanoid'"),
    ],
)
def test_what_cannot_be_measured_so_is_refused(name: str, recipe: str, said: str) -> None:
    with pytest.raises(StuntmanError, match=said):
        imitation_alone(policies.load(name), recipes.load(recipe))


def test_who_imitates_is_who_ships_and_sees_no_goal() -> None:
    alone = who_imitates(recipes.load("heading_walk"))
    assert alone is not None and list(alone.header.recipe.clips) == ["walk"]
    strikes = who_imitates(recipes.load("strike"))
    assert strikes is not None and strikes.header.recipe.only_imitates
    nobody = replace(recipes.load("throw"), clips={"dance_b": 1.0}, initial_policy="")
    assert who_imitates(nobody) is None


def test_the_suite_puts_it_beside_who_learned_both(walk: object) -> None:
    rows = suite.measure("strike", short("strike", 0.5), 4, robustness=False)
    assert [(row.policy, row.learned) for row in rows] == [
        ("strike", "both"),
        ("spinkick", "imitation"),
    ]
    assert {row.asked for row in rows} == {"strike"}
