"""From actions to PD targets, and what the targets are without any action."""

import dataclasses
from collections.abc import Callable

import mujoco
import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.imitation.actuation import feed_forward_targets
from stuntman.imitation.config import STEP
from stuntman.imitation.environment import Environment
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.mjcf.actuators import PdActuators
from stuntman.mjcf.kinematics import Kinematics
from stuntman.retargeting.retarget import Reference

Make = Callable[..., Environment]
Forces = Callable[[Reference], Tensor]
GRAVITY = 9.81
TIMES = (0.0, 0.3, 0.6, 0.9)


@pytest.fixture
def targets(model: mujoco.MjModel, kinematics: Kinematics) -> Callable[..., Tensor]:
    """Of references and of a share of their forces, what gives them without any action."""

    def of(*references: Reference, share: float) -> Tensor:
        library = MotionLibrary.build(references, kinematics)
        return feed_forward_targets(model, references, library, STEP, share, target_early=0.25)

    return of


@pytest.fixture
def forces(model: mujoco.MjModel, targets: Callable[..., Tensor]) -> Forces:
    """Those (frames, actuators) N m that the targets of a reference give for its accelerations."""

    def of(reference: Reference) -> Tensor:
        more = targets(reference, share=1.0) - targets(reference, share=0.0)
        return more * PdActuators(model).gain

    return of


def at(environment: Environment, *times: float) -> Tensor:
    """Start every world at these times; the observation there."""
    return environment.reset(torch.tensor(times, dtype=torch.float64))


def zero(environment: Environment) -> Tensor:
    return torch.zeros(environment.worlds, environment.actions)


def actions_of(environment: Environment) -> Tensor:
    generator = torch.Generator().manual_seed(0)
    return torch.randn(environment.worlds, environment.actions, generator=generator)


def falling(reference: Reference) -> Reference:
    """The first pose, high up, for as many frames, faster and faster."""
    times = np.linspace(0.0, reference.duration, reference.frames)
    qpos = np.repeat(reference.qpos[:1], reference.frames, axis=0)
    qpos[:, 2] += 5.0
    qvel = np.zeros_like(reference.qvel)
    qvel[:, 2] = -GRAVITY * times
    return dataclasses.replace(reference, qpos=qpos, qvel=qvel, loops=False)


def test_a_body_in_free_fall_needs_no_force(
    walking: Reference, model: mujoco.MjModel, forces: Forces
) -> None:
    inner = forces(falling(walking))[100:-100]  # away from the ends of the average
    np.testing.assert_allclose(inner, 0.0, atol=0.002 * model.body_mass.sum() * GRAVITY)


def test_the_stance_knee_works_and_stays_within_its_torque(
    walking: Reference, model: mujoco.MjModel, forces: Forces
) -> None:
    knee = forces(walking)[:, model.actuator("right_knee").id].abs()
    assert 10.0 < knee.max() < 150.0


def test_no_target_asks_for_more_than_a_drive_can_give(
    walking: Reference, model: mujoco.MjModel, targets: Callable[..., Tensor]
) -> None:
    more = targets(walking, share=1e4) - targets(walking, share=0.0)
    drives = PdActuators(model)
    most = (more * drives.gain).abs().amax(0)
    assert (most <= drives.limit * 1.001).all()
    np.testing.assert_allclose(most, drives.limit, rtol=1e-3)


def test_two_clips_have_the_targets_that_each_has_alone(
    walking: Reference, kicking: Reference, targets: Callable[..., Tensor]
) -> None:
    both = targets(walking, kicking, share=0.8)
    alone = [targets(reference, share=0.8) for reference in (walking, kicking)]
    assert torch.equal(both, torch.cat(alone))


@pytest.mark.parametrize("clip", ["walk", "kick"])
def test_no_action_aims_at_the_next_step_and_ahead_of_the_drives_lag(make: Make, clip: str) -> None:
    environment = make(clip, worlds=3, force_share=0.0)
    library, model = environment.library, environment.engine.model
    times = [0.0, 0.5, float(library.duration[0]) - 0.1]
    at(environment, *times)

    pd_targets = environment.pd_targets(zero(environment)).numpy()

    data = mujoco.MjData(model)
    for world, time in enumerate(times):
        frame = library.frame(torch.tensor([0]), torch.tensor([time + 0.75 * STEP]).double())
        data.qpos[:], data.qvel[:] = library.qpos[frame[0]], library.qvel[frame[0]]
        mujoco.mj_forward(model, data)
        for k in range(model.nu):
            joint = int(model.actuator_trnid[k, 0])
            axis = int(np.argmax(model.actuator_gear[k]))
            damping = model.dof_damping[model.jnt_dofadr[joint] + axis]
            lag = (damping - model.actuator_biasprm[k, 2]) / model.actuator_gainprm[k, 0]
            aim = data.actuator_length[k] + lag * data.actuator_velocity[k]
            assert pd_targets[world, k] == pytest.approx(aim, abs=2e-5)


def test_targets_that_push_as_hard_as_the_motion_takes_keep_nearer_to_it(make: Make) -> None:
    def earned(share: float) -> float:
        environment = make(worlds=16, force_share=share)
        duration = float(environment.library.duration[0])
        at(environment, *(k * duration / 16 for k in range(16)))
        return sum(float(environment.step(zero(environment))[1].mean()) for _ in range(10))

    assert earned(0.8) > earned(0.0) + 0.1


def test_an_action_is_added_to_the_feed_forward(make: Make) -> None:
    environment = make(action_scale=0.5)
    actions = actions_of(environment)
    apart = environment.pd_targets(actions) - environment.pd_targets(zero(environment))
    np.testing.assert_allclose(apart, 0.5 * actions, atol=1e-6)


def test_absolute_targets_are_the_action_alone(make: Make) -> None:
    environment = make(residual_targets=False, action_scale=0.5)
    actions = actions_of(environment)
    np.testing.assert_allclose(environment.pd_targets(actions), 0.5 * actions, rtol=1e-6)


def test_the_drives_are_given_those_targets(make: Make) -> None:
    """A step with targets spelled out as absolute ones is the same step."""
    residual, absolute = make(), make(residual_targets=False, action_scale=1.0)
    at(residual, *TIMES)
    at(absolute, *TIMES)
    pd_targets = residual.pd_targets(zero(residual))

    reached, other = residual.step(zero(residual))[0], absolute.step(pd_targets)[0]

    assert torch.equal(reached, other)
