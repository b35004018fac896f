"""A run goes on where it stopped, in its own folder, and never from anything damaged."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import Evaluation
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.planning.plan import Plan
from stuntman.planning.planner import Planner
from stuntman.policies import policy as policies
from stuntman.policies.tensor_file import read_tensors, write_tensors
from stuntman.recipes.recipe import Recipe
from stuntman.training import checkpoint, launch, warm_start
from stuntman.training import folder as folders
from stuntman.training.run import Run

ITERATION = 32  # samples
Train = Callable[..., list[Evaluation]]
Tensors = Callable[[Path], dict[str, Tensor]]


def differing(one: dict[str, Tensor], other: dict[str, Tensor]) -> list[str]:
    assert one.keys() == other.keys()
    return [name for name in one if not torch.equal(one[name], other[name])]


def test_two_iterations_and_two_resumed_are_four(
    tmp_path: Path, recipe: Recipe, train: Train, tensors: Tensors
) -> None:
    train(launch.start(recipe, 1, tmp_path / "straight", threads=1), 4 * ITERATION)
    broken = tmp_path / "broken"
    first = launch.start(recipe, 1, broken, threads=1)
    train(first, 2 * ITERATION)

    resumed = launch.resume(broken, threads=1)
    assert resumed.state == first.state
    assert resumed.state.history[0] == first.state.history[0]
    train(resumed, 4 * ITERATION)

    assert resumed.state.progress.iterations == 4
    assert differing(tensors(tmp_path / "straight"), tensors(broken)) == []
    history = json.loads((broken / folders.METRICS).read_text())["history"]
    assert [row["samples"] for row in history] == [0, 64, 128]


def test_a_warm_started_run_resumes_exactly_and_counts_what_planning_simulated(
    tmp_path: Path,
    warm: Recipe,
    start: Callable[[Recipe, Path], Run],
    train: Train,
    tensors: Tensors,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plans: list[Plan] = []

    class Noted(Planner):
        def result(self) -> Plan:
            plans.append(super().result())
            return plans[-1]

    monkeypatch.setattr(warm_start, "Planner", Noted)
    straight, broken = tmp_path / "straight", tmp_path / "broken"
    train(launch.start(warm, 1, straight, threads=1), 1)  # no iteration after the plan
    taught = launch.resume(straight, threads=1).state.progress.samples
    assert taught == plans[0].samples + 3 * 2 * 8
    assert plans[0].samples > 38 * 2 * (68 + 28)
    train(launch.resume(straight, threads=1), taught + 2 * ITERATION)
    train(start(warm, broken), taught + ITERATION)

    resumed = launch.resume(broken, threads=1)
    train(resumed, taught + 2 * ITERATION)

    assert len(plans) == 2, "none was planned again"
    assert differing(tensors(straight), tensors(broken)) == []
    assert resumed.state.progress.iterations == 2
    metrics = json.loads((broken / folders.METRICS).read_text())
    assert metrics["plan_reward"] == plans[0].reward
    assert 0.0 < metrics["plan_reward"] < 1.0


def test_a_resumed_run_whose_budget_is_used_up_learns_no_more(
    tmp_path: Path, recipe: Recipe, train: Train, tensors: Tensors
) -> None:
    train(launch.start(recipe, 1, tmp_path, threads=1), 2 * ITERATION)
    before = tensors(tmp_path)
    resumed = launch.resume(tmp_path, threads=1)
    train(resumed, 2 * ITERATION)
    assert resumed.state.progress.iterations == 2
    assert differing(before, tensors(tmp_path)) == []


def test_a_folder_with_a_run_is_not_written_over(
    tmp_path: Path, recipe: Recipe, train: Train
) -> None:
    """Nor by one that was set up before there was one."""
    early = launch.start(recipe, 2, tmp_path, threads=1)
    train(launch.start(recipe, 1, tmp_path, threads=1), ITERATION)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(StuntmanError, match=f"{tmp_path} holds a run already.*--resume"):
        launch.start(recipe, 1, tmp_path, threads=1)
    with pytest.raises(StuntmanError, match=f"{tmp_path} holds a run already.*--resume"):
        train(early, ITERATION)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_without_a_run_is_not_resumed(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match=r"checkpoint\.safetensors: no such file"):
        launch.resume(tmp_path)


def test_setting_up_writes_nothing(tmp_path: Path, recipe: Recipe) -> None:
    launch.start(recipe, 1, tmp_path / "some" / "run", threads=1)
    assert list(tmp_path.iterdir()) == []


def test_one_call_starts_or_goes_on(tmp_path: Path, recipe: Recipe) -> None:
    first = launch.train(recipe, tmp_path, samples=2 * ITERATION, seed=3, threads=1)
    then = launch.train(recipe, str(tmp_path), samples=3 * ITERATION, threads=1)
    assert (first.header.samples, then.header.seed) == (64, 3)
    assert launch.resume(tmp_path, threads=1).state.progress.samples == 96
    assert then.header == policies.load(tmp_path).header


# Damage


@pytest.fixture
def damaged(
    tmp_path: Path, recipe: Recipe, train: Train
) -> Callable[[Callable[[dict[str, Tensor], dict[str, Any]], None]], str]:
    """Changes tensors or header of a run's checkpoint, and gives what resuming says."""
    train(launch.start(recipe, 1, tmp_path / "run", threads=1), ITERATION)
    path = tmp_path / "run" / checkpoint.NAME
    whole = path.read_bytes()

    def told(change: Callable[[dict[str, Tensor], dict[str, Any]], None]) -> str:
        path.write_bytes(whole)
        tensors, header = read_tensors(path)
        change(tensors, header)
        write_tensors(path, tensors, header)
        with pytest.raises(StuntmanError) as caught:
            launch.resume(tmp_path / "run", threads=1)
        message = str(caught.value)
        assert str(tmp_path / "run") in message
        assert len(message.splitlines()) == 1
        return message

    return told


