"""What a run knows beside its learner, frozen; a checkpoint's header holds it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stuntman.policies.tensor_file import number, whole
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe

# Of normalised return, that a policy may lose which learns to be disturbed, or to change its clip.
MAX_LOSS, MAX_LOSS_OF_MANY = 0.01, 0.03


@dataclass(frozen=True)
class Progress:
    """How far a run has come: s of training, control steps, iterations."""

    seconds: float = 0.0
    samples: int = 0
    iterations: int = 0


@dataclass(frozen=True)
class Measure:
    """What a policy was worth when it was measured.

    Attributes:
        nr: the score (evaluation/report.py).
        disturbed: the same under the recipe's randomization and requests; None where it has none.
    """

    seconds: float
    samples: int
    nr: float
    success: float
    error_m: float
    disturbed: float | None = None

    @property
    def worth(self) -> float:
        """What training improves."""
        return self.nr if self.disturbed is None else self.disturbed


@dataclass(frozen=True)
class ControlCheck:
    """When it was last checked whether learning control is due: the samples and the normalised
    return at that measure, and the samples that it has taken so far."""

    samples: int = 0
    nr: float = -1.0
    spent: int = 0


@dataclass(frozen=True)
class RunState:
    """A run's settings and its past.

    Attributes:
        plan_reward: the paper's, a step along the plan; None without one.
        kept_nr: what the policy in the folder was worth when it was measured; None before.
        kept_samples: that the policy in the folder was learned from.
        measured: samples when it was last measured in its turn, and not because it ended.
        control: of learning control.
        history: measures, oldest first.
        specialist_nr: normalised return of each clip's specialist, which was taught; empty without.
    """

    recipe: Recipe
    seed: int
    progress: Progress = field(default_factory=Progress)
    plan_reward: float | None = None
    kept_nr: float | None = None
    kept_samples: int = -1
    measured: int = 0
    control: ControlCheck = field(default_factory=ControlCheck)
    history: tuple[Measure, ...] = ()
    specialist_nr: tuple[float, ...] = ()

    @property
    def taught(self) -> bool:
        """Whether the actor was taught something before it practised."""
        return self.plan_reward is not None or bool(self.specialist_nr)

    def keeps(self, measure: Measure, kept: float | None) -> bool:
        """Whether a policy of that measure is kept rather than one that is worth `kept`: if it is
        worth no less, and has not paid for standing firm with more than `MAX_LOSS`, or for changes
        with more than `MAX_LOSS_OF_MANY`."""
        loss = MAX_LOSS_OF_MANY if self.recipe.environment.transitions else MAX_LOSS
        if measure.disturbed is not None and measure.nr < self.history[0].nr - loss:
            return False
        return kept is None or measure.worth >= kept

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
        history = tuple(_measure(row) for row in list(rows["history"]))
        if history and whole(rows["measured"]) not in {measure.samples for measure in history}:
            raise ValueError("its history does not tell when it was measured")
        return RunState(
            recipe=recipes.from_dict(rows["recipe"], where=f"{where}, recipe"),
            seed=whole(rows["seed"]),
            progress=Progress(
                number(rows["progress"]["seconds"]),
                whole(rows["progress"]["samples"]),
                whole(rows["progress"]["iterations"]),
            ),
            plan_reward=None if plan_reward is None else number(plan_reward),
            kept_nr=None if kept_nr is None else number(kept_nr),
            kept_samples=whole(rows["kept_samples"]),
            measured=whole(rows["measured"]),
            control=ControlCheck(
                whole(rows["control"]["samples"]),
                number(rows["control"]["nr"]),
                whole(rows["control"]["spent"]),
            ),
            history=history,
            specialist_nr=tuple(number(nr) for nr in rows.get("specialist_nr", ())),
        )


def _measure(row: Mapping[str, Any]) -> Measure:
    """From plain data; files of before know of no disturbance."""
    row = dict(row)
    if not row.keys() <= {part.name for part in dataclasses.fields(Measure)}:
        raise ValueError("its history holds what no measure has")
    disturbed = row.get("disturbed")
    return Measure(
        seconds=number(row["seconds"]),
        samples=whole(row["samples"]),
        nr=number(row["nr"]),
        success=number(row["success"]),
        error_m=number(row["error_m"]),
        disturbed=None if disturbed is None else number(disturbed),
    )
