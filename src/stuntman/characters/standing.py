"""The zero pose of a model made to stand: z up, x ahead, its root turned where it is not."""

import mujoco
import numpy as np

from stuntman.characters import anatomy, limbs, structure
from stuntman.characters.anatomy import SIDES
from stuntman.errors import StuntmanError
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

_ASKEW = 0.3  # rad; a zero pose turned by less faces ahead
_IN_LINE = 0.8  # cosine between legs and trunk, from which on they are in line as a person's
_PULLS = 1.0  # m/s2; less gravity tells no way
_Z = np.array([0.0, 0.0, 1.0])


def stand_up(spec: mujoco.MjSpec) -> list[str]:
    """Turn a zero pose whose head is not above its feet, or that gravity draws elsewhere than
    down, by quarter turns; what was done, in sentences."""
    model = spec.compile()
    way = _up(model, int(model.jnt_bodyid[0]))
    axis = int(np.argmax(np.abs(way)))
    up = np.eye(3)[axis] * np.sign(way[axis])
    if up[2] > 0.0:
        return []
    about = rot.cross(up, _Z)
    if not about.any():  # upside down
        about = np.array([2.0, 0.0, 0.0])
    _turn(spec, model, rot.from_rotvec(about * 0.5 * np.pi))
    return [f"{'-' if up[axis] < 0.0 else ''}{'xyz'[axis]} was up in its zero pose; it is stood up"]


def face_ahead(spec: mujoco.MjSpec) -> tuple[mujoco.MjModel, list[str]]:
    """Turn the zero pose about the vertical so that what is left is at +y, and compile it; what was
    done, in sentences."""
    model = spec.compile()
    left = _left(model, int(model.jnt_bodyid[0]))
    yaw = float(np.arctan2(left[1], left[0])) - 0.5 * np.pi
    if not left.any() or abs(yaw) < _ASKEW:
        return model, []
    _turn(spec, model, rot.from_rotvec(np.array([0.0, 0.0, -yaw])))
    degrees = round(np.rad2deg(yaw) % 360.0)
    return spec.compile(), [f"it faced {degrees} degrees to the left of x; it faces x now"]


def _turn(spec: mujoco.MjSpec, model: mujoco.MjModel, turn: Array) -> None:
    root = int(model.jnt_bodyid[0])
    body = spec.body(model.body(root).name)
    body.set_frame(spec.worldbody.add_frame())  # what frames around it do is in the model's numbers
    body.alt.type = mujoco.mjtOrientation.mjORIENTATION_QUAT
    body.pos, body.quat = model.body_pos[root], rot.multiply(turn, model.body_quat[root])


def _up(model: mujoco.MjModel, root: int) -> Array:
    """Which way is up (3,): a person's from feet to shoulders, else against gravity."""
    bones = structure.skeleton(model, root)
    places = limbs.places(bones)
    try:
        found = anatomy.guess(bones, upright=False)
    except StuntmanError:  # told, or not asked for, when its parts are
        found = anatomy.Anatomy({}, (), by_name=False)
    if found.by_name and "left_upper_arm" in found.bones:
        feet, hips, shoulders = (
            np.mean([places[found.bones[side + part]] for side in SIDES], axis=0)
            for part in ("foot", "thigh", "upper_arm")
        )
        legs, trunk = _unit(hips - feet), _unit(shoulders - hips)
        if legs @ trunk > _IN_LINE:
            return _unit(legs + trunk)
    gravity = model.opt.gravity
    return _unit(-gravity) if np.linalg.norm(gravity) > _PULLS else _Z


def _unit(vector: Array) -> Array:
    out: Array = vector / max(float(np.linalg.norm(vector)), 1e-9)
    return out


def _left(model: mujoco.MjModel, root: int) -> Array:
    """Where left is (3,), by names, else by pairs of limbs and the way that feet point; zero where
    nothing tells."""
    bones = structure.skeleton(model, root)
    places = limbs.places(bones)
    left = np.zeros(3)
    for name, place in zip(bones.names, places, strict=True):
        other = "right_" + name.removeprefix("left_")
        if name.startswith("left_") and other in bones.names:
            left += place - places[bones.names.index(other)]
    if left.any():
        return left
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    links = structure.links(model, root)
    score = 0.0
    for limb in limbs.by_shape(bones):
        across = places[limb.left[-1]] - places[limb.right[-1]]
        across[2] = 0.0
        left += across if left @ across >= 0.0 else -across
        for end in (limb.left[-1], limb.right[-1]):
            link = links[end]
            geoms = structure.colliding(model, link)
            if geoms:
                out = data.geom_xpos[geoms].mean(axis=0) - data.xpos[link]
                score += float(out @ rot.cross(left, _Z))
    return left if score >= 0.0 else -left
