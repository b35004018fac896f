"""Several runs at once, each in a process of its own."""

import multiprocessing
import signal
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from stuntman.errors import Interrupted, StuntmanError
from stuntman.recipes.recipe import Recipe
from stuntman.training import folder as folders

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_SAVE = 30.0  # after which a training that was told to end is ended

Train = Callable[[Recipe, Path, float], object]  # until learned, or so many minutes have passed


def train_side_by_side(
    recipes: Mapping[Path, Recipe],
    minutes: float,
    at_once: int,
    train: Train,
    look: Callable[[int, list[Path]], None],
) -> None:
    """Train recipes, each in the folder that it is given with.

    Args:
        minutes: for each.
        train: trains a recipe in a folder, or goes on with what is there; in a process of its own.
        look: called twice a second with how many have ended and which are being trained; what it
            raises ends the trainings, which keep what they have.

    Raises:
        StuntmanError: what a training raised.
    """
    spawn = multiprocessing.get_context("spawn")
    todo = list(recipes)
    running: dict[Path, tuple[SpawnProcess, Connection]] = {}
    try:
        while todo or running:
            while todo and len(running) < at_once:
                folder = todo.pop(0)
                ours, theirs = spawn.Pipe(duplex=False)
                process = spawn.Process(
                    target=_run_alone, args=(train, recipes[folder], folder, minutes, theirs)
                )
                process.start()
                running[folder] = process, ours
            time.sleep(SECONDS_BETWEEN_LOOKS)
            look(len(recipes) - len(todo) - len(running), list(running))
            for folder in [at for at, (process, _) in running.items() if not process.is_alive()]:
                _, ours = running.pop(folder)
                if not folders.has_ended(folder):
                    said = last_words(ours) or "its process ended"
                    raise StuntmanError(f"'{recipes[folder].name}' was not trained: {said}")
    finally:
        for process, _ in running.values():
            process.terminate()  # which saves
        for process, _ in running.values():
            process.join(SECONDS_TO_SAVE)
            process.kill()


def _run_alone(
    train: Train, recipe: Recipe, folder: Path, minutes: float, told: Connection
) -> None:
    """The same in a process of its own, which Ctrl-C reaches too: who began it answers that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    run(train, recipe, folder, minutes, told)


def run(train: Train, recipe: Recipe, folder: Path, minutes: float, told: Connection) -> None:
    """Train a recipe in a folder; what went wrong is told."""
    try:
        train(recipe, folder, minutes)
    except (StuntmanError, Interrupted) as error:
        told.send(str(error))


def last_words(ours: Connection) -> str:
    """What a run has told whose process has ended; nothing if it did not come to that."""
    try:
        return ours.recv() if ours.poll() else ""
    except EOFError:
        return ""
