"""AMASS: arrays of SMPL, SMPL-H or SMPL-X poses (amass.is.tue.mpg.de), and other tools' the like.

The body model's own files are not needed: joints are where the mean SMPL body has them, left and
right averaged. z is up in these files; fingers, jaw and eyes, and the shape `betas`, are left out.
"""

import itertools
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.motion.formats import budget
from stuntman.motion.formats.options import Options
from stuntman.motion.formats.rig import Rig, to_clip
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# Joint, parent, offset (m): x to the left, y up, z forward. Mean SMPL body (Loper et al. 2015).
_MIDDLE = {
    "pelvis": ("", (0.0, 0.0, 0.0)),
    "spine1": ("pelvis", (0.0, 0.1090, -0.0267)),
    "spine2": ("spine1", (0.0, 0.1352, 0.0011)),
    "spine3": ("spine2", (0.0, 0.0529, 0.0254)),
    "neck": ("spine3", (0.0, 0.2139, -0.0429)),
    "head": ("neck", (0.0, 0.0650, 0.0513)),
}
_SIDE = {
    "hip": ("pelvis", (0.0686, -0.0910, -0.0056)),
    "knee": ("hip", (0.0363, -0.3789, -0.0067)),
    "ankle": ("knee", (-0.0147, -0.3982, -0.0430)),
    "foot": ("ankle", (0.0259, -0.0520, 0.1213)),
    "collar": ("spine3", (0.0803, 0.1203, -0.0364)),
    "shoulder": ("collar", (0.0935, 0.0316, -0.0090)),
    "elbow": ("shoulder", (0.2567, -0.0131, -0.0245)),
    "wrist": ("elbow", (0.2523, 0.0084, -0.0034)),
    "hand": ("wrist", (0.0843, -0.0072, -0.0126)),
}
# SMPL's own order; SMPL-H and SMPL-X differ after the wrists, where the fingers begin.
_ORDER = (
    *("pelvis", "left_hip", "right_hip", "spine1", "left_knee", "right_knee", "spine2"),
    *("left_ankle", "right_ankle", "spine3", "left_foot", "right_foot", "neck", "left_collar"),
    *("right_collar", "head", "left_shoulder", "right_shoulder", "left_elbow", "right_elbow"),
    *("left_wrist", "right_wrist", "left_hand", "right_hand"),
)
_COMMON = 22
JOINTS = len(_ORDER)
# Numbers a frame: SMPL, SMPL-H, SMPL-X and its body alone, without hands.
_WIDTHS = (72, 156, 165, 66)
_NEARLY_ALL = 0.98  # of a body's joints turn by less than once around
# A matrix times itself turned over is 1 to this, where it is a rotation.
_SQUARE = 0.01
# Where `trans` 0 puts the pelvis (m), which nothing turns.
_PELVIS = np.array([-0.0018, -0.2233, 0.0282])
# Keys of other tools (GVHMR, WHAM, TRAM, 4D-Humans, SMPLer-X, AIST++) for the same arrays; in the
# world goes before in the camera.
_WORLD = {"poses": ("poses_world", "pose_world"), "trans": ("trans_world",)}
_ALIASES = {
    "poses": ("pose", "smpl_poses", "fullpose", "pred_rotmat"),
    "trans": ("transl", "smpl_trans", "root_trans", "translation", "pred_trans"),
    "root_orient": ("global_orient", "orient"),
    "pose_body": ("body_pose",),
}
_TURNS = ("poses", "root_orient", "pose_body")
_RATES = ("mocap_framerate", "mocap_frame_rate", "mocap_frame_rates", "frame_rate", "fps")
_Any = TypeVar("_Any")
_SCALE = "smpl_scaling"  # AIST++: of trans, to a metre
POSES = frozenset((*_ALIASES, *itertools.chain(*_ALIASES.values(), *_WORLD.values())))
KEYS = POSES | {*_RATES, _SCALE}
# How keys of a dictionary in a dictionary are joined, and which of several is taken first.
_JOINTS_OF_KEYS = re.compile(r"[/.]")
_IN_WORLD = ("global", "world")


