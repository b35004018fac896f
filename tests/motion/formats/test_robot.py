"""Robots' motions: the G1's .csv and the field's common .npz, in either order of joints."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stuntman.characters import anatomy
from stuntman.errors import StuntmanError
from stuntman.motion import formats
from stuntman.motion.formats import g1
from stuntman.motion.formats.options import Options

FRAMES = 40


def motion() -> np.ndarray:
    """Rows (frames, 36) of a G1 that goes ahead and moves each joint in its own time."""
    time = np.arange(FRAMES) / 30.0
    rows = np.zeros((FRAMES, 7 + g1.JOINTS))
    rows[:, 0], rows[:, 2], rows[:, 6] = 0.5 * time, 0.79, 1.0
    rows[:, 7:] = 0.3 * np.sin(3.0 * time[:, None] + np.arange(g1.JOINTS))
    rows[:, 7 + 3] += 0.5  # the left knee
    return rows


def links() -> tuple[np.ndarray, np.ndarray]:
    rows = motion()
    return g1.poses(rows[:, :3], rows[:, [6, 3, 4, 5]], rows[:, 7:])


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    path = tmp_path / "walk1.csv"
    np.savetxt(path, motion(), delimiter=",", fmt="%.8f")
    return path


def test_a_csv_of_the_g1_is_a_bone_a_link_turned_as_its_joints_say(csv: Path) -> None:
    clip = formats.read(csv)
    assert (clip.frames, clip.fps) == (FRAMES, 30.0)
    assert formats.read(csv, Options(fps=50.0)).fps == 50.0
    places, _ = clip.global_transforms()
    np.testing.assert_allclose(places, links()[0], atol=1e-6)
    bones = anatomy.guess(clip.skeleton).bones
    assert clip.skeleton.names[bones["left_shin"]] == "left_knee_link"
    assert clip.skeleton.names[bones["right_foot"]] == "right_ankle_roll_link"
    # The left knee alone bends by the angle in its column, about y.
    knee, above = (clip.skeleton.names.index(f"left_{part}_link") for part in ("knee", "hip_yaw"))
    assert clip.skeleton.parents[knee] == above
    turn = clip.rotations[:, knee]
    angle = 2.0 * np.arctan2(turn[:, 2], turn[:, 0]) - 2.0 * np.arctan2(0.087339, 0.996179)
    np.testing.assert_allclose(angle, motion()[:, 7 + 3], atol=1e-3)


@pytest.mark.parametrize(
    ("row", "said"),
    [("1,2,3", "has 3 numbers, and a G1 has 36"), (",".join(["nan"] * 36), "not finite"),
     (",".join(["x"] * 36), "no number"), (",".join(["1"] * 36), "no rotation x y z w")],
)  # fmt: skip
def test_a_damaged_csv_ends_in_a_sentence_with_the_line(csv: Path, row: str, said: str) -> None:
    lines = csv.read_text().splitlines()
    lines[4] = row
    csv.write_text("\n".join(lines))
    with pytest.raises(StuntmanError, match=rf"walk1.csv: (line|frame) 5.*{said}"):
        formats.read(csv)


def save(path: Path, order: list[int] | None = None, **changes: Any) -> Path:
    places, turns = links()
    bodies = order or list(range(len(g1.NAMES)))
    arrays = {"fps": np.array([50.0]), "body_pos_w": places[:, bodies],
              "body_quat_w": turns[:, bodies], "joint_pos": motion()[:, 7:]}  # fmt: skip
    np.savez(path, **{key: array for key, array in (arrays | changes).items() if array is not None})
    return path


@pytest.mark.parametrize("isaac", [False, True])
def test_an_npz_is_read_in_either_order_of_bodies(tmp_path: Path, isaac: bool) -> None:
    order = [0, *(joint + 1 for joint in g1.isaac_order())] if isaac else None
    clip = formats.read(save(tmp_path / "motion.npz", order))
    assert clip.skeleton.names == g1.NAMES
    assert clip.fps == 50.0
    np.testing.assert_allclose(clip.global_transforms()[0], links()[0], atol=1e-6)


def test_an_npz_that_names_its_bodies_may_be_of_any_robot(tmp_path: Path) -> None:
    keep = list(range(13))
    names = np.array([f"seg_{k}" for k in keep])
    places, turns = links()
    path = save(tmp_path / "half.npz", body_pos_w=places[:, keep], body_quat_w=turns[:, keep],
                body_names=names)  # fmt: skip
    clip = formats.read(path)
    assert clip.skeleton.names == tuple(names)
    assert clip.skeleton.parents == g1.PARENTS[:13]
    np.testing.assert_allclose(clip.global_transforms()[0], places[:, keep], atol=1e-6)


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"body_pos_w": None}, "lacks 'body_pos_w'; it has body_quat_w"),
     ({"fps": None}, "lacks 'fps'"),
     ({"body_quat_w": np.zeros((3, 4))}, "do not fit"), ({"fps": np.array(["x"])}, "lacks 'fps'"),
     ({"body_pos_w": np.full((FRAMES, 30, 3), np.nan)}, "no number")],
)  # fmt: skip
def test_a_damaged_npz_names_what_is_missing(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(StuntmanError, match=said):
        formats.read(save(tmp_path / "bad.npz", **changes))


def test_pickles_are_never_loaded(tmp_path: Path) -> None:
    for suffix in (".pt", ".pkl"):
        with pytest.raises(StuntmanError, match=r"pickled code.*numpy\.savez"):
            formats.read(tmp_path / f"motion{suffix}")


@pytest.mark.parametrize("delimiter", [";", "\t", " ", ", "])
def test_numbers_may_be_parted_by_anything(csv: Path, tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "other.csv"
    np.savetxt(path, motion(), delimiter=delimiter, fmt="%.8f")
    assert np.array_equal(formats.read(path).rotations, formats.read(csv).rotations)


def test_a_csv_in_w_x_y_z_or_degrees_is_seen(csv: Path, tmp_path: Path) -> None:
    rows = motion()
    rows[:, 3:7] = rows[:, [6, 3, 4, 5]]
    path = tmp_path / "other.csv"
    np.savetxt(path, rows, delimiter=",", fmt="%.8f")
    clip = formats.read(path)
    np.testing.assert_allclose(clip.rotations, formats.read(csv).rotations)
    assert "w x y z" in clip.notes[0]
    np.savetxt(
        path, np.concatenate([motion()[:, :7], np.rad2deg(motion()[:, 7:])], 1), delimiter=","
    )
    with pytest.raises(StuntmanError, match="radians are due"):
        formats.read(path)


def test_an_archive_in_x_y_z_w_of_named_bodies_is_seen(tmp_path: Path) -> None:
    places, turns = links()
    world = np.zeros((FRAMES, 1, 3)), np.tile([0.0, 0.0, 0.0, 1.0], (FRAMES, 1, 1))
    path = tmp_path / "other.npz"
    np.savez(
        path,
        fps=50,
        body_pos_w=np.concatenate([world[0], places], axis=1),
        body_quat_w=np.concatenate([world[1], turns[..., [1, 2, 3, 0]]], axis=1),
        body_names=np.array(["world", *g1.NAMES], dtype="S"),
    )
    clip = formats.read(path)
    np.testing.assert_allclose(clip.global_transforms()[0], places, atol=1e-6)
    assert clip.skeleton.names == g1.NAMES
    assert "x y z w" in clip.notes[0]


def test_some_of_the_bodies_are_not_enough(tmp_path: Path) -> None:
    places, turns = links()
    np.savez(tmp_path / "a.npz", fps=50, body_pos_w=places[:, ::2], body_quat_w=turns[:, ::2])
    with pytest.raises(StuntmanError, match="all of the robot's are due"):
        formats.read(tmp_path / "a.npz")
