"""Clip + Character -> Reference: the motion on the body that is to perform it.

Where each of the body's links has a bone of its name (Character.bone_map names the exceptions), it
is turned against its parent as the bone is, and the root's way is as much longer as the body's legs
are; any other skeleton is fitted by inverse kinematics.
Then the motion is made one that a body can do: joint limits kept, a loop closed, the feet on the
floor and not in it, the way and the momentum in the air what gravity leaves of them.
"""

import itertools
from dataclasses import dataclass

import mujoco
import numpy as np
import torch
from scipy.ndimage import gaussian_filter1d

from stuntman.characters.character import Character
from stuntman.mjcf.geometry import lowest_points
from stuntman.mjcf.kinematics import Kinematics, Pose
from stuntman.motion.cleaning import close_halves
from stuntman.motion.clip import Clip
from stuntman.retargeting.cache import fitted
from stuntman.retargeting.flights import ballistic
from stuntman.spatial import rotations as rot
from stuntman.spatial.cycles import next_cycle, previous_cycle
from stuntman.spatial.interpolation import locate
from stuntman.spatial.rotations import Array

# Frames a second of the table. Reading the nearest frame is then within 1.1 ms of any time.
TABLE_RATE = 480.0
# Frames a second that are solved by inverse kinematics; between them the table is filled in.
SOLVED_RATE = 60.0
# A loop that turns by less (rad) goes straight: none of the classic straight clips closes exactly,
# and letting the difference add up would bend their path.
_TURNING = 0.25
# A body stands when its lowest point is no higher (m) and moves up or down no faster (m/s).
_NEAR, _STILL = 0.08, 0.25
_SMOOTH = 0.03  # s, standard deviation


@dataclass(frozen=True, eq=False)
class Reference:
    """What the body does at `frames` evenly spaced times, both ends of the clip included.

    Attributes:
        clip: name of the clip. digest: of its content.
        duration: s. loops: whether the last frame leads into the first.
        qpos: (frames, nq), qvel: (frames, nv): MuJoCo's layout, float64.
        pose: of the same frames, float32.
        cycle_yaw: rad, cycle_shift: (2,) m: where one cycle leaves the root, seen from its start.
        penetration: m, how far the clip's deepest foot or other part was in the floor before it
            was lifted out.
        clamped: rad, the most that a joint limit took away.
        seam: rad, the largest joint angle by which the loop did not close before it was made to.
    """

    clip: str
    digest: str
    duration: float
    loops: bool
    qpos: Array
    qvel: Array
    pose: Pose
    cycle_yaw: float
    cycle_shift: Array
    penetration: float
    clamped: float
    seam: float

    @property
    def frames(self) -> int:
        return len(self.qpos)


def retarget(clip: Clip, character: Character, model: mujoco.MjModel) -> Reference:
    """Put a clip on a body.

    Args:
        model: the character's compiled scene (physics/scene.py).

    Raises:
        StuntmanError: it cannot be told which of the clip's bones is which part of the body.
    """
    digest = clip.digest
    clip = close_halves(clip)
    if carries(clip, character, model):
        qpos = _joint_positions(clip, character, model)
    else:
        clip = solvable(clip)
        qpos = fitted(clip, character, model).copy()
    yaw, shift = _cycle(qpos) if clip.loops else (0.0, np.zeros(2))
    seam = _close(model, qpos, yaw, shift) if clip.loops else 0.0
    clamped = _keep_limits(model, qpos)  # last, for closing the loop can lead past a limit
    qpos[:, 2] -= _floor_height(lowest_points(model, qpos))
    deepest = -float(lowest_points(model, qpos).min())
    for foot in character.feet:
        _lift_toes(model, qpos, foot)
    qpos[:, 2] -= _hover(lowest_points(model, qpos), clip.fps, clip.loops)
    qvel = _velocities(model, qpos, clip, yaw, shift)
    frames = round(clip.duration * TABLE_RATE) + 1
    qpos, qvel = _resample(model, qpos, qvel, np.linspace(0.0, clip.frames - 1.0, frames))
    heights = lowest_points(model, qpos)
    sunk = np.maximum(0.0, -heights)
    qpos[:, 2] += sunk
    rise = np.gradient(sunk, clip.duration / (frames - 1))
    if clip.loops:
        rise[[0, -1]] = rise[[0, -1]].mean()
    qvel[:, 2] += rise
    straight = clip.loops and yaw == 0.0
    qpos, qvel = ballistic(model, qpos, qvel, heights + sunk, TABLE_RATE, straight)
    kinematics = Kinematics(model, character.end_effectors)
    return Reference(
        clip=clip.name,
        digest=digest,
        duration=clip.duration,
        loops=clip.loops,
        qpos=qpos,
        qvel=qvel,
        pose=kinematics(torch.tensor(qpos, dtype=torch.float32)),
        cycle_yaw=yaw,
        cycle_shift=shift,
        penetration=max(0.0, deepest),
        clamped=clamped,
        seam=seam,
    )