def ungrouped(arrays: Mapping[str, _Any]) -> tuple[dict[str, _Any], str]:
    """Arrays of a dictionary in a dictionary (`smpl_params_global/body_pose`) under their own keys,
    and what is to be said of it: of several, those in the world's axes, else the first."""
    groups: dict[str, dict[str, _Any]] = {}
    for key, array in arrays.items():
        *above, own = _JOINTS_OF_KEYS.split(key)
        if own in KEYS and above:
            groups.setdefault("/".join(above), {})[own] = array
    whole = {group: found for group, found in groups.items() if len(KEYS & set(found)) > 1}
    if not whole:
        return dict(arrays), ""
    best = next((g for g in whole if any(word in g for word in _IN_WORLD)), next(iter(whole)))
    others = ", ".join(f"'{group}'" for group in whole)
    note = f"its '{best}' of {len(whole)} ({others})" if len(whole) > 1 else ""
    rates = {key: array for key, array in arrays.items() if key in _RATES}
    return rates | whole[best], note


def clip(name: str, arrays: Mapping[str, Array], given: list[str], options: Options) -> Clip:
    """The clip of an archive's arrays, under the keys of AMASS or of other tools.

    Rotations are vectors, in a row or (frames, joints, 3), or matrices (frames, joints, 3, 3); a
    motion may be one of a batch of one.

    Args:
        given: all keys of the archive. options: its unit is that of `trans`, as the body's own is
            the metre.

    Raises:
        StuntmanError: a key is missing, which is named, or an array is damaged.
    """
    told: dict[str, Array] = dict(arrays)
    up = "z" if {"poses", "root_orient"} & set(told) and "trans" in told else None
    for key, others in _WORLD.items():
        found = next((other for other in others if other in told), None)
        if found is not None:
            told[key], up = told[found], None
    for key, others in _ALIASES.items():
        found = next((other for other in others if other in told), None)
        if key not in told and found is not None:
            told[key] = told[found]
    for key in _TURNS:
        if key in told:
            told[key] = _vectors(key, told[key])
    if "trans" in told:
        told["trans"] = _of_one("trans", told["trans"], (3,)) * (options.unit or 1.0)
        if told["trans"].ndim == 3 and told["trans"].shape[1] == 1:
            told["trans"] = told["trans"][:, 0]
        if _SCALE in told and np.all(told[_SCALE] > 0.0):
            told["trans"] = told["trans"] / told[_SCALE].ravel()[0]
    if options.fps is not None:
        told["fps"] = np.array(options.fps)
        told = {key: array for key, array in told.items() if key not in _RATES[:-1]}
    return to_clip(name, _rig(told, given), replace(options, unit=None), up=up, unit=1.0)


def _of_one(key: str, array: Array, last: tuple[int, ...]) -> Array:
    """The array of the one motion of a batch, (1, frames, numbers), as (frames, numbers)."""
    if array.ndim != 3 or array.shape[-1] not in last or array.shape[1] == 1:
        return array
    if len(array) > 1:
        raise StuntmanError(
            f"'{key}' {array.shape} holds {len(array)} motions; save each by itself"
        )
    return array[0]


def _vectors(key: str, turns: Array) -> Array:
    """Rotations as vectors in a row (frames, numbers)."""
    turns = _of_one(key, turns, _WIDTHS)
    if turns.ndim == 3 and turns.shape[-1] not in (3, *_WIDTHS):
        raise StuntmanError(
            f"'{key}' {turns.shape} holds no rotation vectors (3) and no matrices (3, 3); turn "
            "them into either"
        )
    if turns.ndim >= 3 and turns.shape[-2:] == (3, 3):
        squares = turns @ np.swapaxes(turns, -1, -2)
        sound = np.abs(squares - np.eye(3)).max(axis=(-1, -2)) < _SQUARE
        if not np.all(sound) or not np.all(np.linalg.det(turns) > 0.0):
            raise StuntmanError(f"'{key}' {turns.shape} holds a matrix that is no rotation")
        turns = rot.to_rotvec(rot.from_matrix(turns))
    return turns.reshape(len(turns), -1) if turns.ndim > 2 else turns


