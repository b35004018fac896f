"""Settings that make no plan are refused."""

from typing import Any

import pytest

from stuntman.errors import StuntmanError
from stuntman.planning.config import PlanConfig


@pytest.mark.parametrize(
    "setting",
    [{"lookahead": 0}, {"samples": 0}, {"passes": 10**30}, {"control_cost": float("nan")}],
)
def test_a_setting_that_makes_no_plan_is_refused(setting: dict[str, Any]) -> None:
    with pytest.raises(StuntmanError, match=rf"'{next(iter(setting))}' is .*: give a number "):
        PlanConfig(**setting)


def test_other_horizons_are_at_least_a_step() -> None:
    with pytest.raises(StuntmanError, match="'other_horizons' are control steps: give"):
        PlanConfig(other_horizons=(36, 0))
