"""What takes a policy: eval, render, export."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from stuntman.cli import policy_files
from stuntman.errors import StuntmanError
from stuntman.export import web
from stuntman.policies import files
from stuntman.viewer.gl import working_backend

Call = Callable[..., tuple[int, str, str]]


def test_evaluating_a_file(call: Call, trained: Path) -> None:
    path = str(trained / "run" / "policy.safetensors")
    code, out, err = call("eval", path, "--episodes", "3", "--json")
    assert (code, err) == (0, "")
    row = json.loads(out)
    assert (row["policy"], row["clip"], row["episodes"], row["samples"]) == (path, "kick", 3, 64)
    assert 0.0 < row["nr"] < 1.0
    assert sum(row["terms"].values()) == pytest.approx(row["nr"])

    code, out, _ = call("eval", path, "--episodes", "3")
    assert code == 0
    assert f"{row['nr']:.3f}" in out


def test_a_runs_folder_is_taken_for_its_policy(call: Call, trained: Path) -> None:
    for folder in (trained / "run", trained):
        code, out, err = call("eval", str(folder), "--episodes", "2", "--json")
        assert (code, err) == (0, "")
        assert json.loads(out)["clip"] == "kick"


def test_a_name_that_ships_goes_before_a_folder_and_the_latest_run_before_others(
    here: Path,
) -> None:
    for run in ("walk/20260101-000000", "walk/20260102-000000"):
        (here / run).mkdir(parents=True)
        (here / run / "policy.safetensors").touch()
    first, last = (Path("walk", run, files.IN_A_RUN) for run in sorted(os.listdir("walk")))
    assert policy_files.path("walk") == files.FOLDER / "walk.safetensors"
    assert policy_files.path("./walk") == last
    assert policy_files.path("walk/20260101-000000/") == first


def test_rendering_a_policy(call: Call, trained: Path, here: Path) -> None:
    if working_backend() is None:
        pytest.skip("no OpenGL library on this machine: scripts/setup_gl.sh installs one")
    path = str(trained / "run" / "policy.safetensors")
    words = ("--seconds", "0.1", "--size", "64x48", "--out", "film.mp4")
    for more in ((), ("--ghost",)):
        code, out, err = call("render", path, *words, *more)
        assert (code, err) == (0, "")
        assert "film.mp4" in out
        assert (here / "film.mp4").stat().st_size > 500


def test_a_strip_of_two_policies_being_hit(call: Call, trained: Path, here: Path) -> None:
    if working_backend() is None:
        pytest.skip("no OpenGL library on this machine: scripts/setup_gl.sh installs one")
    path = str(trained / "run" / "policy.safetensors")
    hit = ("--seconds", "0.4", "--blocks", "2", "--push", "50")
    code, out, err = call("render", path, *hit, "--compare", path, "--strip", "3")
    assert (code, err) == (0, "")
    assert out.count("block of 3 kg") == 4
    assert out.count("push of 50 N") == 2
    with Image.open(here / "run.png") as image:
        assert image.size == (3 * 176, 2 * 264)


@pytest.mark.parametrize("kind", ["bvh", "glb", "npz"])
def test_exporting_a_performance(call: Call, trained: Path, here: Path, kind: str) -> None:
    path = str(trained / "run" / "policy.safetensors")
    out = f"take.{kind}"
    code, said, err = call("export", kind, path, "--seconds", "0.1", "--out", out)
    assert (code, said, err) == (0, f"Wrote {out}.\n", "")
    assert [file.name for file in here.iterdir()] == [out]


def test_no_export_takes_the_place_of_a_file_unless_told_to(
    call: Call, trained: Path, here: Path
) -> None:
    """What was brought lies where one would write what came of it."""
    (here / "walk.bvh").write_text("brought")
    words = ("export", "bvh", str(trained / "run"), "--seconds", "0.1", "--out", "walk.bvh")
    code, _, err = call(*words)
    assert code == 1 and "--replace" in err and len(err.splitlines()) == 1
    assert (here / "walk.bvh").read_text() == "brought"
    assert call(*words, "--replace")[0] == 0
    assert (here / "walk.bvh").read_text() != "brought"


def test_what_a_page_cannot_have_is_one_sentence_in_a_pipe(
    call: Call, trained: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(policies: object, show: Callable[[str], None]) -> None:
        show("run[v2]")
        raise StuntmanError("no.")

    monkeypatch.setattr(web, "contents", refuse)
    path = str(trained / "run" / "policy.safetensors")
    assert call("export", "web", path, "--out", "a.html") == (1, "", "stuntman: no.\n")
    assert not list(here.iterdir())


def test_one_of_several_clips_is_called_as_it_on_a_page(
    call: Call, trained: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(policies: dict[str, object], show: Callable[[str], None]) -> None:
        raise StuntmanError(", ".join(policies))

    monkeypatch.setattr(web, "contents", refuse)
    words = ("export", "web", "everything#kick", "everything#walk", "--out", "a.html")
    assert call(*words) == (1, "", "stuntman: kick, walk\n")
    assert call("eval", "everything#")[2].startswith("stuntman: This policy knows no clip ''")
