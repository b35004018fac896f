"""BVH of a performance, read again with our own reader and held against MuJoCo."""

from pathlib import Path

import numpy as np

from stuntman.export import bvh
from stuntman.mjcf.geometry import body_poses
from stuntman.mjcf.names import body_names
from stuntman.motion.formats import bvh as bvh_format
from stuntman.playback.recording import Performance


def test_every_joint_is_where_mujoco_has_the_body(performance: Performance, tmp_path: Path) -> None:
    bvh.write(performance, tmp_path / "take.bvh")
    clip = bvh_format.read(tmp_path / "take.bvh")
    joints, _ = clip.global_transforms()
    bodies, _ = body_poses(performance.model, performance.qpos)
    names = body_names(performance.model)
    # The humanoid's arms end in a forearm; the reader makes hands of their End Sites.
    assert set(clip.skeleton.names) - set(names) == {"left_hand_end", "right_hand_end"}
    assert (clip.fps, clip.frames) == (30.0, 60)
    for name in names:
        apart = joints[:, clip.skeleton.names.index(name)] - bodies[:, names.index(name)]
        assert np.abs(apart).max() < 1e-6, name


def test_it_is_what_was_performed_and_not_the_clip(
    performance: Performance, tmp_path: Path
) -> None:
    bvh.write(performance, tmp_path / "take.bvh")
    root = bvh_format.read(tmp_path / "take.bvh").root_positions
    np.testing.assert_allclose(root, performance.qpos[:, :3], atol=1e-6)
    assert np.abs(root - performance.reference[:, :3]).max() > 1e-3
