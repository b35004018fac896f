"""A made-up motion for the tests of the motion room."""

import numpy as np
import pytest

from stuntman.motion.clip import Clip
from stuntman.spatial import rotations as rot
from stuntman.spatial.skeleton import Skeleton


@pytest.fixture
def clip() -> Clip:
    """A lopsided body of four bones, 31 frames at 30 a second: 1 s of smooth tumbling."""
    skeleton = Skeleton(
        ("pelvis", "spine", "left_arm", "right_arm"),
        (-1, 0, 1, 1),
        np.array([[0, 0, 0], [0.1, 0, 0.5], [0.02, 0.3, 0.2], [0, -0.35, 0.25]]),
    )
    time = np.linspace(0.0, 1.0, 31)
    axes = np.random.default_rng(3).normal(size=(4, 3))
    axes /= np.linalg.norm(axes, axis=-1, keepdims=True)
    # The pelvis turns right round, so that its quaternion changes sign on the way.
    angles = np.stack([7.0 * time, np.sin(time), 2.0 * time, -np.cos(3.0 * time)], axis=-1)
    root = np.stack([1.5 * time, np.sin(4.0 * time), 0.9 + 0.1 * time], axis=-1)
    return Clip("tumble", skeleton, root, rot.from_rotvec(angles[..., None] * axes), 30.0, False)
