"""Our forward kinematics against MuJoCo's, on the humanoid and on two awkward bodies."""

from collections.abc import Callable

import mujoco
import numpy as np
import pytest
import torch

from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.mjcf.kinematics import Kinematics, quaternion_to_matrix
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.torch_rotations import quaternion_to_rotvec, rotate

# Limbs of different depths, joints off the bodies' origins, a welded link, a `ref`.
HINGES = """
<mujoco>
  <worldbody>
    <body name="root" pos="1 2 3" euler="10 20 30">
      <freejoint/>
      <geom size="0.1" pos="0.02 0 0.1"/>
      <body name="arm" pos="0.1 -0.2 0.3" euler="40 -20 70">
        <joint name="arm_x" axis="1 0 0" pos="0.05 0 0.1"/>
        <joint name="arm_y" axis="0 1 0" pos="0 0.07 0" ref="35"/>
        <joint name="arm_z" axis="0.3 0.5 1" pos="0 0 -0.04"/>
        <geom type="capsule" size="0.05" fromto="0 0 0 0.1 0.2 0.3"/>
        <body name="welded" pos="0.2 0 0.1" euler="0 50 0">
          <geom size="0.04" pos="0 0.1 0"/>
          <site name="hand" pos="0.1 0.2 -0.1"/>
          <body name="finger" pos="0 0.1 0.05">
            <joint name="finger" axis="0 -1 0" pos="0 0 0.03"/>
            <geom size="0.03" pos="0.1 0 0"/>
          </body>
        </body>
      </body>
      <body name="leg" pos="0 0.1 -0.2" euler="0 0 90">
        {leg}
        <geom size="0.06" pos="0 0 -0.2"/>
        <site name="foot" pos="0.3 0 0"/>
      </body>
    </body>
  </worldbody>
</mujoco>
"""
BODIES = {
    "hinges and a ball": HINGES.format(leg='<joint type="ball" pos="0.02 0.03 0.05"/>'),
    "hinges only": HINGES.format(leg='<joint axis="0 1 0" ref="-20"/>'),
}


@pytest.fixture(params=["humanoid", *BODIES])
def body(
    request: pytest.FixtureRequest, model: mujoco.MjModel, humanoid: Character
) -> tuple[mujoco.MjModel, tuple[str, ...]]:
    """A model and the sites to follow, in another order than the model's."""
    if request.param == "humanoid":
        return model, humanoid.end_effectors
    return mujoco.MjModel.from_xml_string(BODIES[request.param]), ("foot", "hand")


def states(model: mujoco.MjModel, count: int) -> tuple[Array, Array]:
    """Random states qpos (count, nq), qvel (count, nv), far beyond any joint limit."""
    rng = np.random.default_rng(0)
    qpos = rng.normal(size=(count, model.nq))
    for joint in range(model.njnt):
        if model.jnt_type[joint] != mujoco.mjtJoint.mjJNT_HINGE:
            end = model.jnt_qposadr[joint] + (7 if joint == 0 else 4)
            qpos[:, end - 4 : end] = rot.normalize(qpos[:, end - 4 : end])
    return qpos, rng.normal(size=(count, model.nv))


def test_poses_are_mujocos(body: tuple[mujoco.MjModel, tuple[str, ...]]) -> None:
    model, sites = body
    qpos, _ = states(model, 12)
    batch = torch.from_numpy(qpos).float().unflatten(0, (3, 4))  # any leading axes

    pose = Kinematics(model, sites)(batch)

    data = mujoco.MjData(model)
    for k, position in enumerate(qpos):
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        at = divmod(k, 4)
        ends = np.stack([data.site(name).xpos for name in sites])
        np.testing.assert_allclose(pose.positions[at], data.xpos[1:], atol=5e-6)
        np.testing.assert_allclose(pose.root_rotation[at], data.xmat[1].reshape(3, 3), atol=2e-6)
        np.testing.assert_allclose(pose.end_effectors[at], ends, atol=5e-6)
        np.testing.assert_allclose(pose.com[at], data.subtree_com[1], atol=5e-6)


