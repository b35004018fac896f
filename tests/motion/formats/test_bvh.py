"""BVH: what is written is read back, any rig is understood, and every damage ends in a sentence."""

import os
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.motion import formats
from stuntman.motion.clip import Clip
from stuntman.motion.formats import bvh
from stuntman.motion.formats.options import Options
from stuntman.spatial import rotations as rot

SHARED = Path(os.environ.get("STUNTMAN_SHARED", Path(__file__).parents[4] / "shared"))
REAL = sorted((SHARED / "clips" / "cmu-bvh").glob("*.bvh"))


def same_motion(clip: Clip, other: Clip, within: float) -> None:
    """Bones by name; those of the other clip alone do not count."""
    places = [other.skeleton.names.index(name) for name in clip.skeleton.names]
    np.testing.assert_allclose(
        other.global_transforms()[0][:, places], clip.global_transforms()[0], atol=within
    )


def test_what_is_written_is_read_back_within_a_micrometre(clip: Clip, tmp_path: Path) -> None:
    bvh.write(clip, tmp_path / "tumble.bvh")

    again = formats.read(tmp_path / "tumble.bvh")

    assert (again.name, again.frames, again.fps) == ("tumble", clip.frames, clip.fps)
    same_motion(clip, again, 1e-6)
    turns, others = clip.global_transforms()[1], again.global_transforms()[1]
    order = [again.skeleton.names.index(name) for name in clip.skeleton.names]
    assert rot.angle_between(turns, others[:, order]).max() < 1e-7
    assert not list(tmp_path.glob("*.part"))


def test_a_middle_turn_of_a_right_angle_loses_nothing(clip: Clip, tmp_path: Path) -> None:
    rotations = clip.rotations.copy()
    for angle, bone in ((0.5, 1), (-0.5, 2), (0.5 - 1e-9, 3)):
        quarter = rot.from_rotvec(np.array([0.0, angle * np.pi, 0.0]))
        twist = rot.from_rotvec(np.outer(np.linspace(0, 5, clip.frames), [0.0, 0.0, 1.0]))
        rotations[:, bone] = rot.multiply(twist, quarter)
    locked = replace(clip, rotations=rotations)
    bvh.write(locked, tmp_path / "locked.bvh")
    same_motion(locked, formats.read(tmp_path / "locked.bvh"), 1e-6)


def test_a_written_file_is_y_up_and_faces_z_with_an_end_site_on_each_leaf(
    clip: Clip, tmp_path: Path
) -> None:
    bvh.write(clip, tmp_path / "tumble.bvh")

    text = (tmp_path / "tumble.bvh").read_text()

    assert "OFFSET 0.000000000 0.500000000 0.100000000" in text  # the spine: up, a bit forward
    assert text.count("End Site") == 2
    first = text.splitlines()[-clip.frames].split()
    x, y, z = clip.root_positions[0]
    np.testing.assert_allclose([float(word) for word in first[:3]], [y, z, x], atol=1e-9)


def test_writing_nowhere_is_a_sentence(clip: Clip, tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match="cannot be written"):
        bvh.write(clip, tmp_path / "no" / "such.bvh")


RIG = """HIERARCHY
ROOT {p}Hips {{
  OFFSET 0 0 0
  channels 6 {root}
  JOINT {p}Head
  {{
    OFFSET 0 60 0
    CHANNELS 3 {turns}
    End Site
    {{
      OFFSET 0 20 0
    }}
  }}
  JOINT {p}{left}Foot
  {{
    OFFSET 10 -90 0
    CHANNELS {inner}
  }}
  JOINT {p}{right}Foot
  {{
    OFFSET -10 -90 0
    CHANNELS 1 Xrotation
  }}
}}
MOTION
Frames: 3
Frame Time: 0.033333
{rows}
"""


def rig(rows: list[str], **changes: str) -> str:
    settings = {"p": "", "left": "Left", "right": "Right", "turns": "Zrotation Xrotation Yrotation"}
    settings["root"] = "Xposition Yposition Zposition Zrotation Xrotation Yrotation"
    settings["inner"] = "2 Yrotation Xrotation"
    return RIG.format(**settings | changes, rows="\n".join(rows))


def places(clip: Clip, frame: int) -> dict[str, list[float]]:
    found = clip.global_transforms()[0][frame].round(6).tolist()
    return dict(zip(clip.skeleton.names, found, strict=True))


