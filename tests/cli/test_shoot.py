"""`stuntman shoot`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from stuntman.cli import shoot
from stuntman.learning.ppo import PpoConfig
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.motion.formats import bvh
from stuntman.recipes import recipe
from stuntman.recipes.recipe import Recipe
from stuntman.viewer.gl import working_backend

Call = Callable[..., tuple[int, str, str]]


TINY_RECIPE = Recipe(
    {"walk": 1.0},
    ppo=PpoConfig(worlds=8, steps=4, epochs=1, minibatches=2, hidden=(8,)),
    warm_start=False,
)


def test_shooting_a_file_brings_it_in_trains_and_films(
    call: Call, walk: Clip, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if working_backend() is None:
        pytest.skip("no OpenGL library on this machine: scripts/setup_gl.sh installs one")
    bvh.write(walk, here / "my walk.bvh")
    monkeypatch.setattr(library, "own_folder", lambda: here / "home" / "clips")
    monkeypatch.setattr(recipe, "load", lambda name: TINY_RECIPE)
    words = ("--seconds", "0.3", "--minutes", "0.0001", "--size", "64x48", "--blocks", "1")
    for again in (False, True):
        files = ("--out", "take.mp4", "--bvh", f"take{again:d}.bvh")
        code, out, err = call("shoot", "my walk.bvh", *words, *files)
        assert (code, err) == (0, "")
        assert "block of 3 kg" in out and "Wrote take.mp4." in out
    assert len(list((here / "home" / "shoots").iterdir())) == 1, "the second time, it is reused"
    assert (here / "take0.bvh").read_text() == (here / "take1.bvh").read_text()
    assert bvh.read(here / "take0.bvh").frames == 9


def test_a_clip_that_a_shipped_policy_knows_needs_no_training(
    call: Call, walk: Clip, here: Path
) -> None:
    if working_backend() is None:
        pytest.skip("no OpenGL library on this machine: scripts/setup_gl.sh installs one")
    words = ("--seconds", "0.1", "--size", "64x48", "--out", "take.mp4")
    done = call("shoot", "walk", *words, "--bvh", "take.bvh")
    assert done == (0, "Wrote take.mp4.\nWrote take.bvh.\n", "")
    names = bvh.read(here / "take.bvh").skeleton.names
    assert "neck" in names, "the humanoid's, though Atlas walks too and has none"
    done = call("shoot", "walk.bvh", *words, "--bvh", "./walk.bvh")
    assert done[0] == 1 and "would overwrite walk.bvh" in done[2]
    code, out, err = call("shoot", "walk", *words, "--bvh", "gone/take.bvh")
    assert (code, out) == (1, "")
    assert "gone" in err


@pytest.mark.parametrize("clip", ["walk", "run", "spinkick"])
def test_what_ships_for_a_clip_has_no_other_goal_and_no_ground(walk: Clip, clip: str) -> None:
    """Of a clip's policies, one that only imitates it: a beam's walker sees a beam."""
    found = shoot._known(recipe.load(clip))
    assert found is not None and found.header.recipe.only_imitates
    assert tuple(found.header.recipe.clips) == (clip,)
