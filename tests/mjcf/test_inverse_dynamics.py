"""The forces that a motion takes are those of mechanics."""

import mujoco
import numpy as np
import pytest

from stuntman.mjcf.inverse_dynamics import joint_forces
from stuntman.retargeting.retarget import Reference
from stuntman.spatial.rotations import Array

GRAVITY = 9.81
FRICTION = 1.0


def high_up(reference: Reference) -> Array:
    """Its first poses, all but still, five metres above the floor."""
    qpos = reference.qpos[:5].copy()
    qpos[:, 2] += 5.0
    return qpos


def forces_of(reference: Reference, model: mujoco.MjModel) -> Array:
    """(frames, nv) that the motion takes."""
    step = reference.duration / (reference.frames - 1)
    qacc = np.gradient(reference.qvel, step, axis=0)
    return joint_forces(model, reference.qpos, reference.qvel, qacc, FRICTION)


def test_a_body_in_free_fall_needs_none(walking: Reference, model: mujoco.MjModel) -> None:
    qpos = high_up(walking)
    still = np.zeros((len(qpos), model.nv))
    falling = still.copy()
    falling[:, 2] = -GRAVITY
    forces = joint_forces(model, qpos, still, falling, FRICTION)
    np.testing.assert_allclose(forces, 0.0, atol=1e-9)


def test_a_body_held_in_the_air_lacks_its_weight_at_the_root(
    walking: Reference, model: mujoco.MjModel
) -> None:
    qpos = high_up(walking)
    still = np.zeros((len(qpos), model.nv))
    forces = joint_forces(model, qpos, still, still, FRICTION)
    weight = model.body_mass.sum() * GRAVITY
    np.testing.assert_allclose(forces[:, :3], np.tile([0, 0, weight], (len(forces), 1)), atol=1e-6)


def test_the_floor_carries_a_walk(walking: Reference, model: mujoco.MjModel) -> None:
    """What is left unexplained at the root is little of the weight."""
    left = np.linalg.norm(forces_of(walking, model)[:, :3], axis=1)
    assert np.median(left) < 0.05 * model.body_mass.sum() * GRAVITY


def test_a_floor_without_friction_carries_and_does_not_push(
    walking: Reference, model: mujoco.MjModel
) -> None:
    """What it cannot give along the ground is left to the root."""
    qpos, still = walking.qpos[:1], np.zeros((1, model.nv))
    speeding = still.copy()
    speeding[0, 0] = 3.0  # m/s², forwards
    mass = model.body_mass.sum()
    gripped, slippery = (
        joint_forces(model, qpos, still, speeding, friction)[0, :3] for friction in (1.0, 0.0)
    )
    assert slippery[0] == pytest.approx(3.0 * mass, rel=1e-6)
    assert abs(gripped[0]) < 0.5 * slippery[0]
    assert abs(slippery[2]) < 0.05 * mass * GRAVITY
