"""Time physics, environment and PPO on a device, and train the walk on it: one JSON object a line,
as they come, so that nothing is lost where time runs out."""

import argparse
import importlib.metadata
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import torch

from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import evaluate_policy
from stuntman.imitation.environment import Environment
from stuntman.imitation.problem import Problem
from stuntman.learning.ppo import Ppo
from stuntman.physics.warp import WarpEngine
from stuntman.policies import policy as policies
from stuntman.recipes import build
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe
from stuntman.training import launch
from stuntman.training.run import Report

STEPS_PER_BATCH = 16
WARM_UP = 3  # calls before timing; the first one compiles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--recipes", nargs="+", default=["walk", "g1_walk"])
    parser.add_argument("--worlds", nargs="+", type=int, default=[4096, 8192, 16384])
    parser.add_argument("--steps", type=int, default=100, help="control steps that are timed")
    parser.add_argument("--iterations", type=int, default=5, help="of PPO that are timed")
    parser.add_argument("--episodes", type=int, default=64, help="of each evaluation")
    parser.add_argument("--minutes", type=float, default=2.0, help="of training the walk")
    parser.add_argument("--training-worlds", type=int, default=4096)
    options = parser.parse_args()
    device = torch.device(options.device)
    if device.type == "cuda" and not torch.cuda.is_available():
        sys.exit("measure.py: there is no NVIDIA GPU here that torch can use: try --device cpu.")
    tell("machine", machine(device))
    tell("walk_that_ships", evaluated("walk", options.episodes, options.device))
    for name in options.recipes:
        recipe = recipes.load(name)
        try:
            problem = build.make(recipe)
        except StuntmanError as error:  # a body that is to be added first
            tell("skipped", {"recipe": name, "why": str(error)})
            continue
        for worlds in options.worlds:
            found = speed(recipe, problem, worlds, device, options.steps, options.iterations)
            tell("speed", {"recipe": name, "worlds": worlds} | found)
    tell("training", trained(options.training_worlds, options.minutes, options))


def tell(what: str, found: dict[str, Any]) -> None:
    print(json.dumps({"what": what} | found), flush=True)


def machine(device: torch.device) -> dict[str, Any]:
    """What the figures were measured on."""
    packages = ("torch", "mujoco", "mujoco-warp", "warp-lang")
    versions = {name: importlib.metadata.version(name) for name in packages}
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else "CPU"
    return {"device": name, "cuda": torch.version.cuda} | versions


def evaluated(name: str, episodes: int, device: str) -> dict[str, Any]:
    """What a policy that ships earns on the device, and on the CPU where it learned."""
    there, here = (
        evaluate_policy(policies.load(name), episodes, device=where)[0] for where in (device, "cpu")
    )
    return {"nr": there.nr, "nr_on_cpu": here.nr, "success": there.success}


def speed(
    recipe: Recipe,
    problem: Problem,
    worlds: int,
    device: torch.device,
    steps: int,
    iterations: int,
) -> dict[str, float]:
    """Control steps a second of physics alone and of the environment, and samples a second of PPO;
    seconds until the first step is done; GB of the device's memory."""
    start = time.perf_counter()
    steps = build.substeps(problem.model)
    engine = WarpEngine(problem.model, worlds, steps, device, problem.world)
    environment = Environment(problem.to(engine.device), engine, recipe.environment)
    shape = worlds, environment.actions
    actions = recipe.ppo.initial_std * torch.randn(shape, device=engine.device)
    environment.step(actions)
    wait(device)
    ready = time.perf_counter() - start
    stepping = timed(lambda: environment.step(actions), steps, device)
    targets = environment.pd_targets(actions)
    begin = engine.save()

    def physics() -> None:
        engine.restore(begin)  # else everybody would lie on the floor after a second
        engine.step(targets)

    alone = timed(physics, steps, device)
    config = replace(recipe.ppo, worlds=worlds, steps=STEPS_PER_BATCH)
    learner = Ppo(environment, config, seed=0)
    learning = timed(learner.iterate, iterations, device)
    memory = 0.0
    if device.type == "cuda":
        free, total = torch.cuda.mem_get_info(device)
        memory = (total - free) / 1e9
    return {
        "first_step_s": ready,
        "physics_steps_per_s": worlds / alone,
        "environment_steps_per_s": worlds / stepping,
        "ppo_samples_per_s": worlds * STEPS_PER_BATCH / learning,
        "memory_gb": memory,
    }


def timed(call: Callable[[], Any], count: int, device: torch.device) -> float:
    """Seconds of a call, on average."""
    for _ in range(WARM_UP):
        call()
    wait(device)
    start = time.perf_counter()
    for _ in range(count):
        call()
    wait(device)
    return (time.perf_counter() - start) / count


def wait(device: torch.device) -> None:
    """Until the device has done all that it was told."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def trained(worlds: int, minutes: float, options: argparse.Namespace) -> dict[str, Any]:
    """What PPO alone makes of the walk, from nothing, by the command line's own way."""
    walk = recipes.load("walk")
    ppo = replace(walk.ppo, worlds=worlds, steps=STEPS_PER_BATCH, initial_std=0.3)
    recipe = replace(walk, warm_start=False, ppo=ppo)
    curve: list[tuple[float, int, float]] = []

    def note(report: Report) -> None:
        row = report.progress.seconds, report.progress.samples, report.nr
        if not curve or curve[-1][2] != report.nr:
            curve.append(row)

    with tempfile.TemporaryDirectory() as folder:
        policy = launch.train(recipe, folder, minutes=minutes, device=options.device, show=note)
    result = evaluate_policy(policy, options.episodes, device=options.device)[0]
    return {
        "worlds": worlds,
        "samples": policy.header.samples,
        "minutes": policy.header.train_minutes,
        "nr": result.nr,
        "success": result.success,
        "seconds_samples_nr": curve,
    }


if __name__ == "__main__":
    main()
