"""A run leaves what it promises: checkpoint, policy, figures and curves."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tensorboard.backend.event_processing import event_accumulator  # type: ignore[import-untyped]
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.evaluation import evaluate
from stuntman.evaluation.evaluate import Evaluation
from stuntman.imitation.environment import Environment
from stuntman.learning.ppo import Ppo
from stuntman.motion.clip import Clip
from stuntman.policies import policy as policies
from stuntman.policies.tensor_file import read_tensors
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe
from stuntman.retargeting.retarget import retarget
from stuntman.threads import use_threads
from stuntman.training import checkpoint, launch, measuring, timer
from stuntman.training import folder as folders
from stuntman.training import run as runs
from stuntman.training.control import make_control
from stuntman.training.run import Report
from stuntman.training.state import Progress
from stuntman.training.stopping import Budget

ITERATION = 32  # samples
Train = Callable[..., list[Evaluation]]
Tensors = Callable[[Path], dict[str, Tensor]]


def test_a_run_leaves_policy_checkpoint_figures_and_curve(
    tmp_path: Path, recipe: Recipe, train: Train, walk: Clip
) -> None:
    folder = tmp_path / "some" / "run"
    reports: list[Report] = []
    run = launch.start(recipe, 7, folder, threads=1)

    (result,) = train(run, 3 * ITERATION, reports.append)

    assert [r.progress.samples for r in reports] == [ITERATION, 2 * ITERATION, 3 * ITERATION]
    assert [r.share for r in reports] == pytest.approx([1 / 3, 2 / 3, 1.0])
    assert all(math.isfinite(r.stats["reward"]) and r.samples_per_s > 0 for r in reports)

    header = policies.load(folder / folders.POLICY).header
    assert (header.recipe, header.seed, header.samples) == (recipe, 7, 96)
    assert header.clip_digests == (walk.digest,)
    assert header.actuators == run.problem.actuators
    assert header.observation_terms == run.problem.layout
    assert header.mirrored_halves == (True,)
    assert header.train_minutes == pytest.approx(reports[-1].progress.seconds / 60)

    _, state = checkpoint.load(folder / checkpoint.NAME)
    assert state == run.state
    assert (state.recipe, state.seed, state.progress) == (recipe, 7, reports[-1].progress)

    metrics = json.loads((folder / folders.METRICS).read_text())
    assert [row["samples"] for row in metrics["history"]] == [0, 96]
    assert metrics["before"] == metrics["history"][0]
    assert metrics["before"]["nr"] == run.state.history[0].nr
    assert metrics["after"]["nr"] == metrics["history"][-1]["nr"] == result.nr
    assert metrics["seed"] == 7
    assert metrics["recipe"]["ppo"]["worlds"] == 8

    left = {path.name for path in folder.iterdir() if not path.name.startswith("events.")}
    assert left == {checkpoint.NAME, folders.POLICY, folders.METRICS, "curve.png"}


def test_the_policy_that_is_left_is_the_one_that_was_measured(
    tmp_path: Path, recipe: Recipe, train: Train
) -> None:
    result = train(launch.start(recipe, 1, tmp_path, threads=1), 2 * ITERATION)
    saved = policies.load(tmp_path / folders.POLICY)
    assert evaluate.evaluate_policy(saved, episodes=4, threads=1) == result


def test_the_policy_that_is_left_keeps_the_critic_that_has_learned(
    tmp_path: Path, recipe: Recipe, train: Train
) -> None:
    run = launch.start(recipe, 1, tmp_path, threads=1)
    assert run.policy().critic is None, "it has learned nothing yet"
    train(run, 2 * ITERATION)
    observation = run.learner.environment.reset()
    saved = policies.load(tmp_path / folders.POLICY).value(observation)
    torch.testing.assert_close(saved, run.policy().value(observation), rtol=1e-2, atol=5e-2)
    assert saved.std() > 0


@pytest.mark.parametrize("good", [2, 3, 4])
def test_the_best_policy_that_was_measured_is_left(
    tmp_path: Path,
    recipe: Recipe,
    train: Train,
    measure_often: None,
    monkeypatch: pytest.MonkeyPatch,
    good: int,
) -> None:
    def measure(act: Any, environment: Environment) -> list[Evaluation]:
        nr = 0.9 if act.__self__.header.samples == good * ITERATION else 0.1
        return [Evaluation("walk", nr, nr, 1.0, 1.0, 0.0, 1.0, {}, environment.worlds, 20.0)]

    monkeypatch.setattr(measuring, "evaluate_clips", measure)
    monkeypatch.setattr(measuring.Measuring, "with_starts", lambda self, policy, after: after)
    train(launch.start(recipe, 1, tmp_path, threads=1), 3 * ITERATION)
    resumed = launch.resume(tmp_path, threads=1)

    (result,) = train(resumed, 4 * ITERATION)

    assert result.nr == 0.9
    assert policies.load(tmp_path / folders.POLICY).header.samples == good * ITERATION
    assert checkpoint.load(tmp_path / checkpoint.NAME)[1].progress.samples == 4 * ITERATION
    after = json.loads((tmp_path / folders.METRICS).read_text())["after"]
    assert (after["nr"], after["samples"]) == (0.9, good * ITERATION)


def test_tensorboard_finds_the_curves(tmp_path: Path, recipe: Recipe, train: Train) -> None:
    train(launch.start(recipe, 1, tmp_path, threads=1), 2 * ITERATION)
    events = event_accumulator.EventAccumulator(str(tmp_path))
    events.Reload()
    names = set(events.Tags()["scalars"])
    assert {"reward", "reward/pose", "nr", "kl", "std", "loss/value", "learning_rate"} <= names
    assert [event.step for event in events.Scalars("reward")] == [ITERATION, 2 * ITERATION]


def test_it_measures_and_saves_as_it_goes(
    tmp_path: Path, recipe: Recipe, train: Train, measure_often: None
) -> None:
    kept: list[Progress] = []

    def look(report: Report) -> None:
        kept.append(checkpoint.load(tmp_path / checkpoint.NAME)[1].progress)
        assert (tmp_path / folders.POLICY).is_file()
        metrics = json.loads((tmp_path / folders.METRICS).read_text())
        assert metrics["after"] is None
        assert metrics["history"][-1]["nr"] == report.nr

    train(launch.start(recipe, 1, tmp_path, threads=1), 2 * ITERATION, look)

    assert [progress.iterations for progress in kept] == [1, 2]


def test_between_measures_it_saves_by_the_clock(
    tmp_path: Path, recipe: Recipe, train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that no more than that is lost when the machine fails."""
    monkeypatch.setattr(runs, "_SECONDS_BETWEEN_CHECKPOINTS", 0.0)
    kept: list[int] = []

    def look(report: Report) -> None:
        kept.append(checkpoint.load(tmp_path / checkpoint.NAME)[1].progress.iterations)

    train(launch.start(recipe, 1, tmp_path, threads=1), 2 * ITERATION, look)
    assert kept == [1, 2]


