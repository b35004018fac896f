"""Better targets bring a policy that holds nearer to the clip, and spoil none that does not."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import evaluate, for_evaluation, problem_for
from stuntman.imitation.deviations import set_deviation
from stuntman.imitation.environment import Environment
from stuntman.motion.clip import Clip
from stuntman.planning.learning_control import LearningControl, LearningControlConfig
from stuntman.policies import policy as policies
from stuntman.recipes import build

Build = Callable[..., Environment]


def nothing(observation: Tensor) -> Tensor:
    return torch.zeros(len(observation), 28)


def test_a_policy_that_does_nothing_comes_nearer_to_a_clip_that_ends(
    measured: Build, walk: Clip
) -> None:
    short = walk.slice(0.3, 0.6)
    config = LearningControlConfig(passes=2, laps=2, stretch=6)
    control = LearningControl(lambda worlds: measured(short, worlds, threads=2), config)
    environment = measured(short, 16)

    before, actuation = evaluate(nothing, environment).nr, environment.actuation
    environment.actuation, samples = control(nothing, actuation)
    shape = actuation.feed_forward_targets.shape
    assert environment.actuation.feed_forward_targets.shape == shape
    assert evaluate(nothing, environment).nr > before + 0.3 * (1.0 - before)
    assert samples > 2 * 9 * (2 + 28 * 5)


def test_a_policy_that_goes_round_a_loop_comes_nearer_to_it(walk: Clip) -> None:
    policy = policies.load("run")
    problem = problem_for(policy)
    config = for_evaluation(policy.header.recipe.environment)

    def environments(worlds: int) -> Environment:
        return build.environment(problem, config, worlds, threads=2)

    environment = build.environment(problem, replace(config, horizon=4.0), 16, threads=2)
    off = 0.03 * torch.sin(torch.arange(environment.actions))  # what is to be found and taken away
    spoilt = problem.actuation.feed_forward_targets + off
    actuation = replace(problem.actuation, feed_forward_targets=spoilt)
    control = LearningControl(environments, LearningControlConfig(passes=1, laps=1, reach=16))

    environment.actuation = actuation
    before = evaluate(policy.act, environment)
    environment.actuation, _ = control(policy.act, actuation)
    after = evaluate(policy.act, environment)

    assert before.success == after.success == 1.0
    assert after.nr > before.nr + 0.01


def test_the_targets_of_a_policy_that_falls_stay_as_they_are(measured: Build) -> None:
    control = LearningControl(lambda n: measured("walk", n), LearningControlConfig(laps=2))

    def act(observation: Tensor) -> Tensor:
        return torch.full((len(observation), 28), 3.0)

    actuation = measured("walk", 1).actuation
    found, samples = control(act, actuation)
    assert found is actuation
    assert 0 < samples < 1000


def test_what_it_takes_is_known_before(measured: Build, walk: Clip) -> None:
    short = walk.slice(0.3, 0.6)
    config = LearningControlConfig(passes=1, laps=2, stretch=6, reach=4)
    control = LearningControl(lambda worlds: measured(short, worlds), config)
    _, samples = control(nothing, measured(short, 1).actuation)
    assert 0.9 * control.max_samples < samples <= control.max_samples


def test_what_is_off_is_measured_along_the_clips_own_axes(measured: Build) -> None:
    """Else what a nudge does in the next round of a clip that turns would be another thing."""
    environment = measured("walk", 2)
    control = LearningControl(lambda worlds: environment, LearningControlConfig(laps=1))
    environment.reset(torch.full((2,), 0.4, dtype=torch.float64))
    state = environment.world_state()
    state["yaw"][1] = 2.0
    environment.load_world_state(state)
    off = np.random.default_rng(0).normal(size=2 * environment.engine.model.nv)
    set_deviation(environment, np.tile(0.05 * off, (2, 1)))
    reference = environment.clock.placed(environment.library)
    info: Any = SimpleNamespace(motion=environment.motion(), reference=reference)
    errors, _ = control._errors(info)
    torch.testing.assert_close(errors[0], errors[1], atol=1e-4, rtol=1e-3)
    assert errors[:, -3:].abs().min() > 0.003, "the centre of mass is off along each axis"


@pytest.mark.parametrize(
    "setting", [{"laps": 0}, {"nudge": -1.0}, {"reach": 0}, {"stretch": 0}, {"passes": 10**9}]
)
def test_a_setting_that_improves_nothing_is_refused(setting: dict[str, Any]) -> None:
    with pytest.raises(StuntmanError, match=rf"'{next(iter(setting))}' is .*: give a number "):
        LearningControlConfig(**setting)
