"""Bodies of several makes as skeletons: the bones are where MuJoCo has the bodies."""

import mujoco
import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.mjcf import geometry
from stuntman.motion.states import to_clip
from stuntman.spatial import rotations as rot

BODY = """
<mujoco><worldbody><body name="hip" pos="0 0 1" quat="0.9 0.1 0.3 0"><freejoint/>
<geom size="0.1"/>
<body name="waist" pos="0 0.1 0.3" euler="20 30 40">
  <joint type="hinge" axis="0 0 1" pos="0 0 -0.1"/><joint type="hinge" axis="0 1 0" pos="0 0 -0.1"/>
  <geom size="0.1"/>
  <body name="head" pos="0.1 0 0.3" euler="0 50 0"><joint type="ball"/><geom size="0.1"/></body>
</body>
<body name="tail" pos="-0.2 0 0" euler="0 0 70"><joint type="hinge" ref="0.4"/><geom size="0.1"/>
  <body name="tip" pos="-0.2 0 0.1" euler="10 0 0"><geom size="0.1"/></body>
</body></body></worldbody></mujoco>
"""


def random_states(model: mujoco.MjModel, count: int) -> np.ndarray:
    rng = np.random.default_rng(3)
    qpos = rng.normal(size=(count, model.nq))
    for joint in range(model.njnt):
        start = model.jnt_qposadr[joint]
        kind = model.jnt_type[joint]
        if kind == mujoco.mjtJoint.mjJNT_FREE:
            start += 3
        if kind != mujoco.mjtJoint.mjJNT_HINGE:
            qpos[:, start : start + 4] = rot.normalize(qpos[:, start : start + 4])
    return qpos


def test_bones_of_any_body_are_where_its_bodies_turn() -> None:
    model = mujoco.MjModel.from_xml_string(BODY)
    qpos = random_states(model, 7)
    clip = to_clip(model, qpos, 30.0, "any")
    joints, turns = clip.global_transforms()
    positions, rotations = geometry.body_poses(model, qpos)
    assert clip.skeleton.names == ("hip", "waist", "head", "tail", "tip")
    assert rot.angle_between(turns, rotations).max() < 1e-6
    centres = positions + rot.rotate(rotations, geometry.anchors(model))
    np.testing.assert_allclose(joints, centres, atol=1e-9)
    whole = [0, 2, 3, 4]  # these turn about their own origin
    np.testing.assert_allclose(joints[:, whole], positions[:, whole], atol=1e-9)


def test_what_no_bone_can_do_is_named() -> None:
    slide = BODY.replace('type="ball"', 'type="slide"')
    apart = BODY.replace('axis="0 1 0" pos="0 0 -0.1"', 'axis="0 1 0"')
    for text, reason in ((slide, "Body 'head' slides"), (apart, "'waist' have different anchors")):
        model = mujoco.MjModel.from_xml_string(text)
        with pytest.raises(StuntmanError, match=reason):
            to_clip(model, model.qpos0[None].repeat(2, axis=0), 30.0, "bad")
