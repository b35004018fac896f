"""The released code's reward against sums done by hand and by plain MuJoCo."""

from collections.abc import Callable
from math import exp
from types import SimpleNamespace
from typing import Any

import mujoco
import numpy as np
import pytest
import torch

from stuntman.evaluation.released_reward import ReleasedReward
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.deviations import reset_to_start
from stuntman.imitation.environment import Environment
from stuntman.imitation.motion import motion_of
from stuntman.imitation.problem import Problem, make_problem
from stuntman.mjcf.kinematics import Kinematics
from stuntman.retargeting.retarget import Reference
from stuntman.spatial.rotations import Array

ENDS = ("right_hand", "left_hand", "right_foot", "left_foot")
# Root 1, chest .5, neck .3, and of each side shoulder .3, elbow .2, hip .5, knee .3, ankle .2.
TOTAL = 1.0 + 0.5 + 0.3 + 2 * (0.3 + 0.2 + 0.5 + 0.3 + 0.2)


@pytest.fixture(scope="module")
def standing(sensing_model: mujoco.MjModel) -> Problem:
    """A second in the pose of the model, where nothing moves."""
    model, frames = sensing_model, 31
    qpos, qvel = np.tile(model.qpos0, (frames, 1)), np.zeros((frames, model.nv))
    reference = Reference(
        clip="standing",
        digest="",
        duration=1.0,
        loops=False,
        qpos=qpos,
        qvel=qvel,
        pose=Kinematics(model, ENDS)(torch.from_numpy(qpos).float()),
        airborne=np.zeros(frames, dtype=bool),
        cycle_yaw=0.0,
        cycle_shift=np.zeros(2),
        penetration=0.0,
        clamped=0.0,
        seam=0.0,
    )
    return make_problem(model, (reference,), (1.0,), ENDS, (), EnvironmentConfig())


def reward(problem: Problem, qpos: Array, qvel: Array) -> float:
    """Of one character that does this instead of standing."""
    clock = ReferenceClock.at(
        problem.library, torch.zeros(1, dtype=torch.long), torch.full((1,), 0.5).double()
    )
    state = torch.from_numpy(np.concatenate([qpos, qvel])).float().unsqueeze(0)
    nq = len(qpos)
    info: Any = SimpleNamespace(
        motion=motion_of(problem.kinematics, state[:, :nq], state[:, nq:]),
        reference=clock.placed(problem.library),
        clock=clock,
        state=state,
    )
    return float(ReleasedReward(problem)(info))


def at_rest(problem: Problem) -> tuple[Array, Array]:
    return problem.model.qpos0.copy(), np.zeros(problem.model.nv)


def ends_of(model: mujoco.MjModel, qpos: Array) -> Array:
    data = mujoco.MjData(model)
    data.qpos[:] = qpos
    mujoco.mj_kinematics(model, data)
    return np.array([data.site(name).xpos for name in ENDS])


def com_velocity(model: mujoco.MjModel, qpos: Array, qvel: Array) -> Array:
    data, jacobian = mujoco.MjData(model), np.zeros((3, model.nv))
    data.qpos[:] = qpos
    mujoco.mj_forward(model, data)
    mujoco.mj_jacSubtreeCom(model, data, jacobian, 0)
    out: Array = jacobian @ qvel
    return out


def test_who_does_as_the_reference_earns_all(standing: Problem) -> None:
    assert reward(standing, *at_rest(standing)) == pytest.approx(1.0, abs=1e-6)


def test_a_tenth_of_a_metre_up(standing: Problem) -> None:
    """Pose, velocities and the centre of mass's velocity are right; every end and the root are 0.1
    m too high."""
    qpos, qvel = at_rest(standing)
    qpos[2] += 0.1
    expected = 0.5 + 0.05 + 0.15 * exp(-40 * 0.01) + 0.2 * exp(-5 * 0.01) + 0.1
    assert reward(standing, qpos, qvel) == pytest.approx(expected, abs=1e-5)


