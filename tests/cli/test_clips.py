"""`stuntman clips` as a table and as JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from stuntman.motion.clip import Clip

Call = Callable[..., tuple[int, str, str]]


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
