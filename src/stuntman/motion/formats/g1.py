"""The Unitree G1 with 29 joints: links, where they hang and what they turn about.

After Unitree's MJCF of the robot (BSD-3-Clause). Joints are in MuJoCo's order, a limb after the
other, in which its makers' files have them; Isaac's order goes by the depth in the tree.
"""

import numpy as np

from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# Link without `_link`, parent, place (m) in the parent, turn w x y z there, axis.
_LEG = (
    ("hip_pitch", "pelvis", (0.0, 0.064452, -0.1027), (1.0, 0.0, 0.0, 0.0), "y"),
    ("hip_roll", "hip_pitch", (0.0, 0.052, -0.030465), (0.996179, 0.0, -0.087339, 0.0), "x"),
    ("hip_yaw", "hip_roll", (0.025001, 0.0, -0.12412), (1.0, 0.0, 0.0, 0.0), "z"),
    ("knee", "hip_yaw", (-0.078273, 0.002149, -0.17734), (0.996179, 0.0, 0.087339, 0.0), "y"),
    ("ankle_pitch", "knee", (0.0, -9.4e-05, -0.30001), (1.0, 0.0, 0.0, 0.0), "y"),
    ("ankle_roll", "ankle_pitch", (0.0, 0.0, -0.017558), (1.0, 0.0, 0.0, 0.0), "x"),
)
_WAIST = (
    ("waist_yaw", "pelvis", (0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0), "z"),
    ("waist_roll", "waist_yaw", (-0.003964, 0.0, 0.044), (1.0, 0.0, 0.0, 0.0), "x"),
    ("torso", "waist_roll", (0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0), "y"),
)
_ARM = (
    ("shoulder_pitch", "torso", (0.003956, 0.10022, 0.24778),
     (0.990264, 0.139201, 1.4e-05, -9.9e-05), "y"),
    ("shoulder_roll", "shoulder_pitch", (0.0, 0.038, -0.013831),
     (0.990268, -0.139172, 0.0, 0.0), "x"),
    ("shoulder_yaw", "shoulder_roll", (0.0, 0.00624, -0.1032), (1.0, 0.0, 0.0, 0.0), "z"),
    ("elbow", "shoulder_yaw", (0.015783, 0.0, -0.080518), (1.0, 0.0, 0.0, 0.0), "y"),
    ("wrist_roll", "elbow", (0.1, 0.001888, -0.01), (1.0, 0.0, 0.0, 0.0), "x"),
    ("wrist_pitch", "wrist_roll", (0.038, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0), "y"),
    ("wrist_yaw", "wrist_pitch", (0.046, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0), "z"),
)  # fmt: skip
_MIDDLE = ("pelvis", "waist_yaw", "waist_roll", "torso")
_FLIP = np.array([1.0, -1.0, 1.0])
_FLIP_TURN = np.array([1.0, -1.0, 1.0, -1.0])


def _table() -> tuple[tuple[str, ...], tuple[int, ...], Array, Array, Array]:
    names, parents = ["pelvis"], [-1]
    places, turns, axes = [np.zeros(3)], [rot.IDENTITY], [np.zeros(3)]

    def called(part: str, side: str) -> str:
        return "pelvis" if part == "pelvis" else f"{'' if part in _MIDDLE else side}{part}_link"

    for limb, side in ((_LEG, "left_"), (_LEG, "right_"), (_WAIST, ""), (_ARM, "left_"),
                       (_ARM, "right_")):  # fmt: skip
        flip = side == "right_"
        for part, parent, place, turn, axis in limb:
            names.append(called(part, side))
            parents.append(names.index(called(parent, side)))
            places.append(np.array(place) * (_FLIP if flip else 1.0))
            turns.append(np.array(turn) * (_FLIP_TURN if flip else 1.0))
            axes.append(np.eye(3)["xyz".index(axis)])
    return tuple(names), tuple(parents), np.array(places), np.array(turns), np.array(axes)


NAMES, PARENTS, _PLACES, _TURNS, _AXES = _table()
JOINTS = len(NAMES) - 1


def isaac_order() -> list[int]:
    """For each joint in Isaac's order, its number in MuJoCo's."""
    depth = [0] * len(NAMES)
    for link, parent in enumerate(PARENTS[1:], start=1):
        depth[link] = depth[parent] + 1
    return [link - 1 for link in sorted(range(1, len(NAMES)), key=lambda link: depth[link])]


def poses(places: Array, turns: Array, angles: Array) -> tuple[Array, Array]:
    """Where the links are (frames, 30, 3) in m and how they are turned (frames, 30, 4), of root
    places (frames, 3), turns (frames, 4) and joint angles (frames, 29) in MuJoCo's order."""
    out = np.empty((len(places), len(NAMES), 3))
    turned = np.empty((len(places), len(NAMES), 4))
    out[:, 0], turned[:, 0] = places, rot.normalize(turns)
    for link, parent in enumerate(PARENTS[1:], start=1):
        about = rot.from_rotvec(angles[:, link - 1 : link] * _AXES[link])
        out[:, link] = out[:, parent] + rot.rotate(turned[:, parent], _PLACES[link])
        own = rot.multiply(rot.normalize(_TURNS[link]), about)
        turned[:, link] = rot.multiply(turned[:, parent], own)
    return out, turned
