"""What a run knows beside its learner, frozen; a checkpoint's header holds it."""

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe


@dataclass(frozen=True)
class Progress:
    """How far a run has come: s of training, control steps, iterations."""

    seconds: float = 0.0
    samples: int = 0
    iterations: int = 0


@dataclass(frozen=True)
class Measure:
    """What a policy was worth when it was measured."""

    seconds: float
    samples: int
    nr: float
    success: float
    error_m: float


@dataclass(frozen=True)
class ControlCheck:
    """When it was last checked whether learning control is due: the samples and the normalised
    return then, and the samples that it has taken so far."""

    samples: int = 0
    nr: float = -1.0
    spent: int = 0


@dataclass(frozen=True)
class RunState:
    """A run's settings and its past.

    Attributes:
        plan_reward: the paper's, a step along the plan; None without one.
        kept_nr: normalised return of the policy in the folder when it was measured; None before.
        kept_samples: that the policy in the folder was learned from.
        control: of learning control.
        history: measures, oldest first.
    """

    recipe: Recipe
    seed: int
    progress: Progress = field(default_factory=Progress)
    plan_reward: float | None = None
    kept_nr: float | None = None
    kept_samples: int = -1
    control: ControlCheck = field(default_factory=ControlCheck)
    history: tuple[Measure, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return dataclasses.asdict(self)

    @staticmethod
    def from_json(data: Mapping[str, Any], where: str) -> "RunState":
        """The state that `to_json` gave; `where` names its source in errors.

        Raises:
            StuntmanError: the recipe holds what no recipe has.
            KeyError, TypeError, ValueError: anything else is damaged.
        """
        rows = dict(data)
        plan_reward, kept_nr = rows["plan_reward"], rows["kept_nr"]
        return RunState(
            recipe=recipes.from_dict(rows["recipe"], where=f"{where}, recipe"),
            seed=_whole(rows["seed"]),
            progress=Progress(
                _number(rows["progress"]["seconds"]),
                _whole(rows["progress"]["samples"]),
                _whole(rows["progress"]["iterations"]),
            ),
            plan_reward=None if plan_reward is None else _number(plan_reward),
            kept_nr=None if kept_nr is None else _number(kept_nr),
            kept_samples=_whole(rows["kept_samples"]),
            control=ControlCheck(
                _whole(rows["control"]["samples"]),
                _number(rows["control"]["nr"]),
                _whole(rows["control"]["spent"]),
            ),
            history=tuple(
                Measure(
                    seconds=_number(row["seconds"]),
                    samples=_whole(row["samples"]),
                    nr=_number(row["nr"]),
                    success=_number(row["success"]),
                    error_m=_number(row["error_m"]),
                )
                for row in list(rows["history"])
            ),
        )


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{value!r} is no number")
    return float(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{value!r} is no whole number")
    return value
