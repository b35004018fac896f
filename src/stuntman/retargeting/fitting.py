"""A clip of any skeleton on a body of any build, by inverse kinematics on the body's own model.

What is carried over: how pelvis, chest, head and feet are turned, which way every upper and lower
limb points, and where the feet are. Lengths are the body's own: the way of the pelvis and the
reach of each leg are scaled by the ratio of the leg lengths. Feet that stand in the clip stand
still on the body.
"""

import time
from dataclasses import dataclass

import mink
import mujoco
import numpy as np
from threadpoolctl import threadpool_limits

from stuntman.characters import anatomy, limbs, structure
from stuntman.characters.anatomy import Anatomy
from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.mjcf.geometry import solid_geoms
from stuntman.mjcf.inverse_kinematics import Solver
from stuntman.motion.clip import Clip
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

SIDES = ("left_", "right_")
_LIMBS = (("thigh", "shin"), ("shin", "foot"), ("upper_arm", "forearm"), ("forearm", "hand"))
# A foot stands while its toe is slower than this (leg lengths a second) ...
_STILL = 0.35
# ... and nearer to the floor than this (leg lengths); shorter stands (s) are noise.
_LOW = 0.07
_BRIEFEST_STAND = 0.06
# Weights of what the body follows: turns (per rad) and places (per m).
_TURN_COSTS = {"pelvis": 1.0, "chest": 0.6, "head": 0.15, "foot": 0.4, "thigh": 0.3, "arm": 0.2}
_PLACE_COSTS = {"pelvis": 3.0, "knee": 0.6, "foot": 6.0, "elbow": 1.0, "hand": 2.0}
_POSTURE_COST = 0.01
# How much what a straight knee or elbow was before counts against the way that a bent one bends.
_STRAIGHT = 0.15
# Newton steps: for the first frame, and at most for each other, until a step is this small (rad).
_FIRST_STEPS, _STEPS, _SETTLED = 60, 6, 0.01
# A foot's rest pose is not flat where it is turned by more than the first of these (rad) while it
# stands; by more than the second it stands on its toes.
_CROOKED, _ON_TOES = 0.06, 0.8
_X, _Y, _Z = np.eye(3)
# The way to the toe of a foot that has none: as a standing foot's.
_TOE = np.array([0.13, 0.0, -0.05])


@dataclass(frozen=True, eq=False)
class Fit:
    """A clip on a body.

    Attributes:
        qpos: (frames, nq), of the clip's own frames.
        bones: the body's link, or its site at a hand, by the bone that moves it.
        unused: the clip's other bones.
        scale: leg length of the body over that of the clip.
        error: mean distance of hands and feet from where they were meant to be, over leg length.
        frame_rate: frames solved in a second of one core.
    """

    qpos: Array
    bones: dict[str, str]
    unused: tuple[str, ...]
    scale: float
    error: float
    frame_rate: float


@dataclass(frozen=True, eq=False)
class _Body:
    """The model's links by part, and its measures in m.

    Attributes:
        links: body id by part. hands: site or body by side.
        hips: (2, 3) hip joints seen from the pelvis.
        joints: the body that each thigh and upper arm turns against, and the point (3,) seen from
            it about which.
        upright: (4,) by part: how the link is turned in the world while the body stands.
        ways: (3,) where each thigh and upper arm points, hinges: (3,) what of it is to the left
            while it hangs straight down; seen from its link.
        balls: (2, 3) where each foot presses on the floor at the end of a step, seen from its link.
    """

    links: dict[str, int]
    hands: dict[str, tuple[str, str]]
    hips: Array
    joints: dict[str, tuple[int, Array]]
    upright: dict[str, Array]
    balls: Array
    leg: float
    lengths: dict[str, float]
    ways: dict[str, Array]
    hinges: dict[str, Array]


@dataclass(frozen=True, eq=False)
class _Goals:
    """Where the body's parts are meant to be in every frame, first axis frames.

    Attributes:
        turns: (frames, 4) by part. root: (frames, 3). feet: (frames, 2, 3).
        ways: (frames, 3) unit vectors along the limbs by part.
    """

    turns: dict[str, Array]
    root: Array
    feet: Array
    ways: dict[str, Array]


