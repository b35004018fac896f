"""What things may be called, and that writing one never costs another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from stuntman.characters import character as characters
from stuntman.errors import StuntmanError
from stuntman.motion import library
from stuntman.paths import checked_name, name_of, written
from stuntman.policies import policy as policies
from stuntman.recipes import recipe
from stuntman.recipes.recipe import Recipe

BAD_NAMES = [
    "", ".", "..", "../x", "a/b", "/etc", "a\\b", "C:", "a.b", ".hidden", "x.", "-rf", "--out",
    "a b", " ", "a\0b", "a\nb", "a:b", "a*", "a?", "con", "NUL", "Com1", "lpt9", "x" * 61,
    "\ud800", "\u202e", "~", "$HOME",
]  # fmt: skip


@pytest.mark.parametrize("name", BAD_NAMES)
def test_what_is_no_one_component_of_a_path_on_every_system_is_no_name(name: str) -> None:
    with pytest.raises(StuntmanError, match="--name is") as caught:
        checked_name(name, "--name")
    assert len(str(caught.value)) < 300 and str(caught.value).isprintable()


@pytest.mark.parametrize(
    "name", ["walk", "a-b_2", "_x", "2", "走る", "läufer", "console", "𠀀" * 60]
)
def test_letters_of_any_script_are_a_name_that_a_disk_takes(name: str, tmp_path: Path) -> None:
    assert checked_name(name, "--name") == name
    (tmp_path / f"{name}.clip").touch()


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("my walk.bvh", "my_walk"),
        ("a/../take.01 (2).bvh", "take_01_2"),
        ("-rf.bvh", "rf"),
        (".bvh", "bvh"),
        ("la\u0308ufer.bvh", "läufer"),  # as macOS keeps it
    ],
)
def test_a_files_name_becomes_a_name(file: str, name: str) -> None:
    assert name_of(Path(file)) == name


@pytest.mark.parametrize("file", ["...bvh", "+.bvh", "aux.bvh", "..", f"{'x' * 61}.bvh"])
def test_a_file_whose_name_gives_none_is_named(file: str) -> None:
    with pytest.raises(StuntmanError, match="the name of"):
        name_of(Path(file))


@pytest.mark.parametrize(
    "load", [library.load, policies.load, recipe.load, characters.load], ids=lambda f: f.__module__
)
@pytest.mark.parametrize("suffix", ["", ".bvh", ".toml"])
@pytest.mark.parametrize("name", ["a\0b", "a\0/b", "..", "x" * 5000, ""], ids=range(5))
def test_a_name_that_nothing_can_have_is_told_like_any_other_that_is_not_there(
    load: Callable[[str], object],
    name: str,
    suffix: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    within = tmp_path / "within"
    within.mkdir()
    monkeypatch.chdir(within)  # wherever the tests run: what is beside it may hold runs
    try:
        read = load(name + suffix)
    except StuntmanError:
        return
    assert isinstance(read, Recipe)  # of a clip by that name, which is then not there
    with pytest.raises(StuntmanError):
        library.load(read.name)


def test_a_file_appears_whole_and_alone(tmp_path: Path) -> None:
    (tmp_path / "take.bvh.part").write_text("somebody's")
    with written(tmp_path / "take.bvh") as part:
        part.write_text("new")
        assert not (tmp_path / "take.bvh").exists()
    assert (tmp_path / "take.bvh").read_text() == "new"
    assert (tmp_path / "take.bvh.part").read_text() == "somebody's"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_link_goes_on_leading_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    with written(tmp_path / "link") as part:
        part.write_text("new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "file").read_text() == "new"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_after_an_error_all_is_as_it_was(tmp_path: Path, error: BaseException) -> None:
    place = tmp_path / "take.bvh"
    place.write_text("old")
    with pytest.raises((StuntmanError, KeyboardInterrupt)), written(place) as part:
        part.write_text("ne")
        raise error
    assert place.read_text() == "old"
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("place", ["folder", "."])
def test_a_folder_is_never_replaced(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(StuntmanError, match="is no file"), written(tmp_path / place) as part:
        part.mkdir()
    assert (tmp_path / "folder").is_dir()


def test_a_device_is_never_replaced() -> None:
    with pytest.raises(StuntmanError, match="is no file"), written(Path("/dev/null")):
        pass
    assert Path("/dev/null").is_char_device()
