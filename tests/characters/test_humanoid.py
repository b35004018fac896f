"""The humanoid as it comes out of the compiler: MuJoCo's defaults have surprises."""

from collections.abc import Callable, Iterator
from typing import Any

import mujoco
import numpy as np
import pytest
import torch

from stuntman.characters.character import Character
from stuntman.mjcf.kinematics import Kinematics
from stuntman.physics import scene
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.torch_rotations import quaternion_to_rotvec

BALL, HINGE = mujoco.mjtJoint.mjJNT_BALL, mujoco.mjtJoint.mjJNT_HINGE

# The published drives: kp (N m/rad) and torque limit (N m).
DRIVES = {
    "chest": (1000, 200),
    "neck": (100, 50),
    "hip": (500, 200),
    "knee": (500, 150),
    "ankle": (400, 90),
    "shoulder": (400, 100),
    "elbow": (300, 60),
}
LIMITS = {
    "chest": (0, 1.2),
    "neck": (0, 1.0),
    "hip": (0, 2.1),
    "knee": (-3.14, 0),
    "ankle": (0, 1.57),
    "shoulder": (0, 2.4),
    "elbow": (0, 3.14),
}


def kind(name: str) -> str:
    """A joint's name without its side."""
    return name.removeprefix("right_").removeprefix("left_")


def at_rest(model: mujoco.MjModel) -> mujoco.MjData:
    """Every body turned as the world is: upright, arms and legs straight down."""
    data = mujoco.MjData(model)
    for joint in range(1, model.njnt):
        body, address = model.jnt_bodyid[joint], model.jnt_qposadr[joint]
        if model.jnt_type[joint] == BALL:
            data.qpos[address : address + 4] = rot.conjugate(model.body_quat[body])
    mujoco.mj_forward(model, data)
    return data


def contacts(model: mujoco.MjModel, data: mujoco.MjData) -> set[frozenset[str]]:
    """Names of the geoms that touch, the floor left out."""
    pairs = {frozenset(model.geom(int(g)).name for g in pair) for pair in data.contact.geom}
    return {pair for pair in pairs if scene.FLOOR not in pair}


def test_size_is_the_papers(model: mujoco.MjModel) -> None:
    assert model.nbody - 1 == 13
    assert (model.nv, model.nu) == (34, 28)
    assert model.jnt_type[0] == mujoco.mjtJoint.mjJNT_FREE
    assert model.body_mass.sum() == pytest.approx(45.0)

    data = at_rest(model)
    np.testing.assert_allclose(data.xmat[1:], np.tile(np.eye(3).ravel(), (13, 1)), atol=1e-12)
    head, foot = data.geom("head"), data.geom("right_foot")
    top = head.xpos[2] + model.geom("head").size[0]
    bottom = foot.xpos[2] - model.geom("right_foot").size[2]
    assert top - bottom == pytest.approx(1.62, abs=0.005)


def test_every_degree_of_freedom_has_its_published_drive(model: mujoco.MjModel) -> None:
    driven = []
    for k in range(model.nu):
        actuator = model.actuator(k)
        joint = model.joint(int(actuator.trnid[0]))
        kp, torque = DRIVES[kind(joint.name)]
        assert actuator.trntype[0] == mujoco.mjtTrn.mjTRN_JOINT
        assert actuator.gaintype[0] == mujoco.mjtGain.mjGAIN_FIXED
        assert actuator.biastype[0] == mujoco.mjtBias.mjBIAS_AFFINE
        assert actuator.dyntype[0] == mujoco.mjtDyn.mjDYN_NONE
        assert actuator.gainprm[0] == kp
        assert list(actuator.biasprm[:2]) == [0, -kp]
        assert actuator.forcelimited[0]
        assert list(actuator.forcerange) == [-torque, torque]
        assert not actuator.ctrllimited[0], "a limit would clamp the targets in silence"

        axis = int(np.argmax(actuator.gear))
        assert list(actuator.gear) == list(np.eye(6)[axis])
        suffix = f"_{'xyz'[axis]}" if joint.type[0] == BALL else ""
        assert actuator.name == f"{joint.name}{suffix}"
        driven.append(int(joint.dofadr[0]) + axis)
    assert sorted(driven) == list(range(6, model.nv))


def test_a_third_of_the_damping_is_the_joints_own(model: mujoco.MjModel) -> None:
    for k in range(model.nu):
        actuator = model.actuator(k)
        joint = model.joint(int(actuator.trnid[0]))
        kp, _ = DRIVES[kind(joint.name)]
        passive, inside = joint.damping, -actuator.biasprm[2]
        np.testing.assert_allclose(passive + inside, kp / 20)
        np.testing.assert_allclose(passive, kp / 60, rtol=0.05)

    assert not model.dof_damping[:6].any(), "the root would fall through treacle"
    # Damping and stiffness are polynomials to MuJoCo; only damping's first coefficient is ours.
    assert not model.dof_dampingpoly.any()
    assert not model.actuator_damping.any() and not model.actuator_dampingpoly.any()
    assert not model.jnt_stiffness.any() and not model.jnt_stiffnesspoly.any()
    assert not model.dof_frictionloss.any()


def test_time_step_and_integrator_suit_the_damping(model: mujoco.MjModel) -> None:
    assert model.opt.timestep == pytest.approx(1 / 120, abs=1e-12)
    assert model.opt.integrator == mujoco.mjtIntegrator.mjINT_IMPLICITFAST


