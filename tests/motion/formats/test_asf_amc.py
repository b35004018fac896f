"""Acclaim files: every bone's own axes, real subjects on the floor, damage named."""

import os
from pathlib import Path

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.motion import formats
from stuntman.motion.formats import asf_amc
from stuntman.spatial import rotations as rot

SHARED = Path(os.environ.get("STUNTMAN_SHARED", Path(__file__).parents[4] / "shared"))
REAL = sorted((SHARED / "clips" / "cmu-asfamc").glob("*.amc"))

ASF = """:units
  length 0.45
  angle deg
:root
  order TX TY TZ RX RY RZ
  position 0 0 0
  orientation 0 0 0
:bonedata
  begin
    name lfemur
    direction 0 -1 0
    length 8
    axis 0 0 90 XYZ
    dof rx
  end
  begin
    name rfemur
    direction 0 -1 0
    length 8
    axis 0 0 0 XYZ
    dof rx ry rz
  end
  begin
    name head
    direction 0 2 0
    length 9
    axis 0 0 0 XYZ
  end
  begin
    name ltoes
    direction 0 0 1
    length 1
    axis 0 0 0 XYZ
  end
  begin
    name rtoes
    direction 0 0 1
    length 1
    axis 0 0 0 XYZ
  end
:hierarchy
  begin
    root lfemur rfemur head
    lfemur ltoes
    rfemur rtoes
  end
"""
FRAME = "root 0 17 0 0 0 0\nlfemur 90\nrfemur 90 0 0\n"
AMC = f":FULLY-SPECIFIED\n:DEGREES\n1\n{FRAME}2\n{FRAME}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "07.asf").write_text(ASF)
    (tmp_path / "07_01.amc").write_text(AMC)
    return tmp_path / "07_01.amc"


def test_a_bone_turns_about_its_own_axes(path: Path) -> None:
    clip = formats.read(path)

    assert (clip.name, clip.frames, clip.fps) == ("07_01", 2, 120.0)
    turns = dict(zip(clip.skeleton.names, rot.to_rotvec(clip.rotations[0]), strict=True))
    # The file's x (left) is our y, its y (up) our z; the left femur's x lies along the file's y.
    np.testing.assert_allclose(turns["right_femur"], [0, np.pi / 2, 0], atol=1e-9)
    np.testing.assert_allclose(turns["left_femur"], [0, 0, np.pi / 2], atol=1e-9)


def test_lengths_are_inches_over_the_files_unit(path: Path) -> None:
    positions, _ = formats.read(path).global_transforms()
    inch = 0.0254 / 0.45
    np.testing.assert_allclose(positions[0, 0], [0, 0, 17 * inch], atol=1e-9)
    # Turned a quarter about the leftward axis, what hung down points back.
    names = formats.read(path).skeleton.names
    toes = positions[0, names.index("right_toes")]
    np.testing.assert_allclose(toes, [-8 * inch, 0, 17 * inch], atol=1e-9)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("07.asf", "length 8", "length x", "07.asf: line 12 has 'x' for numbers"),
        ("07.asf", "dof rx\n", "dof rx l\n", "07.asf: line 14 moves a bone by more than turns"),
        ("07.asf", "lfemur ltoes", "lfemur toes", "07.asf: line 44 names no bone 'toes'"),
        ("07.asf", "rfemur rtoes\n", "\n", "07.asf: bone 'rtoes' hangs from nothing"),
        ("07.asf", "90 XYZ", "90 XXZ", "07.asf: line 13 has the order 'xxz'"),
        ("07_01.amc", "rfemur 90 0 0\n2", "2", "07_01.amc: frame 1 has no 'rfemur'"),
        ("07_01.amc", "rfemur 90 0 0", "rfemur 90 0", "07_01.amc: line 6 has 2 numbers where 3"),
        ("07_01.amc", "rfemur", "wing", "07_01.amc: line 6 moves no bone 'wing'"),
        ("07_01.amc", "17", "nan", "07_01.amc: line 4 has '0 nan 0 0 0 0' for numbers"),
    ],
)
def test_damage_ends_in_a_sentence_that_names_the_place(
    path: Path, file: str, old: str, new: str, said: str
) -> None:
    hurt = path.with_name(file)
    text = hurt.read_text()
    assert old in text
    hurt.write_text(text.replace(old, new, 1))
    with pytest.raises(StuntmanError, match=said):
        formats.read(path)


def test_a_missing_skeleton_is_named(path: Path) -> None:
    path.with_name("07.asf").unlink()
    with pytest.raises(StuntmanError, match=r"07_01.amc: its skeleton is missing .* 07.asf beside"):
        formats.read(path)


@pytest.mark.skipif(not REAL, reason="no ../shared/clips/cmu-asfamc here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_real_file_is_a_grown_person_who_stands_on_the_floor(path: Path) -> None:
    clip = asf_amc.read(path)

    names = clip.skeleton.names
    positions, _ = clip.global_transforms()
    assert 1.4 < np.median(positions[:, names.index("head"), 2]) < 1.6
    for side in ("left_toes", "right_toes"):
        toes = positions[:, names.index(side)]
        speed = np.linalg.norm(np.gradient(toes, 1 / clip.fps, axis=0), axis=1)
        standing = toes[speed < 0.15, 2]
        # The joint is in the ball of the foot, some 2.5 cm above its sole.
        assert len(standing) > 5
        assert abs(np.median(standing) - 0.025) < 0.03
    clip.mirror()