def _rig(arrays: dict[str, Array], given: list[str]) -> Rig:
    """The rig of arrays under AMASS's keys; `given` are those that the file has."""
    split = "poses" not in arrays and {"root_orient", "pose_body"} & set(arrays)
    for key in (("root_orient", "pose_body") if split else ("poses",)) + ("trans",):
        if key not in arrays:
            also = [*_WORLD.get(key, ()), *_ALIASES[key]]
            also += ["root_orient and pose_body"] if key == "poses" else []
            raise StuntmanError(
                f"lacks '{key}' (or {', '.join(also)}); it has "
                f"{', '.join(given[:12]) or 'none of them'}"
            )
    if split:
        root, body = arrays["root_orient"], arrays["pose_body"]
        if root.ndim != 2 or body.ndim != 2 or len(root) != len(body):
            raise StuntmanError("'root_orient' and 'pose_body' do not fit; get the file again")
        arrays["poses"] = np.concatenate([root, body], axis=1)
    rate = next((arrays[key] for key in _RATES if key in arrays), None)
    if rate is None:
        raise StuntmanError(f"lacks its rate ({', '.join(_RATES)}); give it by --file-fps")
    poses, trans = arrays["poses"], arrays["trans"]
    if poses.ndim != 2 or poses.shape[1] not in _WIDTHS or trans.shape != (len(poses), 3):
        raise StuntmanError(
            f"'poses' {poses.shape} and 'trans' {trans.shape} do not fit; 72, 156 or 165 numbers "
            "a frame and 3 are due"
        )
    if np.unique(rate).size != 1 or not 1.0 <= float(rate.flat[0]) <= 10_000.0:
        key = next(key for key in _RATES if key in arrays)
        raise StuntmanError(f"its frame rate makes no sense; mend '{key}', or give --file-fps")
    if not np.all(np.isfinite(poses)) or not np.all(np.abs(poses) < 100.0 * math.pi):
        frame = int(np.argmin(np.all(np.abs(poses) < 100.0 * math.pi, axis=1)))
        raise StuntmanError(f"frame {frame + 1} holds a number that is no angle; repair it")
    frames = len(poses)
    turned = np.linalg.norm(poses[:, 3:].reshape(frames, -1, 3), axis=-1)
    if frames and np.quantile(turned, _NEARLY_ALL) > 2.0 * np.pi:
        raise StuntmanError("its joints are turned by more than a whole turn: radians are due")
    budget.check(frames, len(_ORDER))
    joints = _ORDER if poses.shape[1] == 72 else _ORDER[:_COMMON]
    vectors = poses[:, : 3 * len(joints)].reshape(frames, len(joints), 3)
    names, parents, offsets = _skeleton()
    rotations = np.tile(rot.IDENTITY, (frames, len(names), 1))
    for k, joint in enumerate(joints):
        rotations[:, names.index(joint)] = rot.from_rotvec(vectors[:, k])
    positions = np.tile(offsets, (frames, 1, 1))
    positions[:, 0] = trans + _PELVIS
    rest = np.tile(rot.IDENTITY, (len(names), 1))
    rest[0] = 0.5  # the body's own axes are y up and z forward, the world's z up
    ends = np.zeros_like(offsets)
    return Rig(names, parents, positions, rotations, rest, float(rate.flat[0]), ends)


def _skeleton() -> tuple[tuple[str, ...], tuple[int, ...], Array]:
    rows = [(name, parent, offset) for name, (parent, offset) in _MIDDLE.items()]
    for side, sign in (("left_", 1.0), ("right_", -1.0)):
        for name, (parent, (x, y, z)) in _SIDE.items():
            above = parent if parent in _MIDDLE else side + parent
            rows.append((side + name, above, (sign * x, y, z)))
    names = tuple(name for name, _, _ in rows)
    parents = tuple(names.index(parent) if parent else -1 for _, parent, _ in rows)
    return names, parents, np.array([offset for _, _, offset in rows])
