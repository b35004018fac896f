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


def found(body: Skeleton) -> dict[str, int]:
    return anatomy.guess(body).bones


def test_a_body_whose_names_tell_nothing_is_told_by_place() -> None:
    own = skeleton({})
    body = replace(own, names=tuple(f"b{k}" for k in range(len(own.names))))
    for part, bone in found(body).items():
        assert own.names[bone] == part
    assert len(found(body)) >= 16


def test_what_is_given_goes_before_what_is_guessed() -> None:
    body = skeleton({"left_thigh": "LeftCannon", "right_thigh": "RightCannon"})
    given = {"left_hand": "left_forearm", "left_thigh": "left_Cannon"}
    given |= {"left_forearm": "left_upper_arm", "left_upper_arm": "left_collar"}
    bones = anatomy.guess(body, given).bones
    assert body.names[bones["left_hand"]] == "left_forearm"
    assert body.names[bones["right_hand"]] == "right_forearm", "the other side alike"
    assert body.names[bones["left_thigh"]] == "left_Cannon"
    with pytest.raises(StuntmanError, match=r"no bone 'left_canon' .*nearest are left_Cannon"):
        anatomy.guess(body, {"left_thigh": "left_canon"})


def test_a_part_that_cannot_be_told_is_named_with_the_nearest_bones() -> None:
    body = Skeleton(("hips", "left_thing", "tail"), (-1, 0, 0), np.zeros((3, 3)))
    with pytest.raises(StuntmanError, match=r"no legs can be told: .*; nearest are left_thing"):
        anatomy.guess(body)


def test_names_against_the_chain_are_refused_with_what_to_say() -> None:
    body = skeleton({"left_thigh": "LeftFoot", "right_thigh": "RightFoot", "left_foot": "LeftThigh",
                     "right_foot": "RightThigh"})  # fmt: skip
    with pytest.raises(StuntmanError, match=r"contradict its chain.*--bone-map left_thigh BONE"):
        anatomy.guess(body)


def test_parts_given_out_of_order_are_refused() -> None:
    with pytest.raises(StuntmanError, match=r"'left_thigh' cannot be the left_shin.*--bone-map"):
        anatomy.guess(skeleton({}), {"left_thigh": "left_shin", "left_shin": "left_thigh"})
