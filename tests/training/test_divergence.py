"""A number that is none ends learning in a sentence, and is never left as a result."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import Evaluation
from stuntman.learning.ppo import Ppo
from stuntman.policies import policy as policies
from stuntman.recipes.recipe import Recipe
from stuntman.training import benchmark, checkpoint, launch
from stuntman.training import run as runs
from stuntman.training.benchmark import Speed
from stuntman.training.run import Run
from stuntman.training.stopping import Budget

ITERATION = 32  # samples
Train = Callable[..., list[Evaluation]]
Tensors = Callable[[Path], dict[str, Tensor]]


@pytest.fixture(autouse=True)
def no_benchmark(monkeypatch: pytest.MonkeyPatch) -> None:
    """It iterates too, with a learner that is thrown away."""
    monkeypatch.setattr(benchmark, "measure", lambda *settings: Speed(1e3, 0.0))


def diverge(monkeypatch: pytest.MonkeyPatch, calls: set[int], how: str) -> list[float]:
    """Have these calls of `iterate`, from 1, tell of a loss that is no number, or leave such a
    weight; the learning rates at which each began."""
    iterate, rates = Ppo.iterate, []

    def diverged(learner: Ppo) -> dict[str, float]:
        rates.append(float(learner.optimizer.param_groups[0]["lr"]))
        stats = iterate(learner)
        if len(rates) in calls and how == "weight":
            with torch.no_grad():
                next(learner.model.actor.parameters()).view(-1)[0] = math.nan
        return stats | ({how: math.nan} if len(rates) in calls and how != "weight" else {})

    monkeypatch.setattr(Ppo, "iterate", diverged)
    return rates


def trained(run: Run, samples: int) -> list[str]:
    """What is told while it trains, between what to expect and that it is over."""
    told: list[str] = []
    run.train(Budget(samples=samples), lambda report: None, told.append)
    return told[1:-1]


@pytest.mark.parametrize("how", ["loss/policy", "loss/value", "kl", "std", "weight"])
def test_once_it_goes_on_from_the_last_checkpoint_with_half_the_rate(
    tmp_path: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """The second iteration diverges: the first is done once more, more slowly, and two others."""
    rates = diverge(monkeypatch, {2}, how)
    run = launch.start(recipe, 1, tmp_path, threads=1)
    (told,) = trained(run, 3 * ITERATION)
    assert "diverged" in told and "half the learning rate" in told
    assert len(rates) == 5
    assert rates[2] == pytest.approx(0.5 * rates[0])
    assert run.state.progress.samples == 3 * ITERATION
    policies.load(tmp_path)


@pytest.mark.parametrize("how", ["loss/value", "weight"])
@pytest.mark.parametrize("calls", [{2, 3}, {2, 5}])
def test_the_second_time_it_ends_in_a_sentence_and_the_checkpoint_is_sound(
    tmp_path: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch, how: str, calls: set[int]
) -> None:
    """At once, or later on: else it might go round for ever."""
    monkeypatch.setattr(runs, "_SECONDS_BETWEEN_CHECKPOINTS", 0.0)
    diverge(monkeypatch, calls, how)
    run = launch.start(recipe, 1, tmp_path, threads=1)
    with pytest.raises(StuntmanError, match=r"not finite.*--ppo\.learning-rate") as caught:
        trained(run, 9 * ITERATION)
    assert len(str(caught.value).splitlines()) == 1
    tensors, state = checkpoint.load(tmp_path / checkpoint.NAME)
    assert state.progress.iterations == max(calls) - 2
    assert all(bool(t.isfinite().all()) for t in tensors.values() if t.is_floating_point())


def test_a_rate_at_which_nothing_can_be_learned_ends_so(
    tmp_path: Path, recipe: Recipe, train: Train
) -> None:
    """Without any help: the first step leaves weights beyond all numbers."""
    ppo = replace(recipe.ppo, learning_rate=1e12, critic_learning_rate=1e12, epochs=4)
    run = launch.start(replace(recipe, ppo=ppo), 1, tmp_path, threads=1)
    with pytest.raises(StuntmanError, match="Learning diverges"):
        train(run, 50 * ITERATION)
    assert not (tmp_path / "policy.safetensors").exists()


def test_a_weight_that_is_none_is_not_saved_over_the_last_that_was(
    tmp_path: Path, recipe: Recipe, train: Train, tensors: Tensors
) -> None:
    run = launch.start(recipe, 1, tmp_path, threads=1)
    train(run, ITERATION)
    before = (tmp_path / checkpoint.NAME).read_bytes(), (tmp_path / "policy.safetensors")
    policy = before[1].read_bytes()
    with torch.no_grad():
        for parameter in run.learner.actor.parameters():
            parameter.view(-1)[0] = math.inf
    with pytest.raises(StuntmanError, match="not finite"):
        checkpoint.save(tmp_path / checkpoint.NAME, run.learner, run.state)
    with pytest.raises(StuntmanError, match="not finite"):
        run.policy().save(tmp_path / "policy.safetensors")
    assert (tmp_path / checkpoint.NAME).read_bytes() == before[0]
    assert (tmp_path / "policy.safetensors").read_bytes() == policy


def test_worlds_that_diverge_do_not_end_learning(
    tmp_path: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their terms of the reward are no numbers; what is learned from is."""
    monkeypatch.chdir(tmp_path)  # MuJoCo writes of it into MUJOCO_LOG.TXT
    iterate = Ppo.iterate

    def poisoned(learner: Ppo) -> dict[str, float]:
        state = learner.environment.engine.save()
        state[2] = torch.nan
        learner.environment.engine.restore(state)
        return iterate(learner)

    monkeypatch.setattr(Ppo, "iterate", poisoned)
    run = launch.start(recipe, 1, tmp_path / "run", threads=1)
    assert trained(run, 2 * ITERATION) == []
    assert run.state.progress.iterations == 2
