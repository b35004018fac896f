"""The animals as they come out of the compiler: of the size they should be, and sound to drive."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
import pytest
import torch

from stuntman.characters import character as characters
from stuntman.characters.character import Character
from stuntman.export import gltf
from stuntman.mjcf.geometry import body_poses, solid_geoms
from stuntman.mjcf.kinematics import Kinematics
from stuntman.motion.formats import gltf as gltf_format
from stuntman.motion.states import to_clip
from stuntman.physics import scene
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.torch_rotations import quaternion_to_rotvec
from stuntman.viewer.figure import with_bones

BALL, HINGE = mujoco.mjtJoint.mjJNT_BALL, mujoco.mjtJoint.mjJNT_HINGE

# kg, m to the top of the head, links, degrees of freedom, balls, hinges. T-Rex and dragon: the
# paper's; its action sizes, 64 and 94, are four numbers a ball and one a hinge.
FIGURES = {
    "trex": (54.5, 1.66, 20, 55, 15, 4),
    "dragon": (72.5, 1.83, 32, 79, 21, 10),
    "dog": (30.0, 0.72, 22, 57, 15, 6),
}


@pytest.fixture(scope="module", params=sorted(FIGURES))
def animal(request: pytest.FixtureRequest) -> Character:
    return characters.load(request.param)


@pytest.fixture(scope="module")
def body(animal: Character) -> mujoco.MjModel:
    return scene.build(animal)


def highest(model: mujoco.MjModel, data: mujoco.MjData, part: str) -> float:
    """Height (m) of the top of a body's geoms, none of which is a box that leans."""
    tops = []
    for geom in np.flatnonzero(model.geom_bodyid == model.body(part).id):
        size, up = model.geom_size[geom], data.geom_xmat[geom, 6:]
        reach = {
            mujoco.mjtGeom.mjGEOM_SPHERE: size[0],
            mujoco.mjtGeom.mjGEOM_CAPSULE: size[0] + size[1] * abs(up[2]),
            mujoco.mjtGeom.mjGEOM_BOX: np.sum(size * np.abs(up)),
            mujoco.mjtGeom.mjGEOM_ELLIPSOID: np.linalg.norm(size * up),
        }
        tops.append(data.geom_xpos[geom, 2] + reach[mujoco.mjtGeom(model.geom_type[geom])])
    return float(max(tops))


def test_size(animal: Character, body: mujoco.MjModel) -> None:
    mass, height, links, dofs, balls, hinges = FIGURES[animal.name]
    assert body.body_mass.sum() == pytest.approx(mass, rel=0.02)
    assert (body.nbody - 1, body.nv, body.nu) == (links, dofs, dofs - 6)
    assert body.jnt_type[0] == mujoco.mjtJoint.mjJNT_FREE
    kinds = body.jnt_type[1:].tolist()
    assert (kinds.count(BALL), kinds.count(HINGE)) == (balls, hinges)
    data = mujoco.MjData(body)
    mujoco.mj_forward(body, data)
    assert highest(body, data, "head") == pytest.approx(height, abs=0.01)


def test_it_stands_flat_and_not_in_its_own_way(animal: Character, body: mujoco.MjModel) -> None:
    data = mujoco.MjData(body)
    data.qpos[2] -= 2e-4  # into the floor, a hair
    mujoco.mj_forward(body, data)
    feet = {body.geom(foot).id for foot in animal.feet}
    floor = body.geom(scene.FLOOR).id
    touching = [set(pair) for pair in data.contact.geom.tolist()]
    assert {floor} == set.intersection(*touching)
    assert set.union(*touching) == {floor} | feet
    corners = [4 if body.geom_type[foot] == mujoco.mjtGeom.mjGEOM_BOX else 2 for foot in feet]
    assert len(touching) == sum(corners), "each on all its corners, or both its ends"
    np.testing.assert_array_equal(data.xmat[1:], np.tile(np.eye(3).ravel(), (body.nbody - 1, 1)))


