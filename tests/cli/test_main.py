"""The command line as people and scripts meet it: commands, and one line for a mistake."""

import io
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stuntman import __version__, cli
from stuntman.cli.commands import COMMANDS, kind
from stuntman.cli.doctor import Doctor
from stuntman.motion.clip import Clip

Call = Callable[..., tuple[int, str, str]]


HEAVY = {"torch", "mujoco", "scipy", "mink", "matplotlib", "viser", "tensorboard"}
LISTS_IMPORTS = """
import sys
from stuntman.cli import main
code = main(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


def test_without_a_command_it_lists_the_commands(call: Call) -> None:
    for words in ((), ("--help",), ("-h",)):
        code, out, err = call(*words)
        assert (code, err) == (0, "")
        assert [command for command in COMMANDS if f"stuntman {command}" not in out] == []


def test_it_tells_its_version(call: Call) -> None:
    assert call("--version") == (0, f"{__version__}\n", "")


@pytest.mark.parametrize(
    "words", ["--version", "--help", "clips", "doctor", *(f"{name} --help" for name in COMMANDS)]
)
def test_who_asks_a_small_thing_waits_for_no_large_library(words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LISTS_IMPORTS, *words.split()], capture_output=True, text=True
    )
    assert done.returncode == 0 and done.stdout
    imported = set(done.stderr.split())
    assert "stuntman.cli" in imported
    assert not HEAVY & imported
    assert ("numpy" in imported) == (words == "clips")  # it takes a third of its time


@pytest.mark.parametrize("command", COMMANDS)
def test_every_commands_help_has_an_example_and_says_nothing_of_python(
    call: Call, command: str
) -> None:
    code, out, err = call(command, "--help")
    assert (code, err) == (0, "")
    assert f"Example: stuntman {command}" in out
    assert "None" not in out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_examples_options_exist(command: str) -> None:
    """Each is parsed, and not run."""
    lines = (kind(command).__doc__ or "").splitlines()
    (example,) = [line.split("Example: ")[1] for line in lines if "Example: " in line]
    for one in example.split(" && "):
        name, own, *arguments = one.split()
        assert (name, own) == ("stuntman", command)
        assert isinstance(cli.parsed(own, arguments), kind(command))


def test_the_shell_completes_commands_and_flags(call: Call, here: Path) -> None:
    code, script, err = call("completion", "bash")
    assert (code, err) == (0, "")
    (here / "stuntman.bash").write_text(script)

    def completed(*words: str) -> list[str]:
        typed = " ".join(map(shlex.quote, words))
        asks = (
            f"source ./stuntman.bash; COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; "
            "$(complete -p stuntman | sed 's/.*-F \\([^ ]*\\) .*/\\1/'); "
            'printf "%s\\n" "${COMPREPLY[@]}"'
        )
        done = subprocess.run(["bash", "-c", asks], capture_output=True, text=True, check=True)
        return done.stdout.split()

    assert completed("stuntman", "tr") == ["train"]
    assert completed("stuntman", "eval", "--ep") == ["--episodes"]
    assert "--ppo.worlds" in completed("stuntman", "train", "--ppo.")


# Mistakes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frobnicate"], "frobnicate"),
        (["trian", "walk"], "did you mean train?"),
        (["--frobnicate"], "frobnicate"),
        (["clips", "fetched"], "fetched"),
        (["clips", "--jsno"], "did you mean --json"),
        (["train"], "Name a recipe or a clip"),
        (["train", "wlak", "--samples", "9"], "walk"),
        (["train", "absent.toml"], "absent.toml"),
        (["train", "broken.toml"], "broken.toml"),
        (["train", "folder.toml"], "folder.toml"),
        (["train", "walk", "--sampels", "9"], "--sampels: did you mean --samples?"),
        (["train", "walk", "--worlds", "9"], "--ppo.worlds"),
        (["train", "."], "`stuntman import .` brings all"),
        (["train", "walk", "--minutes", "3", "--json", "--sed=1"], "did you mean --seed?"),
        (["train", "walk", "--threads", "999"], "--threads is 999: give at most"),
        (["bench", "env", "--threads", "-1"], "--threads is -1"),
        (["import", "notes.txt", "--name", "a/b"], "--name"),
        (["import", "notes.txt", "--preview", "a.avi"], "ends in .mp4"),
        (["eval", "humanoid_stand"], "`stuntman train humanoid_stand` makes one"),
        (["train", "walk", "--samples", "many"], "--samples: 'many' is not a whole number"),
        (["train", "walk", "--samples", "0"], "--samples"),
        (["train", "walk", "--minutes", "-1"], "--minutes"),
        (["train", "walk", "--minutes", "nan"], "--minutes: 'nan' is not a number"),
        (["train", "walk", "--minutes", "inf"], "--minutes"),
        (["train", "walk", "--samples", "9", "--ppo.worlds", "0"], "worlds"),
        (["train", "walk", "--samples", "9", "--ppo.worlds", "x"], "--ppo.worlds"),
        (["train", "walk", "--samples", "9", "--character", "robot"], "robot"),
        (["train", "walk", "--samples", "9", "--environment.fall-bodies", "nose"], "nose"),
        (["train", "walk", "--resume", "nowhere"], "nowhere"),
        (["eval"], "POLICY"),
        (["eval", "nosuch"], "nosuch"),
        (["eval", "notes.txt"], "notes.txt"),
        (["eval", "folder.toml"], "folder.toml holds no policy.safetensors"),
        (["render", "folder.toml"], "folder.toml"),
        (["export", "bvh", "folder.toml", "--out", "a.bvh"], "folder.toml"),
        (["play", "folder.toml"], "folder.toml"),
        (["eval", "nosuch", "--episodes", "0"], "--episodes"),
        (["render", "nosuch", "--out", "a.mp4"], "nosuch"),
        (["render", "nosuch", "--out", "a.txt"], "a.txt"),
        (["render", "nosuch", "--strip", "3", "--out", "a.mp4"], ".png"),
        (["render", "nosuch", "--out", "a.png"], "a strip of pictures: add --strip 8"),
        (["render", "nosuch", "--strip", "3", "--gif"], "--strip"),
        (["render", "walk", "--titles", "A", "B"], "--titles"),
        (["render", "walk", "--blocks", "-1"], "blocks"),
        (["render", "jump", "--composite", "run", "--out", "a.mp4"], "'jump' has no value"),
        (["render", "walk", "--composite", "--out", "a.mp4"], "name two policies or more"),
        (["play", "--composite", "jump", "run"], "'jump' has no value"),
        (["render", "walk", "--composite", "run", "--sequence", "walk"], "--composite goes"),
        (["render", "walk", "--sequence", "walk 2"], "'walk 2' does not end with a time"),
        (["render", "walk", "--sequence", "walk 2s, run"], "'run'"),
        (["render", "walk", "--sequence", "walk", "--seconds", "3"], "--seconds"),
        (["export", "glb", "walk", "--out", "a.glb", "--sequence", "trex_walk"], "body 'trex'"),
        (["export", "onnx", "walk", "--out", "a.onnx", "--sequence", "walk"], "--sequence"),
        (["export"], "FORMAT"),
        (["export", "bvh", "nosuch", "--out", "a.bvh"], "nosuch"),
        (["export", "bvh", "walk"], "--out"),
        (["export", "bvh", "nosuch", "--out", "gone/a.bvh"], "there is no folder gone"),
        (["export", "bvh", "nosuch", "--out", "a.glb"], ".bvh"),
        (["render", "nosuch", "--out", "gone/a.mp4"], "there is no folder gone"),
        (["render", "nosuch", "--out", "a.avi"], ".mp4 or .gif"),
        (["shoot", "nosuch", "--out", "a.avi"], ".mp4 or .gif"),
        (["shoot", "nosuch", "--out", "gone/a.mp4"], "there is no folder gone"),
        (["render", "nosuch", "--size", "100000x100000"], "--size"),
        (["export", "onnx", "walk", "--out", "a.onnx", "--seed", "1"], "--seed"),
        (["export", "npz", "walk", "--out", "a.npz", "--seconds", "0"], "0 s"),
        (["export", "onnx", "walk", "--out", "a.json"], ".onnx"),
        (["export", "bvh", "walk", "--out", "folder.toml"], "folder.toml"),
        (["render", "nosuch", "--out", "a.mp4", "--size", "big"], "--size"),
        (["render", "nosuch", "--out", "a.mp4", "--seconds", "0"], "--seconds"),
        (["render", "walk", "--out", "a.mp4", "--seed", "-1"], "--seed is -1"),
        (["export", "bvh", "walk", "--out", "a.bvh", "--seed", "-1"], "--seed is -1"),
        (["bench"], "env or learn"),
        (["bench", "nothing"], "nothing"),
        (["bench", "env", "--clip", "wlak"], "walk"),
        (["doctor", "now"], "now"),
    ],
)
def test_a_mistake_ends_in_one_line_that_names_it(
    call: Call, walk: Clip, here: Path, words: list[str], said: str
) -> None:
    (here / "broken.toml").write_text("clip = ")
    (here / "folder.toml").mkdir()
    (here / "notes.txt").write_text("NR 0.9")
    before = sorted(here.rglob("*"))

    code, out, err = call(*words)

    assert code == 1
    assert err.startswith("stuntman: ")
    assert len(err.splitlines()) == 1
    assert said in err
    assert out == ""
    assert sorted(here.rglob("*")) == before, "a mistake leaves nothing behind"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_mistake_is_told_whatever_stdout_can_show(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert cli.main(["clips", "fetched"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("stuntman: invalid choice 'fetched'")
    assert err.endswith(". (`stuntman clips --help` lists the arguments.)\n")
    assert len(err.splitlines()) == 1


def test_ctrl_c_is_one_line(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(command: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(Doctor, "run", interrupt)
    assert call("doctor") == (130, "", "stuntman: interrupted.\n")


def test_a_defect_of_ours_keeps_its_traceback(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(command: Any) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(Doctor, "run", fail)
    with pytest.raises(ZeroDivisionError):
        call("doctor")


def test_a_users_own_file_that_raises_is_named_in_one_line(
    call: Call, walk: Clip, here: Path
) -> None:
    (here / "broken.py").write_text(
        "from dataclasses import dataclass\n"
        "from stuntman.physics.terrain.ground import GroundSettings\n"
        "@dataclass(frozen=True)\n"
        "class Settings(GroundSettings):\n"
        "    def make(self, draws, difficulty):\n"
        "        raise KeyError('stone')\n"
    )
    (here / "mine.toml").write_text('clip = "walk"\n[terrain."broken.py"]\n')
    code, _, err = call("train", "mine.toml", "--minutes", "1")
    assert code == 1
    assert err == "stuntman: broken.py, line 6, in 'make': KeyError, 'stone'.\n"
    assert not (here / "runs").exists()


def in_a_terminal(*words: str) -> str:
    """What a terminal shows of a command's mistake."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    code = f"from stuntman.cli import main; main({list(words)!r})"
    env = {**os.environ, "TERM": "xterm"}
    subprocess.run([sys.executable, "-c", code], stderr=theirs, stdout=theirs, env=env)
    said = os.read(ours, 100_000).decode()
    os.close(ours)
    os.close(theirs)
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize(("command", "file"), [("eval", "own.safetensors"), ("train", "own.toml")])
def test_whoever_watches_sees_at_once_that_it_starts(command: str, file: str, here: Path) -> None:
    (here / file).write_text("no policy, no recipe")
    said = in_a_terminal(command, file)
    assert said.index("loading") < said.rindex(file)


@pytest.mark.parametrize(
    "words",
    [
        ("eval", "nosuch"),
        ("eval", "walk", "--task", "nosuch"),
        ("train", "walk", "nosuch"),
        ("plan", "nosuch"),
        ("play", "nosuch"),
        ("play", "nosuch", "--kinematic"),
        ("render", "walk", "--compare", "nosuch"),
        ("export", "glb", "runs/nosuch", "--out", "own.glb"),
        ("import", "nosuch.bvh"),
        ("shoot", "nosuch.bvh", "--out", "own.mp4"),
        ("suite", "nosuch"),
        ("clips", "nosuch"),
        ("character", "nosuch"),
    ],
)
def test_a_name_that_is_nobodys_is_told_before_anything_is_loaded(words: tuple[str, ...]) -> None:
    said = in_a_terminal(*words)
    assert "nosuch" in said and "loading" not in said


def test_a_terminal_shows_a_wrong_choice_as_a_sentence_too() -> None:
    said = in_a_terminal("render", "walk", "--camera", "top").strip()
    assert said.startswith("stuntman: ") and "top" in said and "follow" in said
    assert not set("│╰─\x1b\n") & set(said)
