"""Skeletons: what they refuse, and where they put their bones."""

import mujoco
import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.spatial import rotations as rot
from stuntman.spatial.skeleton import Skeleton


@pytest.mark.parametrize(
    ("names", "parents", "offsets", "said"),
    [
        (("a", "a"), (-1, 0), np.zeros((2, 3)), "differ"),
        ((), (), np.zeros((0, 3)), "differ"),
        (("a", "b"), (-1, -1), np.zeros((2, 3)), "bone b"),
        (("a", "b"), (0, 0), np.zeros((2, 3)), "-1 for the first"),
        (("a", "b", "c"), (-1, 2, 0), np.zeros((3, 3)), "bone b"),
        (("a", "b"), (-1,), np.zeros((2, 3)), "one parent"),
        (("a", "b"), (-1, 0), np.zeros((3, 3)), "2 times three"),
        (("a", "b"), (-1, 0), np.full((2, 3), np.nan), "2 times three"),
        (("a", "b"), (-1, 0), np.ones((2, 3)), "root a"),
    ],
)
def test_a_bad_skeleton_is_refused_in_a_sentence(
    names: tuple[str, ...], parents: tuple[int, ...], offsets: rot.Array, said: str
) -> None:
    with pytest.raises(StuntmanError, match=f"skeleton: .*{said}"):
        Skeleton(names, parents, offsets)


def test_forward_kinematics_agree_with_mujoco() -> None:
    rng = np.random.default_rng(3)
    names, parents = ("pelvis", "spine", "left_arm", "right_arm"), (-1, 0, 1, 1)
    offsets = np.concatenate([np.zeros((1, 3)), rng.normal(size=(3, 3))])
    skeleton = Skeleton(names, parents, offsets)
    spec = mujoco.MjSpec()
    bodies = [spec.worldbody]
    for name, parent, offset in zip(names, parents, offsets, strict=True):
        body = bodies[parent + 1].add_body(name=name, pos=offset)
        kind = mujoco.mjtJoint.mjJNT_FREE if parent < 0 else mujoco.mjtJoint.mjJNT_BALL
        body.add_joint(type=kind)
        body.add_geom(size=[0.1, 0.1, 0.1])
        bodies.append(body)
    model = spec.compile()
    data = mujoco.MjData(model)
    root_positions = rng.normal(size=(5, 3))
    rotations = rot.normalize(rng.normal(size=(5, 4, 4)))

    positions, world_rotations = skeleton.forward(root_positions, rotations)

    for frame in range(5):
        data.qpos[:3] = root_positions[frame]
        data.qpos[3:] = rotations[frame].ravel()
        mujoco.mj_kinematics(model, data)
        np.testing.assert_allclose(positions[frame], data.xpos[1:], atol=1e-12)
        np.testing.assert_allclose(
            rot.to_matrix(world_rotations[frame]).reshape(-1, 9), data.xmat[1:], atol=1e-12
        )