def test_a_tenth_of_a_metre_aside_only_the_root_is_off(standing: Problem) -> None:
    """Ends are seen from the root."""
    qpos, qvel = at_rest(standing)
    qpos[1] -= 0.1
    expected = 0.5 + 0.05 + 0.15 + 0.2 * exp(-5 * 0.01) + 0.1
    assert reward(standing, qpos, qvel) == pytest.approx(expected, abs=1e-5)


def test_facing_elsewhere(standing: Problem) -> None:
    """Counted in the pose, where the root weighs 1 of all, and in the root; ends are seen along the
    heading."""
    qpos, qvel = at_rest(standing)
    angle = 0.4
    qpos[3:7] = np.cos(angle / 2), 0.0, 0.0, np.sin(angle / 2)
    pose = angle**2 / TOTAL
    expected = 0.5 * exp(-2 * pose) + 0.05 + 0.15 + 0.2 * exp(-5 * 0.1 * angle**2) + 0.1
    assert reward(standing, qpos, qvel) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(("joint", "weight"), [("right_elbow", 0.2), ("left_knee", 0.3)])
def test_a_hinge_bent(standing: Problem, joint: str, weight: float) -> None:
    """By its weight among the joints, and by how far its end comes from where it was."""
    model = standing.model
    qpos, qvel = at_rest(standing)
    qpos[model.joint(joint).qposadr[0]] += 0.3
    moved = np.square(ends_of(model, qpos) - ends_of(model, model.qpos0)).sum(-1)
    assert np.count_nonzero(moved > 1e-4) == 1
    pose = weight * 0.3**2 / TOTAL
    expected = 0.5 * exp(-2 * pose) + 0.05 + 0.15 * exp(-40 * moved.mean()) + 0.2 + 0.1
    assert reward(standing, qpos, qvel) == pytest.approx(expected, abs=1e-5)


def test_a_ball_turned(standing: Problem) -> None:
    """By the angle, whatever the axis: the neck, which no end hangs on."""
    model = standing.model
    qpos, qvel = at_rest(standing)
    axis, address = np.array([0.6, 0.0, 0.8]), model.joint("neck").qposadr[0]
    qpos[address : address + 4] = np.cos(0.25), *(np.sin(0.25) * axis)
    expected = 0.5 * exp(-2 * 0.3 * 0.5**2 / TOTAL) + 0.05 + 0.15 + 0.2 + 0.1
    assert reward(standing, qpos, qvel) == pytest.approx(expected, abs=1e-5)


def test_joints_and_root_that_move(standing: Problem) -> None:
    """A knee at 2 rad/s, a root at 0.5 m/s that spins at 1 rad/s: what the centre of mass does then
    is MuJoCo's to say."""
    model = standing.model
    qpos, qvel = at_rest(standing)
    qvel[model.joint("right_knee").dofadr[0]] = 2.0
    qvel[0], qvel[5] = 0.5, 1.0
    rates = (0.3 * 2.0**2 + 1.0 * 1.0**2) / TOTAL
    root = 0.01 * 0.5**2 + 0.001 * 1.0**2
    com = 0.1 * np.square(com_velocity(model, qpos, qvel)).sum()
    assert com > 0.02
    expected = 0.5 + 0.05 * exp(-0.1 * rates) + 0.15 + 0.2 * exp(-5 * root) + 0.1 * exp(-10 * com)
    assert reward(standing, qpos, qvel) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("yaw", [0.0, 2.0])
def test_the_walk_on_itself_earns_all_wherever_it_leads(
    make: Callable[..., Environment], yaw: float
) -> None:
    environment = make(worlds=5)
    environment.reset(torch.linspace(0.1, 1.1, 5, dtype=torch.float64))
    state = environment.world_state()
    state["yaw"][:] = yaw
    state["shift"][:, 1] = 3.0
    environment.load_world_state(state)
    reset_to_start(environment)
    clock = environment.clock
    info: Any = SimpleNamespace(
        motion=environment.motion(),
        reference=clock.placed(environment.library),
        clock=clock,
        state=environment.state(),
    )
    earned = ReleasedReward(environment.problem)(info)
    torch.testing.assert_close(earned, torch.ones(5), atol=1e-4, rtol=0.0)