def test_centimetres_y_up_are_brought_to_the_house(tmp_path: Path) -> None:
    path = tmp_path / "walk.bvh"
    path.write_text(rig(["0 95 100  0 0 0  0 0 0  0 0  0", *["5 95 0 0 0 90 0 0 0 0 0 0"] * 2]))
    clip = formats.read(path)

    assert clip.fps == 30.0
    assert places(clip, 0)["Hips"] == [1.0, 0.0, 0.95]
    assert places(clip, 0)["Head"] == [1.0, 0.0, 1.55]
    assert places(clip, 0)["left_Foot"] == [1.0, 0.1, 0.05]
    # A quarter turn to the left about the vertical: what was to the left is behind.
    assert places(clip, 1)["left_Foot"] == [-0.1, 0.05, 0.05]


def test_channels_turn_in_the_order_in_which_the_joint_lists_them(tmp_path: Path) -> None:
    first, second = tmp_path / "first.bvh", tmp_path / "second.bvh"
    first.write_text(rig(["0 95 0  20 30 40  0 0 0  0 0  0"] * 3))
    order = "Yrotation Zposition ZROTATION Xposition Xrotation yposition"
    second.write_text(rig(["40 0 20 0 30 95  0 0 0  0 0  0"] * 3, root=order))

    # The file's x, y and z are the house's y, z and x.
    about = {
        axis: rot.from_rotvec(np.deg2rad(angle))
        for axis, angle in (
            ("x", np.array([0.0, 30.0, 0.0])),
            ("y", np.array([0.0, 0.0, 40.0])),
            ("z", np.array([20.0, 0.0, 0.0])),
        )
    }
    zxy = rot.multiply(about["z"], rot.multiply(about["x"], about["y"]))
    yzx = rot.multiply(about["y"], rot.multiply(about["z"], about["x"]))
    np.testing.assert_allclose(formats.read(first).rotations[0, 0], zxy, atol=1e-12)
    np.testing.assert_allclose(formats.read(second).rotations[0, 0], yzx, atol=1e-12)


@pytest.mark.parametrize("told", [0, 1])
def test_positions_on_an_inner_joint_replace_its_offset_or_add_to_it(
    tmp_path: Path, told: int
) -> None:
    path = tmp_path / "inner.bvh"
    inner = "6 Xposition Yposition Zposition Zrotation Xrotation Yrotation"
    numbers = f"{10 * told} {-90 * told} 0 0 0 0"
    path.write_text(rig([f"0 95 0  0 0 0  0 0 0  {numbers}  0"] * 3, inner=inner))
    assert places(formats.read(path), 0)["left_Foot"] == [0.0, 0.1, 0.05]


@pytest.mark.parametrize(
    ("prefix", "left", "right"),
    [
        ("mixamorig:", "Left", "Right"),
        ("", "Left", "Right"),
        ("CC_Base_", "L_", "R_"),
        ("Bip01 ", "L ", "R "),
        ("joint_", "l", "r"),
    ],
)
def test_names_of_known_programs_lose_their_prefix_and_show_their_side(
    tmp_path: Path, prefix: str, left: str, right: str
) -> None:
    path = tmp_path / "named.bvh"
    path.write_text(rig(["0 95 0 0 0 0 0 0 0 0 0 0"] * 3, p=prefix, left=left, right=right))
    clip = formats.read(path)
    assert clip.skeleton.names == ("Hips", "Head", "left_Foot", "right_Foot")
    assert clip.mirror().skeleton.names == clip.skeleton.names


def test_z_up_is_seen_and_can_be_told(tmp_path: Path) -> None:
    path = tmp_path / "up.bvh"
    text = rig(["0 0 95 0 0 0 0 0 0 0 0 0"] * 3)
    for old, new in (("0 60 0", "0 0 60"), ("10 -90 0", "10 0 -90")):
        text = text.replace(old, new)
    path.write_text(text)

    clip = formats.read(path)

    assert places(clip, 0)["Head"] == [0.0, 0.0, 1.55]
    assert places(clip, 0)["left_Foot"] == [0.0, 0.1, 0.05]
    assert places(bvh.read(path, Options(up="y")), 0)["Head"][2] == pytest.approx(0.0)
    assert places(bvh.read(path, Options(unit=0.1)), 0)["Head"][2] == pytest.approx(15.5)


