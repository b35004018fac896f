"""What a model's tree tells of its body: limbs and their ends, what mirrors what, what stands.

A model in its zero pose, x ahead, y to the left, z up.
"""

from dataclasses import dataclass

import mujoco
import numpy as np

from stuntman.characters import anatomy
from stuntman.characters import bone_names as names
from stuntman.errors import StuntmanError
from stuntman.mjcf.geometry import solid_geoms
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import Skeleton

# Shares of the body's size: what mirrors, what is beside the middle, how long a finger may be, how
# high above the lowest point an end still stands, how high above its own lowest point a foot does,
# how high above the lowest the link is that touches the ground, and no ankle above it.
_ALIKE, _BESIDE, _FINGER, _STANDS, _SOLE, _TOUCHES = 0.03, 0.01, 0.1, 0.12, 0.03, 0.02
# How far behind its ankle a foot's sole lies that points back, of the size.
_BACK = 0.02
# How much the link's own place counts for the centre of its joint, beside its axes.
_LEAD = 1e-3


@dataclass(frozen=True)
class Structure:
    """A body's parts, by name of the link.

    Attributes:
        root: carries the free joint.
        pairs: left and right links that mirror each other.
        feet: what it stands on, each the last link of a leg. hands: the ends of its other limbs.
        trunk: the links that no limb has, and that collide where any of them does.
        parts: link by part of a person's body (characters/anatomy.py); empty where it is none's.
        height: m, of the zero pose.
    """

    root: str
    pairs: tuple[tuple[str, str], ...]
    feet: tuple[str, ...]
    hands: tuple[str, ...]
    trunk: tuple[str, ...]
    parts: dict[str, str]
    height: float


def links(model: mujoco.MjModel, root: int) -> list[int]:
    """A body and all below it."""
    out = [root]
    for body in range(root + 1, model.nbody):  # parents come first
        if model.body_parentid[body] in out:
            out.append(body)
    return out


def skeleton(model: mujoco.MjModel, root: int) -> Skeleton:
    """The links' zero pose as a clip's skeleton, sides in their names as `left_` and `right_`."""
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    bodies = links(model, root)
    parents = [bodies.index(model.body_parentid[k]) if k != root else -1 for k in bodies]
    places = data.xpos[bodies]
    offsets = places - places[parents]
    offsets[0] = 0.0
    tidied = names.tidy([model.body(k).name for k in bodies])
    return Skeleton(tidied, tuple(parents), offsets)


def parts(
    model: mujoco.MjModel, root: int, bone_map: dict[str, str], file: str = ""
) -> dict[str, int]:
    """Body by part of a person's.

    Args:
        bone_map: may name the body of a part.
        file: that it is from, where it is from one.

    Raises:
        StuntmanError: pelvis or legs cannot be told.
    """
    bodies, bones = links(model, root), skeleton(model, root)
    tidied = {model.body(k).name: name for k, name in zip(bodies, bones.names, strict=True)}
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    bottoms = _bottoms(model, data, root)
    low = np.min(bottoms) + _TOUCHES * _size(model, data, root)
    ground = frozenset(k for k, body in enumerate(bodies) if bottoms[body] < low)
    given = {
        part: tidied.get(body, body) for part, body in bone_map.items() if part in anatomy.PARTS
    }
    wording = anatomy.Wording(tuple(tidied), file)
    found = anatomy.guess(bones, given, ground, wording=wording).bones
    return {part: bodies[bone] for part, bone in found.items()}


def joint_centre(model: mujoco.MjModel, data: mujoco.MjData, link: int) -> tuple[int, Array]:
    """The body that a link turns against, and the point (3,) in the world about which.

    Robots make a ball joint of up to three hinges on links in a row; their axes need not meet, and
    the point is the nearest to all of them.
    """
    above, joints = link, list[int]()
    while model.body_dofnum[above] and model.body_dofnum[above] + len(joints) <= 3:
        first = int(model.body_jntadr[above])
        joints += range(first, first + int(model.body_jntnum[above]))
        above = int(model.body_parentid[above])
        if model.jnt_type[first] == mujoco.mjtJoint.mjJNT_BALL:
            return above, data.xanchor[first].copy()
    if not joints:
        return int(model.body_parentid[link]), data.xpos[link].copy()
    lead = _LEAD * np.eye(3)
    squares, sums = lead.copy(), lead @ data.xpos[link]
    for joint in joints:
        across = np.eye(3) - np.outer(data.xaxis[joint], data.xaxis[joint])
        squares += across
        sums += across @ data.xanchor[joint]
    return above, np.linalg.solve(squares, sums)


