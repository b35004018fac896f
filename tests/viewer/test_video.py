"""What the films show, looked at pixel by pixel; and that files appear whole or not at all."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import imageio_ffmpeg
import mujoco
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from stuntman.characters import character as characters
from stuntman.errors import StuntmanError
from stuntman.physics.interactive import Blocks, Thing
from stuntman.playback.goals import Asked
from stuntman.playback.ground import Ground
from stuntman.playback.take import Take
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.viewer import figure, video
from stuntman.viewer.gl import working_backend

SIZE = (160, 120)
HUMANOID = characters.load("humanoid")


@pytest.fixture
def drawing() -> None:
    if working_backend() is None:
        pytest.skip("no OpenGL library on this machine: scripts/setup_gl.sh installs one")


@pytest.fixture
def standing() -> Array:
    """State (nq,) of the humanoid upright, its arms hanging, facing x."""
    model = HUMANOID.spec().compile()
    qpos = model.qpos0.copy()
    for joint in range(model.njnt):
        if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL:
            address = model.jnt_qposadr[joint]
            qpos[address : address + 4] = rot.conjugate(model.body_quat[model.jnt_bodyid[joint]])
    return qpos


def test_a_standing_body_takes_six_tenths_of_the_height(drawing: None, standing: Array) -> None:
    (picture,) = film(np.array([standing]))
    rows, columns = np.nonzero(right_side(picture))
    # The head is not of that colour: shoulder to sole is 0.82 of the body's 1.62 m.
    assert np.ptp(rows) / SIZE[1] == pytest.approx(0.6 * 0.82, abs=0.05)
    assert abs(columns.mean() - SIZE[0] / 2) < 8


def test_ground_that_is_not_flat_is_drawn_with_its_gaps(drawing: None, standing: Array) -> None:
    """Before the body's feet a gap, through which the floor is seen farther below."""
    positions = np.array([[-3.0, 0.0, -1.0], [4.3, 0.0, -1.0]])
    halves = np.array([[3.3, 30.0, 1.0], [3.3, 30.0, 1.0]])
    gap = Ground(positions, np.tile([1.0, 0.0, 0.0, 0.0], (2, 1)), halves, 0.0)
    whole = replace(gap, positions=positions - [[0.0, 0.0, 0.0], [0.7, 0.0, 0.0]])
    pictures = [
        next(video.frames(HUMANOID, Take(30.0, standing[None], ground=(ground,)), SIZE))
        for ground in (whole, gap)
    ]
    changed = np.abs(pictures[0].astype(int) - pictures[1]).max(axis=2) > 30
    assert 0.02 < changed.mean() < 0.3
    assert np.nonzero(changed)[0].min() > 0.4 * SIZE[1]  # all of it below the horizon


def test_the_camera_moves_along(drawing: None, standing: Array) -> None:
    states = np.tile(standing, (60, 1))
    states[:, 0] = np.linspace(0.0, 8.25, 60)
    first, middle, last = film(states, only=[0, 30, 59])
    for picture in (middle, last):
        assert overlap(right_side(first), right_side(picture)) > 0.9
        assert np.mean(np.abs(picture[-40:].astype(int) - first[-40:]) > 10) > 0.1, "same floor"


def test_the_camera_does_not_shake_with_the_body(drawing: None, standing: Array) -> None:
    states = np.tile(standing, (60, 1))
    states[:, 2] += 0.2 * (np.arange(60) % 2)
    low, high = (np.nonzero(right_side(p))[0].mean() for p in film(states, only=[30, 31]))
    assert low - high > 5


def test_it_is_seen_from_the_same_side_wherever_it_faces(drawing: None, standing: Array) -> None:
    turned = standing.copy()
    turned[3:7] = rot.from_rotvec(np.array([0.0, 0.0, 2.5]))
    ahead, aside = film(np.array([standing])) + film(np.array([turned]))
    both = right_side(ahead) & right_side(aside)
    assert overlap(right_side(ahead), right_side(aside)) > 0.9
    np.testing.assert_allclose(ahead[both].mean(0), aside[both].mean(0), atol=3)


