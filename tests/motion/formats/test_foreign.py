"""Files of other programs that went wrong elsewhere: the same walk, however it is written."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from stuntman.characters import anatomy
from stuntman.errors import StuntmanError
from stuntman.motion import formats
from stuntman.motion.clip import Clip
from stuntman.motion.formats.options import Options

Text = Callable[..., str]


def save(folder: Path, text: str, name: str = "walk.bvh") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def limbs(clip: Clip) -> np.ndarray:
    """Where hands, elbows, knees and toes of both sides are (frames, 8, 3), from the pelvis."""
    bones = anatomy.guess(clip.skeleton).bones
    places, _ = clip.global_transforms()
    parts = ("hand", "forearm", "shin", "toe")
    told = [places[:, bones[side + part]] for side in ("left_", "right_") for part in parts]
    out: np.ndarray = np.stack(told, axis=1) - places[:, :1]
    return out


@pytest.fixture(scope="module")
def bvh(bvh_of_a_walk: Text) -> Text:
    return bvh_of_a_walk


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, bvh: Text) -> Clip:
    return formats.read(save(tmp_path_factory.mktemp("plain"), bvh()))


QUARTER = 0.5 * math.pi
THIRD = 2.0 * math.pi / 3.0 / math.sqrt(3.0)
TURNS = {
    "z up": (QUARTER, 0.0, 0.0),
    "-z up": (-QUARTER, 0.0, 0.0),
    "-y up": (0.0, 0.0, math.pi),
    "-y up, ahead -z": (math.pi, 0.0, 0.0),
    "x up": (0.0, 0.0, -QUARTER),
    "-x up": (0.0, 0.0, QUARTER),
    "x up, ahead y": (THIRD, -THIRD, -THIRD),
    "ahead x": (0.0, QUARTER, 0.0),
    "ahead -x": (0.0, -QUARTER, 0.0),
    "ahead -z": (0.0, math.pi, 0.0),
    "z up, ahead x": (THIRD, THIRD, THIRD),
}


def numbered(name: str) -> str:
    return f"bone_{sum(map(ord, name)) * len(name)}"


@pytest.mark.parametrize("rename", [str, numbered, "mixamorig{}".format], ids=["told", "n", "m"])
@pytest.mark.parametrize("axes", TURNS)
def test_six_axes_up_and_four_ahead_are_seen(
    plain: Clip, bvh: Text, tmp_path: Path, axes: str, rename: object
) -> None:
    path = save(tmp_path, bvh(TURNS[axes], rename=rename))
    clip = formats.read(path)
    np.testing.assert_allclose(limbs(clip), limbs(plain), atol=2e-3)
    gone = clip.root_positions[-1] - clip.root_positions[0]
    np.testing.assert_allclose(gone, [1.8, 0.0, 0.0], atol=0.01)
    clip.mirror()


def test_what_is_up_can_be_told(bvh: Text, tmp_path: Path) -> None:
    path = save(tmp_path, bvh(TURNS["-y up"]))
    right = formats.read(path, Options(up="-y"))
    assert right.root_positions[0, 2] == pytest.approx(0.88, abs=0.01)
    wrong = formats.read(path, Options(up="y"))
    assert wrong.root_positions[0, 2] == pytest.approx(-0.88, abs=0.01)
    assert any("-y is up" in note for note in formats.read(path).notes)


@pytest.mark.parametrize("axes", ["z up", "-y up", "x up", "ahead x"])
@pytest.mark.parametrize(
    "still",
    [(10.0, (-QUARTER, 0.0, 0.0)), (10.0, (QUARTER, 0.0, 0.0)), (67.0, (math.pi, 0.0, 0.0))],
    ids=["on its back", "on its front", "on its head"],
)  # fmt: skip
def test_a_body_that_lies_is_not_stood_up_and_that_is_said(
    bvh: Text, tmp_path: Path, axes: str, still: tuple[float, tuple[float, float, float]]
) -> None:
    clip = formats.read(save(tmp_path, bvh(TURNS[axes], still=still)))
    assert clip.root_positions[0, 2] == pytest.approx(still[0] / 100.0, abs=0.01)
    assert any("by its rest pose and floor" in note and "--up" in note for note in clip.notes)


@pytest.mark.parametrize("unit", [1e-2, 0.1, 10.0, 1 / 2.54, 1 / 30.48, 0.45 / 2.54])
def test_any_unit_is_told_by_the_body_and_an_odd_one_is_said(
    plain: Clip, bvh: Text, tmp_path: Path, unit: float
) -> None:
    clip = formats.read(save(tmp_path, bvh(unit=unit, ball=True)))
    np.testing.assert_allclose(limbs(clip), limbs(plain), atol=2e-3)
    assert any("its unit is taken" in note for note in clip.notes) == (unit not in (1e-2, 10.0))


@pytest.mark.parametrize("unit", [1e-5, 1e4])
def test_no_bodys_size_is_asked_about(bvh: Text, tmp_path: Path, unit: float) -> None:
    with pytest.raises(StuntmanError, match="no body's size in any unit; give --unit"):
        formats.read(save(tmp_path, bvh(unit=unit)))


def test_a_hand_that_one_arm_lacks_is_added_there(plain: Clip, bvh: Text, tmp_path: Path) -> None:
    clip = formats.read(save(tmp_path, bvh(without=("Hand",), lost="Right")))
    np.testing.assert_allclose(limbs(clip), limbs(plain), atol=2e-3)


def test_joints_counted_along_a_limb_are_its_parts(plain: Clip, bvh: Text, tmp_path: Path) -> None:
    counted = {"UpLeg": "leg_1", "Leg": "leg_2", "Foot": "leg_3", "Toe": "leg_4"}
    counted |= {"Arm": "arm_1", "ForeArm": "arm_2", "Hand": "arm_3"}

    def rename(name: str) -> str:
        side = next((side for side in ("Left", "Right") if name.startswith(side)), "")
        return f"{side[0]}_{counted[name.removeprefix(side)]}" if side else name

    clip = formats.read(save(tmp_path, bvh(rename=rename)))
    np.testing.assert_allclose(limbs(clip), limbs(plain), atol=2e-3)
    assert not clip.notes


def test_arms_crossed_with_the_legs_are_refused(bvh: Text, tmp_path: Path) -> None:
    def rename(name: str) -> str:
        if not name.endswith(("Arm", "Hand")):
            return name
        return name.replace("Left", "\0").replace("Right", "Left").replace("\0", "Right")

    with pytest.raises(StuntmanError, match="left arm is on the side of the right leg"):
        formats.read(save(tmp_path, bvh(rename=rename)))


def test_an_arm_without_a_hand_ends_where_its_end_site_is(
    plain: Clip, bvh: Text, tmp_path: Path
) -> None:
    clip = formats.read(save(tmp_path, bvh(without=("Hand",))))
    np.testing.assert_allclose(limbs(clip), limbs(plain), atol=2e-3)
    assert any("no hand" in note for note in clip.notes)


def test_sides_match_whatever_the_case_of_letters(plain: Clip, bvh: Text, tmp_path: Path) -> None:
    def rename(name: str) -> str:
        return name.lower() if name.startswith("Right") else name

    clip = formats.read(save(tmp_path, bvh(rename=rename)))
    np.testing.assert_allclose(limbs(clip), limbs(plain), atol=2e-3)
    clip.mirror()


def test_left_that_lies_right_is_refused(bvh: Text, tmp_path: Path) -> None:
    def rename(name: str) -> str:
        return name.replace("Left", "\0").replace("Right", "Left").replace("\0", "Right")

    with pytest.raises(StuntmanError, match="names call left is where its right is"):
        formats.read(save(tmp_path, bvh(rename=rename)))


@pytest.mark.parametrize("count", [60, 62])
def test_a_row_more_or_fewer_than_told_is_taken_and_said(
    bvh: Text, tmp_path: Path, count: int
) -> None:
    clip = formats.read(save(tmp_path, bvh(told=(str(count), ""))))
    assert clip.frames == 61
    assert f"says {count} frames and has 61" in clip.notes[0]


def test_a_frame_time_in_milliseconds_is_taken_as_such_and_said(bvh: Text, tmp_path: Path) -> None:
    clip = formats.read(save(tmp_path, bvh(told=("", "8.333333"))))
    assert clip.fps == 120.0
    assert "milliseconds" in clip.notes[0]


@pytest.mark.parametrize("period", ["1", "1.0"])
def test_a_thousand_frames_a_second_in_milliseconds_are_no_one_frame_a_second(
    bvh: Text, tmp_path: Path, period: str
) -> None:
    fast = formats.read(save(tmp_path, bvh(told=("", period), frames=1001, a_step=1000 / 30)))
    assert fast.fps == 1000.0
    assert "milliseconds" in fast.notes[0]
    slow = formats.read(save(tmp_path, bvh(told=("", period), frames=20)))
    assert (slow.fps, slow.notes) == (1.0, ())


@pytest.mark.parametrize("period", ["24", "25", "30", "50"])
def test_a_frame_time_that_may_be_a_rate_is_asked_about(
    bvh: Text, tmp_path: Path, period: str
) -> None:
    path = save(tmp_path, bvh(told=("", period)))
    with pytest.raises(StuntmanError, match=f"--file-fps {1000 / int(period):g}.* {period}$"):
        formats.read(path)


@pytest.mark.parametrize("period", ["0", "-0.0333", "120", "1e-7", "nan", "0,0333"])
def test_a_frame_time_that_is_none_is_named(bvh: Text, tmp_path: Path, period: str) -> None:
    path = save(tmp_path, bvh(told=("", period)))
    with pytest.raises(StuntmanError, match=r"Frame Time|for a number"):
        formats.read(path)
    assert formats.read(path, Options(fps=30.0)).fps == 30.0


def test_a_leg_over_a_shin_is_a_thigh(plain: Clip, bvh: Text, tmp_path: Path) -> None:
    def soma(name: str) -> str:
        if name.endswith("UpLeg"):
            return name.replace("UpLeg", "Leg")
        return name.replace("Leg", "Shin") if name.endswith("Leg") else name

    clip = formats.read(save(tmp_path, bvh(rename=soma)))
    np.testing.assert_allclose(limbs(clip), limbs(plain), atol=2e-3)
