"""What a plan says of its clip: the figures of the simulator, and places in words."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.environment import Environment
from stuntman.motion.clip import Clip
from stuntman.planning.assessment import Followed, assess, follow
from stuntman.planning.config import PlanConfig
from stuntman.planning.plan import Plan
from stuntman.planning.planner import Planner
from stuntman.recipes import build
from stuntman.spatial.rotations import Array


def followed(rewards: list[float], errors: Array, falls: int | None = None) -> Followed:
    steps = np.arange(len(rewards))
    return Followed(
        states=np.zeros((len(rewards), 2)),
        end=np.zeros(2),
        terms={"pose": np.array(rewards) - 0.1, "com": np.full(len(rewards), 0.1)},
        errors=errors,
        bodies=("chest", "left_foot", "right_hand"),
        falls=np.array([falls is not None and step >= falls for step in steps]),
    )


def plan_of(rewards: list[float]) -> Plan:
    count = len(rewards)
    return Plan(
        times=np.arange(count) / CONTROL_RATE,
        deviations=np.zeros((count, 2)),
        targets=np.zeros((count, 1)),
        gains=np.zeros((count, 1, 2)),
        duration=count / CONTROL_RATE,
        loops=False,
        reward=float(np.mean(rewards)),
        samples=0,
    )


def test_places_are_where_reward_or_a_body_is_off_and_name_the_body() -> None:
    rewards = [0.9] * 30
    rewards[6:9] = [0.7, 0.4, 0.7]
    errors = np.full((30, 3), 0.01)
    errors[7] = [0.02, 0.12, 0.05]
    errors[20:22, 2] = 0.2  # the reward alone does not tell
    errors[23, 2] = 0.3  # after an instant that is followed

    found = assess(plan_of(rewards), followed(rewards, errors))

    first, second = found.places
    assert (first.start, first.end) == pytest.approx((0.2, 0.3))
    assert (first.reward, first.worst, first.worst_at) == pytest.approx((0.6, 0.4, 8 / 30))
    assert (first.body, first.error_m) == ("left_foot", 0.12)
    assert (second.start, second.end) == pytest.approx((20 / 30, 24 / 30))
    assert (second.body, second.error_m) == ("right_hand", 0.3)
    assert found.error_m == pytest.approx(errors.mean())


def test_of_many_places_the_worst_are_told_in_order() -> None:
    rewards = [0.9] * 100
    for number in range(9):
        rewards[10 * number : 10 * number + 3] = [0.7 - 0.05 * number] * 3
    found = assess(plan_of(rewards), followed(rewards, np.zeros((100, 3))))
    assert [place.start for place in found.places] == pytest.approx(
        [number / 3.0 for number in range(3, 9)]
    )


@pytest.mark.parametrize(
    ("reward", "falls", "says"),
    [
        (0.9, None, "can do this clip as it is drawn"),
        (0.7, None, "but not all of it"),
        (0.5, None, "cannot do this clip"),
        (0.9, 14, r"falls after 0\.50 s"),
    ],
)
def test_the_verdict_is_of_the_reward_and_of_a_fall(
    reward: float, falls: int | None, says: str
) -> None:
    rewards = [reward] * 30
    found = assess(plan_of(rewards), followed(rewards, np.zeros((30, 3)), falls))
    assert re.search(says, found.verdict)


def test_what_is_followed_is_what_was_planned(
    measured: Callable[..., Environment], walk: Clip
) -> None:
    problem = measured(walk.slice(0.3, 0.5), 1).problem
    engines = build.engines(problem.model, 1)
    config = PlanConfig(lookahead=2, other_horizons=(), samples=16)
    planner = Planner(problem, problem.actuation, engines, config, 0)
    for _ in planner.steps():
        pass
    plan = planner.result()

    done = follow(problem, planner.cost, plan, engines)

    # The first state is the clip's, whose feet just touch the floor: rounding decides if they do.
    assert done.rewards.mean() == pytest.approx(plan.reward, abs=1e-3)
    assert done.errors.shape == (len(plan.times), len(done.bodies))
    assert done.bodies[0] == "root" and not done.falls.any()


def test_a_plan_that_does_nothing_falls_and_that_is_seen(
    measured: Callable[..., Environment], walk: Clip
) -> None:
    """A body put upside down on its head."""
    problem = measured(walk.slice(0.3, 0.5), 1).problem
    engines = build.engines(problem.model, 1)
    planner = Planner(problem, problem.actuation, engines, PlanConfig(), 0)
    count, nv = 4, problem.model.nv
    away = np.zeros((count, 2 * nv))
    away[:, 2] = -0.4  # m, down
    away[:, 4] = np.pi  # rad, about its left-right axis
    plan = Plan(
        times=np.arange(count) / CONTROL_RATE,
        deviations=away,
        targets=np.zeros((count, problem.actions)),
        gains=np.zeros((count, problem.actions, 2 * nv)),
        duration=0.2,
        loops=False,
        reward=0.9,
        samples=0,
    )
    found = assess(plan, follow(problem, planner.cost, plan, engines))
    assert found.falls_at == pytest.approx(1 / CONTROL_RATE)
    assert "no way was found" in found.verdict