def test_the_ghost_shows_where_the_body_strays(drawing: None, standing: Array) -> None:
    away = standing + np.eye(len(standing))[0] * 0.3
    (alone,) = film(np.array([standing]))
    (apart,) = film(np.array([standing]), np.array([away]))
    (together,) = film(np.array([standing]), np.array([standing]))
    assert changed(alone, apart) > 0.03
    assert changed(alone, together) < 0.002
    assert overlap(right_side(alone), right_side(apart)) > 0.6


def test_the_ghost_never_hides_the_body(drawing: None, standing: Array) -> None:
    (alone,) = film(np.array([standing]))
    body = right_side(alone)
    for side in (-0.4, 0.4):  # to the camera, and away from it
        away = standing + np.eye(len(standing))[1] * side
        (picture,) = film(np.array([standing]), np.array([away]))
        assert changed(alone, picture) > 0.01
        assert np.abs(picture[body].astype(int) - alone[body]).mean() < 1.5


def test_the_ghost_fits_into_the_body() -> None:
    ghost, body = figure.ghost_of(HUMANOID, 0.5).compile(), figure.with_bones(HUMANOID).compile()
    assert (ghost.geom_size[:, 0] < body.geom_size[:, 0]).all()


def test_blocks_are_drawn_where_they_are(drawing: None, standing: Array) -> None:
    turn = np.array([[1.0, 0.0, 0.0, 0.0]] * 2)
    ahead = standing[:3] + rot.rotate(standing[3:7], np.array([0.6, 0.0, 0.0]))
    # The second slot waits to be thrown.
    blocks = Blocks(np.array([0.2, 0.0]), np.array([ahead, standing[:3]]), turn)
    plain = Take(30.0, np.array([standing]))
    pictures = [
        next(video.frames(HUMANOID, take, SIZE))
        for take in (plain, replace(plain, blocks=(blocks,)))
    ]
    rows, columns = np.nonzero(np.abs(pictures[1].astype(int) - pictures[0]).max(-1) > 60)
    assert columns.mean() > SIZE[0] / 2 + 8, "ahead is to the right"
    assert 40 < len(rows) < 0.05 * SIZE[0] * SIZE[1]
    assert rows.mean() < 0.8 * SIZE[1]


def test_what_a_task_brought_is_drawn_where_it_is(drawing: None, standing: Array) -> None:
    ahead = standing[:3] + rot.rotate(standing[3:7], np.array([0.6, 0.0, 0.0]))
    size, red = np.array([0.1, 0.0, 0.0]), np.array([0.9, 0.0, 0.0, 1.0])
    ball = Thing(int(mujoco.mjtGeom.mjGEOM_SPHERE), size, red, ahead, np.eye(3))
    nothing = np.zeros((0, 3))
    plain = Take(30.0, np.array([standing]))
    before, after = (
        next(video.frames(HUMANOID, take, SIZE))
        for take in (
            plain,
            replace(plain, blocks=(Blocks(nothing[:, 0], nothing, nothing, (ball,)),)),
        )
    )
    rows, columns = np.nonzero(np.abs(after.astype(int) - before).max(-1) > 60)
    assert columns.mean() > SIZE[0] / 2 + 8, "ahead is to the right"
    assert 20 < len(rows) < 0.05 * SIZE[0] * SIZE[1]


def test_what_is_asked_is_drawn_where_it_is(drawing: None, standing: Array) -> None:
    ahead = rot.rotate(standing[3:7], np.array([1.0, 0.0, 0.0]))
    plain = Take(30.0, np.array([standing]))
    # A second's way takes 0.6 m of an arrow that begins 0.4 m ahead; the ball ends there.
    ball, tips = Asked(point=standing[:3] + 0.8 * ahead, radius=0.2), []
    for asked in (Asked(velocity=1.0 * ahead), ball):
        before, after = (
            next(video.frames(HUMANOID, take, SIZE))
            for take in (plain, replace(plain, asked=(asked,)))
        )
        rows, columns = np.nonzero(np.abs(after.astype(int) - before).max(-1) > 60)
        assert len(rows) > 10
        assert columns.mean() > SIZE[0] / 2 + 8, "ahead is to the right"
        lower = rows.mean() > 0.6 * SIZE[1]
        assert lower == (asked.point is None), "an arrow lies on the ground"
        tips.append(columns.max())
    assert tips[0] == pytest.approx(tips[1], abs=4), "the arrow ends where it should"


