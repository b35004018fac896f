"""Between its rows a plan goes straight, and its gains push back."""

from dataclasses import replace

import numpy as np
import pytest

from stuntman.imitation.config import CONTROL_RATE
from stuntman.planning.plan import Plan


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


def test_a_plan_comes_back_from_its_tensors_bit_for_bit() -> None:
    before = replace(straight(True), reward=0.1 + 0.2, duration=1.0 / 3.0)
    after = Plan.from_state_dict(before.state_dict())
    assert (after.duration, after.reward) == (1.0 / 3.0, 0.1 + 0.2)
    assert (after.loops, after.samples) == (True, 0)
    assert np.array_equal(after.gains, before.gains)
