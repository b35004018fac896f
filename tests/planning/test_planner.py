"""Iterative LQR against sums done otherwise, and a plan that is better than none."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import scipy.linalg
import torch

from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.deviations import deviation
from stuntman.imitation.environment import Environment
from stuntman.motion.clip import Clip
from stuntman.planning.planner import Plan, PlanConfig, _gains, _sweep, plan
from stuntman.recipes import build
from stuntman.spatial.rotations import Array

Build = Callable[..., Environment]


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
    back = plan_off.correction(np.full(2, 1 / CONTROL_RATE), off)
    assert back[:, 0] == pytest.approx([0.0, -0.6])


def found_for(environment: Environment, config: PlanConfig) -> Plan:
    engines = build.engines(environment.problem.model, 1)
    return plan(environment.problem, environment.actuation, engines, config, seed=0)


def test_a_plan_of_a_step_keeps_nearer_to_it_than_the_feed_forward(
    measured: Build, walk: Clip
) -> None:
    environment = measured(walk.slice(0.3, 0.7), 2)

    found = found_for(environment, PlanConfig(lookahead=12, other_horizons=(), samples=256))

    joints = environment.engine.model.nv
    assert found.targets.shape == (12, environment.actions)
    assert found.gains.shape == (12, environment.actions, 2 * joints)
    assert found.samples > 12 * (2 * joints + environment.actions)
    rewards: dict[bool, float] = {}
    for planned in (False, True):
        environment.reset(torch.zeros(2, dtype=torch.float64))
        total = 0.0
        for _ in range(11):
            times = environment.clock.time.numpy()
            targets = found.target(times) + found.correction(times, deviation(environment))
            actions = torch.from_numpy(targets).float() / environment.config.action_scale
            _, reward, *_ = environment.step(actions if planned else torch.zeros_like(actions))
            total += float(reward.mean())
        rewards[planned] = total
    assert rewards[True] / 11 == pytest.approx(found.reward, abs=0.02)
    assert rewards[True] > rewards[False] + 0.3


def test_other_horizons_are_tried_where_a_plan_is_not_enough(measured: Build, walk: Clip) -> None:
    """Two steps ahead are too few to see that the body falls; twelve see it."""
    environment = measured(walk.slice(0.3, 0.7), 2)
    blind = PlanConfig(lookahead=2, other_horizons=(), samples=128)
    both = replace(blind, other_horizons=(12,))
    alone = found_for(environment, blind)
    far = found_for(environment, replace(blind, lookahead=12))

    best = found_for(environment, replace(both, sufficient_reward=1.0))
    first = found_for(environment, replace(both, sufficient_reward=0.1))

    assert far.reward > alone.reward
    assert (best.reward, best.samples) == (far.reward, alone.samples + far.samples)
    assert (first.reward, first.samples) == (alone.reward, alone.samples)


@pytest.mark.parametrize(
    "setting", [{"lookahead": 0}, {"samples": 0}, {"control_cost": float("nan")}]
)
def test_a_setting_that_makes_no_plan_is_refused(setting: dict[str, Any]) -> None:
    with pytest.raises(StuntmanError, match=f"'{next(iter(setting))}' has to be more than 0"):
        PlanConfig(**setting)


def test_other_horizons_are_at_least_a_step() -> None:
    with pytest.raises(StuntmanError, match="'other_horizons' are numbers of control steps, 1 or"):
        PlanConfig(other_horizons=(36, 0))
