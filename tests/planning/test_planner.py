"""A plan is better than none; planning can be watched, broken off and gone on with."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch

from stuntman.errors import Interrupted, StuntmanError
from stuntman.imitation.deviations import deviation
from stuntman.imitation.environment import Environment
from stuntman.motion.clip import Clip
from stuntman.planning.config import PlanConfig
from stuntman.planning.plan import Plan
from stuntman.planning.planner import Planner, plan
from stuntman.recipes import build

Build = Callable[..., Environment]
QUICK = PlanConfig(lookahead=2, other_horizons=(1,), sufficient_reward=1.0, samples=32)


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
    """Two steps ahead are too few to see that the body falls; eight see it."""
    environment = measured(walk.slice(0.3, 0.6), 2)
    blind = PlanConfig(lookahead=2, other_horizons=(), samples=64)
    both = replace(blind, other_horizons=(8,))
    alone = found_for(environment, blind)
    far = found_for(environment, replace(blind, lookahead=8))

    best = found_for(environment, replace(both, sufficient_reward=1.0))
    first = found_for(environment, replace(both, sufficient_reward=0.1))

    assert far.reward > alone.reward
    assert (best.reward, best.samples) == (far.reward, alone.samples + far.samples)
    assert (first.reward, first.samples) == (alone.reward, alone.samples)


def planner_of(environment: Environment, check: Callable[[], None] = lambda: None) -> Planner:
    problem = environment.problem
    engines = build.engines(problem.model, 1)
    return Planner(problem, problem.actuation, engines, QUICK, 0, check)


def same(a: Plan, b: Plan) -> bool:
    tensors = b.state_dict()
    return all(torch.equal(part, tensors[name]) for name, part in a.state_dict().items())


@pytest.mark.parametrize("loops", [True, False])
def test_planning_goes_on_bit_for_bit_from_wherever_it_was_broken_off(
    measured: Build, walk: Clip, loops: bool
) -> None:
    """Broken off among the passes before the first step, in the first cycle of a loop, in the one
    that becomes the plan, among the linear models, with the second lookahead."""
    environment = measured("run" if loops else walk.slice(0.3, 0.6), 1)
    whole = planner_of(environment)
    states = []
    for _ in whole.steps():
        states.append((whole.samples, whole.state_dict()))
    first = next(count for count, (_, state) in enumerate(states) if "best/gains" in state)
    for count in (4, first // 2, first - 1, (first + len(states)) // 2):
        samples, state = states[count]
        other = planner_of(environment)
        other.load_state_dict(state)
        assert other.samples == samples
        for _ in other.steps():
            pass
        assert same(other.result(), whole.result())


def test_what_the_check_raises_leaves_a_planner_that_goes_on_as_if_nothing_had_been(
    measured: Build, walk: Clip
) -> None:
    environment = measured(walk.slice(0.3, 0.5), 1)
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls in (3, 20, 50, 80):
            raise Interrupted

    undisturbed, disturbed = planner_of(environment), planner_of(environment, check)
    for _ in undisturbed.steps():
        pass
    interruptions = 0
    while not disturbed.finished:
        try:
            for _ in disturbed.steps():
                pass
        except Interrupted:
            interruptions += 1
    assert interruptions == 4
    assert same(undisturbed.result(), disturbed.result())


def test_progress_rises_to_the_end_in_each_attempt(measured: Build, walk: Clip) -> None:
    planner = planner_of(measured(walk.slice(0.3, 0.6), 1))
    rows = list(planner.steps())
    assert [rows[0].attempt, rows[-1].attempt, rows[-1].attempts] == [1, 2, 2]
    for attempt in (1, 2):
        shares = [row.share for row in rows if row.attempt == attempt]
        assert np.diff(shares).min() >= 0.0
        assert shares[-2] == pytest.approx(1.0, abs=0.2)
        assert shares[-1] == 1.0
    assert all((row.seconds_left == 0.0) == (row.share == 1.0) for row in rows)


def test_a_planner_that_is_stopped_is_content_with_what_it_has(measured: Build, walk: Clip) -> None:
    planner = planner_of(measured(walk.slice(0.3, 0.6), 1))
    for row in planner.steps():
        if row.attempt == 2:
            planner.stop()
    assert planner.finished and planner.best is not None
    found = planner.result()
    assert found.reward == planner.best.reward
    assert found.samples == planner.samples > planner.best.samples


def test_a_clip_whose_physics_diverges_has_no_plan(measured: Build, walk: Clip) -> None:
    planner = planner_of(measured(walk.slice(0.3, 0.6), 1))
    planner.cost._targets[:] = np.nan
    with pytest.raises(StuntmanError, match="cannot be planned"):
        for _ in planner.steps():
            pass
        planner.result()
