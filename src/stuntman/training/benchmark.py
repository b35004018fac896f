"""How fast this machine learns, and what that means for a run."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import nn

from stuntman.imitation.problem import Problem
from stuntman.learning import LEARNERS
from stuntman.learning.cloning import CloningConfig
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe
from stuntman.training.state import RunState

SECONDS = 1.0  # of the benchmark, about
# After which clips were learned (benchmarks/learning): the T-Rex's walk after half a million, a
# dance of 2.5 s after more than seven.
SAMPLES = 0.5e6, 8e6
UPDATES = 3  # that are timed


@dataclass(frozen=True)
class Speed:
    """What a machine does with a recipe.

    Attributes:
        samples_per_s: of practice, learning included.
        update_seconds: s of a gradient step by which a plan is taught.
    """

    samples_per_s: float
    update_seconds: float

    def seconds_to_clone(self, config: CloningConfig, worlds: int) -> float:
        """How long a plan is taught."""
        gather = config.steps * worlds / self.samples_per_s
        return config.rounds * (gather + config.updates * self.update_seconds)

    def expectation(self, planning: float = 0.0, teaching: float = 0.0) -> str:
        """What to expect, as a sentence; seconds of planning and of teaching, if there are any."""
        low, high = (clock(samples / self.samples_per_s) for samples in SAMPLES)
        first = ""
        if planning:
            first = (
                f"{clock(planning)} to plan the clip, {clock(teaching)} to teach the plan, then "
            )
        return (
            f"Expected on this machine: {first}{low} to {high} of practice "
            f"({SAMPLES[0] / 1e6:g} to {SAMPLES[1] / 1e6:g} million samples, as clips that were "
            f"measured took, at {self.samples_per_s:,.0f} a second)."
        )


def measure(
    problem: Problem, recipe: Recipe, threads: int, device: str, check: Callable[[], None]
) -> Speed:
    """Practise for about a second with a learner that is then thrown away; `check` is called on the
    way, and may end it."""
    config = replace(recipe.ppo, steps=max(1, recipe.ppo.steps // 4))
    environment = build.environment(
        problem, recipe.environment, config.worlds, threads=threads, device=device
    )
    learner = LEARNERS[recipe.learner](environment, config, 0)
    learner.iterate()  # the first is slower
    begun, before = time.perf_counter(), learner.samples
    while learner.samples == before or time.perf_counter() - begun < SECONDS:
        check()
        learner.iterate()
    rate = (learner.samples - before) / (time.perf_counter() - begun)
    inputs = torch.zeros(recipe.cloning.batch, environment.observations, device=environment.device)
    begun = time.perf_counter()
    for _ in range(UPDATES):
        answers = learner.actor(inputs)
        nn.functional.smooth_l1_loss(answers, torch.ones_like(answers)).backward()
    return Speed(rate, (time.perf_counter() - begun) / UPDATES)


def what_it_took(state: RunState) -> str:
    """The time and the samples of a run, as a sentence."""
    progress, parts = state.progress, ""
    if state.taught:
        before = "plan the clip and teach the plan" if state.plan_reward else "teach specialists"
        parts = f", {clock(state.history[1].seconds)} of it to {before}"
    return (
        f"It took {clock(progress.seconds)}{parts}; {progress.samples / 1e6:.2f} million samples."
    )


def clock(seconds: float) -> str:
    """Minutes and seconds, "3:05"."""
    return f"{int(seconds // 60)}:{int(seconds % 60):02d}"
