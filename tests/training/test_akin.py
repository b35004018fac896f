"""Whose skill a new clip begins from."""

from dataclasses import replace

import numpy as np
import pytest

from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe
from stuntman.spatial import rotations as rot
from stuntman.training.akin import apart, begun, nearest


@pytest.fixture(scope="module")
def forward(walk: Clip) -> Recipe:
    """A walk that no policy of its own ships for."""
    return recipes.load("walker_forward")


def test_a_walk_begins_from_the_walk_that_ships(forward: Recipe) -> None:
    told: list[str] = []
    assert nearest(forward) == "walk"
    assert begun(forward, told.append).initial_policy == "walk"
    assert told == ["It begins from 'walk', whose motion is like it."]


@pytest.mark.parametrize("clip", ["walk", "dance_b", "spin", "frontflip"])
def test_what_ships_and_what_is_like_nothing_begins_from_nothing(walk: Clip, clip: str) -> None:
    recipe = recipes.load(clip)
    assert nearest(recipe) == "" and begun(recipe, pytest.fail) is recipe


def test_only_what_would_be_planned_on_the_same_body_begins_so(forward: Recipe) -> None:
    for other in (
        replace(forward, warm_start=False),
        replace(forward, initial_policy="run"),
        replace(forward, character="trex"),
        replace(forward, clips={"walker_forward": 1.0, "walk": 1.0}),
        replace(forward, environment=replace(forward.environment, gravity=1.62)),
    ):
        assert nearest(other) == ""


def test_a_loop_is_as_near_wherever_it_begins_and_faces(walk: Clip) -> None:
    assert apart(walk, walk) == pytest.approx(0.0, abs=1e-6)
    turned = np.roll(walk.rotations[:-1], 7, axis=0)
    turned[:, 0] = rot.multiply(rot.from_yaw(np.array(1.0)), turned[:, 0])
    later = replace(walk, rotations=np.concatenate([turned, turned[:1]]))
    assert apart(walk, later) < 0.1
    run, forward = library.load("run"), library.load("walker_forward")
    assert apart(walk, forward) < 0.3 < 0.6 < apart(walk, run)
    assert apart(walk, run) == pytest.approx(apart(run, walk), rel=0.01)


def test_clips_of_other_bones_are_infinitely_far(walk: Clip) -> None:
    skeleton = replace(walk.skeleton, names=tuple(f"x_{n}" for n in walk.skeleton.names))
    assert apart(walk, replace(walk, skeleton=skeleton)) == np.inf