def fit(clip: Clip, character: Character, model: mujoco.MjModel) -> Fit:
    """Move the body as the clip moves its own.

    Raises:
        StuntmanError: a needed part of either body cannot be told; it is named, with the bones
            that come nearest.
    """
    body = _body(character, model)
    given = {
        part: bone
        for bone, link in character.bone_map.items()
        for part, place in body.links.items()
        if bone in clip.skeleton.names and model.body(place).name == link
    }
    try:
        bones = anatomy.guess(clip.skeleton, given)
    except StuntmanError as error:
        raise StuntmanError(f"{clip.name}: {error}") from error
    goals, scale = _goals(clip, bones, body)
    begin = time.process_time()
    try:
        # Matrices of dozens of columns are too small to share: two threads take thrice as long.
        with threadpool_limits(limits=1, user_api="blas"):
            qpos, missed = _solve(model, body, goals)
    except StuntmanError as error:
        raise StuntmanError(f"{clip.name}: {error}") from error
    moves = {part: model.body(link).name for part, link in body.links.items()}
    for side in SIDES:
        moves.setdefault(side + "toe", moves[side + "foot"])  # as where the foot's ball is
        if side in body.hands:
            moves[side + "hand"] = body.hands[side][1]
    moved = {
        clip.skeleton.names[bone]: moves[part]
        for part, bone in bones.bones.items()
        if part in moves
    }
    return Fit(
        qpos=qpos,
        bones=moved,
        unused=tuple(name for name in clip.skeleton.names if name not in moved),
        scale=scale,
        error=missed / body.leg,
        frame_rate=clip.frames / max(time.process_time() - begin, 1e-9),
    )


def stands(clip: Clip) -> tuple[Array, Array, float]:
    """Whether the left and the right foot stand (frames, 2), where their toes are (frames, 2, 3),
    and how long a leg is, in m.

    Raises:
        StuntmanError: the clip's legs cannot be told.
    """
    bones = anatomy.guess(clip.skeleton).bones
    return _footing(clip, bones, clip.global_transforms()[0])


def _footing(clip: Clip, bones: dict[str, int], places: Array) -> tuple[Array, Array, float]:
    limbs = [(s + a, s + b) for s in SIDES for a, b in (("thigh", "shin"), ("shin", "foot"))]
    leg = 2.0 * float(
        np.mean(
            [np.linalg.norm(places[:, bones[b]] - places[:, bones[a]], axis=-1) for a, b in limbs]
        )
    )
    if not leg > 1e-3:
        raise StuntmanError(f"{clip.name}: its legs have no length; give another skeleton")
    toes = np.stack([places[:, bones.get(s + "toe", bones[s + "foot"])] for s in SIDES], axis=1)
    return _stands(toes, clip.fps, leg), toes, leg


def foot_slide(stands: Array, balls: Array) -> float:
    """Mean over all stands of the way (m) that a foot's ball goes over the floor in one.

    Args:
        stands: (frames, 2). balls: (frames, 2, 3) m.
    """
    slides = [
        float(np.linalg.norm(np.ptp(balls[begin:end, side, :2], axis=0)))
        for side in range(2)
        for begin, end in _runs(stands[:, side])
    ]
    return float(np.mean(slides)) if slides else 0.0


def balls(character: Character, model: mujoco.MjModel, qpos: Array) -> Array:
    """Where the balls of the feet are (frames, 2, 3) in m in states qpos (frames, nq)."""
    body = _body(character, model)
    data = mujoco.MjData(model)
    out = np.empty((len(qpos), 2, 3))
    for frame, position in enumerate(qpos):
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        for k, side in enumerate(SIDES):
            link = body.links[side + "foot"]
            out[frame, k] = data.xpos[link] + rot.rotate(data.xquat[link], body.balls[k])
    return out