def test_every_degree_of_freedom_is_driven(body: mujoco.MjModel) -> None:
    driven = []
    for k in range(body.nu):
        actuator = body.actuator(k)
        joint = body.joint(int(actuator.trnid[0]))
        kp = actuator.gainprm[0]
        assert actuator.gaintype[0] == mujoco.mjtGain.mjGAIN_FIXED
        assert actuator.biastype[0] == mujoco.mjtBias.mjBIAS_AFFINE
        assert list(actuator.biasprm[:2]) == [0, -kp] and kp > 0
        # A third of the damping is the joint's own; the rest counts under the torque limit.
        np.testing.assert_allclose(joint.damping - actuator.biasprm[2], kp / 20, rtol=0.01)
        np.testing.assert_allclose(joint.damping, kp / 60, rtol=0.01)
        assert 0.9 * kp / 15000 < joint.armature[0] < 1.1 * kp / 10000
        assert actuator.forcelimited[0]
        assert actuator.forcerange[1] == -actuator.forcerange[0] >= 0.2 * kp
        assert not actuator.ctrllimited[0], "a limit would clamp the targets in silence"
        axis = int(np.argmax(actuator.gear))
        assert list(actuator.gear) == list(np.eye(6)[axis])
        suffix = f"_{'xyz'[axis]}" if joint.type[0] == BALL else ""
        assert actuator.name == f"{joint.name}{suffix}"
        driven.append(int(joint.dofadr[0]) + axis)
    assert sorted(driven) == list(range(6, body.nv))
    assert not body.dof_damping[:6].any() and not body.dof_armature[:6].any()
    assert not body.dof_frictionloss.any() and not body.jnt_stiffness.any()
    assert body.opt.timestep == pytest.approx(1 / 120, abs=1e-12)
    assert body.opt.integrator == mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    for k in range(1, body.njnt):
        assert body.joint(k).name == body.body(int(body.jnt_bodyid[k])).name
        assert body.jnt_limited[k] and body.jnt_range[k, 1] < np.pi / 2 + 0.05


def test_drives_are_as_quick_as_the_comment_says(animal: Character, body: mujoco.MjModel) -> None:
    """Each joint by itself, all others stiff and nothing on the ground: 25 rad/s, more where it
    stands out level or is tiny; legs as they have to bear."""
    legs = set()
    for foot in animal.feet:
        link = int(body.geom(foot).bodyid[0])
        while body.body(link).name not in ("root", "chest"):
            legs.add(link)
            link = int(body.body_parentid[link])
    data = mujoco.MjData(body)
    mujoco.mj_forward(body, data)
    inertia = np.zeros((body.nv, body.nv))
    mujoco.mj_fullM(body, data, inertia)
    root = slice(0, 6)
    for k in range(1, body.njnt):
        first = int(body.jnt_dofadr[k])
        own = slice(first, first + (3 if body.jnt_type[k] == BALL else 1))
        held = inertia[own, own] - inertia[own, root] @ np.linalg.solve(
            inertia[root, root], inertia[root, own]
        )
        drive = np.flatnonzero(body.actuator_trnid[:, 0] == k)[0]
        frequency = np.sqrt(body.actuator_gainprm[drive, 0] / np.diag(held).max())
        low, high = (17, 130) if body.jnt_bodyid[k] in legs else (23.5, 50)
        assert low < frequency < high, body.joint(k).name


def test_left_mirrors_right(body: mujoco.MjModel) -> None:
    flip = np.array([1.0, -1.0, 1.0])

    def pairs(count: int, named: Any) -> Iterator[tuple[int, int]]:
        for k in range(count):
            if not named(k).name.startswith("left_"):
                yield k, named(named(k).name.replace("right_", "left_")).id

    for right, left in pairs(body.nbody, body.body):
        np.testing.assert_allclose(body.body_mass[left], body.body_mass[right])
        np.testing.assert_allclose(body.body_inertia[left], body.body_inertia[right])
        for place in (body.body_pos, body.body_ipos):
            np.testing.assert_allclose(place[left], flip * place[right], atol=1e-9)
    for right, left in pairs(body.njnt, body.joint):
        np.testing.assert_array_equal(body.jnt_range[left], body.jnt_range[right])
        if body.jnt_type[right] == HINGE:
            np.testing.assert_allclose(body.jnt_axis[left], body.jnt_axis[right] * [-1, 1, -1])
    for right, left in pairs(body.ngeom, body.geom):
        np.testing.assert_array_equal(body.geom_size[left], body.geom_size[right])
        np.testing.assert_allclose(body.geom_pos[left], flip * body.geom_pos[right], atol=1e-9)
        assert body.geom_matid[left] == body.geom_matid[right]
    for right, left in pairs(body.nsite, body.site):
        np.testing.assert_allclose(body.site_pos[left], flip * body.site_pos[right], atol=1e-9)


