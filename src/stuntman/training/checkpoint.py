"""Everything a run needs to continue exactly, in one file without pickles."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.learning.ppo import Ppo
from stuntman.learning.world_model import WorldModel
from stuntman.policies.tensor_file import read_tensors, write_tensors
from stuntman.recipes.recipe import Recipe
from stuntman.recipes.recipe import from_dict as recipe_from_dict

FORMAT = "stuntman-checkpoint-6"


@dataclass(frozen=True)
class Progress:
    """How far a run has come: s of training, control steps, iterations."""

    seconds: float = 0.0
    samples: int = 0
    iterations: int = 0


def save(
    path: Path, learner: Ppo | WorldModel, recipe: Recipe, seed: int, progress: Progress
) -> None:
    """Write a checkpoint whole or not at all."""
    tensors = learner.state_dict()
    header = {
        "format": FORMAT,
        "recipe": dataclasses.asdict(recipe),
        "seed": seed,
        "progress": dataclasses.asdict(progress),
    }
    write_tensors(path, tensors, header)


def load(path: Path) -> tuple[dict[str, Tensor], Recipe, int, Progress]:
    """State for a learner's `load_state_dict`, recipe, seed and progress.

    Raises:
        StuntmanError: no checkpoint there, or a damaged one.
    """
    tensors, header = read_tensors(path)
    if header.get("format") != FORMAT:
        raise StuntmanError(f"{path} is not a checkpoint of this version ({FORMAT}).")
    try:
        recipe = recipe_from_dict(header["recipe"], where=f"{path}, recipe")
        return tensors, recipe, int(header["seed"]), Progress(**header["progress"])
    except (KeyError, TypeError) as error:
        raise StuntmanError(f"{path} is damaged ({error}): start the training anew.") from error
