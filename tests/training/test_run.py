"""A run leaves what it promises, continues where it stopped, and stops when it is told to."""

import json
import math
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from tensorboard.backend.event_processing import event_accumulator  # type: ignore[import-untyped]

from stuntman.errors import StuntmanError
from stuntman.evaluation import evaluate
from stuntman.imitation.environment import Environment, EnvironmentConfig
from stuntman.learning.ppo import Ppo, PpoConfig
from stuntman.learning.world_model import WorldModelConfig
from stuntman.motion.clip import Clip
from stuntman.planning.cloning import RehearsalConfig
from stuntman.planning.learning_control import Refinement, RefinementConfig
from stuntman.planning.planner import PlanConfig
from stuntman.policies import policy as policies
from stuntman.recipes.recipe import Recipe
from stuntman.training import checkpoint
from stuntman.training import run as trainer
from stuntman.training.checkpoint import Progress
from stuntman.training.run import Budget, Report, Run

RECIPE = Recipe(
    "walk",
    environment=EnvironmentConfig(horizon=0.2, stray_limit=0.2),
    ppo=PpoConfig(worlds=8, steps=4, epochs=1, minibatches=2, hidden=(8,)),
    learner="ppo",
)
ITERATION = 32  # samples


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, walk: Clip) -> None:
    monkeypatch.setattr(trainer, "EPISODES", 4)
    monkeypatch.setattr(trainer, "EPISODES_WHILE_TRAINING", 4)


def ignore(report: Report) -> None:
    pass


def train(run: Run, samples: int) -> evaluate.Evaluation:
    return run.train(Budget(samples=samples), ignore)


def tensors(folder: Path) -> dict[str, torch.Tensor]:
    return checkpoint.load(folder / trainer.CHECKPOINT)[0]


def test_a_run_leaves_policy_checkpoint_figures_and_curve(tmp_path: Path, walk: Clip) -> None:
    folder = tmp_path / "some" / "run"
    reports: list[Report] = []
    run = Run(RECIPE, 7, folder, threads=1)

    result = run.train(Budget(samples=3 * ITERATION), reports.append)

    assert [r.progress.samples for r in reports] == [ITERATION, 2 * ITERATION, 3 * ITERATION]
    assert [r.share for r in reports] == pytest.approx([1 / 3, 2 / 3, 1.0])
    assert all(math.isfinite(r.stats["reward"]) and r.samples_per_s > 0 for r in reports)

    policy = policies.load(folder / trainer.POLICY)
    header = policy.header
    assert (header.recipe, header.seed, header.samples) == (RECIPE, 7, 96)
    assert (header.clip, header.clip_digest) == ("walk", walk.digest)
    model = run.learner.environment.engine.model
    assert header.actuators == tuple(model.actuator(k).name for k in range(model.nu))
    assert header.train_minutes == pytest.approx(reports[-1].progress.seconds / 60)

    _, recipe, seed, progress = checkpoint.load(folder / trainer.CHECKPOINT)
    assert (recipe, seed, progress) == (RECIPE, 7, reports[-1].progress)

    metrics = json.loads((folder / trainer.METRICS).read_text())
    assert [row["samples"] for row in metrics["history"]] == [0, 96]
    assert metrics["before"] == metrics["history"][0]
    assert metrics["before"]["nr"] == run.nr_before
    assert metrics["after"]["nr"] == metrics["history"][-1]["nr"] == result.nr
    assert metrics["seed"] == 7
    assert metrics["recipe"]["ppo"]["worlds"] == 8

    with Image.open(folder / "curve.png") as picture:
        assert picture.size[0] > 400
    assert not list(folder.glob("*.part*"))


def test_the_policy_that_is_left_is_the_one_that_was_measured(tmp_path: Path) -> None:
    result = train(Run(RECIPE, 1, tmp_path, threads=1), 2 * ITERATION)
    saved = policies.load(tmp_path / trainer.POLICY)
    assert evaluate.evaluate_policy(saved, episodes=4, threads=1) == result


