"""What a plan says of its clip: whether a body can do it, and what it could not follow."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from stuntman.imitation.config import CONTROL_RATE, STEP
from stuntman.imitation.problem import Problem
from stuntman.imitation.terminations import fallen
from stuntman.mjcf.names import body_names
from stuntman.physics.engine import Engine
from stuntman.planning.plan import Plan
from stuntman.planning.tracking_cost import TrackingCost
from stuntman.spatial.rotations import Array

# Of the mean reward a step. Policies come to about what a plan earns: a walk .98, a backflip .79.
AS_DRAWN = 0.85
AT_ALL = 0.6
HARD_REWARD = 0.75  # below which a step counts as not followed
HARD_ERROR = 0.15  # m, from which on a body counts as not where it should be
GAP = 0.1  # s; what is followed for less joins two places
MAX_PLACES = 6  # that are told, the worst ones


@dataclass(frozen=True, eq=False)
class Followed:
    """A plan as the simulator does it, step by step.

    Attributes:
        states: (steps, nq + nv) in which its steps begin. end: (nq + nv,) after the last.
        terms: the paper's reward (steps,) by term, at each step's end.
        errors: (steps, bodies) m, how far each body is then from where the reference has it.
        bodies: their names.
        falls: (steps,) whether a body that must not touch the ground does.
    """

    states: Array
    end: Array
    terms: dict[str, Array]
    errors: Array
    bodies: tuple[str, ...]
    falls: NDArray[np.bool_]

    @property
    def rewards(self) -> Array:
        """(steps,) the sum of the terms."""
        return np.sum(list(self.terms.values()), axis=0)


@dataclass(frozen=True)
class Place:
    """A part of the clip that the plan could not follow.

    Attributes:
        start, end: s in the clip.
        reward: a step in it, on average. worst: at its worst. worst_at: s, when that is.
        body: that is farthest from where it should be. error_m: m, how far at most.
    """

    start: float
    end: float
    reward: float
    worst: float
    worst_at: float
    body: str
    error_m: float


@dataclass(frozen=True)
class Assessment:
    """What a plan says of its clip.

    Attributes:
        reward: the paper's, a step, on average. error_m: m, mean distance of a body from where the
            reference has it.
        falls_at: s in the clip, when a body first touches the ground that must not; None if none
            does.
        places: what it could not follow, in order; the worst, if there are many.
    """

    reward: float
    error_m: float
    falls_at: float | None
    places: tuple[Place, ...]

    @property
    def verdict(self) -> str:
        """Whether the clip can be done at all, as a sentence."""
        if self.falls_at is not None:
            return f"It falls after {self.falls_at:.2f} s: no way was found to do this clip."
        if self.reward >= AS_DRAWN:
            return "This body can do this clip as it is drawn."
        if self.reward >= AT_ALL:
            return "This body can do this clip, but not all of it as it is drawn."
        return "This body cannot do this clip as it is drawn."


def follow(
    problem: Problem, cost: TrackingCost, plan: Plan, engines: Callable[[int], Engine]
) -> Followed:
    """Do each step of a plan again, and look at what comes of it."""
    nq, times = problem.model.nq, plan.times
    ends = times + STEP
    states = cost.tangent.integrate(cost.reference(times), plan.deviations)
    engine = engines(len(states))
    rows = torch.from_numpy(states)
    engine.reset(torch.arange(len(states)), rows[:, :nq], rows[:, nq:])
    engine.step(torch.from_numpy(cost.feed_forward(times) + plan.targets))
    reached = torch.cat([engine.qpos, engine.qvel], dim=1).numpy().copy()
    here, there = _positions(cost, reached), _positions(cost, cost.reference(ends))
    terms = cost.reward_terms(reached, ends)
    return Followed(
        states=states,
        end=reached[-1],
        terms={name: term.double().numpy() for name, term in terms.items()},
        errors=(here - there).norm(dim=-1).double().numpy(),
        bodies=body_names(problem.model),
        falls=fallen(
            engine.floor_contacts, problem.fall_bodies, torch.zeros(len(states), dtype=torch.long)
        ).numpy(),
    )


def assess(plan: Plan, followed: Followed) -> Assessment:
    """What it says of the clip."""
    rewards, errors, ends = followed.rewards, followed.errors, plan.times + STEP
    hard = (rewards < HARD_REWARD) | (errors.max(axis=1) > HARD_ERROR)
    places = []
    for first, last in _runs(hard, round(GAP * CONTROL_RATE)):
        part = slice(first, last + 1)
        body = int(errors[part].max(axis=0).argmax())
        worst = first + int(rewards[part].argmin())
        places.append(
            Place(
                start=float(plan.times[first]),
                end=float(ends[last]),
                reward=float(rewards[part].mean()),
                worst=float(rewards[worst]),
                worst_at=float(ends[worst]),
                body=followed.bodies[body],
                error_m=float(errors[part, body].max()),
            )
        )
    by_loss = sorted(places, key=lambda each: (1.0 - each.reward) * (each.end - each.start))
    kept = set(by_loss[-MAX_PLACES:])
    fell = np.flatnonzero(followed.falls)
    return Assessment(
        reward=plan.reward,
        error_m=float(errors.mean()),
        falls_at=float(ends[fell[0]]) if len(fell) else None,
        places=tuple(place for place in places if place in kept),
    )


def _runs(flags: Array, gap: int) -> list[tuple[int, int]]:
    """First and last indices of runs of true flags; those up to `gap` apart are one."""
    runs: list[tuple[int, int]] = []
    for index in np.flatnonzero(flags).tolist():
        if runs and index - runs[-1][1] <= gap + 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _positions(cost: TrackingCost, states: Array) -> Tensor:
    """Of the bodies (n, bodies, 3) in m."""
    return cost.motion(states).pose.positions
