"""A performance put back on the rig that its clip came on, as BVH and as GLB.

The rig does what the clip does at the same instant, turned and moved by as much as the body was off
its reference: so fingers, toes and whatever the body has not go on doing what the clip has them do.
Head, hands and feet are then brought to where the body has them.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mujoco
import numpy as np

from stuntman import __version__, paths
from stuntman.errors import StuntmanError
from stuntman.export.gltf_file import GltfFile, animation, quaternions
from stuntman.export.reaching import WorldPose, reach_for
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.motion.formats import bvh
from stuntman.motion.formats.rig import Rig
from stuntman.motion.formats.source_rig import from_clip
from stuntman.physics import scene
from stuntman.playback.recording import Performance
from stuntman.retargeting.copying import can_copy
from stuntman.retargeting.report import report
from stuntman.retargeting.retarget import TABLE_RATE
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

_TO_GLTF = np.array([0.5, -0.5, -0.5, -0.5])  # from z up, x forward to y up, z forward


def write_bvh(performance: Performance, path: Path) -> None:
    """Write the motion on the clip's own rig, in its file's axes and unit.

    Raises:
        StuntmanError: the file cannot be written, or the clip came on no rig.
    """
    bvh.write_rig(on_rig(performance, clip_on_rig(performance.clip)), path)


def write_glb(performance: Performance, path: Path) -> None:
    """Write the motion on the clip's own rig: an armature without a mesh, y up, metres, each bone
    at rest as in its file, so that the animation goes onto the character by its bones' names.

    Raises:
        StuntmanError: the file cannot be written, or the clip came on no rig.
    """
    content = glb(on_rig(performance, clip_on_rig(performance.clip)))
    with paths.written(path) as part:
        part.write_bytes(content)


def on_rig(performance: Performance, clip: Clip) -> Clip:
    """The performance as a clip of the skeleton of `clip`, which was performed; m.

    Raises:
        StuntmanError: it cannot be told which of the clip's bones is which part of the body.
    """
    model = scene.build(performance.character)
    reference, figures = report(clip, performance.character, model)
    rows = np.rint(performance.phases * TABLE_RATE).astype(int).clip(0, reference.frames - 1)
    names = list(figures.bones.values())
    meant, wanted, done = (
        _poses(model, qpos, names)
        for qpos in (reference.qpos[rows], performance.reference, performance.qpos)
    )
    bones = [clip.skeleton.names.index(bone) for bone in figures.bones]
    pelvis = names.index(performance.character.root)

    places, local = clip.sample(performance.phases)
    places, turns = clip.skeleton.forward(places, local)
    if can_copy(clip, performance.character, model):  # each link is turned as its bone is
        off = rot.multiply(done.turns, rot.conjugate(turns[:, bones]))
    else:  # from the clip's world to the performance's, and from the reference to what was done
        carried = rot.multiply(wanted.turns[:, pelvis], rot.conjugate(meant.turns[:, pelvis]))
        off = rot.multiply(done.turns, rot.conjugate(wanted.turns))
        off = rot.multiply(off, carried[:, None])
    above: list[int] = []  # by bone, what moves it: its own link, or that of the bone it hangs on
    for bone, parent in enumerate(clip.skeleton.parents):
        hung = above[parent] if parent >= 0 else pelvis
        above.append(bones.index(bone) if bone in bones else hung)
    pose = WorldPose(clip.skeleton, places[:, 0], rot.multiply(off[:, above], turns))

    # A bone stays where it is beside its link on the whole: so the rig does what the body did, and
    # not what the clip did before it was made such as a body can do.
    apart = figures.scale * places[:, bones] - meant.places
    apart[..., :2] -= apart[:, pelvis, :2].mean(
        axis=0
    )  # both stand on the floor, but not in a place
    beside = rot.rotate_inverse(meant.turns, apart).mean(axis=0)
    goals = (done.places + rot.rotate(done.turns, beside)) / figures.scale
    pose.root += goals[:, pelvis] - pose.places()[:, bones[pelvis]]
    reach_for(pose, dict(zip(bones, np.moveaxis(goals, 1, 0), strict=True)))
    root_places, local = pose.local()
    return Clip(
        clip.name,
        clip.skeleton,
        root_places,
        local,
        performance.rate,
        loops=False,
        source=clip.source,
    )


@dataclass(frozen=True, eq=False)
class _Poses:
    """Where links and sites are, by name: places (frames, names, 3) m, turns (frames, names, 4)."""

    places: Array
    turns: Array


def _poses(model: mujoco.MjModel, qpos: Array, names: list[str]) -> _Poses:
    data = mujoco.MjData(model)
    places = np.empty((len(qpos), len(names), 3))
    turns = np.empty((len(qpos), len(names), 4))
    links = [mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_BODY, name) for name in names]
    for frame, state in enumerate(qpos):
        data.qpos[:] = state
        mujoco.mj_kinematics(model, data)
        for k, (name, link) in enumerate(zip(names, links, strict=True)):
            if link >= 0:
                places[frame, k], turns[frame, k] = data.xpos[link], data.xquat[link]
            else:  # a hand without a link of its own
                site = data.site(name)
                places[frame, k] = site.xpos
                turns[frame, k] = data.xquat[model.site_bodyid[site.id]]
    return _Poses(places, turns)


def clip_on_rig(name: str) -> Clip:
    """The clip of that name, or in that file, which came on a rig.

    Raises:
        StuntmanError: it came on none, or there is no such clip.
    """
    clip = library.load(name)
    if clip.source is None:
        raise StuntmanError(
            f"--rig original: the clip {clip.name} came on no rig of its own: those do that are "
            "imported from BVH, FBX, ASF/AMC or glTF; import it again, or leave --rig out."
        )
    return clip


def glb(clip: Clip) -> bytes:
    """The file's bytes, of a clip on the rig that it came on."""
    rig = from_clip(clip, _TO_GLTF, 1.0)
    file, bones = GltfFile(), len(rig.names)
    nodes: list[dict[str, Any]] = [
        {
            "name": bone,
            "translation": rig.positions[0, k].tolist(),
            "rotation": quaternions(rig.rest_rotations[k]).tolist(),
        }
        for k, bone in enumerate(rig.names)
    ]
    for bone, parent in enumerate(rig.parents[1:], start=1):
        nodes[parent].setdefault("children", []).append(bone)
    content = {
        "asset": {"version": "2.0", "generator": f"stuntman {__version__}"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": nodes,
        "skins": [
            {
                "joints": list(range(bones)),
                "skeleton": 0,
                "inverseBindMatrices": file.add(_unbind(rig).mT.reshape(bones, 16), "MAT4"),
            }
        ],
        "animations": [animation(file, clip.name, rig.fps, rig.positions[:, 0], rig.rotations)],
    }
    return file.pack(content)


def _unbind(rig: Rig) -> Array:
    """Inverses (bones, 4, 4) of where the bones are at rest."""
    there = np.tile(np.eye(4), (len(rig.names), 1, 1))
    there[:, :3, :3] = rot.to_matrix(rig.rest_rotations)
    there[:, :3, 3] = rig.positions[0]
    for bone, parent in enumerate(rig.parents[1:], start=1):
        there[bone] = there[parent] @ there[bone]
    return np.linalg.inv(there)
