"""A performance on the rig that its clip came on: the file's bones, and the body's motion."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.export import original_rig
from stuntman.mjcf.geometry import body_poses
from stuntman.mjcf.names import body_names
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.motion.formats import bvh, clip_json, fbx, gltf
from stuntman.motion.formats.source_rig import from_clip
from stuntman.physics import scene
from stuntman.playback.recording import Performance
from stuntman.retargeting.report import report
from stuntman.retargeting.retarget import TABLE_RATE
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import Skeleton

PARTS = {"root": "Hips", "chest": "Spine", "neck": "Head", "hip": "UpLeg", "knee": "Leg"}
PARTS |= {"ankle": "Foot", "shoulder": "Arm", "elbow": "ForeArm", "wrist": "Hand"}
ENDS = ("left_Hand", "right_Hand", "left_Foot", "right_Foot", "Head")
SHARED = Path(__file__).parents[3] / "shared" / "clips"
FBX, BVH = SHARED / "cmu-fbx" / "07_01_cmu.fbx", SHARED / "cmu-bvh" / "002_01.bvh"


@pytest.fixture(scope="module")
def mixamo(walk: Clip, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The walk as a BVH such as Mixamo's: its names, centimetres, a finger and a toe that move."""
    names = [
        f"mixamorig:{side.capitalize()}{PARTS[part]}"
        for side, _, part in (name.rpartition("_") for name in walk.skeleton.names)
    ]
    parents, offsets = list(walk.skeleton.parents), list(walk.skeleton.offsets)
    turns = list(np.moveaxis(walk.rotations, 1, 0))
    curl = rot.from_rotvec(np.linspace(0.0, 0.5, walk.frames)[:, None] * [0.0, 1.0, 0.0])
    for side in ("Left", "Right"):
        for parent, name, offset in (
            ("Hand", "HandIndex1", [0.0, 0.0, -0.08]),
            ("Foot", "ToeBase", [0.12, 0.0, -0.05]),
        ):
            parents.append(names.index(f"mixamorig:{side}{parent}"))
            names.append(f"mixamorig:{side}{name}")
            offsets.append(np.array(offset))
            turns.append(curl)
    skeleton = Skeleton(tuple(names), tuple(parents), 100.0 * np.array(offsets))
    path = tmp_path_factory.mktemp("rig") / "mixamo.bvh"
    places = 100.0 * walk.root_positions
    bvh.write(Clip("mixamo", skeleton, places, np.stack(turns, 1), walk.fps, loops=False), path)
    return path


@pytest.fixture(scope="module")
def clip(mixamo: Path, tmp_path_factory: pytest.TempPathFactory) -> Clip:
    """That file, as it is kept in the library."""
    kept = tmp_path_factory.mktemp("library") / "mixamo.clip"
    clip_json.write(replace(bvh.read(mixamo), loops=True), kept)
    return clip_json.read(kept)


@pytest.fixture(scope="module")
def perfect(clip: Clip, performance: Performance) -> Performance:
    """The clip performed exactly."""
    model = scene.build(performance.character)
    reference, _ = report(clip, performance.character, model)
    phases = np.arange(0.0, clip.duration, 1.0 / performance.rate)
    qpos = reference.qpos[np.rint(phases * TABLE_RATE).astype(int)]
    return replace(performance, qpos=qpos, reference=qpos, phases=phases)


@pytest.fixture(scope="module")
def done(clip: Clip, performance: Performance) -> Clip:
    """The performance on the clip's rig."""
    return original_rig.on_rig(performance, clip)


@pytest.fixture(scope="module")
def perfectly_done(clip: Clip, perfect: Performance) -> Clip:
    return original_rig.on_rig(perfect, clip)


def hierarchy(path: Path) -> list[str]:
    """The lines of a BVH file that tell its bones, without signs of nothing."""
    lines = path.read_text().split("MOTION")[0].splitlines()
    return [line.replace("-0.000000000", "0.000000000") for line in lines]


def test_head_hands_and_feet_go_with_the_body(
    clip: Clip, performance: Performance, done: Clip
) -> None:
    """On another rig: each stays beside the body's, as the clip on the whole has it there."""
    joints, _ = done.global_transforms()
    model = scene.build(performance.character)
    _, figures = report(clip, performance.character, model)
    for name in ENDS:
        link = figures.bones[name]
        places, turns = link_poses(performance, link)
        apart = figures.scale * joints[:, clip.skeleton.names.index(name)] - places
        beside = rot.rotate_inverse(turns, apart)
        assert np.linalg.norm(beside - beside.mean(axis=0), axis=-1).max() < 0.01, name
        assert np.linalg.norm(beside.mean(axis=0)) < 0.06, name


def link_poses(performance: Performance, name: str) -> tuple[Array, Array]:
    """Where a link is, or a site and the link that it is on: (frames, 3), (frames, 4)."""
    model = performance.model
    places, turns = body_poses(model, performance.qpos)
    links = body_names(model)
    if name in links:
        return places[:, links.index(name)], turns[:, links.index(name)]
    site = model.site(name)
    link = int(site.bodyid[0]) - 1
    return places[:, link] + rot.rotate(turns[:, link], site.pos), turns[:, link]


def test_head_hands_and_feet_are_where_the_body_has_them(
    walk: Clip, performance: Performance, tmp_path: Path
) -> None:
    """On a rig of the body's own proportions."""
    bvh.write(walk, tmp_path / "walk.bvh")
    clip = replace(bvh.read(tmp_path / "walk.bvh"), loops=True)
    joints, _ = original_rig.on_rig(performance, clip).global_transforms()
    places, turns = body_poses(performance.model, performance.qpos)
    links = body_names(performance.model)
    for name in ("root", "left_ankle", "right_ankle", "neck"):
        apart = joints[:, clip.skeleton.names.index(name)] - places[:, links.index(name)]
        assert np.linalg.norm(apart, axis=-1).max() < 0.01, name
    for side in ("left", "right"):
        wrist = clip.skeleton.names.index(f"{side}_wrist")
        elbow = links.index(f"{side}_elbow")
        hand = places[:, elbow] + rot.rotate(turns[:, elbow], clip.skeleton.offsets[wrist])
        assert np.linalg.norm(joints[:, wrist] - hand, axis=-1).max() < 0.01


