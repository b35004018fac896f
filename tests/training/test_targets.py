"""Learning control within a run: when it is due, what comes of it, and going on after it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from stuntman.evaluation.evaluate import Evaluation
from stuntman.imitation.actuation import Actuation
from stuntman.planning.learning_control import LearningControl, LearningControlConfig
from stuntman.policies import policy as policies
from stuntman.recipes.recipe import Recipe
from stuntman.training import control, launch
from stuntman.training.run import Run
from stuntman.training.stopping import Budget

ITERATION = 32  # samples
Train = Callable[..., list[Evaluation]]
Tensors = Callable[[Path], dict[str, Tensor]]
Start = Callable[[Recipe, Path], Run]


@pytest.fixture(autouse=True)
def measured_often(measure_often: None) -> None:
    """After every iteration."""


class Better:
    """Instead of learning control: targets 1e-3 rad higher, for 1000 samples; `breaks` calls of it
    are broken off before."""

    max_samples = 1000

    def __init__(self, breaks: int = 0) -> None:
        self.targets: list[Tensor] = []
        self.breaks = breaks

    def __call__(self, act: object, actuation: Actuation) -> tuple[Actuation, int]:
        if self.breaks:
            self.breaks -= 1
            raise KeyboardInterrupt
        before = actuation.feed_forward_targets
        self.targets += [before, before + 1e-3]
        return replace(actuation, feed_forward_targets=before + 1e-3), 1000


def test_where_no_start_falls_the_targets_are_improved_and_the_policy_has_them(
    tmp_path: Path, warm: Recipe, start: Start, train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    better = Better()
    monkeypatch.setattr(control, "LearningControl", lambda build, config: better)
    train(start(warm, tmp_path), 1)
    run = launch.resume(tmp_path, threads=1)
    before = run.state.progress.samples
    told: list[str] = []
    run.train(Budget(samples=before + 2 * ITERATION + 1001), lambda report: None, told.append)
    assert len(told) == 5 and told[-1].startswith("Practice is over")
    assert told[0].startswith("Improving") and told[1].startswith("Targets improved")
    targets = better.targets
    assert len(targets) == 4 and torch.equal(targets[1], targets[2])
    assert run.state.progress.samples == before + 2 * ITERATION + 2000
    assert run.state.control.spent == 2000
    actuation = policies.load(tmp_path).actuation
    assert actuation is not None
    assert any(torch.equal(actuation.feed_forward_targets, each) for each in targets)
    for each in (run, launch.resume(tmp_path, threads=1)):
        now = each.learner.environment.actuation.feed_forward_targets
        assert torch.equal(now, targets[3])


@pytest.mark.parametrize("broken", ["while improving", "after a measure"])
def test_a_run_broken_off_goes_on_exactly(
    tmp_path: Path,
    warm: Recipe,
    start: Start,
    train: Train,
    tensors: Tensors,
    monkeypatch: pytest.MonkeyPatch,
    broken: str,
) -> None:
    """Learning control is due by what was measured in its turn, not because a run ended there."""
    found = []
    for breaks in (False, True):
        better = Better(breaks=breaks and broken == "while improving")
        monkeypatch.setattr(control, "LearningControl", lambda build, config, it=better: it)
        folder = tmp_path / str(breaks)
        run = start(warm, folder)
        train(run, 1)
        until = run.state.progress.samples + 2 * ITERATION + 2000
        if breaks and broken == "while improving":
            with pytest.raises(KeyboardInterrupt):
                train(run, until)
        elif breaks:
            train(run, run.state.progress.samples + ITERATION)
            assert not better.targets
        if breaks:
            run = launch.resume(folder, threads=1)
        train(run, until)
        assert len(better.targets) == 4
        found.append(tensors(folder))
    assert [name for name in found[0] if not torch.equal(found[0][name], found[1][name])] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"warm_start": False},
        {"learning_control": LearningControlConfig(passes=0)},
        {"learning_control": LearningControlConfig(passes=1)},  # takes more than a quarter
    ],
)
def test_targets_are_not_improved_where_that_is_not_asked_or_would_take_too_long(
    tmp_path: Path,
    warm: Recipe,
    start: Start,
    train: Train,
    monkeypatch: pytest.MonkeyPatch,
    changes: dict[str, object],
) -> None:
    def improve(self: LearningControl, act: object, actuation: Actuation) -> None:
        raise AssertionError("nobody asked")

    monkeypatch.setattr(LearningControl, "__call__", improve)
    run = start(replace(warm, **changes), tmp_path)  # type: ignore[arg-type]
    train(run, 1)
    train(run, run.state.progress.samples + 3 * ITERATION)
    assert run.state.progress.iterations > 2