def _body(character: Character, model: mujoco.MjModel) -> _Body:
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    root = model.body(character.root).id
    try:
        found = structure.parts(model, root, character.bone_map)
    except StuntmanError as error:
        raise StuntmanError(f"{character.name}: {error}") from error
    hands: dict[str, tuple[str, str]] = {}
    lengths: dict[str, float] = {}
    above: dict[str, int] = {}
    centres: dict[str, Array] = {}
    for part in (side + limb for side in SIDES for limb, _ in _LIMBS[::2]):
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
    hips = np.stack([centres[side + "thigh"] for side in SIDES])
    pelvis = found["pelvis"]
    ways = {
        side + a: _unit(data.xpos[found[side + b]] - centres[side + a])
        for side in SIDES
        for a, b in _LIMBS[::2]
        if side + a in found and side + b in found
    }
    lefts = {part: rot.rotate(_swing(-_Z, way[None], _Y)[0], _Y) for part, way in ways.items()}
    return _Body(
        links=found,
        hands=hands,
        hips=rot.rotate_inverse(data.xquat[pelvis], hips - data.xpos[pelvis]),
        joints={
            part: (link, rot.rotate_inverse(data.xquat[link], centres[part] - data.xpos[link]))
            for part, link in above.items()
        },
        upright=upright,
        balls=np.stack([_ball(model, found[s + "foot"], upright[s + "foot"]) for s in SIDES]),
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


def _goals(clip: Clip, found: Anatomy, body: _Body) -> tuple[_Goals, float]:
    """What the body follows, and the scale."""
    places, turns = clip.global_transforms()
    bones = found.bones

    def at(part: str) -> Array:
        return places[:, bones[part]]

    stands, _, clip_leg = _footing(clip, bones, places)
    scale = body.leg / clip_leg
    ankles = np.stack([at(s + "foot") for s in SIDES], axis=1)
    rest = limbs.places(clip.skeleton)
    facing = {"pelvis": _facing(rest, bones, "thigh")}
    facing["chest"] = _facing(rest, bones, "upper_arm", facing["pelvis"])
    out = {"pelvis": rot.multiply(turns[:, bones["pelvis"]], facing["pelvis"])}
    for part in ("chest", "head"):
        if part in bones and part in body.links and body.links[part] != body.links["pelvis"]:
            base = facing["chest" if part == "chest" else "pelvis"]
            out[part] = rot.multiply(turns[:, bones[part]], base)
    for k, side in enumerate(SIDES):
        foot = rot.multiply(turns[:, bones[side + "foot"]], facing["pelvis"])
        toe = _TOE
        if side + "toe" in bones:
            toe = rest[bones[side + "toe"]] - rest[bones[side + "foot"]]
            toe = rot.rotate_inverse(facing["pelvis"], toe)
        shin = _unit(rest[bones[side + "foot"]] - rest[bones[side + "shin"]])
        out[side + "foot"] = rot.multiply(foot, _levelled(foot, stands[:, k], toe, shin))
    # Heights count from where the ankles are while they stand, each body's own.
    standing = ankles[..., 2][stands]
    floor = np.quantile(standing if len(standing) > 4 else ankles[..., 2], 0.1)
    root_turn = rot.multiply(out["pelvis"], body.upright["pelvis"])
    ankle_height = -np.mean(
        [rot.rotate(body.upright[s + "foot"], body.balls[k])[2] for k, s in enumerate(SIDES)]
    )
    middle = scale * (0.5 * (at("left_thigh") + at("right_thigh")) - [0.0, 0.0, floor])
    middle[:, 2] += ankle_height
    root = middle - rot.rotate(root_turn, body.hips.mean(axis=0))
    hips = root[:, None] + rot.rotate(root_turn[:, None], body.hips)
    reach = np.stack([at(s + "foot") - at(s + "thigh") for s in SIDES], axis=1)
    feet = hips + scale * reach
    for k, side in enumerate(SIDES):
        turn = rot.multiply(out[side + "foot"], body.upright[side + "foot"])
        ball = feet[:, k] + rot.rotate(turn, body.balls[k])
        feet[:, k] += _lock(ball, stands[:, k])
    ways = {
        side + a: _unit(at(side + b) - at(side + a))
        for side in SIDES
        for a, b in _LIMBS
        if side + a in bones and side + b in bones
    }
    turned = {part: rot.multiply(turn, body.upright[part]) for part, turn in out.items()}
    return _Goals(turned | _limb_turns(body, ways, out), root, feet, ways), scale


def _limb_turns(body: _Body, ways: dict[str, Array], trunk: dict[str, Array]) -> dict[str, Array]:
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
                hinge = _hinge(ways[limb], bend, left, follow=part == "upper_arm")
                out[limb] = _aligned(body.ways[limb], body.hinges[limb], ways[limb], hinge)
    return out


def _unit(vectors: Array) -> Array:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)


def _hinge(way: Array, bend: Array, left: Array, follow: bool) -> Array:
    """The axis (frames, 3) that a knee or an elbow bends about, which points left.

    Args:
        way: (frames, 3) along the limb above it.
        bend: (frames, 3) the axis as the bend shows it, as long as the sine of the bend.
        left: (frames, 3) where left is for the body, which a straight joint falls back on; with
            `follow`, on what it was a frame before: arms go where left means nothing.
    """
    out = np.empty_like(way)
    before = left[0]
    for frame in range(len(way)):
        if not follow:
            before = left[frame]
        held = before - way[frame] * np.dot(before, way[frame])
        axis = bend[frame] + _STRAIGHT * held / max(float(np.linalg.norm(held)), 1e-9)
        length = float(np.linalg.norm(axis))
        out[frame] = before = axis / length if length > 1e-6 else before
    return out


