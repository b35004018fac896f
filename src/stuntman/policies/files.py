"""Which file a policy is: one that ships, by name, or one that a run has left in its folder.

Light, so that a mistyped name is told before torch is imported.
"""

import difflib
import os
from pathlib import Path

from stuntman import paths
from stuntman.errors import StuntmanError

FOLDER = Path(__file__).parent
IN_A_RUN = "policy.safetensors"  # what a run's folder calls its policy,
CHECKPOINT = "checkpoint.safetensors"  # and what it goes on from
_RUNS = Path("runs")  # where `stuntman train` puts them


def names() -> list[str]:
    """Names of the policies that ship."""
    return sorted(path.stem for path in FOLDER.glob("*.safetensors"))


def path(given: str | Path) -> Path:
    """The file of a policy that ships, by name; or a file; or the one in a run's folder, or in the
    latest of the runs in a folder, whose names are the times at which they began.

    Raises:
        StuntmanError: there is none, with the nearest that there is.
    """
    name, found = str(given), Path(given)
    if name in names():
        return FOLDER / f"{name}.safetensors"
    if os.path.isdir(found):
        found = latest(found, IN_A_RUN) / IN_A_RUN
        if not paths.is_file(found):
            raise StuntmanError(
                f"{given} holds no {IN_A_RUN}: give the folder of a run, such as runs/walk/TIME."
            )
    elif not paths.is_file(found):
        raise StuntmanError(_unknown(name))
    return found


def latest(folder: Path, file: str) -> Path:
    """The folder if it holds the file, else the latest of the runs in it that does; itself where
    there is none."""
    if paths.is_file(folder / file):
        return folder
    return max((place.parent for place in folder.glob(f"*/{file}")), default=folder)


def _unknown(name: str) -> str:
    from stuntman.motion import library as clips  # only now: with it comes numpy

    runs = sorted(str(place) for place in _RUNS.glob("*") if place.is_dir())
    if (run := str(_RUNS / name)) in runs:
        return f"No policy '{name}', but a run of that name: give {run}."
    is_name = Path(name).name == name and not Path(name).suffix
    if is_name and clips.knows(name):
        return f"'{name}' is a clip, and no policy of it: `stuntman train {name}` makes one."
    near = difflib.get_close_matches(name, [*names(), *runs], n=3)
    if near:
        return f"No policy '{name}': did you mean {' or '.join(near)}?"
    if not is_name:
        known = f"there are {', '.join(runs)}" if runs else "`stuntman train` writes one"
        return f"No policy '{name}', and no run of that name: {known}."
    return (
        f"No policy '{name}'. Give a policy.safetensors file or a run's folder that "
        f"`stuntman train` wrote, or one of {', '.join(names()) or 'none that ship'}."
    )
