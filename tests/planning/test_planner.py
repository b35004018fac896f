"""Iterative LQR against sums done otherwise, and a plan that is better than none."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import scipy.linalg
import torch

from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import for_evaluation
from stuntman.imitation.environment import CONTROL_RATE, Environment
from stuntman.motion.clip import Clip
from stuntman.planning.planner import Plan, PlanConfig, _gains, _sweep, plan
from stuntman.planning.tracking_cost import Track
from stuntman.recipes import build as stage
from stuntman.recipes.recipe import Recipe
from stuntman.spatial.rotations import Array

Build = Callable[[str, int], Environment]


@pytest.fixture
def build(walk: object) -> Build:
    return lambda clip, worlds: stage.build(for_evaluation(Recipe(clip)), worlds, threads=1)


def linear(steps: int, size: int = 4, pushes: int = 2) -> tuple[Array, Array, Array, Array]:
    rng = np.random.default_rng(0)
    a = np.eye(size) + 0.3 * rng.normal(size=(steps, size, size))
    b = rng.normal(size=(steps, size, pushes))
    return a, b, rng.normal(size=(steps, 5)), rng.normal(size=(steps, 5, size))


def test_a_sweep_solves_a_linear_problem_at_once() -> None:
    """Against least squares over all pushes together."""
    steps, effort = 6, 0.3
    a, b, residual, jacobian = linear(steps)
    targets = np.random.default_rng(1).normal(size=(steps, 2))

    pushes, gains = _sweep(a, b, residual, jacobian, targets, effort, stiff=0.0)

    state, found = np.zeros(4), []
    for k in range(steps):
        found.append(pushes[k] + gains[k] @ state)
        state = a[k] @ state + b[k] @ found[-1]
    # The residual of step k is of the state after it, which is linear in the pushes until then.
    reach = np.zeros((4, 2 * steps))
    rows, wanted = [], []
    for k in range(steps):
        reach = a[k] @ reach
        reach[:, 2 * k : 2 * k + 2] += b[k]
        rows.append(jacobian[k] @ reach)
        wanted.append(-residual[k])
    rows.append(effort**0.5 * np.eye(2 * steps))
    wanted.append(-(effort**0.5) * targets.ravel())
    best = np.linalg.lstsq(np.concatenate(rows), np.concatenate(wanted), rcond=None)[0]
    assert np.concatenate(found) == pytest.approx(best, abs=1e-8)


def test_gains_of_a_loop_are_those_of_riccatis_equation() -> None:
    a, b, _, jacobian = (np.repeat(part[:1], 20, axis=0) for part in linear(1))

    gains = _gains(a, b, jacobian, effort=0.5, wrap=np.eye(4))

    bend = scipy.linalg.solve_discrete_are(a[0], b[0], jacobian[0].T @ jacobian[0], 0.5 * np.eye(2))
    square = 0.5 * np.eye(2) + b[0].T @ bend @ b[0]
    assert gains[0] == pytest.approx(-np.linalg.solve(square, b[0].T @ bend @ a[0]), abs=1e-6)


def straight(loops: bool) -> Plan:
    """Three rows; targets 0, 1, 2; one joint."""
    return Plan(
        times=np.arange(3) / CONTROL_RATE,
        deviations=np.zeros((3, 2)),
        targets=np.array([[0.0], [1.0], [2.0]]),
        gains=np.tile([[[-3.0, 0.0]]], (3, 1, 1)),
        duration=3 / CONTROL_RATE,
        loops=loops,
        reward=1.0,
        samples=0,
    )


@pytest.mark.parametrize(("loops", "last"), [(True, 1.0), (False, 2.0)])
def test_between_rows_a_plan_goes_straight_and_a_loop_goes_round(loops: bool, last: float) -> None:
    times = np.array([0.5, 1.0, 2.5]) / CONTROL_RATE
    assert straight(loops).target(times)[:, 0] == pytest.approx([0.5, 1.0, last])


def test_a_loop_that_is_no_whole_number_of_steps_goes_round_evenly() -> None:
    loop = replace(straight(True), duration=3.5 / CONTROL_RATE)  # 1.5 steps from last to first
    times = np.array([2.0, 2.75, 3.5, 4.0]) / CONTROL_RATE
    assert loop.target(times)[:, 0] == pytest.approx([2.0, 1.0, 0.0, 0.5])


def test_gains_push_back_by_how_far_off_the_plan_it_is() -> None:
    plan_off = replace(straight(True), deviations=np.array([[0.0, 0.0], [0.1, 0.0], [0.0, 0.0]]))
    off = np.array([[0.1, 0.0], [0.3, 0.0]])
    back = plan_off.back(np.full(2, 1 / CONTROL_RATE), off)
    assert back[:, 0] == pytest.approx([0.0, -0.6])


@pytest.mark.parametrize("clip", ["walk", "walker_turn_left0"])
def test_two_cycles_on_are_carried_back_to_where_they_began(build: Build, clip: str) -> None:
    track = Track(build(clip, 1))
    times = np.array([0.0, 0.2, 0.5])
    later = track.reference(times + 2 * track.table.duration)
    assert abs(later - track.reference(times)).max() > 0.1
    back = track.next_cycle(track.next_cycle(later, 0.0), 0.0)
    assert abs(track.tangent.minus(back, track.reference(times))).max() < 1e-6


def test_rounding_does_not_carry_the_end_of_a_cycle_into_the_next(build: Build) -> None:
    track = Track(build("walk", 1))
    for cycle in (1, 2):
        seam = cycle * track.table.duration
        around = track.reference(np.array([seam * (1 - 1e-15), seam, seam * (1 + 1e-15)]))
        assert abs(around - around[1]).max() < 1e-6


@pytest.mark.parametrize("clip", ["walk", "walker_turn_left0"])
def test_what_the_wrap_makes_of_a_deviation(build: Build, clip: str) -> None:
    """Two states at a loop's end, and what each becomes when the next cycle begins over it."""
    track = Track(build(clip, 1))
    end = np.array([track.table.duration])
    off = 0.01 * np.random.default_rng(0).normal(size=(2, track.tangent.size))
    states = track.tangent.plus(track.reference(end), off)
    begun = np.concatenate([track.next_cycle(state[None], 0.0) for state in states])
    change = track.tangent.minus(begun[1:], begun[:1])[0]
    before = track.tangent.minus(states[1:], states[:1])[0]
    assert track.wrap is not None
    assert change == pytest.approx(track.wrap @ before, abs=1e-4)


