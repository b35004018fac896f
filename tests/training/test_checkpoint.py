"""A checkpoint gives back what a run needs, and refuses anything else in a sentence."""

from collections.abc import Callable
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
from stuntman.training.state import Measure, Progress, RunState

RECIPE = Recipe(
    {"kick": 1.0},
    environment=EnvironmentConfig(
        lookahead=(1, 5), fall_bodies=("root",), reward=RewardConfig(pose_scale=1.0)
    ),
    ppo=PpoConfig(worlds=4, steps=2, hidden=(8,)),
)
STATE = RunState(
    RECIPE,
    seed=3,
    progress=Progress(seconds=12.25, samples=2**33, iterations=7),
    history=(Measure(0.0, 0, 0.25, 1.0, 0.125),),
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
    state, run = checkpoint.load(path)
    assert run == STATE
    expected = learner.state_dict()
    assert state.keys() == expected.keys()
    assert all(torch.equal(state[name], expected[name]) for name in expected)


def test_a_checkpoint_from_before_the_first_iteration_loads(
    tmp_path: Path, bandit: Callable[..., Any]
) -> None:
    path = tmp_path / "first.safetensors"
    fresh, other = (Ppo(bandit(worlds=4), RECIPE.ppo, seed) for seed in (3, 4))
    checkpoint.save(path, fresh, RunState(RECIPE, 3))
    other.load_state_dict(checkpoint.load(path)[0])
    assert other.iterate() == fresh.iterate()


@pytest.mark.parametrize("change", ["format", "run", "recipe", "seed", "progress", "history"])
def test_a_header_that_lacks_something_is_refused(path: Path, change: str) -> None:
    tensors, header = read_tensors(path)
    del (header["run"] if change in header["run"] else header)[change]
    write_tensors(path, tensors, header)
    with pytest.raises(StuntmanError, match=r"checkpoint\.safetensors"):
        checkpoint.load(path)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "stuntman-checkpoint-0"}, "not a checkpoint of this version"),
        ({"format": "stuntman-policy-1"}, "not a checkpoint"),
        ({"progress": {"minutes": 3}}, "damaged"),
        ({"recipe": {"clip": "walk", "colour": "red"}}, "unknown key 'colour'"),
    ],
)
def test_another_header_is_refused(path: Path, changes: dict[str, Any], said: str) -> None:
    tensors, header = read_tensors(path)
    run = header["run"] | {key: value for key, value in changes.items() if key in header["run"]}
    write_tensors(path, tensors, header | changes | {"run": run})
    with pytest.raises(StuntmanError, match=rf"checkpoint\.safetensors.*{said}"):
        checkpoint.load(path)


def test_a_checkpoint_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match="no such file"):
        checkpoint.load(tmp_path / "checkpoint.safetensors")
