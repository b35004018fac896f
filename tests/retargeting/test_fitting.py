"""Clips of other skeletons on the humanoid, by inverse kinematics."""

import os
import re
from dataclasses import replace
from pathlib import Path

import mink
import mujoco
import numpy as np
import pytest

from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.motion import formats, library
from stuntman.motion.clip import Clip
from stuntman.physics import scene
from stuntman.retargeting import cache, fitting, measures, stances
from stuntman.retargeting.copying import can_copy
from stuntman.retargeting.retarget import retarget
from stuntman.spatial import rotations as rot

SHARED = Path(os.environ.get("STUNTMAN_SHARED", Path(__file__).parents[3] / "shared")) / "clips"
REAL = sorted([*SHARED.glob("cmu-*/*.bvh"), *SHARED.glob("cmu-*/*.amc"), *SHARED.glob("*/*.fbx")])
NAMES = {"root": "Hips", "chest": "Spine", "neck": "Head", "hip": "UpLeg", "knee": "Leg"}
NAMES |= {"ankle": "Foot", "shoulder": "Arm", "elbow": "ForeArm", "wrist": "Hand"}


def foreign(clip: Clip, size: float) -> Clip:
    """The same motion of a body of another size, with other names and its arms out at rest."""
    names = []
    for name in clip.skeleton.names:
        side, _, part = name.rpartition("_")
        names.append((f"{side}_" if side else "") + NAMES[part])
    rest = np.tile(rot.IDENTITY, (len(names), 1))
    for side, angle in (("left", 0.5), ("right", -0.5)):
        out = rot.from_rotvec(np.array([angle * np.pi, 0.0, 0.0]))
        rest[names.index(f"{side}_Arm")] = out
    _, turns = clip.skeleton.forward(np.zeros(3), rest)
    offsets = clip.skeleton.offsets.copy()
    local = clip.rotations.copy()
    for bone, parent in enumerate(clip.skeleton.parents):
        if parent >= 0:
            offsets[bone] = rot.rotate(turns[parent], offsets[bone])
            local[:, bone] = rot.multiply(turns[parent], local[:, bone])
        local[:, bone] = rot.multiply(local[:, bone], rot.conjugate(turns[bone]))
    skeleton = replace(clip.skeleton, names=tuple(names), offsets=size * offsets)
    return replace(
        clip, skeleton=skeleton, root_positions=size * clip.root_positions, rotations=local
    )


@pytest.fixture
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(library, "cache_folder", lambda: tmp_path)
    return tmp_path


@pytest.mark.parametrize("size", [1.0, 2.3])
def test_a_walk_under_other_names_and_in_another_size_is_the_same_walk(
    walk: Clip, humanoid: Character, model: mujoco.MjModel, cache_folder: Path, size: float
) -> None:
    other = foreign(walk.resample(30.0), size)
    assert can_copy(walk, humanoid, model)
    assert not can_copy(other, humanoid, model)

    copied, solved = retarget(walk, humanoid, model), retarget(other, humanoid, model)

    names = [model.body(k).name for k in range(1, model.nbody)]
    gaps = np.linalg.norm(copied.pose.positions - solved.pose.positions, axis=-1)
    assert gaps.mean() < 0.02
    assert gaps[:, names.index("left_ankle")].max() < 0.06
    assert solved.loops
    assert solved.digest == other.digest


def test_the_solution_is_kept_and_a_damaged_one_solved_again(
    walk: Clip, humanoid: Character, model: mujoco.MjModel, cache_folder: Path
) -> None:
    clip = replace(foreign(walk, 1.0).slice(0.0, 0.2), name="short")
    first = cache.fitted(clip, humanoid, model)
    (kept,) = cache_folder.glob("retargeted/*.npy")
    np.testing.assert_array_equal(np.load(kept), first)

    kept.write_bytes(kept.read_bytes()[:200])
    np.testing.assert_array_equal(cache.fitted(clip, humanoid, model), first)
    # Another body has a solution of its own.
    cache.fitted(clip, replace(humanoid, bone_map={"left_Leg": "left_knee"}), model)
    assert len(list(cache_folder.glob("retargeted/*"))) == 2


def test_bones_are_reported_and_can_be_mapped_by_hand(
    walk: Clip, humanoid: Character, model: mujoco.MjModel
) -> None:
    clip = foreign(walk, 1.0).slice(0.0, 0.1)
    fit = fitting.fit(clip, humanoid, model)
    assert fit.bones["Hips"] == "root"
    assert fit.bones["left_Arm"] == "left_shoulder"
    assert fit.bones["left_Hand"] == "left_hand"  # a site of the body
    assert fit.unused == ()
    assert fit.scale == pytest.approx(1.0, abs=1e-3)

    names = [name.replace("UpLeg", "Cannon").replace("Leg", "Pin") for name in clip.skeleton.names]
    odd = replace(clip, skeleton=replace(clip.skeleton, names=tuple(names)))
    mapping = {f"{s}_{bone}": f"{s}_{link}" for s in ("left", "right") for bone, link in
               (("Cannon", "hip"), ("Pin", "knee"))}  # fmt: skip
    mapped = fitting.fit(odd, replace(humanoid, bone_map=mapping), model)
    np.testing.assert_allclose(mapped.qpos, fit.qpos, atol=1e-9)


