"""What ends an episode, on a table of contacts and a few positions."""

import pytest
import torch
from torch import Tensor

from stuntman.imitation.motion import Motion
from stuntman.imitation.terminations import fallen, tracking_lost
from stuntman.mjcf.kinematics import Pose


def at(positions: Tensor) -> Motion:
    """A motion with its bodies (worlds, bodies, 3) there."""
    worlds = len(positions)
    nothing = torch.zeros(worlds, 0)
    pose = Pose(positions, torch.eye(3).expand(worlds, 3, 3), torch.zeros(worlds, 0, 3), nothing)
    return Motion(pose, nothing, nothing, torch.zeros(worlds, 0, 4), nothing, nothing)


def test_a_fall_is_a_listed_body_on_the_floor() -> None:
    contacts = torch.tensor(
        [
            [False, False, False, False],
            [False, True, False, False],  # only one that may
            [True, False, False, False],
            [False, True, False, True],
            [True, True, True, True],
        ]
    )
    listed = torch.tensor([[True, False, False, True], [False, True, False, False]])
    first, second = torch.zeros(5, dtype=torch.long), torch.ones(5, dtype=torch.long)
    assert fallen(contacts, listed, first).tolist() == [False, False, True, True, True]
    assert fallen(contacts, listed, second).tolist() == [False, True, False, True, True]
    each = torch.tensor([0, 0, 1, 1, 0])
    assert fallen(contacts, listed, each).tolist() == [False, False, False, True, True]


def test_where_every_body_may_touch_the_floor_nothing_is_a_fall() -> None:
    contacts = torch.ones(3, 4, dtype=torch.bool)
    nowhere = torch.zeros(1, 4, dtype=torch.bool)
    assert fallen(contacts, nowhere, torch.zeros(3, dtype=torch.long)).tolist() == [False] * 3


@pytest.mark.parametrize("axis", range(3))
@pytest.mark.parametrize("body", range(2))
@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_any_body_farther_than_the_limit_has_lost_the_reference(
    axis: int, body: int, sign: float
) -> None:
    reference = torch.arange(18.0).reshape(3, 2, 3)
    positions = reference.clone()
    positions[0, body, axis] += 0.49 * sign
    positions[1, body, axis] += 0.51 * sign
    assert tracking_lost(at(positions), at(reference), 0.5).tolist() == [False, True, False]


def test_the_limit_is_on_the_distance_and_not_on_each_axis() -> None:
    reference = torch.zeros(2, 1, 3)
    positions = torch.tensor([[[0.28, 0.28, 0.28]], [[0.30, 0.30, 0.30]]])  # 0.485 m, 0.520 m
    assert tracking_lost(at(positions), at(reference), 0.5).tolist() == [False, True]


def test_two_bodies_a_little_off_have_not_lost_it() -> None:
    reference = torch.zeros(1, 2, 3)
    assert not tracking_lost(at(reference + 0.25), at(reference), 0.5).any()
