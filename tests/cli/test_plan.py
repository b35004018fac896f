"""`stuntman plan`: a clip made physical, and what it says of the clip."""

import json
from pathlib import Path

import pytest

from stuntman.cli import main
from stuntman.motion import formats
from stuntman.motion.clip import Clip
from stuntman.motion.formats import clip_json


@pytest.fixture
def recipe(tmp_path: Path, walk: Clip) -> Path:
    """A third of a second of the walk, planned with little care."""
    clip_json.write(walk.slice(0.3, 0.6), tmp_path / "step.clip")
    path = tmp_path / "step.toml"
    path.write_text(
        f'clip = "{tmp_path / "step.clip"}"\n'
        "[planning]\nlookahead = 3\nother_horizons = []\nsamples = 16\n"
    )
    return path


def test_it_says_whether_it_can_be_done_and_writes_the_motion(
    recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "step.bvh"
    assert main(["plan", str(recipe), "--out", str(out), "--threads", "1"]) == 0
    told = capsys.readouterr().out
    assert "on humanoid: the plan earns 0." in told and f"Wrote {out}." in told
    clip = formats.read(out)
    assert clip.duration == pytest.approx(8 / 30, abs=0.04)
    assert clip.root_positions[-1, 0] - clip.root_positions[0, 0] > 0.15


def test_as_json_it_prints_nothing_else(recipe: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", str(recipe), "--json", "--threads", "1"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["character"] == "humanoid" and 0.0 < row["reward"] < 1.0
    assert row["falls_at"] is None and row["verdict"].startswith("This body")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["walk", "--out", "walk.fbx"], "ends in .bvh or .glb or .npz or .mp4 or .gif"),
        (["walk", "--out", "nowhere/walk.bvh"], "there is no folder nowhere"),
        (["walk", "--seconds", "-1"], "--seconds has to be more than zero"),
        (["walk", "--ghost", "--out", "walk.glb"], "--ghost goes with a film"),
        (["walk", "--rig", "original", "--out", "walk.mp4"], "--rig original goes with"),
        (["walk", "--rig", "original", "--out", "walk.bvh"], "came on no rig of its own"),
        (["locomotion"], "has several clips"),
        (["no_such_clip"], "no_such_clip"),
    ],
)
def test_what_cannot_be_is_told_before_it_is_planned(
    arguments: list[str], said: str, walk: Clip, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", *arguments]) == 1
    assert said in capsys.readouterr().err
