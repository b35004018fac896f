"""A body's links by part, and its measures: what inverse kinematics has to know of it."""

from dataclasses import dataclass

import mujoco
import numpy as np

from stuntman.characters import body_plan, structure
from stuntman.characters.anatomy import SIDES
from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.mjcf.geometry import solid_geoms
from stuntman.retargeting.stances import FEET, PAWS
from stuntman.retargeting.turns import swing, unit
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

LIMBS = (("thigh", "shin"), ("shin", "foot"), ("upper_arm", "forearm"), ("forearm", "hand"))
# The joint by which each part that a body stands on is carried.
SOCKETS = {
    "left_foot": "left_thigh",
    "right_foot": "right_thigh",
    "left_hand": "left_upper_arm",
    "right_hand": "right_upper_arm",
}
_Y, _Z = np.eye(3)[1:]


@dataclass(frozen=True, eq=False)
class Measures:
    """The model's links by part, and its measures in m.

    Attributes:
        links: body id by part. hands: site or body by side.
        feet: the parts that it stands on.
        sockets: (feet, 3) the joints that carry them, hips first, seen from the pelvis.
        joints: the body that each thigh and upper arm turns against, and the point (3,) seen from
            it about which.
        upright: (4,) by part: how the link is turned in the world while the body stands.
        balls: (feet, 3) where each foot presses on the floor at the end of a step, seen from its
            link.
        leg: length of a leg. lengths: of the parts of limbs.
        ways: (3,) where each thigh and upper arm points, hinges: (3,) what of it is to the left
            while it hangs straight down; seen from its link.
    """

    links: dict[str, int]
    hands: dict[str, tuple[str, str]]
    feet: tuple[str, ...]
    sockets: Array
    joints: dict[str, tuple[int, Array]]
    upright: dict[str, Array]
    balls: Array
    leg: float
    lengths: dict[str, float]
    ways: dict[str, Array]
    hinges: dict[str, Array]


def measure(character: Character, model: mujoco.MjModel) -> Measures:
    """Measure a body in its zero pose.

    Raises:
        StuntmanError: a part of it cannot be told.
    """
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    root = model.body(character.root).id
    try:
        file = str(character.model_path.with_name("character.toml"))
        found = structure.parts(model, root, character.bone_map, file)
    except StuntmanError as error:
        raise StuntmanError(f"{character.name}: {error}") from error
    hands: dict[str, tuple[str, str]] = {}
    lengths: dict[str, float] = {}
    above: dict[str, int] = {}
    centres: dict[str, Array] = {}
    for part in (side + limb for side in SIDES for limb, _ in LIMBS[::2]):
        if part in found:
            above[part], centres[part] = structure.joint_centre(model, data, found[part])
    for side in SIDES:
        forearm = found.get(side + "forearm")
        if side + "upper_arm" not in found or forearm is None:
            continue
        elbow = data.xpos[forearm]
        lengths[side + "upper_arm"] = _length(centres[side + "upper_arm"], elbow)
        sites = [
            name
            for name in character.end_effectors
            if forearm in _chain(model, int(model.site(name).bodyid[0]))
        ]
        if sites:
            hands[side] = ("site", sites[0])
            lengths[side + "forearm"] = _length(elbow, data.site(sites[0]).xpos)
        elif side + "hand" in found:
            hands[side] = ("body", model.body(found[side + "hand"]).name)
            lengths[side + "forearm"] = _length(elbow, data.xpos[found[side + "hand"]])
    for side in SIDES:
        hip = centres[side + "thigh"]
        knee, foot = (data.xpos[found[side + part]] for part in ("shin", "foot"))
        lengths |= {side + "thigh": _length(hip, knee), side + "shin": _length(knee, foot)}
    upright = {part: _upright(data.xquat[link]) for part, link in found.items()}
    bodies = structure.links(model, root)
    bones = {part: bodies.index(link) for part, link in found.items()}
    plan = body_plan.plan(structure.skeleton(model, root), bones)
    feet = PAWS if plan == body_plan.FOUR_LEGS and {*PAWS} <= set(found) else FEET
    sockets = np.stack([centres[SOCKETS[foot]] for foot in feet])
    pelvis = found["pelvis"]
    ways = {
        side + a: unit(data.xpos[found[side + b]] - centres[side + a])
        for side in SIDES
        for a, b in LIMBS[::2]
        if side + a in found and side + b in found
    }
    lefts = {part: rot.rotate(swing(-_Z, way[None], _Y)[0], _Y) for part, way in ways.items()}
    return Measures(
        links=found,
        hands=hands,
        feet=feet,
        sockets=rot.rotate_inverse(data.xquat[pelvis], sockets - data.xpos[pelvis]),
        joints={
            part: (link, rot.rotate_inverse(data.xquat[link], centres[part] - data.xpos[link]))
            for part, link in above.items()
        },
        upright=upright,
        balls=np.stack([_ball(model, found[foot], upright[foot]) for foot in feet]),
        leg=float(np.mean([lengths[s + "thigh"] + lengths[s + "shin"] for s in SIDES])),
        lengths=lengths,
        ways={p: rot.rotate_inverse(data.xquat[found[p]], way) for p, way in ways.items()},
        hinges={p: rot.rotate_inverse(data.xquat[found[p]], left) for p, left in lefts.items()},
    )


def _chain(model: mujoco.MjModel, link: int) -> list[int]:
    """A link and all above it, without the world."""
    out = []
    while link > 0:
        out.append(link)
        link = int(model.body_parentid[link])
    return out


def _length(a: Array, b: Array) -> float:
    return float(np.linalg.norm(b - a))


def _upright(turn: Array) -> Array:
    """How a link is turned while its body stands, from how it is turned in the model's zero pose:
    not at all, as models are drawn, for a zero pose may be a crouch; unless it is far from that."""
    return rot.IDENTITY if rot.angle_between(rot.IDENTITY, turn) < 1.05 else turn


def _ball(model: mujoco.MjModel, link: int, upright: Array) -> Array:
    """The ball of a foot, seen from the link: on its sole, a quarter of its length from the tip."""
    signs = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)])
    corners = [
        model.geom_pos[geom]
        + rot.rotate(
            model.geom_quat[geom], model.geom_aabb[geom, :3] + signs * model.geom_aabb[geom, 3:]
        )
        for geom in solid_geoms(model)
        if model.geom_bodyid[geom] == link
    ]
    if not corners:
        return np.zeros(3)
    points = rot.rotate(upright, np.concatenate(corners))
    low, high = points.min(axis=0), points.max(axis=0)
    ball = np.array([high[0] - 0.25 * (high[0] - low[0]), 0.5 * (low[1] + high[1]), low[2]])
    return rot.rotate_inverse(upright, ball)


def balls(character: Character, model: mujoco.MjModel, qpos: Array, feet: tuple[str, ...]) -> Array:
    """Where the balls of the feet are (frames, feet, 3) in m in states qpos (frames, nq).

    Raises:
        StuntmanError: a part of the body cannot be told.
    """
    body = measure(character, model)
    if not set(feet) <= set(body.feet):
        raise StuntmanError(f"{character.name}: does not stand on {', '.join(feet)}")
    data = mujoco.MjData(model)
    out = np.empty((len(qpos), len(feet), 3))
    for frame, position in enumerate(qpos):
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        for k, foot in enumerate(feet):
            link = body.links[foot]
            out[frame, k] = data.xpos[link] + rot.rotate(data.xquat[link], body.balls[k])
    return out
