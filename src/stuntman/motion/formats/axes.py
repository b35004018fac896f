"""Which way a file's axes point: up, and the body's left, told by the body and its motion.

Files differ in which of six axes is up and which of four is ahead, and what they say of it is not
always so. A body tells: head and hips are above the feet, toes point and knees bend ahead.
"""

from dataclasses import dataclass

import numpy as np

from stuntman.characters import anatomy
from stuntman.characters.anatomy import SIDES
from stuntman.errors import StuntmanError
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import Skeleton

# What --up takes.
AXES = {
    "x": (1.0, 0.0, 0.0),
    "y": (0.0, 1.0, 0.0),
    "z": (0.0, 0.0, 1.0),
    "-x": (-1.0, 0.0, 0.0),
    "-y": (0.0, -1.0, 0.0),
    "-z": (0.0, 0.0, -1.0),
}
# What the rest pose's word on what is up and a floor at 0 count against the motion's; and what
# files mean that do not say.
_REST, _FLOORED, _USUAL = 0.7, 1.2, {"y": 0.1, "z": 0.05}
# A format's own word goes before the body's unless head and hips are above the feet along another
# axis in nearly all frames, and never along this one.
_SURE, _NEVER, _NEARLY_ALL = 0.8, 0.4, 0.9
# Whether the lowest joints lie on z = 0, of the body's size.
_FLOOR = 0.07
# What toes, knees, elbows and the way gone count for which side is left.
_TOES, _KNEES, _ELBOWS, _WAY = 2.0, 4.0, 2.0, 0.5
# Names of sides are refused where all that points ahead is against them by as much.
_AGAINST = -3.0
_HEAD = ("head", "neck", "skull")
_FOOT = ("foot", "ankle", "toe", "paw", "hoof", "calf", "shin", "tibia", "leg")


@dataclass(frozen=True)
class Body:
    """The joints of a rig by part; empty where they cannot be told.

    Attributes:
        by_name: whether names tell left from right.
    """

    bones: dict[str, int]
    by_name: bool


def body(skeleton: Skeleton) -> Body:
    """The parts of a rig, in any axes."""
    try:
        found = anatomy.guess(skeleton, upright=False)
    except StuntmanError:  # told when it is put on a body, where bones can be given by hand
        return Body({}, by_name=True)
    return Body(found.bones, found.by_name)


def rises(names: tuple[str, ...], parts: Body, positions: Array) -> Array:
    """Ways (..., 3) up the body, from its feet to hips and head; zero where they are not told."""
    bones = parts.bones
    if bones:
        feet, hips = (
            positions[..., [bones[side + part] for side in SIDES], :].mean(axis=-2)
            for part in ("foot", "thigh")
        )
        head = positions[..., bones.get("head", bones["left_thigh"]), :]
        return 0.5 * (hips + head) - feet
    tops, ends = _mean(names, positions, _HEAD), _mean(names, positions, _FOOT)
    return np.zeros_like(positions[..., 0, :]) if tops is None or ends is None else tops - ends


def _mean(names: tuple[str, ...], positions: Array, words: tuple[str, ...]) -> Array | None:
    """Mean position of the joints called by the first of the words that any is called by."""
    for word in words:
        found = [joint for joint, name in enumerate(names) if word in name.lower()]
        if found:
            return positions[..., found, :].mean(axis=-2)
    return None


def up(rise: Array, rest: Array, places: Array, told: str | None) -> tuple[str, str]:
    """The file's vertical axis, and what is to be said of it.

    Args:
        rise: (frames, 3) ways up the body. rest: (3,) the same in the rest pose.
        places: (frames, joints, 3). told: the axis that the format says is up.
    """
    lengths = np.linalg.norm(rise, axis=-1, keepdims=True)
    ways = rise / np.maximum(lengths, 1e-9)
    mean = ways.mean(axis=0)
    size = max(float(np.median(np.ptp(places, axis=1).max(axis=-1))), 1e-9)
    if told is not None:
        other = max(AXES, key=lambda axis: float(mean @ np.array(AXES[axis])))
        along = ways @ np.array(AXES[other])
        sure = np.mean(along > _SURE * 0.9) >= _NEARLY_ALL and mean @ AXES[other] > _SURE
        if other == told or not sure or abs(float(mean @ np.array(AXES[told]))) > _NEVER:
            return told, ""
        if _on_floor(places, told, size) and not _on_floor(places, other, size):
            return told, ""  # it lies
        return other, (
            f"{other} is up, for there the head is above the feet, though the format means {told}; "
            f"--up {told} takes it at its word"
        )
    rest_way = rest / max(float(np.linalg.norm(rest)), 1e-9)

    ways_told = {axis: np.array(AXES[axis]) for axis in AXES}

    def score(axis: str) -> float:
        moving, resting = float(mean @ ways_told[axis]), float(rest_way @ ways_told[axis])
        lowest = (places @ ways_told[axis]).min(axis=1)
        wanders = float(np.quantile(lowest, 0.9) - np.quantile(lowest, 0.1)) / size
        floored = max(moving, resting) > _NEVER and _on_floor(places, axis, size)
        return moving + _REST * resting + _FLOORED * floored - wanders + _USUAL.get(axis, 0.0)

    best = max(AXES, key=score)
    other = max(AXES, key=lambda axis: float(mean @ ways_told[axis]))
    if mean @ ways_told[best] < _NEVER and mean @ ways_told[other] > _SURE:
        return best, (
            f"{best} is up by its rest pose and floor, though its head and feet are apart along "
            f"{other}, as of a body that lies; --up {other} where it stands"
        )
    above = f"{best} is up, for there the head is above the feet"
    at_rest = max(AXES, key=lambda axis: float(rest_way @ ways_told[axis]))
    told_at_rest = at_rest != best and rest_way @ ways_told[at_rest] > _SURE
    if told_at_rest and not _on_floor(places, best, size):
        return best, f"{above}, though not at rest; --up {at_rest} where it lies"
    return best, "" if best in _USUAL else above


