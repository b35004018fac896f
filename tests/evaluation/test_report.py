"""What is told of an evaluation: to other programs under keys that stay, and in a table."""

from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from stuntman.evaluation import report as reports
from stuntman.evaluation.evaluate import Evaluation
from stuntman.evaluation.report import mean_nr, report, score
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.tasks.heading import Settings
from stuntman.policies.policy import Header, Policy
from stuntman.recipes.recipe import Recipe

WALK = Evaluation(
    clip="walk",
    nr=0.609,
    nr_released=0.7,
    success=0.75,
    within_half_metre=0.5,
    error_m=0.1,
    worst_start=0.8,
    terms={"pose": 0.4, "com": 0.209},
    episodes=4,
    horizon_s=2.0,
)
RUN = replace(
    WALK,
    clip="run",
    nr=0.3,
    nr_released=0.4,
    success=0.25,
    within_half_metre=0.0,
    error_m=0.3,
    worst_start=0.2,
    terms={"pose": 0.2, "com": 0.1},
    horizon_s=3.0,
)
KEYS = {
    *("policy", "clip", "nr", "nr_released", "success", "within_half_metre", "error_m"),
    *("worst_start", "terms", "episodes", "horizon_s"),
    *("samples", "train_minutes", "trained_on", "seed", "version"),
}


def policy(*clips: str) -> Policy:
    """A header with nothing behind it."""
    header = Header(
        recipe=Recipe(dict.fromkeys(clips, 1.0), warm_start=False),
        clip_digests=("0",) * len(clips),
        observation_terms=(("root_height", 1),),
        actuators=("knee",),
        mirrored_halves=None,
        seed=3,
        samples=5_000_000,
        train_minutes=12.3456,
        version="0.1.0",
    )
    none: Any = None
    return Policy(header, none, none)


def shown(row: dict[str, Any]) -> str:
    console = Console(width=80, record=True, quiet=False)
    console.print(reports.table("mine", row))
    return console.export_text()


def test_the_report_has_the_keys_that_others_read() -> None:
    row = report("mine", policy("walk"), [WALK])
    assert row.keys() == KEYS
    assert (row["policy"], row["clip"], row["seed"]) == ("mine", "walk", 3)
    assert (row["samples"], row["train_minutes"]) == (5_000_000, 12.35)
    assert (row["nr"], row["nr_released"], row["terms"]) == (0.609, 0.7, WALK.terms)


def test_of_several_clips_it_has_the_means_and_each_clips_own() -> None:
    row = report("mine", policy("walk", "run"), [WALK, RUN])
    assert row.keys() == KEYS | {"clips"}
    assert row["clip"] == "walk+run"
    assert row["nr"] == pytest.approx(0.4545) == mean_nr([WALK, RUN])
    assert row["nr_released"] == pytest.approx(0.55)
    assert (row["success"], row["within_half_metre"]) == (0.5, 0.25)
    assert row["error_m"] == pytest.approx(0.2)
    assert row["worst_start"] == 0.2, "the worst of all"
    assert row["terms"] == pytest.approx({"pose": 0.3, "com": 0.1545})
    assert [clip["clip"] for clip in row["clips"]] == ["walk", "run"]
    assert row["clips"][1]["nr"] == 0.3


def test_of_several_clips_the_longest_episode_is_told() -> None:
    assert report("mine", policy("walk", "run"), [WALK, RUN])["horizon_s"] == 3.0


def test_the_table_shows_the_same() -> None:
    text = shown(report("mine", policy("walk"), [WALK]))
    parts = ("mine", "walk", "0.609", "75%", "10.0 cm", "4 of 2.0 s", "5.0 M", "12 min")
    more = ("pose", "com", "0.700", "0.80 of the mean")
    assert [part for part in (*parts, *more) if part not in text] == []


def test_the_table_shows_every_clip() -> None:
    text = shown(report("mine", policy("walk", "run"), [WALK, RUN]))
    parts = ("walk+run", "0.609, 75% without a fall", "0.300, 25% without a fall")
    assert [part for part in parts if part not in text] == []


ASKED = replace(WALK, task_return=0.5, task_success=0.25)


def test_with_tasks_it_has_what_they_earn_and_how_often_they_are_met() -> None:
    row = report("mine", policy("walk"), [ASKED])
    assert row.keys() == KEYS | {"task_return", "task_success"}
    text = shown(row)
    assert "task return" in text and "0.500" in text and "25.0%" in text
    assert "task" not in shown(report("mine", policy("walk"), [WALK]))


def test_another_gravity_than_the_bodys_is_told() -> None:
    on_the_moon = policy("walk")
    environment = EnvironmentConfig(gravity=1.62)
    on_the_moon.header = replace(
        on_the_moon.header, recipe=replace(on_the_moon.header.recipe, environment=environment)
    )
    row = report("mine", on_the_moon, [WALK])
    assert row.keys() == KEYS | {"gravity"} and row["gravity"] == 1.62
    assert "1.62 m/s²" in shown(row)


def test_the_score_is_imitation_and_tasks_by_their_weights() -> None:
    recipe = Recipe(
        {"walk": 1.0},
        tasks={"heading": Settings(weight=0.3)},
        environment=EnvironmentConfig(imitation_weight=0.7),
    )
    assert score(recipe, [ASKED]) == pytest.approx(0.7 * 0.609 + 0.3 * 0.5)
    assert score(recipe, [WALK, RUN]) == mean_nr([WALK, RUN]), "where nothing was asked"
