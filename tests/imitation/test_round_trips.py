"""From standing to a clip and back, as one clip."""

from collections.abc import Callable

import numpy as np
import pytest

from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.environment import Environment
from stuntman.imitation.round_trips import round_trips, there_and_back
from stuntman.learning.known import known_to
from stuntman.motion.clip import Clip
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe
from stuntman.spatial import rotations as rot

Make = Callable[..., Environment]


def test_it_stands_goes_does_it_comes_back_and_stands(make: Make, model: object) -> None:
    env = make("humanoid_stand", "walk", "kick", "crawl", transitions=True)
    library, ways = env.library, env.library.ways
    assert ways is not None
    trips = round_trips(library, env.problem.model)
    assert list(trips) == [2], "a gait has many ways, and to crawl none leads"
    trip = trips[2]
    there, back = there_and_back(ways, 2)
    seconds = 0.8 + sum(float(library.duration[each]) for each in (there, 2, back))
    assert trip.loops and trip.name == "kick_and_back"
    assert trip.duration == pytest.approx(seconds, abs=1.5 / CONTROL_RATE)
    first, last = trip.rotations[0, 1:], trip.rotations[-1, 1:]
    assert np.degrees(rot.angle_between(first, last)).max() < 0.1
    step = np.linalg.norm(np.diff(trip.root_positions, axis=0), axis=-1)
    assert step.max() < 0.15, "each part begins where the one before ends"


def test_who_learns_it_knows_the_ways(make: Make) -> None:
    env = make("humanoid_stand", "kick", transitions=True)
    ways = env.library.ways
    assert ways is not None
    trip: Clip = round_trips(env.library, env.problem.model)[1]
    theirs = build.make(Recipe({"kick": 1.0}, warm_start=False), (trip,)).library
    known = known_to(theirs, env.library)
    there, back = there_and_back(ways, 1)
    assert known.clip[[1, there, back]].tolist() == [0, 0, 0] and int(known.clip[0]) == -1
    pause = 0.4
    assert float(known.begins[there]) == pytest.approx(pause)
    assert float(known.begins[1]) == pytest.approx(pause + float(env.library.duration[there]))
