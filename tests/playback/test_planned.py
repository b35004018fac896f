"""A plan as a performance: its own states, and a loop that goes on from where it has led."""

from collections.abc import Callable

import numpy as np
import pytest

from stuntman.characters import character as characters
from stuntman.imitation.config import CONTROL_RATE, STEP
from stuntman.imitation.problem import Problem
from stuntman.motion.clip import Clip
from stuntman.planning.assessment import Followed, follow
from stuntman.planning.plan import Plan
from stuntman.planning.tracking_cost import TrackingCost
from stuntman.playback import planned
from stuntman.playback.recording import Performance
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe

Performed = tuple[Problem, Plan, Followed, Performance]


@pytest.fixture
def performed(walk: Clip) -> Callable[..., Performed]:
    """Performs a plan that is the clip itself, begun `start` s late."""

    def perform(clip: str | Clip, seconds: float | None = None, start: float = 0.0) -> Performed:
        name = clip if isinstance(clip, str) else clip.name
        problem = build.make(Recipe({name: 1.0}), None if isinstance(clip, str) else (clip,))
        cost = TrackingCost(problem, problem.actuation)
        times = start + np.arange(np.ceil((cost.duration - start) * CONTROL_RATE - 1e-9)) * STEP
        count, size = len(times), cost.tangent.size
        plan = Plan(
            times=times,
            deviations=np.zeros((count, size)),
            targets=np.full((count, problem.actions), 0.125),
            gains=np.zeros((count, problem.actions, size)),
            duration=cost.duration,
            loops=cost.loops,
            reward=1.0,
            samples=0,
        )
        followed = follow(problem, cost, plan, build.engines(problem.model, 1))
        done = planned.performance(
            characters.load("humanoid"), name, cost, problem.actuation, plan, followed, seconds
        )
        return problem, plan, followed, done

    return perform


def test_the_first_states_are_the_plans_own(performed: Callable[..., Performed]) -> None:
    problem, plan, followed, done = performed("run", start=0.01)
    count, nq = len(plan.times), problem.model.nq
    states = np.concatenate([done.qpos, done.qvel], axis=1)
    assert states[:count] == pytest.approx(followed.states, abs=1e-9)
    assert len(done.qpos) == 300
    assert done.reference[:count] == pytest.approx(followed.states[:, :nq], abs=1e-9)
    assert done.phases[:count] == pytest.approx(plan.times)
    assert done.actions == pytest.approx(0.125 / problem.actuation.action_scale)
    assert done.begun.tolist() == [True] + [False] * 299
    assert done.phases.max() < done.cycle


@pytest.mark.parametrize("clip", ["run", "walker_turn_left0"])
def test_a_loop_goes_on_in_the_place_where_it_has_come_to(
    performed: Callable[..., Performed], clip: str
) -> None:
    """As fast as before, turned on by a cycle's yaw, and with its reference."""
    problem, plan, followed, done = performed(clip, seconds=4 * 1.3)
    speed = np.linalg.norm(np.diff(done.qpos[:, :2], axis=0), axis=1) * CONTROL_RATE
    within = np.linalg.norm(followed.states[:, problem.model.nq :][:, :2], axis=1)
    assert speed.max() < 1.1 * within.max() and speed.min() > 0.9 * within.min()
    steps = np.diff(done.qpos[:, 7:], axis=0)
    assert (
        abs(steps).max()
        < 1.5 * abs(np.diff(followed.states[:, 7 : problem.model.nq], axis=0)).max()
    )
    assert np.linalg.norm(done.qpos[:, :3] - done.reference[:, :3], axis=1).max() < 0.02
    yaw = float(problem.library.cycle_yaw[0])
    row = round(3 * plan.duration * CONTROL_RATE)
    assert abs(row * STEP - 3 * plan.duration) < 0.01
    facing = [2.0 * np.arctan2(qpos[6], qpos[3]) for qpos in done.qpos[[0, row]]]
    turned = (facing[1] - facing[0] - 3 * yaw + np.pi) % (2 * np.pi) - np.pi
    assert turned == pytest.approx(0.0, abs=0.1)


def test_a_clip_that_does_not_loop_is_over_at_its_end(
    performed: Callable[..., Performed], walk: Clip
) -> None:
    _, plan, followed, done = performed(walk.slice(0.3, 0.7), seconds=5.0)
    count = len(plan.times)
    assert len(done.qpos) == count
    assert done.qpos == pytest.approx(followed.states[:, : done.qpos.shape[1]], abs=1e-9)
    assert done.terms["pose"].shape == (count,)
