"""States carried from one cycle of a loop to the next and back."""

import numpy as np
import pytest

from stuntman.spatial import rotations as rot
from stuntman.spatial.cycles import next_cycle, previous_cycle, rotate_velocities

QUARTER = 0.5 * np.pi
SHIFT = np.array([10.0, 20.0])


@pytest.fixture
def qpos() -> np.ndarray:
    """Two states of a body with two hinges."""
    qpos = np.random.default_rng(0).normal(size=(2, 9))
    qpos[:, 3:7] = rot.normalize(qpos[:, 3:7])
    return qpos


def test_the_next_cycle_is_rotated_about_the_origin_then_shifted() -> None:
    ahead = np.array([1.0, 0.0, 0.9, *rot.IDENTITY, 0.5])

    found = next_cycle(ahead, QUARTER, SHIFT)

    half = np.sqrt(0.5)
    np.testing.assert_allclose(found, [10.0, 21.0, 0.9, half, 0.0, 0.0, half, 0.5], atol=1e-15)


def test_the_previous_cycle_undoes_the_next(qpos: np.ndarray) -> None:
    there = next_cycle(qpos, 0.7, SHIFT)
    np.testing.assert_allclose(previous_cycle(there, 0.7, SHIFT), qpos, atol=1e-14)


def test_velocities_turn_with_positions_at_any_rate(qpos: np.ndarray) -> None:
    qvel = np.random.default_rng(1).normal(size=(2, 8))
    later = qpos.copy()
    later[:, :3] += 1e-3 * qvel[:, :3]

    moved = next_cycle(later, 0.7, SHIFT) - next_cycle(qpos, 0.7, SHIFT)

    found = rotate_velocities(qvel, 0.7)
    np.testing.assert_allclose(1e3 * moved[:, :3], found[:, :3], atol=1e-9)
    np.testing.assert_array_equal(found[:, 3:], qvel[:, 3:])  # the spin is in the root's frame
