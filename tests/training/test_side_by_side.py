"""Runs beside one another end when they should, and say why they did not begin."""

import os
import signal
import time
from pathlib import Path

import pytest

from stuntman.errors import Interrupted, StuntmanError
from stuntman.recipes.recipe import Recipe
from stuntman.training import folder as folders
from stuntman.training.side_by_side import train_side_by_side

RECIPE = Recipe({"walk": 1.0})


def done(recipe: Recipe, folder: Path, minutes: float) -> None:
    """A run that ends at once."""
    folder.mkdir()
    folders.write_json(folder / folders.METRICS, {"after": {"minutes": minutes}, "ended": "Done."})


def broken(recipe: Recipe, folder: Path, minutes: float) -> None:
    raise StuntmanError("the disk is full.")


def killed(recipe: Recipe, folder: Path, minutes: float) -> None:
    os._exit(9)


def interrupted(recipe: Recipe, folder: Path, minutes: float) -> None:
    os.kill(os.getpid(), signal.SIGINT)
    done(recipe, folder, minutes)


def endless(recipe: Recipe, folder: Path, minutes: float) -> None:
    folder.mkdir()
    time.sleep(600.0)


def test_all_are_trained_so_many_at_once(tmp_path: Path) -> None:
    runs = {tmp_path / name: RECIPE for name in "abc"}
    seen: list[int] = []
    train_side_by_side(runs, 7.0, 2, done, lambda ended, running: seen.append(len(running)))
    assert all(folders.has_ended(folder) for folder in runs)
    assert max(seen) == 2


def test_what_one_raises_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match=r"'walk' was not trained: the disk is full"):
        train_side_by_side({tmp_path / "a": RECIPE}, 1.0, 1, broken, lambda ended, running: None)


def test_who_is_killed_is_told_though_it_said_nothing(tmp_path: Path) -> None:
    runs = {tmp_path / name: RECIPE for name in "ab"}
    with pytest.raises(StuntmanError, match=r"'walk' was not trained: its process ended"):
        train_side_by_side(runs, 1.0, 2, killed, lambda ended, running: None)


def test_ctrl_c_is_for_who_began_them(tmp_path: Path) -> None:
    runs = {tmp_path / "a": RECIPE}
    train_side_by_side(runs, 1.0, 1, interrupted, lambda ended, running: None)
    assert folders.has_ended(tmp_path / "a")


def test_whoever_looks_may_end_them(tmp_path: Path) -> None:
    def look(ended: int, running: list[Path]) -> None:
        if running[0].exists():
            raise Interrupted("enough")

    with pytest.raises(Interrupted):
        train_side_by_side({tmp_path / "a": RECIPE}, 60.0, 1, endless, look)
    assert not folders.has_ended(tmp_path / "a")
