"""Others' learners: the two interfaces of Gymnasium, held against our own environment."""

import warnings
from typing import Any

import gymnasium
import numpy as np
import pytest
import torch
from gymnasium.utils.env_checker import check_env
from gymnasium.vector import AutoresetMode

import stuntman
from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.recipes.build import make_environment

WORLDS = 6


@pytest.fixture
def vector(walk: Clip) -> Any:
    return gymnasium.make_vec("stuntman/walk-v0", num_envs=WORLDS, threads=1)


def test_gymnasiums_own_checker_passes(walk: Clip) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of ranges that are not -1 to 1
        check_env(gymnasium.make("stuntman/walk-v0").unwrapped, skip_render_check=True)


def test_it_is_our_environment_step_by_step(vector: Any) -> None:
    ours = stuntman.make_environment("walk", WORLDS, seed=5, threads=1)
    observation, _ = vector.reset(seed=5)
    np.testing.assert_array_equal(observation, ours.reset().numpy())
    rng = np.random.default_rng(0)
    ended = 0
    for _ in range(40):
        actions = rng.normal(scale=2.0, size=(WORLDS, ours.actions)).astype(np.float32)
        observation, reward, terminated, truncated, infos = vector.step(actions)
        expected = ours.step(torch.from_numpy(actions))
        told = (observation, reward, terminated, truncated)
        for mine, theirs in zip(told, expected[:4], strict=True):
            np.testing.assert_array_equal(mine, theirs.numpy())
        over = terminated | truncated
        ended += int(over.sum())
        if over.any():
            np.testing.assert_array_equal(infos["_final_obs"], over)
            for world in np.flatnonzero(over):
                final = expected[4].final_observation[world].numpy()
                np.testing.assert_array_equal(infos["final_obs"][world], final)
    assert ended > 0, "such noise must make some fall"


def test_spaces_and_what_happens_at_an_end_are_told(vector: Any) -> None:
    assert vector.observation_space.shape == (WORLDS, vector.single_observation_space.shape[0])
    assert vector.action_space.contains(vector.action_space.sample())
    assert vector.metadata["autoreset_mode"] == AutoresetMode.SAME_STEP


def test_any_clip_by_an_argument(walk: Clip) -> None:
    clip = gymnasium.make_vec("stuntman/clip-v0", num_envs=2, recipe="kick", threads=1)
    assert clip.reset(seed=0)[0].shape[0] == 2
    robot = gymnasium.make("stuntman/walk-v0", character="atlas")
    atlas = make_environment("walk", 1, threads=1, character="atlas")
    assert robot.action_space.shape == (atlas.actions,)
    with pytest.raises(StuntmanError, match="No character 'atlsa'"):
        make_environment("walk", 1, threads=1, character="atlsa")
    with pytest.raises(StuntmanError, match="wlak"):
        gymnasium.make_vec("stuntman/clip-v0", num_envs=2, recipe="wlak", threads=1)
