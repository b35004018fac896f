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

from stuntman.characters import anatomy, body_plan
from stuntman.characters.anatomy import SIDES
from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.mjcf.inverse_kinematics import Solver
from stuntman.motion.clip import Clip
from stuntman.retargeting.goals import Goals, goals
from stuntman.retargeting.measures import Measures, measure
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# Weights of what the body follows: turns (per rad) and places (per m).
_TURN_COSTS = {"pelvis": 1.0, "chest": 0.6, "head": 0.15, "foot": 0.4, "thigh": 0.3, "arm": 0.2}
_PLACE_COSTS = {"pelvis": 3.0, "knee": 0.6, "foot": 6.0, "elbow": 1.0, "hand": 2.0}
_POSTURE_COST = 0.01
# Newton steps: for the first frame, and at most for each other, until a step is this small (rad).
_FIRST_STEPS, _STEPS, _SETTLED = 60, 6, 0.01
# What can name a clip's bones, whichever command puts it on a body.
_IMPORT = anatomy.Wording(flag="stuntman import --bone-map")


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


def fit(clip: Clip, character: Character, model: mujoco.MjModel) -> Fit:
    """Move the body as the clip moves its own.

    Raises:
        StuntmanError: a needed part of either body cannot be told; it is named, with the bones
            that come nearest.
    """
    try:
        body = measure(character, model)
    except StuntmanError as error:
        raise _refusal(clip, character, model, error) from error
    given = {
        part: bone
        for bone, link in character.bone_map.items()
        for part, place in body.links.items()
        if bone in clip.skeleton.names and model.body(place).name == link
    }
    try:
        bones = anatomy.guess(clip.skeleton, given, wording=_IMPORT)
    except StuntmanError as error:
        raise StuntmanError(f"{clip.name}: {error}") from error
    sought, scale = goals(clip, bones, body)
    begin = time.process_time()
    try:
        # Matrices of dozens of columns are too small to share: two threads take thrice as long.
        with threadpool_limits(limits=1, user_api="blas"):
            qpos, missed = _solve(model, body, sought)
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


def _refusal(
    clip: Clip, character: Character, model: mujoco.MjModel, why: StuntmanError
) -> StuntmanError:
    """Why a clip goes onto no body whose parts cannot be told; of one that stands on more or fewer
    than two feet, and whose parts nobody named, that it is no person's."""
    feet = len(character.soles(model))
    if feet == 2 or not anatomy.unnamed(character.bone_map):
        return why
    try:
        person = body_plan.plan(clip.skeleton) == body_plan.PERSON
    except StuntmanError:  # the clip's legs cannot be told either
        person = False
    drawn = "is a person's clip" if person else "is of another body"
    stands = f"{feet} {'foot' if feet == 1 else 'feet'}"
    return StuntmanError(
        f"{character.name} is no person's body (it stands on {stands}), and {clip.name} {drawn}: "
        "draw one for it (docs/keyframes.md)"
    )


def _solve(model: mujoco.MjModel, body: Measures, goals: Goals) -> tuple[Array, float]:
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
    feet = {part: _task("body", names[part], _PLACE_COSTS["foot"]) for part in goals.feet}
    limbs: list[tuple[mink.FrameTask | mink.RelativeFrameTask, str, int]] = []
    for side in SIDES:
        limbs.append((_task("body", names[side + "shin"], _PLACE_COSTS["knee"]), side + "thigh", 0))
        if side + "hand" in goals.feet:
            elbow = _task("body", names[side + "forearm"], _PLACE_COSTS["knee"])
            limbs.append((elbow, side + "upper_arm", 0))
        elif side in body.hands and {side + "upper_arm", side + "forearm"} <= set(goals.ways):
            trunk = names.get("chest", names["pelvis"])
            reach = _arm_task("body", names[side + "forearm"], trunk, _PLACE_COSTS["elbow"])
            hand = _arm_task(*body.hands[side], trunk, _PLACE_COSTS["hand"])
            limbs += [(reach, side + "upper_arm", 0), (hand, side + "forearm", 1)]
    posture = mink.PostureTask(model, cost=_POSTURE_COST)
    posture.set_target(model.qpos0)
    tasks = [pelvis, *turned.values(), *feet.values(), *(task for task, _, _ in limbs), posture]
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
            for part, foot in feet.items():
                _seek(foot, configuration, goals.feet[part][frame])
            try:
                step = solver.step(tasks)
            except mink.NoSolutionFound as error:
                raise StuntmanError(
                    f"frame {frame + 1}: no pose of the body comes near; leave that frame out"
                ) from error
            if step < _SETTLED:
                break
        qpos[frame] = configuration.q
        ends = [*feet.values(), *(task for task, _, after in limbs if after)]
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
