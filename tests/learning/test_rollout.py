"""A batch's samples are the steps one after the other, each with its worlds in order."""

from dataclasses import fields, replace

import pytest
import torch

from stuntman.learning.rollout import Columns, Rollout

STEPS, WORLDS = 3, 2
SIZES = {"observations": 4, "actor_observations": 4, "critic_observations": 5, "means": 2}
SIZES |= {"actions": 2}  # the rest have one number a sample


@pytest.fixture
def rollout() -> Rollout:
    """Each tensor's numbers tell its step, world and column: 100 step + 10 world + column."""
    step = 100.0 * torch.arange(STEPS).unsqueeze(1)
    place = step + 10.0 * torch.arange(WORLDS)
    rows = {}
    for part in fields(Rollout):
        columns = SIZES.get(part.name)
        value = place if columns is None else place.unsqueeze(-1) + torch.arange(columns)
        rows[part.name] = value
    return Rollout(**rows)


def test_samples_are_flattened_in_order(rollout: Rollout) -> None:
    samples = rollout.samples()
    order = [0.0, 10.0, 100.0, 110.0, 200.0, 210.0]
    for part in fields(Rollout):
        value = getattr(samples, part.name)
        columns = SIZES.get(part.name)
        assert value.shape == ((6,) if columns is None else (6, columns))
        first = value if columns is None else value[:, 0]
        assert first.tolist() == order, part.name
    assert samples.actions[3].tolist() == [110.0, 111.0]


def test_columns_are_stacked_by_step() -> None:
    columns = Columns()
    for step in range(STEPS):
        columns.add(rewards=torch.full((WORLDS,), float(step)), means=torch.zeros(WORLDS, 2))
    rows = columns.stacked()
    assert rows["rewards"].tolist() == [[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]]
    assert rows["means"].shape == (STEPS, WORLDS, 2)


def test_a_rollout_is_as_it_was_gathered(rollout: Rollout) -> None:
    with pytest.raises(AttributeError):
        rollout.rewards = torch.zeros(1)  # type: ignore[misc]
    assert replace(rollout, rewards=torch.zeros(1)).rewards.shape == (1,)