def test_joints_and_their_limits(model: mujoco.MjModel) -> None:
    assert not model.jnt_limited[0]
    for k in range(1, model.njnt):
        joint = model.joint(k)
        assert joint.name == model.body(int(joint.bodyid[0])).name
        assert joint.type[0] == (HINGE if kind(joint.name) in ("knee", "elbow") else BALL)
        assert model.jnt_limited[k]
        np.testing.assert_allclose(joint.range, LIMITS[kind(joint.name)])


def test_left_mirrors_right(model: mujoco.MjModel) -> None:
    flip = np.array([1.0, -1.0, 1.0])

    def inertia(body: int) -> Array:
        turn = rot.to_matrix(model.body_iquat[body])
        return turn @ np.diag(model.body_inertia[body]) @ turn.T

    def pairs(count: int, named: Callable[[Any], Any]) -> Iterator[tuple[int, int]]:
        """Ids of right and left; those in the middle mirror themselves."""
        for k in range(count):
            if not named(k).name.startswith("left_"):
                yield k, named(named(k).name.replace("right_", "left_")).id

    for right, left in pairs(model.nbody, model.body):
        assert model.body_mass[left] == model.body_mass[right]
        mirrored = inertia(right) * np.outer(flip, flip)
        np.testing.assert_allclose(inertia(left), mirrored, atol=1e-12)
        for position in (model.body_pos, model.body_ipos):
            np.testing.assert_allclose(position[left], flip * position[right], atol=1e-12)
        # A rotation's axis is a pseudovector: a reflection turns it the other way.
        turn = model.body_quat[right] * [1, -1, 1, -1]
        np.testing.assert_allclose(model.body_quat[left], turn, atol=1e-12)
    for right, left in pairs(model.njnt, model.joint):
        if model.jnt_type[right] == HINGE:
            np.testing.assert_allclose(model.jnt_axis[left], model.jnt_axis[right] * [-1, 1, -1])
    for right, left in pairs(model.ngeom, model.geom):
        np.testing.assert_array_equal(model.geom_size[left], model.geom_size[right])
        np.testing.assert_allclose(model.geom_pos[left], flip * model.geom_pos[right], atol=1e-12)
    for right, left in pairs(model.nsite, model.site):
        np.testing.assert_allclose(model.site_pos[left], flip * model.site_pos[right], atol=1e-12)


def test_drives_hold_any_pose_exactly(
    humanoid: Character, random_states: Callable[[int, int], tuple[Array, Array]]
) -> None:
    # Without self-contact, which might keep the body from a random pose.
    model = scene.build(humanoid, self_contact=False)
    model.opt.gravity[:] = 0.0
    # The swing into the pose leaves a spin that would pull the limbs outwards: stop it.
    model.dof_damping[:6] = 50.0
    kinematics = Kinematics(model, ())

    def coordinates(qpos: Array) -> Array:
        state = torch.from_numpy(qpos)
        rotvecs = quaternion_to_rotvec(kinematics.joint_quaternions(state))
        return kinematics.coordinates(rotvecs, kinematics.joint_angles(state)).numpy()

    driven = model.jnt_dofadr[model.actuator_trnid[:, 0]] + np.argmax(model.actuator_gear, axis=1)
    for qpos in random_states(6, 0)[0]:
        target = coordinates(qpos)
        data = mujoco.MjData(model)
        data.qpos[2] = 10.0
        data.ctrl[:] = target[driven - 6]
        mujoco.mj_step(model, data, nstep=480)
        assert data.qpos[2] > 5.0
        np.testing.assert_allclose(coordinates(data.qpos), target, atol=1e-3)


def test_a_hand_stops_at_the_thigh(model: mujoco.MjModel) -> None:
    data = at_rest(model)
    data.qpos[2] = 2.0
    mujoco.mj_forward(model, data)
    assert contacts(model, data) == set()

    address = model.joint("right_shoulder").qposadr[0]
    inwards = rot.from_rotvec(np.array([0.12, 0.0, 0.0]))
    data.qpos[address : address + 4] = rot.multiply(data.qpos[address : address + 4], inwards)
    mujoco.mj_forward(model, data)
    assert frozenset({"right_hand", "right_thigh"}) in contacts(model, data)


def test_limbs_meet_torso_and_limbs_but_never_their_own_parent(
    model: mujoco.MjModel,
    humanoid: Character,
    random_states: Callable[[int, int], tuple[Array, Array]],
) -> None:
    def part(body: str) -> str:
        arms, legs = ("shoulder", "elbow"), ("hip", "knee", "ankle")
        return "arm" if kind(body) in arms else "leg" if kind(body) in legs else "torso"

    ghost = scene.build(humanoid, self_contact=False)
    data, ghost_data = mujoco.MjData(model), mujoco.MjData(ghost)
    met = set()
    for qpos in random_states(400, 1)[0]:
        data.qpos[:] = qpos
        ghost_data.qpos[:] = qpos
        for m, d in ((model, data), (ghost, ghost_data)):
            mujoco.mj_kinematics(m, d)
            mujoco.mj_collision(m, d)
        assert contacts(ghost, ghost_data) == set()
        for pair in contacts(model, data):
            one, other = (model.geom(name).bodyid[0] for name in pair)
            assert model.body_parentid[one] != other and model.body_parentid[other] != one
            assert one != other
            met.add("-".join(sorted(part(model.body(b).name) for b in (one, other))))
    assert met == {"arm-torso", "arm-arm", "arm-leg", "leg-leg", "leg-torso"}
