"""Bringing a body: what becomes of a model, and which models are refused with a reason."""

import struct
from pathlib import Path

import mujoco
import numpy as np
import pytest
import torch
from PIL import Image

from stuntman.characters import character as characters
from stuntman.characters import library as bodies
from stuntman.characters.adoption import Adopted, adopt
from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.physics import scene
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe

# A person of capsules as others draw them: a floor, motors, hinges in a row, clamping defaults.
LEG = """
<body name="{side}_thigh" pos="0 {y} -0.05">
  <joint name="{side}_hip_x" axis="1 0 0" range="-60 60"/>
  <joint name="{side}_hip_y" axis="0 1 0" range="-110 40"/>
  <geom fromto="0 0 0 0 0 -0.4" size="0.06"/>
  <body name="{side}_shin" pos="0 0 -0.42">
    <joint name="{side}_knee" axis="0 1 0" range="0 150"/>
    <geom fromto="0 0 0 0 0 -0.38" size="0.05"/>
    <body name="{side}_foot" pos="0 0 -0.42">
      <joint name="{side}_ankle" axis="0 1 0" range="-50 50"/>
      <geom type="box" size="0.11 0.05 0.03" pos="0.05 0 -0.02"/>
    </body>
  </body>
</body>"""
ARM = """
<body name="{side}_upper_arm" pos="0 {y2} 0.45">
  <joint name="{side}_shoulder" axis="0 1 0" range="-170 60"/>
  <geom fromto="0 0 -0.05 0 0 -0.25" size="0.04"/>
  <body name="{side}_forearm" pos="0 0 -0.3">
    <joint name="{side}_elbow" axis="0 1 0" range="-150 0" stiffness="4"/>
    <geom fromto="0 0 -0.02 0 0 -0.25" size="0.035"/>
  </body>
</body>"""
JOINTS = [f"{side}_{name}" for side in ("left", "right")
          for name in ("hip_x", "hip_y", "knee", "ankle", "shoulder", "elbow")]  # fmt: skip


def person(root: str = "<freejoint/>", gear: float = 200.0, extra: str = "") -> str:
    sides = [{"side": "left", "y": 0.1, "y2": 0.2}, {"side": "right", "y": -0.1, "y2": -0.2}]
    limbs = "".join(part.format(**side) for side in sides for part in (LEG, ARM))
    motors = "".join(f'<motor joint="{joint}" gear="{gear}"/>' for joint in JOINTS)
    return f"""
<mujoco>
  <option timestep="0.002" integrator="RK4"/>
  <default>
    <joint limited="true" damping="1"/><geom type="capsule"/>
    <general ctrllimited="true" ctrlrange="-1 1"/><motor ctrllimited="true" ctrlrange="-1 1"/>
  </default>
  <worldbody>
    <geom name="floor" type="plane" size="5 5 1"/><light pos="0 0 3"/>
    <body name="torso" pos="0 0 0.95">{root}
      <geom name="belly" type="box" size="0.08 0.12 0.05"/>
      <geom fromto="0 0 0.15 0 0 0.4" size="0.1"/>
      {limbs}{extra}
    </body>
  </worldbody>
  <actuator>{motors}</actuator>
  <sensor><jointpos joint="left_knee"/></sensor>
  <keyframe><key name="home"/></keyframe>
</mujoco>"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty library of bodies."""
    monkeypatch.setattr(bodies, "own_folder", lambda: tmp_path / "characters")
    return tmp_path


def add(
    text: str, home: Path, name: str = "tin", bone_map: dict[str, str] | None = None
) -> Adopted:
    path = home / "model.xml"
    path.write_text(text)
    return adopt(path, name, bone_map or {})