@pytest.mark.parametrize("unit", [1.0, 0.01, 0.0254, 0.0254 / 0.45])
def test_the_unit_is_seen_from_the_size_of_the_body(tmp_path: Path, unit: float) -> None:
    path = tmp_path / "unit.bvh"

    def scaled(match: re.Match[str]) -> str:
        return f"OFFSET {' '.join(str(float(word) * 0.01 / unit) for word in match[1].split())}"

    rows = [f"0 {0.95 / unit} 0 0 0 0 0 0 0 0 0 0"] * 3
    path.write_text(re.sub(r"OFFSET (.*)", scaled, rig(rows)))
    assert places(formats.read(path), 0)["Head"] == pytest.approx([0.0, 0.0, 1.55], abs=1e-6)


def test_a_t_pose_in_the_first_frame_is_the_rest_pose_and_no_motion(tmp_path: Path) -> None:
    path = tmp_path / "posed.bvh"
    moving = [f"0 {95 + k} 0  0 40 0  0 {k} 0  60 {k}  -40" for k in range(6)]
    posed = "0 95 0  0 0 30  0 0 30  0 0  0"
    path.write_text(rig([posed, *moving]).replace("Frames: 3", "Frames: 7"))

    clip = formats.read(path)

    assert clip.frames == 6
    path.write_text(rig(moving).replace("Frames: 3", "Frames: 6"))
    unposed = formats.read(path)
    # The motion is the same, seen from a rest pose that is turned by 30 degrees.
    turn = rot.from_rotvec(np.array([0.0, 0.0, np.deg2rad(30.0)]))
    np.testing.assert_allclose(
        rot.rotate(turn, clip.global_transforms()[0]), unposed.global_transforms()[0], atol=1e-9
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("0 60 0", "0 sixty 0", "line 7 has 'sixty' for a number"),
        ("0 60 0", "0 60", "line 7 has 2 numbers where 3 are due"),
        ("0 60 0", "0 inf 0", "line 7 has 'inf' for a number"),
        ("channels 6", "channels 5", "line 4 lists 6 channels and says otherwise"),
        ("1 Xrotation", "1 Wrotation", "line 22 has the channel 'wrotation'"),
        ("MOTION", "MOTIF", "line 25 has 'MOTIF'"),
        ("Frames: 3", "Frames: 8", "says 8 frames and has 3"),
        ("Frames: 3", "Frames: x", "line 26 has 'x' frames"),
        ("Frame Time: 0.033333", "Frame Time: 0", "its Frame Time is 0, and 0.001 to 1 s are due"),
        ("0 0 0\n0 95", "0 0\n0 95", "line 28 has 11 numbers where 12 are due"),
        ("0 0 0\n0 95", "0 0 nan\n0 95", "frame 1 holds a number that is not finite"),
        ("0 0 0\n0 95", "0 0 x\n0 95", "line 28 has 'x' for a number"),
        ("End Site", "Endless", "line 9 has 'Endless'"),
        ("}\n}\nMOTION", "}\nMOTION", "not a whole tree"),
        ("}\n}\nMOTION", "}\n}\n}\nMOTION", "line 25 closes a brace"),
        ("  JOINT RightFoot", "}\nROOT RightFoot", "line 20 begins a second root"),
        ("    OFFSET -10 -90 0\n", "", "joint 'RightFoot' has no OFFSET"),
    ],
)
def test_damage_ends_in_a_sentence_that_names_the_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = tmp_path / "bad.bvh"
    text = rig(["0 95 0 0 0 0 0 0 0 0 0 0"] * 3)
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(StuntmanError, match=f"bad.bvh: .*{said}"):
        formats.read(path)


@pytest.mark.skipif(not REAL, reason="no ../shared/clips/cmu-bvh here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_real_file_is_a_person_on_the_floor(path: Path) -> None:
    """A rig whose zero rotations are no pose, in centimetres; the root's positions replace its
    OFFSET in the walk and the run, and add to it in the others."""
    clip = formats.read(path)

    names = clip.skeleton.names
    positions, _ = clip.global_transforms()
    feet = positions[:, [names.index("left_ToeBase"), names.index("right_ToeBase")], 2]
    assert clip.fps == 60.0
    assert -0.02 < np.quantile(feet.min(axis=1), 0.1) < 0.13
    assert 1.5 < np.median(positions[:, names.index("Head"), 2]) < 1.8
    assert len([name for name in names if name.startswith("left_")]) > 30
    clip.mirror()
