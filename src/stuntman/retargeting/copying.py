"""A clip on a body that has a link for each of its bones: rotations are copied, lengths are not."""

import mujoco
import numpy as np

from stuntman.characters.character import Character
from stuntman.motion.clip import Clip
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array


def can_copy(clip: Clip, character: Character, model: mujoco.MjModel) -> bool:
    """Whether each link of the body has one joint and a bone of its own in the clip."""
    bone_of = _bones_by_body(character)
    links = [model.body(link) for link in sorted(set(model.jnt_bodyid.tolist()))]
    return all(
        link.jntnum[0] == 1 and bone_of.get(link.name, link.name) in clip.skeleton.names
        for link in links
    )


def leg_ratio(clip: Clip, character: Character, model: mujoco.MjModel) -> float:
    """Leg length of the body over that of a clip that can be copied.

    Legs are measured along their links from the hips to the feet.
    """
    bone_of = _bones_by_body(character)
    body_length, clip_length = 0.0, 0.0
    for foot in character.feet:
        link = model.body(int(model.geom(foot).bodyid[0]))
        while model.body(int(link.parentid[0])).name not in ("world", character.root):
            bone = clip.skeleton.names.index(bone_of.get(link.name, link.name))
            body_length += float(np.linalg.norm(link.pos))
            clip_length += float(np.linalg.norm(clip.skeleton.offsets[bone]))
            link = model.body(int(link.parentid[0]))
    return body_length / clip_length if clip_length > 0.0 else 1.0


def copy_rotations(clip: Clip, character: Character, model: mujoco.MjModel) -> Array:
    """Positions (frames, nq) of the clip's frames: each link rotated as its bone is.

    The root's path is scaled by the ratio of the leg lengths.
    """
    bone_of = _bones_by_body(character)
    bones = {name: k for k, name in enumerate(clip.skeleton.names)}
    ratio = leg_ratio(clip, character, model)
    qpos = np.tile(model.qpos0, (clip.frames, 1))
    for joint in range(model.njnt):
        body = model.body(model.jnt_bodyid[joint])
        rotation = clip.rotations[:, bones[bone_of.get(body.name, body.name)]]
        address = model.jnt_qposadr[joint]
        if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_FREE:
            qpos[:, address : address + 3] = ratio * clip.root_positions
            qpos[:, address + 3 : address + 7] = rotation
            continue
        rotation = rot.multiply(rot.conjugate(body.quat), rotation)
        if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL:
            qpos[:, address : address + 4] = rot.unroll(rotation)
        else:
            angle = 2.0 * np.arctan2(rotation[:, 1:] @ model.jnt_axis[joint], rotation[:, 0])
            angle = np.unwrap((angle + np.pi) % (2.0 * np.pi) - np.pi)
            qpos[:, address] = angle + model.qpos0[address]
    return qpos


def _bones_by_body(character: Character) -> dict[str, str]:
    """Name of the bone by that of the body, where the two differ."""
    return {body: bone for bone, body in character.bone_map.items()}
