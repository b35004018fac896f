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
    path = latest(folder, POLICY) / POLICY
    if path.is_file():
        return str(path)
    raise StuntmanError(
        f"{folder} holds no {POLICY}: give the folder of a run, such as runs/walk/TIME."
    )


def latest(folder: Path, file: str) -> Path:
    """The folder if it holds the file, else the latest of the runs in it that does; itself where
    there is none."""
    if (folder / file).is_file():
        return folder
    return max((path.parent for path in folder.glob(f"*/{file}")), default=folder)
