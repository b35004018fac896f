"""Planning within a run: interrupted anywhere it goes on as if it had not been, and it keeps to its
share of the time given."""

import itertools
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor

from stuntman.errors import Interrupted, StuntmanError
from stuntman.evaluation.evaluate import Evaluation
from stuntman.learning.cloning import Cloning
from stuntman.planning.planner import Planner
from stuntman.policies.tensor_file import read_tensors, write_tensors
from stuntman.recipes.recipe import Recipe
from stuntman.training import benchmark, checkpoint, launch, warm_start
from stuntman.training.benchmark import Speed
from stuntman.training.run import Run
from stuntman.training.stopping import Budget

Train = Callable[..., list[Evaluation]]
Tensors = Callable[[Path], dict[str, Tensor]]
Start = Callable[[Recipe, Path], Run]
Planned = tuple[Path, list[str], list[tuple[str, float, float]]]  # folder, told, waits


def interrupt_at(monkeypatch: pytest.MonkeyPatch, kind: type, method: str, call: int) -> None:
    """Send this process a SIGTERM in that call of a method, counted from 0."""
    original, calls = getattr(kind, method), itertools.count()

    def interrupting(*arguments: object) -> object:
        if next(calls) == call:
            os.kill(os.getpid(), signal.SIGTERM)
        return original(*arguments)

    monkeypatch.setattr(kind, method, interrupting)


