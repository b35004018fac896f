"""Strike: the paper's reward until the target is hit, then all of it, until the next one."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.motion import Motion
from stuntman.imitation.observations import Sight, observe
from stuntman.imitation.tasks.goal import Context
from stuntman.imitation.tasks.strike import Settings, Strike

ALL = torch.arange(2)
POINT = torch.tensor([[0.0, 1.0, 1.0], [0.0, 1.0, 1.5]])


@pytest.fixture
def goal(context: Context) -> Strike:
    goal = Strike(Settings(weight=0.3, end_effector="foot", radius=0.2), context)
    goal.fix(point=POINT)
    return goal


def test_a_checkpoint_can_hold_it(goal: Strike, standing: Callable[..., Motion]) -> None:
    """Files hold finite numbers alone: a target without an end once let no training begin."""
    goal.reset(ALL, standing([[0.0, 0.0, 1.0]] * 2))
    assert all(bool(value.isfinite().all()) for value in goal.state_dict().values())


def test_it_earns_the_papers_reward(
    goal: Strike, standing: Callable[..., Motion], passes: Callable[..., Tensor]
) -> None:
    roots = [[0.0, 0.0, 1.0]] * 2
    goal.reset(ALL, standing(roots))
    earned = passes(goal, standing(roots, foot=(0.0, 0.5, 1.0)), phase=0.1)
    expected = [0.3 * math.exp(-4.0 * 0.25), 0.3 * math.exp(-4.0 * 0.5)]
    np.testing.assert_allclose(earned, expected, rtol=1e-4)
    # The first is hit, .1 m off its centre, and stays so; the second is not.
    passes(goal, standing(roots, foot=(0.0, 0.9, 1.0)), phase=0.2)
    earned = passes(goal, standing(roots, foot=(0.0, 0.0, 1.0)), phase=0.3)
    np.testing.assert_allclose(earned, [0.3, 0.3 * math.exp(-4.0 * 1.25)], rtol=1e-4)


def test_who_learns_has_to_come_nearer(
    context: Context, standing: Callable[..., Motion], passes: Callable[..., Tensor]
) -> None:
    settings = Settings(end_effector="foot", radius=0.2, practised=0.75)
    motion = standing([[0.0, 0.0, 1.0]] * 2, foot=(0.0, 1.0, 1.17))  # .17 and .33 m off

    def hits(context: Context) -> list[float]:
        goal = Strike(settings, context)
        goal.fix(point=POINT)
        goal.reset(ALL, motion)
        passes(goal, motion)
        return goal.values["hit"].tolist()

    assert hits(context) == [1.0, 0.0]
    assert hits(replace(context, held_out=False)) == [0.0, 0.0]


def test_its_place_is_seen_from_the_root_and_whether_it_was_hit(
    goal: Strike, standing: Callable[..., Motion], passes: Callable[..., Tensor]
) -> None:
    motion = standing([[0.0, 3.0, 1.0]] * 2, yaw=math.pi, foot=(0.0, 1.0, 1.0))
    goal.reset(ALL, motion)
    passes(goal, motion)
    seen = observe(goal.observation_terms, Sight(motion, torch.zeros(2), (), ALL))
    # Facing -x, 2 m towards -y are 2 m to the left.
    np.testing.assert_allclose(seen, [[0.0, 2.0, 0.0, 1.0], [0.0, 2.0, 0.5, 0.0]], atol=1e-6)


def test_a_cycle_brings_a_new_target_and_whole_ones_are_counted(
    goal: Strike, standing: Callable[..., Motion], passes: Callable[..., Tensor]
) -> None:
    roots = [[0.0, 0.0, 1.0]] * 2
    far, near = standing(roots), standing(roots, foot=(0.0, 1.0, 1.0))
    goal.reset(ALL, far)
    passes(goal, far, phase=0.9)  # from a start within a cycle: too late to be asked
    passes(goal, far, phase=0.1)
    assert goal.state_dict()["count/asked"].tolist() == [0.0, 0.0]
    passes(goal, near, phase=0.5)
    assert goal.values["hit"].tolist() == [1.0, 0.0]
    passes(goal, far, phase=0.0)
    assert goal.values["hit"].tolist() == [0.0, 0.0]
    assert goal.state_dict()["count/asked"].tolist() == [1.0, 1.0]
    assert goal.success().tolist() == [1.0, 0.0]


def test_targets_are_drawn_within_reach(context: Context, standing: Callable[..., Motion]) -> None:
    settings = Settings(end_effector="hand", bearing=(80.0, 100.0))
    goal = Strike(settings, context)
    drawn = []
    for _ in range(100):
        goal.reset(ALL, standing([[2.0, 2.0, 0.7]] * 2, yaw=math.pi / 2))
        drawn.append(goal.values["point"] - torch.tensor([2.0, 2.0, 0.0]))
    points = torch.cat(drawn)
    away, bearing = points[:, :2].norm(dim=-1), torch.atan2(points[:, 0], -points[:, 1])
    assert 0.6 <= float(away.min()) < 0.62 and 0.78 < float(away.max()) <= 0.8
    assert 0.8 <= float(points[:, 2].min()) < 0.85 and 1.2 < float(points[:, 2].max()) <= 1.25
    # Who faces y has -x on the left, whence the angle is counted here.
    assert float((bearing + math.pi / 2).abs().max()) <= math.radians(10.0) + 1e-5


def test_an_end_effector_that_the_body_lacks_is_refused(context: Context) -> None:
    with pytest.raises(StuntmanError, match="no end effector 'tail': use hand, foot"):
        Strike(Settings(end_effector="tail"), context)
