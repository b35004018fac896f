"""`stuntman shoot`."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tyro.conf import Positional

from stuntman import paths
from stuntman.cli.console import CONSOLE, waiting
from stuntman.cli.filming import FILMS, SIZE, captions, check_out, picture_size, tell, watched
from stuntman.cli.import_clip import Import
from stuntman.errors import StuntmanError

if TYPE_CHECKING:
    from stuntman.policies.policy import Policy
    from stuntman.recipes.recipe import Recipe


@dataclass(frozen=True)
class Shoot:
    """From a motion file to a film: bring it in, train, perform while being pelted.

    A clip that was learned before is not trained again; one that was begun goes on.

    Example: stuntman shoot walk.bvh --out take.mp4 --bvh take.bvh --blocks 5
    """

    clip: Positional[str]
    """A motion file of any kind that `stuntman import` reads, or the name of a clip."""
    out: Path
    """The video (.mp4 or .gif) to write."""
    bvh: Path | None = None
    """Also write what was performed as BVH."""
    blocks: int = 0
    """Throw so many blocks at it, evenly over the time."""
    push: float = 0.0
    """Push it with so many newtons for 0.2 s to its left, halfway."""
    seconds: float = 10.0
    """Length of the video."""
    minutes: float | None = None
    """Train no longer than this; until it has learned, if not given."""
    seed: int = 1
    """What everything random starts from."""
    size: str = SIZE
    """Width x height in pixels."""
    camera: Literal["side", "front", "orbit", "follow"] = "side"
    """Look from its side or front, go round it once (orbit), or stay behind it (follow)."""
    ghost: bool = False
    """Show the reference as a ghost."""

    def check_arguments(self) -> None:
        from stuntman.recipes import files

        picture_size(self.size)
        if not self.seconds > 0 or (self.minutes is not None and not self.minutes > 0):
            raise StuntmanError("--seconds and --minutes have to be more than zero.")
        check_out("--out", self.out, FILMS)
        if self.bvh is not None:
            check_out("--bvh", self.bvh, (".bvh",))
            if self.bvh.resolve() == Path(self.clip).resolve():
                raise StuntmanError(f"--bvh would overwrite {self.clip}: give another name.")
        files.check(self.clip)

    def run(self) -> int:
        from stuntman.export import bvh
        from stuntman.playback import recording
        from stuntman.recipes import recipe as recipes
        from stuntman.viewer import titles, video

        size = picture_size(self.size)
        name = self._brought()
        recipe = replace(recipes.load(name), clips={name: 1.0})
        policy = _known(recipe) or self._trained(recipe)
        with waiting("performing"):
            done = recording.perform(policy, self.seconds, None, self.blocks, self.push)
        tell(done)
        take = done.take if self.ghost else replace(done.take, reference=None)
        pictures = video.frames(done.character, take, size, view=self.camera)
        pictures = titles.captioned(pictures, captions(done))
        write = video.write_gif if self.out.suffix.lower() == ".gif" else video.write_mp4
        write(watched(pictures, len(done.qpos)), self.out, take.fps)
        print(f"Wrote {self.out}.")
        if self.bvh is not None:
            bvh.write(done, self.bvh)
            print(f"Wrote {self.bvh}.")
        return 0

    def _brought(self) -> str:
        """The clip's name in the library, into which a file is brought first."""
        from stuntman.motion import classics

        path = Path(self.clip)
        if not path.suffix and path.name == self.clip:
            return self.clip
        name = paths.name_of(path)
        if name in classics.DIGESTS:  # whose policies must go on finding their own
            name = f"own_{name}"
        Import(path, name=name).run()
        return name

    def _trained(self, recipe: Recipe) -> Policy:
        """A policy for the clip: what an earlier shoot learned, or went on to learn, or a new one.

        A run that has learned ends at once when it is resumed.
        """
        from stuntman.evaluation.report import mean_nr
        from stuntman.motion import library
        from stuntman.policies import policy as policies
        from stuntman.threads import use_threads
        from stuntman.training import checkpoint, launch
        from stuntman.training import folder as folders
        from stuntman.training.stopping import Budget
        from stuntman.viewer.progress import TrainingDisplay

        clip = library.load(recipe.name)
        folder = library.own_folder().parent / "shoots" / f"{clip.name}-{clip.digest[:12]}"
        use_threads(0)
        begun = (folder / checkpoint.NAME).is_file()
        run = launch.resume(folder) if begun else launch.start(recipe, self.seed, folder)
        minutes = math.inf if self.minutes is None else self.minutes
        with TrainingDisplay(CONSOLE) as display:
            result = run.train(Budget(minutes), display.show, display.tell, display.wait)
        if run.interrupted:
            raise KeyboardInterrupt  # what was learned is kept, and goes on when it is called again
        CONSOLE.print(f"{run.ended} Normalised return {mean_nr(result):.3f}.")
        return policies.load(folder / folders.POLICY)


def _known(recipe: Recipe) -> Policy | None:
    """A policy that ships for the recipe's clip on its body."""
    from stuntman.motion import library
    from stuntman.policies import files
    from stuntman.policies import policy as policies

    digests = (library.load(recipe.name).digest,)
    for shipped in files.names():
        policy = policies.load(shipped)
        header, own = policy.header, policy.header.recipe
        alike = (header.clip_digests, own.character) == (digests, recipe.character)
        if alike and own.only_imitates:
            return policy
    return None
