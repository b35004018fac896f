"""The suite's table: ours beside the paper's."""

from dataclasses import replace

import pytest

from stuntman.evaluation import paper, suite
from stuntman.evaluation.evaluate import Evaluation
from stuntman.evaluation.paper import SKILLS
from stuntman.evaluation.quality import Quality
from stuntman.evaluation.robustness import Robustness
from stuntman.motion import library
from stuntman.motion.classics import DIGESTS
from stuntman.policies import files
from stuntman.policies import policy as policies

RESULT = Evaluation(
    clip="run",
    nr=0.9,
    nr_released=0.973,
    success=1.0,
    within_half_metre=1.0,
    error_m=0.021,
    worst_start=0.93,
    terms={"pose": 0.6},
    episodes=4,
    horizon_s=20.0,
)
ROW = suite.Row(
    policy="run",
    body="humanoid",
    clip="run",
    cycle_s=0.8,
    asked="",
    learned="imitation",
    result=RESULT,
    samples_m=4.2,
    minutes=11.6,
    trained_on="2 threads of an abacus",
    paper=SKILLS["humanoid", "run"],
    quality=Quality(foot_slide_m=0.004, penetration_m=0.0293, jitter=1.013),
    pushes=None,
)


def test_the_papers_figures_stand_in_brackets() -> None:
    last = suite.markdown([ROW]).splitlines()[-1]
    assert last == (
        "| run | humanoid | run | 0.80 s | 0.973 (0.951) | 0.900 | 100% | 0.93 | 2.1 cm "
        "| 0.4 cm | 2.9 cm | 1.01 | 4.2 (53) | 12 "
        "| 2 threads of an abacus |"
    )
    pushed = replace(ROW, pushes=Robustness(200.0, 100.0, 0.5))
    assert suite.markdown([pushed]).splitlines()[-1].endswith("| 200 N (720) | 100 N (300) | 50% |")


def test_a_skill_that_the_paper_has_not_stands_alone() -> None:
    row = replace(ROW, paper=None, pushes=Robustness(50.0, 0.0, 0.0))
    last = suite.markdown([row]).splitlines()[-1]
    assert "| 0.973 | 0.900 |" in last and last.endswith("| 50 N | 0 N | 0% |")


def test_what_pushes_do_is_told_with_goals_too_and_who_was_not_pushed_has_dashes() -> None:
    gaps = replace(ROW, asked="gaps", pushes=Robustness(50.0, 100.0, 0.25))
    *_, pushed, alone = suite.markdown([gaps, replace(gaps, pushes=None)]).splitlines()
    assert pushed.endswith("| 50 N (720) | 100 N (300) | 25% |")
    assert alone.endswith("| - | - | - |")


def test_goals_and_ground_have_a_table_of_their_own() -> None:
    on_gaps = replace(RESULT, distance_m=31.24, over_50_m=0.25)
    struck = replace(RESULT, clip="spinkick", task_return=0.4057, task_success=0.961)
    known = replace(ROW, trained_on="")
    rows = [
        known,
        replace(
            known,
            asked="gaps",
            learned="both",
            result=on_gaps,
            paper=paper.of("humanoid", "run", "gaps"),
        ),
        replace(
            known,
            clip="spinkick",
            asked="strike",
            learned="both",
            result=struck,
            paper=paper.of("humanoid", "spinkick", "strike"),
        ),
    ]
    rows += [replace(rows[-1], policy="alone", learned=alone) for alone in ("imitation", "task")]
    plain, asked = suite.markdown(rows).split("## Goals and ground")
    assert (
        plain.strip().splitlines()[-1].startswith("| run | humanoid | run | 0.80 s | 0.973 (0.951)")
    )
    assert asked.splitlines()[-4:] == [
        "| run | humanoid | run | gaps | both | 0.973 (0.650) | 0.900 | 100% | - | - | 31.2 m "
        "| 25% | 4.2 (265) | 12 | - |",
        "| run | humanoid | spinkick | strike | both | 0.973 (0.601) | 0.900 | 100% | 0.406 "
        "| 96% (99%) | - | - | 4.2 (85) | 12 | - |",
        "| alone | humanoid | spinkick | strike | imitation | 0.973 | 0.900 | 100% | 0.406 "
        "| 96% (19%) | - | - | 4.2 | 12 | - |",
        "| alone | humanoid | spinkick | strike | task | 0.973 | 0.900 | 100% | 0.406 "
        "| 96% (55%) | - | - | 4.2 | 12 | - |",
    ]


def test_what_was_not_found_is_a_dash() -> None:
    for quality, cells in (
        (None, "| 2.1 cm | - | - | - | 4.2"),
        (Quality(None, 0.01, None), "| 2.1 cm | - | 1.0 cm | - | 4.2"),
    ):
        assert cells in suite.markdown([replace(ROW, quality=quality)]).splitlines()[-1]


def test_a_policy_is_measured_clip_by_clip(walk: object) -> None:
    (row,) = suite.measure("walk", policies.load("walk"), episodes=2, robustness=False)
    assert (row.body, row.clip, row.paper) == ("humanoid", "walk", SKILLS["humanoid", "walk"])
    assert row.result.nr > 0.9 and row.pushes is None and row.samples_m > 1
    assert row.quality is not None and row.quality.foot_slide_m is not None
    assert 0.0 < row.quality.foot_slide_m < 0.05 and 0.0 < row.quality.penetration_m < 0.05
    assert row.quality.jitter is not None and 0.8 < row.quality.jitter < 1.5


def test_the_worst_start_is_one_that_performances_begin_in(walk: object) -> None:
    """The references' own landing of the backflip lets nobody go on: .2 of the mean."""
    (row,) = suite.measure("backflip", policies.load("backflip"), episodes=8, robustness=False)
    assert row.result.worst_start > 0.8


def test_it_lacks_the_classic_clips_of_the_humanoid_that_none_of_its_policies_knows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """That Atlas runs is no help to it; the dog's walk is not its own."""
    monkeypatch.setattr(files, "names", lambda: ["atlas_run", "walk"])
    monkeypatch.setattr(library, "entries", lambda: [])
    found = suite.lacking()
    assert [recipe.name for recipe in found] == [
        clip for clip in DIGESTS if clip not in ("walk", "laikago_walk")
    ]
    assert {recipe.character for recipe in found} == {"humanoid"}


def test_clips_that_their_authors_keep_are_lacking_where_they_have_been_brought(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "names", lambda: ["walk"])
    stands = next(entry for entry in library.entries() if entry.name == "humanoid_stand")
    monkeypatch.setattr(library, "entries", lambda: [replace(stands, name="stealthy_walk"), stands])
    assert "stealthy_walk" in [recipe.name for recipe in suite.lacking()]
