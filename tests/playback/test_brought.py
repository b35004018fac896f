"""What a task brings into the world that one watches: a ball in the hand, thrown, taken back."""

from collections.abc import Callable

import mujoco
import numpy as np
import pytest
from numpy.typing import ArrayLike

from stuntman.errors import StuntmanError
from stuntman.physics.interactive import Thing
from stuntman.playback.recording import perform
from stuntman.playback.world import LiveWorld
from stuntman.policies.policy import Policy

Beginner = Callable[..., Policy]
RELEASE = 0.75  # s of the punch


@pytest.fixture
def thrower(beginner: Beginner) -> Policy:
    return beginner("punch", tasks={"throw": {"release": RELEASE}})


def ball(world: LiveWorld) -> Thing:
    (thing,) = world.frame.blocks.things
    return thing


def hand(world: LiveWorld) -> np.ndarray:
    return world.environment.motion().pose.end_effectors[0, 0].numpy()


def apart(world: LiveWorld) -> float:
    return float(np.linalg.norm(hand(world) - ball(world).position))


def test_the_ball_is_seen_in_the_hand_then_in_the_air_and_in_the_hand_again(
    thrower: Policy,
) -> None:
    world = LiveWorld({"punch": thrower})
    assert ball(world).kind == mujoco.mjtGeom.mjGEOM_SPHERE and ball(world).size[0] == 0.05
    assert apart(world) < 1e-3
    while world.phase < RELEASE - 0.04:
        world.step()
        assert apart(world) < 0.03
    for _ in range(8):
        world.step()
    assert apart(world) > 0.1
    for _ in range(60):  # over its end
        world.step()
        if world.frame.begun:
            break
    assert world.frame.begun and apart(world) < 1e-3
    world.restart(0.3)
    assert apart(world) < 1e-3


def test_blocks_fly_beside_it(thrower: Policy) -> None:
    world = LiveWorld({"punch": thrower}, blocks=2)
    slot = world.engine.throw(
        0.2, 1.0, np.array([50.0, 0.0, 5.0]), np.zeros(3), np.array([1.0, 0.0, 0.0, 0.0])
    )
    world.step()
    blocks = world.frame.blocks
    assert blocks.edges.tolist() == [0.2, 0.0] and slot == 0
    assert blocks.positions[0, 2] == pytest.approx(5.0 - 0.5 * 9.81 / 30**2, abs=2e-3)
    assert apart(world) < 0.03
    world.clear()
    assert not world.engine.blocks.edges.any() and apart(world) < 0.03
    assert world.engine.blocks.positions[0, 2] == -100.0


def test_it_is_thrown_by_the_skill_that_knows_how(thrower: Policy, beginner: Beginner) -> None:
    world = LiveWorld({"walk": beginner(), "punch": thrower, "again": thrower})
    for _ in range(5):
        world.step()
    assert apart(world) < 0.05, "who walks carries it"
    world.switch("punch")
    assert world.skill == "punch" and apart(world) < 1e-3
    for _ in range(40):
        world.step()
    assert apart(world) > 0.1


def test_the_mouse_moves_the_target(thrower: Policy) -> None:
    world = LiveWorld({"punch": thrower})
    point: ArrayLike = [5.0, 1.0, 1.5]
    world.aim(np.array(point))
    world.step()
    assert world.frame.asked.point == pytest.approx(point)
    assert world.frame.asked.radius == 0.2


def test_a_film_has_the_ball_in_every_picture(thrower: Policy) -> None:
    take = perform(thrower, 1.0).take
    assert take.qpos.shape[1] == thrower_nq(thrower)
    places = np.array([blocks.things[0].position for blocks in take.blocks])
    assert places.shape == (30, 3)
    assert np.linalg.norm(places[-1] - places[0]) > 0.3


def thrower_nq(thrower: Policy) -> int:
    """Of the body alone."""
    return int(LiveWorld({"punch": thrower}).character.spec().compile().nq)


def test_two_balls_are_refused(thrower: Policy, beginner: Beginner) -> None:
    other = beginner("punch", tasks={"throw": {"release": RELEASE, "ball_mass": 1.0}})
    with pytest.raises(StuntmanError, match="bring it with settings that differ"):
        LiveWorld({"one": thrower, "other": other})