def find(model: mujoco.MjModel, bone_map: dict[str, str]) -> Structure:
    """Tell a body's parts apart.

    Args:
        bone_map: body by part, where the caller knows.

    Raises:
        StuntmanError: a part that the caller names is not there, or nothing can touch a floor.
    """
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    root = int(model.jnt_bodyid[0])
    bottoms = _bottoms(model, data, root)
    lowest, size = float(np.min(bottoms)), _size(model, data, root)
    if not np.isfinite(lowest):
        raise StuntmanError("none of its geoms collides, so that it would fall through any floor")
    pairs = _pairs(model, data, root, size)
    ends = _ends(model, data, root, size)
    feet = [end for end in ends if _below(model, bottoms, end) < lowest + _STANDS * size]
    person: dict[str, int] = {}
    if len(feet) == 2 or bone_map:
        try:
            person = parts(model, root, bone_map)
        except anatomy.Contradiction:
            raise
        except StuntmanError:
            if bone_map:
                raise
        _check_feet(model, data, person, bottoms, size)
    paired = {body for pair in pairs for body in pair}
    hands = [end for end in ends if end not in feet and end in paired]
    if person:
        feet = [person[side + "foot"] for side in ("left_", "right_")]
        arms = [[person.get(s + p) for p in ("hand", "forearm")] for s in ("left_", "right_")]
        hands = [next(filter(None, arm)) for arm in arms if any(arm)] or hands
    limbs = {body for pair in pairs for body in pair} | set(hands)
    limbs |= {link for foot in feet for link in _limb(model, root, foot)}
    trunk = [link for link in links(model, root) if link not in limbs]
    solid = [link for link in trunk if np.isfinite(bottoms[link])]

    def named(bodies: list[int]) -> tuple[str, ...]:
        return tuple(model.body(body).name for body in bodies)

    return Structure(
        root=model.body(root).name,
        pairs=tuple((model.body(left).name, model.body(right).name) for left, right in pairs),
        feet=named(feet),
        hands=named(hands),
        trunk=named(solid or trunk),
        parts={part: model.body(body).name for part, body in person.items()},
        height=size,
    )


def _limb(model: mujoco.MjModel, root: int, foot: int) -> list[int]:
    """A foot and the links above it up to where another limb leaves them, or the root."""
    parents = [int(model.body_parentid[link]) for link in links(model, root)]
    out = [foot]
    while out[-1] != root and parents.count(out[-1]) <= 1:
        out.append(int(model.body_parentid[out[-1]]))
    return out[: -1 if len(out) > 1 else None]


def _check_feet(
    model: mujoco.MjModel, data: mujoco.MjData, person: dict[str, int], bottoms: Array, size: float
) -> None:
    """Refuse feet by name that do not stand, and such that point back: its left is its right."""
    ahead = []
    for side in ("left_", "right_"):
        foot = person.get(side + "foot")
        if foot is None:
            continue
        if _below(model, bottoms, foot) >= np.min(bottoms) + _STANDS * size:
            raise StuntmanError(
                f"'{model.body(foot).name}' would be its {side}foot and does not reach the ground; "
                f"say which body does: --bone-map {side}foot BODY"
            )
        under = soles(model, foot, size)
        ahead.append(float(np.mean(data.geom_xpos[under, 0])) - float(data.xpos[foot, 0]))
    if max(ahead, default=0.0) < -_BACK * size:
        raise StuntmanError(
            "its feet point back: what its names call left is where its right is; swap them"
        )


def colliding(model: mujoco.MjModel, body: int) -> list[int]:
    """The geoms of a body that touch things."""
    solid = solid_geoms(model)
    return [int(geom) for geom in solid[model.geom_bodyid[solid] == body]]


def soles(model: mujoco.MjModel, foot: int, height: float) -> list[int]:
    """The geoms that a foot stands on: of the link and what hangs on it, the lowest."""
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    geoms = [geom for link in links(model, foot) for geom in colliding(model, link)]
    bottoms = np.array([bottom(model, data, geom) for geom in geoms])
    low = bottoms < bottoms.min(initial=np.inf) + _SOLE * height
    return [geom for geom, lowest in zip(geoms, low, strict=True) if lowest]


