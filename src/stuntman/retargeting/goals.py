"""Where a body's parts are meant to be in every frame of a clip."""

from dataclasses import dataclass

import numpy as np

from stuntman.characters import limbs
from stuntman.characters.anatomy import SIDES, Anatomy
from stuntman.motion.clip import Clip
from stuntman.retargeting.measures import LIMBS, SOCKETS, Measures
from stuntman.retargeting.stances import FEET, PAWS, feet_of, footing, lock
from stuntman.retargeting.turns import aligned, hinge_axes, unit
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# A foot's rest pose is not flat where it is turned by more than the first of these (rad) while it
# stands; by more than the second it stands on its toes.
_CROOKED, _ON_TOES = 0.06, 0.8
_X, _Y, _Z = np.eye(3)
# The way to the toe of a foot that has none: as a standing foot's.
_TOE = np.array([0.13, 0.0, -0.05])


@dataclass(frozen=True, eq=False)
class Goals:
    """Where the body's parts are meant to be in every frame, first axis frames.

    Attributes:
        turns: (frames, 4) by part. root: (frames, 3). feet: (frames, 3) by part.
        ways: (frames, 3) unit vectors along the limbs by part.
    """

    turns: dict[str, Array]
    root: Array
    feet: dict[str, Array]
    ways: dict[str, Array]


def goals(clip: Clip, found: Anatomy, body: Measures) -> tuple[Goals, float]:
    """What the body follows, and the scale: its legs' length over that of the clip's.

    Raises:
        StuntmanError: the clip's legs have no length.
    """
    places, turns = clip.global_transforms()
    bones = found.bones

    def at(part: str) -> Array:
        return places[:, bones[part]]

    four = body.feet == PAWS and set(PAWS) <= set(bones) and feet_of(clip) == PAWS
    feet = PAWS if four else FEET
    stands, _, clip_leg = footing(clip, bones, places, feet)
    scale = body.leg / clip_leg
    rest = limbs.places(clip.skeleton)
    facing = {"pelvis": _facing(rest, bones, "thigh")}
    facing["chest"] = _facing(rest, bones, "upper_arm", facing["pelvis"])
    out = {"pelvis": rot.multiply(turns[:, bones["pelvis"]], facing["pelvis"])}
    for part in ("chest", "head"):
        if part in bones and part in body.links and body.links[part] != body.links["pelvis"]:
            base = facing["chest" if part == "chest" else "pelvis"]
            out[part] = rot.multiply(turns[:, bones[part]], base)
    if four and "chest" not in out and "chest" in body.links:  # a trunk of one piece
        out["chest"] = out["pelvis"]
    for k, foot in enumerate(feet):
        turn = rot.multiply(turns[:, bones[foot]], facing["pelvis"])
        if four:
            out[foot] = turn
            continue
        side = SIDES[k]
        toe = _TOE
        if side + "toe" in bones:
            toe = rest[bones[side + "toe"]] - rest[bones[foot]]
            toe = rot.rotate_inverse(facing["pelvis"], toe)
        shin = unit(rest[bones[foot]] - rest[bones[side + "shin"]])
        out[foot] = rot.multiply(turn, _levelled(turn, stands[:, k], toe, shin))
    # Heights count from where the ankles are while they stand, each body's own.
    ankles = np.stack([at(foot) for foot in FEET], axis=1)
    standing = ankles[..., 2][stands[:, :2]]
    floor = np.quantile(standing if len(standing) > 4 else ankles[..., 2], 0.1)
    root_turn = rot.multiply(out["pelvis"], body.upright["pelvis"])
    ankle_height = -np.mean(
        [rot.rotate(body.upright[foot], body.balls[k])[2] for k, foot in enumerate(FEET)]
    )
    middle = scale * (0.5 * (at("left_thigh") + at("right_thigh")) - [0.0, 0.0, floor])
    middle[:, 2] += ankle_height
    root = middle - rot.rotate(root_turn, body.sockets[:2].mean(axis=0))
    where = {}
    for k, foot in enumerate(feet):
        socket = root + rot.rotate(root_turn, body.sockets[k])
        reach = at(foot) - at(SOCKETS[foot])
        place = socket + reach * (scale if foot in FEET else _reach(body, foot, clip, bones))
        ball = place + rot.rotate(rot.multiply(out[foot], body.upright[foot]), body.balls[k])
        where[foot] = place + lock(ball, stands[:, k])
    ways = {
        side + a: unit(at(side + b) - at(side + a))
        for side in SIDES
        for a, b in LIMBS
        if side + a in bones and side + b in bones
    }
    turned = {part: rot.multiply(turn, body.upright[part]) for part, turn in out.items()}
    if four:  # the last links of an animal's legs go as its joints let them
        turned = {part: turn for part, turn in turned.items() if part not in PAWS}
    return Goals(turned | _limb_turns(body, ways, out), root, where, ways), scale


