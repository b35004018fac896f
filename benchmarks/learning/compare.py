"""How fast skills are learned: python benchmarks/learning/compare.py

Trains every skill with every learner and seed, one after the other, each for its time at most, and
writes results.json, table.md and curves.png beside this file. A run whose result is there is not
trained again, and one that was broken off goes on from its checkpoint: the command can be stopped
and started at will. Nothing else should run on its cores meanwhile, for wall time is what is
measured; `taskset -c 0` keeps it to one of them.
"""

import json
import math
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import matplotlib
import torch
import tyro

from stuntman.imitation.rewards import PAPER
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe
from stuntman.training import checkpoint, launch
from stuntman.training.folder import METRICS
from stuntman.training.stopping import Budget

matplotlib.use("Agg")
from matplotlib import pyplot as plt

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Skill:
    """A clip and the normalised return that counts as having learned it.

    Attributes:
        minutes: after which it should be there. paper: million samples the paper took.
        tuned: settings were chosen by this skill; the others show whether they hold.
    """

    mark: float
    minutes: float
    paper: float
    tuned: bool = True


SKILLS = {
    "walk": Skill(0.90, 4, 61),
    "run": Skill(0.90, 8, 53),
    "spinkick": Skill(0.75, 20, 67),
    "backflip": Skill(0.73, 30, 72),
    "cartwheel": Skill(0.80, 20, 51, tuned=False),
    "dance_b": Skill(0.82, 20, 79, tuned=False),
}


def paper_like(recipe: Recipe) -> Recipe:
    """The paper's reward to train on, and targets that know nothing of forces."""
    environment = replace(recipe.environment, force_share=0.0, target_early=0.0, reward=PAPER)
    return replace(recipe, environment=environment, warm_start=False)


LEARNERS: dict[str, Callable[[Recipe], Recipe]] = {
    "planned": partial(replace, warm_start=True),  # what `stuntman train` does
    "ppo": partial(replace, warm_start=False),
    "paper_like": paper_like,
}


@dataclass(frozen=True)
class Arguments:
    """What to compare."""

    skills: tuple[str, ...] = tuple(SKILLS)
    learners: tuple[str, ...] = ("ppo", "planned")
    seeds: tuple[int, ...] = (1, 2, 3)
    patience: float = 1.5
    """How many times a skill's minutes a run may take."""
    runs: Path = Path("runs/benchmark")
    """Where the runs' folders are."""


@dataclass(frozen=True)
class Result:
    """A run, and when it was first measured at its skill's mark (NaN: never)."""

    skill: str
    learner: str
    machine: str
    cores: int
    seed: int
    minutes: float
    samples: float
    best: float
    curve: list[tuple[float, float, float]]  # minutes, samples, normalised return


def main(arguments: Arguments) -> None:
    """Train what is missing, then write the results of all that is there."""
    torch.set_num_threads(_cores())
    results = _known()
    done = {(r.skill, r.learner, r.machine, r.cores, r.seed) for r in results}
    for skill, learner, seed in _plan(arguments):
        if (skill, learner, _machine(), _cores(), seed) in done:
            continue
        folder = arguments.runs / skill / learner / str(seed)
        _train(skill, learner, seed, folder, arguments.patience * SKILLS[skill].minutes)
        results.append(_result(skill, learner, seed, folder))
        _write(results)


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _machine() -> str:
    return str(torch.cpu.get_capabilities().get("cpu_name", "unknown"))


def _known() -> list[Result]:
    path = HERE / "results.json"
    return [Result(**row) for row in json.loads(path.read_text("utf-8"))] if path.is_file() else []


def _plan(arguments: Arguments) -> Iterator[tuple[str, str, int]]:
    for seed in arguments.seeds:
        for skill in arguments.skills:
            for learner in arguments.learners:
                yield skill, learner, seed


def _train(skill: str, learner: str, seed: int, folder: Path, minutes: float) -> None:
    metrics = folder / METRICS
    if metrics.is_file() and json.loads(metrics.read_text(encoding="utf-8"))["after"]:
        return
    print(f"{skill}, {learner}, seed {seed} ...", flush=True)
    recipe = replace(LEARNERS[learner](recipes.load(skill)), target=SKILLS[skill].mark)
    begun = (folder / checkpoint.NAME).is_file()
    run = launch.resume(folder) if begun else launch.start(recipe, seed, folder)
    run.train(Budget(minutes=minutes), lambda report: None)
    print(f"  {run.ended}", flush=True)