def test_a_model_becomes_a_character_that_is_found_by_name(home: Path) -> None:
    added = add(person(), home)
    assert bodies.names()[-1] == "tin"
    body = characters.load("tin")
    assert body.root == "torso"
    assert body.end_effectors == ("left_forearm", "right_forearm", "left_foot", "right_foot")
    assert len(body.feet) == 2
    assert body.fall_bodies == ("torso",)
    assert body.bone_map["left_thigh"] == "left_thigh"
    assert len(added.structure.pairs) == 5
    with pytest.raises(StuntmanError, match="a character 'tin' already"):
        add(person(), home)
    with pytest.raises(StuntmanError, match="a character 'humanoid' already"):
        add(person(), home, "humanoid")


def test_only_the_body_is_left_and_it_steps_as_ours_do(home: Path) -> None:
    model = add(person(), home).model
    assert (model.nkey, model.nsensor, model.nlight) == (0, 0, 0)
    assert not np.any(model.geom_type == mujoco.mjtGeom.mjGEOM_PLANE)
    assert model.opt.timestep == pytest.approx(1 / 120)
    assert model.opt.integrator == mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    assert all(model.body(k).name for k in range(model.nbody))
    assert all(model.joint(k).name for k in range(model.njnt))
    assert np.all(model.geom_conaffinity & 1), "meets the floor"


def test_drives_are_read_back_without_a_default_that_clamps(home: Path) -> None:
    added = add(person(), home)
    model = added.model
    assert [model.actuator(k).name for k in range(model.nu)] == [d.name for d in added.drives]
    assert set(JOINTS) == {drive.name for drive in added.drives}
    for k, drive in enumerate(added.drives):
        actuator, joint = model.actuator(k), model.joint(drive.joint)
        assert not actuator.ctrllimited[0]
        assert list(actuator.gear) == [1, 0, 0, 0, 0, 0]
        assert list(actuator.forcerange) == [-200, 200] and actuator.forcelimited[0]
        np.testing.assert_allclose(actuator.gainprm[0], drive.kp, rtol=1e-5)
        np.testing.assert_allclose(actuator.biasprm[:3], [0, -drive.kp, -drive.kd], rtol=1e-5)
        np.testing.assert_allclose(joint.damping, drive.damping, rtol=1e-5)
        np.testing.assert_allclose(joint.armature, drive.armature, rtol=1e-5)
        assert model.jnt_limited[joint.id]
    assert not model.jnt_stiffness.any() and not model.dof_dampingpoly.any()
    assert any("springs" in note for note in added.notes)


def test_a_ball_joint_that_a_default_locks_is_freed(home: Path) -> None:
    locked = '<body name="head" pos="0 0 0.6"><joint name="neck" type="ball" range="0 0"/>'
    locked += '<geom type="sphere" size="0.1"/></body>'
    added = add(person(extra=locked), home)
    assert not added.model.jnt_limited[added.model.joint("neck").id]
    assert any("'neck' was limited to nothing" in note for note in added.notes)
    assert [d.name for d in added.drives][-3:] == ["neck_x", "neck_y", "neck_z"]


def test_meshes_come_along(home: Path) -> None:
    corners = np.array([[0, 0, 0], [0.1, 0, 0], [0, 0.1, 0], [0, 0, 0.1]], dtype=np.float32)
    faces = [(0, 2, 1), (0, 1, 3), (0, 3, 2), (1, 2, 3)]
    (home / "parts").mkdir()
    with (home / "parts" / "hat.stl").open("wb") as file:
        file.write(bytes(80) + struct.pack("<I", len(faces)))
        for face in faces:
            file.write(struct.pack("<12fH", *np.zeros(3), *corners[list(face)].ravel(), 0))
    hat = '<geom type="mesh" mesh="hat" pos="0 0 0.6" contype="0" conaffinity="0"/>'
    text = person(extra=hat).replace(
        "<default>", '<compiler meshdir="parts"/><asset><mesh file="hat.stl"/></asset><default>', 1
    )
    added = add(text, home)
    assert (added.folder / "assets" / "hat.stl").is_file()
    (home / "parts" / "hat.stl").unlink()
    model = scene.build(characters.load("tin"), self_contact=False)
    hat_geom = int(np.flatnonzero(model.geom_type == mujoco.mjtGeom.mjGEOM_MESH)[0])
    assert not model.geom_contype[hat_geom] and not model.geom_conaffinity[hat_geom]