def _reach(body: Measures, hand: str, clip: Clip, bones: dict[str, int]) -> float:
    """How many times as long as the clip's a foreleg of the body is."""
    side = hand.removesuffix("hand")
    own = body.lengths[side + "upper_arm"] + body.lengths[side + "forearm"]
    offsets = clip.skeleton.offsets
    theirs = sum(
        float(np.linalg.norm(offsets[bone]))
        for bone in _between(clip, bones[side + "upper_arm"], bones[hand])
    )
    return own / max(theirs, 1e-6)


def _between(clip: Clip, upper: int, lower: int) -> list[int]:
    """The bones below one down to another."""
    out = []
    while lower != upper and lower >= 0:
        out.append(lower)
        lower = clip.skeleton.parents[lower]
    return out


def _limb_turns(
    body: Measures, ways: dict[str, Array], trunk: dict[str, Array]
) -> dict[str, Array]:
    """Turns (frames, 4) of thighs and upper arms: about their own length as knee and elbow bend.

    Args:
        trunk: how pelvis and chest are turned (frames, 4), of a body that stands upright at rest.
    """
    out = {}
    for side in SIDES:
        for part, after, above, sign in (
            ("thigh", "shin", "pelvis", 1.0),
            ("upper_arm", "forearm", "chest", -1.0),
        ):
            limb = side + part
            if limb in body.ways and side + after in ways and above in trunk:
                left = rot.rotate(trunk[above], _Y)
                bend = sign * rot.cross(ways[limb], ways[side + after])
                hinge = hinge_axes(ways[limb], bend, left, follow=part == "upper_arm")
                out[limb] = aligned(body.ways[limb], body.hinges[limb], ways[limb], hinge)
    return out


def _facing(rest: Array, bones: dict[str, int], part: str, default: Array = rot.IDENTITY) -> Array:
    """The turn (4,) about the vertical that the rest pose has at hips or shoulders."""
    if f"left_{part}" not in bones or f"right_{part}" not in bones:
        return default
    left = rest[bones[f"left_{part}"]] - rest[bones[f"right_{part}"]]
    if np.hypot(left[0], left[1]) < 1e-6:
        return default
    return rot.from_rotvec(np.array([0.0, 0.0, np.arctan2(left[1], left[0]) - 0.5 * np.pi]))


def _levelled(foot: Array, stands: Array, toe: Array, shin: Array) -> Array:
    """The turn (4,) that makes a foot flat while it stands, where its rest pose is not.

    Args:
        foot: (frames, 4) how it is turned, against its rest pose.
        toe, shin: (3,) the ways from ankle to toe and from knee to ankle in the rest pose; where
            the one is not ahead and somewhat down or the other not down, nobody stands so.
    """
    if np.sum(stands) < 5:
        return rot.IDENTITY
    up = rot.rotate_inverse(foot[stands], _Z)
    up = unit(np.median(up, axis=0))
    ahead = unit(toe - up * np.dot(toe, up))
    if shin[2] > -0.8 or abs(toe[1]) > toe[0] or not -1.2 * toe[0] < toe[2] < 0.1 * toe[0]:
        return aligned(_X, _Y, ahead[None], rot.cross(up, ahead)[None])[0]
    angle = float(np.arccos(np.clip(up[2], -1.0, 1.0)))
    if not _CROOKED < angle < _ON_TOES:
        return rot.IDENTITY
    axis = np.array([-up[1], up[0], 0.0])
    return rot.from_rotvec(axis / np.linalg.norm(axis) * angle)
