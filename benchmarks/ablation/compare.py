"""What reference-state initialisation and early termination are worth (the paper's table 5):
python benchmarks/ablation/compare.py

Trains every skill from nothing with both, and without the one or the other, the same samples and
seeds for all, and writes table.md and curves.png. What has been trained is not trained again, and
what was broken off goes on: the command can be stopped and started at will.
"""

import json
import math
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import tyro
from matplotlib.figure import Figure

from stuntman import paths
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe
from stuntman.training import folder as folders
from stuntman.training import launch
from stuntman.training.side_by_side import train_side_by_side

SETTINGS: dict[str, dict[str, bool]] = {
    "both": {},
    "early termination only": {"reference_state_initialisation": False},
    "reference states only": {"early_termination": False},
}
PAPER = {
    "backflip": (0.791, 0.730, 0.379),
    "sideflip": (0.823, 0.717, 0.355),
    "spinkick": (0.848, 0.858, 0.358),
    "walk": (0.980, 0.981, 0.974),
}


@dataclass(frozen=True)
class Arguments:
    """What to compare."""

    skills: tuple[str, ...] = tuple(PAPER)
    """Recipes, clips, or files of either; sideflip.bvh, say, where the clip has no name yet."""
    seeds: tuple[int, ...] = (1, 2, 3)
    samples: float = 4e6
    """Control steps of each run."""
    parallel: int = 1
    """Runs at once, each on one thread."""
    runs: Path = Path("runs/ablation")
    """Where the runs' folders are."""
    out: Path = Path(__file__).parent
    """Folder of the table and the plot."""


def main(arguments: Arguments) -> None:
    """Train what is missing, then write the table and the plot of all."""
    plan = {
        _folder(arguments.runs, skill, setting, seed): _recipe(skill, setting)
        for seed in arguments.seeds
        for skill in arguments.skills
        for setting in SETTINGS
    }
    todo = {folder: recipe for folder, recipe in plan.items() if not folders.has_ended(folder)}
    told: set[Path] = set()

    def look(done: int, running: list[Path]) -> None:
        for folder in set(running) - told:
            print(f"{done} of {len(todo)} done, now {folder}", flush=True)
            told.add(folder)

    train = partial(_train, arguments.samples)
    train_side_by_side(todo, math.inf, arguments.parallel, train, look)
    (arguments.out / "table.md").write_text(_table(arguments), encoding="utf-8")
    _plot(arguments, arguments.out / "curves.png")


def _recipe(skill: str, setting: str) -> Recipe:
    """PPO alone, for a plan would stand in for what is left out; and no run ends early."""
    recipe = recipes.load(skill)
    environment = replace(recipe.environment, **SETTINGS[setting])
    return replace(recipe, environment=environment, warm_start=False, target=1.0)


def _train(samples: float, recipe: Recipe, folder: Path, minutes: float) -> None:
    launch.train(recipe, folder, minutes, samples, seed=int(folder.name), threads=1)


def _folder(runs: Path, skill: str, setting: str, seed: int) -> Path:
    return runs / paths.name_of(Path(skill)) / setting.replace(" ", "_") / str(seed)


def _metrics(arguments: Arguments, skill: str, setting: str) -> list[dict[str, Any]]:
    """Of each seed."""
    places = [_folder(arguments.runs, skill, setting, seed) for seed in arguments.seeds]
    return [json.loads((at / folders.METRICS).read_text(encoding="utf-8")) for at in places]


def _table(arguments: Arguments) -> str:
    lines = [
        f"Normalised return by the released code after {arguments.samples / 1e6:g} million samples "
        f"of PPO from nothing: median and range of {len(arguments.seeds)} seeds (paper's, after 40 "
        "to 190 million).",
        "",
        f"| skill | {' | '.join(SETTINGS)} |",
        "|---|---|---|---|",
    ]
    for skill in arguments.skills:
        cells = [paths.name_of(Path(skill))]
        paper = PAPER.get(cells[0], (None, None, None))
        for setting, theirs in zip(SETTINGS, paper, strict=True):
            runs = _metrics(arguments, skill, setting)
            each = [run["after"]["nr_released"] for run in runs]
            told = f"{median(each):.3f}, {min(each):.3f} to {max(each):.3f}"
            cells.append(told + (f" ({theirs:.3f})" if theirs else ""))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _plot(arguments: Arguments, path: Path) -> None:
    count = len(arguments.skills)
    figure = Figure(figsize=(4 * count, 3.2), layout="constrained")
    row = figure.subplots(1, count, squeeze=False, sharey=True)[0]
    for skill, axes in zip(arguments.skills, row, strict=True):
        for colour, setting in enumerate(SETTINGS):
            for number, run in enumerate(_metrics(arguments, skill, setting)):
                history = run["history"]
                axes.plot(
                    [measure["samples"] / 1e6 for measure in history],
                    [measure["nr"] for measure in history],
                    color=f"C{colour}",
                    label=None if number else setting,
                )
        title = paths.name_of(Path(skill))
        axes.set(title=title, xlabel="million samples", ylim=(0.0, 1.0))
        axes.grid(alpha=0.3)
    row[0].set_ylabel("normalised return, as printed")
    row[0].legend()
    figure.savefig(path, dpi=100)


if __name__ == "__main__":
    main(tyro.cli(Arguments, description=__doc__))
