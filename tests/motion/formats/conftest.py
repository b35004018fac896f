"""A person who walks, in the axes and under the names that a test wants, as BVH."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from stuntman.spatial import rotations as rot

# Joint, parent, offset (cm): x left, y up, z ahead.
MIDDLE = (
    ("Hips", "", (0, 0, 0)),
    ("Spine", "Hips", (0, 12, 0)),
    ("Chest", "Spine", (0, 25, 0)),
    ("Head", "Chest", (0, 30, 0)),
)
SIDE = (
    ("Arm", "Chest", (18, 14, 0)),
    ("ForeArm", "Arm", (27, 0, 0)),
    ("Hand", "ForeArm", (25, 0, 0)),
    ("UpLeg", "Hips", (9, -4, 0)),
    ("Leg", "UpLeg", (0, -42, 0)),
    ("Foot", "Leg", (0, -40, 0)),
    ("Toe", "Foot", (0, -6, 13)),
)
ENDS = {"Hand": (12, 0, 0), "Toe": (0, 0, 6), "Head": (0, 18, 0)}
Rename = Callable[[str], str]


def _bvh(
    turn: tuple[float, float, float] = (0.0, 0.0, 0.0),
    rename: Rename = str,
    without: tuple[str, ...] = (),
    lost: str = "",
    frames: int = 61,
    told: tuple[str, str] = ("", ""),
    unit: float = 1.0,
    still: tuple[float, tuple[float, float, float]] | None = None,
    ball: bool = False,
    a_step: float = 1.0,
) -> str:
    """The walk as a file.

    Args:
        turn: rotation vector by which its axes are turned.
        without: parts that are missing, of both sides or of that which `lost` tells; where they
            would be is an End Site.
        told: the count of frames and the frame time, where the file says others.
        unit: what a centimetre is in it.
        still: not walking but in its rest pose, arms down, this high (cm), turned by this vector.
        a_step: frames of the file to one of the walk.
        ball: whether a ball lies ten metres ahead, in the same tree.
    """
    rows = [(name, parent, np.array(offset, float)) for name, parent, offset in MIDDLE]
    for side, sign in (("Left", 1.0), ("Right", -1.0)):
        for part, parent, (x, y, z) in SIDE:
            above = parent if parent in ("Chest", "Hips") else side + parent
            rows.append((side + part, above, np.array([sign * x, y, z], float)))
    if ball:
        rows.append(("Ball", "Hips", np.array([0.0, -80.0, 1000.0])))
    axes = rot.from_rotvec(np.array(turn))
    missing = [
        name
        for name, _, _ in rows
        if name.removeprefix("Left").removeprefix("Right") in without and name.startswith(lost)
    ]
    order: list[str] = []
    lines = ["HIERARCHY"]

    def add(name: str, parent: str, offset: np.ndarray, depth: int) -> None:
        pad = "  " * depth
        x, y, z = unit * rot.rotate(axes, offset)
        kind = "JOINT" if parent else "ROOT"
        places = "Xposition Yposition Zposition " if not parent else ""
        order.append(name)
        head = [
            f"{pad}{kind} {rename(name)}",
            f"{pad}{{",
            f"{pad}  OFFSET {x:.6f} {y:.6f} {z:.6f}",
            f"{pad}  CHANNELS {6 if places else 3} {places}Zrotation Yrotation Xrotation",
        ]
        lines.extend(head)
        below = [row for row in rows if row[1] == name]
        for child in below:
            if child[0] in missing:
                end(child[2], depth + 1)
            else:
                add(*child, depth + 1)
        if not below:
            part = name.removeprefix("Left").removeprefix("Right")
            part = part if part in ENDS else "Head"
            sign = -1.0 if name.startswith("Right") else 1.0
            end(np.array(ENDS[part], float) * [sign, 1.0, 1.0], depth + 1)
        lines.append(pad + "}")

    def end(offset: np.ndarray, depth: int) -> None:
        pad = "  " * depth
        x, y, z = unit * rot.rotate(axes, offset)
        lines.extend([f"{pad}End Site", f"{pad}{{", f"{pad}  OFFSET {x:.6f} {y:.6f} {z:.6f}",
            f"{pad}}}"])  # fmt: skip

    add(*rows[0], 0)
    lines += ["MOTION", f"Frames: {told[0] or frames}", f"Frame Time: {told[1] or '0.0333333'}"]
    for frame in range(frames):
        phase = 2.0 * math.pi * frame / a_step / 30.0
        place = np.array([0.0, 88.0 - 2.0 * math.sin(phase) ** 2, 3.0 * frame / a_step])
        if still is not None:
            place = np.array([0.0, still[0], 0.0])
        numbers = list(unit * rot.rotate(axes, place))
        for name in order:
            pose = _pose(name, phase) if still is None else _at_ease(name, phase, still[1])
            local = rot.multiply(rot.multiply(axes, pose), rot.conjugate(axes))
            numbers += _zyx(local)
        lines.append(" ".join(f"{number:.6f}" for number in numbers))
    return "\n".join(lines) + "\n"


def _pose(name: str, phase: float) -> np.ndarray:
    """How a joint is turned, in the axes x left, y up, z ahead."""
    right = name.startswith("Right")
    swing = math.sin(phase + (math.pi if right else 0.0))
    part = name.removeprefix("Left").removeprefix("Right")
    side = -1.0 if right else 1.0
    if part == "UpLeg":
        return rot.from_rotvec(np.array([-0.5 * swing - 0.1, 0.0, 0.0]))
    if part == "Leg":
        return rot.from_rotvec(np.array([0.5 + 0.4 * swing, 0.0, 0.0]))
    if part == "Arm":
        down = rot.from_rotvec(np.array([0.0, 0.0, -1.2 * side]))
        return rot.multiply(rot.from_rotvec(np.array([0.4 * swing, 0.0, 0.0])), down)
    if part == "ForeArm":  # about the axis that is y while the arms are out
        return rot.from_rotvec(np.array([0.0, -side * math.radians(70.0), 0.0]))
    return rot.IDENTITY


def _at_ease(name: str, phase: float, turn: tuple[float, float, float]) -> np.ndarray:
    """How a joint is turned where the body breathes with its arms down."""
    if name == "Hips":
        return rot.from_rotvec(np.array(turn))
    if name.endswith("Arm") and not name.endswith("ForeArm"):
        return rot.from_rotvec(np.array([0.0, 0.0, 1.2 if name.startswith("Right") else -1.2]))
    return rot.from_rotvec(np.array([0.03 * math.sin(phase) * (name == "Spine"), 0.0, 0.0]))


def _zyx(turn: np.ndarray) -> list[float]:
    matrix = rot.to_matrix(turn)
    y = math.asin(max(-1.0, min(1.0, -matrix[2, 0])))
    z = math.atan2(matrix[1, 0], matrix[0, 0])
    x = math.atan2(matrix[2, 1], matrix[2, 2])
    return [math.degrees(z), math.degrees(y), math.degrees(x)]


@pytest.fixture(scope="session")
def bvh_of_a_walk() -> Callable[..., str]:
    """Writes the walk as a file's text: see `_bvh`."""
    return _bvh
