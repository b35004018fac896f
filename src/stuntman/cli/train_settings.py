"""`stuntman train` with every setting of a recipe as a flag."""

import dataclasses
import itertools
import json
import math
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import tyro
from rich.console import Console
from tyro.conf import Suppress

from stuntman import paths
from stuntman.cli import parsing
from stuntman.cli.console import CONSOLE, INTERRUPTED
from stuntman.cli.train import NAME_ONE, Train
from stuntman.errors import StuntmanError
from stuntman.evaluation import report
from stuntman.policies import files
from stuntman.policies import policy as policies
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe
from stuntman.threads import use_threads
from stuntman.training import benchmark, checkpoint, initial_policy, launch, stopping
from stuntman.training import folder as folders
from stuntman.training.stopping import Budget
from stuntman.training.tough import tough
from stuntman.viewer.progress import TrainingDisplay


@dataclass(frozen=True)
class TrainSettings(Train):
    __doc__ = Train.__doc__

    # The recipe's own, below, take the place of these.
    character: Suppress[str | None] = None
    target: Suppress[float | None] = None
    config: Annotated[Recipe, tyro.conf.arg(name="")] = field(
        default_factory=lambda: Recipe(clips={"walk": 1.0})
    )

    def run(self) -> int:
        use_threads(self.threads)
        minutes = math.inf if self.minutes is None else self.minutes
        samples = math.inf if self.samples is None else self.samples
        if self.resume is not None:
            folder = files.latest(self.resume, checkpoint.NAME)
            run = launch.resume(folder, self.threads, self.device)
            recipe = dataclasses.replace(run.state.recipe, target=self.config.target)
            run.state = dataclasses.replace(run.state, recipe=recipe)
            begun_from = self.initial_policy or recipe.initial_policy
            if recipe != initial_policy.adapted(self._config(begun_from)):
                raise StuntmanError(
                    f"{folder} was started with other settings than these: leave out what "
                    "changes them, or start a new run."
                )
        else:
            started = time.strftime("%Y%m%d-%H%M%S")
            folder = self.out or Path("runs") / self._called() / started
            config = self._config(self.initial_policy)
            run = launch.start(config, self.seed, folder, self.threads, self.device)
        # With --json, nothing but the JSON goes to stdout.
        with TrainingDisplay(Console(stderr=True) if self.json else CONSOLE) as display:
            result = run.train(Budget(minutes, samples), display.show, display.tell, display.wait)
        path = run.folder / folders.POLICY
        row = report.report(str(path), policies.load(path), result)
        code = INTERRUPTED if run.interrupted else 0
        if self.json:
            print(json.dumps(row, indent=2))
            return code
        CONSOLE.print(report.table(self._called(), row))
        print(run.ended, benchmark.what_it_took(run.state))
        before = run.state.history[0]
        if not run.state.progress.iterations and before.worth >= run.state.recipe.target:
            print(f"Nothing had to be learned: it had {before.nr:.3f} before. See it:")
        else:
            print(f"Normalised return {before.nr:.3f} before, {row['nr']:.3f} now. See it:")
        print(f"stuntman render {run.folder} --out {run.folder / 'take.mp4'} --ghost")
        if run.ended in (folders.INTERRUPTED, stopping.USED_UP):
            print("Go on from here, until it has learned:")
            print(f"stuntman train --resume {run.folder}")
        return code

    def _config(self, begun_from: str | None) -> Recipe:
        """The recipe with all that the flags change of it."""
        begun_from = self.config.initial_policy if begun_from is None else begun_from
        if self.tough and not begun_from:
            raise StuntmanError(
                f"--tough leads a policy on, and none ships for '{self._called()}': name one by "
                "--from."
            )
        return dataclasses.replace(self.config, initial_policy=begun_from)

    def _called(self) -> str:
        """What the run is called."""
        if self.name is not None:
            return paths.checked_name(self.name, "--name")
        return "_".join(paths.name_of(Path(name)) for name in self.recipe)[:60]


def parse(arguments: list[str]) -> TrainSettings | None:
    """The command, its defaults those of the recipe that the arguments name; None after help.

    Raises:
        StuntmanError: the arguments are not such as the command takes, or there is no such recipe.
    """
    default = None
    names = tuple(itertools.takewhile(lambda word: not word.startswith("-"), arguments))
    if names:
        default = _defaults(names, "--tough" in arguments)
    parsed: TrainSettings | None = parsing.parse("train", TrainSettings, arguments, default)
    if parsed is not None and default is None:
        # The recipe came after options: only now is it known what they change.
        default = _defaults(parsed.recipe, parsed.tough, parsed.resume)
        parsed = parsing.parse("train", TrainSettings, arguments, default)
    return parsed


def _defaults(names: tuple[str, ...], firm: bool, resumed: Path | None = None) -> TrainSettings:
    if not names and resumed is not None:
        folder = files.latest(resumed, checkpoint.NAME)
        recipe = checkpoint.load(folder / checkpoint.NAME)[1].recipe
        return TrainSettings(recipe=(recipe.name,), config=recipe)
    if not names:
        raise StuntmanError(NAME_ONE)
    config = recipes.load(names[0]) if len(names) == 1 else recipes.of_clips(names)
    if firm:
        config = tough(config, names[0] if names[0] in files.names() else "")
    return TrainSettings(recipe=names, config=config, tough=firm)
