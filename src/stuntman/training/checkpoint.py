"""Everything a run needs to continue exactly, in one file without pickles."""

from dataclasses import replace
from pathlib import Path

from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.learning.learner import Learner
from stuntman.policies import files
from stuntman.policies.tensor_file import read_tensors, write_tensors
from stuntman.recipes import recipe as recipes
from stuntman.training.state import RunState

NAME = files.CHECKPOINT
FORMAT = "stuntman-checkpoint-7"


def save(path: Path, learner: Learner, state: RunState) -> None:
    """Write a checkpoint whole or not at all.

    Raises:
        StuntmanError: it cannot be written; what was there is still there.
    """
    write_tensors(path, learner.state_dict(), {"format": FORMAT, "run": state.to_json()})


def load(path: Path) -> tuple[dict[str, Tensor], RunState]:
    """State for a learner's `load_state_dict`, and the run's.

    Raises:
        StuntmanError: no checkpoint there, or a damaged one.
    """
    tensors, header = read_tensors(path)
    if header.get("format") != FORMAT:
        raise StuntmanError(
            f"{path} is not a checkpoint of this version ({FORMAT}), and cannot be continued; its "
            "policy can still be used: give the file wherever a policy is asked for."
        )
    try:
        state = RunState.from_json(header["run"], where=str(path))
        recipe = recipes.with_files_from(state.recipe, path.parent)
        return tensors, replace(state, recipe=recipe)
    except (KeyError, TypeError, ValueError) as error:
        raise StuntmanError(f"{path} is damaged ({error}): start the training anew.") from error
