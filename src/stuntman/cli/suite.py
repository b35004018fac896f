"""`stuntman suite`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from tyro.conf import Positional

from stuntman.cli import policy_files
from stuntman.cli.console import CONSOLE, progress
from stuntman.errors import Interrupted, StuntmanError

if TYPE_CHECKING:
    from stuntman.evaluation.evaluate import Show
    from stuntman.policies.policy import Policy
    from stuntman.recipes.recipe import Recipe

_RUNS = Path("runs/suite")
_GO_ON = "interrupted; all is kept, and the same command goes on from there."


@dataclass(frozen=True)
class Suite:
    """Measure every policy that ships, beside the paper's figures.

    Example: stuntman suite --out results.md
    """

    policies: Positional[tuple[str, ...]] = ()
    """Policies to measure instead: names, files, or folders of runs."""
    robustness: bool = False
    """Find the largest pushes that they survive, and throw blocks at them, too."""
    episodes: int = 64
    """Episodes of each clip."""
    train: bool = False
    """First train what is missing, each classic clip that no policy of the humanoid's knows, in
    runs/suite/CLIP; after Ctrl-C the same command goes on."""
    parallel: int = 1
    """How many of these to train at once; they share the cores."""
    ray: bool = False
    """Train them on a Ray cluster instead, the one that RAY_ADDRESS names or else this machine."""
    minutes: float = 20.0
    """Of training for each of these clips, at most."""
    out: Path | None = None
    """A Markdown file to write the table into."""
    json: bool = False
    """Print JSON."""

    def check_arguments(self) -> None:
        if self.episodes < 1:
            raise StuntmanError("--episodes has to be at least 1.")
        if self.out is not None and not self.out.absolute().parent.is_dir():
            raise StuntmanError(f"--out is {self.out}, and there is no folder for it: make it.")
        if not self.minutes > 0:
            raise StuntmanError("--minutes has to be more than zero.")
        if self.parallel < 1:
            raise StuntmanError("--parallel has to be at least 1.")
        if self.parallel > 1 and not self.train:
            raise StuntmanError("--parallel counts trainings: give --train too.")
        if self.ray and (self.parallel > 1 or not self.train):
            raise StuntmanError("--ray says where to train: give --train, and no --parallel.")
        policy_files.check(*self.policies)

    def run(self) -> int:
        from stuntman.evaluation import suite
        from stuntman.evaluation.evaluate import lacks
        from stuntman.policies import files

        trained = self._train() if self.train else []
        loaded: dict[str, Policy] = {}
        for name in (*(self.policies or files.names()), *trained):
            policy = policy_files.load(name)
            if not self.policies and (why := lacks(policy)):
                Console(stderr=True).print(f"{name} is left out: {why}.")
                continue
            loaded[name] = policy
        rows: list[suite.Row] = []
        clips = [len(policy.header.recipe.clips) for policy in loaded.values()]
        with progress("measuring") as show:
            for number, (name, policy) in enumerate(loaded.items()):
                title = f"{name} ({number + 1} of {len(loaded)})"
                before, its = sum(clips[:number]) / sum(clips), clips[number] / sum(clips)
                one = _part(show, title, before, its)
                rows += suite.measure(name, policy, self.episodes, self.robustness, one)
        return self._tell([asdict(row) for row in rows], suite.markdown(rows))

    def _train(self) -> list[str]:
        """Train what the suite lacks; the folders of these runs."""
        from stuntman.evaluation import suite
        from stuntman.threads import use_threads
        from stuntman.training import folder as folders
        from stuntman.training import launch
        from stuntman.training.benchmark import clock
        from stuntman.training.stopping import Budget
        from stuntman.viewer.progress import TrainingDisplay

        use_threads(0)
        # With --json, nothing but the JSON goes to stdout.
        console = Console(stderr=True) if self.json else CONSOLE
        runs = {_RUNS / recipe.name: recipe for recipe in suite.lacking()}
        todo = [folder for folder in runs if not folders.has_ended(folder)]
        if self.parallel > 1 or self.ray:
            self._train_side_by_side({folder: runs[folder] for folder in todo}, console)
            return [str(folder) for folder in runs]
        for number, folder in enumerate(todo):
            left = clock(60.0 * self.minutes * (len(todo) - number))
            place = f"{number + 1} of {len(todo)}"
            console.print(f"{runs[folder].name}, {place}: at most {left} of training left for all")
            run = launch.begin(runs[folder], folder)
            try:
                with TrainingDisplay(console) as show:
                    run.train(Budget(self.minutes), show.show, show.tell, show.wait)
            except Interrupted as error:
                raise Interrupted(_GO_ON) from error
            if run.interrupted:
                raise Interrupted(_GO_ON)
        return [str(folder) for folder in runs]

    def _train_side_by_side(self, runs: dict[Path, Recipe], console: Console) -> None:
        from stuntman.threads import cores
        from stuntman.training import launch
        from stuntman.training.cluster import CORES, train_on_cluster
        from stuntman.training.interruption import interruptible
        from stuntman.training.side_by_side import train_side_by_side

        threads = CORES if self.ray else max(1, cores() // self.parallel)
        train = partial(launch.train, threads=threads)
        with console.status("training") as status, interruptible() as interrupted:

            def look(done: int, running: list[Path]) -> None:
                names = ", ".join(folder.name for folder in running)
                status.update(f"training, {done} of {len(runs)} done, now {names}")
                if interrupted.is_set():
                    raise Interrupted(_GO_ON)

            if self.ray:
                train_on_cluster(runs, self.minutes, train, look)
            else:
                train_side_by_side(runs, self.minutes, self.parallel, train, look)

    def _tell(self, rows: list[dict[str, Any]], table: str) -> int:
        if self.out is not None:
            from stuntman import paths

            with paths.written(self.out) as part:
                part.write_text(table, encoding="utf-8")
        if self.json:
            print(json.dumps(rows, indent=2))
        elif self.out is None:
            print(table)
        else:
            print(f"Wrote {self.out}.")
        return 0


def _part(show: Show, title: str, before: float, its: float) -> Show:
    """Shows `its` share of all, which begins when `before` of it is done."""
    return lambda part, share: show(f"{title}: {part}", before + share * its)
