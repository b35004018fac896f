"""What a file says of its joints, made into a clip of the house's world.

Files differ in which axis is up, in their unit, in the pose that their zero rotations mean and in
nodes above the body that only carry it. Here all of that is settled, once for every format.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from stuntman.characters import bone_names, limbs, vocabulary
from stuntman.characters.anatomy import SIDES
from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.motion.formats import axes, units
from stuntman.motion.formats.axes import AXES, Body
from stuntman.motion.formats.options import AS_TOLD, Options
from stuntman.motion.source import Source
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import FAR, Skeleton

# A first frame this far from the second (rad, over the joints' mean) is a pose and not motion.
_POSE_JUMP = 0.12
# No body hangs below more nodes than these that only carry it.
_MOST_ABOVE = 16
# Where a joint's place in its parent changes by more of the body's size, it carries the body.
_CARRIES = 0.01
# A forearm without a hand is as long as this part of its upper arm, a shin without a foot likewise.
_MISSING = 0.9
_TURNED = 1e-3  # rad, from which on a bone is turned at rest
# A rest pose as tall as this part of the motion's tallest stands, whichever way.
_STANDS = 0.8
# A rest pose this near (rad) to one of the file's axes faces that way; bodies are not symmetric.
_CROOKED = 0.2


@dataclass(frozen=True, eq=False)
class Rig:
    """Joints and their motion in the file's own axes and unit, parents first.

    Attributes:
        names, parents: one a joint; the root is joint 0, parent -1; no name where the file has no
            such joint.
        positions: (frames, joints, 3), rotations: (frames, joints, 4): local to the parent.
        rest_rotations: (joints, 4), local, in the pose that the rig was drawn in.
        fps: frames a second.
        ends: (joints, 3), where each joint's bone ends past its last joint; 0 where not told.
        notes: what the reader settled, in sentences.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    positions: Array
    rotations: Array
    rest_rotations: Array
    fps: float
    ends: Array
    notes: tuple[str, ...] = ()

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
            ends=self.ends[joints],
        )


def from_transforms(
    names: Sequence[str], parents: Sequence[int], rows: Array, rest: Array, fps: float
) -> Rig:
    """The rig of nodes that also have scales, which are taken into the lengths below them; what is
    below a negative scale is mirrored.

    Args:
        rows: (frames, nodes, 10): translation, rotation w x y z and scale in the parent.
        rest: (nodes, 10), the same in the rest pose.
    """
    scales = np.ones((len(names), 3))
    for node, parent in enumerate(parents):
        if parent >= 0:
            scales[node] = scales[parent] * rest[parent, 7:]
    signs = np.sign(scales)
    # A reflection S of the parent's axes takes a turn r to S r S: its axis is a pseudovector.
    mirror = np.concatenate(
        [np.ones((len(names), 1)), signs * np.prod(signs, axis=-1, keepdims=True)], axis=-1
    )
    mirrored = [names[node] for node in range(len(names)) if np.any(signs[node] < 0.0)]
    return Rig(
        tuple(names),
        tuple(parents),
        rows[..., :3] * scales,
        rows[..., 3:7] * mirror,
        rest[..., 3:7] * mirror,
        fps,
        np.zeros((len(names), 3)),
        (f"'{mirrored[0]}' and what hangs on it is mirrored by a negative scale",)
        if mirrored
        else (),
    )


