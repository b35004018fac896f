"""Policies as the command line names them: one that ships, a file, or the folder of a run."""

from pathlib import Path

from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import on_clip
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.training.folder import POLICY


def load(given: str) -> Policy:
    """The policy that ships under that name, in that file, or in that run's folder; of one of
    several clips, `NAME#CLIP` is what it is on that clip alone.

    Raises:
        StuntmanError: no such policy, or it is damaged, or knows no such clip.
    """
    name, mark, clip = given.rpartition("#")
    if not mark or Path(given).exists():
        return policies.load(find(given))
    return on_clip(policies.load(find(name)), clip)


def find(given: str) -> str:
    """What `policies.load` takes for it: of a folder, the policy in it, or in the latest of the
    runs in it, whose names are the times at which they began.

    Raises:
        StuntmanError: a folder without a policy.
    """
    folder = Path(given)
    if given in policies.names() or not folder.is_dir():
        return given
    here = folder / POLICY
    runs = sorted(folder.glob(f"*/{POLICY}"))
    if here.is_file() or runs:
        return str(here if here.is_file() else runs[-1])
    raise StuntmanError(
        f"{folder} holds no {POLICY}: give the folder of a run, such as runs/walk/TIME."
    )
