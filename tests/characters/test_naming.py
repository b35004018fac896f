"""The parts of a body under the names of every scheme in use."""

import numpy as np
import pytest

from stuntman.characters import anatomy
from stuntman.characters.bone_names import tidy
from stuntman.spatial.skeleton import Skeleton

Row = tuple[str, str, tuple[float, float, float]]
PARTS = ("thigh", "shin", "foot", "toe", "collar", "upper_arm", "forearm", "hand")
# Names of pelvis, spine, chest, neck, head; of the left side's parts in the order above; and what
# of a left name is what in the right one. Empty where the scheme has no such bone.
PERSONS: dict[str, tuple[str, str, tuple[str, str]]] = {
    "CMU asf": ("root upperback thorax lowerneck head",
        "lfemur ltibia lfoot ltoes lclavicle lhumerus lradius lhand", ("l", "r")),
    "CMU bvh": ("Hips Spine Spine1 Neck Head",
        "LeftUpLeg LeftLeg LeftFoot LeftToeBase LeftShoulder LeftArm LeftForeArm LeftHand",
        ("Left", "Right")),
    "LAFAN1": ("Hips Spine Spine2 Neck Head",
        "LeftUpLeg LeftLeg LeftFoot LeftToe LeftShoulder LeftArm LeftForeArm LeftHand",
        ("Left", "Right")),
    "Mixamo": ("mixamorig:Hips mixamorig:Spine mixamorig:Spine2 mixamorig:Neck mixamorig:Head",
        "mixamorig:LeftUpLeg mixamorig:LeftLeg mixamorig:LeftFoot mixamorig:LeftToeBase "
        "mixamorig:LeftShoulder mixamorig:LeftArm mixamorig:LeftForeArm mixamorig:LeftHand",
        ("Left", "Right")),
    "Mixamo without colon": (
        "mixamorigHips mixamorigSpine mixamorigSpine2 mixamorigNeck mixamorigHead",
        "mixamorigLeftUpLeg mixamorigLeftLeg mixamorigLeftFoot mixamorigLeftToeBase "
        "mixamorigLeftShoulder mixamorigLeftArm mixamorigLeftForeArm mixamorigLeftHand",
        ("Left", "Right")),
    "Mixamo with number": (
        "mixamorig9:Hips mixamorig9:Spine mixamorig9:Spine2 mixamorig9:Neck mixamorig9:Head",
        "mixamorig9:LeftUpLeg mixamorig9:LeftLeg mixamorig9:LeftFoot mixamorig9:LeftToeBase "
        "mixamorig9:LeftShoulder mixamorig9:LeftArm mixamorig9:LeftForeArm mixamorig9:LeftHand",
        ("Left", "Right")),
    "Mixamo of Sketchfab": (
        "mixamorig9:Hips_01 mixamorig9:Spine_02 mixamorig9:Spine2_04 mixamorig9:Neck_05 "
        "mixamorig9:Head_06",
        "mixamorig9:LeftUpLeg_055 mixamorig9:LeftLeg_056 mixamorig9:LeftFoot_057 "
        "mixamorig9:LeftToeBase_058 mixamorig9:LeftShoulder_08 mixamorig9:LeftArm_09 "
        "mixamorig9:LeftForeArm_010 mixamorig9:LeftHand_011", ("Left", "Right")),
    "Bandai-Namco": ("Hips Spine Chest Neck Head",
        "UpperLeg_L LowerLeg_L Foot_L Toes_L Shoulder_L UpperArm_L LowerArm_L Hand_L",
        ("_L", "_R")),
    "SOMA": ("Hips Spine1 Chest Neck1 Head",
        "LeftLeg LeftShin LeftFoot LeftToeBase LeftShoulder LeftArm LeftForeArm LeftHand",
        ("Left", "Right")),
    "SMPL": ("Pelvis Spine1 Spine3 Neck Head",
        "L_Hip L_Knee L_Ankle L_Foot L_Collar L_Shoulder L_Elbow L_Wrist", ("L_", "R_")),
    "SMPL-H": ("pelvis spine1 spine3 neck head", "left_hip left_knee left_ankle left_foot "
        "left_collar left_shoulder left_elbow left_wrist", ("left", "right")),
    "SMPL-X": ("Pelvis Spine1 Spine3 Neck Head", "LeftHip LeftKnee LeftAnkle LeftFoot LeftCollar "
        "LeftShoulder LeftElbow LeftWrist", ("Left", "Right")),
    "SMPL in Blender": ("m_avg_Pelvis m_avg_Spine1 m_avg_Spine3 m_avg_Neck m_avg_Head",
        "m_avg_L_Hip m_avg_L_Knee m_avg_L_Ankle m_avg_L_Foot m_avg_L_Collar m_avg_L_Shoulder "
        "m_avg_L_Elbow m_avg_L_Wrist", ("_L_", "_R_")),
    "AMASS in ProtoMotions": ("Pelvis Torso Chest Neck Head",
        "L_Hip L_Knee L_Ankle L_Toe L_Thorax L_Shoulder L_Elbow L_Wrist", ("L_", "R_")),
    "Character Creator": (
        "CC_Base_Hip CC_Base_Waist CC_Base_Spine02 CC_Base_NeckTwist01 CC_Base_Head",
        "CC_Base_L_Thigh CC_Base_L_Calf CC_Base_L_Foot CC_Base_L_ToeBase CC_Base_L_Clavicle "
        "CC_Base_L_Upperarm CC_Base_L_Forearm CC_Base_L_Hand", ("L_", "R_")),
    "3ds Max biped": ("Bip01 Pelvis|Bip01 Spine|Bip01 Spine1|Bip01 Neck|Bip01 Head",
        "Bip01 L Thigh|Bip01 L Calf|Bip01 L Foot|Bip01 L Toe0|Bip01 L Clavicle|"
        "Bip01 L UpperArm|Bip01 L Forearm|Bip01 L Hand", (" L ", " R ")),
    "MMD": ("下半身 上半身 上半身2 首 頭",
        "左足 左ひざ 左足首 左つま先 左肩 左腕 左ひじ 左手首", ("左", "右")),
    "MMD in English": ("lower_body upper_body upper_body2 neck head",
        "leg_L knee_L ankle_L toe_L shoulder_L arm_L elbow_L wrist_L", ("_L", "_R")),
    "Poser": ("hip abdomen chest neck head",
        "lThigh lShin lFoot lToe lCollar lShldr lForeArm lHand", ("l", "r")),
    "VRM": ("J_Bip_C_Hips J_Bip_C_Spine J_Bip_C_Chest J_Bip_C_Neck J_Bip_C_Head",
        "J_Bip_L_UpperLeg J_Bip_L_LowerLeg J_Bip_L_Foot J_Bip_L_ToeBase J_Bip_L_Shoulder "
        "J_Bip_L_UpperArm J_Bip_L_LowerArm J_Bip_L_Hand", ("_L_", "_R_")),
    "Unity and VRM": ("hips spine chest neck head",
        "leftUpperLeg leftLowerLeg leftFoot leftToes leftShoulder leftUpperArm leftLowerArm "
        "leftHand", ("left", "right")),
    "Valve": ("ValveBiped.Bip01_Pelvis ValveBiped.Bip01_Spine ValveBiped.Bip01_Spine2 "
        "ValveBiped.Bip01_Neck1 ValveBiped.Bip01_Head1",
        "ValveBiped.Bip01_L_Thigh ValveBiped.Bip01_L_Calf ValveBiped.Bip01_L_Foot "
        "ValveBiped.Bip01_L_Toe0 ValveBiped.Bip01_L_Clavicle ValveBiped.Bip01_L_UpperArm "
        "ValveBiped.Bip01_L_Forearm ValveBiped.Bip01_L_Hand", ("_L_", "_R_")),
    "Valve Source 2": ("pelvis spine_0 spine_2 neck_0 head",
        "leg_upper_L leg_lower_L ankle_L ball_L clavicle_L arm_upper_L arm_lower_L hand_L",
        ("_L", "_R")),
    "HumanIK": ("Character1_Hips Character1_Spine Character1_Spine2 Character1_Neck "
        "Character1_Head",
        "Character1_LeftUpLeg Character1_LeftLeg Character1_LeftFoot Character1_LeftToeBase "
        "Character1_LeftShoulder Character1_LeftArm Character1_LeftForeArm Character1_LeftHand",
        ("Left", "Right")),
    "Unreal": ("pelvis spine_01 spine_03 neck_01 head",
        "thigh_l calf_l foot_l ball_l clavicle_l upperarm_l lowerarm_l hand_l", ("_l", "_r")),
    "Rigify": ("DEF-spine DEF-spine.001 DEF-spine.003 DEF-spine.004 DEF-spine.006",
        "DEF-thigh.L DEF-shin.L DEF-foot.L DEF-toe.L DEF-shoulder.L DEF-upper_arm.L "
        "DEF-forearm.L DEF-hand.L", (".L", ".R")),
    "Xsens": ("Pelvis L5 T8 Neck Head",
        "LeftUpperLeg LeftLowerLeg LeftFoot LeftToe LeftShoulder LeftUpperArm LeftForeArm "
        "LeftHand", ("Left", "Right")),
    "DAZ": ("pelvis abdomenLower chestLower neckLower head",
        "lThighBend lShin lFoot lToe lCollar lShldrBend lForearmBend lHand", ("l", "r")),
    "DAZ Genesis 9": ("hip spine1 spine4 neck1 head",
        "l_thigh l_shin l_foot l_toes l_shoulder l_upperarm l_forearm l_hand", ("l_", "r_")),
    "Azure Kinect": ("PELVIS SPINE_NAVEL SPINE_CHEST NECK HEAD",
        "HIP_LEFT KNEE_LEFT ANKLE_LEFT FOOT_LEFT CLAVICLE_LEFT SHOULDER_LEFT ELBOW_LEFT WRIST_LEFT",
        ("LEFT", "RIGHT")),
    "Kinect": ("SpineBase SpineMid SpineShoulder Neck Head",
        "HipLeft KneeLeft AnkleLeft FootLeft  ShoulderLeft ElbowLeft WristLeft",
        ("Left", "Right")),
    "OptiTrack": ("Hip Ab Chest Neck Head",
        "LThigh LShin LFoot LToe LShoulder LUArm LFArm LHand", ("L", "R")),
    "OptiTrack with its actor": ("Actor 1_Hip|Actor 1_Ab|Actor 1_Chest|Actor 1_Neck|Actor 1_Head",
        "Actor 1_LThigh|Actor 1_LShin|Actor 1_LFoot|Actor 1_LToe|Actor 1_LShoulder|Actor 1_LUArm|"
        "Actor 1_LFArm|Actor 1_LHand", ("_L", "_R")),
    "MHR": ("root c_spine0 c_spine3 c_neck c_head",
        "l_upleg l_lowleg l_foot l_ball l_clavicle l_uparm l_lowarm l_wrist", ("l_", "r_")),
    "UniRig": ("bone_0 bone_1 bone_2 bone_3 bone_4",
        "bone_5 bone_6 bone_7 bone_8 bone_9 bone_10 bone_11 bone_12", ("bone_", "bone_1")),
    "AnyTop": ("BN_Bip01_Pelvis BN_Bip01_Spine BN_Bip01_Spine1 BN_Bip01_Neck BN_Bip01_Head",
        "BN_Bip01_L_Thigh BN_Bip01_L_Calf BN_Bip01_L_Foot BN_Bip01_L_Toe0 BN_Bip01_L_Clavicle "
        "BN_Bip01_L_UpperArm BN_Bip01_L_Forearm BN_Bip01_L_Hand", ("_L_", "_R_")),
    "AnyTop's NPC": ("NPC_Pelvis NPC_Spine NPC_Spine2 NPC_Neck NPC_Head",
        "NPC_LThigh NPC_LCalf NPC_LFoot NPC_LToe0 NPC_LClavicle NPC_LUpperArm NPC_LForearm "
        "NPC_LHand", ("_L", "_R")),
    "French": ("bassin colonne torse cou tete",
        "cuisse_gauche tibia_gauche pied_gauche orteil_gauche clavicule_gauche bras_gauche "
        "avantbras_gauche main_gauche", ("gauche", "droite")),
    "letters of either case": ("Hips Spine Chest Neck Head",
        "LeftUpLeg LeftLeg LeftFoot LeftToe LeftShoulder LeftArm LeftForeArm LeftHand",
        ("Left", "right")),
}  # fmt: skip

