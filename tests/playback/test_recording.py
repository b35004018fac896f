"""A policy performing, recorded state by state."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.imitation.environment import Environment
from stuntman.playback import recording
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy

Make = Callable[..., Environment]
Beginner = Callable[..., Policy]  # adds nothing to the reference, and falls within a second or two


def test_a_performance_is_as_long_as_asked_and_starts_at_the_clips_start(
    make: Make, beginner: Beginner
) -> None:
    library = make(worlds=1).library

    done = recording.perform(beginner(tasks={}), 0.5)

    assert done.rate == 30.0
    assert done.qpos.shape == done.reference.shape == (15, library.qpos.shape[1])
    np.testing.assert_allclose(done.qpos[0], library.qpos[0], atol=1e-9)
    np.testing.assert_allclose(done.reference[0], library.qpos[0], atol=1e-9)
    frame = int(library.frame(torch.tensor([0]), torch.tensor([14 / 30], dtype=torch.float64)))
    np.testing.assert_allclose(done.reference[14], library.qpos[frame], atol=1e-9)
    assert np.abs(done.qpos[14] - done.reference[14]).max() > 1e-3


def test_a_seed_chooses_where_it_begins(beginner: Beginner) -> None:
    policy = beginner(tasks={})
    one, same, other = (recording.perform(policy, 0.1, seed).qpos for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert np.abs(one[0] - other[0]).max() > 0.05


def test_after_a_fall_the_clip_starts_again_where_the_character_is(beginner: Beginner) -> None:
    done = recording.perform(beginner(tasks={}), 6.0)
    first, *again = np.flatnonzero(done.begun)
    assert first == 0 and again, "it did not fall and begin anew within six seconds"
    down, anew = done.qpos[again[0] - 1], done.qpos[again[0]]
    assert down[2] < 0.6, "it has to be down before it starts again"
    np.testing.assert_allclose(anew[7:], done.qpos[0, 7:], atol=1e-9)
    np.testing.assert_allclose(anew[:2], down[:2], atol=5e-2)  # a step later


def test_a_saved_policy_performs_the_same(beginner: Beginner, tmp_path: Path) -> None:
    policy, path = beginner(tasks={}), tmp_path / "policy.safetensors"
    policy.save(path)
    one, other = recording.perform(policy, 0.3), recording.perform(policies.load(path), 0.3)
    np.testing.assert_array_equal(one.qpos, other.qpos)


def test_a_policy_of_another_clip_of_that_name_is_not_performed(beginner: Beginner) -> None:
    policy = beginner(tasks={})
    policy.header = replace(policy.header, clip_digests=("0" * 64,))
    with pytest.raises(StuntmanError, match="'walk' here is not the one"):
        recording.perform(policy, 0.1)