def test_a_skeleton_without_legs_is_refused(
    walk: Clip, humanoid: Character, model: mujoco.MjModel, clip_of_arms: Clip
) -> None:
    with pytest.raises(StuntmanError, match=r"arms: no legs can be told"):
        retarget(clip_of_arms, humanoid, model)


def test_what_the_solver_cannot_answer_is_told_with_its_frame(
    walk: Clip, humanoid: Character, model: mujoco.MjModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise mink.NoSolutionFound("daqp")

    monkeypatch.setattr(mink, "solve_ik", fail)
    with pytest.raises(StuntmanError, match=r"walk: frame 1: no pose of the body comes near"):
        fitting.fit(foreign(walk, 1.0), humanoid, model)


def test_a_robot_with_several_hinges_in_a_row_walks_as_the_humanoid_does(
    walk: Clip, humanoid: Character, model: mujoco.MjModel, cache_folder: Path, tmp_path: Path
) -> None:
    """The humanoid with three hinges for each ball joint, and its links called as robots' are."""
    text = humanoid.model_path.read_text()
    text = re.sub(r"<actuator>.*?</actuator>", "", text, flags=re.DOTALL)
    text = re.sub(r'<joint type="ball"[^>]*/>', '<joint damping="1"/>', text)
    hinges = "".join(
        rf'<joint name="\1_{axis}" axis="{way}" range="-2.6 2.6"/>'
        for axis, way in (("x", "1 0 0"), ("y", "0 1 0"), ("z", "0 0 1"))
    )
    balls = r"chest|neck|\w+_shoulder|\w+_hip|\w+_ankle"
    text = re.sub(rf'<joint name="({balls})" class="\w+"/>', hinges, text)
    text = re.sub(r'<body name="(\w+_(?:hip|shoulder))"', r'<body name="\1_yaw_link"', text)
    text = re.sub(r'<body name="(\w+_(?:knee|elbow|ankle))"', r'<body name="\1_link"', text)
    text = text.replace('<body name="root"', '<body name="pelvis"')
    text = text.replace('<body name="chest"', '<body name="torso_link"')
    (tmp_path / "robot.xml").write_text(text)
    robot = replace(
        humanoid, model_path=tmp_path / "robot.xml", root="pelvis", fall_bodies=("torso_link",)
    )
    robot_model = scene.build(robot)
    assert not can_copy(walk, robot, robot_model)

    solved = retarget(walk, robot, robot_model)

    gaps = solved.pose.positions - retarget(walk, humanoid, model).pose.positions
    assert np.linalg.norm(gaps, axis=-1).mean() < 0.02
    assert solved.clamped == 0.0


def test_how_a_model_draws_its_frames_does_not_matter(
    walk: Clip, humanoid: Character, model: mujoco.MjModel, cache_folder: Path, tmp_path: Path
) -> None:
    """The humanoid with its root's frame lying on its back, as models made with y up have it."""
    spec = humanoid.spec()
    lying = rot.from_rotvec(np.array([0.5 * np.pi, 0.0, 0.0]))
    back = rot.conjugate(lying)
    root = spec.body("root")
    root.quat = lying
    for part in (*root.bodies, *root.geoms):
        part.alt.type = mujoco.mjtOrientation.mjORIENTATION_QUAT
        part.pos = rot.rotate(back, part.pos)
        part.quat = rot.multiply(back, model.body(part.name).quat if part in root.bodies
                                 else rot.IDENTITY)  # fmt: skip
    (tmp_path / "lying.xml").write_text(spec.to_xml())
    other = replace(humanoid, model_path=tmp_path / "lying.xml")
    clip = foreign(walk, 1.0)

    here, there = retarget(clip, humanoid, model), retarget(clip, other, scene.build(other))

    gaps = np.linalg.norm(here.pose.positions - there.pose.positions, axis=-1)
    assert gaps.mean() < 0.01


@pytest.fixture
def clip_of_arms(walk: Clip) -> Clip:
    skeleton = replace(
        walk.skeleton,
        names=("hips", "spine", "left_tentacle"),
        parents=(-1, 0, 1),
        offsets=walk.skeleton.offsets[:3],
    )
    return replace(
        walk, name="arms", skeleton=skeleton, rotations=walk.rotations[:, :3], loops=False
    )


@pytest.mark.skipif(not REAL, reason="no ../shared/clips here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_every_real_clip_keeps_limits_stands_still_and_reaches_where_it_should(
    path: Path, humanoid: Character, model: mujoco.MjModel
) -> None:
    clip = formats.read(path)
    clip = clip.slice(0.0, min(clip.duration, 1.5)).resample(30.0)

    fit = fitting.fit(clip, humanoid, model)

    assert set(fit.bones.values()) > {model.body(k).name for k in range(1, model.nbody)}
    assert fit.error < 0.02
    for joint in range(1, model.njnt):
        low, high = model.jnt_range[joint]
        address = model.jnt_qposadr[joint]
        if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL:
            turn = rot.to_rotvec(fit.qpos[:, address : address + 4])
            assert np.linalg.norm(turn, axis=-1).max() < high + 1e-6
        else:
            assert low - 1e-6 < fit.qpos[:, address].min()
            assert fit.qpos[:, address].max() < high + 1e-6
    stands, toes, _ = stances.stands(clip, stances.FEET)
    slide = stances.foot_slide(stands, measures.balls(humanoid, model, fit.qpos, stances.FEET))
    assert slide < 0.01 or slide < fit.scale * stances.foot_slide(stands, toes)