def test_it_stands_by_its_drives_for_a_second_and_does_not_tremble(body: mujoco.MjModel) -> None:
    data = mujoco.MjData(body)
    mujoco.mj_step(body, data, nstep=60)
    speeds = []
    for _ in range(60):
        mujoco.mj_step(body, data)
        speeds.append(data.qvel[6:].copy())
    assert body.qpos0[2] - data.qpos[2] < 0.04
    assert data.xmat[1, 8] > 0.95, "upright"
    # What chatters turns round each step; a slow lean does not.
    jerks = np.diff(np.array(speeds), 2, axis=0)
    assert np.abs(jerks[30:]).max() < 0.05


def test_drives_hold_any_pose_exactly(animal: Character) -> None:
    model = scene.build(animal, self_contact=False)
    model.opt.gravity[:] = 0.0
    # The swing into the pose leaves a spin that would pull the limbs outwards: stop it.
    model.dof_damping[:6] = 50.0
    kinematics = Kinematics(model, ())

    def coordinates(qpos: Array) -> Array:
        state = torch.from_numpy(qpos)
        rotvecs = quaternion_to_rotvec(kinematics.joint_quaternions(state))
        return kinematics.coordinates(rotvecs, kinematics.joint_angles(state)).numpy()

    driven = model.jnt_dofadr[model.actuator_trnid[:, 0]] + np.argmax(model.actuator_gear, axis=1)
    rng = np.random.default_rng(0)
    for _ in range(4):
        pose = model.qpos0.copy()
        for joint in range(1, model.njnt):
            (low, high), address = model.jnt_range[joint], model.jnt_qposadr[joint]
            part = rng.uniform(0.05, 0.9)
            if model.jnt_type[joint] == BALL:
                axis = rng.normal(size=3)
                turn = rot.from_rotvec(axis * high * part / np.linalg.norm(axis))
                pose[address : address + 4] = turn
            else:
                pose[address] = low + part * (high - low)
        target = coordinates(pose)
        data = mujoco.MjData(model)
        data.qpos[2] = 10.0
        data.ctrl[:] = target[driven - 6]
        mujoco.mj_step(model, data, nstep=480)
        np.testing.assert_allclose(coordinates(data.qpos), target, atol=1e-3)


def test_looks_weigh_nothing_and_touch_nothing(animal: Character, body: mujoco.MjModel) -> None:
    solid = set(solid_geoms(body).tolist())
    looks = set(range(body.ngeom)) - solid - {body.geom(scene.FLOOR).id}
    assert looks and "right_eye" in {body.geom(geom).name for geom in looks}
    spec = animal.spec()
    for geom in looks:
        spec.delete(spec.geom(body.geom(geom).name))
    np.testing.assert_array_equal(spec.compile().body_mass, body.body_mass)
    assert not {"right_eye"} & {
        alone.geom(geom).name
        for alone in [scene.build(animal, self_contact=False)]
        for geom in solid_geoms(alone)
    }


def test_its_skin_and_bones_leave_as_gltf_and_come_back(animal: Character, tmp_path: Path) -> None:
    model = with_bones(animal).compile()
    rng = np.random.default_rng(0)
    qpos = np.tile(model.qpos0, (3, 1))
    for row in qpos[1:]:
        mujoco.mj_integratePos(model, row, rng.uniform(-0.3, 0.3, model.nv), 1.0)
    path = tmp_path / "animal.glb"
    path.write_bytes(gltf.glb(to_clip(model, qpos, 30.0, "any"), model))
    clip = gltf_format.read(path)
    positions, _ = body_poses(model, qpos)
    order = [clip.skeleton.names.index(model.body(k).name) for k in range(1, model.nbody)]
    np.testing.assert_allclose(clip.global_transforms()[0][:, order], positions, atol=1e-5)
