"""Imitation as a task: what ends it."""

import pytest
import torch
from torch import Tensor

from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.motion import Motion
from stuntman.imitation.rewards import imitation_rewards
from stuntman.imitation.tasks.imitation import Imitation
from stuntman.imitation.tasks.task import Moment, Task
from stuntman.mjcf.kinematics import Pose

NO_HINGES = torch.zeros(0, dtype=torch.long)


def motion_at(heights: list[float]) -> Motion:
    """One body a world, that high."""
    worlds = len(heights)
    nothing = torch.zeros(worlds, 0)
    positions = torch.zeros(worlds, 1, 3)
    positions[:, 0, 2] = torch.tensor(heights)
    pose = Pose(positions, torch.eye(3).expand(worlds, 3, 3), torch.zeros(worlds, 0, 3), nothing)
    return Motion(pose, nothing, nothing, torch.zeros(worlds, 0, 4), nothing, nothing)


def imitation(early_termination: bool = True, max_body_error: float = 0.5) -> Task:
    config = EnvironmentConfig(early_termination=early_termination, max_body_error=max_body_error)
    return Imitation((), imitation_rewards(NO_HINGES), config)


@pytest.fixture
def moment() -> Moment:
    """On the reference; fallen there; off it; fallen off it."""
    return Moment(
        motion=motion_at([1.0, 1.0, 0.2, 0.2]),
        reference=motion_at([1.0, 1.0, 1.0, 1.0]),
        fell=torch.tensor([False, True, False, True]),
        phase=torch.zeros(4),
        lies=torch.zeros(4, dtype=torch.bool),
    )


def ends(task: Task, moment: Moment) -> list[bool]:
    terminated: Tensor = task.terminated(moment)
    assert terminated.dtype == torch.bool
    return terminated.tolist()


def test_a_fall_or_a_lost_reference_ends_an_episode(moment: Moment) -> None:
    assert ends(imitation(), moment) == [False, True, True, True]
    assert ends(imitation(max_body_error=0.9), moment) == [False, True, False, True]


def test_without_a_limit_only_falls_do(moment: Moment) -> None:
    assert ends(imitation(max_body_error=0.0), moment) == [False, True, False, True]


def test_without_early_termination_nothing_does(moment: Moment) -> None:
    assert ends(imitation(early_termination=False), moment) == [False] * 4


def test_it_earns_the_papers_terms_and_remembers_nothing(moment: Moment) -> None:
    task = imitation()
    assert [term.name for term in task.reward_terms] == ["pose", "velocity", "end_effector", "com"]
    assert task.state_dict() == {} and task.metrics(moment) == {}
