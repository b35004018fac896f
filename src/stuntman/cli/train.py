"""`stuntman train`."""

import dataclasses
import json
import math
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import tyro
from rich.console import Console
from tyro.conf import Positional

from stuntman import paths
from stuntman.cli.console import CONSOLE
from stuntman.errors import StuntmanError
from stuntman.evaluation import evaluate
from stuntman.policies import policy as policies
from stuntman.recipes.recipe import Recipe
from stuntman.threads import use_threads
from stuntman.training import run as trainer
from stuntman.viewer.progress import TrainingDisplay


@dataclass(frozen=True)
class Train:
    """Train a recipe, or any clip with the default settings, until it has learned.

    That is when the recipe's target is reached or the normalised return no longer rises.

    Example: stuntman train walk --minutes 20 --seed 1
    """

    recipe: Positional[str]
    """A recipe that ships, a recipe.toml, the name of a clip, or a clip file."""
    minutes: float | None = None
    """Stop after this many minutes of training, if not before."""
    samples: int | None = None
    """Stop after this many control steps, if not before."""
    seed: int = 1
    """What everything random starts from."""
    out: Path | None = None
    """Folder of the run; runs/RECIPE/TIME if not given."""
    resume: Path | None = None
    """Continue the run in this folder exactly; RECIPE has to be the same."""
    threads: int = 0
    """Threads for physics and learning; 0 takes every core."""
    json: bool = False
    """Print the final evaluation as JSON."""
    config: Annotated[Recipe, tyro.conf.arg(name="")] = field(
        default_factory=lambda: Recipe(clip="walk")
    )

    def run(self) -> int:
        use_threads(self.threads)
        minutes = math.inf if self.minutes is None else self.minutes
        samples = math.inf if self.samples is None else self.samples
        if min(minutes, samples) <= 0:
            raise StuntmanError("--minutes and --samples have to be more than zero.")
        if self.resume is not None:
            run = trainer.Run.resume(self.resume, self.threads)
            run.recipe = dataclasses.replace(run.recipe, target=self.config.target)
            if run.recipe != self.config:
                raise StuntmanError(
                    f"{self.resume} was started with other settings than these: leave out what "
                    "changes them, or start a new run."
                )
        else:
            started = time.strftime("%Y%m%d-%H%M%S")
            folder = self.out or Path("runs") / paths.name_of(Path(self.recipe)) / started
            run = trainer.Run(self.config, self.seed, folder, self.threads)
        # With --json, nothing but the JSON goes to stdout.
        with TrainingDisplay(Console(stderr=True) if self.json else CONSOLE) as display:
            result = run.train(trainer.Budget(minutes, samples), display.show, display.tell)
        path = run.folder / trainer.POLICY
        row = evaluate.report(str(path), policies.load(path), result)
        if self.json:
            print(json.dumps(row, indent=2))
            return 0
        CONSOLE.print(evaluate.table(self.recipe, row))
        print(run.ended)
        print(f"Normalised return {run.nr_before:.3f} before, {result.nr:.3f} now. See it:")
        print(f"stuntman render {path} --out {path.with_name('take.mp4')} --ghost")
        return 0