def test_gradients_along_a_velocity_are_mujocos_velocities(
    body: tuple[mujoco.MjModel, tuple[str, ...]],
) -> None:
    model, sites = body
    kinematics = Kinematics(model, sites)
    data = mujoco.MjData(model)
    weights = np.random.default_rng(2).normal(size=(model.nbody - 1, 3))
    for position, velocity in zip(*states(model, 4), strict=True):
        qpos = torch.from_numpy(position).float().requires_grad_()
        weighed = (kinematics(qpos).positions * torch.from_numpy(weights)).sum()
        (gradient,) = torch.autograd.grad(weighed, qpos)

        ahead, behind = position.copy(), position.copy()
        mujoco.mj_integratePos(model, ahead, velocity, 1e-5)
        mujoco.mj_integratePos(model, behind, velocity, -1e-5)
        rate = gradient.numpy() @ (ahead - behind) / 2e-5
        data.qpos[:], data.qvel[:] = position, velocity
        mujoco.mj_forward(model, data)
        expected, spin_and_way = 0.0, np.empty(6)
        for k in range(1, model.nbody):
            kind = mujoco.mjtObj.mjOBJ_XBODY
            mujoco.mj_objectVelocity(model, data, kind, k, spin_and_way, 0)
            expected += weights[k - 1] @ spin_and_way[3:]
        assert rate == pytest.approx(expected, rel=1e-4, abs=1e-4)


def test_coordinates_are_what_actuators_measure(
    model: mujoco.MjModel, random_states: Callable[[int, int], tuple[Array, Array]]
) -> None:
    qpos, _ = random_states(5, 0)
    kinematics = Kinematics(model, ())
    state = torch.from_numpy(qpos)
    found = kinematics.coordinates(
        quaternion_to_rotvec(kinematics.joint_quaternions(state)), kinematics.joint_angles(state)
    )

    data = mujoco.MjData(model)
    driven = model.jnt_dofadr[model.actuator_trnid[:, 0]] + np.argmax(model.actuator_gear, axis=1)
    for position, row in zip(qpos, found, strict=True):
        data.qpos[:] = position
        mujoco.mj_forward(model, data)
        np.testing.assert_allclose(row[driven - 6], data.actuator_length, atol=1e-9)
    hinges = {model.joint(j).name for j in kinematics.hinges}
    assert hinges == {"right_knee", "left_knee", "right_elbow", "left_elbow"}
    np.testing.assert_array_equal(
        found[:, kinematics.hinge_coordinates], kinematics.joint_angles(state)
    )


def test_a_body_without_balls_has_coordinates_too() -> None:
    model = mujoco.MjModel.from_xml_string(BODIES["hinges only"])
    kinematics = Kinematics(model, ())
    state = torch.from_numpy(states(model, 2)[0])
    rotvecs = quaternion_to_rotvec(kinematics.joint_quaternions(state))
    assert rotvecs.shape == (2, 0, 3)
    found = kinematics.coordinates(rotvecs, kinematics.joint_angles(state))
    np.testing.assert_array_equal(found, state[:, 7:])


def test_rotations_agree_with_numpys() -> None:
    rng = np.random.default_rng(1)
    q, v = rot.normalize(rng.normal(size=(50, 4))), rng.normal(size=(50, 3))
    matrices = quaternion_to_matrix(torch.from_numpy(q.T)).permute(2, 0, 1)
    np.testing.assert_allclose(matrices, rot.to_matrix(q), atol=1e-12)
    np.testing.assert_allclose(rotate(matrices, torch.from_numpy(v)), rot.rotate(q, v), atol=1e-12)
    vectors = quaternion_to_rotvec(torch.from_numpy(q))
    np.testing.assert_allclose(vectors, rot.to_rotvec(q), atol=1e-9)
    assert vectors.norm(dim=-1).max() <= np.pi


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_rotation_vectors_gradient_is_sound_at_zero(sign: float) -> None:
    q = torch.tensor([sign, 0.0, 0.0, 0.0], requires_grad=True)
    (gradient,) = torch.autograd.grad(quaternion_to_rotvec(q)[1], q)
    np.testing.assert_allclose(gradient, [0.0, 0.0, 2.0 * sign, 0.0], atol=1e-3)


@pytest.mark.parametrize(
    ("joints", "message"),
    [
        ('<body><geom size="1"/></body>', "not free"),
        ('<body><joint/><geom size="1"/></body>', "not free"),
        (
            '<body><freejoint/><geom size="1"/>'
            '<body><joint type="slide"/><geom size="1"/></body></body>',
            "slide",
        ),
        (
            '<body><freejoint/><geom size="1"/></body>'
            '<body pos="3 0 0"><joint/><geom size="1"/></body>',
            "several roots",
        ),
    ],
)
def test_a_body_that_cannot_imitate_is_refused(joints: str, message: str) -> None:
    model = mujoco.MjModel.from_xml_string(f"<mujoco><worldbody>{joints}</worldbody></mujoco>")
    with pytest.raises(StuntmanError, match=message):
        Kinematics(model, ())