def _on_floor(places: Array, axis: str, size: float) -> bool:
    heights = (places @ np.array(AXES[axis])).min(axis=1)
    return abs(float(np.quantile(heights, 0.1))) < _FLOOR * size


def left_first(parts: Body, positions: Array, ends: Array, up_way: Array) -> float:
    """How much speaks for the sides as they are told: toes and knees ahead, elbows behind, the way
    gone ahead. Less than 0: the other way round.

    Args:
        positions: (frames, joints, 3). ends: the same of what each joint ends in, (0, 0, 0) past
            the joint where that is not known. up_way: (3,).
    """
    bones = parts.bones
    if not bones:
        return 0.0

    def at(part: str) -> Array:
        return positions[:, bones[part]]

    left = at("left_thigh") - at("right_thigh")
    ahead = _unit(rot.cross(left, np.broadcast_to(up_way, left.shape)))
    score = 0.0
    for side in SIDES:
        foot = at(side + "foot")
        toe = at(side + "toe") if side + "toe" in bones else ends[:, bones[side + "foot"]]
        leg = np.linalg.norm(at(side + "shin") - at(side + "thigh"), axis=-1).mean()
        points = np.sum((toe - foot) * ahead, axis=-1) / max(float(leg), 1e-9)
        score += _TOES * float(np.clip(4.0 * np.median(points), -1.0, 1.0)) / 2.0
        score += _KNEES * _bend(at(side + "thigh"), at(side + "shin"), foot, ahead) / 2.0
        if side + "forearm" in bones:
            fore = side + "forearm"
            hand = at(side + "hand") if side + "hand" in bones else ends[:, bones[fore]]
            score -= _ELBOWS * _bend(at(side + "upper_arm"), at(fore), hand, ahead) / 2.0
    way = np.gradient(positions[:, bones["pelvis"]], axis=0)
    gone = np.sum(way * ahead, axis=-1).sum() / max(float(np.linalg.norm(way, axis=-1).sum()), 1e-9)
    size = float(np.linalg.norm(left, axis=-1).mean())
    far = np.linalg.norm(positions[-1, bones["pelvis"]] - positions[0, bones["pelvis"]]) > size
    return score + _WAY * float(gone) * float(far)


def contradicts(score: float) -> bool:
    """Whether what points ahead is against the sides that names tell."""
    return score < _AGAINST


def crossed(parts: Body, rest: Array) -> bool:
    """Whether at rest (joints, 3) the left arm is on the side of the right leg."""
    bones = parts.bones
    if not parts.by_name or "left_upper_arm" not in bones:
        return False
    hips, arms = (
        rest[bones["left_" + part]] - rest[bones["right_" + part]] for part in ("thigh", "forearm")
    )
    return float(hips @ arms) < -_SURE * float(np.linalg.norm(hips) * np.linalg.norm(arms))


def _bend(upper: Array, joint: Array, end: Array, ahead: Array) -> float:
    """How far a joint stands ahead of the line between its neighbours, of the limb's length."""
    length = np.linalg.norm(end - joint, axis=-1) + np.linalg.norm(joint - upper, axis=-1)
    off = np.sum((joint - 0.5 * (upper + end)) * ahead, axis=-1) / np.maximum(length, 1e-9)
    return float(np.clip(10.0 * off.mean(), -1.0, 1.0))


def _unit(vectors: Array) -> Array:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)


def upright(axis: str) -> Array:
    """The rotation (4,) that takes an axis of the file to z."""
    if axis == "y":  # z ahead, x left, as files mean that are y up: a third of a turn about 1 1 1
        return np.array([0.5, 0.5, 0.5, 0.5])
    way = np.array(AXES[axis])
    if axis == "-z":
        return np.array([0.0, 1.0, 0.0, 0.0])
    about = rot.cross(way, np.array([0.0, 0.0, 1.0]))
    out: Array = rot.from_rotvec(about * 0.5 * np.pi)
    return out