def test_a_run_interrupted_while_planning_and_while_teaching_is_as_if_it_had_not_been(
    tmp_path: Path,
    warm: Recipe,
    planned: Planned,
    train: Train,
    tensors: Tensors,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = tmp_path / "broken"
    monkeypatch.setattr(warm_start, "SECONDS_BETWEEN_WRITES", 0.0)

    for kind, method, call in [
        (Planner, "advance", 20),
        (Planner, "advance", 9),
        (Cloning, "_round", 2),
    ]:
        begun = (broken / checkpoint.NAME).exists()
        run = launch.resume(broken, 1) if begun else launch.start(warm, 1, broken, 1)
        with monkeypatch.context() as patched:
            interrupt_at(patched, kind, method, call)
            with pytest.raises(Interrupted, match=f"--resume {broken}"):
                train(run, 1)
        assert checkpoint.load(broken / checkpoint.NAME)[1].progress.samples == 0
    advances: list[Planner] = []
    monkeypatch.setattr(Planner, "advance", advances.append)
    train(launch.resume(broken, threads=1), 1)

    assert not advances, "its plan was finished"
    one, other = tensors(planned[0]), tensors(broken)
    assert one.keys() == other.keys()
    assert [name for name in one if not torch.equal(one[name], other[name])] == []
    assert (broken / warm_start.PLAN).is_file()
    assert not (broken / warm_start.CLONING).exists()


def test_what_took_the_time_of_an_earlier_process_counts(
    tmp_path: Path, warm: Recipe, start: Start, train: Train
) -> None:
    run = start(warm, tmp_path)
    tensors, header = read_tensors(tmp_path / warm_start.PLAN)
    write_tensors(tmp_path / warm_start.PLAN, tensors, header | {"seconds": 1000.0})
    train(run, 1)
    assert 1000.0 < run.state.progress.seconds < 1200.0
    assert run.state.history[1].seconds > 1000.0


def test_a_plan_that_would_take_more_than_a_third_of_the_time_is_left_out(
    tmp_path: Path, warm: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Speed(samples_per_s=1e9, update_seconds=1.0)  # six of them in all
    monkeypatch.setattr(benchmark, "measure", lambda *settings: slow)
    told: list[str] = []
    run = launch.start(warm, 1, tmp_path, threads=1)

    def end(report: object) -> None:  # one iteration is enough
        signal.raise_signal(signal.SIGTERM)

    run.train(Budget(minutes=0.1), end, told.append)

    assert any("practice begins without a plan" in sentence for sentence in told)
    assert run.state.plan_reward is None
    assert run.state.progress.iterations > 0
    std = float(run.learner.state_dict()["model/log_std"].exp().mean())
    assert std == pytest.approx(warm_start.STD_WITHOUT_PLAN, rel=0.3)
    assert run.state.progress.samples > 32 * run.state.progress.iterations, "planning counts"


def test_teaching_ends_after_a_round_where_its_time_is_over(
    tmp_path: Path, warm: Recipe, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan was quick, but each round takes longer than was thought."""
    quick = Speed(samples_per_s=1e9, update_seconds=0.0)
    monkeypatch.setattr(benchmark, "measure", lambda *settings: quick)
    rounds: list[Cloning] = []
    whole = Cloning._round

    def slow(cloning: Cloning) -> None:
        rounds.append(cloning)
        whole(cloning)
        monkeypatch.setattr(warm_start.WarmStart, "seconds", 1e6)

    monkeypatch.setattr(Cloning, "_round", slow)
    run = start(warm, tmp_path)
    told: list[str] = []
    run.train(Budget(minutes=1e4, samples=1), lambda report: None, told.append)
    assert len(rounds) == 1
    assert any("Taught in 1 rounds instead of 3" in sentence for sentence in told)
    assert run.state.plan_reward is not None


def test_without_a_limit_the_clock_decides_nothing(
    tmp_path: Path,
    warm: Recipe,
    planned: Planned,
    train: Train,
    tensors: Tensors,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a machine that is thousands of times slower it comes out as on this one."""
    monkeypatch.setattr(benchmark, "measure", lambda *settings: Speed(1.0, 1e3))
    train(launch.start(warm, 1, tmp_path, threads=1), 1)
    one, other = tensors(planned[0]), tensors(tmp_path)
    assert [name for name in one if not torch.equal(one[name], other[name])] == []


def test_it_shows_how_far_it_is_and_says_what_to_expect(planned: Planned) -> None:
    _, told, waits = planned
    assert "to plan the clip" in told[0] and "samples" in told[0]
    plans = [share for what, share, _ in waits if what == "planning the clip"]
    rounds = [share for what, share, _ in waits if what == "teaching the plan"]
    assert plans == sorted(plans) and plans[-1] == 1.0
    assert rounds == pytest.approx([0.0, 1 / 3, 2 / 3, 1.0])
    assert all(left >= 0.0 for _, _, left in waits)


def damaged(tensors: dict[str, Tensor]) -> None:
    del tensors["best/gains"]


def cut(tensors: dict[str, Tensor]) -> None:
    del tensors["planner/number"]


@pytest.mark.parametrize("change", [damaged, cut])
def test_a_damaged_plan_is_named_with_its_mend(
    tmp_path: Path,
    warm: Recipe,
    start: Start,
    train: Train,
    change: Callable[[dict[str, Tensor]], None],
) -> None:
    run = start(warm, tmp_path)
    tensors, header = read_tensors(tmp_path / warm_start.PLAN)
    change(tensors)
    write_tensors(tmp_path / warm_start.PLAN, tensors, header)
    with pytest.raises(StuntmanError, match=rf"{warm_start.PLAN} is damaged.*remove"):
        train(run, 1)


def test_the_plan_of_another_clip_or_other_settings_is_refused(
    tmp_path: Path, warm: Recipe, start: Start, train: Train
) -> None:
    run = start(warm, tmp_path)
    tensors, header = read_tensors(tmp_path / warm_start.PLAN)
    write_tensors(tmp_path / warm_start.PLAN, tensors, header | {"clips": ["another"]})
    with pytest.raises(StuntmanError, match=r"of another clip or other settings: remove"):
        train(run, 1)


# The time given


def test_practice_ends_before_an_iteration_that_would_end_late(
    tmp_path: Path, recipe: Recipe, train: Train
) -> None:
    run = launch.start(recipe, 1, tmp_path, threads=1)
    train(run, 32)
    run._iteration_seconds = 1e6
    run.train(Budget(minutes=1000.0), lambda report: None)
    assert run.state.progress.iterations == 1
    assert run.ended == "The time or the samples given are used up."