def test_what_the_body_does_otherwise_is_taken_over(
    clip: Clip, perfect: Performance, perfectly_done: Clip
) -> None:
    """Turned about, moved away and lifted."""
    qpos = perfect.qpos.copy()
    turn = rot.from_yaw(1.0)
    qpos[:, :3] = rot.rotate(turn, qpos[:, :3]) + np.array([1.0, 2.0, 0.3])
    qpos[:, 3:7] = rot.multiply(turn, qpos[:, 3:7])
    before, _ = perfectly_done.global_transforms()
    after, _ = original_rig.on_rig(replace(perfect, qpos=qpos), clip).global_transforms()
    np.testing.assert_allclose(
        after, rot.rotate(turn, before) + np.array([1.0, 2.0, 0.3]), atol=1e-6
    )


def test_fingers_and_toes_do_what_the_clip_has_them_do(
    clip: Clip, perfect: Performance, perfectly_done: Clip
) -> None:
    _, local = clip.sample(perfect.phases)
    for name in ("left_HandIndex1", "right_ToeBase"):
        bone = clip.skeleton.names.index(name)
        turns = perfectly_done.rotations[:, bone]
        assert rot.angle_between(turns, local[:, bone]).max() < 1e-6


def test_the_bvh_has_the_files_own_bones(mixamo: Path, done: Clip, tmp_path: Path) -> None:
    bvh.write_rig(done, tmp_path / "take.bvh")
    assert hierarchy(tmp_path / "take.bvh") == hierarchy(mixamo)
    again = bvh.read(tmp_path / "take.bvh")
    np.testing.assert_allclose(again.global_transforms()[0], done.global_transforms()[0], atol=1e-4)


def test_the_glb_has_the_files_own_bones(clip: Clip, done: Clip, tmp_path: Path) -> None:
    (tmp_path / "take.glb").write_bytes(original_rig.glb(done))
    again = gltf.read(tmp_path / "take.glb")
    assert again.source is not None and clip.source is not None
    assert sorted(again.source.names) == sorted(clip.source.names)
    read, written = again.global_transforms()[0], done.global_transforms()[0]
    for bone, name in enumerate(clip.source.names):
        found = again.source.names.index(name)
        np.testing.assert_allclose(read[:, found], written[:, bone], atol=1e-4)


def test_bones_that_are_turned_at_rest_stay_so() -> None:
    """As those of FBX files are: the file's own numbers come back."""
    if not FBX.is_file():
        pytest.skip("needs the clips of ../shared")
    clip = fbx.read(FBX)
    assert clip.source is not None
    bent = rot.angle_between(clip.source.rest_rotations[1:], clip.source.rest_rotations[:-1])
    rig = from_clip(clip, np.array([1.0, 0.0, 0.0, 0.0]), 1.0)
    places = [rig.positions[:, 0]]
    turns = [rig.rotations[:, 0]]
    for bone, parent in enumerate(rig.parents[1:], start=1):
        places.append(places[parent] + rot.rotate(turns[parent], rig.positions[:, bone]))
        turns.append(rot.multiply(turns[parent], rig.rotations[:, bone]))
    joints, _ = clip.global_transforms()
    kept = [bone for bone, name in enumerate(clip.source.names) if name]
    np.testing.assert_allclose(np.stack(places, axis=1), joints[:, kept], atol=1e-9)
    assert bent.max() > 0.1


def test_a_clip_without_a_rig_says_so(performance: Performance, tmp_path: Path) -> None:
    assert library.load("walk").source is None
    with pytest.raises(StuntmanError, match="walk came on no rig of its own"):
        original_rig.write_bvh(performance, tmp_path / "take.bvh")
    assert not list(tmp_path.iterdir())


def test_a_root_that_is_not_the_pelvis_and_a_first_frame_in_a_t_pose_come_back(
    performance: Performance, tmp_path: Path
) -> None:
    """As in a file out of a character program: its root is on the floor, its axes are others."""
    if not BVH.is_file():
        pytest.skip("needs the clips of ../shared")
    clip = replace(bvh.read(BVH).slice(0.5, 1.8), loops=True)
    done = original_rig.on_rig(performance, clip)
    bvh.write_rig(done, tmp_path / "take.bvh")
    assert bones(tmp_path / "take.bvh").keys() == bones(BVH).keys()
    for name, offset in bones(BVH).items():
        np.testing.assert_allclose(bones(tmp_path / "take.bvh")[name], offset, atol=1e-3)
    joints, _ = done.global_transforms()
    assert clip.source is not None
    pelvis = joints[:, clip.source.names.index("CC_Base_Hip")]
    _, figures = report(clip, performance.character, scene.build(performance.character))
    root = performance.qpos[:, :3] / figures.scale
    beside = rot.rotate_inverse(performance.qpos[:, 3:7], pelvis - root)
    assert np.abs(beside - beside[0]).max() < 1e-6


def bones(path: Path) -> dict[str, list[float]]:
    """Offsets by the names of a BVH file's joints."""
    found = re.finditer(
        r"(?:ROOT|JOINT)\s+(\S+)\s*\{\s*OFFSET\s+([^\n]+)", path.read_text().split("MOTION")[0]
    )
    return {match[1]: [float(number) for number in match[2].split()] for match in found}
