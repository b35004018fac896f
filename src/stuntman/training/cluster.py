"""Several runs at once on a Ray cluster, on whose machines stuntman has to be installed.

Machines of a cluster share no disk: what a run has written comes back every half minute, so that an
interrupted run goes on from here, wherever.
"""

import multiprocessing
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from stuntman import paths
from stuntman.errors import StuntmanError
from stuntman.recipes.recipe import Recipe
from stuntman.training import folder as folders
from stuntman.training.side_by_side import (
    SECONDS_BETWEEN_LOOKS,
    SECONDS_TO_SAVE,
    Train,
    last_words,
    run,
)

CORES = 2  # of each run
_BETWEEN_COPIES = 30.0  # s

Files = dict[str, bytes]  # of a folder, by their paths in it


class Worker:
    """A run on some machine, in a process of its own."""

    def __init__(self, train: Train, recipe: Recipe, minutes: float, files: Files) -> None:
        """
        Args:
            files: what of the run there is already.
        """
        self._folder = Path(tempfile.mkdtemp(prefix="stuntman-")) / recipe.name
        write(self._folder, files)
        spawn = multiprocessing.get_context("spawn")
        self._said, theirs = spawn.Pipe(duplex=False)
        self._process: SpawnProcess = spawn.Process(
            target=run, args=(train, recipe, self._folder, minutes, theirs)
        )
        self._process.start()

    def ended(self) -> str | None:
        """What it said in the end, "" if nothing; None while it runs."""
        return None if self._process.is_alive() else last_words(self._said)

    def files(self) -> Files:
        """What it has written."""
        return read(self._folder)

    def stop(self) -> Files:
        """End it; what it has written."""
        self._process.terminate()  # which saves
        self._process.join(SECONDS_TO_SAVE)
        self._process.kill()
        return self.files()


def train_on_cluster(
    recipes: Mapping[Path, Recipe],
    minutes: float,
    train: Train,
    look: Callable[[int, list[Path]], None],
) -> None:
    """Train recipes, each in the folder that it is given with, as `train_side_by_side` does: on the
    Ray cluster that `RAY_ADDRESS` names, or on this machine; as many at once as have `CORES` each.

    Raises:
        StuntmanError: Ray is not installed or not reached, or what a training raised.
    """
    ray = _ray()
    remote = ray.remote(num_cpus=CORES)(Worker)
    try:
        begun = {
            folder: remote.remote(train, recipe, minutes, read(folder))
            for folder, recipe in recipes.items()
        }
        _follow(ray, recipes, begun, look)
    finally:
        ray.shutdown()


def _follow(
    ray: Any,
    recipes: Mapping[Path, Recipe],
    workers: Mapping[Path, Any],
    look: Callable[[int, list[Path]], None],
) -> None:
    """Bring what they write, until all have ended."""
    asked = {worker.ended.remote(): folder for folder, worker in workers.items()}
    copied: dict[Path, float] = {}  # of those that run, when
    try:
        while asked:
            time.sleep(SECONDS_BETWEEN_LOOKS)
            for answer in ray.wait(list(asked), num_returns=len(asked), timeout=0)[0]:
                folder, now = asked.pop(answer), time.monotonic()
                worker, recipe = workers[folder], recipes[folder]
                said = _answer(ray, answer, recipe)
                if said is not None or now > copied.setdefault(folder, now) + _BETWEEN_COPIES:
                    write(folder, _answer(ray, worker.files.remote(), recipe))
                    copied[folder] = now
                if said is None:
                    asked[worker.ended.remote()] = folder
                    continue
                ray.kill(worker)
                del copied[folder]
                if not folders.has_ended(folder):
                    raise _failed(recipe, said or "its process ended")
            look(len(recipes) - len(asked), list(copied))
    finally:
        for folder in copied:
            write(folder, _answer(ray, workers[folder].stop.remote(), recipes[folder]))


def read(folder: Path) -> Files:
    """The files of a run."""
    found = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    # A dot begins locks, and what is not yet whole.
    whole = {at: path for at, path in found.items() if not str(at).startswith(".")}
    return {str(at): path.read_bytes() for at, path in whole.items()}


def write(folder: Path, files: Files) -> None:
    """Write such files, each wholly or not at all."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with paths.written(folder / name) as part:
            part.write_bytes(content)


def _answer(ray: Any, asked: Any, recipe: Recipe) -> Any:
    try:
        return ray.get(asked)
    except ray.exceptions.RayError as error:
        raise _failed(recipe, str(error).strip().splitlines()[-1]) from error


def _failed(recipe: Recipe, why: str) -> StuntmanError:
    return StuntmanError(f"'{recipe.name}' was not trained: {why.rstrip('.')}.")


def _ray() -> Any:
    """Ray, connected."""
    try:
        ray = import_module("ray")
    except ImportError as error:
        raise StuntmanError(f"--ray needs Ray ({error}): pip install 'stuntman[ray]'.") from error
    try:
        ray.init(log_to_driver=False, logging_level="ERROR", include_dashboard=None)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise StuntmanError(f"Ray was not reached ({error}): see RAY_ADDRESS.") from error
    return ray
