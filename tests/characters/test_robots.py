"""The parts of robots' bodies: their links, rebuilt as MuJoCo models, under their own names."""

from collections.abc import Callable

import mujoco
import pytest

from stuntman.characters import structure

Row = tuple[str, str, tuple[float, float, float]]
# Robots: the left leg and the left arm from pelvis and trunk on, each link with its step down or
# out (m), and what of them is thigh, shin, foot; upper arm, forearm and hand (which may lack).
ROBOTS: dict[str, tuple[str, str, str, str, tuple[str, str]]] = {
    "Unitree G1": ("left_hip_pitch_link.1 left_hip_roll_link.03 left_hip_yaw_link.06 "
        "left_knee_link.3 left_ankle_pitch_link.3 left_ankle_roll_link.02",
        "left_hip_yaw_link left_knee_link left_ankle_roll_link",
        "left_shoulder_pitch_link.1 left_shoulder_roll_link.04 left_shoulder_yaw_link.1 "
        "left_elbow_link.1 left_wrist_roll_link.1 left_wrist_pitch_link.04 "
        "left_wrist_yaw_link.05",
        "left_shoulder_yaw_link left_elbow_link left_wrist_yaw_link", ("left", "right")),
    "Unitree H1": ("left_hip_yaw_link.09 left_hip_roll_link.04 left_hip_pitch_link.1 "
        "left_knee_link.4 left_ankle_link.4", "left_hip_pitch_link left_knee_link "
        "left_ankle_link", "left_shoulder_pitch_link.1 left_shoulder_roll_link.05 "
        "left_shoulder_yaw_link.13 left_elbow_link.2", "", ("left", "right")),
    "Unitree H1_2": ("left_hip_yaw_link.08 left_hip_pitch_link.05 left_hip_roll_link.05 "
        "left_knee_link.4 left_ankle_pitch_link.4 left_ankle_roll_link.02",
        "left_hip_roll_link left_knee_link left_ankle_roll_link",
        "left_shoulder_pitch_link.1 left_shoulder_roll_link.05 left_shoulder_yaw_link.13 "
        "left_elbow_pitch_link.15 left_elbow_roll_link.1 left_wrist_pitch_link.12 "
        "left_wrist_yaw_link.02 L_hand_base_link.05",
        "left_shoulder_yaw_link", ("left", "right")),
    "Unitree R1": ("left_hip_pitch_link.08 left_hip_roll_link.03 left_hip_yaw_link.08 "
        "left_knee_link.24 left_ankle_pitch_link.27 left_ankle_roll_link.02",
        "left_hip_yaw_link left_knee_link left_ankle_roll_link",
        "left_shoulder_pitch_link.08 left_shoulder_roll_link.04 left_shoulder_yaw_link.1 "
        "left_elbow_link.1 left_wrist_roll_link.12",
        "left_shoulder_yaw_link left_elbow_link left_wrist_roll_link", ("left", "right")),
    "Booster T1": ("Hip_Pitch_Left.1 Hip_Roll_Left.02 Hip_Yaw_Left.08 Shank_Left.13 "
        "Ankle_Cross_Left.28 left_foot_link.01", "Hip_Yaw_Left Shank_Left left_foot_link",
        "AL1.06 AL2.05 AL3.1 left_hand_link.12", "", ("left", "right")),
    "Fourier N1": ("left_thigh_pitch_link.1 left_thigh_roll_link.03 left_thigh_yaw_link.06 "
        "left_shank_pitch_link.28 left_foot_pitch_link.3 left_foot_roll_link.02",
        "left_thigh_yaw_link left_shank_pitch_link left_foot_roll_link",
        "left_upper_arm_pitch_link.1 left_upper_arm_roll_link.04 left_upper_arm_yaw_link.1 "
        "left_lower_arm_pitch_link.12 left_hand_yaw_link.12",
        "left_upper_arm_yaw_link left_lower_arm_pitch_link left_hand_yaw_link",
        ("left", "right")),
    "Berkeley": ("LL_HR.05 LL_HAA.03 LL_HFE.05 LL_KFE.25 LL_FFE.25 LL_FAA.02",
        "LL_HFE LL_KFE LL_FAA", "", "", ("LL_", "LR_")),
    "Berkeley Lite": ("leg_left_hip_roll.08 leg_left_hip_yaw.05 leg_left_hip_pitch.05 "
        "leg_left_knee_pitch.18 leg_left_ankle_pitch.18 leg_left_ankle_roll.02",
        "leg_left_hip_pitch leg_left_knee_pitch leg_left_ankle_roll",
        "arm_left_shoulder_pitch.06 arm_left_shoulder_roll.03 arm_left_shoulder_yaw.08 "
        "arm_left_elbow_pitch.08 arm_left_elbow_roll.1", "", ("left", "right")),
    "Kuavo": ("leg_l1_link.08 leg_l2_link.02 leg_l3_link.05 leg_l4_link.25 leg_l5_link.28 "
        "leg_l6_link.02", "leg_l3_link leg_l4_link leg_l6_link",
        "zarm_l1_link.15 zarm_l2_link.02 zarm_l3_link.05 zarm_l4_link.22 zarm_l5_link.1 "
        "zarm_l6_link.1 zarm_l7_link.02", "", ("_l", "_r")),
    "OP3": ("l_hip_yaw_link.03 l_hip_roll_link.01 l_hip_pitch_link.01 l_knee_link.11 "
        "l_ank_pitch_link.11 l_ank_roll_link.005",
        "l_hip_pitch_link l_knee_link l_ank_roll_link",
        "l_sho_pitch_link.06 l_sho_roll_link.02 l_el_link.1", "", ("l_", "r_")),
    "PM01": ("link_hip_pitch_l.1 link_hip_roll_l.04 link_hip_yaw_l.05 link_knee_pitch_l.3 "
        "link_ankle_pitch_l.3 link_ankle_roll_l.02",
        "link_hip_yaw_l link_knee_pitch_l link_ankle_roll_l",
        "link_shoulder_pitch_l.1 link_shoulder_roll_l.04 link_shoulder_yaw_l.1 "
        "link_elbow_pitch_l.12 link_elbow_yaw_l.12", "", ("_l", "_r")),
    "Gymnasium": ("left_thigh.1 left_shin.34 left_foot.3", "left_thigh left_shin left_foot",
        "left_upper_arm.17 left_lower_arm.25", "", ("left", "right")),
    "dm_control": ("left_thigh.1 left_shin.34 left_foot.39", "left_thigh left_shin left_foot",
        "left_upper_arm.17 left_lower_arm.28 left_hand.25",
        "left_upper_arm left_lower_arm left_hand", ("left", "right")),
    "dm_control CMU": ("lfemur.1 ltibia.38 lfoot.4 ltoes.1", "lfemur ltibia lfoot",
        "lclavicle.1 lhumerus.1 lradius.28 lwrist.2 lhand.05", "lhumerus lradius lhand",
        ("l", "r")),
    "SMPL humanoid": ("L_Hip.1 L_Knee.38 L_Ankle.4 L_Toe.12", "L_Hip L_Knee L_Ankle",
        "L_Thorax.1 L_Shoulder.1 L_Elbow.26 L_Wrist.25 L_Hand.08",
        "L_Shoulder L_Elbow L_Hand", ("L_", "R_")),
    "ProtoMotions SOMA23": ("LeftLeg.1 LeftShin.42 LeftFoot.4 LeftToeBase.12",
        "LeftLeg LeftShin LeftFoot", "LeftShoulder.1 LeftArm.1 LeftForeArm.27 LeftHand.25",
        "LeftArm LeftForeArm LeftHand", ("Left", "Right")),
    "Chinese names": ("左腿.1 左膝.4 左脚.4", "左腿 左膝 左脚", "左肩.1 左肘.28 左手.25",
        "左肩 左肘 左手", ("左", "右")),
    "numbered links": ("link_1.1 link_2.02 link_3.05 link_4.3 link_5.3 link_6.02",
        "link_3 link_4 link_6", "", "", ("link_", "link_1")),
}  # fmt: skip