def test_a_body_that_cannot_be_written_leaves_nothing(home: Path) -> None:
    deep = Path("a" * 150) / ("b" * 150)  # in one name, too long for a disk
    (home / deep).mkdir(parents=True)
    Image.new("RGB", (2, 2)).save(home / deep / "skin.png")
    looks = f'<asset><texture type="2d" name="skin" file="{deep}/skin.png"/></asset><default>'
    with pytest.raises(StuntmanError, match="tin: cannot be written"):
        add(person().replace("<default>", looks, 1), home)
    assert list((home / "characters").iterdir()) == []


def test_what_looks_along_y_is_turned_to_look_ahead(home: Path) -> None:
    text = person().replace('pos="0 0 0.95"', 'pos="0 0 0.95" euler="0 0 90"')
    model = add(text, home).model
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    assert data.body("left_foot").xpos[1] > 0.05
    assert data.geom("left_foot").xpos[0] > 0.03, "toes ahead"


def test_parts_told_by_hand_are_taken(home: Path) -> None:
    text = person().replace("left_thigh", "left_cannon").replace("right_thigh", "right_cannon")
    told = {"left_thigh": "left_cannon", "right_thigh": "right_cannon"}
    add(text, home, bone_map=told)
    assert characters.load("tin").bone_map.items() >= told.items()
    with pytest.raises(StuntmanError, match=r"no bone 'tail' for the left_thigh"):
        add(text, home, "other", {"left_thigh": "tail"})


LIMB = "left_thigh left_shin left_foot"


@pytest.mark.parametrize(
    "names",
    [
        "left_upper left_shank left_sole",
        "l_thigh l_knee_link l_ank_roll",
        "leg_l1 leg_l2 leg_l3",
        "link_1 link_2 link_3",
        "seg_4 seg_5 seg_6",
    ],
)
def test_a_leg_is_told_by_its_chain_and_what_touches_the_ground(home: Path, names: str) -> None:
    left = names.split()
    right = [name.replace("l_", "r_", 1) if name[0] == "l" and name[1] in "_" else
             name.replace("left", "right").replace("_l", "_r") for name in left]  # fmt: skip
    if right == left:
        right = [f"{name}0" for name in left]
    text = person()
    for old, new in zip(LIMB.split(), left, strict=True):
        text = text.replace(f'"{old}"', f'"{new}"')
    for old, new in zip(LIMB.replace("left", "right").split(), right, strict=True):
        text = text.replace(f'"{old}"', f'"{new}"')
    told = add(text, home).structure
    parts = [told.parts["left_" + part] for part in ("thigh", "shin", "foot")]
    assert parts == left
    assert told.feet == (left[2], right[2])


def test_names_that_contradict_the_chain_are_refused(home: Path) -> None:
    text = person()
    for side in ("left", "right"):
        text = text.replace(f'"{side}_foot"', '"\0"').replace(f'"{side}_thigh"', f'"{side}_foot"')
        text = text.replace('"\0"', f'"{side}_thigh"')
    with pytest.raises(StuntmanError, match=r"contradict its chain.*--bone-map left_thigh"):
        add(text, home)


