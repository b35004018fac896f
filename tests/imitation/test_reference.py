"""The table of the reference against MuJoCo, and the drives read back from a model."""

from collections.abc import Callable

import mujoco
import numpy as np
import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.imitation.environment import Environment
from stuntman.imitation.reference import Drives, ReferenceTable, place
from stuntman.spatial import rotations as rot

# A hinge and a ball, driven in another order than they hang, with some damping in the joint and
# some in the drive.
ARM = """
<mujoco>
  <worldbody>
    <body>
      <freejoint/>
      <geom size=".1"/>
      <body>
        <joint name="wrist" type="hinge" axis="0 1 0" damping="2"/>
        <geom size=".1"/>
        <body>
          <joint name="grip" type="ball" damping="1"/>
          <geom size=".1"/>
        </body>
      </body>
    </body>
  </worldbody>
  <actuator>
    <position name="grip_z" joint="grip" gear="0 0 1" kp="50" kv="4"/>
    <position name="wrist" joint="wrist" kp="100" kv="3"/>
    <position name="grip_x" joint="grip" gear="1 0 0" kp="20" kv="0"/>
    <position name="grip_y" joint="grip" gear="0 1 0" kp="10" kv="1"/>
  </actuator>
</mujoco>
"""


def test_drives_are_found_by_what_they_hang_on() -> None:
    drives = Drives(mujoco.MjModel.from_xml_string(ARM))
    assert drives.dof.tolist() == [3, 0, 1, 2]  # the wrist, then grip's x, y and z
    assert drives.lag.tolist() == pytest.approx([5 / 50, 5 / 100, 1 / 20, 2 / 10])
    assert drives.gain.tolist() == [50, 100, 20, 10]


def test_every_joint_of_the_humanoid_is_driven_by_the_actuator_of_its_name(
    model: mujoco.MjModel,
) -> None:
    drives = Drives(model)
    for k, dof in enumerate(drives.dof.tolist()):
        joint = model.joint(model.dof_jntid[6 + dof])
        axis = "xyz"[6 + dof - joint.dofadr[0]]
        ball = joint.type[0] == mujoco.mjtJoint.mjJNT_BALL
        assert model.actuator(k).name == (f"{joint.name}_{axis}" if ball else joint.name)
        damping = model.dof_damping[6 + dof] - model.actuator_biasprm[k, 2]
        assert drives.lag[k].item() == pytest.approx(damping / model.actuator_gainprm[k, 0])
    assert sorted(drives.dof.tolist()) == list(range(model.nv - 6))


@pytest.mark.parametrize(
    "actuator",
    [
        '<motor name="wrong" joint="wrist"/>',
        '<velocity name="wrong" joint="wrist" kv="10"/>',
        '<position name="wrong" joint="wrist" kp="10" gear="2"/>',
        '<position name="wrong" joint="wrist" kp="10" gear="-1"/>',
        '<position name="wrong" joint="grip" kp="10" gear="0 .7 .7"/>',
        '<position name="wrong" jointinparent="grip" kp="10" gear="1 0 0"/>',
        '<general name="wrong" joint="wrist" gainprm="10" biastype="affine" biasprm="0 -9 0"/>',
    ],
)
def test_an_actuator_that_is_no_such_drive_is_refused_by_name(actuator: str) -> None:
    changed = ARM.replace('<position name="wrist" joint="wrist" kp="100" kv="3"/>', actuator)
    with pytest.raises(StuntmanError, match=r"'wrong' is no position actuator.*character\.xml"):
        Drives(mujoco.MjModel.from_xml_string(changed))