def to_clip(
    name: str,
    rig: Rig,
    options: Options = AS_TOLD,
    up: str | None = None,
    unit: float | None = None,
) -> Clip:
    """The clip of a rig.

    Its skeleton at rest is the rig's rest pose turned to face x; the pose of the first frame where
    that stands apart from the motion as a T-pose does (the frame is then left out); or the tallest
    pose of the motion, where the rig's own is none. Joints that stretch keep their mean length.
    What is told of up and unit is taken where the body agrees.

    Args:
        up: one of AXES, by the format's or the file's own word.
        unit: metres a unit by the format's or the file's own word.

    Raises:
        StuntmanError: fewer than two frames of motion, numbers that are no motion, or sides that
            contradict where toes point and knees bend.
    """
    _check(rig)
    rig = replace(
        rig,
        rotations=rot.normalize(rig.rotations),
        rest_rotations=rot.normalize(rig.rest_rotations),
    )
    turned = bool(np.any(rot.angle_between(rig.rest_rotations, rot.IDENTITY) > _TURNED))
    rig, names = _with_ends(_body(_drop_pose(rig)))
    notes = list(rig.notes)
    offsets = rig.positions.mean(axis=0)
    offsets[0] = 0.0
    parts = axes.body(Skeleton(names, rig.parents, _offsets(rig)))
    places, turns = _forward(rig.parents, offsets, rig.rotations)
    rest, rest_turns = _forward(rig.parents, offsets, rig.rest_rotations)
    moved = places + rig.positions[:, :1]
    rises, rest_rise = (axes.rises(names, parts, poses) for poses in (places, rest))
    vertical = options.up
    if vertical is None:
        vertical, note = axes.up(rises, rest_rise, moved, up)
        notes += [note] if note else []
    way = np.array(AXES[vertical])
    if 2.0 * rest_rise @ way < np.mean(rises @ way):
        tall = float(np.quantile(np.linalg.norm(rises, axis=-1), 0.9))
        rest_up, _ = axes.up(rest_rise[None], rest_rise, rest[None], None)
        if rest_rise @ np.array(AXES[rest_up]) > _STANDS * tall:  # it stands, in other axes
            turn = rot.multiply(rot.conjugate(axes.upright(vertical)), axes.upright(rest_up))
            rest, rest_turns = rot.rotate(turn, rest), rot.multiply(turn, rest_turns)
        else:
            # Zero rotations are no pose of this body: its bones' axes run along the bones. It is
            # most upright where it is tallest.
            tallest = int(np.argmax(rises @ way))
            rest, rest_turns = places[tallest], turns[tallest]
    ends = moved + rot.rotate(turns, rig.ends)
    score = axes.left_first(parts, moved, ends, way)
    if parts.by_name and options.up is None and axes.contradicts(score):
        raise StuntmanError(
            "what its names call left is where its right is, by its toes and knees; rename "
            "left and right, or mirror what was mirrored"
        )
    if axes.crossed(parts, rest):
        raise StuntmanError(
            "what its names call the left arm is on the side of the right leg; rename left and "
            "right of its arms or of its legs"
        )
    names = _sided(names, rig, parts, score, moved)
    house = _house(names, rest, vertical)
    body = rest[sorted(parts.bones.values())] if parts.bones else rest  # what it holds is no size
    scale, note = (options.unit, "") if options.unit is not None else units.told(body, unit)
    notes += [note] if note else []
    rest = scale * rot.rotate(house, rest)
    turns = rot.multiply(rot.multiply(house, turns), rot.conjugate(rot.multiply(house, rest_turns)))
    local = turns.copy()
    for joint, parent in enumerate(rig.parents[1:], start=1):
        local[:, joint] = rot.multiply(rot.conjugate(turns[:, parent]), turns[:, joint])
    bones = rest.copy()
    bones[1:] -= rest[list(rig.parents[1:])]
    return Clip(
        name,
        Skeleton(names, rig.parents, bones),
        scale * rot.rotate(house, rig.positions[:, 0]),
        local,
        rig.fps,
        loops=False,
        notes=tuple(notes),
        source=Source(
            rig.names,
            rot.multiply(house, rest_turns),
            rot.conjugate(house),
            scale,
            turned,
        ),
    )


def _check(rig: Rig) -> None:
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


