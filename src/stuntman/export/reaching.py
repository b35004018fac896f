"""Bringing a skeleton's head, hands and feet to where they are to be, by rotations alone."""

from dataclasses import dataclass

import numpy as np

from stuntman.characters import anatomy
from stuntman.characters.anatomy import SIDES
from stuntman.errors import StuntmanError
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import Skeleton

_LIMBS = (("upper_arm", "forearm", "hand"), ("thigh", "shin", "foot"))
_STRAIGHT = 0.999  # of its length, to which a limb is stretched at most: farther off it would snap
_FLAT = 0.05  # sine of the bend, below which a limb does not tell the plane that it bends in


@dataclass(eq=False)
class WorldPose:
    """A skeleton over time: the root's places (frames, 3) m, and how each bone is turned in the
    world (frames, bones, 4)."""

    skeleton: Skeleton
    root: Array
    turns: Array

    def places(self) -> Array:
        """Where the bones' joints are: (frames, bones, 3) m."""
        out = np.empty((*self.turns.shape[:-1], 3))
        out[:, 0] = self.root
        for bone, parent in enumerate(self.skeleton.parents[1:], start=1):
            offset = rot.rotate(self.turns[:, parent], self.skeleton.offsets[bone])
            out[:, bone] = out[:, parent] + offset
        return out

    def local(self) -> tuple[Array, Array]:
        """The root's places, and rotations local to the parents, as a clip has them."""
        local = self.turns.copy()
        for bone, parent in enumerate(self.skeleton.parents[1:], start=1):
            inverse = rot.conjugate(self.turns[:, parent])
            local[:, bone] = rot.multiply(inverse, self.turns[:, bone])
        return self.root, local

    def rotate(self, bone: int, by: Array) -> None:
        """Rotate a bone and all that hangs on it about its joint, by (frames, 4) in the world."""
        branch = {bone}
        for child, parent in enumerate(self.skeleton.parents):
            if parent in branch:
                branch.add(child)
        members = sorted(branch)
        self.turns[:, members] = rot.multiply(by[:, None], self.turns[:, members])


def reach_for(pose: WorldPose, goals: dict[int, Array]) -> None:
    """Bring head, hands and feet to their goals (frames, 3) m, by bone, as far as limbs reach.

    Hands and feet stay turned as they are. A body that is no person's stays as it is.
    """
    try:
        parts = anatomy.guess(pose.skeleton).bones
    except StuntmanError:
        return  # no arms and legs to be told apart: the rotations have to do
    head = parts.get("head")
    if head in goals:
        carries_legs = _line(pose.skeleton, parts["left_thigh"])
        spine = next(bone for bone in _line(pose.skeleton, head)[::-1] if bone not in carries_legs)
        _aim(pose, spine, head, goals[head])
    for side in SIDES:
        for limb in _LIMBS:
            upper, lower, end = (parts.get(side + part) for part in limb)
            if upper is not None and lower is not None and end in goals:
                _reach(pose, upper, lower, end, goals[end])


def _line(skeleton: Skeleton, bone: int) -> list[int]:
    """A bone and those that it hangs on, up to the root."""
    out = [bone]
    while (parent := skeleton.parents[out[-1]]) >= 0:
        out.append(parent)
    return out


def _reach(pose: WorldPose, upper: int, lower: int, end: int, goal: Array) -> None:
    """Bend a limb to the length that the goal asks for, then turn it there."""
    kept = pose.turns[:, end].copy()
    places = pose.places()
    root, middle, tip = (places[:, bone] for bone in (upper, lower, end))
    first, second = root - middle, tip - middle
    lengths = [np.linalg.norm(way, axis=-1) for way in (first, second)]
    reach = _STRAIGHT * (lengths[0] + lengths[1])
    away = np.clip(np.linalg.norm(goal - root, axis=-1), np.abs(lengths[0] - lengths[1]), reach)
    product = np.maximum(lengths[0] * lengths[1], 1e-12)
    bend = np.arccos(np.clip(np.sum(first * second, axis=-1) / product, -1.0, 1.0))
    square = lengths[0] ** 2 + lengths[1] ** 2 - away**2
    wanted = np.arccos(np.clip(square / (2.0 * product), -1.0, 1.0))
    axis = _hinge(pose.turns[:, upper], np.cross(first, second) / product[:, None])
    pose.rotate(lower, rot.from_rotvec((wanted - bend)[:, None] * axis))
    _aim(pose, upper, end, goal)
    pose.rotate(end, rot.multiply(kept, rot.conjugate(pose.turns[:, end])))


def _hinge(turns: Array, normals: Array) -> Array:
    """The axes (frames, 3) that a limb bends about; while it is straight, the one that it has on
    the whole, seen from its upper bone.

    Args:
        turns: (frames, 4) of the upper bone. normals: (frames, 3), as long as the sine of the bend.
    """
    local = rot.rotate_inverse(turns, normals)
    usual = rot.rotate(turns, _unit(local.sum(axis=0)))
    bent = np.linalg.norm(normals, axis=-1, keepdims=True) > _FLAT
    return np.where(bent, _unit(normals), usual)


def _aim(pose: WorldPose, bone: int, tip: int, goal: Array) -> None:
    """Rotate a bone so that another, which hangs on it, lies towards the goal."""
    places = pose.places()
    now, then = _unit(places[:, tip] - places[:, bone]), _unit(goal - places[:, bone])
    axis = np.cross(now, then)
    angle = np.arctan2(np.linalg.norm(axis, axis=-1), np.sum(now * then, axis=-1))
    pose.rotate(bone, rot.from_rotvec(angle[:, None] * _unit(axis)))


def _unit(vectors: Array) -> Array:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
