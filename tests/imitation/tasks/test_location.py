"""Location: walk to a point, slow down, stand."""

import math
from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.imitation.config import CONTROL_RATE, STEP, EnvironmentConfig
from stuntman.imitation.motion import Motion
from stuntman.imitation.observations import Sight, observe
from stuntman.imitation.tasks.goal import Context
from stuntman.imitation.tasks.location import Location, Settings
from stuntman.motion.clip import Clip
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe

ALL = torch.arange(2)


def test_it_earns_by_how_it_gets_there(
    context: Context, standing: Callable[..., Motion], passes: Callable[..., Tensor]
) -> None:
    goal = Location(Settings(weight=1.0, speed=1.0, slow_down=1.0, radius=0.5), context)
    goal.fix(point=torch.tensor([[3.0, 4.0, 0.0], [0.0, 0.8, 0.0]]))
    # 5 m away and .8 m away, at .5 m/s along y: .4 and .5 m/s along the way, of 1 and .8 wanted.
    motion = standing([[0.0, 0.0, 1.0]] * 2, velocity=(0.0, 0.5, 0.0))
    goal.reset(ALL, motion)
    earned = passes(goal, motion)
    np.testing.assert_allclose(
        earned, [math.exp(-2.5 * 0.6**2), math.exp(-2.5 * 0.3**2)], rtol=1e-4
    )
    assert goal.success().tolist() == [0.0, 0.0]
    # The second has arrived, and still moves at .5 m/s.
    earned = passes(goal, standing([[0.0, 0.4, 1.0]] * 2, velocity=(0.0, 0.5, 0.0)))
    np.testing.assert_allclose(earned[1], math.exp(-2.5 * 0.5**2), rtol=1e-4)
    assert goal.success().tolist() == [0.0, 1.0]


def test_a_point_is_seen_from_the_root_and_no_farther_than_five_metres(
    context: Context, standing: Callable[..., Motion]
) -> None:
    goal = Location(Settings(), context)
    goal.fix(point=torch.tensor([[1.0, 3.0, 0.0], [1.0, 21.0, 0.0]]))
    motion = standing([[1.0, 1.0, 0.9]] * 2, yaw=math.pi / 2)
    goal.reset(ALL, motion)
    seen = observe(goal.observation_terms, Sight(motion, torch.zeros(2), (), ALL))
    np.testing.assert_allclose(seen, [[2.0, 0.0, 0.0], [5.0, 0.0, 0.0]], atol=1e-6)


def test_points_are_drawn_at_the_distance_and_given_up_in_time(
    context: Context, standing: Callable[..., Motion], passes: Callable[..., Tensor]
) -> None:
    goal = Location(Settings(distance=(2.0, 3.0), seconds=10 * STEP), context)
    motion = standing([[7.0, -2.0, 0.9]] * 2)
    goal.reset(ALL, motion)
    first = goal.values["point"]
    away = (first - torch.tensor([7.0, -2.0, 0.0])).norm(dim=-1)
    assert ((away >= 2.0) & (away <= 3.0)).all()
    for _ in range(9):
        passes(goal, motion)
        assert torch.equal(goal.values["point"], first)
    for _ in range(2):
        passes(goal, motion)
    assert not torch.equal(goal.values["point"], first)
    assert goal.success().tolist() == [0.0, 0.0]
    asked = goal.state_dict()["count/asked"]
    assert asked.tolist() == [1.0, 1.0]


def test_a_reference_is_led_to_the_point_and_stands_before_it(
    context: Context, standing: Callable[..., Motion]
) -> None:
    """Facing along y: 4 m ahead and 3 to the left; then 1 m to the left, within the sharpest
    turn."""
    goal = Location(Settings(), context)
    motion = standing([[0.0, 0.0, 0.9]] * 2, yaw=math.pi / 2)
    for point, heading, speed in (
        ([-3.0, 4.0, 0.0], math.pi / 2 + math.atan2(3.0, 4.0), 1.0),
        ([-1.0, 0.0, 0.0], math.pi / 2, 1.0),
        ([-0.3, 0.0, 0.0], None, 0.0),
    ):
        goal.fix(point=torch.tensor([point, point]))
        headings, speeds = goal.course(motion)
        assert speeds.tolist() == [speed, speed]
        assert heading is None or headings.tolist() == pytest.approx([heading, heading])


def test_ways_between_clips_lead_there(walk: Clip) -> None:
    """Of a character that is where its reference is."""
    config = EnvironmentConfig(transitions=True, led_by_goals=True, turn_rate=60.0)
    clips = {"humanoid_stand": 1.0, "walk": 1.0}
    recipe = Recipe(clips, tasks={"location": Settings()}, environment=config, warm_start=False)
    environment = build.environment(build.make(recipe), config, 4, threads=1)
    (goal,), requests = environment.goals, environment.requests
    assert requests is not None
    environment.reset()
    goal.fix(point=torch.tensor([[2.0, 1.5, 0.0]]).expand(environment.worlds, 3))
    clock = environment.clock
    for _ in range(round(6.0 * CONTROL_RATE)):
        motion = clock.placed(environment.library, STEP)
        course = goal.course(motion)
        assert course is not None
        requests.steer(*course)
        clock = requests.advance(clock, motion)
    away = clock.placed(environment.library).pose.positions[:, 0, :2] - torch.tensor([2.0, 1.5])
    assert (away.norm(dim=-1) < 0.5).all()
    assert (clock.clip == 0).all()
