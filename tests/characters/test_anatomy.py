"""Parts of a body told by the names of many programs, and by place where names tell nothing."""

from dataclasses import replace

import numpy as np
import pytest

from stuntman.characters import anatomy
from stuntman.characters.bone_names import tidy
from stuntman.errors import StuntmanError
from stuntman.spatial.skeleton import Skeleton

# Part, parent, offset in m: x forward, y left, z up.
MIDDLE: list[tuple[str, str, tuple[float, float, float]]] = [
    ("pelvis", "", (0, 0, 0)),
    ("spine", "pelvis", (0, 0, 0.15)),
    ("chest", "spine", (0, 0, 0.15)),
    ("neck", "chest", (0, 0, 0.25)),
    ("head", "neck", (0.02, 0, 0.1)),
]
SIDE: list[tuple[str, str, tuple[float, float, float]]] = [
    ("thigh", "pelvis", (0, 0.1, 0)),
    ("shin", "thigh", (0, 0, -0.42)),
    ("foot", "shin", (0, 0, -0.4)),
    ("toe", "foot", (0.13, 0, -0.06)),
    ("collar", "chest", (0, 0.05, 0.2)),
    ("upper_arm", "collar", (0, 0.13, 0)),
    ("forearm", "upper_arm", (0, 0.28, 0)),
    ("hand", "forearm", (0, 0.25, 0)),
]

PARTS = ("thigh", "shin", "foot", "toe", "collar", "upper_arm", "forearm", "hand")
# What programs call pelvis, spine, chest, neck, head; then the left side's parts in that order.
PROGRAMS = {
    "mixamo": ("mixamorig:{}", ["Hips", "Spine", "Spine2", "Neck", "Head"], "Left{}",
        ["UpLeg", "Leg", "Foot", "ToeBase", "Shoulder", "Arm", "ForeArm", "Hand"]),
    "lafan1": ("{}", ["Hips", "Spine", "Spine2", "Neck", "Head"], "Left{}",
        ["UpLeg", "Leg", "Foot", "Toe", "Shoulder", "Arm", "ForeArm", "Hand"]),
    "bandai-namco": ("{}", ["Hips", "Spine", "Chest", "Neck", "Head"], "{}_L",
        ["UpperLeg", "LowerLeg", "Foot", "Toes", "Shoulder", "UpperArm", "LowerArm", "Hand"]),
    "character creator": ("CC_Base_{}", ["Hip", "Spine01", "Spine02", "NeckTwist01", "Head"],
        "L_{}",
        ["Thigh", "Calf", "Foot", "ToeBase", "Clavicle", "Upperarm", "Forearm", "Hand"]),
    "cmu": ("{}", ["root", "upperback", "thorax", "lowerneck", "head"], "l{}",
        ["femur", "tibia", "foot", "toes", "clavicle", "humerus", "radius", "hand"]),
    "smpl": ("{}", ["pelvis", "spine1", "spine3", "neck", "head"], "left_{}",
        ["hip", "knee", "ankle", "foot", "collar", "shoulder", "elbow", "wrist"]),
    "biped": ("Bip01 {}", ["Pelvis", "Spine", "Spine1", "Neck", "Head"], "L {}",
        ["Thigh", "Calf", "Foot", "Toe0", "Clavicle", "UpperArm", "Forearm", "Hand"]),
}  # fmt: skip


def skeleton(names: dict[str, str]) -> Skeleton:
    """The body above, its bones called as told."""
    rows = list(MIDDLE)
    for side, sign in (("left_", 1), ("right_", -1)):
        for part, parent, (x, y, z) in SIDE:
            above = parent if parent in ("pelvis", "chest") else side + parent
            rows.append((side + part, above, (x, sign * y, z)))
    parts = [part for part, _, _ in rows]
    parents = tuple(parts.index(parent) if parent else -1 for _, parent, _ in rows)
    offsets = np.array([offset for _, _, offset in rows], dtype=float)
    return Skeleton(tidy([names.get(part, part) for part in parts]), parents, offsets)


def called(program: str) -> dict[str, str]:
    whole, middle, side, sided = PROGRAMS[program]
    out = {part: whole.format(name) for (part, _, _), name in zip(MIDDLE, middle, strict=True)}
    for part, name in zip(PARTS, sided, strict=True):
        left = whole.format(side.format(name))
        right = {"Left": "Right", "left_": "right_", "L_": "R_", "_L": "_R", "L ": "R ", "l": "r"}
        swapped = side.format("\0")
        for old, new in right.items():
            if old in swapped:
                swapped = swapped.replace(old, new)
                break
        out["left_" + part] = left
        out["right_" + part] = whole.format(swapped.replace("\0", name))
    return out


def found(body: Skeleton) -> dict[str, int]:
    return anatomy.guess(body).bones


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_part_is_told_by_the_names_of_known_programs(program: str) -> None:
    body = skeleton(called(program))
    own = skeleton({})
    for part, bone in found(body).items():
        assert own.names[bone] == part, program
    assert len(found(body)) == 17


def test_a_body_whose_names_tell_nothing_is_told_by_place() -> None:
    own = skeleton({})
    body = replace(own, names=tuple(f"b{k}" for k in range(len(own.names))))
    for part, bone in found(body).items():
        assert own.names[bone] == part
    assert len(found(body)) >= 16


def test_what_is_given_goes_before_what_is_guessed() -> None:
    body = skeleton({"left_thigh": "LeftCannon", "right_thigh": "RightCannon"})
    given = {"left_shin": "left_foot", "left_thigh": "left_Cannon"}
    bones = anatomy.guess(body, given).bones
    assert body.names[bones["left_shin"]] == "left_foot"
    assert body.names[bones["left_thigh"]] == "left_Cannon"
    with pytest.raises(StuntmanError, match=r"no bone 'left_canon' .*nearest are left_Cannon"):
        anatomy.guess(body, {"left_thigh": "left_canon"})


def test_a_part_that_cannot_be_told_is_named_with_the_nearest_bones() -> None:
    body = Skeleton(("hips", "left_thing", "tail"), (-1, 0, 0), np.zeros((3, 3)))
    with pytest.raises(StuntmanError, match=r"told to be the left_thigh; nearest are left_thing"):
        anatomy.guess(body)
