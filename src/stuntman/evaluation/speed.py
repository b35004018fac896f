"""Speed: raw physics against the environment around it, and learning with its parts."""

import time
from dataclasses import dataclass
from typing import Any

import torch
from mjbatch import Batch

from stuntman.imitation.config import substeps
from stuntman.learning.ppo import Ppo
from stuntman.recipes import build
from stuntman.recipes import recipe as recipes
from stuntman.threads import physics_first

_BLOCK = 10  # control steps between changing sides


@dataclass(frozen=True)
class EnvironmentSpeed:
    """Control steps a second (one is 1/30 s of one world), and what they were measured on.

    Attributes:
        raw_steps_per_s: mjbatch alone, stepping the same model from the same states with the same
            targets.
        env_steps_per_s: the environment: observations, rewards, ends and resets included.
        ratio: the second by the first.
    """

    raw_steps_per_s: float
    env_steps_per_s: float
    ratio: float
    worlds: int
    threads: int
    steps: int
    seed: int


@dataclass(frozen=True)
class LearningSpeed:
    """Samples (control steps) a second of PPO, and the share of time in each of its parts."""

    samples_per_s: float
    physics_share: float
    environment_share: float
    learning_share: float
    worlds: int
    threads: int
    samples: int
    seed: int


@physics_first()
def environment_speed(
    clip: str, worlds: int, threads: int, seconds: float, seed: int = 0
) -> EnvironmentSpeed:
    """Time the two in turns, a few control steps each, so that both see the same machine.

    The actions are small random ones, as in training. What raw physics is asked to do is what the
    environment just did: each of its steps from the same state, put there off the clock.
    """
    recipe = recipes.load(clip)
    environment = build.build(recipe, worlds, seed, threads)
    engine = environment.engine
    raw = Batch(engine.model, worlds, threads)
    state, ctrl = raw.bind("state"), raw.bind("ctrl")
    physics_steps = substeps(engine.model)
    rng = torch.Generator().manual_seed(seed)
    shape = (_BLOCK, worlds, environment.actions)
    spent = {"env": 0.0, "raw": 0.0}
    steps = 0
    while spent["env"] + spent["raw"] < seconds or not steps:
        actions = recipe.ppo.initial_std * torch.randn(shape, generator=rng)
        states, targets = [], []
        for action in actions:
            states.append(engine.save().numpy())
            targets.append(environment.pd_targets(action).double().numpy())
            start = time.perf_counter()
            environment.step(action)
            spent["env"] += time.perf_counter() - start
        for before, target in zip(states, targets, strict=True):
            state[:] = before
            start = time.perf_counter()
            ctrl[:] = target
            raw.step(nstep=physics_steps)
            spent["raw"] += time.perf_counter() - start
        steps += _BLOCK
    rates = {name: steps * worlds / took for name, took in spent.items()}
    return EnvironmentSpeed(
        raw_steps_per_s=rates["raw"],
        env_steps_per_s=rates["env"],
        ratio=rates["env"] / rates["raw"],
        worlds=worlds,
        threads=raw.num_threads,
        steps=steps * worlds,
        seed=seed,
    )


def learning_speed(clip: str, threads: int, seconds: float, seed: int = 0) -> LearningSpeed:
    """Time whole iterations of PPO with the recipe's settings, from a fresh start."""
    recipe = recipes.load(clip)
    environment = build.build(recipe, recipe.ppo.worlds, seed, threads)
    learner = Ppo(environment, recipe.ppo, seed)
    learner.iterate()
    spent = {"physics": 0.0, "environment": 0.0}
    _time_calls(environment.engine, spent, "physics")
    _time_calls(environment, spent, "environment")
    samples = learner.samples
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        learner.iterate()
    took = time.perf_counter() - start
    samples = learner.samples - samples
    return LearningSpeed(
        samples_per_s=samples / took,
        physics_share=spent["physics"] / took,
        environment_share=(spent["environment"] - spent["physics"]) / took,
        learning_share=1.0 - spent["environment"] / took,
        worlds=recipe.ppo.worlds,
        threads=torch.get_num_threads(),
        samples=samples,
        seed=seed,
    )


def _time_calls(stepped: Any, spent: dict[str, float], name: str) -> None:
    """Count the time in `stepped.step` from now on."""
    step = stepped.step

    def timed(actions: Any) -> Any:
        start = time.perf_counter()
        result = step(actions)
        spent[name] += time.perf_counter() - start
        return result

    stepped.step = timed
