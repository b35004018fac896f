"""What a file says of its joints, made into a clip of the house's world.

Files differ in which axis is up, in their unit, in the pose that their zero rotations mean and in
nodes above the body that only carry it. Here all of that is settled, once for every format.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from stuntman.characters import bone_names
from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import FAR, Skeleton

# Metres a unit, of files that do not say: metre, centimetre, millimetre, inch, CMU's 1/0.45 inch,
# and the hundredth of that (CMU's numbers taken for metres by a program that writes centimetres).
UNITS = (1.0, 0.01, 0.001, 0.0254, 0.0254 / 0.45, 0.000254 / 0.45)
# What a body measures, about (m); the unit that comes nearest is taken.
_SIZE = 1.7
# A file's own word on its unit is taken where the body is then within these (m).
_SMALLEST, _LARGEST = 0.4, 2.4
_HEAD = ("head", "neck", "skull")
_FOOT = ("foot", "ankle", "toe", "calf", "shin", "tibia", "leg")
# A first frame this far from the second (rad, over the joints' mean) is a pose and not motion.
_POSE_JUMP = 0.12
# Where a joint's place in its parent changes by more of the body's size, it carries the body.
_CARRIES = 0.01
# A rest pose this near (rad) to one of the file's axes faces that way; bodies are not symmetric.
_CROOKED = 0.2


@dataclass(frozen=True, eq=False)
class Rig:
    """Joints and their motion in the file's own axes and unit, parents first.

    Attributes:
        names, parents: one a joint; the root is joint 0, parent -1.
        positions: (frames, joints, 3), rotations: (frames, joints, 4): local to the parent.
        rest_rotations: (joints, 4), local, in the pose that the rig was drawn in.
        fps: frames a second.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    positions: Array
    rotations: Array
    rest_rotations: Array
    fps: float

    def pick(self, joints: list[int]) -> "Rig":
        """The rig of some of the joints; those whose parents are not among them hang together."""
        place = {joint: k for k, joint in enumerate(joints)}
        return replace(
            self,
            names=tuple(self.names[joint] for joint in joints),
            parents=tuple(place.get(self.parents[joint], -1) for joint in joints),
            positions=self.positions[:, joints],
            rotations=self.rotations[:, joints],
            rest_rotations=self.rest_rotations[joints],
        )


def from_transforms(
    names: Sequence[str], parents: Sequence[int], rows: Array, rest: Array, fps: float
) -> Rig:
    """The rig of nodes that also have scales, which are taken into the lengths below them.

    Args:
        rows: (frames, nodes, 10): translation, rotation w x y z and scale in the parent.
        rest: (nodes, 10), the same in the rest pose.
    """
    positions, scales = rows[..., :3].copy(), np.ones((len(names), 3))
    for node, parent in enumerate(parents):
        if parent >= 0:
            scales[node] = scales[parent] * rest[parent, 7:]
    return Rig(
        tuple(names), tuple(parents), positions * scales, rows[..., 3:7], rest[..., 3:7], fps
    )


def to_clip(
    name: str,
    rig: Rig,
    up: str | None = None,
    unit: float | None = None,
    declared: float | None = None,
) -> Clip:
    """The clip of a rig.

    Its skeleton at rest is the rig's rest pose turned to face x; the pose of the first frame where
    that stands apart from the motion as a T-pose does (the frame is then left out); or the tallest
    pose of the motion, where the rig's own is none. Joints that stretch keep their mean length.

    Args:
        up: "y" or "z"; guessed where None.
        unit: metres a unit; guessed where None.
        declared: metres a unit by the file's own word, taken where that gives a body's size.

    Raises:
        StuntmanError: fewer than two frames of motion, or numbers that are no motion.
    """
    if len(rig.positions) < 2:
        raise StuntmanError(f"has {len(rig.positions)} frames; a motion needs two or more")
    sound = np.all(np.abs(rig.positions) < 1e3 * FAR, axis=(1, 2))
    for turns in (rig.rotations, rig.rest_rotations[None]):
        lengths = np.sum(turns**2, axis=-1)
        sound &= np.all((lengths > 0.25) & (lengths < 4.0), axis=1)
    if not np.all(sound):
        raise StuntmanError(
            f"frame {int(np.argmin(sound)) + 1} holds a number that is no motion; repair that frame"
        )
    rig = replace(
        rig,
        rotations=rot.normalize(rig.rotations),
        rest_rotations=rot.normalize(rig.rest_rotations),
    )
    rig = _body(_drop_pose(rig))
    offsets = rig.positions.mean(axis=0)
    offsets[0] = 0.0
    skeleton = Skeleton(bone_names.tidy(rig.names), rig.parents, np.zeros_like(offsets))
    places, turns = _forward(rig.parents, offsets, rig.rotations)
    rest, rest_turns = _forward(rig.parents, offsets, rig.rest_rotations)
    rises = _rise(skeleton.names, places)
    rise = rises.mean(axis=0)
    if up is None:
        up = "z" if abs(rise[2]) > 2.0 * abs(rise[1]) else "y"
    height = "xyz".index(up)
    if 2.0 * _rise(skeleton.names, rest)[height] < rise[height]:
        # Zero rotations are no pose of this body: its bones' axes run along the bones. It is most
        # upright where it is tallest.
        tallest = int(np.argmax(rises[:, height]))
        rest, rest_turns = places[tallest], turns[tallest]
    axes = _house(skeleton.names, rest, up)
    if unit is None:
        unit = _unit(rest, declared)
    rest = unit * rot.rotate(axes, rest)
    turns = rot.multiply(rot.multiply(axes, turns), rot.conjugate(rot.multiply(axes, rest_turns)))
    local = turns.copy()
    for joint, parent in enumerate(rig.parents[1:], start=1):
        local[:, joint] = rot.multiply(rot.conjugate(turns[:, parent]), turns[:, joint])
    bones = rest.copy()
    bones[1:] -= rest[list(rig.parents[1:])]
    return Clip(
        name,
        replace(skeleton, offsets=bones),
        unit * rot.rotate(axes, rig.positions[:, 0]),
        local,
        rig.fps,
        loops=False,
    )


