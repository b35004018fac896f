"""States of a MuJoCo body as animation: qpos -> Clip.

The skeleton has one bone for each body, of the body's name. A bone's joint is the point that the
body rotates about: the body's own origin, unless the body's joints have another anchor (`pos` in
MJCF). At rest no bone is rotated, so the rest pose is the body without the rotations of its MJCF
frames: the humanoid stands with its arms hanging.
"""

import mujoco

from stuntman.errors import StuntmanError
from stuntman.mjcf.geometry import anchors, body_poses
from stuntman.motion.clip import Clip
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import Skeleton


def to_clip(model: mujoco.MjModel, qpos: Array, fps: float, name: str) -> Clip:
    """States qpos (frames, nq) of a body, at `fps` a second, as a clip that does not loop.

    Args:
        model: the body, alone or in its scene.

    Raises:
        StuntmanError: the body is not one tree of hinges and balls.
    """
    parents = tuple(int(parent) - 1 for parent in model.body_parentid[1:])
    if parents.count(-1) != 1:
        raise StuntmanError("The body has several roots: only one tree can be a skeleton.")
    joints = anchors(model)
    joints_in_parents = model.body_pos[1:] + rot.rotate(model.body_quat[1:], joints)
    offsets = joints_in_parents - joints[list(parents)]
    offsets[0] = 0.0
    positions, rotations = body_poses(model, qpos)
    local = rotations.copy()
    parent_rotations = rotations[:, list(parents[1:])]
    local[:, 1:] = rot.multiply(rot.conjugate(parent_rotations), rotations[:, 1:])
    names = tuple(model.body(body).name for body in range(1, model.nbody))
    skeleton = Skeleton(names, parents, offsets)
    return Clip(name, skeleton, positions[:, 0], local, fps, loops=False)
