"""Drives of bodies that bring motors or none: inertias by hand, the humanoid's published gains."""

import mujoco
import numpy as np
import pytest

from stuntman.characters import character as characters
from stuntman.characters import gains, structure
from stuntman.characters.gains import Drive
from stuntman.errors import StuntmanError

# A ball of 3 kg with a rod of 2 kg on a hinge at its side.
ROD = """
<mujoco>
  <default><motor ctrllimited="true" ctrlrange="-0.4 0.4"/></default>
  <worldbody>
    <body name="ball"><freejoint/>
      <inertial pos="0 0 0" mass="3" diaginertia="0.3 0.3 0.3"/><geom size="0.2"/>
      <body name="rod" pos="0.2 0 0">
        <joint name="hinge" axis="0 1 0" {joint}/>
        <inertial pos="0.5 0 0" mass="2" diaginertia="0.1 0.2 0.2"/>
        <geom size="0.05" pos="0.5 0 0"/>
      </body>
    </body>
  </worldbody>
  <actuator>{actuator}</actuator>
</mujoco>"""
# About the hinge: the rod's 0.2 + 2 * 0.5^2, the ball's 0.3 + 3 * 0.2^2.
INERTIA = np.sqrt(0.7 * 0.42)


def only(actuator: str = "", joint: str = "") -> tuple[Drive, list[str]]:
    model = mujoco.MjModel.from_xml_string(ROD.format(actuator=actuator, joint=joint))
    (drive,), notes = gains.drives(model)
    return drive, notes


def test_gains_are_those_of_the_frequency_and_damping_ratio_told() -> None:
    drive, _ = only()
    assert drive.kp == pytest.approx(INERTIA * gains.FREQUENCY**2)
    whole = drive.kd + drive.damping
    assert whole == pytest.approx(2 * gains.DAMPING_RATIO * np.sqrt(drive.kp * INERTIA))
    assert drive.damping == pytest.approx(whole / 3)
    assert not drive.kept and not drive.limited
    assert drive.limit == pytest.approx(0.15 * drive.kp)

    heavier, _ = only(joint='armature="1"')
    assert heavier.kp == pytest.approx(np.sqrt(1.7 * 1.42) * gains.FREQUENCY**2)
    assert heavier.armature == 1.0


def test_a_motors_torque_is_the_limit() -> None:
    drive, notes = only('<motor joint="hinge" gear="100"/>')
    assert drive.limit == pytest.approx(40.0)
    assert drive.limited and not drive.kept
    assert notes == []
    drive, _ = only('<motor joint="hinge" gear="100" forcerange="-0.3 0.3" forcelimited="true"/>')
    assert drive.limit == pytest.approx(30.0)
    drive, _ = only(joint='actuatorfrcrange="-7 7"')
    assert drive.limit == pytest.approx(7.0)


def test_position_drives_are_kept_and_may_be_told_anything() -> None:
    position = '<position name="p" joint="hinge" gear="2" kp="50" kv="3" {}/>'
    drive, notes = only(position.format('ctrlrange="-1 1" ctrllimited="true"'))
    assert drive.kept
    # Torque 2 * 50 * (target - 2 * angle) is 200 * (target / 2 - angle).
    assert drive.kp == pytest.approx(200.0)
    assert drive.kd == pytest.approx(12.0)
    assert notes == ["control range clamped the targets, taken away: p"]
    swings, _ = only(position.replace('kv="3"', "").format(""))
    assert swings.kept and swings.kp == pytest.approx(200.0)
    assert swings.kd + swings.damping == pytest.approx(2 * 0.5 * np.sqrt(200.0 * INERTIA))


def test_what_is_no_drive_of_a_joint_is_left_out_and_told() -> None:
    drive, notes = only('<velocity name="v" joint="hinge" kv="5"/>')
    assert not drive.kept
    assert notes == [
        "left out, being neither a motor nor a position drive of a joint: v; joints without "
        "another drive get one with derived gains"
    ]
    assert drive.kp == pytest.approx(INERTIA * gains.FREQUENCY**2)


def test_derived_gains_are_some_times_the_published_ones() -> None:
    """Of the humanoid, hinges and the axes of ball joints that no limb lies along."""
    spec = characters.load("humanoid").spec()
    published = {actuator.name: actuator.gainprm[0] for actuator in spec.actuators}
    for actuator in spec.actuators:
        spec.delete(actuator)
    derived, _ = gains.drives(spec.compile())
    assert {drive.name for drive in derived} == set(published)
    ratios = {
        drive.name: drive.kp / published[drive.name]
        for drive in derived
        if any(part in drive.name for part in ("chest", "shoulder_y", "elbow", "hip_x", "knee"))
    }
    assert all(1.0 < ratio < 7.0 for ratio in ratios.values()), ratios


def test_a_derived_drive_is_not_so_stiff_that_it_only_switches() -> None:
    stiff, _ = only('<motor name="m" joint="hinge" ctrlrange="-1e5 1e5" ctrllimited="true"/>')
    soft, _ = only('<motor name="m" joint="hinge" ctrlrange="-1 1" ctrllimited="true"/>')
    assert stiff.kp == pytest.approx(INERTIA * gains.FREQUENCY**2)
    assert soft.kp * 0.15 == pytest.approx(soft.limit) == pytest.approx(1.0)


def test_a_leg_is_as_stiff_as_what_stands_on_it_is_heavy() -> None:
    """A trunk of 3 kg, 1.1 m above ankles whose feet weigh next to nothing."""
    model = mujoco.MjModel.from_xml_string(
        """<mujoco><worldbody><body pos="0 0 1.2"><freejoint/><geom size=".1" mass="3"/>
        <body name="foot" pos="0 0 -1.1">
        <joint name="pitch" axis="0 1 0"/><joint name="yaw" axis="0 0 1"/>
        <geom type="box" size=".1 .05 .02" mass=".001"/>
        </body></body></worldbody></mujoco>"""
    )
    pitch, yaw = gains.drives(model, ["foot"])[0]
    assert pitch.kp == pytest.approx(3 * 9.81 * 1.1, rel=1e-3)
    assert yaw.kp == pytest.approx(yaw_inertia(model) * gains.FREQUENCY**2)
    softer, _ = gains.drives(model)[0]
    assert softer.kp < 0.2 * pitch.kp


def yaw_inertia(model: mujoco.MjModel) -> float:
    return float(gains.reflected_inertias(model)[-1])


def test_the_published_drives_carry_the_humanoid_and_weaker_ones_do_not() -> None:
    body = characters.load("humanoid")
    model = body.spec().compile()
    found = structure.find(model, {})
    kept, _ = gains.drives(model)
    gains.check_strength(model, found, kept)

    spec = body.spec()
    for actuator in spec.actuators:
        if "knee" in actuator.name:
            actuator.forcerange = [-5, 5]
    weak, _ = gains.drives(spec.compile())
    with pytest.raises(StuntmanError, match=r"a crouch takes .* of '(left|right)_knee', .* is 5"):
        gains.check_strength(model, found, weak)


def test_a_body_that_leans_out_over_its_feet_would_fall() -> None:
    spec = characters.load("humanoid").spec()
    spec.body("chest").add_geom(name="pole", size=[0.1, 0, 0], pos=[8.0, 0, 0.5], mass=80)
    model = spec.compile()
    found = structure.find(model, {})
    with pytest.raises(StuntmanError, match="cannot bring its weight over its feet"):
        gains.check_strength(model, found, gains.drives(model)[0])