def test_the_fine_path_shows_the_same_more_smoothly(drawing: None, standing: Array) -> None:
    take = Take(30.0, np.array([standing]))
    (fast,), (fine,) = (list(video.frames(HUMANOID, take, SIZE, fine=f)) for f in (False, True))
    assert fine.shape == fast.shape
    assert overlap(right_side(fast), right_side(fine)) > 0.9


def test_a_gif_repeats_at_half_the_rate(tmp_path: Path) -> None:
    video.write_gif([grey(40, 60, level) for level in range(0, 200, 20)], tmp_path / "a.gif", 30.0)
    with Image.open(tmp_path / "a.gif") as image:
        assert (image.size, image.info["loop"]) == ((60, 40), 0)
        assert 60 <= image.info["duration"] <= 70
        assert len(list(ImageSequence.Iterator(image))) == 5


def test_the_film_reads_back(drawing: None, standing: Array, tmp_path: Path) -> None:
    take = Take(25.0, np.tile(standing, (7, 1)))
    pictures = list(video.frames(HUMANOID, take, SIZE))
    video.write_mp4(pictures, tmp_path / "stands.mp4", take.fps)
    reader = imageio_ffmpeg.read_frames(tmp_path / "stands.mp4")
    about = next(reader)
    decoded = [np.frombuffer(frame, np.uint8).reshape(120, 160, 3) for frame in reader]
    assert (about["size"], about["fps"], about["codec"]) == (SIZE, 25.0, "h264")
    assert about["pix_fmt"].startswith("yuv420p")
    assert len(decoded) == 7
    assert np.abs(decoded[3].astype(int) - pictures[3]).mean() < 4


def test_an_odd_size_is_filled_up(tmp_path: Path) -> None:
    video.write_mp4([grey(47, 63)] * 3, tmp_path / "odd.mp4", 30.0)
    assert next(imageio_ffmpeg.read_frames(tmp_path / "odd.mp4"))["size"] == (64, 48)


def test_a_strip_is_written_and_read_back(tmp_path: Path) -> None:
    pictures = [grey(20, 30, level) for level in (0, 100, 200)]
    video.write_png(video.strip(pictures), tmp_path / "strip.png")
    with Image.open(tmp_path / "strip.png") as image:
        read = np.asarray(image)
    assert read.shape == (20, 90, 3)
    assert read[10, ::30, 0].tolist() == [0, 100, 200]


def test_a_film_cut_short_leaves_the_old_one(tmp_path: Path) -> None:
    def broken() -> Iterator[video.Picture]:
        yield from [grey(48, 64)] * 3
        raise KeyError("the simulation's own")

    path = tmp_path / "film.mp4"
    path.write_text("old")
    with pytest.raises(KeyError, match="own"):
        video.write_mp4(broken(), path, 30.0)
    assert [file.name for file in tmp_path.iterdir()] == ["film.mp4"]
    assert path.read_text() == "old"


def test_a_failing_ffmpeg_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    false = shutil.which("false")
    if false is None:
        pytest.skip("no program here that only fails")
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", lambda: false)
    with pytest.raises(StuntmanError, match=r"film\.mp4: ffmpeg could not"):
        video.write_mp4([grey(480, 640)] * 3, tmp_path / "film.mp4", 30.0)
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match=r"gone/a\.png: cannot be written"):
        video.write_png(grey(4, 4), tmp_path / "gone" / "a.png")
    with pytest.raises(StuntmanError, match="at least one picture"):
        video.write_mp4([], tmp_path / "empty.mp4", 30.0)
    assert not list(tmp_path.iterdir())


def film(
    qpos: Array, reference: Array | None = None, only: list[int] | None = None
) -> list[video.Picture]:
    return list(video.frames(HUMANOID, Take(30.0, qpos, reference), SIZE, only))


def right_side(picture: video.Picture) -> NDArray[np.bool_]:
    """Where the picture is of the right limbs' orange, which nothing else has."""
    red, _, blue = np.moveaxis(picture.astype(int), -1, 0)
    return red > 1.6 * blue


def overlap(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    return float((a & b).sum() / (a | b).sum())


def changed(a: video.Picture, b: video.Picture) -> float:
    """Part of the pixels that differ plainly."""
    return float(np.mean(np.abs(a.astype(int) - b).max(-1) > 20))


def grey(height: int, width: int, level: int = 128) -> video.Picture:
    return np.full((height, width, 3), level, np.uint8)
