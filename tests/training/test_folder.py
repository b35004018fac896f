"""What happens to machines costs a run a sentence, and nothing that was saved."""

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from filelock import FileLock
from matplotlib.figure import Figure
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import Evaluation
from stuntman.policies import tensor_file
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe
from stuntman.training import checkpoint, launch
from stuntman.training import folder as folders
from stuntman.training.run import Report

ITERATION = 32  # samples
Train = Callable[..., list[Evaluation]]
Tensors = Callable[[Path], dict[str, Tensor]]


@pytest.fixture
def nothing_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(recipe: Recipe) -> None:
        raise AssertionError("it is set up already")

    monkeypatch.setattr(build, "load_clips", load)


def refused(recipe: Recipe, folder: Path) -> str:
    with pytest.raises(StuntmanError) as caught:
        launch.start(recipe, 1, folder, threads=1)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


@pytest.mark.parametrize("place", ["file", "file/run"])
def test_where_no_folder_can_be_is_told_before_anything_is_set_up(
    tmp_path: Path, recipe: Recipe, nothing_set_up: None, place: str
) -> None:
    (tmp_path / "file").write_text("mine")
    message = refused(recipe, tmp_path / place)
    assert message.startswith(f"{tmp_path / place} cannot be written to (")
    assert message.endswith("give another --out.")
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_where_nothing_may_be_written_is_told_before_anything_is_set_up(
    tmp_path: Path,
    recipe: Recipe,
    nothing_set_up: None,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    def fail(self: FileLock, timeout: float) -> None:
        raise OSError(number, "not here")

    monkeypatch.setattr(FileLock, "acquire", fail)
    assert "cannot be written to (not here)" in refused(recipe, tmp_path / "run")


def test_what_does_not_fit_leaves_no_folder(tmp_path: Path, recipe: Recipe) -> None:
    with pytest.raises(StuntmanError, match="wlak"):
        launch.start(Recipe({"wlak": 1.0}), 1, tmp_path / "new" / "run", threads=1)
    assert list(tmp_path.iterdir()) == []


def test_of_two_runs_in_a_folder_the_second_is_refused(
    tmp_path: Path, recipe: Recipe, train: Train
) -> None:
    """While the first is at work: its like, one that goes on, and one from another process."""
    script = (
        "import sys; from pathlib import Path; from stuntman.errors import StuntmanError\n"
        "from stuntman.training.folder import locked\n"
        "try:\n with locked(Path(sys.argv[1])): print('mine')\n"
        "except StuntmanError as error: print(error)"
    )
    told: list[str] = []

    def look(report: Report) -> None:
        told.append(refused(recipe, tmp_path / "run"))
        with pytest.raises(StuntmanError) as caught:
            train(launch.resume(tmp_path / "run", threads=1), 9 * ITERATION)
        told.append(str(caught.value))
        ask = [sys.executable, "-c", script, str(tmp_path / "run")]
        told.append(subprocess.run(ask, capture_output=True, text=True, check=True).stdout)

    train(launch.start(recipe, 1, tmp_path / "run", threads=1), ITERATION, look)

    assert "holds a run already" in told[0]
    assert all("Another run is at work" in message for message in told[1:])
    resumed = launch.resume(tmp_path / "run", threads=1)
    train(resumed, 2 * ITERATION)
    assert resumed.state.progress.iterations == 2, "the folder is free again"


def test_while_one_is_set_up_another_is_refused(
    tmp_path: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = build.load_clips
    told: list[str] = []

    def meanwhile(recipe: Recipe) -> Any:
        monkeypatch.setattr(build, "load_clips", load)
        told.append(refused(recipe, tmp_path / "run"))
        return load(recipe)

    monkeypatch.setattr(build, "load_clips", meanwhile)
    launch.start(recipe, 1, tmp_path / "run", threads=1)
    assert "Another run is at work" in told[0]


@pytest.mark.parametrize("part", ["checkpoint", "curve", "folder"])
def test_a_full_disk_is_a_sentence_and_the_last_checkpoint_stays(
    tmp_path: Path,
    recipe: Recipe,
    train: Train,
    tensors: Tensors,
    measure_often: None,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
) -> None:
    """Whatever it is that does not fit in the second iteration; then the run goes on exactly."""

    def fail(*arguments: Any, **more: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def fill(report: Report) -> None:
        match part:
            case "checkpoint":
                monkeypatch.setattr(tensor_file, "save_file", fail)
            case "curve":
                monkeypatch.setattr(Figure, "savefig", fail)
            case "folder":
                monkeypatch.setattr(folders, "write_json", fail)

    run = launch.start(recipe, 1, tmp_path / "run", threads=1)
    with pytest.raises(StuntmanError, match="No space left on device") as caught:
        train(run, 3 * ITERATION, fill)
    monkeypatch.undo()
    assert len(str(caught.value).splitlines()) == 1
    assert str(tmp_path / "run") in str(caught.value)
    assert not list((tmp_path / "run").glob(".stuntman-*"))
    assert checkpoint.load(tmp_path / "run" / checkpoint.NAME)[1].progress.iterations >= 1

    train(launch.resume(tmp_path / "run", threads=1), 3 * ITERATION)
    train(launch.start(recipe, 1, tmp_path / "straight", threads=1), 3 * ITERATION)
    straight, other = tensors(tmp_path / "straight"), tensors(tmp_path / "run")
    assert all(torch.equal(straight[name], other[name]) for name in straight)


FULL = """
import resource, signal, sys
from pathlib import Path
from stuntman.errors import StuntmanError
from stuntman.training import launch
from stuntman.training.stopping import Budget

run = launch.resume(Path(sys.argv[1]), threads=1)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    run.train(Budget(samples=1e9), lambda report: None)
except StuntmanError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_limit_of_the_systems_is_a_sentence_too(
    tmp_path: Path, recipe: Recipe, train: Train
) -> None:
    """With real files: the checkpoint does not fit."""
    train(launch.start(recipe, 1, tmp_path / "run", threads=1), ITERATION)
    path = tmp_path / "run" / checkpoint.NAME
    before = path.read_bytes()
    assert len(before) > 20_000
    ask = [sys.executable, "-c", FULL, str(tmp_path / "run")]
    ended = subprocess.run(ask, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    (sentence,) = ended.stdout.splitlines()
    assert str(path) in sentence and "cannot be written" in sentence
    assert path.read_bytes() == before
    assert not list((tmp_path / "run").glob(".stuntman-*"))


def test_a_state_is_kept_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = (torch.ones(3), torch.zeros(2))
    folders.write_diverged(tmp_path, 4, [state])
    assert [path.name for path in tmp_path.iterdir()] == ["diverged-4-0.npz"]

    def half(path: Path, **arrays: Any) -> None:
        path.write_bytes(b"PK")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "savez", half)
    with pytest.raises(StuntmanError, match="No space"):
        folders.write_diverged(tmp_path, 5, [state])
    assert [path.name for path in tmp_path.iterdir()] == ["diverged-4-0.npz"]
