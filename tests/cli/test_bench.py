"""`stuntman bench`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., tuple[int, str, str]]


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
