"""A checkpoint gives back what a run needs, and refuses anything else in a sentence."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.rewards import RewardConfig
from stuntman.learning.ppo import Ppo, PpoConfig
from stuntman.policies.tensor_file import read_tensors, write_tensors
from stuntman.recipes.recipe import Recipe
from stuntman.training import checkpoint
from stuntman.training.state import ControlCheck, Measure, Progress, RunState

RECIPE = Recipe(
    {"kick": 1.0},
    environment=EnvironmentConfig(
        lookahead=(1, 5), fall_bodies=("root",), reward=RewardConfig(pose_scale=1.0)
    ),
    ppo=PpoConfig(worlds=4, steps=2, hidden=(8,)),
)
STATE = RunState(
    RECIPE,
    3,
    Progress(seconds=12.25, samples=2**33, iterations=7),
    plan_reward=0.5,
    kept_nr=0.25,
    kept_samples=2**32,
    measured=2**32,
    control=ControlCheck(2**31, 0.2, 900),
    history=(Measure(0.0, 0, 0.1, 0.0, 0.3), Measure(9.0, 2**32, 0.25, 0.5, 0.1)),
)


@pytest.fixture
def learner(bandit: Callable[..., Any]) -> Ppo:
    learner = Ppo(bandit(worlds=4), RECIPE.ppo, seed=3)
    learner.iterate()
    return learner


@pytest.fixture
def path(tmp_path: Path, learner: Ppo) -> Path:
    path = tmp_path / "checkpoint.safetensors"
    checkpoint.save(path, learner, STATE)
    return path


def test_all_that_was_saved_comes_back(path: Path, learner: Ppo) -> None:
    tensors, state = checkpoint.load(path)
    assert state == STATE
    expected = learner.state_dict()
    assert tensors.keys() == expected.keys()
    assert all(torch.equal(tensors[name], expected[name]) for name in expected)


def test_a_clip_that_is_a_file_is_found_from_its_run(tmp_path: Path, learner: Ppo) -> None:
    (tmp_path / "mine.bvh").touch()
    state = replace(STATE, recipe=replace(RECIPE, clips={"mine.bvh": 1.0}))
    path = tmp_path / "checkpoint.safetensors"
    checkpoint.save(path, learner, state)
    assert checkpoint.load(path)[1].recipe.clips == {str(tmp_path / "mine.bvh"): 1.0}


def test_a_checkpoint_from_before_the_first_iteration_loads(
    tmp_path: Path, bandit: Callable[..., Any]
) -> None:
    path = tmp_path / "first.safetensors"
    fresh, other = (Ppo(bandit(worlds=4), RECIPE.ppo, seed) for seed in (3, 4))
    checkpoint.save(path, fresh, RunState(RECIPE, 3))
    other.load_state_dict(checkpoint.load(path)[0])
    assert other.iterate() == fresh.iterate()


@pytest.mark.parametrize("key", ["format", "run"])
def test_a_header_that_lacks_something_is_refused(path: Path, key: str) -> None:
    tensors, header = read_tensors(path)
    del header[key]
    write_tensors(path, tensors, header)
    with pytest.raises(StuntmanError, match=r"checkpoint\.safetensors"):
        checkpoint.load(path)


@pytest.mark.parametrize("key", ["recipe", "seed", "progress", "history", "measured", "control"])
def test_a_run_that_lacks_something_is_refused(path: Path, key: str) -> None:
    tensors, header = read_tensors(path)
    del header["run"][key]
    write_tensors(path, tensors, header)
    with pytest.raises(StuntmanError, match=r"checkpoint\.safetensors is damaged"):
        checkpoint.load(path)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "stuntman-checkpoint-0"}, "not a checkpoint of this version"),
        ({"format": "stuntman-checkpoint-6"}, "policy can still be used"),
        ({"format": "stuntman-policy-1"}, "not a checkpoint"),
        ({"format": ["stuntman-checkpoint-7"]}, "not a checkpoint"),
        ({"run": 3}, "damaged"),
        ({"run": None}, "damaged"),
        ({"run": []}, "damaged"),
        ({"run": [[]]}, "damaged"),
    ],
)
def test_another_header_is_refused(path: Path, changes: dict[str, Any], said: str) -> None:
    tensors, header = read_tensors(path)
    write_tensors(path, tensors, header | changes)
    with pytest.raises(StuntmanError, match=rf"checkpoint\.safetensors.*{said}"):
        checkpoint.load(path)


def test_a_recipe_that_is_none_is_refused(path: Path) -> None:
    tensors, header = read_tensors(path)
    header["run"]["recipe"]["colour"] = "red"
    write_tensors(path, tensors, header)
    with pytest.raises(StuntmanError, match=r"checkpoint\.safetensors.*unknown key 'colour'"):
        checkpoint.load(path)


@pytest.mark.parametrize("kept", [0, 1, 8, 100, 5000, -1])
def test_a_file_that_is_cut_off_is_refused(path: Path, kept: int) -> None:
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(StuntmanError, match=r"checkpoint\.safetensors is damaged"):
        checkpoint.load(path)


def test_a_byte_that_is_another_is_seen(path: Path) -> None:
    """In weights as well, where it would be a number like any other."""
    content = path.read_bytes()
    for place in range(3, len(content), len(content) // 97):
        changed = bytearray(content)
        changed[place] ^= 16
        path.write_bytes(changed)
        with pytest.raises(StuntmanError, match=r"checkpoint\.safetensors") as caught:
            checkpoint.load(path)
        assert len(str(caught.value).splitlines()) == 1


def test_a_checkpoint_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match="no such file"):
        checkpoint.load(tmp_path / "checkpoint.safetensors")


def test_a_digest_under_another_name_is_no_file_of_an_earlier_version(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"digest", b"tigest"))
    with pytest.raises(StuntmanError, match=r"checkpoint\.safetensors is damaged"):
        checkpoint.load(path)