def test_a_state_that_does_not_fit_is_not_gone_on_from(damaged: Callable[..., str]) -> None:
    def without(tensors: dict[str, Tensor], header: dict[str, Any]) -> None:
        del tensors["model/log_std"]

    def shorter(tensors: dict[str, Tensor], header: dict[str, Any]) -> None:
        name = "environment/shared/feed_forward_targets"
        tensors[name] = tensors[name][:-1]

    def of_another_kind(tensors: dict[str, Tensor], header: dict[str, Any]) -> None:
        tensors["environment/world/time"] = tensors["environment/world/time"].float()

    def elsewhere(tensors: dict[str, Tensor], header: dict[str, Any]) -> None:
        tensors["environment/world/clip"][:] = 3

    def of_other_worlds(tensors: dict[str, Tensor], header: dict[str, Any]) -> None:
        header["run"]["recipe"]["ppo"]["worlds"] = 7

    assert "cannot be continued" in damaged(without)
    assert "feed_forward_targets' does not fit" in damaged(shorter)
    assert "time' does not fit" in damaged(of_another_kind)
    assert "cannot be continued" in damaged(elsewhere)
    assert "cannot be continued" in damaged(of_other_worlds)


def test_a_clip_that_is_another_now_is_not_gone_on_with(
    damaged: Callable[..., str], walk: Clip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "load", lambda name: walk.slice(0.0, 1.0))
    assert "does not fit the clip" in damaged(lambda tensors, header: None)


def test_a_checkpoint_of_an_earlier_version_is_a_policy_and_no_run() -> None:
    folder = Path(__file__).parents[1] / "policies" / "data"
    with pytest.raises(StuntmanError, match="policy can still be used"):
        checkpoint.load(folder / "checkpoint-6.safetensors")
    assert policies.load(folder / "checkpoint-6.safetensors").header.samples > 0