@pytest.mark.parametrize("good", [2, 3, 4])
def test_the_best_policy_that_was_measured_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good: int
) -> None:
    monkeypatch.setattr(trainer, "SECONDS_BETWEEN_MEASURES", 0.0)

    def measure(act: Any, environment: Environment) -> evaluate.Evaluation:
        nr = 0.9 if act.__self__.header.samples == good * ITERATION else 0.1
        return evaluate.Evaluation(nr, 1.0, 0.0, {}, environment.worlds, 20.0)

    monkeypatch.setattr(trainer, "evaluate", measure)
    train(Run(RECIPE, 1, tmp_path, threads=1), 3 * ITERATION)
    resumed = Run.resume(tmp_path, threads=1)

    result = train(resumed, 4 * ITERATION)

    assert result.nr == 0.9
    assert policies.load(tmp_path / trainer.POLICY).header.samples == good * ITERATION
    assert checkpoint.load(tmp_path / trainer.CHECKPOINT)[3].samples == 4 * ITERATION
    after = json.loads((tmp_path / trainer.METRICS).read_text())["after"]
    assert (after["nr"], after["samples"]) == (0.9, good * ITERATION)


def test_tensorboard_finds_the_curves(tmp_path: Path) -> None:
    train(Run(RECIPE, 1, tmp_path, threads=1), 2 * ITERATION)
    events = event_accumulator.EventAccumulator(str(tmp_path))
    events.Reload()
    names = set(events.Tags()["scalars"])
    assert {"reward", "reward/pose", "nr", "kl", "std", "loss/value", "learning_rate"} <= names
    assert [event.step for event in events.Scalars("reward")] == [ITERATION, 2 * ITERATION]


def test_two_iterations_and_two_resumed_are_four(tmp_path: Path) -> None:
    train(Run(RECIPE, 1, tmp_path / "straight", threads=1), 4 * ITERATION)
    broken = tmp_path / "broken"
    first = Run(RECIPE, 1, broken, threads=1)
    train(first, 2 * ITERATION)

    resumed = Run.resume(broken, threads=1)
    assert resumed.progress == first.progress
    assert resumed.nr_before == first.nr_before
    train(resumed, 4 * ITERATION)

    assert resumed.progress.iterations == 4
    straight, other = tensors(tmp_path / "straight"), tensors(broken)
    assert straight.keys() == other.keys()
    assert [name for name in straight if not torch.equal(straight[name], other[name])] == []
    history = json.loads((broken / trainer.METRICS).read_text())["history"]
    assert [row["samples"] for row in history] == [0, 64, 128]


def test_a_rehearsed_run_resumes_exactly_and_counts_what_rehearsal_simulated(
    tmp_path: Path,
) -> None:
    recipe = replace(
        RECIPE,
        learner="rehearsed",
        rehearsal=RehearsalConfig(
            PlanConfig(lookahead=2, others=(), samples=32),
            rounds=2,
            steps=2,
            updates=2,
            batch=8,
            wait=1,
        ),
    )
    train(Run(recipe, 1, tmp_path / "straight", threads=1), 1)  # no iteration after rehearsal
    rehearsed = Run.resume(tmp_path / "straight", threads=1).progress.samples
    assert rehearsed > 2 * 2 * 8 + 38 * 2 * (68 + 28)
    train(Run.resume(tmp_path / "straight", threads=1), rehearsed + 2 * ITERATION)
    broken = tmp_path / "broken"
    train(Run(recipe, 1, broken, threads=1), rehearsed + ITERATION)

    resumed = Run.resume(broken, threads=1)
    train(resumed, rehearsed + 2 * ITERATION)

    straight, other = tensors(tmp_path / "straight"), tensors(broken)
    assert [name for name in straight if not torch.equal(straight[name], other[name])] == []
    assert resumed.progress.iterations == 2
    metrics = json.loads((broken / trainer.METRICS).read_text())
    assert 0.0 < metrics["plan_reward"] < 1.0
    assert policies.load(broken / trainer.POLICY).header.learner == "rehearsed"


REFINED = replace(
    RECIPE,
    learner="rehearsed",
    rehearsal=RehearsalConfig(
        PlanConfig(lookahead=2, others=(), samples=32), rounds=2, steps=2, updates=2, batch=8
    ),
    refinement=RefinementConfig(passes=1, laps=1, reach=2),
)


