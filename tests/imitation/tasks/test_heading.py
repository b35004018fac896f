"""Heading: the paper's reward, seen along the character's own heading, and goals that change."""

import math
from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.config import STEP
from stuntman.imitation.motion import Motion
from stuntman.imitation.observations import Sight, observe
from stuntman.imitation.tasks.goal import Context
from stuntman.imitation.tasks.heading import Heading, Settings

ALL = torch.arange(2)


@pytest.fixture
def goal(context: Context) -> Heading:
    goal = Heading(Settings(weight=0.3), context)
    goal.fix(direction=torch.tensor([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]), speed=torch.ones(2))
    return goal


def test_it_earns_the_papers_reward(
    goal: Heading, standing: Callable[..., Motion], passes: Callable[..., Tensor]
) -> None:
    goal.reset(ALL, standing([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]]))
    # .6 m/s along x, .2 m/s along y: .4 m/s too slow along the one, .8 along the other.
    earned = passes(goal, standing([[0.6 * STEP, 0.2 * STEP, 1.0]] * 2))
    expected = [0.3 * math.exp(-2.5 * 0.4**2), 0.3 * math.exp(-2.5 * 0.8**2)]
    np.testing.assert_allclose(earned, expected, rtol=1e-4)
    # Too fast is no fault: from there 2 m/s both ways.
    earned = passes(goal, standing([[2.6 * STEP, 2.2 * STEP, 1.0]] * 2))
    np.testing.assert_allclose(earned, 0.3)
    assert goal.success().tolist() == [0.5, 0.5], "of two steps the first was too slow"


def test_the_direction_is_seen_from_where_the_character_faces(
    goal: Heading, standing: Callable[..., Motion]
) -> None:
    motion = standing([[5.0, 5.0, 1.0]] * 2, yaw=math.pi / 2)
    goal.reset(ALL, motion)
    seen = observe(goal.observation_terms, Sight(motion, torch.zeros(2), (), ALL))
    # Who faces y has x on the right and y ahead.
    np.testing.assert_allclose(seen, [[0.0, -1.0, 0.0, 1.0], [1.0, 0.0, 0.0, 1.0]], atol=1e-6)


def test_it_changes_after_some_seconds_by_no_more_than_it_may(
    context: Context, standing: Callable[..., Motion], passes: Callable[..., Tensor]
) -> None:
    goal = Heading(Settings(seconds=(0.2, 0.4), turn=30.0, speed=(0.5, 0.7)), context)
    motion = standing([[0.0, 0.0, 1.0]] * 2, yaw=1.0)
    goal.reset(ALL, motion)
    turns, changes, before = [], 0, torch.tensor([1.0, 1.0])
    for _ in range(60):
        values = goal.values
        angle = torch.atan2(values["direction"][:, 1], values["direction"][:, 0])
        turns.append(torch.remainder(angle - before + math.pi, 2 * math.pi) - math.pi)
        changes += int((turns[-1].abs() > 1e-6).sum())
        assert ((values["speed"] >= 0.5) & (values["speed"] <= 0.7)).all()
        assert ((values["left"] > 0.0) & (values["left"] <= 0.4)).all()
        before = angle
        passes(goal, motion)
    assert float(torch.stack(turns).abs().max()) <= math.radians(30.0) + 1e-5
    assert 8 <= changes <= 22, "twice in 2 s, every .2 to .4 s"


def test_a_goal_that_is_fixed_stays(
    goal: Heading, standing: Callable[..., Motion], passes: Callable[..., Tensor]
) -> None:
    motion = standing([[0.0, 0.0, 1.0]] * 2)
    goal.reset(ALL, motion)
    for _ in range(400):
        passes(goal, motion)
    goal.reset(ALL, motion)
    assert goal.values["direction"].tolist() == [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"speed": (1.0, 0.5)}, "'speed' is [1.0, 0.5]: give two numbers from 0 to 20"),
        ({"seconds": (0.0, 1.0)}, "'seconds' is [0.0, 1.0]"),
        ({"turn": 200.0}, "'turn' is 200.0: give a number from 0 to 180"),
        ({"weight": -1.0}, "'weight' is -1.0"),
    ],
)
def test_settings_that_cannot_be_are_refused(settings: dict[str, object], said: str) -> None:
    with pytest.raises(StuntmanError) as error:
        Settings(**settings)  # type: ignore[arg-type]
    assert said in str(error.value)
