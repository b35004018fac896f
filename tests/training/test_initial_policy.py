"""Going on from a policy: it does what it did, and what is new counts nothing at first."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import evaluate, for_evaluation
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.tasks.heading import Settings
from stuntman.imitation.tasks.strike import Settings as Strike
from stuntman.learning.networks import Seeing
from stuntman.learning.ppo import Ppo, PpoConfig
from stuntman.policies import policy as policies
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe
from stuntman.training.initial_policy import adapted, adopt
from stuntman.training.launch import train

RECIPE = Recipe(
    {"walk": 1.0, "run": 1.0},
    tasks={"heading": Settings()},
    environment=EnvironmentConfig(steerable=True, imitation_weight=0.7, mirrored_halves=False),
    ppo=PpoConfig(worlds=4, steps=2, epochs=1, minibatches=1),
    initial_policy="run",
)


def learner_of(recipe: Recipe = RECIPE) -> Ppo:
    environment = build.environment(build.make(recipe), recipe.environment, 4, threads=1)
    return Ppo(environment, recipe.ppo, seed=0)


def test_it_does_what_the_policy_did_whatever_the_goal(walk: object) -> None:
    learner, policy = learner_of(), policies.load("run")
    adopt(learner, "run", RECIPE.cloning)
    seen = learner.environment.reset()
    for goal in (0.0, 1.0):
        seen[:, -4:] = goal
        actions = learner.actor(learner.normalizer(seen))
        np.testing.assert_allclose(actions.detach(), policy.act(seen[:, :-4]), atol=1e-6)
    learner.iterate()
    assert learner.normalizer.count == policy.normalizer.count, "scales stay as they are"
    assert policy.actuation is not None
    rows = learner.environment.library.clip_of_frame == 1
    targets = learner.environment.actuation.feed_forward_targets
    assert torch.equal(targets[rows], policy.actuation.feed_forward_targets)
    assert not torch.equal(targets[~rows][:5], targets[rows][:5])


def test_what_differs_little_of_a_goal_is_seen_larger(walk: object) -> None:
    recipe = replace(
        RECIPE,
        clips={"spinkick": 1.0},
        tasks={"strike": Strike(end_effector="left_foot", bearing=(-165.0, -105.0))},
        initial_policy="spinkick",
        ppo=replace(RECIPE.ppo, worlds=64),
    )
    recipe = adapted(recipe)
    environment = build.environment(build.make(recipe), recipe.environment, 64, threads=1)
    learner = Ppo(environment, recipe.ppo, seed=0)
    adopt(learner, "spinkick", recipe.cloning)
    *_, x, y, height, hit = learner.normalizer(environment.reset()).T
    for each in (x, y, height):
        assert float(each.std()) == pytest.approx(2.0, rel=0.3)
        assert abs(float(each.mean())) < 1.0
    assert float(hit.abs().max()) == 0.0
    assert float(learner.normalizer.variance[-1]) == 1 / 16, "nothing is known of what never varied"


def test_who_saw_ground_without_convolutions_goes_on_with_them(
    recipe: Recipe, tmp_path: Path
) -> None:
    recipe = replace(policies.load("beam").header.recipe, initial_policy="beam")
    short = replace(recipe.environment, horizon=0.5)
    recipe = replace(recipe, environment=short, ppo=replace(RECIPE.ppo, hidden=recipe.ppo.hidden))
    learner, policy = learner_of(recipe), policies.load("beam")
    adopt(learner, "beam", recipe.cloning)
    seen = learner.environment.reset()
    actions = learner.actor(learner.normalizer(seen))
    np.testing.assert_allclose(actions.detach(), policy.act(seen), atol=1e-6)

    left = train(recipe, tmp_path, samples=24, threads=1)
    seeing = next(iter(left.actor.children()))
    assert isinstance(seeing, Seeing)
    *_, last = seeing.sight.parameters()
    last.data += 0.1
    left.save(tmp_path / "seeing.safetensors")
    again = policies.load(tmp_path / "seeing.safetensors")
    assert torch.equal(again.act(seen), left.act(seen))
    assert not torch.allclose(again.act(seen), policy.act(seen), atol=1e-3)


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        ({"ppo": replace(RECIPE.ppo, hidden=(64, 32))}, r"set 'ppo.hidden' to \[256, 256\]"),
        ({"environment": EnvironmentConfig()}, "other halves of a stride in the mirror"),
        (
            {"environment": EnvironmentConfig(lookahead=(), mirrored_halves=False)},
            "sees 'reference_0_root_rotation'",
        ),
        ({"character": "atlas", "tasks": {}}, "acts on 'humanoid', whose actuators are not"),
    ],
)
def test_a_policy_that_does_not_fit_is_refused(
    walk: object, recipe: dict[str, Any], said: str
) -> None:
    with pytest.raises(StuntmanError, match=said):
        adopt(learner_of(replace(RECIPE, **recipe)), "run", RECIPE.cloning)


def test_a_run_begins_with_it_and_leaves_a_policy_with_its_task(
    walk: object, tmp_path: Path
) -> None:
    policy = train(RECIPE, tmp_path, samples=24, threads=1)
    assert policy.header.recipe == adapted(RECIPE)
    assert policy.header.observation_terms[-1] == ("heading_speed", 1)
    again = policies.load(tmp_path)
    assert again.header.recipe.tasks == {"heading": Settings()}
    recipe = again.header.recipe
    config = replace(for_evaluation(recipe.environment), horizon=0.5)
    environment = build.environment(build.make(recipe), config, 8, threads=1)
    result = evaluate(again.act, environment)
    assert set(result.terms) == {"pose", "velocity", "end_effector", "com"}
    assert result.nr == pytest.approx(sum(result.terms.values()))
    assert result.task_return is not None and 0.0 < result.task_return < 1.0
    assert result.task_success is not None and 0.0 <= result.task_success <= 1.0


def test_a_recipe_takes_the_network_and_the_actions_of_what_it_begins_from(walk: object) -> None:
    own = policies.load("everything").header.recipe
    recipe = adapted(Recipe({"spin": 1.0}, initial_policy="everything"))
    assert recipe.ppo.hidden == own.ppo.hidden != PpoConfig().hidden
    assert recipe.environment.lookahead == own.environment.lookahead
    assert adapted(Recipe({"spin": 1.0})) == Recipe({"spin": 1.0})
    with pytest.raises(StuntmanError, match="'trex_walk' acts on 'trex', and this recipe on 'hum"):
        adapted(Recipe({"spin": 1.0}, initial_policy="trex_walk"))


def test_while_the_critic_learns_alone_the_policy_is_the_same_and_gets_a_critic(
    recipe: Recipe, tmp_path: Path
) -> None:
    short = EnvironmentConfig(horizon=0.5)
    recipe = replace(RECIPE, clips={"run": 1.0}, tasks={}, environment=short)
    left, first = train(recipe, tmp_path, samples=24, threads=1), policies.load("run")
    observation = 0.1 * torch.ones(2, first.header.observations)
    assert torch.equal(left.act(observation), first.act(observation))
    assert left.value(observation).shape == (2,)
    assert not torch.equal(left.value(observation), first.value(observation)), "one of its own"
