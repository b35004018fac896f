"""`stuntman train`: flags, folders, JSON."""

import json
import re
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PIL import Image

from stuntman.motion.clip import Clip
from stuntman.policies import policy as policies
from stuntman.training import checkpoint
from stuntman.training.tough import TOUGH
from stuntman.viewer.progress import TrainingDisplay

Call = Callable[..., tuple[int, str, str]]


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
    assert "Learned: normalised return" in out and "Nothing had" not in out
    assert "--resume" not in out
    code, out, _ = call("train", *words, "--target", "0.9", "--samples", "64")
    assert code == 0
    assert "used up" in out and "train --resume" in out


def test_what_it_can_do_already_is_not_said_to_be_learned(
    call: Call, trained: Path, here: Path
) -> None:
    code, out, _ = call("train", str(trained / "tiny.toml"), "--target", "0", "--out", "new")
    assert code == 0 and "Nothing had to be learned" in out


def test_other_settings_do_not_resume_a_run(call: Call, trained: Path) -> None:
    words = ("--resume", str(trained / "run"), "--ppo.gamma", "0.5", "--samples", "128")
    code, _, err = call("train", str(trained / "tiny.toml"), *words)
    assert code == 1
    assert len(err.splitlines()) == 1
    assert "other settings" in err


def test_training_prints_one_json_object_and_nothing_else(
    call: Call, walk: Clip, here: Path
) -> None:
    words = (
        "train walk --no-warm-start --samples 40 --seed 3 --threads 1 --json --out out "
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
    assert (recipe.name, recipe.ppo.gamma, recipe.ppo.worlds) == ("kick", 0.5, 8)


def test_a_run_goes_under_runs_by_its_recipes_name(call: Call, trained: Path, here: Path) -> None:
    recipe = str(trained / "tiny.toml")
    code, out, _ = call("train", recipe, "--samples", "9", "--threads", "1")
    assert code == 0
    (folder,) = (here / "runs" / "tiny").iterdir()
    assert {"policy.safetensors", "checkpoint.safetensors", "metrics.json", "curve.png"} <= {
        path.name for path in folder.iterdir()
    }
    with Image.open(folder / "curve.png") as picture:
        assert picture.size[0] > 400
    assert "stuntman render" in out
    assert f"stuntman render {folder.relative_to(here)}" in " ".join(out.split())


def test_a_resumed_run_learns_on_in_its_folder(call: Call, trained: Path, here: Path) -> None:
    recipe = str(trained / "tiny.toml")
    words = ("--threads", "1", "--samples")
    assert call("train", recipe, *words, "32", "--out", "runs/part")[0] == 0
    # The folder that holds the run is enough: the latest in it goes on.
    assert call("train", recipe, *words, "48", "--resume", "runs")[0] == 0
    # The run knows its recipe.
    assert call("train", "--resume", "runs", *words, "64")[0] == 0
    whole, part = (
        checkpoint.load(folder / "checkpoint.safetensors")[0]
        for folder in (trained / "run", here / "runs" / "part")
    )
    assert all(torch.equal(whole[name], part[name]) for name in whole)


def test_help_shows_the_flags_that_people_use_and_help_all_every_setting(call: Call) -> None:
    code, usual, err = call("train", "walk", "--help")
    assert (code, err) == (0, "")
    shown = re.findall(r"--[a-z][a-z.-]+", usual)
    assert 10 <= len(set(shown)) <= 17
    assert "--minutes" in shown and "--help-all" in shown and "--ppo.worlds" not in shown

    code, every, err = call("train", "walk", "--help-all")
    assert (code, err) == (0, "")
    assert set(shown) <= set(re.findall(r"--[a-z][a-z.-]+", every))
    for flag in ("--ppo.worlds", "--environment.horizon"):
        assert flag in every


def test_ctrl_c_keeps_what_was_learned_and_tells_the_shell(
    call: Call, trained: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TrainingDisplay, "show", lambda *_: signal.raise_signal(signal.SIGINT))
    recipe = str(trained / "tiny.toml")
    code, out, _ = call("train", recipe, "--samples", "9999", "--threads", "1", "--out", "out")
    assert code == 130
    assert "Ctrl-C again breaks that off" in out and "Interrupted" in out
    assert "stuntman train --resume out\n" in out
    assert (here / "out" / "policy.safetensors").is_file()


def test_tough_leads_on_what_ships_or_what_is_named(call: Call, walk: Clip, here: Path) -> None:
    code, _, err = call("train", "dance_b", "--tough", "--samples", "9")
    assert code == 1
    assert "none ships for 'dance_b': name one by --from" in err and len(err.splitlines()) == 1
    words = (
        "train --samples 9 --threads 1 walk --tough --out out --environment.randomization.push 0.5 "
        "--ppo.worlds 8 --ppo.steps 4 --ppo.minibatches 2 --environment.horizon 0.2"
    )
    assert call(*words.split())[0] == 0
    recipe = policies.load(here / "out" / "policy.safetensors").header.recipe
    assert recipe.initial_policy == "walk"
    assert recipe.environment.randomization == replace(TOUGH, push=0.5)
