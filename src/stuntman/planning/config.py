"""How a clip is planned, as data."""

from dataclasses import dataclass

from stuntman.errors import POSITIVE, StuntmanError, refuse_outside

MAX_STEPS, MAX_SAMPLES = 1000, 100_000  # for which memory lasts


@dataclass(frozen=True)
class PlanConfig:
    """How a clip is planned.

    Attributes:
        lookahead: control steps that are planned ahead.
        other_horizons: lookaheads that are tried instead, one after the other, where the plan earns
            less than `sufficient_reward`: a leap is planned from farther off, some walks better
            from nearer. The best plan is taken.
        sufficient_reward: mean reward a step.
        passes: of iterative LQR at each step.
        planning_cost: cost of a squared rad of target beside the feed-forward, in planning.
        control_cost: the same, in the gains that hold the body on the plan: small gains reach
            farther.
        samples: simulated steps that each linear model is fitted to.
    """

    lookahead: int = 24
    other_horizons: tuple[int, ...] = (36, 16)
    sufficient_reward: float = 0.85
    passes: int = 1
    planning_cost: float = 0.02
    control_cost: float = 2.0
    samples: int = 512

    def __post_init__(self) -> None:
        refuse_outside("planning", self, ("lookahead", "passes"), 1, MAX_STEPS)
        refuse_outside("planning", self, ("samples",), 1, MAX_SAMPLES)
        refuse_outside("planning", self, ("planning_cost", "control_cost"), *POSITIVE)
        refuse_outside("planning", self, ("sufficient_reward",), -1e12, 1e12)
        if not all(1 <= steps <= MAX_STEPS for steps in self.other_horizons):
            raise StuntmanError(
                f"planning: 'other_horizons' are control steps: give numbers from 1 to {MAX_STEPS}."
            )
