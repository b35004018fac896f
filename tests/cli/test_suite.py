"""`stuntman suite`."""

import json
from pathlib import Path

import pytest

from stuntman.cli import main


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
        (["no_such_policy"], "No policy 'no_such_policy'"),
    ],
)
def test_what_cannot_be_is_told(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suite", *arguments]) == 1
    assert said in capsys.readouterr().err
