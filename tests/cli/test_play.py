"""`stuntman play`, up to where the page is."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stuntman.characters import character as characters
from stuntman.cli import main
from stuntman.cli.play import Play
from stuntman.motion.clip import Clip
from stuntman.policies import files
from stuntman.viewer.page.clip import ClipPage

# A shell that has it run in the background lets nobody end it by Ctrl-C.
HEEDS = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
PLAY = [sys.executable, "-c", HEEDS + "from stuntman.cli import main; sys.exit(main())", "play"]


def test_it_says_where_the_page_is_and_who_may_see_it_and_ends_with_ctrl_c(
    walk: Clip, port: int
) -> None:
    with subprocess.Popen(
        [*PLAY, "walk", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as program:
        assert program.stdout is not None
        said = program.stdout.readline()
        assert f"http://127.0.0.1:{port}" in said and "this machine alone" in said
        program.send_signal(signal.SIGINT)
        rest = program.stdout.read()
    assert program.returncode == 0
    assert rest.strip() == "The page is closed."


def test_a_policy_that_is_cut_off_is_refused_before_it_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = (files.FOLDER / "walk.safetensors").read_bytes()
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes(whole[: len(whole) // 2])
    assert main(["play", "walk", str(cut)]) == 1
    said = capsys.readouterr()
    assert str(cut) in said.err and "Traceback" not in said.err
    assert "Open" not in said.out


@pytest.mark.parametrize(
    ("arguments", "body"),
    [
        (["walk"], "humanoid"),
        (["walk", "--character", "atlas"], "atlas"),
        (["trex_walk"], "trex"),
    ],
)
def test_a_clip_is_shown_on_its_own_body_unless_told_otherwise(
    arguments: list[str], body: str, walk: Clip, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[ClipPage] = []
    monkeypatch.setattr(ClipPage, "run", lambda page: shown.append(page))
    assert main(["play", *arguments, "--kinematic", "--port", str(port)]) == 0
    bodies = characters.load(body).spec().bodies[1:]
    assert set(shown[0].scenery.parts) == {part.name for part in bodies}


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["nobody"], "nobody"),
        (["walk", "--port", "70000"], "70000"),
        (["walk", "--allow-origin", "evil.example"], "--allow-origin"),
        (["walk", "--host", "203.0.113.7"], "203.0.113.7"),
        (["--kinematic"], "--kinematic"),
        (["wlak", "--kinematic"], "wlak"),
        (["--character", "robot"], "robot"),
        (["walk", "--character", "atlas"], "a policy has a body of its own"),
    ],
)
def test_what_cannot_be_shown_is_said(
    arguments: list[str], named: str, walk: Clip, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["play", *arguments]) == 1
    assert named in capsys.readouterr().err


def test_the_page_opens_with_the_walk() -> None:
    assert next(iter(Play()._policies())) == "walk"
    assert next(iter(Play(character="atlas")._policies())) == "atlas_walk"
