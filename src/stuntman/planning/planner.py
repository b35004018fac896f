"""Planning a clip in the simulator, before anything is learned.

Model predictive control finds what physics makes of the clip (mpc.py), which is the plan. Linear
models of the physics around it give the gains that hold the body on it (feedback.py).
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.actuation import Actuation
from stuntman.imitation.problem import Problem
from stuntman.imitation.state_dicts import joined, split
from stuntman.physics.engine import Engine
from stuntman.planning.attempt import Attempt
from stuntman.planning.config import PlanConfig
from stuntman.planning.plan import Plan
from stuntman.planning.tracking_cost import TrackingCost
from stuntman.threads import physics_first


@dataclass(frozen=True)
class PlanProgress:
    """How far planning has come.

    Attributes:
        attempt: which lookahead is tried, from 1. attempts: how many may be.
        share: of this attempt that is done, 0 to 1.
        seconds_left: for the rest of this attempt, as fast as until now.
    """

    attempt: int
    attempts: int
    share: float
    seconds_left: float

    @property
    def what(self) -> str:
        """What is done, in words."""
        if self.attempt == 1:
            return "planning the clip"
        return f"planning the clip otherwise ({self.attempt} of {self.attempts})"


class Planner:
    """Plans a problem's one clip, with one lookahead after the other until a plan earns enough, a
    step of a second or less at a time: whoever waits can see how far it is, stop it, and go on.

    Attributes:
        best: the plan that earns most, of those that are finished.
        finished: no attempt is left, or none is needed.
    """

    def __init__(
        self,
        problem: Problem,
        actuation: Actuation,
        engines: Callable[[int], Engine],
        config: PlanConfig,
        seed: int,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        """
        Args:
            actuation: what the plan's targets are added to.
            engines: makes physics of the problem's body with so many worlds.
            seed: of what the feedback is fitted over.
            check: called several times in each step. What it raises leaves the planner as it was
                before that step.
        """
        self.cost = TrackingCost(problem, actuation)
        self._engines, self._config, self._seed, self._check = engines, config, seed, check
        self._lookaheads = (config.lookahead, *config.other_horizons)
        self._number = 0  # of the attempt
        self._attempt: Attempt | None = None
        self._samples_before = 0  # of earlier attempts
        self.best: Plan | None = None
        self.finished = False

    @property
    def samples(self) -> int:
        """Control steps simulated so far."""
        return self._samples_before + (self._attempt.samples if self._attempt else 0)

    @physics_first()
    def advance(self) -> None:
        """Do the next step."""
        attempt = self._attempt = self._attempt or self._begin()
        attempt.advance()
        if not attempt.finished:
            return
        found = attempt.plan()
        if found and (self.best is None or found.reward > self.best.reward):
            self.best = found
        self._samples_before += attempt.samples
        self._attempt = None
        self._number += 1
        enough = found is not None and found.reward >= self._config.sufficient_reward
        self.finished = enough or self._number == len(self._lookaheads)

    def stop(self) -> None:
        """Be content with the best plan so far."""
        self._samples_before, self._attempt = self.samples, None
        self.finished = True

    def steps(self) -> Iterator[PlanProgress]:
        """Plan to the end; how far it is after each step."""
        begun, before = time.monotonic(), self.samples
        while not self.finished:
            number = self._number
            self.advance()
            share = left = 0.0
            if attempt := self._attempt:
                in_all = attempt.samples_in_all
                share = min(1.0, attempt.samples / in_all)
                left = max(0, in_all - attempt.samples)
            seconds = (time.monotonic() - begun) / (self.samples - before)
            yield PlanProgress(
                number + 1, len(self._lookaheads), share if attempt else 1.0, seconds * left
            )

    def result(self) -> Plan:
        """The best plan, with the samples of all attempts.

        Raises:
            StuntmanError: there is none, because physics diverges along the clip.
        """
        if self.best is None:
            raise StuntmanError(
                "The clip cannot be planned, its physics diverges: train it with --no-warm-start."
            )
        return replace(self.best, samples=self.samples)

    def state_dict(self) -> dict[str, Tensor]:
        """All that `load_state_dict` needs to go on bit for bit."""
        parts = {
            "planner": {
                "number": torch.tensor(self._number),
                "samples_before": torch.tensor(self._samples_before),
                "finished": torch.tensor(self.finished),
            }
        }
        if self._attempt is not None:
            parts["attempt"] = self._attempt.state_dict()
        if self.best is not None:
            parts["best"] = self.best.state_dict()
        return joined(parts)

    def load_state_dict(self, state: Mapping[str, Tensor]) -> None:
        """Go on from a `state_dict` of a planner of the same problem, settings and seed."""
        parts = split(dict(state))
        self._number = int(parts["planner"]["number"])
        self._samples_before = int(parts["planner"]["samples_before"])
        self.finished = bool(parts["planner"]["finished"])
        self.best = Plan.from_state_dict(parts["best"]) if "best" in parts else None
        self._attempt = None
        if "attempt" in parts:
            self._attempt = self._begin()
            self._attempt.load_state_dict(parts["attempt"])

    def _begin(self) -> Attempt:
        config = replace(self._config, lookahead=self._lookaheads[self._number])
        return Attempt(self.cost, self._engines, config, self._seed, self._check)


def plan(
    problem: Problem,
    actuation: Actuation,
    engines: Callable[[int], Engine],
    config: PlanConfig,
    seed: int,
) -> Plan:
    """A plan of a problem's one clip, found in one go; see `Planner` for the arguments.

    Raises:
        StuntmanError: physics diverges along the clip.
    """
    planner = Planner(problem, actuation, engines, config, seed)
    for _ in planner.steps():
        pass
    return planner.result()
