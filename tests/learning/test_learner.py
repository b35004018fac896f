"""What a run asks of a learner, and that each learner there is answers it."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.learning import LEARNERS
from stuntman.learning.learner import Learner
from stuntman.learning.ppo import Ppo, PpoConfig
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe

CONFIG = PpoConfig(worlds=8, steps=4, hidden=(8,))


@pytest.mark.parametrize("name", LEARNERS)
def test_a_learner_has_all_that_is_asked_of_one(name: str, bandit: Callable[..., Any]) -> None:
    learner: Learner = LEARNERS[name](bandit(worlds=8), CONFIG, 1)
    methods = {n: m for n, m in vars(Learner).items() if inspect.isfunction(m) and n[0] != "_"}
    assert {"iterate", "warm_start", "slow_down", "state_dict", "load_state_dict"} == set(methods)
    for attribute in (*Learner.__annotations__, "samples_per_iteration"):
        assert hasattr(learner, attribute), attribute
    for method, asked in methods.items():
        given = inspect.signature(getattr(type(learner), method))
        assert list(given.parameters) == list(inspect.signature(asked).parameters), method


def test_learners_are_known_by_name() -> None:
    assert LEARNERS["ppo"] is Ppo
    assert Recipe({"walk": 1.0}).learner in LEARNERS


def test_a_learner_that_is_not_there_is_refused_in_a_sentence() -> None:
    with pytest.raises(StuntmanError, match="'learner' is 'dqn': use one of ppo") as caught:
        recipes.from_dict({"clip": "walk", "learner": "dqn"}, "mine.toml")
    assert len(str(caught.value).splitlines()) == 1


def test_it_acts_with_the_network_that_it_learns(bandit: Callable[..., Any]) -> None:
    """Who takes `actor` and `normalizer` has what was learned, then and later."""
    learner: Learner = Ppo(bandit(worlds=8), CONFIG, 1)
    actor, normalizer = learner.actor, learner.normalizer
    before = [p.clone() for p in actor.parameters()]
    learner.iterate()
    assert learner.actor is actor and learner.normalizer is normalizer
    moved = [not torch.equal(p, q) for p, q in zip(actor.parameters(), before, strict=True)]
    assert any(moved)
    assert normalizer.count == 8 + 32


def test_slowed_down_it_learns_at_half_the_rate(bandit: Callable[..., Any]) -> None:
    """And so it goes on from a checkpoint, whose rate it was."""
    learner = Ppo(bandit(worlds=8), CONFIG, 1)
    actor, critic, std = learner.optimizer.param_groups
    before = actor["lr"], critic["lr"], std["lr"]
    learner.slow_down()
    assert actor["lr"] == pytest.approx(0.5 * before[0])
    assert std["lr"] == pytest.approx(0.5 * before[2])
    other = Ppo(bandit(worlds=8), CONFIG, 2)
    other.load_state_dict(learner.state_dict())
    assert critic["lr"] == 0.5 * before[1]
    assert [group["lr"] for group in other.optimizer.param_groups] == [
        group["lr"] for group in (actor, critic, std)
    ]