def _with_ends(rig: Rig) -> tuple[Rig, tuple[str, ...]]:
    """Give a hand to a forearm that is the last joint of its arm, and a foot to such a shin: where
    the file says that the bone ends, else as far on as limbs go, straight ahead at rest. What is
    added has no name in the rig, for the file has none. And the tidy names of all."""
    names = list(bone_names.tidy(rig.names))
    inner = set(rig.parents)
    for joint in range(len(rig.names)):
        end = "" if joint in inner else _lacks(names, rig.parents, joint)
        if not end:
            continue
        way = rig.ends[joint]
        if not way.any():  # on as the bone before it, which at rest has the same direction
            way = _MISSING * rot.rotate_inverse(
                rig.rest_rotations[joint], rig.positions[:, joint].mean(axis=0)
            )
        frames = len(rig.positions)
        turn = np.tile(rot.IDENTITY, (frames, 1, 1))
        rig = replace(
            rig,
            names=(*rig.names, ""),
            parents=(*rig.parents, joint),
            positions=np.concatenate([rig.positions, np.tile(way, (frames, 1, 1))], axis=1),
            rotations=np.concatenate([rig.rotations, turn], axis=1),
            rest_rotations=np.concatenate([rig.rest_rotations, turn[0]]),
            ends=np.concatenate([rig.ends, np.zeros((1, 3))]),
            notes=(
                *rig.notes,
                f"'{names[joint]}' has no {end} below it: the {end} is where it ends",
            ),
        )
        names.append(_name_end(names, rig.parents, joint, end))
    return rig, tuple(names)


def _lacks(names: Sequence[str], parents: Sequence[int], joint: int) -> str:
    """The part that is missing below the last joint of a limb; nothing where none is."""
    parent = parents[joint]
    if parent < 0:
        return ""
    above = parents[parent]
    if above >= 0 and len({vocabulary.bare(names[k]) for k in (joint, parent, above)}) == 1:
        return ""  # arm_1, arm_2, arm_3
    for upper, lower, end in (limbs.ARM, limbs.LEG):
        likeness = (
            vocabulary.likeness(names[joint], lower),
            vocabulary.likeness(names[parent], upper),
        )
        if min(likeness) > 0.0:
            return end
    return ""


def _name_end(names: list[str], parents: Sequence[int], joint: int, end: str) -> str:
    """What to call the part that ends a limb: as the other side's, where that side has it."""
    side, other = bone_names.side_of(names[joint]), bone_names.other_side(names[joint])
    taken = names
    for bone, parent in enumerate(parents[: len(names)]):
        mirrors = parent >= 0 and names[parent] == other and bool(side)
        if mirrors and vocabulary.likeness(names[bone], end) > 0.0:
            taken = names[:bone] + names[bone + 1 :]
            names[bone] = f"{bone_names.side_of(other)}{end}_end"
            break
    name = f"{side}{end}_end"
    return name if name not in taken else f"{name}_of_{joint}"


def _sided(
    names: tuple[str, ...], rig: Rig, parts: Body, score: float, places: Array
) -> tuple[str, ...]:
    """Names that tell left from right, by where toes point and knees bend where they did not.

    Args:
        score: what speaks for the sides as `parts` has them.
        places: (frames, joints, 3).
    """
    if parts.by_name or not parts.bones:
        return names
    left, right = (parts.bones[side + "thigh"] for side in SIDES)
    way = (places[0, left] - places[0, right]) * (1.0 if score >= 0.0 else -1.0)
    out = list(names)
    for limb in limbs.by_shape(Skeleton(names, rig.parents, _offsets(rig))):
        chains = (limb.left, limb.right)
        first = (places[0, limb.left[0]] - places[0, limb.right[0]]) @ way > 0.0
        lefts, rights = chains if first else chains[::-1]
        for one, other in zip(lefts, rights, strict=False):
            out[one], out[other] = f"left_{names[one]}", f"right_{names[one]}"
    return tuple(out)


def _offsets(rig: Rig) -> Array:
    offsets = rig.positions.mean(axis=0)
    offsets[0] = 0.0
    return offsets / max(float(np.abs(offsets).sum()), 1e-12)


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
    for _ in range(_MOST_ABOVE):
        child = _carried(rig)
        if child is None:
            break
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
    return rig


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


def _house(names: tuple[str, ...], rest: Array, up: str) -> Array:
    """The rotation (4,) that takes the file's axes to z up, and the rest pose's left to y."""
    upright = axes.upright(up)
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
