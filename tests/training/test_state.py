"""A run's state is plain data: what comes back is what it was, or is refused in a sentence."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stuntman.errors import StuntmanError
from stuntman.imitation.config import EnvironmentConfig
from stuntman.recipes.recipe import Recipe
from stuntman.training import curve
from stuntman.training.state import ControlCheck, Measure, Progress, RunState
from stuntman.training.stopping import Budget, verdict

STATE = RunState(
    Recipe({"walk": 1.0}, environment=EnvironmentConfig(fall_bodies=("root",))),
    seed=3,
    progress=Progress(12.25, 2**33, 7),
    plan_reward=0.5,
    kept_nr=0.25,
    kept_samples=96,
    measured=96,
    control=ControlCheck(64, 0.2, 900),
    history=(Measure(0.0, 0, 0.1, 0.0, 0.3), Measure(9.0, 96, 0.25, 0.5, 0.1)),
)
# Anything that JSON may hold where something else should be.
WRONG: list[Any] = [
    *(None, True, -1, 3, 0.5, 10**400, "text", "3", [], [3], [[]], {}, {"a": 1}, math.nan),
]


def places(data: Any, *path: Any) -> Iterator[tuple[Any, ...]]:
    """Where each value is, whole parts included."""
    keys = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for key in keys:
        yield (*path, key)
        yield from places(data[key], *path, key)


def changed(place: tuple[Any, ...], value: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(STATE.to_json()))
    *path, last = place
    inner: Any = data
    for key in path:
        inner = inner[key]
    inner[last] = value
    return data


def test_it_goes_through_json_and_back() -> None:
    for state in (STATE, RunState(STATE.recipe, 5), replace(STATE, plan_reward=None, kept_nr=None)):
        assert RunState.from_json(json.loads(json.dumps(state.to_json())), "there") == state


@pytest.mark.parametrize("value", WRONG, ids=lambda value: repr(value)[:8])
def test_whatever_is_in_its_place_is_read_or_refused(value: Any, tmp_path: Path) -> None:
    """One value after the other; what is read is of the right kind, so that all can be done with it
    that a run does."""
    for place in places(json.loads(json.dumps(STATE.to_json()))):
        try:
            state = RunState.from_json(changed(place, value), "there")
        except (StuntmanError, KeyError, TypeError, ValueError):
            continue
        assert Budget(1.0, 100).share(state.progress) < 1e300
        if state.history:
            verdict(state.history, state.recipe.target)
            assert next(row for row in state.history if row.samples == state.measured)
        json.dumps(state.to_json())


@pytest.mark.parametrize(
    "history",
    [
        [Measure(-5.0, -(2**62), 1e300, -1e300, 0.0), Measure(1e300, 2**62, 0.0, 0.0, 0.0)],
        [Measure(0.0, 0, 0.0, 0.0, 0.0)] * 40,
    ],
)
def test_the_curve_of_any_history_is_drawn(history: list[Measure], tmp_path: Path) -> None:
    curve.draw(history, "walk", tmp_path / "curve.png")
    assert (tmp_path / "curve.png").stat().st_size > 1000


def test_when_it_was_measured_is_in_its_history() -> None:
    with pytest.raises(ValueError, match="history does not tell when"):
        RunState.from_json(changed(("measured",), 95), "there")
