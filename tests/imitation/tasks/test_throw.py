"""Throw: a ball in the hand until the instant of the clip, then in the air; how near, and hits."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import mujoco
import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.config import STEP, EnvironmentConfig, substeps
from stuntman.imitation.environment import Environment
from stuntman.imitation.observations import Sight, observe
from stuntman.imitation.problem import Problem
from stuntman.imitation.tasks.goal import level_direction
from stuntman.imitation.tasks.task import Moment
from stuntman.imitation.tasks.throw import Settings, Throw
from stuntman.motion.clip import Clip
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe
from stuntman.spatial.torch_rotations import heading, rotate_about_vertical

WORLDS, RELEASE = 4, 0.75
ALL = torch.arange(WORLDS)
NOBODY, EVERYBODY = torch.zeros(WORLDS, dtype=torch.bool), torch.ones(WORLDS, dtype=torch.bool)
G = 9.81

Pass = Callable[..., Tensor]


def problem_of(clip: str, **settings: Any) -> tuple[Recipe, Problem]:
    throw = Settings(**{"release": RELEASE, "scale": 2.0} | settings)
    config = EnvironmentConfig(max_body_error=0.0, mirrored_halves=False)
    recipe = Recipe({clip: 1.0}, tasks={"throw": throw}, environment=config, warm_start=False)
    return recipe, build.make(recipe)


@pytest.fixture(scope="module")
def punching(walk: Clip) -> tuple[Recipe, Problem]:
    """A clip of 2.13 s that does not loop."""
    return problem_of("punch")


@pytest.fixture
def environment(punching: tuple[Recipe, Problem]) -> Environment:
    recipe, problem = punching
    return build.environment(problem, recipe.environment, WORLDS, threads=1)


def on_warp(recipe: Recipe, problem: Problem) -> Environment:
    pytest.importorskip("mujoco_warp", reason="pip install 'stuntman[gpu]' to test it")
    from stuntman.physics.warp import WarpEngine

    steps = substeps(problem.model)
    engine = WarpEngine(problem.model, WORLDS, steps, torch.device("cpu"), problem.world)
    return Environment(problem, engine, recipe.environment)


def goal_of(environment: Environment) -> Throw:
    (goal,) = environment.goals
    assert isinstance(goal, Throw)
    return goal


def at(*seconds: float) -> Tensor:
    return torch.tensor(seconds, dtype=torch.float64)


@pytest.fixture
def passes(environment: Environment) -> Pass:
    """Lets a control step pass in the goal at s of the clip, with the ball where it is; its reward
    (worlds,)."""

    def step(seconds: float = 1.0) -> Tensor:
        goal, motion = goal_of(environment), environment.motion()
        phase = torch.full((WORLDS,), seconds / float(environment.library.duration[0]))
        goal.advance(Moment(motion, motion, NOBODY, phase, NOBODY))
        (term,) = goal.reward_terms
        return term(motion, motion)

    return step


def fly(goal: Throw, before: list[float], now: list[float]) -> None:
    """Let the ball have gone from one place to another in the step that is over, free."""
    begin, end = (torch.tensor(place).expand(WORLDS, 3) for place in (before, now))
    goal._grip.set(NOBODY)
    goal._ball.put(EVERYBODY, end, torch.zeros(WORLDS, 3))
    goal.values["position"] = begin


def test_the_ball_begins_in_the_hand_as_fast_as_that_is(environment: Environment) -> None:
    """By plain MuJoCo, of the site."""
    environment.reset(at(0.0, 0.3, 0.6, 1.0))
    ball, model = goal_of(environment)._ball, environment.problem.model
    data, velocity, hand = mujoco.MjData(model), np.empty(6), model.site("right_hand").id
    for world in range(WORLDS):
        data.qpos[:] = environment.engine.qpos[world]
        data.qvel[:] = environment.engine.qvel[world]
        mujoco.mj_forward(model, data)
        mujoco.mj_objectVelocity(model, data, mujoco.mjtObj.mjOBJ_SITE, hand, velocity, 0)
        np.testing.assert_allclose(ball.position[world], data.site_xpos[hand], atol=1e-5)
        np.testing.assert_allclose(ball.velocity[world], velocity[3:], atol=0.03)


@pytest.mark.parametrize("kind", ["cpu", "warp"])
def test_it_is_held_until_the_instant_and_flies_from_there(
    kind: str, environment: Environment, punching: tuple[Recipe, Problem]
) -> None:
    """Three worlds come to it within other control steps, the fourth begins after it."""
    if kind == "warp":
        environment = on_warp(*punching)
    goal = goal_of(environment)
    environment.reset(at(0.0, 0.01, 0.49, 0.8))
    flying, start = goal._ball.velocity[3], goal._ball.position[3]
    for step in range(1, 26):
        time = environment.clock.time
        environment.step(torch.zeros(WORLDS, environment.actions))
        goes_on = environment.clock.time > time  # no fall has put it back to a start
        held = environment.clock.time < RELEASE
        assert torch.equal(goal._grip.on[goes_on], held[goes_on])
        apart = environment.motion().pose.end_effectors[:, 0] - goal._ball.position
        assert (apart.norm(dim=-1)[goes_on & held] < 0.03).all()
        if step == 3:
            assert goal._grip.on.tolist() == [True, True, True, False]
            fallen = 0.1 * flying + torch.tensor([0.0, 0.0, -0.5 * G * 0.1**2])
            torch.testing.assert_close(goal._ball.position[3], start + fallen, atol=5e-3, rtol=0)


def test_what_it_will_come_to_counts_once_it_is_let_go_until_it_falls_to_the_ground(
    environment: Environment, passes: Pass
) -> None:
    """By a fine sum over the parabola: it passes, falls short, flies away, and lies."""
    goal = goal_of(environment)
    environment.reset(at(0.0, 0.0, 0.0, 0.0))
    places = torch.tensor([[0.0, 0.0, 1.5], [0.0, 0.0, 1.5], [0.0, 0.0, 1.5], [2.0, 0.0, 0.05]])
    speeds = torch.tensor([[9.0, 1.0, 2.0], [3.0, 0.0, 0.0], [-5.0, 0.0, 3.0], [0.0, 0.0, 0.0]])
    goal.values["point"] = torch.tensor([[5.0, 0.5, 1.1]]).expand(WORLDS, 3)
    held = passes()
    goal._grip.set(NOBODY)
    goal._ball.put(EVERYBODY, places, speeds)
    goal.values["position"] = places
    time = torch.linspace(0.0, 2.0, 20001).reshape(1, -1, 1)
    way = places.unsqueeze(1) + time * speeds.unsqueeze(1)
    way[..., 2:] -= 0.5 * G * time.square()
    apart = (way - goal.values["point"].unsqueeze(1)).norm(dim=-1)
    nearest = apart.masked_fill(way[..., 2] < 0.0499, torch.inf).amin(1)
    torch.testing.assert_close(
        passes(), 0.3 * torch.exp(-2.0 * nearest.square()), atol=3e-3, rtol=0
    )
    assert not goal.values["hit"].any(), "it has not come there yet"
    assert (held < 1e-4).all()


@pytest.mark.parametrize("late", [0.0, 0.3, 0.7, 0.99])
def test_it_is_let_go_at_the_instant_and_not_at_a_steps_end(
    late: float, environment: Environment, passes: Pass
) -> None:
    """On a circle of .5 m at 20 rad/s, a step turns it by 38 degrees."""
    goal, turn, radius = goal_of(environment), 20.0, 0.5
    environment.reset(at(0.0, 0.0, 0.0, 0.0))

    def circle(seconds: float) -> tuple[Tensor, Tensor]:
        angle = turn * seconds
        way, across = (
            [math.cos(angle), 0.0, math.sin(angle)],
            [-math.sin(angle), 0.0, math.cos(angle)],
        )
        place = radius * torch.tensor(way) + torch.tensor([0.0, 0.0, 3.0])
        return (
            place.expand(WORLDS, 3).float(),
            (turn * radius * torch.tensor(across)).expand(WORLDS, 3).float(),
        )

    goal.values["position"], goal.values["velocity"] = circle(0.0)
    goal._ball.put(EVERYBODY, *circle(STEP))
    passes(RELEASE + late * STEP)

    flight = late * STEP
    place, velocity = circle(STEP - flight)
    fall = torch.tensor([0.0, 0.0, -G])
    expected = place + flight * velocity + 0.5 * flight**2 * fall
    torch.testing.assert_close(goal._ball.position, expected, atol=3e-3, rtol=0)
    torch.testing.assert_close(goal._ball.velocity, velocity + flight * fall, atol=0.15, rtol=0)
    assert not goal._grip.on.any()


def test_it_earns_by_how_near_the_ball_has_come_on_its_way(
    environment: Environment, passes: Pass
) -> None:
    goal = goal_of(environment)
    goal.fix(point=torch.tensor([0.5, 0.3, 1.0]).expand(WORLDS, 3))
    environment.reset(at(1.0, 1.0, 1.0, 1.0))
    fly(goal, [0.0, 0.0, 1.0], [1.0, 0.0, 1.0])  # past it at .3 m, though .58 m away at both ends
    np.testing.assert_allclose(passes(1.05), 0.3 * math.exp(-2.0 * 0.09), rtol=1e-4)
    fly(goal, [1.0, 0.0, 1.0], [3.0, 0.0, 1.0])  # and farther: what was near stays
    np.testing.assert_allclose(passes(1.1), 0.3 * math.exp(-2.0 * 0.09), rtol=1e-4)
    assert not goal.values["hit"].any()
    fly(goal, [0.5, 0.1, 0.0], [0.5, 0.11, 2.0])  # .195 m from its middle
    np.testing.assert_allclose(passes(1.15), 0.3, rtol=1e-5)
    fly(goal, [9.0, 9.0, 1.0], [9.0, 9.0, 1.0])
    np.testing.assert_allclose(passes(1.2), 0.3, rtol=1e-5)
    assert goal.values["hit"].all()


def test_a_ball_in_the_hand_hits_nothing(environment: Environment, passes: Pass) -> None:
    goal = goal_of(environment)
    environment.reset(at(0.0, 0.0, 0.0, 0.0))
    goal.values["point"] = goal._ball.position
    np.testing.assert_allclose(passes(0.1), 0.3, rtol=1e-5)
    assert not goal.values["hit"].any()
    goal.values["point"] = goal._ball.position + torch.tensor([1.0, 0.0, 0.0])
    np.testing.assert_allclose(passes(0.2), 0.3 * math.exp(-2.0), rtol=1e-5)


def test_a_throw_counts_that_had_time_to_be_aimed(environment: Environment, passes: Pass) -> None:
    goal = goal_of(environment)
    environment.reset(at(0.0, 0.3, 0.5, 1.0))
    assert goal.counts().tolist() == [True, True, False, False]
    fly(goal, [0.0, 0.0, 1.0], [1.0, 0.0, 1.0])
    goal.values["point"] = torch.tensor([[0.5, y, 1.0] for y in (0.1, 0.3, 0.1, 0.3)])
    passes(1.0)
    assert goal.success().tolist() == [1.0, 0.0, 1.0, 0.0]


def test_where_the_ball_and_the_target_are_is_seen_from_the_root(environment: Environment) -> None:
    goal = goal_of(environment)
    environment.reset(at(0.4, 0.4, 0.4, 0.4))
    motion = environment.motion()
    root, yaw = motion.pose.positions[:, 0], heading(motion.pose.root_rotation)
    to_left = rotate_about_vertical(torch.tensor([[0.0, 1.0, 0.0]]).expand(WORLDS, 3), yaw)
    goal._ball.put(EVERYBODY, root + 2.5 * to_left, motion.root_velocity + 20.0 * to_left)
    goal.values["point"] = root + 30.0 * to_left
    seen = observe(goal.observation_terms, Sight(motion, torch.zeros(WORLDS), (), ALL))
    assert [term.size for term in goal.observation_terms] == [3, 3, 1, 3, 3, 6, 3, 3]
    target, _, hit, miss, rest = seen.split([3, 3, 1, 3, 15], dim=1)
    np.testing.assert_allclose(miss.norm(dim=-1), 1.0, atol=1e-5)  # of 2 m and more, a direction
    seen = torch.cat([target, hit, rest], dim=1)
    left = [0.0, 1.0, 0.0]
    expected = [*(2.0 * np.array(left)), 0.0, *(0.5 * np.array(left))]
    np.testing.assert_allclose(seen[:, :7], [expected] * WORLDS, atol=1e-5)
    np.testing.assert_allclose(seen[:, 13:16], [[0.0, 2.0, 0.0]] * WORLDS, atol=1e-5)
    np.testing.assert_allclose(seen[:, 16:], 0.0)
    # Upright in the world, it is turned against who faces elsewhere.
    turned = [[math.cos(yaw[0]), -math.sin(yaw[0]), 0.0, math.sin(yaw[0]), math.cos(yaw[0]), 0.0]]
    np.testing.assert_allclose(seen[:1, 7:13], turned, atol=1e-5)


def test_what_it_would_miss_by_is_seen_in_the_heading_frame(environment: Environment) -> None:
    goal = goal_of(environment)
    environment.reset(at(0.4, 0.4, 0.4, 0.4))
    motion = environment.motion()
    yaw = heading(motion.pose.root_rotation)
    ahead, left = (
        rotate_about_vertical(torch.tensor([way]).expand(WORLDS, 3), yaw)
        for way in ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0])
    )
    begin = torch.tensor([[0.0, 0.0, 3.0]]).expand(WORLDS, 3)
    goal._ball.put(EVERYBODY, begin, 50.0 * ahead)
    fallen = torch.tensor([0.0, 0.0, -0.5 * G * 0.1**2])
    goal.values["point"] = begin + 5.0 * ahead + fallen + 0.5 * left
    (term,) = (term for term in goal.observation_terms if term.name == "throw_miss")
    seen = observe((term,), Sight(motion, torch.zeros(WORLDS), (), ALL))
    np.testing.assert_allclose(seen, [[0.0, 0.25, 0.0]] * WORLDS, atol=5e-3)


def test_where_to_aim_is_seen_with_mean_0_and_variance_1(environment: Environment) -> None:
    goal = goal_of(environment)
    (term,) = (term for term in goal.observation_terms if term.name == "throw_aim")
    seen = []
    for _ in range(500):
        environment.reset(at(0.0, 0.2, 0.4, 1.0))
        seen.append(term.compute(Sight(environment.motion(), torch.zeros(WORLDS), (), ALL)))
    aims = torch.cat(seen)
    np.testing.assert_allclose(aims.mean(0), 0.0, atol=0.1)
    np.testing.assert_allclose(aims.var(0), 1.0, atol=0.1)
    assert aims.abs().max() < 3.0**0.5 + 1e-3
    # 10 m away, straight ahead, at the height in the middle.
    forward, begin = goal.values["forward"], goal.values["from"]
    goal.values["point"] = begin + 10.0 * level_direction(forward)
    goal.values["point"][:, 2] = 1.125
    np.testing.assert_allclose(term.compute(seen), [[3.0**0.5, 0.0, 0.0]] * WORLDS, atol=1e-3)  # type: ignore[arg-type]


def test_targets_are_where_the_clip_throws_whenever_an_episode_begins(
    environment: Environment,
) -> None:
    goal, library = goal_of(environment), environment.library
    frame = library.frame(torch.zeros(2, dtype=torch.long), at(RELEASE, RELEASE + 0.005))
    there, then = library.motion(frame).pose.end_effectors[:, 0]
    thrown = torch.atan2(*(then - there)[[1, 0]])
    drawn = []
    for _ in range(50):
        environment.reset(at(0.0, 0.5, 1.0, 1.9))
        drawn.append(goal.values["point"])
    points = torch.stack(drawn)
    way = points - library.root_position(frame)[0]
    away, angle = way[..., :2].norm(dim=-1), torch.atan2(way[..., 1], way[..., 0]) - thrown
    assert 4.0 <= float(away.min()) < 4.5 and 9.5 < float(away.max()) <= 10.0
    assert float(points[..., 2].min()) >= 1.0 and float(points[..., 2].max()) <= 1.25
    degrees = torch.rad2deg(angle)
    assert (degrees.amin(0) < -4.0).all() and (degrees.amax(0) > 4.0).all()
    assert float(degrees.abs().max()) <= 7.0  # the bearing's 6, and what .005 s turn


def test_a_clip_that_lies_elsewhere_throws_elsewhere(environment: Environment) -> None:
    goal = goal_of(environment)
    environment.reset(at(0.0, 0.0, 0.0, 0.0))
    motion = environment.motion()
    turned = torch.tensor([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    shift = torch.tensor([100.0, 0.0, 0.0])
    pose = replace(
        motion.pose,
        positions=motion.pose.positions + shift,
        root_rotation=turned @ motion.pose.root_rotation,
    )
    before = goal.values["point"].clone()
    environment.align_reference(at(0.0, 0.0, 0.0, 0.0), replace(motion, pose=pose))
    way = goal.values["point"] - shift
    angle = torch.atan2(way[:, 1], way[:, 0]) - torch.atan2(before[:, 1], before[:, 0])
    error = torch.remainder(angle - math.pi / 2 + math.pi, 2 * math.pi) - math.pi
    assert float(error.abs().max()) < 0.3


def test_a_loop_takes_the_ball_back_with_each_cycle(walk: Clip) -> None:
    recipe, problem = problem_of("walk", release=0.6)
    environment = build.environment(problem, recipe.environment, WORLDS, threads=1)
    goal, duration = goal_of(environment), float(environment.library.duration[0])
    environment.reset(at(0.0, 0.0, 0.0, 0.0))
    held, points = [], []
    for _ in range(round(duration / STEP) + 3):
        moment_before = environment.clock.time[0]
        environment.step(torch.zeros(WORLDS, environment.actions))
        if bool(environment.clock.time[0] < moment_before):
            break
        held.append(bool(goal._grip.on[0]))
        points.append(goal.values["point"][0].clone())
    assert held[:15] == [True] * 15 and not any(held[20:])
    assert bool(goal._grip.on[0])
    apart = environment.motion().pose.end_effectors[0, 0] - goal._ball.position[0]
    assert float(apart.norm()) < 1e-5
    assert not torch.equal(points[-1], goal.values["point"][0])
    assert goal.state_dict()["count/asked"][0] == 1.0


def test_a_run_goes_on_bit_for_bit(punching: tuple[Recipe, Problem]) -> None:
    recipe, problem = punching
    one, other = (
        build.environment(problem, recipe.environment, WORLDS, seed, threads=1) for seed in (1, 2)
    )
    actions = torch.zeros(WORLDS, one.actions)
    for _ in range(3):
        one.step(actions)
    state = one.state_dict()
    assert torch.isfinite(torch.cat([part.double().flatten() for part in state.values()])).all()
    other.load_state_dict({name: tensor.clone() for name, tensor in state.items()})
    for _ in range(70):
        (seen, earned, *_), (again, same, *_) = one.step(actions), other.step(actions)
        assert torch.equal(seen, again) and torch.equal(earned, same)
        assert torch.equal(goal_of(one)._ball.position, goal_of(other)._ball.position)


def test_the_ball_touches_the_ground_and_not_who_throws_it(
    punching: tuple[Recipe, Problem],
) -> None:
    _, problem = punching
    world = problem.world
    assert world is not None and world.nq == problem.model.nq + 7
    ball = world.geom("ball").id
    with_ball = [
        {world.geom(a).name, world.geom(b).name}
        for a, b in zip(world.pair_geom1, world.pair_geom2, strict=True)
        if ball in (a, b)
    ]
    assert with_ball == [{"floor", "ball"}]


def test_what_cannot_be_thrown_is_refused(walk: Clip) -> None:
    with pytest.raises(StuntmanError, match="no end effector 'tail'"):
        problem_of("punch", hand="tail")
    with pytest.raises(
        StuntmanError, match=r"'release' is 3 s, and the clip 'punch' is over after"
    ):
        problem_of("punch", release=3.0)
    with pytest.raises(StuntmanError, match="'release' is 0"):
        Settings(release=0.0)
    with pytest.raises(StuntmanError, match="'distance'"):
        Settings(distance=(5.0, 2.0))