def bottom(model: mujoco.MjModel, data: mujoco.MjData, geom: int, up: float = 1.0) -> float:
    """Height (m) of a geom's lowest point, by the box around it."""
    axes = data.geom_xmat[geom].reshape(3, 3)
    middle, half = model.geom_aabb[geom, :3], model.geom_aabb[geom, 3:]
    return float(up * (data.geom_xpos[geom] + axes @ middle)[2] - np.abs(axes[2]) @ half)


def _size(model: mujoco.MjModel, data: mujoco.MjData, root: int) -> float:
    """Height (m) of the zero pose, whether its geoms collide or are only looks."""
    geoms = np.flatnonzero(np.isin(model.geom_bodyid, links(model, root)))
    tops = [-bottom(model, data, int(geom), -1.0) for geom in geoms]
    lows = [bottom(model, data, int(geom)) for geom in geoms]
    return float(max(tops) - min(lows)) if len(geoms) else 0.0


def _bottoms(model: mujoco.MjModel, data: mujoco.MjData, root: int) -> Array:
    """Height (bodies,) in m of each body's lowest point; infinite where nothing collides."""
    out = np.full(model.nbody, np.inf)
    for body in links(model, root):
        for geom in colliding(model, body):
            out[body] = min(out[body], bottom(model, data, geom))
    return out


def _below(model: mujoco.MjModel, bottoms: Array, end: int) -> float:
    return float(np.min(bottoms[links(model, end)]))


def _pairs(
    model: mujoco.MjModel, data: mujoco.MjData, root: int, size: float
) -> list[tuple[int, int]]:
    """Left and right links that mirror each other, and whose parents do or are one."""
    flip = np.array([1.0, -1.0, 1.0])
    middle = data.xpos[root] * [0.0, 1.0, 0.0]

    def gap(one: int, other: int) -> float:
        """How far the one and all that hangs on it are from the other's mirror image."""
        here = np.stack([data.xpos[one], data.subtree_com[one]]) - middle
        there = np.stack([data.xpos[other], data.subtree_com[other]]) - middle
        return float(np.abs(here - there * flip).max())

    out: list[tuple[int, int]] = []

    def match(left_parent: int, right_parent: int) -> None:
        lefts, rights = (
            [k for k in links(model, root) if model.body_parentid[k] == parent and k != root]
            for parent in (left_parent, right_parent)
        )
        for left in lefts:
            beside = data.subtree_com[left, 1] - middle[1]
            if left_parent == right_parent and beside < _BESIDE * size:
                if abs(beside) < _BESIDE * size:  # in the middle: its own mirror image
                    match(left, left)
                continue
            alike = [
                right
                for right in rights
                if right != left
                and right not in (pair[1] for pair in out)
                and gap(left, right) < _ALIKE * size
                and model.body_dofnum[left] == model.body_dofnum[right]
            ]
            if alike:
                right = min(alike, key=lambda other: gap(left, other))
                out.append((left, right))
                match(left, right)

    match(root, root)
    return out


def _ends(model: mujoco.MjModel, data: mujoco.MjData, root: int, size: float) -> list[int]:
    """The last links of the limbs that collide; of a hand with fingers, the palm. Frames, links
    that have neither geoms nor joints and nothing below them that has, are no limbs."""
    parts = model.body_geomnum + model.body_jntnum
    bodies = [k for k in links(model, root) if parts[links(model, k)].any()]
    children = {k: [c for c in bodies if c != root and model.body_parentid[c] == k] for k in bodies}
    out: list[int] = []
    for leaf in bodies:
        if children[leaf] or leaf == root:
            continue
        chain = [leaf]
        while chain[-1] != root and len(children[int(model.body_parentid[chain[-1]])]) == 1:
            chain.append(int(model.body_parentid[chain[-1]]))
        solid = [link for link in chain if link != root and colliding(model, link)]
        leaf = solid[0] if solid else leaf
        fork = leaf
        while fork != root and len(children[int(model.body_parentid[fork])]) == 1:
            fork = int(model.body_parentid[fork])
        base = int(model.body_parentid[fork]) if fork != root else root
        near = float(np.linalg.norm(data.xpos[leaf] - data.xpos[base])) < _FINGER * size
        end = base if near and base != root else leaf
        if end not in out:
            out.append(end)
    return out
