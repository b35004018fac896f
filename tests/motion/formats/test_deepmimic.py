"""The DeepMimic format: what its numbers mean, and every way a file can be damaged."""

import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.motion import formats, library
from stuntman.motion.clip import Clip
from stuntman.motion.formats import deepmimic
from stuntman.spatial import rotations as rot

SHARED = Path(__file__).parents[3] / ".." / "shared" / "clips" / "deepmimic"
REAL = sorted([*library.cache_folder().glob("clips/*.txt"), *SHARED.glob("*.txt")])

# Where the format puts the first number of each bone in a frame of 44.
COLUMNS = {"root": 4, "chest": 8, "neck": 12, "right_hip": 16, "right_knee": 20}
COLUMNS |= {"right_ankle": 21, "right_shoulder": 25, "right_elbow": 29, "left_hip": 30}
COLUMNS |= {"left_knee": 34, "left_ankle": 35, "left_shoulder": 39, "left_elbow": 43}
HINGES = {"right_knee", "right_elbow", "left_knee", "left_elbow"}


def frame(duration: float = 0.1, /, **bones: list[float]) -> list[float]:
    """A frame of the format at rest, but for the bones given."""
    out = [duration, 0.0, 0.9, 0.0] + [0.0] * 40
    for bone, column in COLUMNS.items():
        if bone not in HINGES:
            out[column] = 1.0
        values = bones.get(bone, [])
        out[column : column + len(values)] = values
    return out


def save(path: Path, frames: Any, loop: Any = "none") -> Path:
    path.write_text(json.dumps({"Loop": loop, "Frames": frames}))
    return path


@pytest.fixture
def clip(tmp_path: Path) -> Clip:
    """Half a second in which everything that the format can turn turns."""
    rng = np.random.default_rng(1)
    frames = []
    for time in np.linspace(0.0, 0.5, 6):
        turns: dict[str, list[float]] = {}
        for bone in COLUMNS:
            if bone in HINGES:
                turns[bone] = [rng.uniform(-1.5, 1.5)]
            else:
                turns[bone] = rot.from_rotvec(rng.normal(size=3) * time).tolist()
        frames.append(frame(**turns))
        frames[-1][1:4] = rng.normal(size=3).tolist()
    return formats.read(save(tmp_path / "made.txt", frames, "wrap"))


def test_at_rest_the_body_stands_upright_facing_x_with_its_left_at_y(tmp_path: Path) -> None:
    clip = formats.read(save(tmp_path / "humanoid3d_rest.txt", [frame(), frame(0.0)]))
    positions = dict(zip(clip.skeleton.names, clip.global_transforms()[0][0], strict=True))

    assert clip.name == "rest"
    assert (clip.frames, clip.loops) == (2, False)
    assert clip.fps == pytest.approx(10.0)
    np.testing.assert_allclose(positions["root"], [0, 0, 0.9])
    np.testing.assert_allclose(positions["neck"], [0, 0, 0.9 + 0.236151 + 0.223894])
    np.testing.assert_allclose(positions["left_ankle"], [0, 0.084887, 0.9 - 0.421546 - 0.409870])
    np.testing.assert_allclose(
        positions["right_wrist"],
        [-0.02405, -0.18311, 0.9 + 0.236151 + 0.24350 - 0.274788 - 0.258947],
    )
    mirrored = [positions[name.replace("left", "right")] for name in positions]
    for position, other in zip(positions.values(), mirrored, strict=True):
        if position[1] > 0:
            np.testing.assert_allclose(other, position * [1, -1, 1])


def test_a_knee_bends_back_with_a_negative_angle_and_an_elbow_forward_with_a_positive(
    tmp_path: Path,
) -> None:
    bent = frame(right_knee=[-np.pi / 2], left_elbow=[np.pi / 2])
    clip = formats.read(save(tmp_path / "bent.txt", [bent, bent]))
    positions = dict(zip(clip.skeleton.names, clip.global_transforms()[0][0], strict=True))

    shin = positions["right_ankle"] - positions["right_knee"]
    forearm = positions["left_wrist"] - positions["left_elbow"]
    np.testing.assert_allclose(shin, [-0.409870, 0, 0], atol=1e-9)
    np.testing.assert_allclose(forearm, [0.258947, 0, 0], atol=1e-9)


