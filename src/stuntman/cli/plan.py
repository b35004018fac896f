"""`stuntman plan`."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.console import Console
from tyro.conf import Positional

from stuntman.cli.console import CONSOLE
from stuntman.cli.filming import FILMS, SIZE, check_out, picture_size, watched
from stuntman.errors import StuntmanError

if TYPE_CHECKING:
    from stuntman.planning.assessment import Assessment
    from stuntman.playback.recording import Performance
    from stuntman.recipes.recipe import Recipe

_ANIMATIONS = (".bvh", ".glb", ".npz")
_ON_A_RIG = (".bvh", ".glb")


@dataclass(frozen=True)
class Plan:
    """Make a clip physical without any training, and say whether a body can do it at all.

    The way through the clip is planned in the simulator: feet hold, flights fall freely, balance is
    kept. What it could not follow is told, place by place.

    Example: stuntman plan backflip --out backflip.glb
    """

    clip: Positional[str]
    """The name of a clip, a clip file, or a recipe of one clip."""
    out: Path | None = None
    """The motion to write (.bvh, .glb, .npz) or film (.mp4, .gif); none if not given."""
    character: str | None = None
    """The body that does it; the one the clip was drawn for, or the humanoid, if not given."""
    seconds: float | None = None
    """Length; if not given, the clip's, or 10 s of one that loops, cycle after cycle."""
    ghost: bool = False
    """Show the clip as a ghost in the film."""
    size: str = SIZE
    """Width x height of the film in pixels."""
    rig: Literal["body", "original"] = "body"
    """Of a bvh or glb: the body, or the rig that the clip was imported on."""
    threads: int = 0
    """Threads for the physics; 0 takes every core."""
    json: bool = False
    """Print what it says of the clip as JSON."""

    def check_arguments(self) -> None:
        from stuntman.recipes import files

        picture_size(self.size)
        if self.seconds is not None and not self.seconds > 0:
            raise StuntmanError("--seconds has to be more than zero.")
        if self.out is not None:
            check_out("--out", self.out, (*_ANIMATIONS, *FILMS))
        kind = self.out.suffix.lower() if self.out else ""
        if self.ghost and kind not in FILMS:
            raise StuntmanError("--ghost goes with a film: an --out of .mp4 or .gif.")
        if self.rig == "original" and kind not in _ON_A_RIG:
            raise StuntmanError("--rig original goes with an --out of .bvh or .glb.")
        files.check(self.clip)

    def run(self) -> int:
        from stuntman.characters import character as characters
        from stuntman.cli.planning import planned
        from stuntman.export import original_rig
        from stuntman.playback import planned as playback

        size = picture_size(self.size)
        recipe = self._recipe()
        if self.rig == "original":
            original_rig.clip_on_rig(recipe.name)  # told before the work, not after
        # With --json, nothing but the JSON goes to stdout.
        made = planned(recipe, self.threads, Console(stderr=True) if self.json else CONSOLE)
        self._tell(recipe, made.assessment)
        if self.out is not None:
            done = playback.performance(
                characters.load(recipe.character),
                recipe.name,
                made.cost,
                made.problem.actuation,
                made.plan,
                made.followed,
                self.seconds,
            )
            self._write(done, self.out, size)
        return 0

    def _recipe(self) -> Recipe:
        from stuntman.recipes import recipe as recipes

        recipe = recipes.given(self.clip, self.character)
        if len(recipe.clips) > 1:
            raise StuntmanError(
                f"{self.clip} has several clips ({', '.join(recipe.clips)}): name one of them."
            )
        return recipe

    def _tell(self, recipe: Recipe, found: Assessment) -> None:
        if self.json:
            row = {"clip": recipe.name, "character": recipe.character, "verdict": found.verdict}
            print(json.dumps(row | dataclasses.asdict(found), indent=2))
            return
        print(
            f"{recipe.name} on {recipe.character}: the plan earns {found.reward:.3f} a step (1 is "
            f"perfect), bodies are {100 * found.error_m:.1f} cm off. {found.verdict}"
        )
        for place in found.places:
            print(
                f"{place.start:6.2f} to {place.end:.2f} s: reward {place.reward:.2f}, at worst "
                f"{place.worst:.2f} at {place.worst_at:.2f} s, {place.body} up to "
                f"{100 * place.error_m:.0f} cm off"
            )

    def _write(self, done: Performance, out: Path, size: tuple[int, int]) -> None:
        from stuntman.export import bvh, gltf, npz, original_rig
        from stuntman.viewer import video

        kind = out.suffix.lower()
        if kind in FILMS:
            take = done.take if self.ghost else replace(done.take, reference=None)
            pictures = video.frames(done.character, take, size)
            write_film = video.write_gif if kind == ".gif" else video.write_mp4
            write_film(watched(pictures, len(take.qpos)), out, take.fps)
        else:
            write = {".bvh": bvh.write, ".glb": gltf.write, ".npz": npz.write}
            if self.rig == "original":
                write |= {".bvh": original_rig.write_bvh, ".glb": original_rig.write_glb}
            write[kind](done, out)
        if not self.json:
            print(f"Wrote {out}.")