def test_a_body_of_which_only_feet_collide_has_its_height_and_falls(home: Path) -> None:
    text = person().replace('<geom type="capsule"/>', '<geom type="capsule" contype="0" '
                            'conaffinity="0"/>')  # fmt: skip
    text = text.replace('<geom type="box" size="0.11', '<geom contype="1" type="box" size="0.11')
    added = add(text, home)
    whole = add(person(), home, "whole")
    assert added.structure.height == pytest.approx(whole.structure.height)
    assert characters.load("tin").fall_bodies == ("torso",)
    assert any("meet the floor too" in note for note in added.notes)
    touching = added.model.geom("belly")
    assert touching.conaffinity[0] & 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<freejoint/>", '<joint name="tx" type="slide" axis="1 0 0" limited="false"/>'
         '<joint name="tz" type="slide" axis="0 0 1" limited="false"/>'
         '<joint name="ry" axis="0 1 0" limited="false"/>', "'tx', 'tz', 'ry'"),
        ("<freejoint/>", '<joint type="free" damping="5" stiffness="20" limited="false"/>',
         "damping, springs and armature of the free root"),
        ("</worldbody>", '<body name="spare" pos="0 0 20"><joint limited="false"/>'
         '<geom size="0.05 0.1"/></body></worldbody>', "no part of the body: spare"),
        ("</worldbody>", '</worldbody><contact><pair geom1="floor" geom2="belly"/></contact>',
         "pair 'floor' and 'belly'"),
        ("", "", "keyframes are left out, for it stands in its zero pose: home"),
        ("<option ", '<option gravity="0 0 0" ', "gravity 0 0 0, now"),
        ("<option ", '<option wind="3 0 0" density="1.2" ', "wind, density"),
        ("<light ", '<camera mode="targetbody" target="goal"/><body name="goal"><geom size="0.1 1"'
         ' type="sphere"/></body><light ', ""),
        ("<freejoint/>", '<freejoint/><camera mode="targetbody" target="torso"/>', ""),
        ('<body name="left_forearm"', '<body name="left_tip"/><body name="left_forearm"', ""),
    ],
)  # fmt: skip
def test_what_others_draw_differently_is_set_right_and_said(
    home: Path, old: str, new: str, said: str
) -> None:
    added = add(person().replace(old, new, 1), home)
    assert any(said in note for note in added.notes) or not said
    model = added.model
    assert model.jnt_type[0] == mujoco.mjtJoint.mjJNT_FREE and model.njnt == 13
    assert not model.dof_damping[:6].any() and not model.opt.wind.any()
    np.testing.assert_allclose(model.opt.gravity, [0, 0, -9.81])
    assert set(added.structure.feet) == {"left_foot", "right_foot"}


def test_a_foot_ends_where_it_collides(home: Path) -> None:
    text = person()
    for side in ("left", "right"):
        toe = f'<body name="{side}_tip" pos="0.1 0 -0.1"/>'
        text = text.replace(f'<joint name="{side}_ankle"', f'{toe}<joint name="{side}_ankle"')
    assert add(text, home).structure.feet == ("left_foot", "right_foot")


def test_pictures_of_skies_and_fields_do_no_harm(home: Path) -> None:
    Image.new("RGB", (2, 2)).save(home / "sky.png")
    Image.new("L", (4, 4)).save(home / "hills.png")
    assets = '<asset><texture type="skybox" fileup="sky.png"/><hfield name="h" file="hills.png" '
    assets += 'size="5 5 0.1 0.1"/></asset><default>'
    text = person().replace("<default>", assets, 1)
    added = add(text.replace("<light", '<geom type="hfield" hfield="h"/><light', 1), home)
    assert added.model.nhfield == 0 and added.model.ntex == 1
    (home / "sky.png").unlink()
    characters.load("tin").spec().compile()


def test_a_root_turned_within_a_frame_faces_ahead(home: Path) -> None:
    text = person().replace('<body name="torso"', '<frame euler="0 0 90"><body name="torso"')
    added = add(text.replace("</worldbody>", "</frame></worldbody>"), home)
    data = mujoco.MjData(added.model)
    mujoco.mj_kinematics(added.model, data)
    assert data.body("left_foot").xpos[1] > 0.05
    assert added.structure.trunk == ("torso",)


