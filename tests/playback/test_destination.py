"""Going to a place, for who can only be told which way to go."""

import math
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.playback.destination import Destination, approach, can_be_sent
from stuntman.playback.world import LiveWorld
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy

Beginner = Callable[..., Policy]


@pytest.fixture
def world(beginner: Beginner) -> LiveWorld:
    """Of one that faces along x and stands."""
    return LiveWorld({"moves": beginner("humanoid_stand", "walk", "run", transitions=True)})


def asked(world: LiveWorld, point: list[float], fast: bool = False) -> tuple[float, float]:
    """In which direction (rad) and how fast (m/s) it is to go to a point."""
    to = Destination(np.array(point), fast)
    approach(world.environment, to, world.frame)
    world._refresh()
    velocity = world.frame.asked.velocity
    assert velocity is not None
    return math.atan2(velocity[1], velocity[0]), float(np.hypot(*velocity[:2]))


def test_a_trained_one_walks_there_and_stands() -> None:
    world = LiveWorld({"moves": policies.load("moves")})
    there = world.frame.qpos[:2] + np.array([2.0, 0.0])
    world.aim(np.array([*there, 0.0]))
    assert world.frame.asked.point == pytest.approx([*there, 0.0])
    for _ in range(90):
        world.step()
    assert world.destination is None and world.frame.asked.point is None
    assert world.skill == "humanoid_stand"
    assert np.linalg.norm(world.frame.qpos[:2] - there) < 0.3


def test_it_runs_while_the_place_is_far_and_in_front(world: LiveWorld) -> None:
    walk, run = 0.98, 3.56
    assert asked(world, [9.0, 0.0, 0.0], fast=True)[1] == pytest.approx(run, abs=0.01)
    assert asked(world, [9.0, 0.0, 0.0])[1] == pytest.approx(walk, abs=0.01)
    assert asked(world, [4.0, 0.0, 0.0], fast=True)[1] == pytest.approx(walk, abs=0.01)
    assert asked(world, [0.0, 9.0, 0.0], fast=True)[1] == pytest.approx(walk, abs=0.01)
    assert asked(world, [0.3, 0.0, 0.0], fast=True)[1] == 0.0


def test_it_turns_to_the_side_where_the_place_is_and_makes_room_first(world: LiveWorld) -> None:
    w, x, y, z = world.frame.qpos[3:7]
    facing = math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z))
    left, right = (asked(world, [-4.0, y, 0.0])[0] - facing for y in (0.5, -0.5))
    assert left == pytest.approx(math.radians(60.0), abs=1e-5)
    assert right == pytest.approx(math.radians(-60.0), abs=1e-5)
    beside = asked(world, [0.0, 1.0, 0.0])[0]  # within a circle of one metre to its left
    assert beside == pytest.approx(facing, abs=1e-5)


def test_what_is_asked_for_next_counts(world: LiveWorld) -> None:
    for other in (partial(world.steer, 0.0, 1.0), partial(world.switch, "run")):
        world.aim(np.array([5.0, 0.0, 0.0]))
        world.step()
        assert world.destination is not None and world.skill == "humanoid_stand"
        other()
        assert world.destination is None and world.frame.asked.point is None


def test_what_is_no_place_is_refused(world: LiveWorld) -> None:
    with pytest.raises(StuntmanError, match="the point is"):
        world.aim(np.array([math.nan, 0.0, 0.0]))
    assert world.destination is None


def test_who_can_be_told_neither_says_so(beginner: Beginner) -> None:
    world = LiveWorld({"walk": beginner()})
    assert not can_be_sent(world.repertoire.values())
    with pytest.raises(StuntmanError, match="no goal with a point"):
        world.aim(np.zeros(3))


def test_it_forgets_the_place_where_a_skill_takes_over_that_cannot_go_there(
    beginner: Beginner,
) -> None:
    world = LiveWorld({"go": beginner(tasks={"heading": {}}), "run": beginner("run")})
    assert can_be_sent(world.repertoire.values())
    world.aim(np.array([5.0, 0.0, 0.0]))
    world.step()
    assert world.destination is not None
    world.requested = "run"  # as who directs it asks
    for _ in range(60):
        world.step()
    assert world.skill == "run" and world.destination is None
