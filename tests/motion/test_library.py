"""The library, with a small wheel in place of the real download."""

import hashlib
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from stuntman.errors import StuntmanError
from stuntman.motion import classics, library

STILL = [1.0, 0.0, 0.0, 0.0]
POSE = [0.1, 0, 0.9, 0] + STILL * 4 + [0] + STILL * 2 + [0] + STILL + [0] + STILL * 2 + [0]
MOTION = json.dumps({"Loop": "wrap", "Frames": [POSE] * 3}).encode()

# Where the real wheel holds what the library calls by a short name.
MEMBERS = {
    "walk": "humanoid3d_walk.txt",
    "getup_facedown": "humanoid3d_getup_facedown.txt",
    "laikago_walk": "laikago_walk.txt",
    "walker_forward": "walker/0walk_forward.txt",
    "walker_turn_left0": "walker/turn_left0.txt",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, empty, and a stuntman that ships no clips."""
    monkeypatch.setattr(library, "SHIPPED", tmp_path / "shipped")
    monkeypatch.setenv("STUNTMAN_HOME", str(tmp_path / "home"))
    # Should the override ever be ignored, the clips of whoever runs the tests stay whole.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "home"


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Stand in for pip: it brings a small wheel of five clips. Returns the commands it got."""
    wheel = tmp_path / "small.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for member in MEMBERS.values():
            archive.writestr(f"pybullet_data/data/motions/{member}", MOTION)
    digest = hashlib.sha256(MOTION).hexdigest()
    monkeypatch.setattr(classics, "DIGESTS", dict.fromkeys(MEMBERS, digest))
    monkeypatch.setattr(classics, "WHEEL_DIGEST", hashlib.sha256(wheel.read_bytes()).hexdigest())
    commands: list[list[str]] = []

    def pip(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        (folder,) = [word.removeprefix("--dest=") for word in command if "--dest=" in word]
        (Path(folder) / "pybullet.whl").write_bytes(wheel.read_bytes())
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", pip)
    return commands


def own(home: Path, name: str, content: bytes = MOTION) -> Path:
    """Put a clip into the user's folder."""
    path = home / "clips" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_fetching_brings_every_clip_under_its_short_name(
    home: Path, downloads: list[list[str]]
) -> None:
    assert library.fetch() == list(MEMBERS)

    assert {entry.name for entry in library.entries()} == set(MEMBERS)
    (walk,) = [entry for entry in library.entries() if entry.name == "walk"]
    assert (walk.frames, walk.loops, walk.source) == (3, True, "pybullet 3.2.7")
    assert walk.fps == pytest.approx(10.0)
    assert walk.duration == pytest.approx(0.2)
    assert library.load("walk").name == "walk"
    left_over = [path.name for path in (home / "cache" / "clips").iterdir()]
    assert sorted(left_over) == sorted(f"{name}.txt" for name in MEMBERS)


def test_the_same_wheel_is_asked_for_on_any_python_and_system(
    downloads: list[list[str]],
) -> None:
    library.fetch()
    (command,) = downloads
    for word in ("pybullet==3.2.7", "--no-deps", "--only-binary=:all:", "--python-version=3.11"):
        assert word in command
    assert "--platform=manylinux2014_x86_64" in command


def test_fetching_again_downloads_nothing(downloads: list[list[str]]) -> None:
    library.fetch()
    assert library.fetch() == []
    assert len(downloads) == 1


def test_a_damaged_or_missing_clip_is_fetched_again(home: Path, downloads: list[list[str]]) -> None:
    library.fetch()
    (home / "cache/clips/walk.txt").write_bytes(MOTION[:-9])
    (home / "cache/clips/laikago_walk.txt").unlink()

    assert library.fetch() == ["walk", "laikago_walk"]
    assert (home / "cache/clips/walk.txt").read_bytes() == MOTION


def test_another_wheel_than_the_known_one_leaves_nothing_behind(
    home: Path, downloads: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classics, "WHEEL_DIGEST", "0" * 64)
    with pytest.raises(StuntmanError, match="SHA-256 differs"):
        library.fetch()
    assert list((home / "cache/clips").iterdir()) == []


def test_a_cache_that_cannot_be_used_is_a_sentence(home: Path, downloads: list[list[str]]) -> None:
    home.write_text("a file where the folder should be")
    with pytest.raises(StuntmanError, match=r"home.cache.clips: cannot be used .*STUNTMAN_HOME"):
        library.fetch()


def test_pip_without_an_index_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(StuntmanError, match=r"pip could not download .*No matching distribution"):
        library.fetch()


def failing_pip(said: str) -> Callable[..., subprocess.CompletedProcess[str]]:
    return lambda command, **_: subprocess.CompletedProcess(command, 1, "", said)


def test_a_python_without_pip_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", failing_pip("/bin/python: No module named pip\n"))
    with pytest.raises(StuntmanError, match=r"pip is missing .*ensurepip"):
        library.fetch()


def test_a_pip_that_fails_in_silence_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", failing_pip(""))
    with pytest.raises(StuntmanError, match="it gave no reason"):
        library.fetch()


def test_clips_of_ones_own_are_listed_and_go_before_classic_ones(
    home: Path, downloads: list[list[str]]
) -> None:
    library.fetch()
    own(home, "wave.json")
    own(home, "notes.md", b"not a clip")
    path = own(home, "walk.txt", json.dumps({"Loop": "none", "Frames": [POSE] * 9}).encode())

    listed = {entry.name: entry for entry in library.entries()}

    assert set(listed) == {*MEMBERS, "wave"}
    assert listed["wave"].source == listed["walk"].source == "yours"
    assert listed["walk"].path == path
    assert library.load("wave").name == "wave"
    assert library.load("walk").frames == 9


def test_a_damaged_clip_of_ones_own_is_named(home: Path) -> None:
    own(home, "broken.txt", MOTION[:-9])
    own(home, "whole.txt", MOTION)
    found, damaged = library.listing()
    assert [entry.name for entry in found] == ["whole"]
    assert len(damaged) == 1 and "broken.txt: line 1 is not JSON" in damaged[0]
    with pytest.raises(StuntmanError, match=r"clips.broken.txt: line 1 is not JSON"):
        library.load("broken")


def test_clips_that_ship_need_no_download_and_make_room_for_ones_own(home: Path) -> None:
    shipped = library.SHIPPED / "hop.toml"
    shipped.parent.mkdir()
    shipped.write_text('character = "humanoid"\nduration = 2\n[[pose]]\ntime = 0\nleft_knee = -9')

    (hop,) = library.entries()
    assert (hop.name, hop.source, hop.duration, hop.character) == ("hop", "built in", 2, "humanoid")
    assert library.load("hop").character == library.character_of("hop") == "humanoid"

    own(home, "hop.txt")
    (hop,) = library.entries()
    assert (hop.source, hop.character) == ("yours", "")
    assert library.character_of("hop") == library.character_of("not there") == ""


def test_a_clips_file_is_found_from_the_run_that_was_trained_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, elsewhere = tmp_path / "work" / "runs" / "mine", tmp_path / "elsewhere"
    given = "motions/mine.bvh"
    run.mkdir(parents=True)
    elsewhere.mkdir()
    file = tmp_path / "work" / given
    file.parent.mkdir()
    file.touch()
    monkeypatch.chdir(tmp_path / "work")
    assert library.found_from(given, run) == given, "it is where it is said to be"
    monkeypatch.chdir(elsewhere)
    assert library.found_from(given, run) == str(file), "along the same way, further up"
    assert library.found_from("walk", run) == "walk", "a name is no way"
    file.unlink()
    assert library.found_from(given, run) == given, "there is none"
    (run / "mine.bvh").touch()
    assert library.found_from(given, run) == str(run / "mine.bvh"), "given away with the policy"
    gone = str(tmp_path / "gone" / "mine.bvh")
    assert library.found_from(gone, run) == str(run / "mine.bvh"), "from another machine"
    (run.parent / "other").mkdir()
    gone = str(tmp_path / "gone" / "other")
    assert library.found_from(gone, run) == str(run.parent / "other"), "a run beside it"


def test_loading_by_path(tmp_path: Path) -> None:
    path = tmp_path / "humanoid3d_mine.txt"
    path.write_bytes(MOTION)
    assert library.load(path).name == "mine"
    assert library.load(str(path)).digest == library.load(path).digest
    with pytest.raises(StuntmanError, match=r"none.txt: cannot be read"):
        library.load(tmp_path / "none.txt")
    with pytest.raises(StuntmanError, match=r"reads no .doc clips"):
        library.load("walk.doc")
    with pytest.raises(StuntmanError, match="is a folder: give a clip's file"):
        library.load(tmp_path)
    with pytest.raises(StuntmanError, match="none: no such file"):
        library.load(tmp_path / "none")
    (tmp_path / "bare").touch()
    with pytest.raises(StuntmanError, match="reads no suffixless clips"):
        library.load(tmp_path / "bare")


def test_an_unknown_name_is_answered_with_the_nearest(
    home: Path, downloads: list[list[str]]
) -> None:
    library.fetch()
    own(home, "cartwheel_slow.txt")
    with pytest.raises(StuntmanError, match='no clip is called "wlk"; did you mean walk'):
        library.load("wlk")
    with pytest.raises(StuntmanError, match="did you mean cartwheel_slow") as caught:
        library.load("cartwheel_slw")
    assert "fetch" not in str(caught.value)
    with pytest.raises(StuntmanError, match="see `stuntman clips list`"):
        library.load("xyzzy")


def test_before_fetching_the_way_to_fetch_is_named() -> None:
    with pytest.raises(StuntmanError, match=r"walk has not been fetched.*`stuntman clips fetch`"):
        library.load("walk")
    with pytest.raises(StuntmanError, match=r"did you mean .*backflip.*`stuntman clips fetch`"):
        library.load("backflp")
    assert library.entries() == []


def test_folders_without_an_override_are_the_systems_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STUNTMAN_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere/cache")
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere/data")
    for folder in (library.cache_folder(), library.own_folder()):
        assert "stuntman" in folder.parts
    assert library.cache_folder() != library.own_folder()


def test_a_clip_that_its_authors_keep_is_named_with_where_it_is_and_how_to_bring_it(
    home: Path,
) -> None:
    with pytest.raises(StuntmanError, match=r"humanoid3d_jog\.txt, and run `stuntman import") as e:
        library.load("jog")
    assert "--name jog`" in str(e.value)
