"""`stuntman import`: a file becomes a clip of the library that can be trained by its name."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stuntman import cli
from stuntman.motion import cleaning, library
from stuntman.motion.clip import Clip
from stuntman.motion.formats import bvh
from stuntman.recipes import build as stage
from stuntman.recipes import recipe
from stuntman.spatial import rotations as rot
from stuntman.viewer.gl import working_backend

Call = Callable[..., tuple[int, str, str]]
NAMES = {"root": "Hips", "chest": "Spine", "neck": "Head", "hip": "UpLeg", "knee": "Leg"}
NAMES |= {"ankle": "Foot", "shoulder": "Arm", "elbow": "ForeArm", "wrist": "Hand"}


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Call:
    """Runs the command in an empty folder, with an empty library: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STUNTMAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def file(walk: Clip, tmp_path: Path) -> Path:
    """Two cycles of the walk as a BVH file, with Mixamo's names."""
    step = (walk.root_positions[-1] - walk.root_positions[0]) * [1, 1, 0]
    places = np.concatenate([walk.root_positions[:-1], walk.root_positions + step])
    turns = np.concatenate([walk.rotations[:-1], walk.rotations])
    names = tuple(
        "".join([side.capitalize(), NAMES[part]])
        for side, _, part in (name.rpartition("_") for name in walk.skeleton.names)
    )
    skeleton = replace(walk.skeleton, names=names)
    twice = Clip("twice", skeleton, places, turns, walk.fps, False)
    path = tmp_path / "two steps.bvh"
    bvh.write(twice, path)
    return path


def test_a_file_is_cleaned_cut_to_a_cycle_and_can_be_trained_by_name(
    call: Call, file: Path, walk: Clip
) -> None:
    code, out, err = call("import", str(file), "--loop", "auto")

    assert (code, err) == (0, "")
    clip = library.load("two_steps")
    assert clip.loops
    assert clip.duration == pytest.approx(walk.duration, abs=0.05)
    for wanted in (
        r"loop seam +\d+\.\d cm, \d+ degrees",
        r"bones mapped +.*left_UpLeg > left_hip",
        r"scale +1\.0\d\d",
        r"foot slide +\d\.\d cm a stand before, \d\.\d after",
        r"floor penetration +\d\.\d cm before, 0\.0 after",
        r"past joint limits +none",
        r"`stuntman train two_steps`",
    ):
        assert re.search(wanted, out), wanted
    environment = stage.build(recipe.load("two_steps"), worlds=2, threads=1)
    assert environment.reset().isfinite().all()


def test_parts_sides_rates_and_names_are_as_told(call: Call, file: Path) -> None:
    words = ("--start", "0.2", "--end", "1.0", "--fps", "30", "--name", "bit")
    assert call("import", str(file), *words)[0] == 0
    assert call("import", str(file), *words[:-1], "other", "--mirror")[0] == 0
    plain, mirrored = library.load("bit"), library.load("other")
    assert plain.duration == pytest.approx(0.8)
    assert plain.fps == pytest.approx(30.0)
    assert not plain.loops
    left, right = (plain.skeleton.names.index(f"{side}_Arm") for side in ("left", "right"))
    twin = mirrored.rotations[:, left] * [1.0, -1.0, 1.0, -1.0]
    assert rot.angle_between(plain.rotations[:, right], twin).max() < 1e-4


def test_the_unit_of_a_bvh_can_be_told(call: Call, file: Path) -> None:
    assert call("import", str(file), "--end", "0.5", "--unit", "2", "--name", "giant")[0] == 0
    assert 1.5 < np.ptp(library.load("giant").global_transforms()[0][0, :, 2]) / 1.5 < 2.5


def test_a_loop_that_does_not_close_is_said_to_be_none(call: Call, file: Path) -> None:
    code, out, _ = call("import", str(file), "--end", "0.5", "--loop", "wrap")
    assert code == 0
    assert "does not come back to itself" in " ".join(out.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none.bvh",), "none.bvh: no such file"),
        (("two steps.bvh", "--name", "a/b"), "--name is 'a/b'"),
        (("two steps.bvh", "--name", ".."), "--name is '..'"),
        (("two steps.bvh", "--name", ""), "--name is ''"),
        (("two steps.bvh", "--name", "nul"), "--name is 'nul'"),
        (("two steps.bvh", "--start", "2", "--end", "1"), "cannot cut from 2 s to 1 s"),
        (("two steps.bvh", "--end", "0.3", "--loop", "auto"), "too short for a loop"),
        (("two steps.bvh", "--character", "nobody"), "No character 'nobody'"),
        (("two steps.bvh", "--preview", "no/such.mp4"), "no/such.mp4"),
        (("two steps.bvh", "--fps", "0"), "0.0 frames a second"),
        (("two steps.bvh", "--unit", "0"), "--unit is 0"),
    ],
)
def test_a_mistake_is_one_sentence_and_writes_nothing(
    call: Call, file: Path, words: tuple[str, ...], said: str
) -> None:
    if "--preview" in words and working_backend() is None:
        pytest.skip("MuJoCo cannot draw here")
    code, _, err = call("import", *words)
    assert code == 1
    assert said in err
    assert err.count("\n") == 1
    assert not list(library.own_folder().glob("*"))


def test_a_preview_shows_the_skeleton_beside_the_body(
    call: Call, file: Path, tmp_path: Path
) -> None:
    if working_backend() is None:
        pytest.skip("MuJoCo cannot draw here")
    assert call("import", str(file), "--end", "0.3", "--preview", "two.mp4")[0] == 0
    assert (tmp_path / "two.mp4").stat().st_size > 5000


def test_the_seam_of_a_perfect_cycle_is_nothing(walk: Clip) -> None:
    rotations = walk.rotations.copy()
    rotations[-1] = rotations[0]
    positions = walk.root_positions.copy()
    positions[-1, 2] = positions[0, 2]
    seam = cleaning.seam(replace(walk, rotations=rotations, root_positions=positions, loops=False))
    assert seam.gap < 1e-9
    assert seam.angle < 1e-7


def test_a_clip_of_the_users_is_not_lost_by_importing_another_of_its_name(
    call: Call, file: Path, tmp_path: Path
) -> None:
    """The very same may be brought again, and --replace says that it is meant."""
    call("import", str(file), "--name", "mine")
    place = library.own_folder() / "mine.clip"
    first = place.read_bytes()

    assert call("import", str(file), "--name", "mine")[0] == 0
    code, _, err = call("import", str(file), "--name", "mine", "--mirror")
    assert code == 1
    assert "another clip 'mine' already" in err and str(place) in err and "--replace" in err
    assert place.read_bytes() == first
    place.write_text("damaged, and the user's all the same")
    assert call("import", str(file), "--name", "mine")[0] == 1
    assert call("import", str(file), "--name", "mine", "--mirror", "--replace")[0] == 0
    assert place.read_bytes() != first


def test_a_namesake_of_a_classic_clip_is_told(call: Call, file: Path) -> None:
    code, out, _ = call("import", str(file), "--name", "walk")
    assert code == 0 and "goes before the clip 'walk' of stuntman's" in out
