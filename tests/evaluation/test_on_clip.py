"""A policy of several clips on one of them is a policy like any other."""

import dataclasses
from pathlib import Path

import pytest
import torch

from stuntman.cli import policy_files
from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import evaluate_policy, on_clip, problem_for
from stuntman.policies import policy as policies


@pytest.mark.parametrize("clip", ["walk", "backflip"])
def test_it_earns_the_same_alone(clip: str, walk: object, tmp_path: Path) -> None:
    trio = policies.load("trio")
    short = dataclasses.replace(trio.header.recipe.environment, horizon=1.0)
    recipe = dataclasses.replace(trio.header.recipe, environment=short)
    trio.header = dataclasses.replace(trio.header, recipe=recipe)
    together = {each.clip: each for each in evaluate_policy(trio, episodes=4, threads=1)}

    alone = on_clip(trio, clip)
    alone.save(tmp_path / "alone.safetensors")
    (result,) = evaluate_policy(policies.load(tmp_path / "alone.safetensors"), 4, threads=1)

    assert result.nr == pytest.approx(together[clip].nr, abs=1e-6)
    assert result.error_m == pytest.approx(together[clip].error_m, abs=1e-6)


def test_the_command_line_names_it_after_a_mark(walk: object) -> None:
    policy = policy_files.load("trio#run")
    assert list(policy.header.recipe.clips) == ["run"]
    assert len(policy.header.specialist_nr) == 1
    own = problem_for(policies.load("atlas_run")).actuation.feed_forward_targets
    assert policy.actuation is not None
    # Kept in a file, and here made anew, on whatever processor this is.
    torch.testing.assert_close(policy.actuation.feed_forward_targets, own, rtol=1e-4, atol=1e-5)


def test_a_clip_that_it_does_not_know_is_refused_by_what_it_knows(walk: object) -> None:
    with pytest.raises(StuntmanError, match=r"no clip 'swim': name one of walk, run, backflip"):
        policy_files.load("trio#swim")
