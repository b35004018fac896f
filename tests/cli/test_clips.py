"""`stuntman clips` as a table and as JSON."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from stuntman.motion import library
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


def test_round_trips_are_clips_of_ones_own_that_loop(
    call: Call, here: Path, walk: Clip, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "mine").mkdir()
    (here / "mine" / "cache").symlink_to(library.cache_folder())
    monkeypatch.setenv("STUNTMAN_HOME", str(here / "mine"))
    for _ in range(2):  # again, it is the same
        code, out, err = call("clips", "round-trip", "kick")
        assert (code, err) == (0, "")
        assert "stuntman train kick_and_back --from kick`" in out
    trip = library.load("kick_and_back")
    assert trip.loops and trip.duration > library.load("kick").duration + 1.5
    shutil.copy(library.SHIPPED / "pitch.toml", mine := library.own_folder() / "jump_and_back.toml")
    code, _, err = call("clips", "round-trip", "jump")
    assert code == 1 and "another clip 'jump_and_back'" in err and mine.exists()


def test_what_has_no_round_trip_is_told(call: Call, walk: Clip) -> None:
    for clip in ("walk", "crawl"):
        code, _, err = call("clips", "round-trip", clip)
        assert code == 1 and f"'{clip}' has no round trip from standing" in err
    code, _, err = call("train", "kick_and_back")
    assert code == 1 and "`stuntman clips round-trip kick`" in err
    for arguments in (("round-trip",), ("list", "walk")):
        code, _, err = call("clips", *arguments)
        assert code == 1 and "round-trip kick" in err
