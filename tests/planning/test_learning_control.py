"""Refined targets bring a policy that holds nearer to the clip, and spoil none that does not."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from stuntman.evaluation.evaluate import evaluate, for_evaluation
from stuntman.imitation.environment import Environment
from stuntman.motion.clip import Clip
from stuntman.planning.learning_control import Refinement, RefinementConfig
from stuntman.policies import policy as policies
from stuntman.recipes import build as stage
from stuntman.recipes.recipe import Recipe


def builder(recipe: Recipe, clip: Clip | None = None) -> Callable[[int], Environment]:
    return lambda worlds: stage.build(for_evaluation(recipe), worlds, threads=2, clip=clip)


def test_a_policy_that_does_nothing_comes_nearer_to_a_clip_that_ends(walk: Clip) -> None:
    build = builder(Recipe("walk"), walk.slice(0.3, 0.6))
    refinement = Refinement(build, RefinementConfig(passes=2, laps=2, stretch=6))
    environment = build(16)

    def act(observation: Tensor) -> Tensor:
        return torch.zeros(len(observation), environment.actions)

    before, lead = evaluate(act, environment).nr, environment.lead
    environment.lead, samples = refinement(act, lead)
    assert environment.lead.shape == lead.shape
    assert evaluate(act, environment).nr > before + 0.3 * (1.0 - before)
    assert samples > 2 * 9 * (2 + 28 * 5)


def test_a_policy_that_goes_round_a_loop_comes_nearer_to_it() -> None:
    policy = policies.load("run")
    build = builder(policy.header.recipe)
    environment = build(16)
    off = 0.03 * torch.sin(torch.arange(environment.actions))  # what is to be found and taken away
    lead = (environment.lead if policy.lead is None else policy.lead) + off
    refinement = Refinement(build, RefinementConfig(passes=1, laps=1))

    environment.lead = lead
    before = evaluate(policy.act, environment)
    environment.lead, _ = refinement(policy.act, lead)
    after = evaluate(policy.act, environment)

    assert before.success == after.success == 1.0
    assert after.nr > before.nr + 0.01


def test_the_targets_of_a_policy_that_falls_stay_as_they_are() -> None:
    build = builder(Recipe("walk"))
    refinement = Refinement(build, RefinementConfig(laps=2))

    def act(observation: Tensor) -> Tensor:
        return torch.full((len(observation), 28), 3.0)

    lead = build(1).lead
    found, samples = refinement(act, lead)
    assert torch.equal(found, lead)
    assert 0 < samples < 1000


def test_what_it_takes_is_known_before(walk: Clip) -> None:
    build = builder(Recipe("walk"), walk.slice(0.3, 0.6))
    refinement = Refinement(build, RefinementConfig(passes=1, laps=2, stretch=6, reach=4))
    _, samples = refinement(lambda seen: torch.zeros(len(seen), 28), build(1).lead)
    assert 0.9 * refinement.most < samples <= refinement.most


def test_what_is_off_is_measured_along_the_clips_own_axes() -> None:
    """Else what a nudge does in the next round of a clip that turns would be another thing."""
    environment = stage.build(Recipe("walk"), 2, threads=1)
    refinement = Refinement(lambda worlds: environment, RefinementConfig(laps=1))
    environment.reset(torch.full((2,), 0.4, dtype=torch.float64))
    state = environment.state_dict()
    state["yaw"][1] = 2.0
    environment.load_state_dict(state)
    off = np.random.default_rng(0).normal(size=2 * environment.engine.model.nv)
    environment.deviate(np.tile(0.05 * off, (2, 1)))
    info: Any = SimpleNamespace(motion=environment.motion(), target=environment._target())
    errors, _ = refinement._errors(info)
    torch.testing.assert_close(errors[0], errors[1], atol=1e-4, rtol=1e-3)
    assert errors[:, -3:].abs().min() > 0.003, "the centre of mass is off along each axis"