def test_the_table_says_what_mujoco_says_of_the_same_state(
    make: Callable[..., Environment], model: mujoco.MjModel
) -> None:
    environment = make()
    table, dof = environment.table, Drives(model).dof
    data = mujoco.MjData(model)
    sites = [model.site(name).id for name in ("right_hand", "left_hand", "right_foot", "left_foot")]
    rows = torch.tensor([0, 100, 333])

    motion = table.motion(rows)

    for k, row in enumerate(rows.tolist()):
        data.qpos[:], data.qvel[:] = table.qpos[row], table.qvel[row]
        mujoco.mj_forward(model, data)
        for got, want in (
            (motion.pose.positions[k], data.xpos[1:]),
            (motion.pose.root_rotation[k], data.xmat[1].reshape(3, 3)),
            (motion.pose.end_effectors[k], data.site_xpos[sites]),
            (motion.pose.com[k], data.subtree_com[1]),
            (motion.root_velocity[k], data.qvel[:3]),
            (motion.root_spin[k], data.xmat[1].reshape(3, 3) @ data.qvel[3:6]),
            (motion.coordinates[k, dof], data.actuator_length),
            (motion.velocities[k, dof], data.actuator_velocity),
        ):
            np.testing.assert_allclose(got, want, atol=1e-5)


def rows(table: ReferenceTable, *times: float) -> list[int]:
    return table.row(torch.tensor(times, dtype=torch.float64)).tolist()


def test_a_loop_goes_round(make: Callable[..., Environment]) -> None:
    table = make("walk").table
    last = len(table.qpos) - 1
    frame = table.duration / last

    assert table.loops
    assert rows(table, 0.0, frame, table.duration - frame) == [0, 1, last - 1]
    assert rows(table, table.duration, table.duration + frame) == [0, 1]
    assert rows(table, 5 * table.duration + 7 * frame) == [7]


def test_a_clip_that_does_not_loop_stays_at_its_end(make: Callable[..., Environment]) -> None:
    table = make("kick").table
    last = len(table.qpos) - 1

    assert not table.loops
    assert rows(table, 0.0, table.duration, table.duration + 0.1, 99.0) == [0, last, last, last]


def test_the_nearest_frame_is_read(make: Callable[..., Environment]) -> None:
    table = make("kick").table
    last = len(table.qpos) - 1
    frame = table.duration / last
    times = torch.linspace(0.0, table.duration, 1001, dtype=torch.float64)

    assert (table.row(times) * frame - times).abs().max() <= 0.5 * frame + 1e-9
    assert rows(table, 10.4 * frame, 10.6 * frame) == [10, 11]


def test_the_reference_is_placed_as_a_whole(make: Callable[..., Environment]) -> None:
    """Turned about the vertical, then moved: every point and every velocity, and no joint."""
    motion = make().table.motion(torch.tensor([40, 400]))
    yaw, shift = torch.tensor([0.5, -2.0]), torch.tensor([[1.0, 2.0, 0.0], [-3.0, 0.5, 0.0]])

    placed = place(motion, yaw, shift)

    for k in range(2):
        turn = rot.to_matrix(rot.from_rotvec(np.array([0.0, 0.0, yaw[k].item()])))
        move = shift[k].numpy()
        for got, given, offset in (
            (placed.pose.positions, motion.pose.positions, move),
            (placed.pose.end_effectors, motion.pose.end_effectors, move),
            (placed.pose.com, motion.pose.com, move),
            (placed.root_velocity, motion.root_velocity, 0.0),
            (placed.root_spin, motion.root_spin, 0.0),
            (placed.pose.root_rotation.mT, motion.pose.root_rotation.mT, 0.0),
        ):
            np.testing.assert_allclose(got[k], given[k].numpy() @ turn.T + offset, atol=1e-5)
    for name in ("balls", "coordinates", "velocities"):
        assert torch.equal(getattr(placed, name), getattr(motion, name))


def test_a_reference_that_does_not_turn_is_only_moved(make: Callable[..., Environment]) -> None:
    motion = make().table.motion(torch.tensor([40]))
    shift = torch.tensor([[1.0, 2.0, 0.0]])
    assert torch.equal(place(motion, None, shift).pose.com, motion.pose.com + shift)
    assert torch.equal(place(motion, None, shift).root_velocity, motion.root_velocity)


def test_a_state_of_the_clip_is_found_again(make: Callable[..., Environment]) -> None:
    environment = make(worlds=5)
    times = torch.tensor([0.0, 0.2, 0.5, 0.8, 1.1], dtype=torch.float64)
    environment.reset(times)
    found = environment.table.nearest(environment.motion())
    assert torch.allclose(found, times, atol=2e-3)