def _result(skill: str, learner: str, seed: int, folder: Path) -> Result:
    history = json.loads((folder / METRICS).read_text(encoding="utf-8"))["history"]
    curve = [(row["seconds"] / 60.0, row["samples"], row["nr"]) for row in history]
    reached = [row for row in curve if row[2] >= SKILLS[skill].mark]
    minutes, samples, _ = reached[0] if reached else (math.nan, math.nan, 0.0)
    best = max(row[2] for row in curve)
    return Result(skill, learner, _machine(), _cores(), seed, minutes, samples, best, curve)


def _write(results: list[Result]) -> None:
    results = sorted(
        results,
        key=lambda r: (list(SKILLS).index(r.skill), r.learner, r.machine, r.cores, r.seed),
    )
    content = json.dumps([asdict(result) for result in results], indent=1)
    (HERE / "results.json").write_text(content + "\n", encoding="utf-8")
    (HERE / "table.md").write_text(_table(results), encoding="utf-8")
    _plot(results)


def _table(results: list[Result]) -> str:
    lines = [
        "| skill | learner | machine | cores | mark | target min | minutes, each seed | median "
        "| M samples, median | paper M | best NR, each seed |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for (skill, learner, machine, cores), runs in _grouped(results).items():
        goal = SKILLS[skill]
        minutes = [run.minutes for run in runs]
        middle = _median(minutes)
        samples = _median([run.samples / 1e6 for run in runs])
        each = ", ".join(_number(m) for m in minutes)
        best = ", ".join(f"{run.best:.3f}" for run in runs)
        lines.append(
            f"| {skill} | {learner} | {machine} | {cores} | {goal.mark:g} | {goal.minutes:g} "
            f"| {each} | {_number(middle)} | {_number(samples)} | {goal.paper:g} | {best} |"
        )
    return "\n".join(lines) + "\n"


def _grouped(results: list[Result]) -> dict[tuple[str, str, str, int], list[Result]]:
    groups: dict[tuple[str, str, str, int], list[Result]] = {}
    for result in results:
        group = result.skill, result.learner, result.machine, result.cores
        groups.setdefault(group, []).append(result)
    return groups


def _median(values: list[float]) -> float:
    """A run that never came counts as the slowest."""
    middle = median(math.inf if math.isnan(value) else value for value in values)
    return middle if math.isfinite(middle) else math.nan


def _number(value: float) -> str:
    return "not reached" if math.isnan(value) else f"{value:.1f}"


def _plot(results: list[Result]) -> None:
    skills = list(dict.fromkeys(result.skill for result in results))
    figure, rows = plt.subplots(
        len(skills), 2, figsize=(9, 2.6 * len(skills)), squeeze=False, layout="constrained"
    )
    for skill, axes in zip(skills, rows, strict=True):
        grouped = _grouped([result for result in results if result.skill == skill])
        for axis, column, unit in zip(axes, (0, 1), ("minutes", "million samples"), strict=True):
            for colour, ((_, learner, machine, cores), runs) in enumerate(grouped.items()):
                name = f"{learner}, {machine}, {cores} core{'s' if cores > 1 else ''}"
                for run in runs:
                    along = [row[column] / (1e6 if column else 1.0) for row in run.curve]
                    axis.plot(
                        along,
                        [row[2] for row in run.curve],
                        color=f"C{colour}",
                        linestyle="-" if cores > 1 else "--",
                        label=name if run is runs[0] else None,
                    )
            axis.axhline(SKILLS[skill].mark, color="grey", linewidth=0.8, linestyle="--")
            axis.set(xlabel=unit, ylabel=f"NR, {skill}", ylim=(0, 1))
        axes[0].legend(loc="lower right")
    figure.savefig(HERE / "curves.png", dpi=80)
    plt.close(figure)


if __name__ == "__main__":
    settings: Any = tyro.cli(Arguments)
    main(settings)