class Better:
    """Instead of a refinement: targets 1e-3 rad higher, for 1000 samples; `calls` of it may break
    off before."""

    most = 1000

    def __init__(self, breaks: int = 0) -> None:
        self.leads: list[torch.Tensor] = []
        self.breaks = breaks

    def __call__(self, act: object, lead: torch.Tensor) -> tuple[torch.Tensor, int]:
        if self.breaks:
            self.breaks -= 1
            raise KeyboardInterrupt
        self.leads += [lead, lead + 1e-3]
        return self.leads[-1], 1000


def test_where_no_start_falls_the_targets_are_refined_and_the_policy_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trainer, "SAMPLES_BETWEEN_LOOKS", 1)
    better = Better()
    monkeypatch.setattr(trainer, "Refinement", lambda build, config: better)
    run = Run(REFINED, 1, tmp_path / "run", threads=1)
    train(run, 1)
    before = run.progress.samples
    run = Run.resume(tmp_path / "run", threads=1)
    told: list[str] = []
    run.train(Budget(samples=before + 2 * ITERATION + 1001), lambda report: None, told.append)
    assert len(told) == 4 and told[0].startswith("Refining") and told[1].startswith("Refined")
    leads = better.leads
    assert len(leads) == 4 and torch.equal(leads[1], leads[2])
    assert run.progress.samples == before + 2 * ITERATION + 2000
    lead = policies.load(tmp_path / "run" / trainer.POLICY).lead
    assert lead is not None and any(torch.equal(lead, each) for each in leads)
    for each in (run, Run.resume(tmp_path / "run", threads=1)):
        assert torch.equal(each.learner.environment.lead, leads[3])


def test_a_run_broken_off_while_refining_goes_on_exactly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trainer, "SAMPLES_BETWEEN_LOOKS", 1)
    found = []
    for breaks in (0, 1):
        better = Better(breaks)
        monkeypatch.setattr(trainer, "Refinement", lambda build, config, it=better: it)
        folder = tmp_path / str(breaks)
        run = Run(REFINED, 1, folder, threads=1)
        train(run, 1)
        until = run.progress.samples + 2 * ITERATION + 2000
        if breaks:
            with pytest.raises(KeyboardInterrupt):
                train(run, until)
            run = Run.resume(folder, threads=1)
        train(run, until)
        assert len(better.leads) == 4
        found.append(tensors(folder))
    assert [name for name in found[0] if not torch.equal(found[0][name], found[1][name])] == []


@pytest.mark.parametrize(
    "recipe",
    [
        replace(REFINED, learner="ppo"),
        replace(REFINED, refinement=RefinementConfig(passes=0)),
        replace(REFINED, refinement=RefinementConfig(passes=1)),  # takes more than a quarter
    ],
)
def test_targets_are_not_refined_where_that_is_not_asked_or_would_take_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recipe: Recipe
) -> None:
    monkeypatch.setattr(trainer, "SAMPLES_BETWEEN_LOOKS", 1)

    def refine(self: Refinement, act: object, lead: torch.Tensor) -> None:
        raise AssertionError("nobody asked")

    monkeypatch.setattr(Refinement, "__call__", refine)
    run = Run(recipe, 1, tmp_path / "run", threads=1)
    train(run, 1)
    train(run, run.progress.samples + 3 * ITERATION)
    assert run.progress.iterations > 2


def test_a_run_by_a_learned_model_resumes_exactly_and_its_policy_loads(tmp_path: Path) -> None:
    config = WorldModelConfig(
        worlds=4, window=8, first=32, updates=2, batch=8, hidden=(16,), model_hidden=(16, 16)
    )
    recipe = replace(RECIPE, learner="model", model=config)
    train(Run(recipe, 1, tmp_path / "straight", threads=1), 4 * 32)
    broken = tmp_path / "broken"
    train(Run(recipe, 1, broken, threads=1), 2 * 32)
    train(Run.resume(broken, threads=1), 4 * 32)

    straight, other = tensors(tmp_path / "straight"), tensors(broken)
    assert [name for name in straight if not torch.equal(straight[name], other[name])] == []
    policy = policies.load(broken / trainer.POLICY)
    assert policy.header.learner == "model"
    assert evaluate.evaluate_policy(policy, episodes=2, threads=1).nr > 0.0


