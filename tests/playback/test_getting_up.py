"""Who has fallen gets up, and goes on with what it did."""

from dataclasses import replace

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE
from stuntman.motion.clip import Clip
from stuntman.playback.getting_up import LYING_SECONDS, helper
from stuntman.playback.recording import perform
from stuntman.playback.world import LiveWorld
from stuntman.policies import policy as policies


@pytest.fixture
def world(walk: Clip) -> LiveWorld:
    walker = {"walk": policies.load("walk")}
    return LiveWorld(walker, helper=helper(walker))


def run(world: LiveWorld, seconds: float) -> list[str]:
    """The skills at work meanwhile."""
    return [world.step().skill for _ in range(round(seconds * CONTROL_RATE))]


def got_up(world: LiveWorld) -> list[str]:
    """The skills at work until it is on its feet, and while who falls again is set upright."""
    passed = run(world, LYING_SECONDS + 0.2)
    while passed[-1] == "getup" and len(passed) < 25.0 * CONTROL_RATE:
        passed.append(world.step().skill)
    return passed + run(world, 3.5)


def fell(world: LiveWorld) -> None:
    world.shove(900.0, 90.0)
    for _ in range(round(4.0 * CONTROL_RATE)):
        if world.step().fallen:
            return
    pytest.fail("it does not fall")


def test_a_walker_that_is_felled_gets_up_and_walks_on(world: LiveWorld) -> None:
    run(world, 1.0)
    fell(world)
    passed = got_up(world)
    assert list(dict.fromkeys(passed)) == ["walk", "getup"] and passed[-1] == "walk"
    assert world.switches == (), "nobody has asked for another skill"
    states = np.array([frame.qpos for frame in world.past])
    steps = np.linalg.norm(np.diff(states[:, :3], axis=0), axis=1)
    assert steps.max() < 0.25, "nobody has put it anywhere"
    assert states[-1, 2] > 0.7 and np.linalg.norm(states[-1, :2] - states[-30, :2]) > 0.5


def test_the_helper_is_no_skill_and_changes_nothing_before_a_fall(
    world: LiveWorld, walk: Clip
) -> None:
    assert world.skills == tuple(world.repertoire) == ("walk",)
    assert not world.can_be_steered, "though the helper can"
    run(world, 3.0)
    take = perform(policies.load("walk"), 3.0)
    states = np.array([frame.qpos for frame in world.past])
    np.testing.assert_allclose(states[: len(take.qpos)], take.qpos, atol=1e-3)


def test_a_skill_that_is_asked_for_meanwhile_waits_until_it_stands(walk: Clip) -> None:
    skills = {name: policies.load(name) for name in ("walk", "jump")}
    world = LiveWorld(skills, helper=helper(skills))
    run(world, 1.0)
    fell(world)
    run(world, LYING_SECONDS + 0.2)
    assert world.frame.skill == "getup"
    world.switch("jump")
    passed = got_up(world)
    assert passed[0] == "getup" and "jump" in passed
    assert "walk" not in passed[: passed.index("jump")]


def test_it_does_not_listen_while_it_is_got_up(walk: Clip) -> None:
    moving = {"moves": policies.load("moves")}
    world = LiveWorld(moving, helper=helper(moving), skill="walk")
    run(world, 1.0)
    fell(world)
    run(world, LYING_SECONDS + 0.2)
    assert world.frame.skill == "getup"
    world.steer(1.0, 1.0)
    world.aim([3.0, 0.0, 0.0])
    passed = got_up(world)
    assert passed[0] == "getup" and passed[-1] != "getup"


def test_who_is_to_lie_lies(world: LiveWorld) -> None:
    world.restart_after = None
    run(world, 1.0)
    fell(world)
    assert set(run(world, 4.0)) == {"walk"}
    assert world.frame.qpos[2] < 0.6


@pytest.mark.parametrize("name", ["beam", "trex_walk", "getup"])
def test_nobody_helps_on_other_bodies_on_ground_and_who_gets_up_itself(name: str) -> None:
    alone = {name: policies.load(name)}
    assert helper(alone) == {} and set(helper({"walk": policies.load("walk")})) == {"getup"}


def test_on_the_moon_a_policy_is_alone_and_falls_as_there(walk: Clip) -> None:
    """Nobody else there was trained under its gravity."""
    walker, on_the_moon = policies.load("walk"), policies.load("walk")
    recipe = walker.header.recipe
    there = replace(recipe, environment=replace(recipe.environment, gravity=1.62))
    on_the_moon.header = replace(walker.header, recipe=there)
    assert helper({"walk": on_the_moon}) == {}
    world = LiveWorld({"walk": on_the_moon}, helper={})
    assert world.engine.gravity == pytest.approx(1.62)
    with pytest.raises(StuntmanError, match="One world has one gravity"):
        LiveWorld({"walk": walker, "on the moon": on_the_moon}, helper={})


def test_who_has_a_goal_is_got_up_too_and_filmed(walk: Clip) -> None:
    take = perform(policies.load("heading_run"), 12.0, push=1500.0)
    assert take.clip == "run" and {"run", "getup"} <= set(take.skills)
    assert np.isnan(take.terms["heading"][[skill == "getup" for skill in take.skills]]).any()


def test_on_a_beam_who_is_pushed_off_is_set_upright(walk: Clip) -> None:
    take = perform(policies.load("beam"), 5.0, push=900.0)
    assert len(take.qpos) == round(5.0 * CONTROL_RATE) and np.isfinite(take.qpos).all()
