"""`stuntman train`: the flags that people use. train_settings.py adds every setting of a recipe."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from tyro.conf import Positional, arg

from stuntman import paths
from stuntman.characters import library as bodies
from stuntman.errors import StuntmanError, check_seed
from stuntman.policies import files

NAME_ONE = "Name a recipe or a clip: `stuntman train walk`."
# What a recipe adds of flags without a dot (cli/train_settings.py).
RECIPES_OWN = ("--initial-policy", "--learner", "--teachers", "--warm-start", "--no-warm-start")


@dataclass(frozen=True)
class Train:
    """Train a recipe, or any clip with the default settings, until it has learned.

    That is when the recipe's target is reached or the normalised return no longer rises. Of several
    clips one policy learns: first a specialist each, where none is known, then all from these.
    `stuntman train RECIPE --help-all` lists every setting of the recipe, each of which is a flag.

    Example: stuntman train walk --minutes 20 --seed 1
    """

    recipe: Positional[tuple[str, ...]]
    """A recipe that ships, a recipe.toml, the name of a clip, or a clip file; or several clips."""
    name: str | None = None
    """What it is called: its run is in runs/NAME/TIME."""
    initial_policy: Annotated[str | None, arg(name="from")] = None
    """A policy of the same body to begin from, such as everything: its actor goes on practising."""
    tough: bool = False
    """Lead its policy on, the one that ships or that --from names, among growing pushes and blocks,
    on ground and in bodies that vary: it is to stand firmer and lose at most .01."""
    character: str | None = None
    """The body that learns; the recipe's, or the one the clip was drawn for, if not given."""
    target: float | None = None
    """Normalised return at which it has learned; the recipe's if not given."""
    minutes: float | None = None
    """Stop after this many minutes of training, those before a --resume included, if not before."""
    samples: int | None = None
    """Stop after this many control steps in all, if not before."""
    seed: int = 1
    """What everything random starts from."""
    out: Path | None = None
    """Folder of the run; runs/RECIPE/TIME, or runs/NAME/TIME, if not given."""
    resume: Path | None = None
    """Continue the run in this folder exactly, the latest of several; RECIPE may be left out."""
    threads: int = 0
    """Threads for physics and learning; 0 takes every core."""
    device: Literal["cpu", "cuda"] = "cpu"
    """Where to simulate and learn: cuda wants an NVIDIA GPU and stuntman[gpu]."""
    json: bool = False
    """Print the final evaluation as JSON."""

    def check_arguments(self) -> None:
        if self.resume and not paths.is_file(
            files.latest(self.resume, files.CHECKPOINT) / files.CHECKPOINT
        ):
            raise StuntmanError(
                f"{self.resume} holds no {files.CHECKPOINT}, and no run that does: give the folder "
                "of a run, such as runs/walk/TIME."
            )
        limits = self.minutes, self.samples
        if not all(limit is None or limit > 0 for limit in limits):
            raise StuntmanError("--minutes and --samples have to be more than zero.")
        check_seed(self.seed)
        if self.name is not None:
            paths.checked_name(self.name, "--name")
        if self.character is not None:
            bodies.folder(self.character)
