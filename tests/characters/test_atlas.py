"""Atlas as it comes out of the compiler, and the humanoid's clips on it."""

import mujoco
import numpy as np
import pytest
import torch

from stuntman.characters import character as characters
from stuntman.characters.character import Character
from stuntman.motion.clip import Clip
from stuntman.physics import scene
from stuntman.recipes import build, recipe
from stuntman.recipes.recipe import Recipe
from stuntman.retargeting.copying import can_copy
from stuntman.retargeting.report import report
from stuntman.retargeting.retarget import retarget
from stuntman.spatial import rotations as rot

BALL, HINGE = mujoco.mjtJoint.mjJNT_BALL, mujoco.mjtJoint.mjJNT_HINGE
MASS, HEIGHT = 169.8 / 45.0, 1.82 / 1.62  # the humanoid's, times this
# The humanoid's published drives: kp (N m/rad) and torque limit (N m).
HUMANOIDS = {
    "chest": (1000, 200),
    "hip": (500, 200),
    "knee": (500, 150),
    "ankle": (400, 90),
    "shoulder": (400, 100),
    "elbow": (300, 60),
}


@pytest.fixture(scope="module")
def atlas() -> Character:
    return characters.load("atlas")


@pytest.fixture(scope="module")
def robot(atlas: Character) -> mujoco.MjModel:
    return scene.build(atlas)


def kind(name: str) -> str:
    """A joint's name without its side."""
    return name.removeprefix("right_").removeprefix("left_")


def test_size_is_the_papers(robot: mujoco.MjModel) -> None:
    assert robot.nbody - 1 == 12
    assert (robot.nv, robot.nu) == (31, 25)
    assert robot.body_mass.sum() == pytest.approx(169.8)

    data = mujoco.MjData(robot)
    for joint in np.flatnonzero(robot.jnt_type == BALL):
        address = robot.jnt_qposadr[joint]
        turn = robot.body_quat[robot.jnt_bodyid[joint]]
        data.qpos[address : address + 4] = rot.conjugate(turn)
    mujoco.mj_forward(robot, data)
    np.testing.assert_allclose(data.xmat[1:], np.tile(np.eye(3).ravel(), (12, 1)), atol=1e-12)
    top = data.geom("head").xpos[2] + robot.geom("head").size[2]
    bottom = data.geom("right_foot").xpos[2] - robot.geom("right_foot").size[2]
    assert top - bottom == pytest.approx(1.82, abs=0.005)
    assert data.ncon == 0, "it does not stand in its own way"


def test_drives_are_the_humanoids_grown_with_mass_and_length(robot: mujoco.MjModel) -> None:
    driven = []
    for k in range(robot.nu):
        actuator = robot.actuator(k)
        joint = robot.joint(int(actuator.trnid[0]))
        kp, torque = HUMANOIDS[kind(joint.name)]
        gain = actuator.gainprm[0]
        assert gain == pytest.approx(kp * MASS * HEIGHT**2, rel=0.01)
        assert list(actuator.biasprm[:2]) == [0, -gain]
        assert actuator.forcelimited[0] and not actuator.ctrllimited[0]
        assert actuator.forcerange[1] == -actuator.forcerange[0]
        assert MASS * HEIGHT < actuator.forcerange[1] / torque < MASS * HEIGHT**2
        np.testing.assert_allclose(joint.damping - actuator.biasprm[2], gain / 20, rtol=0.01)
        np.testing.assert_allclose(joint.damping, gain / 60, rtol=0.01)
        axis = int(np.argmax(actuator.gear))
        assert list(actuator.gear) == list(np.eye(6)[axis])
        driven.append(int(joint.dofadr[0]) + axis)
    assert sorted(driven) == list(range(6, robot.nv))
    assert not robot.dof_damping[:6].any()
    np.testing.assert_allclose(robot.dof_armature[6:], 0.03 * MASS * HEIGHT**2, rtol=0.01)


def test_joints_and_limits_are_the_humanoids(robot: mujoco.MjModel, model: mujoco.MjModel) -> None:
    for k in range(1, robot.njnt):
        joint, other = robot.joint(k), model.joint(robot.joint(k).name)
        assert joint.type[0] == (HINGE if kind(joint.name) in ("knee", "elbow") else BALL)
        assert robot.jnt_limited[k]
        np.testing.assert_array_equal(joint.range, other.range)


def test_left_mirrors_right(robot: mujoco.MjModel) -> None:
    flip = np.array([1.0, -1.0, 1.0])
    for k in range(1, robot.nbody):
        right = robot.body(k)
        if right.name.startswith("left_"):
            continue
        left = robot.body(right.name.replace("right_", "left_"))
        np.testing.assert_allclose(left.mass, right.mass)
        np.testing.assert_allclose(left.pos, flip * right.pos, atol=1e-12)
        np.testing.assert_allclose(left.ipos, flip * right.ipos, atol=1e-12)
        np.testing.assert_allclose(left.quat, right.quat * [1, -1, 1, -1], atol=1e-12)


def test_it_walks_with_the_humanoids_turns_and_steps_as_much_longer_as_its_legs(
    walk: Clip, atlas: Character, robot: mujoco.MjModel, humanoid: Character, model: mujoco.MjModel
) -> None:
    assert can_copy(walk, atlas, robot)
    mine, other = retarget(walk, atlas, robot), retarget(walk, humanoid, model)
    legs = (0.4736 + 0.4605) / (0.421546 + 0.40987)
    np.testing.assert_allclose(mine.cycle_shift, legs * other.cycle_shift, rtol=1e-6)
    for name in ("left_hip", "right_knee", "left_elbow"):
        here, there = (m.jnt_qposadr[m.joint(name).id] for m in (robot, model))
        width = 4 if "hip" in name else 1
        np.testing.assert_allclose(
            mine.qpos[:, here : here + width], other.qpos[:, there : there + width], atol=1e-9
        )
    _, figures = report(walk, atlas, robot)
    assert figures.scale == pytest.approx(legs)
    # 1.8 in the clip, 2.3 with its loop closed, 3.9 with its halves joined.
    assert figures.slides is not None and figures.slides[1] < 0.045
    assert figures.over_limit == 0.0


@pytest.mark.parametrize("name", ["atlas_walk", "atlas_run", "atlas_backflip"])
def test_its_recipes_ask_for_the_papers_returns(name: str) -> None:
    paper = {"atlas_walk": 0.80, "atlas_run": 0.846, "atlas_backflip": 0.630}
    loaded = recipe.load(name)
    assert (loaded.character, loaded.name) == ("atlas", name.removeprefix("atlas_"))
    assert loaded.target == paper[name]


def test_drives_carry_it_through_the_walk_as_they_do_the_humanoid(walk: Clip) -> None:
    rewards = {}
    for body in ("humanoid", "atlas"):
        environment = build.build(Recipe({"walk": 1.0}, body), worlds=32, threads=1)
        starts = torch.linspace(0.0, 0.99 * walk.duration, 32, dtype=torch.float64)
        environment.reset(starts)
        still = torch.zeros(32, environment.actions)
        rewards[body] = float(torch.stack([environment.step(still)[1] for _ in range(5)]).mean())
    assert rewards["atlas"] > 0.97 * rewards["humanoid"]