MIDDLE: tuple[Row, ...] = (
    ("pelvis", "", (0, 0, 0)),
    ("spine", "pelvis", (0, 0, 0.15)),
    ("chest", "spine", (0, 0, 0.15)),
    ("neck", "chest", (0, 0, 0.25)),
    ("head", "neck", (0.02, 0, 0.1)),
)
SIDE: tuple[Row, ...] = (
    ("thigh", "pelvis", (0, 0.1, 0)),
    ("shin", "thigh", (0, 0, -0.42)),
    ("foot", "shin", (0, 0, -0.4)),
    ("toe", "foot", (0.13, 0, -0.06)),
    ("collar", "chest", (0, 0.05, 0.2)),
    ("upper_arm", "collar", (0, 0.13, 0)),
    ("forearm", "upper_arm", (0, 0.28, 0)),
    ("hand", "forearm", (0, 0.25, 0)),
)


def build(rows: list[Row]) -> Skeleton:
    names = [name for name, _, _ in rows]
    parents = tuple(names.index(parent) if parent else -1 for _, parent, _ in rows)
    return Skeleton(tidy(names), parents, np.array([offset for _, _, offset in rows], dtype=float))


def split(text: str) -> list[str]:
    return text.split("|") if "|" in text else text.split(" ")


@pytest.mark.parametrize("scheme", PERSONS)
def test_every_part_of_a_person_is_told(scheme: str) -> None:
    middle, sided, (left, right) = PERSONS[scheme]
    called = dict(zip((part for part, _, _ in MIDDLE), split(middle), strict=True))
    for part, name in zip(PARTS, split(sided), strict=True):
        called["left_" + part] = name
        called["right_" + part] = name.replace(left, right, 1)
    rows: list[Row] = []
    own: list[str] = []
    for side, sign in (("", 1), ("left_", 1), ("right_", -1)):
        for part, parent, (x, y, z) in SIDE if side else MIDDLE:
            above = parent if parent in ("pelvis", "chest") or not side else side + parent
            while above and not called[above]:
                above = "chest"
            if called[side + part]:
                rows.append((called[side + part], called.get(above, ""), (x, sign * y, z)))
                own.append(side + part)
    body = build(rows)
    bones = anatomy.guess(body).bones
    told = {part: own[bone] for part, bone in bones.items()}
    assert told == {part: part for part in told}
    assert set(told) == set(anatomy.PARTS)