def test_the_root_moves_forward_up_and_right_as_the_file_says(tmp_path: Path) -> None:
    turned = frame(root=[np.cos(0.25), 0.0, np.sin(0.25), 0.0])
    turned[1:4] = [1.0, 2.0, 3.0]
    clip = formats.read(save(tmp_path / "moved.txt", [turned, turned]))

    np.testing.assert_allclose(clip.root_positions[0], [1.0, -3.0, 2.0])
    # Half a radian about the file's upward axis is half a radian about ours.
    np.testing.assert_allclose(rot.to_rotvec(clip.rotations[0, 0]), [0, 0, 0.5], atol=1e-12)


def test_writing_and_reading_gives_the_same_clip(clip: Clip, tmp_path: Path) -> None:
    for version in (clip, clip.mirror(), replace(clip, loops=False), clip.resample(24.0)):
        deepmimic.write(version, tmp_path / "again.json")
        assert formats.read(tmp_path / "again.json").digest == version.digest


def test_writing_refuses_what_the_format_would_lose(clip: Clip, tmp_path: Path) -> None:
    path = tmp_path / "lost.txt"
    twisted = clip.rotations.copy()
    twisted[4, clip.skeleton.names.index("left_knee")] = rot.from_rotvec(np.array([0.1, 0, 0]))
    with pytest.raises(StuntmanError, match=r"frame 5 .*left_knee"):
        deepmimic.write(replace(clip, rotations=twisted), path)

    waving = clip.rotations.copy()
    waving[2, clip.skeleton.names.index("right_wrist")] = rot.from_rotvec(np.array([0, 0.1, 0]))
    with pytest.raises(StuntmanError, match=r"frame 3 .*right_wrist"):
        deepmimic.write(replace(clip, rotations=waving), path)

    tall = replace(clip.skeleton, offsets=clip.skeleton.offsets * 1.1)
    with pytest.raises(StuntmanError, match="another skeleton"):
        deepmimic.write(replace(clip, skeleton=tall), path)
    assert not path.exists()


def test_writing_nowhere_is_a_sentence(clip: Clip, tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match="cannot be written"):
        deepmimic.write(clip, tmp_path / "no" / "such.txt")


def test_a_dropped_frame_is_filled_in_and_the_rest_stay_in_time(tmp_path: Path) -> None:
    """As in the public roll: sixty frames a second, but one lasts nearly two."""
    frames = []
    for time in (0.0, 0.1, 0.2, 0.4, 0.5):
        frames.append(frame(root=[np.cos(time), 0.0, np.sin(time), 0.0]))
        frames[-1][1] = time
    frames[2][0] = 0.196
    path = save(tmp_path / "gap.txt", frames)

    clip = formats.read(path)

    assert clip.frames == 6
    assert clip.duration == pytest.approx(0.496)
    np.testing.assert_allclose(clip.root_positions[:, 0], np.arange(6) / 10, atol=0.005)
    turned = 2.0 * np.arange(6) / 10
    np.testing.assert_allclose(rot.to_rotvec(clip.rotations[:, 0])[:, 2], turned, atol=0.01)
    timing = formats.timing(path)
    assert (timing.frames, timing.fps, timing.duration) == (6, clip.fps, clip.duration)


@pytest.mark.parametrize("last", [0.0, 0.1, -5.0])
def test_the_last_duration_does_not_count(tmp_path: Path, last: float) -> None:
    path = save(tmp_path / "last.txt", [frame(), frame(), frame(last)])
    assert formats.read(path).duration == pytest.approx(0.2)


def test_blank_space_before_a_byte_order_mark_and_unknown_keys_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "spaced.txt"
    content = {"RightJoints": [3, 4], "Loop": "wrap", "Frames": [frame(), frame()]}
    path.write_text("\ufeff \n\t\n" + json.dumps(content, indent=2) + "\n\n")
    assert formats.read(path).loops


def test_loosely_rounded_quaternions_are_normalised(tmp_path: Path) -> None:
    """The public kick holds one of length 0.58."""
    loose = frame(neck=[0.6 * np.cos(0.2), 0.0, 0.6 * np.sin(0.2), 0.0])
    clip = formats.read(save(tmp_path / "loose.txt", [loose, loose]))
    np.testing.assert_allclose(rot.to_rotvec(clip.rotations[0, 2]), [0, 0, 0.4], atol=1e-12)


def changed(place: int, value: Any) -> list[Any]:
    """Four frames, the third of which has another value at a place counted from 1."""
    frames: list[list[Any]] = [frame() for _ in range(4)]
    frames[2][place - 1] = value
    return frames


