"""After cloning the actor does what the plan says, and the learner goes on from there."""

from collections.abc import Callable
from typing import Any

import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.imitation.config import STEP
from stuntman.imitation.deviations import set_deviation
from stuntman.imitation.environment import Environment
from stuntman.learning.cloning import CloningConfig
from stuntman.learning.ppo import Ppo, PpoConfig
from stuntman.motion.clip import Clip
from stuntman.planning.config import PlanConfig
from stuntman.planning.expert import clone
from stuntman.planning.plan import Plan
from stuntman.planning.planner import plan
from stuntman.recipes import build

Build = Callable[..., Environment]


@pytest.fixture
def learner(measured: Build, walk: Clip) -> Ppo:
    environment = measured(walk.slice(0.3, 0.6), 64)
    return Ppo(environment, PpoConfig(worlds=64, hidden=(64,)), seed=1)


@pytest.fixture(scope="module")
def planned(measured: Build, walk: Clip) -> Plan:
    problem = measured(walk.slice(0.3, 0.6), 1).problem
    engines = build.engines(problem.model, 1)
    config = PlanConfig(lookahead=8, other_horizons=(), samples=256)
    return plan(problem, problem.actuation, engines, config, seed=1)


def test_a_cloned_actor_keeps_to_the_plan(learner: Ppo, planned: Plan) -> None:
    environment = learner.environment
    before = environment.actuation.feed_forward_targets

    clone(learner, planned, CloningConfig(rounds=3, steps=16, std=0.3))

    assert learner.samples == 3 * 16 * 64
    assert torch.allclose(learner.model.log_std.exp(), torch.tensor(0.3))
    environment.reset()
    times = environment.clock.time
    observation = set_deviation(environment, planned.deviation(times.numpy()))
    wanted = torch.from_numpy(planned.target(times.numpy())).float()
    with torch.no_grad():
        targets = environment.pd_targets(learner.actor(learner.normalizer(observation)))
    asked = targets - before[environment.clock.frame(environment.library, STEP)]
    assert (asked - wanted).abs().mean() < 0.25 * wanted.abs().mean()


def test_the_plan_itself_becomes_what_actions_are_added_to(learner: Ppo, planned: Plan) -> None:
    """Each frame's targets, which lead up to it, get what the plan adds a control step before; the
    problem, which other environments share, stays as it is."""
    environment = learner.environment
    before = environment.problem.actuation.feed_forward_targets.clone()
    clone(learner, planned, CloningConfig(rounds=1, steps=1, updates=1, batch=4))
    begins = environment.library.time_of_frame - STEP
    added = environment.actuation.feed_forward_targets - before
    expected = torch.from_numpy(planned.target(begins.numpy())).float()
    torch.testing.assert_close(added, expected, atol=1e-6, rtol=1e-5)
    assert added.abs().max() > 0.05
    assert torch.equal(environment.problem.actuation.feed_forward_targets, before)


def test_the_learner_goes_on_as_it_is_told(learner: Ppo, planned: Plan) -> None:
    config = CloningConfig(
        rounds=1, steps=1, updates=1, batch=4, std=0.05, learning_rate=3e-5, critic_warmup=1
    )
    clone(learner, planned, config)
    actor = [p.clone() for p in learner.actor.parameters()]
    stats = learner.iterate()
    assert stats["std"] == pytest.approx(0.05)
    assert stats["learning_rate"] == pytest.approx(3e-5)
    same = [torch.equal(p, q) for p, q in zip(learner.actor.parameters(), actor, strict=True)]
    assert all(same), "the critic learns alone"
    learner.iterate()
    same = [torch.equal(p, q) for p, q in zip(learner.actor.parameters(), actor, strict=True)]
    assert not any(same)


def test_a_seed_fixes_what_is_cloned(measured: Build, walk: Clip, planned: Plan) -> None:
    def cloned(seed: int) -> torch.Tensor:
        environment = measured(walk.slice(0.3, 0.6), 8)
        learner = Ppo(environment, PpoConfig(worlds=8, hidden=(8,)), seed)
        clone(learner, planned, CloningConfig(rounds=2, steps=4, updates=4, batch=8))
        return torch.cat([p.detach().flatten() for p in learner.actor.parameters()])

    assert torch.equal(cloned(1), cloned(1))
    assert not torch.equal(cloned(1), cloned(2))


@pytest.mark.parametrize(
    "setting",
    [{"rounds": 0}, {"batch": 10**9}, {"std": -0.1}, {"max_correction": float("nan")}],
)
def test_a_setting_that_teaches_nothing_is_refused(setting: dict[str, Any]) -> None:
    with pytest.raises(StuntmanError, match=rf"'{next(iter(setting))}' is .*: give a number "):
        CloningConfig(**setting)