def carries(clip: Clip, character: Character, model: mujoco.MjModel) -> bool:
    """Whether a clip has a bone of its own for each of the body's links, and so moves it as is."""
    bone_of = {body: bone for bone, body in character.bone_map.items()}
    links = [model.body(link) for link in sorted(set(model.jnt_bodyid.tolist()))]
    return all(
        link.jntnum[0] == 1 and bone_of.get(link.name, link.name) in clip.skeleton.names
        for link in links
    )


def leg_ratio(clip: Clip, character: Character, model: mujoco.MjModel) -> float:
    """How many times as long as the clip's the body's legs are, where it carries the clip: the ways
    along the links from hips to feet."""
    bone_of = {body: bone for bone, body in character.bone_map.items()}
    own, clips = 0.0, 0.0
    for foot in character.feet:
        link = model.body(int(model.geom(foot).bodyid[0]))
        while model.body(int(link.parentid[0])).name not in ("world", character.root):
            bone = clip.skeleton.names.index(bone_of.get(link.name, link.name))
            own += float(np.linalg.norm(link.pos))
            clips += float(np.linalg.norm(clip.skeleton.offsets[bone]))
            link = model.body(int(link.parentid[0]))
    return own / clips if clips > 0.0 else 1.0


def solvable(clip: Clip) -> Clip:
    """The clip at a rate at which inverse kinematics follows any motion, and no faster."""
    return clip.resample(SOLVED_RATE) if clip.fps > 1.02 * SOLVED_RATE else clip


def _floor_height(heights: Array) -> float:
    """The height that the clip takes for the floor: what the lowest third of its frames reach, so
    that a few that reach too deep do not lift the whole motion off the ground."""
    return float(np.quantile(heights, 0.3))


def _hover(heights: Array, fps: float, loops: bool) -> Array:
    """How far above the floor (frames,) in m the body stands in the air, smooth over time.

    Mocap of a crouch lifts the whole body by centimetres as heels rise and toes do not bend. What
    is near the floor and moves neither up nor down stands there; in flight the height is that of
    take-off and landing, on a straight line.

    Args:
        heights: (frames,) m, of the lowest point.
    """
    mode = "wrap" if loops else "nearest"
    cycle = heights[:-1] if loops else heights  # a loop's last frame is its first
    frames = np.arange(len(cycle))
    speed = gaussian_filter1d(cycle, _SMOOTH * fps, order=1, mode=mode) * fps
    stands = (cycle < _NEAR) & (np.abs(speed) < _STILL)
    if not stands.any():
        return np.zeros(len(heights))
    period = len(cycle) if loops else None
    hover = np.interp(frames, frames[stands], np.maximum(cycle[stands], 0.0), period=period)
    hover = gaussian_filter1d(hover, _SMOOTH * fps, mode=mode)
    return np.append(hover, hover[0]) if loops else hover


def _lift_toes(model: mujoco.MjModel, qpos: Array, foot: str) -> None:
    """Turn a foot towards flat where it stabs the floor, as far as it takes, in place.

    Runners in mocap land with the toes centimetres in the floor; lifting the whole body for it
    would throw it into the air at every step. Only feet that are boxes on ball joints are turned.
    """
    geom = model.geom(foot)
    body, joint = int(geom.bodyid[0]), int(model.body_jntadr[geom.bodyid[0]])
    box = geom.type[0] == mujoco.mjtGeom.mjGEOM_BOX
    if not box or joint < 0 or model.jnt_type[joint] != mujoco.mjtJoint.mjJNT_BALL:
        return
    signs = np.array(list(itertools.product((-1.0, 1.0), repeat=3)))
    corners = geom.pos + rot.rotate(geom.quat, signs * geom.size)
    address = model.jnt_qposadr[joint]
    data = mujoco.MjData(model)
    for position in qpos:
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        turn, height = data.xquat[body].copy(), data.xpos[body, 2]
        flat = rot.heading(turn)
        parts = np.linspace(0.0, 1.0, 33)
        turns = rot.slerp(turn, flat, parts)
        lowest = height + rot.rotate(turns[:, None], corners)[..., 2].min(axis=1)
        part = int(np.argmax(lowest >= 0.0)) if lowest.max() >= 0.0 else len(parts) - 1
        parent = data.xquat[model.body_parentid[body]]
        rest = rot.multiply(parent, model.body_quat[body])
        position[address : address + 4] = rot.multiply(rot.conjugate(rest), turns[part])