@pytest.mark.parametrize(
    ("frames", "said"),
    [
        (changed(7, float("nan")), "frame 3 has nan as its number 7"),
        (changed(7, float("-inf")), "frame 3 has -inf as its number 7"),
        (changed(2, 1e7), "frame 3 has 10000000.0 as its number 2"),
        (changed(7, "x"), "frame 3 has 'x' as its number 7"),
        (changed(7, True), "frame 3 has True as its number 7"),
        (changed(7, None), "frame 3 has None as its number 7"),
        (changed(7, [1.0]), r"frame 3 has \[1.0\] as its number 7"),
        (changed(1, 0.0), "frame 3 lasts 0 s"),
        (changed(1, -0.1), "frame 3 lasts -0.1 s"),
        (changed(1, 1e-9), "frame 3 lasts 1e-09 s"),
        (changed(1, 1e5), "frame 3 lasts 100000 s"),
        (changed(17, 0.0), "frame 3: the rotation of right_hip has length 0,"),
        (changed(17, 50.0), "frame 3: the rotation of right_hip has length 50,"),
        ([frame(), frame()[:-1]], "frame 2 has 43 numbers where 44 are due"),
        ([frame()[:-1], frame()], "frame 1 has 43 numbers where 44 are due"),
        ([frame(), [*frame(), 0.0]], "frame 2 has 45 numbers where 44 are due"),
        ([frame(), frame()[:20]], "frame 2 has 20 numbers where 44 are due"),
        ([frame(), []], "frame 2 has 0 numbers"),
        ([frame(), 3], "frame 2 is 3.0 and not a list"),
        ([frame(), {"a": 1}], "frame 2 is {.*} and not a list"),
        ([frame()], "has 1 frames"),
        ([], "has 0 frames"),
        ({}, 'no list "Frames"'),
        (None, 'no list "Frames"'),
    ],
)
def test_damaged_frames_end_in_a_sentence_that_names_them(
    tmp_path: Path, frames: Any, said: str
) -> None:
    path = save(tmp_path / "bad.txt", frames)
    with pytest.raises(StuntmanError, match=f"bad.txt: .*{said}"):
        formats.read(path)


def test_a_number_of_thousands_of_digits_is_named(tmp_path: Path) -> None:
    path = save(tmp_path / "huge.txt", changed(7, "HUGE"))
    path.write_text(path.read_text().replace('"HUGE"', "1" + "0" * 5000))
    with pytest.raises(StuntmanError, match=r"huge.txt: frame 3 has inf as its number 7"):
        formats.read(path)


@pytest.mark.parametrize("loop", ["forever", "", None, True, 1, ["wrap"], {"wrap": 1}])
def test_a_bad_loop_is_named(tmp_path: Path, loop: Any) -> None:
    path = save(tmp_path / "bad.txt", [frame(), frame()], loop)
    with pytest.raises(StuntmanError, match=r'bad.txt: "Loop" is .*make it "wrap" or "none"'):
        formats.read(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1 is not JSON"),
        (b'{"Loop": "wrap",\n"Frames": [[0.1, 0.0', "line 2 is not JSON .*cut off"),
        (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "is not a text of JSON"),
        (b"[" * 100_000, "is not a text of JSON"),
        (b'{"Frames": ' * 100_000, "is not a text of JSON"),
        (b"[1, 2]", 'no list "Frames"'),
        (b'{"Loop": ' + b"[" * 800 + b"]" * 800 + b', "Frames": []}', r'"Loop" is \[\[.*\.\.\.'),
        (b"7", 'no list "Frames"'),
        (b'"Frames"', 'no list "Frames"'),
    ],
)
def test_a_file_that_is_no_clip_ends_in_a_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "junk.txt"
    path.write_bytes(content)
    with pytest.raises(StuntmanError, match=f"junk.txt: .*{said}"):
        formats.read(path)


