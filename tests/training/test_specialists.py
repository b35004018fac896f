"""A policy of several clips learns from a specialist of each: found, or trained first."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from stuntman.errors import Interrupted, StuntmanError
from stuntman.evaluation import own_starts
from stuntman.evaluation.evaluate import Evaluation
from stuntman.motion.clip import Clip
from stuntman.policies import policy as policies
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe
from stuntman.training import benchmark, launch, measuring, specialists
from stuntman.training import folder as folders
from stuntman.training.specialists import find, of_clips, train_missing
from stuntman.training.stopping import Budget

Train = Callable[..., list[Evaluation]]
MISSING = "humanoid_march"  # a short clip that no policy that ships knows


@pytest.fixture
def several(recipe: Recipe) -> Recipe:
    return replace(recipe, clips={"walk": 1.0, MISSING: 1.0}, warm_start=True)


def digests(recipe: Recipe) -> list[str]:
    return [clip.digest for clip in build.load_clips(recipe)]


def small(recipe: Recipe) -> Recipe:
    """A recipe that takes next to nothing, in a process of its own, which measures as little."""
    measuring.EPISODES = measuring.EPISODES_WHILE_TRAINING = own_starts.WORLDS = 4
    benchmark.SECONDS, own_starts._AHEAD_SECONDS = 0.0, 0.5
    return replace(
        recipe,
        warm_start=False,
        environment=replace(recipe.environment, horizon=0.2),
        ppo=replace(recipe.ppo, worlds=8, steps=4, epochs=1, minibatches=2, hidden=(8,)),
    )


def tiny(recipe: Recipe, folder: Path, minutes: float) -> None:
    launch.train(small(recipe), folder, samples=32, threads=1)


def broken(recipe: Recipe, folder: Path, minutes: float) -> None:
    raise StuntmanError("the disk is full.")


def endless(recipe: Recipe, folder: Path, minutes: float) -> None:
    launch.train(small(recipe), folder, threads=1)


def test_who_knows_fewest_clips_is_found_and_of_those_rather_one_that_is_named(
    several: Recipe, tmp_path: Path
) -> None:
    found = find(several, digests(several), tmp_path)
    assert list(found) == ["walk"] and found["walk"].clip == 0
    named = tmp_path / "mine.safetensors"
    policy = policies.load("walk")
    policies.Policy(replace(policy.header, seed=77), policy.actor, policy.normalizer).save(named)
    found = find(replace(several, teachers=("getup", str(named))), digests(several), tmp_path)
    assert found["walk"].policy.header.seed == 77, "getup knows the walk, and three clips more"


def test_who_changes_on_request_teaches_a_clip_that_nobody_else_knows(
    several: Recipe, tmp_path: Path
) -> None:
    turns = replace(several, clips=dict.fromkeys(("walker_turn_left1", "humanoid_stand"), 1.0))
    found = find(turns, digests(turns), tmp_path)
    known = {clip: specialist.policy.header.recipe for clip, specialist in found.items()}
    assert not known["walker_turn_left1"].environment.transitions, "though `moves` knows fewer"
    assert known["humanoid_stand"].environment.transitions


def test_a_teacher_of_another_body_is_refused(several: Recipe, tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match=r"'trex_walk' acts on 'trex'.*leave it out"):
        find(replace(several, teachers=("trex_walk",)), digests(several), tmp_path)


def test_what_is_missing_is_trained_and_what_was_taught_is_told(
    several: Recipe, tmp_path: Path, train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "_train_specialist", tiny)
    monkeypatch.setattr(specialists, "EPISODES", 2)
    run = launch.start(several, 1, tmp_path / "run", threads=1)
    waits: list[str] = []
    run.train(Budget(samples=1), lambda report: None, wait=lambda what, *_: waits.append(what))
    of_walk = waits.index("measuring the specialist of walk")
    assert waits[of_walk + 1] == f"measuring the specialist of {MISSING}"
    assert waits[of_walk + 2] == "teaching what the specialists do"
    assert (tmp_path / "run" / "specialists" / MISSING / folders.POLICY).exists()
    assert not (tmp_path / "run" / "specialists" / "walk").exists()
    header = policies.load(tmp_path / "run").header
    walk, march = header.specialist_nr
    assert walk > 0.9 and 0.0 < march < 1.0 and march != walk
    assert json.loads((tmp_path / "run" / folders.METRICS).read_text())["plan_reward"] is None

    resumed = launch.resume(tmp_path / "run", threads=1)
    train(resumed, 96)
    assert resumed.learner.teachers is not None
    assert policies.load(tmp_path / "run").header.specialist_nr == header.specialist_nr


def test_what_a_training_raises_is_told(several: Recipe, tmp_path: Path, walk: Clip) -> None:
    missing = of_clips([MISSING], several, tmp_path)
    with pytest.raises(StuntmanError, match=rf"'{MISSING}' was not trained: the disk is full"):
        train_missing(missing, 1.0, broken, lambda *told: None, lambda: None)


def test_trainings_end_with_the_run_and_are_found_unfinished(
    several: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, walk: Clip
) -> None:
    begun = tmp_path / specialists.FOLDER / MISSING / folders.METRICS

    def check() -> None:
        if begun.exists():
            raise Interrupted("enough")

    missing = of_clips([MISSING], several, tmp_path)
    with pytest.raises(Interrupted):
        train_missing(missing, 60.0, endless, lambda *told: None, check)
    assert list(find(several, digests(several), tmp_path)) == ["walk"]