def _joint_positions(clip: Clip, character: Character, model: mujoco.MjModel) -> Array:
    """qpos (frames, nq) of the clip's own frames, each link turned as its bone."""
    bone_of = {body: bone for bone, body in character.bone_map.items()}
    bones = {name: k for k, name in enumerate(clip.skeleton.names)}
    ratio = leg_ratio(clip, character, model)
    qpos = np.tile(model.qpos0, (clip.frames, 1))
    for joint in range(model.njnt):
        body = model.body(model.jnt_bodyid[joint])
        turn = clip.rotations[:, bones[bone_of.get(body.name, body.name)]]
        address = model.jnt_qposadr[joint]
        if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_FREE:
            qpos[:, address : address + 3] = ratio * clip.root_positions
            qpos[:, address + 3 : address + 7] = turn
            continue
        turn = rot.multiply(rot.conjugate(body.quat), turn)
        if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL:
            qpos[:, address : address + 4] = rot.unroll(turn)
        else:
            angle = 2.0 * np.arctan2(turn[:, 1:] @ model.jnt_axis[joint], turn[:, 0])
            angle = np.unwrap((angle + np.pi) % (2.0 * np.pi) - np.pi)
            qpos[:, address] = angle + model.qpos0[address]
    return qpos


def _keep_limits(model: mujoco.MjModel, qpos: Array) -> float:
    """Bring joints back to their limits, in place; the most that was taken (rad)."""
    taken = 0.0
    for joint in np.flatnonzero(model.jnt_limited):
        low, high = model.jnt_range[joint]
        address = model.jnt_qposadr[joint]
        if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL:
            vector = rot.to_rotvec(qpos[:, address : address + 4])
            angle = np.linalg.norm(vector, axis=-1, keepdims=True)
            kept = vector * np.minimum(1.0, high / np.maximum(angle, 1e-9))
            qpos[:, address : address + 4] = rot.unroll(rot.from_rotvec(kept))
            taken = max(taken, float(np.max(angle - high)))
        else:
            angle = qpos[:, address]
            kept = np.clip(angle, low, high)
            taken = max(taken, float(np.max(np.abs(kept - angle))))
            qpos[:, address] = kept
    return taken


def _cycle(qpos: Array) -> tuple[float, Array]:
    """Turn (rad) and way (2,) (m, in the first frame's heading) of the root over one cycle."""
    # The turn that best carries the first pose onto the last: one who crawls has no sure heading.
    change = rot.multiply(qpos[-1, 3:7], rot.conjugate(qpos[0, 3:7]))
    yaw = float(rot.yaw(change))
    if abs(yaw) < _TURNING:
        yaw = 0.0
    return yaw, qpos[-1, :2] - rot.rotate(rot.from_yaw(yaw), qpos[0, :3])[:2]


def _close(model: mujoco.MjModel, qpos: Array, yaw: float, shift: Array) -> float:
    """Make qpos end exactly where its next cycle begins, in place; the largest angle moved (rad).

    The gap is spread evenly over the cycle, half of it each way, which changes no pose by more
    than half the gap and leaves the velocities at the seam as alike as they were.
    """
    gap = np.empty(model.nv)
    mujoco.mj_differentiatePos(model, gap, 1.0, qpos[-1], next_cycle(qpos[0], yaw, shift))
    for part, position in zip(np.linspace(-0.5, 0.5, len(qpos)), qpos, strict=True):
        mujoco.mj_integratePos(model, position, gap, part)
    return float(np.abs(gap[3:]).max())


def _velocities(model: mujoco.MjModel, qpos: Array, clip: Clip, yaw: float, shift: Array) -> Array:
    """Central differences (frames, nv) over two frames; a loop's run across its seam."""
    if clip.loops:
        before = previous_cycle(qpos[-2], yaw, shift)
        after = next_cycle(qpos[1], yaw, shift)
        spans = np.full(len(qpos), 2.0)
    else:
        before, after = qpos[0], qpos[-1]
        spans = np.full(len(qpos), 2.0)
        spans[[0, -1]] = 1.0
    padded = np.concatenate([before[None], qpos, after[None]])
    qvel = np.empty((len(qpos), model.nv))
    for frame, span in enumerate(spans):
        mujoco.mj_differentiatePos(
            model, qvel[frame], span / clip.fps, padded[frame], padded[frame + 2]
        )
    return qvel


def _resample(model: mujoco.MjModel, qpos: Array, qvel: Array, times: Array) -> tuple[Array, Array]:
    """States and velocities at `times`, counted in frames."""
    below, part = locate(times, np.arange(len(qpos), dtype=float))
    out = np.empty((len(times), model.nq))
    step = np.empty(model.nv)
    for k, (frame, t) in enumerate(zip(below, part, strict=True)):
        out[k] = qpos[frame]
        mujoco.mj_differentiatePos(model, step, 1.0, qpos[frame], qpos[frame + 1])
        mujoco.mj_integratePos(model, out[k], step, t)
    velocity = qvel[below] + part[:, None] * (qvel[below + 1] - qvel[below])
    return out, velocity
