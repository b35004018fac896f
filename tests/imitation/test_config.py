"""Settings that make no sense are refused."""

from typing import Any

import pytest

from stuntman.errors import StuntmanError
from stuntman.imitation.config import EnvironmentConfig


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("horizon", 0.0),
        ("horizon", -1.0),
        ("horizon", float("nan")),
        ("lookahead", (1, -1)),
        ("failure_start_fraction", 1.1),
        ("failure_start_fraction", -0.1),
        ("failure_start_fraction", float("nan")),
        ("switch_seconds", -1.0),
        ("switch_seconds", float("nan")),
        ("action_scale", float("nan")),
        ("force_share", float("inf")),
        ("max_body_error", float("nan")),
        ("lookahead", (10**9,)),
    ],
)
def test_a_setting_out_of_its_bounds_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(StuntmanError, match=f"environment: '{name}'"):
        EnvironmentConfig(**{name: value})


def test_a_refused_number_is_told() -> None:
    with pytest.raises(StuntmanError, match="'horizon' is 0"):
        EnvironmentConfig(horizon=0.0)


@pytest.mark.parametrize("given", [{}, {"transitions": True, "switch_seconds": 4.0}])
def test_goals_lead_where_nobody_asks_alone(given: dict[str, Any]) -> None:
    with pytest.raises(StuntmanError, match="'led_by_goals', goals lead along ways"):
        EnvironmentConfig(led_by_goals=True, **given)