def test_measuring_takes_nothing_from_what_is_learned(
    tmp_path: Path,
    recipe: Recipe,
    train: Train,
    tensors: Tensors,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    train(launch.start(recipe, 1, tmp_path / "seldom", threads=1), 3 * ITERATION)
    monkeypatch.setattr(runs, "_SAMPLES_BETWEEN_MEASURES", 34)
    train(launch.start(recipe, 1, tmp_path / "often", threads=1), 3 * ITERATION)
    seldom, often = tensors(tmp_path / "seldom"), tensors(tmp_path / "often")
    assert all(torch.equal(seldom[name], often[name]) for name in seldom)


def test_the_same_seed_leaves_the_same_policy_however_fast_the_machine_is(
    tmp_path: Path, recipe: Recipe, train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On two threads, and one of the two on a clock by which each iteration takes a minute: which
    policy is measured and kept goes by samples."""
    recipe = replace(recipe, ppo=replace(recipe.ppo, worlds=32, steps=16))
    monkeypatch.setattr(runs, "_SAMPLES_BETWEEN_MEASURES", 34 * 1024)
    use_threads(2)
    train(launch.start(recipe, 3, tmp_path / "one", threads=2), 4 * 512)
    seconds = iter(range(0, 10**6, 60))
    clock = type("Clock", (), {"monotonic": seconds.__next__})
    monkeypatch.setattr(runs, "time", clock)
    monkeypatch.setattr(timer, "time", clock)
    train(launch.start(recipe, 3, tmp_path / "other", threads=2), 4 * 512)

    one, other = (policies.load(tmp_path / name) for name in ("one", "other"))
    assert other.header.train_minutes > one.header.train_minutes + 1.0
    assert replace(other.header, train_minutes=one.header.train_minutes) == one.header
    names = ("one", "other")
    weights = [read_tensors(tmp_path / name / folders.POLICY)[0] for name in names]
    assert weights[0].keys() == weights[1].keys()
    assert [n for n in weights[0] if not torch.equal(weights[0][n], weights[1][n])] == []
    histories = [json.loads((tmp_path / n / folders.METRICS).read_text())["history"] for n in names]
    for row in (*histories[0], *histories[1]):
        del row["seconds"]
    assert histories[0] == histories[1]
    assert [row["samples"] for row in histories[0]] == [0, 1024, 2048, 2048]


def test_clips_are_put_on_the_body_once_however_many_environments_there_are(
    tmp_path: Path, recipe: Recipe, train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three of a run's own, one of its benchmark, three more of learning control, and two for the
    policy's start states."""
    done: list[str] = []

    def counted(clip: Clip, *others: Any) -> Any:
        done.append(clip.name)
        return retarget(clip, *others)

    built: list[Environment] = []
    environment = build.environment

    def noted(*settings: Any, **more: Any) -> Environment:
        built.append(environment(*settings, **more))
        return built[-1]

    monkeypatch.setattr(build, "retarget", counted)
    monkeypatch.setattr(build, "environment", noted)
    recipe = replace(recipe, clips={"walk": 1.0, "run": 2.0})
    run = launch.start(recipe, 1, tmp_path, threads=1)
    assert done == ["walk", "run"]
    make_control(run.problem, run.state, threads=1)
    train(run, ITERATION)
    assert done == ["walk", "run"]
    assert len(built) == 9
    assert all(each.library is run.problem.library for each in built)


def test_a_run_of_several_clips_measures_each(tmp_path: Path, recipe: Recipe, train: Train) -> None:
    recipe = replace(recipe, clips={"walk": 1.0, "run": 2.0})
    results = train(launch.start(recipe, 1, tmp_path, threads=1), 2 * ITERATION)
    assert [result.clip for result in results] == ["walk", "run"]
    policy = policies.load(tmp_path)
    assert len(policy.header.clip_digests) == 2
    assert evaluate.evaluate_policy(policy, episodes=4, threads=1) == results
    metrics = json.loads((tmp_path / folders.METRICS).read_text())
    mean = (results[0].nr + results[1].nr) / 2
    assert metrics["after"]["nr"] == metrics["history"][-1]["nr"] == pytest.approx(mean)


def poison(monkeypatch: pytest.MonkeyPatch, worlds: slice) -> None:
    """Have the state of some worlds be no number before each iteration."""
    iterate = Ppo.iterate

    def poisoned(learner: Ppo) -> dict[str, float]:
        state = learner.environment.engine.save()
        state[worlds] = torch.nan
        learner.environment.engine.restore(state)
        return iterate(learner)

    monkeypatch.setattr(Ppo, "iterate", poisoned)


def test_states_that_led_to_no_number_are_kept(
    tmp_path: Path, recipe: Recipe, train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # MuJoCo writes of it into MUJOCO_LOG.TXT
    run = launch.start(recipe, 1, tmp_path / "run", threads=1)
    poison(monkeypatch, slice(3, 4))

    train(run, ITERATION)

    (path,) = (tmp_path / "run").glob("diverged-*.npz")
    state = run.learner.environment.engine.save()
    with np.load(path) as kept:
        assert kept["state"].shape == state[3].shape
        assert np.isnan(kept["state"]).all()
        assert kept["targets"].shape == (run.problem.actions,)


def test_ten_of_them_are_enough_also_of_a_run_that_was_resumed(
    tmp_path: Path, recipe: Recipe, train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "run"
    run = launch.start(recipe, 1, folder, threads=1)
    poison(monkeypatch, slice(0, 6))
    train(run, 3 * ITERATION)
    assert len(list(folder.glob("diverged-*.npz"))) == 10
    train(launch.resume(folder, threads=1), 5 * ITERATION)
    assert len(list(folder.glob("diverged-*.npz"))) == 10


@pytest.mark.parametrize(
    ("budget", "share"),
    [
        (Budget(minutes=4.0), 0.5),
        (Budget(samples=400), 0.25),
        (Budget(minutes=4.0, samples=400), 0.5),
        (Budget(minutes=40.0, samples=400), 0.25),
        (Budget(minutes=1.0), 2.0),
        (Budget(), 0.0),
    ],
)
def test_the_budget_is_used_by_what_runs_out_first(budget: Budget, share: float) -> None:
    assert budget.share(Progress(seconds=120.0, samples=100)) == pytest.approx(share)


@pytest.mark.parametrize("seed", [-1, 2**63, 10**30])
def test_a_seed_that_is_none_is_refused(tmp_path: Path, recipe: Recipe, seed: int) -> None:
    with pytest.raises(StuntmanError, match=f"--seed is {seed}: give a whole number from 0") as e:
        launch.start(recipe, seed, tmp_path / "run", threads=1)
    assert len(str(e.value).splitlines()) == 1
    assert not (tmp_path / "run").exists()
