"""Starting a run, resuming one, and both in one call."""

import math
from collections.abc import Callable
from pathlib import Path

from stuntman.errors import StuntmanError, check_seed
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe
from stuntman.threads import use_threads
from stuntman.training import checkpoint, initial_policy
from stuntman.training import folder as folders
from stuntman.training.run import Report, Run
from stuntman.training.state import RunState
from stuntman.training.stopping import Budget


def start(recipe: Recipe, seed: int, folder: Path, threads: int = 0, device: str = "cpu") -> Run:
    """A new run.

    Raises:
        StuntmanError: the folder holds a run or cannot be written to, or the recipe does not fit.
    """
    folders.refuse_a_run(folder)
    check_seed(seed)
    recipe = initial_policy.adapted(recipe)
    with folders.locked(folder):
        return Run(folder, RunState(recipe, seed), threads, device, _train_specialist)


def resume(folder: Path, threads: int = 0, device: str = "cpu") -> Run:
    """Continue the run in `folder` exactly where its last checkpoint was written.

    Raises:
        StuntmanError: there is no run that can be continued.
    """
    tensors, state = checkpoint.load(folder / checkpoint.NAME)
    run = Run(folder, state, threads, device, _train_specialist)
    try:
        for name, fresh in run.learner.state_dict().items():
            if (tensors[name].shape, tensors[name].dtype) != (fresh.shape, fresh.dtype):
                raise ValueError(f"'{name}' does not fit the clip, the body or the settings")
        run.learner.load_state_dict(tensors)
    except (KeyError, TypeError, ValueError, IndexError, RuntimeError) as error:
        reason = str(error).splitlines()[0]
        raise StuntmanError(
            f"{folder} cannot be continued, its checkpoint is damaged ({reason}): start a new run."
        ) from error
    return run


def begin(
    recipe: Recipe, folder: Path, seed: int = 1, threads: int = 0, device: str = "cpu"
) -> Run:
    """The run that the folder holds, to be continued, or a new one of the recipe.

    Raises:
        StuntmanError: what `start` and `resume` raise.
    """
    if (folder / checkpoint.NAME).is_file():
        return resume(folder, threads, device)
    return start(recipe, seed, folder, threads, device)


def train(
    recipe: str | Path | Recipe,
    folder: str | Path,
    minutes: float = math.inf,
    samples: float = math.inf,
    seed: int = 1,
    threads: int = 0,
    device: str = "cpu",
    show: Callable[[Report], None] = lambda report: None,
    character: str | None = None,
) -> Policy:
    """Train a recipe or a clip in a folder until it is learned or the budget is used up; a run that
    the folder holds already is continued.

    Args:
        recipe: name of a recipe or clip, a file of one, or a `Recipe`.
        show: given where the run is, after each iteration.
        character: the body that learns, by name or folder; the recipe's if not given. A run that is
            continued keeps its own.

    Raises:
        StuntmanError: there is no such thing, or the folder cannot be written to.
    """
    folder = Path(folder)
    loaded = recipes.given(recipe, character)
    use_threads(threads)
    run = begin(loaded, folder, seed, threads, device)
    run.train(Budget(minutes, samples), show)
    return policies.load(folder)


def _train_specialist(recipe: Recipe, folder: Path, minutes: float) -> None:
    """A run of one clip beside others, for a run of several."""
    train(recipe, folder, minutes, threads=1)
