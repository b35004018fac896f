"""Ctrl-C, and what the system sends before it ends a program, stop a run in order."""

import json
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor

from stuntman.evaluation.evaluate import Evaluation
from stuntman.learning.ppo import Ppo
from stuntman.recipes.recipe import Recipe
from stuntman.training import folder as folders
from stuntman.training import launch
from stuntman.training.interruption import interruptible, never_swallowed
from stuntman.training.stopping import Budget

ITERATION = 32  # samples
SIGNALS = [getattr(signal, n) for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]


@pytest.mark.parametrize("number", SIGNALS)
def test_the_iteration_ends_all_is_saved_and_the_run_continues_exactly(
    tmp_path: Path,
    recipe: Recipe,
    train: Callable[..., list[Evaluation]],
    tensors: Callable[[Path], dict[str, Tensor]],
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
) -> None:
    iterate = Ppo.iterate

    def interrupted(learner: Ppo) -> dict[str, float]:
        if learner.samples == ITERATION:
            signal.raise_signal(number)
        return iterate(learner)

    before = signal.getsignal(number)
    monkeypatch.setattr(Ppo, "iterate", interrupted)
    run = launch.start(recipe, 1, tmp_path / "run", threads=1)
    (result,) = run.train(Budget(samples=9e9), lambda report: None)
    monkeypatch.setattr(Ppo, "iterate", iterate)

    assert run.ended == "Interrupted."
    assert signal.getsignal(number) is before
    metrics = json.loads((tmp_path / "run" / folders.METRICS).read_text())
    assert metrics["ended"] == "Interrupted."
    assert metrics["after"]["nr"] == result.nr
    assert metrics["after"]["samples"] == 2 * ITERATION
    train(launch.resume(tmp_path / "run", threads=1), 3 * ITERATION)
    train(launch.start(recipe, 1, tmp_path / "straight", threads=1), 3 * ITERATION)
    straight, other = tensors(tmp_path / "straight"), tensors(tmp_path / "run")
    assert all(torch.equal(straight[name], other[name]) for name in straight)


def test_a_second_ctrl_c_breaks_off(
    tmp_path: Path,
    recipe: Recipe,
    train: Callable[..., list[Evaluation]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(learner: Ppo) -> dict[str, float]:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        raise AssertionError("still running")

    monkeypatch.setattr(Ppo, "iterate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        train(launch.start(recipe, 1, tmp_path, threads=1), ITERATION)


def test_elsewhere_than_in_the_main_thread_nothing_is_caught() -> None:
    """Python allows it there alone; whoever trains in a thread has signals of their own."""
    before = [signal.getsignal(number) for number in SIGNALS]
    seen: list[object] = []

    def work() -> None:
        with interruptible() as interrupted:
            seen.append(interrupted.is_set())
            seen.extend(signal.getsignal(number) for number in SIGNALS)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [False, *before]


def test_ctrl_c_is_heard_though_what_is_under_way_catches_it() -> None:
    with pytest.raises(KeyboardInterrupt), never_swallowed():
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise ImportError("half of a module") from None


def test_without_one_errors_pass_and_the_handler_is_as_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(ImportError), never_swallowed():
        raise ImportError
    assert signal.getsignal(signal.SIGINT) is before