def test_a_missing_file_a_folder_and_an_unknown_suffix_end_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match=r"none.txt: cannot be read"):
        formats.read(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(StuntmanError, match=r"folder.txt: cannot be read"):
        formats.read(tmp_path / "folder.txt")
    with pytest.raises(StuntmanError, match=r"walk.doc: stuntman reads no .doc clips"):
        formats.read(tmp_path / "walk.doc")


def test_a_laikago_clip_stands_on_four_legs(tmp_path: Path) -> None:
    frame = [0.0625, 0.0, 0.0, 0.43, 0.5, 0.5, 0.5, 0.5, *([0.0, 0.6, -1.25] * 4)]
    path = save(tmp_path / "laikago.txt", [frame] * 5, "wrap")

    timing = formats.timing(path)
    assert (timing.frames, timing.fps, timing.duration, timing.loops) == (5, 16.0, 0.25, True)
    clip = formats.read(path)
    assert (clip.loops, clip.character, timing.character) == (True, "dog", "dog")
    places = dict(zip(clip.skeleton.names, clip.global_transforms()[0][0], strict=True))
    for side, sign in (("left_", 1), ("right_", -1)):
        for foot, hip, x in (("hand", "shoulder", 0.243), ("foot", "hip", -0.194)):
            np.testing.assert_allclose(places[side + hip], [x, sign * 0.0817, 0.43], atol=1e-3)
            # 0.25 m of thigh and of shin, each about 0.6 rad off the vertical, the foot below.
            assert places[side + foot][2] == pytest.approx(0.43 - 0.416, abs=0.02)
            assert places[side + foot][0] == pytest.approx(x, abs=0.04)


def damage(whole: bytes, chance: random.Random) -> bytes:
    """One to three values swapped for others, or a piece of the text, or the end cut off."""
    kind = chance.choice(["values", "values", "text", "cut"])
    if kind == "cut":
        return whole[: chance.randrange(len(whole))]
    if kind == "text":
        at, length = chance.randrange(len(whole)), chance.choice([0, 1, 4, 200])
        return whole[:at] + chance.randbytes(chance.randrange(3)) + whole[at + length :]
    values = [b"NaN", b"-1e999", b"9" * 5000, b"null", b"[]", b'"x"', b"-7", b"0.3", b"1e300", b""]
    lines = whole.split(b"\n")
    for _ in range(chance.randint(1, 3)):
        lines[chance.randrange(len(lines))] = chance.choice(values) + b","
    return b"\n".join(lines)


def outcome(path: Path) -> Clip | str:
    """The clip, or the sentence that refuses it."""
    try:
        return formats.read(path)
    except StuntmanError as error:
        return str(error)


def test_any_damage_ends_in_a_clip_or_in_one_line_with_the_files_name(tmp_path: Path) -> None:
    chance = random.Random(5)
    path = save(tmp_path / "hurt.txt", [frame(), frame(), frame()])
    whole = json.dumps(json.loads(path.read_text()), indent=0).encode()
    outcomes = []
    for _ in range(400):
        path.write_bytes(damage(whole, chance))
        outcomes.append(outcome(path))

    sentences = [end for end in outcomes if isinstance(end, str)]
    assert all(re.fullmatch(f"{path}: [^\n]{{20,}}", sentence) for sentence in sentences)
    # All three kinds of end were met: told the frame, told the line, and unharmed.
    assert sum(": frame " in sentence for sentence in sentences) > 50
    assert sum("not JSON" in sentence for sentence in sentences) > 50
    assert len(outcomes) - len(sentences) > 10


@pytest.mark.skipif(not REAL, reason="no real clips here: run `stuntman clips fetch`")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_real_clip_is_a_person_moving_above_the_floor(path: Path) -> None:
    content = json.loads(path.read_text())
    durations = [row[0] for row in content["Frames"][:-1]]
    timing = formats.timing(path)
    assert timing.duration == pytest.approx(sum(durations), abs=1e-9)
    assert timing.loops == (content["Loop"] == "wrap")
    if path.stem == "laikago_walk":
        assert formats.read(path).character == "dog"
        return

    clip = formats.read(path)

    assert (clip.frames, clip.fps, clip.loops) == (timing.frames, timing.fps, timing.loops)
    assert clip.frames - len(content["Frames"]) == (1 if path.stem == "roll" else 0)
    positions, _ = clip.global_transforms()
    assert positions[..., 2].min() > -0.1
    assert 0.1 < positions[:, 0, 2].mean() < 1.3
    # Shins fold backwards and forearms forwards, but for a hand's breadth of overstretching.
    names = clip.skeleton.names
    for bone, sign in (("knee", 1.0), ("elbow", -1.0)):
        for side in ("left_", "right_"):
            bend = rot.to_rotvec(clip.rotations[:, names.index(side + bone)])
            assert (sign * bend[:, 1]).min() > -0.25
