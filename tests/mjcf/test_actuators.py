"""PD drives read back from a model."""

import mujoco
import pytest

from stuntman.errors import StuntmanError
from stuntman.mjcf.actuators import PdActuators

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


def test_actuators_are_found_by_what_they_hang_on() -> None:
    actuators = PdActuators(mujoco.MjModel.from_xml_string(ARM))
    assert actuators.dof.tolist() == [3, 0, 1, 2]  # the wrist, then grip's x, y and z
    assert actuators.lag.tolist() == pytest.approx([5 / 50, 5 / 100, 1 / 20, 2 / 10])
    assert actuators.gain.tolist() == [50, 100, 20, 10]


def test_every_joint_of_the_humanoid_is_driven_by_the_actuator_of_its_name(
    model: mujoco.MjModel,
) -> None:
    actuators = PdActuators(model)
    for k, dof in enumerate(actuators.dof.tolist()):
        joint = model.joint(model.dof_jntid[6 + dof])
        axis = "xyz"[6 + dof - joint.dofadr[0]]
        ball = joint.type[0] == mujoco.mjtJoint.mjJNT_BALL
        assert model.actuator(k).name == (f"{joint.name}_{axis}" if ball else joint.name)
        damping = model.dof_damping[6 + dof] - model.actuator_biasprm[k, 2]
        assert actuators.lag[k].item() == pytest.approx(damping / model.actuator_gainprm[k, 0])
    assert sorted(actuators.dof.tolist()) == list(range(model.nv - 6))


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
        PdActuators(mujoco.MjModel.from_xml_string(changed))