def test_a_path_with_includes_may_be_relative(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "a" / "b").mkdir(parents=True)
    body = person()[len("\n<mujoco>") :]
    (home / "a" / "b" / "inner.xml").write_text("<mujocoinclude>" + body.replace(
        "</mujoco>", "</mujocoinclude>"))  # fmt: skip
    (home / "a" / "middle.xml").write_text(
        '<mujocoinclude><include file="b/inner.xml"/></mujocoinclude>'
    )
    (home / "a" / "robot.xml").write_text('<mujoco><include file="middle.xml"/></mujoco>')
    monkeypatch.chdir(home)
    try:
        mujoco.MjSpec.from_file(str(home / "a" / "robot.xml"))
    except ValueError:
        pytest.skip("MuJoCo seeks nested includes elsewhere")
    assert adopt(Path("a/robot.xml"), "nested", {}).structure.feet


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<mujoco><worldbody><replicate count="1000000" offset="1 0 0"><body><freejoint/><geom '
         'size="1"/></body></replicate></worldbody></mujoco>', "memory|within|bodies|crashes"),
        ("<mujoco><worldbody>" + '<body><joint/><geom size="1"/>' * 2000 + "</body>" * 2000
         + "</worldbody></mujoco>", "bodies|XML|depth|crashes"),
        ('<mujoco><worldbody><body name="a"><freejoint/><geom size="nan"/></body></worldbody>'
         "</mujoco>", "model.xml"),
    ],
    ids=["replicated", "deep", "nan"],
)  # fmt: skip
def test_a_hostile_model_ends_in_a_sentence(home: Path, text: str, said: str) -> None:
    with pytest.raises(StuntmanError, match=said):
        add(text, home)


def test_names_that_are_no_text_end_in_a_sentence(home: Path) -> None:
    path = home / "model.xml"
    path.write_bytes(person().encode().replace(b'"belly"', b'"b\xff\xfe"'))
    with pytest.raises(StuntmanError, match=r"model\.xml"):
        adopt(path, "tin", {})


def test_the_classic_walk_is_put_on_it_and_its_drives_follow(home: Path, walk: Clip) -> None:
    add(person(), home)
    environment = build.build(Recipe({"walk": 1.0}, "tin"), worlds=16, threads=1)
    still = torch.zeros(16, environment.actions)
    rewards = torch.stack([environment.step(still)[1] for _ in range(5)])
    assert rewards.mean() > 0.7


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (person(gear=5), r"cannot hold itself: a crouch takes .* whose limit is 5"),
        (
            person(extra='<body><joint name="lift" type="slide" limited="false"/>'
                   '<geom size="0.05 0.1"/></body>'),
            r"its joint 'lift' slides",
        ),
        (
            person().replace("</worldbody>", '<body name="ball"><freejoint/><geom size="0.1 0.1"/>'
                             '<body><joint limited="false"/><geom size="0.1 0.1"/></body></body>'
                             "</worldbody>"),
            r"it holds 2 bodies \(torso, ball\)",
        ),
        (
            person().replace("<sensor>", '<equality><connect name="rod" body1="left_foot" '
                             'body2="right_foot" anchor="0 0 0"/></equality><sensor>'),
            r"its equality 'rod' closes a loop",
        ),
        (
            '<mujoco><worldbody><body name="ball"><freejoint/><geom size="0.1"/></body>'
            "</worldbody></mujoco>",
            r"no joint but its root",
        ),
        ("<mujoco><worldbody>", r"model\.xml: "),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_refused_with_one_sentence(home: Path, text: str, reason: str) -> None:
    with pytest.raises(StuntmanError, match=reason) as caught:
        add(text, home)
    assert str(caught.value).startswith(str(home / "model.xml"))
    assert "\n" not in str(caught.value)
    assert not (home / "characters").exists()


def test_a_body_that_ships_keeps_its_own_drives(home: Path, humanoid: Character) -> None:
    added = adopt(humanoid.model_path, "copy", {})
    assert all(drive.kept and drive.limited for drive in added.drives)
    model = humanoid.spec().compile()
    np.testing.assert_allclose(added.model.actuator_gainprm, model.actuator_gainprm)
    np.testing.assert_allclose(added.model.actuator_forcerange, model.actuator_forcerange)
    np.testing.assert_allclose(added.model.dof_damping, model.dof_damping)