def test_a_loop_shorter_than_the_plan_looks_ahead_is_carried_on(build: Build) -> None:
    track = Track(build("run", 1))
    ahead = track.reference(np.arange(60) / CONTROL_RATE)[:, 0]
    assert np.diff(ahead).min() > 0.0


def test_derivatives_of_what_costs(build: Build) -> None:
    track = Track(build("walk", 1))
    times = np.array([0.3])
    off = 0.02 * np.random.default_rng(0).normal(size=(1, track.tangent.size))
    state = track.tangent.plus(track.reference(times), off)
    residual, jacobian = track.residual(state, times)
    assert 0.5 * np.square(residual).sum(-1) == pytest.approx(track.cost(state, times))
    step = 1e-2 * np.random.default_rng(1).normal(size=(1, track.tangent.size))
    moved, _ = track.residual(track.tangent.plus(state, step), times)
    assert moved - residual == pytest.approx((jacobian @ step[0]), abs=2e-3)


def test_a_plan_of_a_step_keeps_nearer_to_it_than_the_feed_forward(walk: Clip) -> None:
    recipe = for_evaluation(Recipe("walk"))
    environment = stage.build(recipe, 2, clip=walk.slice(0.3, 0.7))
    engines = stage.physics(environment.engine.model)
    config = PlanConfig(lookahead=12, others=(), samples=256)

    found = plan(environment, engines, config, seed=0)

    joints = environment.engine.model.nv
    assert found.targets.shape == (12, environment.actions)
    assert found.gains.shape == (12, environment.actions, 2 * joints)
    assert found.samples > 12 * (2 * joints + environment.actions)
    rewards: dict[bool, float] = {}
    for planned in (False, True):
        environment.reset(torch.zeros(2, dtype=torch.float64))
        total = 0.0
        for _ in range(11):
            times = environment.times.numpy()
            targets = found.target(times) + found.back(times, environment.deviation())
            actions = torch.from_numpy(targets).float() / environment.config.action_scale
            _, reward, *_ = environment.step(actions if planned else torch.zeros_like(actions))
            total += float(reward.mean())
        rewards[planned] = total
    assert rewards[True] / 11 == pytest.approx(found.reward, abs=0.02)
    assert rewards[True] > rewards[False] + 0.3


def test_other_lookaheads_are_tried_where_a_plan_is_not_enough(walk: Clip) -> None:
    """Two steps ahead are too few to see that the body falls; twelve see it."""
    environment = stage.build(for_evaluation(Recipe("walk")), 2, clip=walk.slice(0.3, 0.7))
    engines = stage.physics(environment.engine.model)
    blind = PlanConfig(lookahead=2, others=(), samples=128)
    alone = plan(environment, engines, blind, seed=0)
    far = plan(environment, engines, replace(blind, lookahead=12), seed=0)

    best = plan(environment, engines, replace(blind, others=(12,), enough=1.0), seed=0)
    first = plan(environment, engines, replace(blind, others=(12,), enough=0.1), seed=0)

    assert far.reward > alone.reward
    assert (best.reward, best.samples) == (far.reward, alone.samples + far.samples)
    assert (first.reward, first.samples) == (alone.reward, alone.samples)


@pytest.mark.parametrize("setting", [{"lookahead": 0}, {"samples": 0}, {"effort": float("nan")}])
def test_a_setting_that_makes_no_plan_is_refused(setting: dict[str, Any]) -> None:
    with pytest.raises(StuntmanError, match=f"'{next(iter(setting))}' has to be more than 0"):
        PlanConfig(**setting)


def test_other_lookaheads_are_at_least_a_step() -> None:
    with pytest.raises(StuntmanError, match="'others' are numbers of control steps, 1 or more"):
        PlanConfig(others=(36, 0))
