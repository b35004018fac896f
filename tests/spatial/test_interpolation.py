"""Values between keys, by hand."""

import numpy as np

from stuntman.spatial import rotations as rot
from stuntman.spatial.interpolation import interpolate, locate


def test_locate_gives_the_key_before_and_the_part_of_the_way() -> None:
    before, part = locate(np.array([-1.0, 0.0, 0.1, 0.25, 0.4, 9.0]), np.array([0.0, 0.1, 0.4]))

    np.testing.assert_array_equal(before, [0, 0, 1, 1, 1, 1])
    np.testing.assert_allclose(part, [0.0, 0.0, 0.0, 0.5, 1.0, 1.0])


def test_poses_between_uneven_keys() -> None:
    turns = rot.from_rotvec(np.array([[[0.0, 0, 0]], [[0, 0, 1.0]], [[0, 0, 1.6]]]))
    root = np.array([[0.0, 0, 0], [1, 0, 0], [1, 3, 0]])

    positions, rotations = interpolate(
        np.array([0.05, 0.25]), np.array([0.0, 0.1, 0.4]), root, turns
    )

    np.testing.assert_allclose(positions, [[0.5, 0, 0], [1, 1.5, 0]])
    np.testing.assert_allclose(rot.to_rotvec(rotations)[:, 0, 2], [0.5, 1.3])
