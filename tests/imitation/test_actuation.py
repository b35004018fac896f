"""The forces that a motion takes are those of mechanics."""

import dataclasses

import mujoco
import numpy as np
import pytest

from stuntman.characters.character import Character
from stuntman.imitation import actuation as feed_forward
from stuntman.motion.clip import Clip
from stuntman.retargeting.retarget import Reference, retarget

GRAVITY = 9.81


@pytest.fixture
def walking(walk: Clip, humanoid: Character, model: mujoco.MjModel) -> Reference:
    return retarget(walk, humanoid, model)


def still(reference: Reference, height: float, velocity: np.ndarray | float) -> Reference:
    """The first pose, moved up, for as many frames; the root's vertical velocity is given."""
    qpos = np.repeat(reference.qpos[:1], reference.frames, axis=0)
    qpos[:, 2] += height
    qvel = np.zeros_like(reference.qvel)
    qvel[:, 2] = velocity
    return dataclasses.replace(reference, qpos=qpos, qvel=qvel, loops=False)


def test_a_body_in_free_fall_needs_none(walking: Reference, model: mujoco.MjModel) -> None:
    times = np.linspace(0.0, walking.duration, walking.frames)
    falling = still(walking, 5.0, -GRAVITY * times)
    forces = feed_forward.forces(model, falling)[100:-100]  # away from the ends of the average
    np.testing.assert_allclose(forces, 0.0, atol=0.002 * model.body_mass.sum() * GRAVITY)


def test_a_body_held_in_the_air_lacks_its_weight_at_the_root(
    walking: Reference, model: mujoco.MjModel
) -> None:
    forces = feed_forward.forces(model, still(walking, 5.0, 0.0))
    weight = model.body_mass.sum() * GRAVITY
    np.testing.assert_allclose(forces[:, :3], np.tile([0, 0, weight], (len(forces), 1)), atol=0.05)


def test_the_floor_carries_a_walk(walking: Reference, model: mujoco.MjModel) -> None:
    """What is left unexplained at the root is little of the weight."""
    forces = feed_forward.forces(model, walking)
    left = np.linalg.norm(forces[:, :3], axis=1)
    assert np.median(left) < 0.05 * model.body_mass.sum() * GRAVITY


def test_the_stance_knee_works_and_stays_within_its_torque(
    walking: Reference, model: mujoco.MjModel
) -> None:
    forces = feed_forward.forces(model, walking)
    knee = np.abs(forces[:, model.joint("right_knee").dofadr[0]])
    assert 10.0 < knee.max() < 150.0
