"""What a plan is compared with: the reference from cycle to cycle, and its derivatives."""

from collections.abc import Callable

import numpy as np
import pytest

from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.environment import Environment
from stuntman.planning.tracking_cost import TrackingCost

Build = Callable[..., Environment]


def cost(environment: Environment) -> TrackingCost:
    return TrackingCost(environment.problem, environment.actuation)


@pytest.mark.parametrize("clip", ["walk", "walker_turn_left0"])
def test_two_cycles_on_are_carried_back_to_where_they_began(measured: Build, clip: str) -> None:
    track = cost(measured(clip, 1))
    times = np.array([0.0, 0.2, 0.5])
    later = track.reference(times + 2 * track.duration)
    assert abs(later - track.reference(times)).max() > 0.1
    back = track.next_cycle(track.next_cycle(later, 0.0), 0.0)
    assert abs(track.tangent.difference(back, track.reference(times))).max() < 1e-6


def test_rounding_does_not_carry_the_end_of_a_cycle_into_the_next(measured: Build) -> None:
    track = cost(measured("walk", 1))
    for cycle in (1, 2):
        seam = cycle * track.duration
        around = track.reference(np.array([seam * (1 - 1e-15), seam, seam * (1 + 1e-15)]))
        assert abs(around - around[1]).max() < 1e-6


@pytest.mark.parametrize("clip", ["walk", "walker_turn_left0"])
def test_what_the_next_cycle_makes_of_a_deviation(measured: Build, clip: str) -> None:
    """Two states at a loop's end, and what each becomes when the next cycle begins over it."""
    track = cost(measured(clip, 1))
    end = np.array([track.duration])
    off = 0.01 * np.random.default_rng(0).normal(size=(2, track.tangent.size))
    states = track.tangent.integrate(track.reference(end), off)
    begun = np.concatenate([track.next_cycle(state[None], 0.0) for state in states])
    change = track.tangent.difference(begun[1:], begun[:1])[0]
    before = track.tangent.difference(states[1:], states[:1])[0]
    assert track.cycle_jacobian is not None
    assert change == pytest.approx(track.cycle_jacobian @ before, abs=1e-4)


def test_a_loop_shorter_than_the_plan_looks_ahead_is_carried_on(measured: Build) -> None:
    track = cost(measured("run", 1))
    ahead = track.reference(np.arange(60) / CONTROL_RATE)[:, 0]
    assert np.diff(ahead).min() > 0.0


def test_derivatives_of_what_costs(measured: Build) -> None:
    track = cost(measured("walk", 1))
    times = np.array([0.3])
    off = 0.02 * np.random.default_rng(0).normal(size=(1, track.tangent.size))
    state = track.tangent.integrate(track.reference(times), off)
    residual, jacobian = track.residual(state, times)
    assert 0.5 * np.square(residual).sum(-1) == pytest.approx(track.cost(state, times))
    step = 1e-2 * np.random.default_rng(1).normal(size=(1, track.tangent.size))
    moved, _ = track.residual(track.tangent.integrate(state, step), times)
    assert moved - residual == pytest.approx((jacobian @ step[0]), abs=2e-3)