def test_a_resumed_run_whose_budget_is_used_up_learns_no_more(tmp_path: Path) -> None:
    train(Run(RECIPE, 1, tmp_path, threads=1), 2 * ITERATION)
    before = tensors(tmp_path)
    resumed = Run.resume(tmp_path, threads=1)
    train(resumed, 2 * ITERATION)
    assert resumed.progress.iterations == 2
    assert all(torch.equal(before[name], tensor) for name, tensor in tensors(tmp_path).items())


def test_a_folder_with_a_run_is_not_written_over(tmp_path: Path) -> None:
    train(Run(RECIPE, 1, tmp_path, threads=1), ITERATION)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(StuntmanError, match=f"{tmp_path} holds a run already.*--resume"):
        Run(RECIPE, 1, tmp_path, threads=1)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_without_a_run_is_not_resumed(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match=r"checkpoint\.safetensors: no such file"):
        Run.resume(tmp_path)


def test_setting_up_writes_nothing(tmp_path: Path) -> None:
    Run(RECIPE, 1, tmp_path / "run", threads=1)
    assert not (tmp_path / "run").exists()


def test_ctrl_c_lets_the_iteration_end_and_the_run_continues_exactly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    iterate = Ppo.iterate

    def interrupted(learner: Ppo) -> dict[str, float]:
        if learner.samples == ITERATION:
            signal.raise_signal(signal.SIGINT)
        return iterate(learner)

    monkeypatch.setattr(Ppo, "iterate", interrupted)
    result = Run(RECIPE, 1, tmp_path, threads=1).train(Budget(samples=9e9), lambda report: None)
    monkeypatch.undo()

    metrics = json.loads((tmp_path / trainer.METRICS).read_text())
    assert metrics["after"]["nr"] == result.nr
    assert metrics["after"]["samples"] == 2 * ITERATION
    train(Run(RECIPE, 1, tmp_path / "straight", threads=1), 2 * ITERATION)
    straight, other = tensors(tmp_path / "straight"), tensors(tmp_path)
    assert all(torch.equal(straight[name], other[name]) for name in straight)


def test_a_second_ctrl_c_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(learner: Ppo) -> dict[str, float]:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        raise AssertionError("still running")

    monkeypatch.setattr(Ppo, "iterate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        train(Run(RECIPE, 1, tmp_path, threads=1), ITERATION)


def test_a_damaged_run_is_not_resumed(tmp_path: Path) -> None:
    train(Run(RECIPE, 1, tmp_path, threads=1), ITERATION)
    (tmp_path / trainer.METRICS).write_text("{")
    with pytest.raises(StuntmanError, match="cannot be continued"):
        Run.resume(tmp_path)


def test_it_measures_and_saves_as_it_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trainer, "SECONDS_BETWEEN_MEASURES", 0.0)
    kept: list[Progress] = []

    def look(report: Report) -> None:
        kept.append(checkpoint.load(tmp_path / trainer.CHECKPOINT)[3])
        assert (tmp_path / trainer.POLICY).is_file()
        metrics = json.loads((tmp_path / trainer.METRICS).read_text())
        assert metrics["after"] is None
        assert metrics["history"][-1]["nr"] == report.nr

    Run(RECIPE, 1, tmp_path, threads=1).train(Budget(samples=2 * ITERATION), look)

    assert [progress.iterations for progress in kept] == [1, 2]


def test_measuring_takes_nothing_from_what_is_learned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(Run(RECIPE, 1, tmp_path / "seldom", threads=1), 3 * ITERATION)
    monkeypatch.setattr(trainer, "SECONDS_BETWEEN_MEASURES", 0.0)
    train(Run(RECIPE, 1, tmp_path / "often", threads=1), 3 * ITERATION)
    seldom, often = tensors(tmp_path / "seldom"), tensors(tmp_path / "often")
    assert all(torch.equal(seldom[name], often[name]) for name in seldom)


def test_states_that_led_to_no_number_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # MuJoCo writes of it into MUJOCO_LOG.TXT
    run = Run(RECIPE, 1, tmp_path / "run", threads=1)
    engine = run.learner.environment.engine
    state = engine.save()
    state[3] = np.nan
    engine.restore(state)

    train(run, 2 * ITERATION)

    (path,) = (tmp_path / "run").glob("diverged-*.npz")
    with np.load(path) as kept:
        assert kept["state"].shape == state[3].shape
        assert np.isnan(kept["state"]).all()
        assert kept["targets"].shape == (engine.model.nu,)


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