def _aligned(way: Array, axis: Array, way_to: Array, axis_to: Array) -> Array:
    """Turns (frames, 4) that take `way` to `way_to` (frames, 3), and `axis` as near as then can be
    to `axis_to` (frames, 3)."""
    swing = _swing(way, way_to, axis)
    turned = rot.rotate(swing, axis)
    side = np.sum(rot.cross(turned, axis_to) * way_to, axis=-1)
    flat = turned - way_to * np.sum(turned * way_to, axis=-1, keepdims=True)
    twist = np.arctan2(side, np.sum(flat * axis_to, axis=-1))
    return rot.multiply(rot.from_rotvec(way_to * twist[:, None]), swing)


def _swing(way: Array, way_to: Array, axis: Array) -> Array:
    """The shortest turns (frames, 4) that take `way` to `way_to` (frames, 3); about `axis` where
    they are opposite."""
    cross = rot.cross(way, way_to)
    size = np.linalg.norm(cross, axis=-1, keepdims=True)
    about = np.where(size > 1e-6, cross / np.maximum(size, 1e-9), axis)
    angle = np.arctan2(size[:, 0], way_to @ way)
    out: Array = rot.from_rotvec(about * angle[:, None])
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
    up = _unit(np.median(up, axis=0))
    ahead = _unit(toe - up * np.dot(toe, up))
    if shin[2] > -0.8 or abs(toe[1]) > toe[0] or not -1.2 * toe[0] < toe[2] < 0.1 * toe[0]:
        return _aligned(_X, _Y, ahead[None], rot.cross(up, ahead)[None])[0]
    angle = float(np.arccos(np.clip(up[2], -1.0, 1.0)))
    if not _CROOKED < angle < _ON_TOES:
        return rot.IDENTITY
    axis = np.array([-up[1], up[0], 0.0])
    return rot.from_rotvec(axis / np.linalg.norm(axis) * angle)


def _stands(toes: Array, fps: float, leg: float) -> Array:
    """Whether each foot stands (frames, 2): its toe (frames, 2, 3) is slow and low."""
    step = max(1, round(0.02 * fps))
    padded = np.concatenate([toes[:1]] * step + [toes] + [toes[-1:]] * step)
    spans = np.minimum(np.arange(len(toes)) + step, len(toes) - 1)
    spans = spans - np.maximum(np.arange(len(toes)) - step, 0)
    speed = np.linalg.norm(padded[2 * step :] - padded[: -2 * step], axis=-1)
    speed *= fps / np.maximum(spans, 1)[:, None]
    out = (speed < _STILL * leg) & (toes[..., 2] < np.quantile(toes[..., 2], 0.05) + _LOW * leg)
    brief = max(2, round(_BRIEFEST_STAND * fps))
    for side in range(2):
        for wanted in (False, True):  # close short gaps, then drop short stands
            for begin, end in _runs(out[:, side] == wanted):
                inner = begin > 0 and end < len(out)
                if end - begin < brief and (inner or wanted):
                    out[begin:end, side] = not wanted
    return out


