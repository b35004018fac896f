"""`stuntman suite`."""

import json
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stuntman import threads
from stuntman.cli import main, policy_files
from stuntman.errors import StuntmanError
from stuntman.evaluation import own_starts, suite
from stuntman.imitation.config import EnvironmentConfig
from stuntman.learning.ppo import Ppo, PpoConfig
from stuntman.motion.clip import Clip
from stuntman.policies import files
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe
from stuntman.training import benchmark, side_by_side

ITERATION = 32  # samples


def test_it_prints_rows_and_writes_the_table(
    walk: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "results.md"
    assert main(["suite", "walk", "--episodes", "2", "--json", "--out", str(out)]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["policy"] == row["clip"] == "walk" and row["paper"]["nr"] == 0.985
    assert set(row["quality"]) == {"foot_slide_m", "penetration_m", "jitter"}
    assert "| walk | humanoid | walk |" in out.read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--episodes", "0"], "--episodes has to be at least 1"),
        (["--out", "nowhere/results.md"], "there is no folder for it"),
        (["--train", "--minutes", "0"], "--minutes has to be more than zero"),
        (["--parallel", "2"], "--parallel counts trainings: give --train too"),
        (["--ray"], "--ray says where to train: give --train, and no --parallel"),
        (["--train", "--parallel", "0"], "--parallel has to be at least 1"),
        (["no_such_policy"], "No policy 'no_such_policy'"),
    ],
)
def test_what_cannot_be_is_told(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suite", *arguments]) == 1
    assert said in capsys.readouterr().err


def test_what_ships_and_wants_a_clip_that_is_not_here_is_left_out_and_told(
    walk: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = build.load_clips

    def load(recipe: Recipe) -> tuple[Clip, ...]:
        if recipe.name == "run":
            raise StuntmanError("clip run is kept by its authors: download it.")
        return real(recipe)

    monkeypatch.setattr(build, "load_clips", load)
    monkeypatch.setattr(files, "names", lambda: ["run", "walk"])
    assert main(["suite", "--episodes", "2", "--json"]) == 0
    said = capsys.readouterr()
    assert {row["policy"] for row in json.loads(said.out)} == {"walk"}
    assert "run is left out: clip run is kept by its authors" in said.err


def test_what_is_missing_is_trained_one_after_another_and_goes_on_after_ctrl_c(
    walk: object, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kick = Recipe(
        clips={"kick": 1.0},
        warm_start=False,
        environment=EnvironmentConfig(horizon=0.2),
        ppo=PpoConfig(worlds=8, steps=4, epochs=1, minibatches=2, hidden=(8,)),
    )
    monkeypatch.setattr(suite, "lacking", lambda: [kick, replace(kick, clips={"spin": 1.0})])
    measured: list[str] = []

    def measure(name: str, *_: object) -> list[suite.Row]:
        measured.append(name)
        return []

    monkeypatch.setattr(suite, "measure", measure)
    monkeypatch.setattr(benchmark, "SECONDS", 0.0)
    monkeypatch.setattr(own_starts, "WORLDS", 2)
    words = ["suite", "walk", "--train", "--json", "--minutes"]
    iterate = Ppo.iterate

    def interrupted(learner: Ppo) -> dict[str, float]:
        if learner.samples == ITERATION:
            signal.raise_signal(signal.SIGINT)
        return iterate(learner)

    monkeypatch.setattr(Ppo, "iterate", interrupted)
    assert main([*words, "5"]) == 130
    out, err = capsys.readouterr()
    assert out == "" and "kick, 1 of 2" in err and "the same command goes on" in err
    assert [path.name for path in (here / "runs" / "suite").iterdir()] == ["kick"]
    monkeypatch.setattr(Ppo, "iterate", iterate)

    assert main([*words, "0.0001"]) == 0
    out, err = capsys.readouterr()
    assert out == "[]\n" and measured == ["walk", "runs/suite/kick", "runs/suite/spin"]
    metrics = json.loads(Path("runs/suite/kick/metrics.json").read_text())
    assert metrics["progress"]["samples"] == 2 * ITERATION, "what it had practised"
    assert "kick, 1 of 2" in err and "spin, 2 of 2" in err

    assert main([*words, "5"]) == 0
    assert "of 2" not in capsys.readouterr().err, "what has ended is not trained again"


def test_parallel_trainings_share_the_cores(
    walk: object, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    recipes = [Recipe(clips={name: 1.0}) for name in ("kick", "spin", "jog")]
    monkeypatch.setattr(suite, "lacking", lambda: recipes)
    monkeypatch.setattr(suite, "measure", lambda name, *_: [])
    monkeypatch.setattr(threads, "cores", lambda: 8)
    walk_ships = policy_files.load("walk")
    monkeypatch.setattr(policy_files, "load", lambda name: walk_ships)
    asked: list[tuple[list[str], float, int, int]] = []

    def train(runs: dict[Path, Recipe], minutes: float, at_once: int, one: Any, look: Any) -> None:
        asked.append(([at.name for at in runs], minutes, at_once, one.keywords["threads"]))

    monkeypatch.setattr(side_by_side, "train_side_by_side", train)
    assert main(["suite", "walk", "--train", "--parallel", "3", "--minutes", "7", "--json"]) == 0
    assert capsys.readouterr().out == "[]\n"
    assert asked == [(["kick", "spin", "jog"], 7.0, 3, 2)]
