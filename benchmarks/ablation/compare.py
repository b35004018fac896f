"""What reference-state initialisation and early termination are worth (the paper's table 5):
python benchmarks/ablation/compare.py

Trains every skill from nothing with both, and without the one or the other, the same samples and
seeds for all of a skill, and writes results.json, table.md and curves.png. What is in results.json
is not trained again, and what was broken off goes on: stop and start the command at will.
"""

import json
import math
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import tyro
from matplotlib.figure import Figure

from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe
from stuntman.training import folder as folders
from stuntman.training import launch
from stuntman.training.side_by_side import train_side_by_side

HERE = Path(__file__).parent
SETTINGS: dict[str, dict[str, Any]] = {
    "both": {},
    "early termination only": {"reference_state_initialisation": False},
    "reference states only": {"early_termination": False},
}


@dataclass(frozen=True)
class Skill:
    """Control steps of each run, and what the paper has for each setting (table 5)."""

    samples: float
    paper: tuple[float, float, float]


SKILLS = {
    "walk": Skill(1.2e6, (0.980, 0.981, 0.974)),
    "spinkick": Skill(2.4e6, (0.848, 0.858, 0.358)),
    "backflip": Skill(3.6e6, (0.791, 0.730, 0.379)),
    "sideflip": Skill(3.6e6, (0.823, 0.717, 0.355)),
}


@dataclass(frozen=True)
class Arguments:
    """What to compare."""

    skills: tuple[str, ...] = tuple(SKILLS)
    """Recipes or clips; `stuntman import sideflip.bvh` makes a clip of that of the authors."""
    seeds: tuple[int, ...] = (1, 2, 3)
    parallel: int = 1
    """Runs at once, each on one thread."""
    runs: Path = Path("runs/ablation")
    """Where the runs' folders are."""


@dataclass(frozen=True)
class Result:
    """What a run came to."""

    skill: str
    setting: str
    seed: int
    trained_on: str
    minutes: float
    nr: float
    nr_released: float
    no_fall: float
    curve: list[tuple[int, float]]  # samples, normalised return as printed


def main(arguments: Arguments) -> None:
    """Train what is missing, and write the results of all that is there."""
    results = {(r.skill, r.setting, r.seed): r for r in _known()}
    keys = [
        (skill, setting, seed)
        for seed in arguments.seeds
        for skill in arguments.skills
        for setting in SETTINGS
    ]
    todo = {_folder(arguments.runs, *key): key for key in keys if key not in results}
    told: set[Path] = set()

    def look(done: int, running: list[Path]) -> None:
        for folder in set(running) - told:
            print(f"{done} of {len(todo)} done, now {folder}", flush=True)
            told.add(folder)
        for folder in told - set(running):
            if todo[folder] not in results and folders.has_ended(folder):
                results[todo[folder]] = _result(folder, *todo[folder])
                _write(list(results.values()))

    recipes_of = {folder: _recipe(skill, setting) for folder, (skill, setting, _) in todo.items()}
    train_side_by_side(recipes_of, math.inf, arguments.parallel, _train, look)
    _write(list(results.values()))


def _known() -> list[Result]:
    path = HERE / "results.json"
    return [Result(**row) for row in json.loads(path.read_text("utf-8"))] if path.is_file() else []


def _folder(runs: Path, skill: str, setting: str, seed: int) -> Path:
    return runs / skill / setting.replace(" ", "_") / str(seed)


def _recipe(skill: str, setting: str) -> Recipe:
    """PPO alone, for a plan would stand in for what is left out; and no run ends early."""
    recipe = recipes.load(skill)
    environment = replace(recipe.environment, **SETTINGS[setting])
    return replace(recipe, environment=environment, warm_start=False, target=1.0)


def _train(recipe: Recipe, folder: Path, minutes: float) -> None:
    samples = SKILLS[folder.parent.parent.name].samples
    launch.train(recipe, folder, minutes, samples, seed=int(folder.name), threads=1)


def _result(folder: Path, skill: str, setting: str, seed: int) -> Result:
    metrics = json.loads((folder / folders.METRICS).read_text(encoding="utf-8"))
    after, history = metrics["after"], metrics["history"]
    return Result(
        skill,
        setting,
        seed,
        after["trained_on"],
        history[-1]["seconds"] / 60.0,
        after["nr"],
        after["nr_released"],
        after["success"],
        [(row["samples"], row["nr"]) for row in history],
    )


def _write(results: list[Result]) -> None:
    order = list(SKILLS), list(SETTINGS)
    results = sorted(
        results, key=lambda r: (order[0].index(r.skill), order[1].index(r.setting), r.seed)
    )
    content = json.dumps([asdict(result) for result in results], indent=1)
    (HERE / "results.json").write_text(content + "\n", encoding="utf-8")
    (HERE / "table.md").write_text(_table(results), encoding="utf-8")
    _plot(results)


def _table(results: list[Result]) -> str:
    lines = [
        f"| skill | M samples | {' | '.join(SETTINGS)} |",
        f"|---|---|{'---|' * len(SETTINGS)}",
    ]
    for skill, told in SKILLS.items():
        cells = [skill, f"{told.samples / 1e6:g}"]
        for setting, theirs in zip(SETTINGS, told.paper, strict=True):
            each = [r.nr_released for r in results if (r.skill, r.setting) == (skill, setting)]
            ours = f"**{median(each):.3f}** {_list(each)}" if each else "-"
            cells.append(f"{ours} ({theirs:.3f})")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _list(values: list[float]) -> str:
    return ", ".join(f"{value:.3f}" for value in values)


def _plot(results: list[Result]) -> None:
    figure = Figure(figsize=(4 * len(SKILLS), 3.2), layout="constrained")
    row = figure.subplots(1, len(SKILLS), squeeze=False, sharey=True)[0]
    for skill, axes in zip(SKILLS, row, strict=True):
        for colour, setting in enumerate(SETTINGS):
            runs = [r for r in results if (r.skill, r.setting) == (skill, setting)]
            for number, run in enumerate(runs):
                axes.plot(
                    [samples / 1e6 for samples, _ in run.curve],
                    [nr for _, nr in run.curve],
                    color=f"C{colour}",
                    label=None if number else setting,
                )
        axes.set(title=skill, xlabel="million samples", ylim=(0.0, 1.0))
        axes.grid(alpha=0.3)
    row[0].set_ylabel("normalised return, as printed")
    row[0].legend()
    figure.savefig(HERE / "curves.png", dpi=100)


if __name__ == "__main__":
    main(tyro.cli(Arguments, description=__doc__))