def _runs(flags: Array) -> list[tuple[int, int]]:
    """First frame and the one after the last of each run of true flags (frames,)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(int), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _lock(ball: Array, stands: Array) -> Array:
    """What to add (frames, 3) to a foot's way so that its ball (frames, 3) keeps its place on the
    floor in each stand; between two stands the one passes into the other."""
    frames: list[int] = []
    values: list[Array] = []
    for begin, end in _runs(stands):
        place = np.median(ball[begin:end], axis=0)
        place[2] = 0.0
        frames += range(begin, end)
        values += list(place - ball[begin:end])
    if not frames:
        return np.zeros_like(ball)
    every = np.arange(len(ball))
    table = np.array(values)
    return np.stack([np.interp(every, frames, table[:, axis]) for axis in range(3)], axis=-1)


def _solve(model: mujoco.MjModel, body: _Body, goals: _Goals) -> tuple[Array, float]:
    """qpos (frames, nq), and the mean distance (m) of hands and feet from where they should be."""
    solver = Solver(model, damping=1e-4)
    configuration = solver.configuration
    names = {part: model.body(link).name for part, link in body.links.items()}
    turned = {
        part: _task("body", names[part], turn=_TURN_COSTS[part.split("_")[-1]])
        for part in goals.turns
        if part != "pelvis"
    }
    pelvis = _task("body", names["pelvis"], _PLACE_COSTS["pelvis"], _TURN_COSTS["pelvis"])
    feet = [_task("body", names[side + "foot"], _PLACE_COSTS["foot"]) for side in SIDES]
    limbs: list[tuple[mink.FrameTask | mink.RelativeFrameTask, str, int]] = []
    for side in SIDES:
        limbs.append((_task("body", names[side + "shin"], _PLACE_COSTS["knee"]), side + "thigh", 0))
        if side in body.hands and {side + "upper_arm", side + "forearm"} <= set(goals.ways):
            trunk = names.get("chest", names["pelvis"])
            elbow = _arm_task("body", names[side + "forearm"], trunk, _PLACE_COSTS["elbow"])
            hand = _arm_task(*body.hands[side], trunk, _PLACE_COSTS["hand"])
            limbs += [(elbow, side + "upper_arm", 0), (hand, side + "forearm", 1)]
    posture = mink.PostureTask(model, cost=_POSTURE_COST)
    posture.set_target(model.qpos0)
    tasks = [pelvis, *turned.values(), *feet, *(task for task, _, _ in limbs), posture]
    qpos = np.empty((len(goals.root), model.nq))
    q = model.qpos0.copy()
    q[:3], q[3:7] = goals.root[0], goals.turns["pelvis"][0]  # the root begins where the pelvis is
    configuration.update(q)
    missed = []
    for frame in range(len(qpos)):
        pelvis.set_target(_pose(goals.root[frame], goals.turns["pelvis"][frame]))
        for part, turn in turned.items():
            turn.set_target(_pose(np.zeros(3), goals.turns[part][frame]))
        for _ in range(_STEPS if frame else _FIRST_STEPS):
            end = np.zeros(3)
            for task, part, after in limbs:
                # A hand is sought from where the elbow is sought.
                start = end if after else _joint(configuration.data, *body.joints[part])
                end = start + body.lengths[part] * goals.ways[part][frame]
                _seek(task, configuration, end)
            for foot, place in zip(feet, goals.feet[frame], strict=True):
                _seek(foot, configuration, place)
            try:
                step = solver.step(tasks)
            except mink.NoSolutionFound as error:
                raise StuntmanError(
                    f"frame {frame + 1}: no pose of the body comes near; leave that frame out"
                ) from error
            if step < _SETTLED:
                break
        qpos[frame] = configuration.q
        ends = [*feet, *(task for task, _, after in limbs if after)]
        missed.append(np.mean([np.linalg.norm(t.compute_error(configuration)[:3]) for t in ends]))
    return qpos, float(np.mean(missed))


def _task(kind: str, name: str, place: float = 0.0, turn: float = 0.0) -> mink.FrameTask:
    return mink.FrameTask(name, kind, position_cost=place, orientation_cost=turn, lm_damping=1e-3)


def _arm_task(kind: str, name: str, trunk: str, place: float) -> mink.RelativeFrameTask:
    """An arm reaches by its own joints: elbow and hand are sought from where the shoulder is, and
    would lead a trunk that leaned after them ever further away."""
    return mink.RelativeFrameTask(name, kind, trunk, "body", place, 0.0, lm_damping=1e-3)


def _seek(
    task: mink.FrameTask | mink.RelativeFrameTask, configuration: mink.Configuration, place: Array
) -> None:
    """Give a task the place (3,) that it is to bring a link to, and no turn: the error of a pose
    whose turn is far off is not the way to its place."""
    now = configuration.get_transform_frame_to_world(task.frame_name, task.frame_type)
    target = mink.SE3.from_rotation_and_translation(now.rotation(), place)
    if isinstance(task, mink.RelativeFrameTask):
        trunk = configuration.get_transform_frame_to_world(task.root_name, task.root_type)
        target = trunk.inverse() @ target
    task.set_target(target)


def _joint(data: mujoco.MjData, link: int, place: Array) -> Array:
    """A point (3,) of a link in the world."""
    out: Array = data.xpos[link] + rot.rotate(data.xquat[link], place)
    return out


def _pose(place: Array, turn: Array = rot.IDENTITY) -> mink.SE3:
    return mink.SE3(np.concatenate([turn, place]))