@pytest.mark.parametrize("robot", ROBOTS)
def test_every_part_of_a_robots_legs_and_arms_is_told(
    robot: str, drawn: Callable[..., str]
) -> None:
    leg, leg_parts, arm, arm_parts, (left, right) = ROBOTS[robot]
    spec = mujoco.MjSpec.from_string(drawn(rows(robot)))
    found = structure.find(spec.compile(), {})
    for part, name in zip(("thigh", "shin", "foot"), leg_parts.split(), strict=True):
        assert found.parts["left_" + part] == name
        assert found.parts["right_" + part] == swapped(name, left, right)
    for part, name in zip(("upper_arm", "forearm", "hand"), arm_parts.split(), strict=False):
        assert found.parts["left_" + part] == name
    foot = leg_parts.split()[-1]
    assert set(found.feet) == {foot, swapped(foot, left, right)}
    limbs = {name for pair in found.pairs for name in pair}
    assert {"base", "torso"} - {found.root} <= set(found.trunk) <= {"base", "torso"}
    assert len(limbs) == 2 * len((leg + " " + arm).split())


def rows(robot: str) -> list[Row]:
    """A robot's links from the pelvis and the trunk on, both sides, at rest."""
    leg, _, arm, _, (left, right) = ROBOTS[robot]
    out: list[Row] = [("base", "", (0, 0, 0)), ("torso", "base", (0, 0, 0.2))]
    for chain, parent, first in ((leg, "base", (0, 0.1, 0)), (arm, "torso", (0, 0.2, 0.2))):
        for sign in (1, -1):
            above = parent
            for k, step in enumerate(chain.split()):
                name, _, length = step.rpartition(".")
                name = name if sign > 0 else swapped(name, left, right)
                offset = (0, sign * first[1], first[2]) if k == 0 else (0, 0, -float("." + length))
                out.append((name, above, offset))
                above = name
    return out


def swapped(name: str, left: str, right: str) -> str:
    for one, other in ((left, right), ("Left", "Right"), ("AL", "AR"), ("L_", "R_")):
        if one in name:
            return name.replace(one, other, 1)
    raise AssertionError(name)
