"""Who is to change on request learns each way from a specialist of it, that is trained first."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from stuntman.evaluation import own_starts
from stuntman.imitation.environment import Environment
from stuntman.imitation.round_trips import there_and_back
from stuntman.motion.clip import Clip
from stuntman.recipes import build
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe
from stuntman.training import launch, measuring, specialists, ways
from stuntman.training.specialists import find
from stuntman.training.ways import missing_on_request, missing_trips, trips_minutes


@pytest.fixture
def recipe(recipe: Recipe, walk: Clip) -> Recipe:
    return replace(
        recipe,
        clips=dict.fromkeys(("humanoid_stand", "walk", "kick"), 1.0),
        environment=replace(recipe.environment, transitions=True),
        teachers=("moves",),
        warm_start=True,
    )


@pytest.fixture
def environment(recipe: Recipe) -> Environment:
    return build.environment(build.make(recipe), recipe.environment, 4, threads=1)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Next to nothing is measured."""
    for name in ("EPISODES", "EPISODES_WHILE_TRAINING"):
        monkeypatch.setattr(measuring, name, 4)
    monkeypatch.setattr(own_starts, "WORLDS", 4)
    monkeypatch.setattr(own_starts, "_AHEAD_SECONDS", 0.5)


def train(recipe: Recipe, folder: Path) -> None:
    """One iteration from nothing."""
    small = replace(
        recipe,
        warm_start=False,
        initial_policy="",
        environment=replace(recipe.environment, horizon=0.2),
        ppo=replace(recipe.ppo, worlds=8, steps=4, epochs=1, minibatches=2, hidden=(8,)),
    )
    launch.train(small, folder, samples=32, threads=1)


def test_a_way_that_nobody_knows_wants_a_specialist_of_its_trip_and_one_of_it_on_request(
    environment: Environment, recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = [clip.digest for clip in build.load_clips(recipe)]
    given = environment, recipe, find(recipe, digests, tmp_path), tmp_path
    assert missing_trips(*given, minutes=2.0) == {}, "there is no time for it"
    (trip,) = missing = missing_trips(*given, minutes=9.0)
    assert missing[trip].initial_policy == "kick", "which knows what is between the ways"
    assert not missing_trips(environment, recipe, {}, tmp_path, 9.0)[trip].initial_policy
    assert trip == tmp_path / specialists.FOLDER / "2_kick_and_back"
    assert build.load_clips(missing[trip])[0].loops

    train(missing[trip], trip)
    monkeypatch.setattr(ways, "_TEACHES", 0.999)
    assert list(missing_trips(*given, 9.0)) == [trip], "it has not learned it"
    assert missing_on_request(*given, 30.0) == {}, "nor has anybody to learn from"
    monkeypatch.setattr(ways, "_TEACHES", 0.0)
    assert missing_trips(*given, 9.0) == {}
    assert missing_on_request(*given, 9.0) == {}, "there is no time for it"
    assert who_knows_the_ways(environment, recipe, tmp_path) == {"2_kick_and_back"}

    (both,) = missing = missing_on_request(*given, 30.0)
    assert both == tmp_path / specialists.FOLDER / "2_kick_on_request"
    assert list(missing[both].clips) == ["humanoid_stand", "kick"]
    assert missing[both].teachers == ("moves", "getup", "kick", str(trip))
    assert missing[both].is_taught
    train(missing[both], both)
    monkeypatch.setattr(ways, "_TEACHES_ON_REQUEST", 0.999)
    assert list(missing_on_request(*given, 30.0)) == [both], "it has not learned it"
    assert who_knows_the_ways(environment, recipe, tmp_path) == {"2_kick_and_back"}
    monkeypatch.setattr(ways, "_TEACHES_ON_REQUEST", 0.0)
    assert missing_on_request(*given, 30.0) == {}
    elsewhere = tmp_path.rename(tmp_path.parent / "elsewhere")
    assert who_knows_the_ways(environment, recipe, elsewhere) >= {"humanoid_stand", "kick"}


def who_knows_the_ways(environment: Environment, recipe: Recipe, folder: Path) -> set[str]:
    """The clips of those who teach how to kick, and how to stand again."""
    taught = ways.teachers(environment, recipe, folder)
    between = environment.library.ways
    assert between is not None
    out: set[str] = set()
    for way in there_and_back(between, 2):
        (knows,) = (teacher for teacher in taught if int(teacher.known.clip[way]) >= 0)
        out |= set(knows.problem.library.clips)
    return out


def test_a_trip_whose_run_has_moved_is_taught_from_there(
    environment: Environment, recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (trip,) = missing = missing_trips(environment, recipe, {}, tmp_path / "run", 9.0)
    train(missing[trip], trip)
    monkeypatch.setattr(ways, "_TEACHES", 0.0)
    moved = (tmp_path / "run").rename(tmp_path / "elsewhere")
    assert who_knows_the_ways(environment, recipe, moved) == {"2_kick_and_back"}


def test_where_no_clip_follows_another_there_are_no_ways(recipe: Recipe, tmp_path: Path) -> None:
    flat = replace(recipe, environment=replace(recipe.environment, transitions=False))
    alone = build.environment(build.make(flat), flat.environment, 4, threads=1)
    assert missing_trips(alone, flat, {}, tmp_path, 9.0) == {}
    assert missing_on_request(alone, flat, {}, tmp_path, 60.0) == {}
    assert ways.teachers(alone, flat, tmp_path) == []


def test_what_goals_or_the_ground_decide_has_nobody_on_request(
    environment: Environment, recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "_has_learned", lambda trip: True)
    asked = missing_on_request(environment, recipe, {}, tmp_path, 60.0)
    assert len(asked) == 1
    hills = replace(recipe, terrain=recipes.load("dog_slopes").terrain)
    assert missing_on_request(environment, hills, {}, tmp_path, 60.0) == {}
    goals = recipes.load("location")
    led = replace(recipe, environment=goals.environment, tasks=goals.tasks)
    assert missing_on_request(environment, led, {}, tmp_path, 60.0) == {}


def test_trips_leave_time_for_what_they_are_to_teach_or_have_all_of_it() -> None:
    assert trips_minutes(2, 60.0) == pytest.approx(24.0)
    assert trips_minutes(2, 20.0) == trips_minutes(1, 20.0) == 20.0
    assert trips_minutes(2, math.inf) == math.inf
