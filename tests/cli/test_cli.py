"""The command line as people and scripts meet it: words, files, JSON, one line for a mistake."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from stuntman import __version__, cli
from stuntman.cli.doctor import Doctor
from stuntman.learning.ppo import PpoConfig
from stuntman.motion import classics, library
from stuntman.motion.clip import Clip
from stuntman.motion.formats import bvh
from stuntman.policies import policy as policies
from stuntman.recipes import recipe
from stuntman.recipes.recipe import Recipe
from stuntman.training import checkpoint
from stuntman.training import run as trainer
from stuntman.viewer.gl import working_backend

Call = Callable[..., tuple[int, str, str]]
TINY = """
clip = "kick"
learner = "ppo"
[environment]
horizon = 0.2
[ppo]
worlds = 8
steps = 4
epochs = 1
minibatches = 2
hidden = [8]
"""
TINY_RECIPE = Recipe(
    "walk",
    ppo=PpoConfig(worlds=8, steps=4, epochs=1, minibatches=2, hidden=(8,)),
    learner="ppo",
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and short measurements."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(trainer, "EPISODES", 4)
    monkeypatch.setattr(trainer, "EPISODES_WHILE_TRAINING", 4)
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs the command: exit code, stdout, stderr."""

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture(scope="module")
def trained(walk: Clip, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A run of two iterations; its recipe lies beside it."""
    folder = tmp_path_factory.mktemp("trained")
    (folder / "tiny.toml").write_text(TINY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trainer, "EPISODES", 4)
        patch.setattr(trainer, "EPISODES_WHILE_TRAINING", 4)
        words = ("--samples", "64", "--threads", "1", "--out", str(folder / "run"))
        assert cli.main(("train", str(folder / "tiny.toml"), *words)) == 0
    yield folder


# Words


def test_without_a_word_it_lists_the_words(call: Call) -> None:
    for words in ((), ("--help",), ("-h",)):
        code, out, err = call(*words)
        assert (code, err) == (0, "")
        assert [word for word in cli.WORDS if f"stuntman {word}" not in out] == []


def test_it_tells_its_version(call: Call) -> None:
    assert call("--version") == (0, f"{__version__}\n", "")


@pytest.mark.parametrize("word", cli.WORDS)
def test_every_words_help_has_an_example(call: Call, word: str) -> None:
    code, out, err = call(word, "--help")
    assert (code, err) == (0, "")
    assert f"Example: stuntman {word}" in out


@pytest.mark.parametrize("word", cli.WORDS)
def test_every_examples_options_exist(word: str) -> None:
    """Each is parsed, and not run."""
    lines = (cli.WORDS[word].__doc__ or "").splitlines()
    (example,) = [line.split("Example: ")[1] for line in lines if "Example: " in line]
    for command in example.split(" && "):
        name, own, *arguments = command.split()
        assert (name, own) == ("stuntman", word)
        assert isinstance(cli._parse(own, arguments), cli.WORDS[word])


# Mistakes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frobnicate"], "frobnicate"),
        (["trian", "walk"], "train"),
        (["--frobnicate"], "frobnicate"),
        (["clips", "fetched"], "fetched"),
        (["clips", "--jsno"], "--jsno"),
        (["train"], "recipe"),
        (["train", "wlak", "--samples", "9"], "walk"),
        (["train", "absent.toml"], "absent.toml"),
        (["train", "broken.toml"], "broken.toml"),
        (["train", "folder.toml"], "folder.toml"),
        (["train", "walk", "--sampels", "9"], "--sampels"),
        (["train", "walk", "--samples", "many"], "--samples"),
        (["train", "walk", "--samples", "0"], "--samples"),
        (["train", "walk", "--minutes", "-1"], "--minutes"),
        (["train", "walk", "--samples", "9", "--ppo.worlds", "0"], "worlds"),
        (["train", "walk", "--samples", "9", "--ppo.worlds", "x"], "--ppo.worlds"),
        (["train", "walk", "--samples", "9", "--character", "robot"], "robot"),
        (["train", "walk", "--samples", "9", "--environment.fall-bodies", "nose"], "nose"),
        (["train", "walk", "--resume", "nowhere"], "nowhere"),
        (["eval"], "policy"),
        (["eval", "nosuch"], "nosuch"),
        (["eval", "notes.txt"], "notes.txt"),
        (["eval", "nosuch", "--episodes", "0"], "--episodes"),
        (["render", "nosuch", "--out", "a.mp4"], "nosuch"),
        (["render", "nosuch", "--out", "a.txt"], "a.txt"),
        (["render", "nosuch", "--strip", "3", "--out", "a.mp4"], ".png"),
        (["render", "nosuch", "--strip", "3", "--gif"], "--strip"),
        (["render", "walk", "--titles", "A", "B"], "--titles"),
        (["render", "walk", "--blocks", "-1"], "blocks"),
        (["export"], "bvh"),
        (["export", "bvh", "nosuch", "--out", "a.bvh"], "nosuch"),
        (["export", "bvh", "walk"], "--out"),
        (["export", "onnx", "walk", "--out", "a.onnx", "--seed", "1"], "--seed"),
        (["export", "npz", "walk", "--out", "a.npz", "--seconds", "0"], "0 s"),
        (["export", "onnx", "walk", "--out", "a.json"], ".onnx"),
        (["export", "bvh", "walk", "--out", "folder.toml"], "folder.toml"),
        (["render", "nosuch", "--out", "a.mp4", "--size", "big"], "--size"),
        (["render", "nosuch", "--out", "a.mp4", "--seconds", "0"], "--seconds"),
        (["bench"], "env,learn"),
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


def test_a_folder_with_a_run_is_refused(call: Call, trained: Path) -> None:
    recipe, run = str(trained / "tiny.toml"), str(trained / "run")
    code, _, err = call("train", recipe, "--samples", "64", "--out", run)
    assert code == 1
    assert len(err.splitlines()) == 1
    assert "--resume" in err


def test_a_folder_with_a_policy_is_refused(call: Call, trained: Path, here: Path) -> None:
    (here / "policy.safetensors").write_text("kept")
    code, _, err = call("train", str(trained / "tiny.toml"), "--samples", "64", "--out", ".")
    assert code == 1
    assert "another --out" in err
    assert (here / "policy.safetensors").read_text() == "kept"


def test_a_recipes_file_name_leads_nowhere_else(call: Call, trained: Path, here: Path) -> None:
    (here / "...toml").write_bytes((trained / "tiny.toml").read_bytes())
    code, _, err = call("train", "...toml", "--samples", "64")
    assert code == 1
    assert "...toml" in err and len(err.splitlines()) == 1
    assert [path.name for path in here.iterdir()] == ["...toml"]


def test_a_run_that_has_learned_says_so_and_goes_on_to_a_higher_target(
    call: Call, trained: Path
) -> None:
    words = (str(trained / "tiny.toml"), "--resume", str(trained / "run"))
    code, out, _ = call("train", *words, "--target", "0")
    assert code == 0
    assert "Learned: normalised return" in out
    code, out, _ = call("train", *words, "--target", "0.9", "--samples", "64")
    assert code == 0
    assert "used up" in out


def test_other_settings_do_not_resume_a_run(call: Call, trained: Path) -> None:
    words = ("--resume", str(trained / "run"), "--ppo.gamma", "0.5", "--samples", "128")
    code, _, err = call("train", str(trained / "tiny.toml"), *words)
    assert code == 1
    assert len(err.splitlines()) == 1
    assert "other settings" in err


def test_ctrl_c_is_one_line(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(word: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(Doctor, "run", interrupt)
    assert call("doctor") == (1, "", "stuntman: interrupted.\n")


def test_a_defect_of_ours_keeps_its_traceback(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(word: Any) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(Doctor, "run", fail)
    with pytest.raises(ZeroDivisionError):
        call("doctor")


# Clips


def test_clips_as_json_and_as_a_table(call: Call, walk: Clip) -> None:
    code, out, err = call("clips", "--json")
    assert (code, err) == (0, "")
    rows = {row["name"]: row for row in json.loads(out)}
    assert rows["walk"].keys() == {
        *("name", "duration", "fps", "frames", "loops", "source", "path", "character")
    }
    assert rows["walk"]["duration"] == pytest.approx(walk.duration)
    assert (rows["walk"]["loops"], rows["kick"]["loops"]) == (True, False)

    code, out, _ = call("clips")
    assert code == 0
    assert [name for name in rows if name not in out] == []


def test_what_ships_is_there_before_anything_is_fetched_and_how_to_get_more_is_said(
    call: Call, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUNTMAN_HOME", str(here / "empty"))
    rows = json.loads(call("clips", "--json")[1])
    assert {row["source"] for row in rows} == {"built in"}
    assert "stuntman clips fetch" in call("clips")[1]
    code, _, err = call("train", "walk", "--samples", "9")
    assert code == 1
    assert "stuntman clips fetch" in err


def test_fetching_tells_how_many_came(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stuntman.motion.library.fetch", lambda: ["walk", "run"])
    assert "2 clips fetched" in call("clips", "fetch")[1]
    monkeypatch.setattr("stuntman.motion.library.fetch", lambda: [])
    assert "here already" in call("clips", "fetch")[1]


# Train


def test_training_prints_one_json_object_and_nothing_else(
    call: Call, walk: Clip, here: Path
) -> None:
    words = (
        "train walk --learner ppo --samples 40 --seed 3 --threads 1 --json --out out "
        "--ppo.worlds 8 --ppo.steps 4 --ppo.hidden 8 --ppo.minibatches 2 --environment.horizon 0.2"
    )
    code, out, _ = call(*words.split())
    assert code == 0
    row = json.loads(out)
    assert (row["clip"], row["seed"], row["samples"]) == ("walk", 3, 64)
    assert row["episodes"] == 4
    recipe = policies.load(here / "out" / "policy.safetensors").header.recipe
    assert (recipe.ppo.worlds, recipe.ppo.hidden, recipe.environment.horizon) == (8, (8,), 0.2)


def test_options_may_come_before_the_recipe(call: Call, trained: Path, here: Path) -> None:
    words = ("--samples", "9", "--threads", "1", "--ppo.gamma", "0.5", "--out", "out")
    code, *_ = call("train", *words, str(trained / "tiny.toml"))
    assert code == 0
    recipe = policies.load(here / "out" / "policy.safetensors").header.recipe
    assert (recipe.clip, recipe.ppo.gamma, recipe.ppo.worlds) == ("kick", 0.5, 8)


def test_a_run_goes_under_runs_by_its_recipes_name(call: Call, trained: Path, here: Path) -> None:
    recipe = str(trained / "tiny.toml")
    code, out, _ = call("train", recipe, "--samples", "9", "--threads", "1")
    assert code == 0
    (folder,) = (here / "runs" / "tiny").iterdir()
    assert {"policy.safetensors", "checkpoint.safetensors", "metrics.json", "curve.png"} <= {
        path.name for path in folder.iterdir()
    }
    assert "stuntman render" in out
    assert str(folder.relative_to(here) / "policy.safetensors") in " ".join(out.split())


def test_a_resumed_run_learns_on_in_its_folder(call: Call, trained: Path, here: Path) -> None:
    recipe = str(trained / "tiny.toml")
    words = ("--threads", "1", "--samples")
    assert call("train", recipe, *words, "32", "--out", "part")[0] == 0
    assert call("train", recipe, *words, "64", "--resume", "part")[0] == 0
    whole, part = (
        checkpoint.load(folder / "checkpoint.safetensors")[0]
        for folder in (trained / "run", here / "part")
    )
    assert all(torch.equal(whole[name], part[name]) for name in whole)


# Eval, render, bench, doctor


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


def test_shooting_a_file_brings_it_in_trains_and_films(
    call: Call, walk: Clip, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if working_backend() is None:
        pytest.skip("no OpenGL library on this machine: scripts/setup_gl.sh installs one")
    bvh.write(walk, here / "my walk.bvh")
    monkeypatch.setattr(library, "own_folder", lambda: here / "home" / "clips")
    monkeypatch.setattr(recipe, "load", lambda name: TINY_RECIPE)
    words = ("--seconds", "0.3", "--minutes", "0.0001", "--size", "64x48", "--blocks", "1")
    for again in (False, True):
        files = ("--out", "take.mp4", "--bvh", f"take{again:d}.bvh")
        code, out, err = call("shoot", "my walk.bvh", *words, *files)
        assert (code, err) == (0, "")
        assert "block of 3 kg" in out and "Wrote take.mp4." in out
    assert len(list((here / "home" / "shoots").iterdir())) == 1, "the second time, it is reused"
    assert (here / "take0.bvh").read_text() == (here / "take1.bvh").read_text()
    assert bvh.read(here / "take0.bvh").frames == 9


def test_a_clip_that_a_shipped_policy_knows_needs_no_training(
    call: Call, walk: Clip, here: Path
) -> None:
    if working_backend() is None:
        pytest.skip("no OpenGL library on this machine: scripts/setup_gl.sh installs one")
    words = ("--seconds", "0.1", "--size", "64x48", "--out", "take.mp4")
    done = call("shoot", "walk", *words, "--bvh", "take.bvh")
    assert done == (0, "Wrote take.mp4.\nWrote take.bvh.\n", "")
    names = bvh.read(here / "take.bvh").skeleton.names
    assert "neck" in names, "the humanoid's, though Atlas walks too and has none"
    code, out, err = call("shoot", "walk", *words, "--bvh", "gone/take.bvh")
    assert (code, out) == (1, "")
    assert "gone" in err


def test_the_speed_of_the_environment(call: Call, trained: Path) -> None:
    words = ("--clip", str(trained / "tiny.toml"), "--threads", "1", "--seconds", "0.01")
    code, out, err = call("bench", "env", *words, "--json")
    assert (code, err) == (0, "")
    row = json.loads(out)
    assert {"raw_steps_per_s", "env_steps_per_s", "ratio", "worlds", "threads", "seed"} <= set(row)
    assert row["ratio"] == pytest.approx(row["env_steps_per_s"] / row["raw_steps_per_s"])
    assert (row["worlds"], row["threads"]) == (8, 1)
    assert row["steps"] % 80 == 0

    code, out, _ = call("bench", "env", *words)
    assert code == 0
    assert "raw_steps_per_s" in out


def test_the_speed_of_learning(call: Call, trained: Path) -> None:
    words = ("--clip", str(trained / "tiny.toml"), "--threads", "1", "--seconds", "0.01")
    code, out, err = call("bench", "learn", *words, "--json")
    assert (code, err) == (0, "")
    row = json.loads(out)
    shares = [row[f"{part}_share"] for part in ("physics", "environment", "learning")]
    assert row["samples_per_s"] > 0
    assert sum(shares) == pytest.approx(1.0)
    assert min(shares) > 0
    assert row["samples"] % 32 == 0


def test_the_doctor_looks_at_this_machine(call: Call) -> None:
    code, out, err = call("doctor")
    assert (code, err) == (0, "")
    assert "mujoco" in out
    assert f"{len(classics.DIGESTS)}" in out
