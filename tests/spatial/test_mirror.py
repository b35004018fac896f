"""The signs of a reflection against the reflection itself, as a matrix."""

import numpy as np

from stuntman.spatial import rotations as rot
from stuntman.spatial.mirror import AXIAL_SIGNS, POLAR_SIGNS, QUATERNION_SIGNS

REFLECTION = np.diag([1.0, -1.0, 1.0])


def test_a_mirrored_rotation_rotates_mirrored_vectors() -> None:
    rng = np.random.default_rng(0)
    q, v = rot.normalize(rng.normal(size=(20, 4))), rng.normal(size=(20, 3))

    found = rot.rotate(q * QUATERNION_SIGNS, v * POLAR_SIGNS)

    np.testing.assert_allclose(found, rot.rotate(q, v) @ REFLECTION, atol=1e-14)


def test_a_mirrored_spin_moves_mirrored_points() -> None:
    spin, arm = np.random.default_rng(0).normal(size=(2, 20, 3))

    found = np.cross(spin * AXIAL_SIGNS, arm * POLAR_SIGNS)

    np.testing.assert_allclose(found, np.cross(spin, arm) @ REFLECTION, atol=1e-14)