def _forward(parents: tuple[int, ...], offsets: Array, rotations: Array) -> tuple[Array, Array]:
    """Positions (..., joints, 3) and rotations (..., joints, 4) seen from the root's parent."""
    positions, turns = np.zeros((*rotations.shape[:-1], 3)), rotations.copy()
    for joint, parent in enumerate(parents[1:], start=1):
        above = turns[..., parent, :]
        positions[..., joint, :] = positions[..., parent, :] + rot.rotate(above, offsets[joint])
        turns[..., joint, :] = rot.multiply(above, rotations[..., joint, :])
    return positions, turns


def _drop_pose(rig: Rig) -> Rig:
    """Take a first frame that stands apart from the motion for the rest pose."""
    if len(rig.rotations) < 4:
        return rig
    angles = rot.angle_between(rig.rotations[:-1], rig.rotations[1:]).mean(axis=-1)
    if angles[0] < max(_POSE_JUMP, 4.0 * np.quantile(angles[1:], 0.99)):
        return rig
    return replace(
        rig,
        positions=rig.positions[1:],
        rotations=rig.rotations[1:],
        rest_rotations=rig.rotations[0],
    )


def _body(rig: Rig) -> Rig:
    """Leave out the nodes above the body: those that stand still, and those in which it moves."""
    while True:
        child = _carried(rig)
        if child is None:
            return rig
        turn = rig.rotations[:, 0]
        positions, rotations = rig.positions.copy(), rig.rotations.copy()
        rest = rig.rest_rotations.copy()
        positions[:, child] = rig.positions[:, 0] + rot.rotate(turn, positions[:, child])
        rotations[:, child] = rot.multiply(turn, rotations[:, child])
        rest[child] = rot.multiply(rest[0], rest[child])
        branch = [child]
        for joint in range(child + 1, len(rig.names)):
            if rig.parents[joint] in branch:
                branch.append(joint)
        rig = replace(rig, positions=positions, rotations=rotations, rest_rotations=rest)
        rig = rig.pick(branch)


def _carried(rig: Rig) -> int | None:
    """The root's child that is the body, where the root itself is not."""
    children = [joint for joint, parent in enumerate(rig.parents) if parent == 0]
    if not children:
        return None
    size = np.ptp(rig.positions.mean(axis=0), axis=0).max()
    spans = np.ptp(rig.positions, axis=0).max(axis=-1)
    moving = [joint for joint in children if spans[joint] > _CARRIES * size]
    if len(moving) == 1:
        return moving[0]
    still = spans[0] <= 1e-6 * size and np.ptp(rig.rotations[:, 0], axis=0).max() < 1e-6
    return children[0] if len(children) == 1 and still and len(rig.names) > 2 else None


def _unit(rest: Array, declared: float | None) -> float:
    size = float(np.ptp(rest, axis=0).max())
    if not size > 0.0:
        raise StuntmanError("all its joints are in one place; give a file with a skeleton")
    if declared is not None and _SMALLEST < size * declared < _LARGEST:
        return declared
    return min(UNITS, key=lambda unit: abs(np.log(size * unit / _SIZE)))


def _rise(names: tuple[str, ...], positions: Array) -> Array:
    """Ways (..., 3) from the feet up to the head; zero where names do not tell which those are."""
    head, feet = _mean(names, positions, _HEAD), _mean(names, positions, _FOOT)
    return np.zeros_like(positions[..., 0, :]) if head is None or feet is None else head - feet


def _mean(names: tuple[str, ...], positions: Array, parts: tuple[str, ...]) -> Array | None:
    """Mean position of the joints called by the first of the parts that any is called by."""
    for part in parts:
        found = [joint for joint, name in enumerate(names) if part in name.lower()]
        if found:
            return positions[..., found, :].mean(axis=-2)
    return None


def _house(names: tuple[str, ...], rest: Array, up: str) -> Array:
    """The rotation (4,) that takes the file's axes to z up, and the rest pose's left to y."""
    # y up, z forward, x left is what files that are not z up mean: a third of a turn about 1 1 1.
    upright = np.array([0.5, 0.5, 0.5, 0.5]) if up == "y" else rot.IDENTITY
    left: Array = np.zeros(3)
    for joint, name in enumerate(names):
        if name.startswith("left_") and (other := "right_" + name.removeprefix("left_")) in names:
            left += rest[joint] - rest[names.index(other)]
    left = rot.rotate(upright, left)
    if np.hypot(left[0], left[1]) < 1e-3 * np.linalg.norm(rest):
        return upright
    yaw = np.arctan2(left[1], left[0]) - 0.5 * np.pi
    square = 0.5 * np.pi * np.round(yaw / (0.5 * np.pi))
    if abs(yaw - square) < _CROOKED:
        yaw = square
    return rot.multiply(rot.from_rotvec(np.array([0.0, 0.0, -yaw])), upright)
