"""`stuntman render`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tyro.conf import Positional

from stuntman.cli import policy_files
from stuntman.cli.console import waiting
from stuntman.cli.filming import (
    FILMS,
    SIZE,
    captions,
    check_out,
    check_sequence,
    picture_size,
    tell,
    watched,
)
from stuntman.errors import StuntmanError, check_seed

if TYPE_CHECKING:
    from stuntman.playback.recording import Performance
    from stuntman.policies.policy import Policy
    from stuntman.viewer.video import Picture

_STRIP_SIZE = "176x264"


@dataclass(frozen=True)
class Render:
    """Film a policy at work.

    Example: stuntman render walk --out walk.mp4 --ghost --blocks 3
    """

    policy: Positional[str]
    """A policy that ships, by name, the folder of a run, or a policy.safetensors file; of one of
    several clips, NAME#CLIP is that clip alone."""
    out: Path | None = None
    """The video (.mp4 or .gif) or strip (.png) to write; POLICY.mp4 here if not given."""
    seconds: float | None = None
    """Length, 10 s; a strip on flat ground of nobody who is hit shows the clip once instead."""
    sequence: str | None = None
    """Clips to perform one after another, for a time or once: "walk 3s, run 2s, backflip, walk"."""
    composite: tuple[str, ...] | None = None
    """More policies of the same body; each cycle, whichever expects most is likeliest to act."""
    seed: int | None = None
    """Begin at an instant of the clip drawn from this; also where blocks come from."""
    size: str | None = None
    """Width x height of a picture in pixels; 1280x720, or 176x264 in a strip."""
    ghost: bool = False
    """Show the reference as a ghost."""
    camera: Literal["side", "front", "orbit", "follow"] = "side"
    """Look from its side or front, go round it once (orbit), or stay behind it (follow)."""
    blocks: int = 0
    """Throw so many blocks at it, evenly over the time."""
    push: float = 0.0
    """Push it with so many newtons for 0.2 s to its left, halfway."""
    compare: tuple[str, ...] = ()
    """More policies, each beside the one before."""
    titles: tuple[str, ...] = ()
    """What to write over each policy; the clip and the samples trained where --compare is given."""
    strip: int = 0
    """So many pictures, evenly over the time, side by side in one PNG, and no video."""
    gif: bool = False
    """A GIF of 15 pictures a second, and no MP4."""
    quality: Literal["fast", "high"] = "fast"
    """high: smooth edges everywhere and rounder limbs; four times as slow."""

    def check_arguments(self) -> None:
        if self.seconds is not None and not self.seconds > 0:
            raise StuntmanError("--seconds has to be more than zero.")
        check_sequence(self.sequence, self.seconds)
        check_seed(self.seed)
        if self.composite is not None and (self.sequence is not None or self.compare):
            raise StuntmanError("--composite goes without --sequence and --compare.")
        self._size()
        self._out()
        policy_files.check(self.policy, *self.compare, *(self.composite or ()))

    def run(self) -> int:
        import numpy as np

        from stuntman.imitation.config import CONTROL_RATE
        from stuntman.viewer import titles, video

        size, out = self._size(), self._out()
        actors = [policy_files.load(name) for name in (self.policy, *self.compare)]
        names = self._titles(actors)
        films, counts = [], []
        for actor, title in zip(actors, names, strict=True):
            with waiting("performing"):
                done = self._perform(actor)
            tell(done)
            counts.append(len(done.qpos))
            pictures = self._draw(done, size)
            if not self.strip:
                pictures = titles.captioned(pictures, captions(done))
            films.append(titles.titled(pictures, title) if title else pictures)
        if self.strip:
            rows = [video.strip(film) for film in films]
            video.write_png(np.concatenate(rows, axis=0), out)
        else:
            write = video.write_gif if out.suffix.lower() == ".gif" else video.write_mp4
            write(watched(titles.beside(films), min(counts)), out, CONTROL_RATE)
        print(f"Wrote {out}.")
        return 0

    def _size(self) -> tuple[int, int]:
        return picture_size(self.size or (_STRIP_SIZE if self.strip else SIZE))

    def _out(self) -> Path:
        suffixes = (".png",) if self.strip else (".gif",) if self.gif else FILMS
        if not self.strip and self.out and self.out.suffix.lower() == ".png":
            raise StuntmanError(f"--out is '{self.out}', a strip of pictures: add --strip 8.")
        if self.strip < 0 or (self.strip and self.gif):
            raise StuntmanError("--strip takes a number of pictures, and goes without --gif.")
        name = Path(self.policy).absolute()
        named = name.parent if name.stem == "policy" else name
        return check_out("--out", self.out or Path(f"{named.name}{suffixes[0]}"), suffixes)

    def _titles(self, actors: list[Policy]) -> list[str]:
        if self.titles and len(self.titles) != len(actors):
            raise StuntmanError(
                f"--titles has {len(self.titles)} for {len(actors)} policies: give one each."
            )
        if self.titles or not self.compare:
            return list(self.titles) or [""]
        return [f"{a.header.recipe.name}, {a.header.samples / 1e6:.1f} M samples" for a in actors]

    def _perform(self, policy: Policy) -> Performance:
        from stuntman.playback import recording, sequence

        if self.composite is not None:
            named = {name: policy_files.load(name) for name in self.composite}
            all_of_them = {self.policy: policy} | named
            length = self.seconds or recording.LENGTH
            return recording.perform_composite(
                all_of_them, length, self.seed, self.blocks, self.push
            )
        if self.sequence is not None:
            named = {policy.header.recipe.name: policy}
            parts = sequence.parse(self.sequence)
            return recording.perform_sequence(named, parts, self.seed, self.blocks, self.push)
        once = self._once and not policy.header.recipe.terrain
        seconds = self.seconds or (None if once else recording.LENGTH)
        return recording.perform(policy, seconds, self.seed, self.blocks, self.push)

    @property
    def _once(self) -> bool:
        """Whether a strip shows the clip once, where the ground is flat."""
        played = self.seconds or self.sequence or self.composite is not None
        return self.strip > 0 and not (played or self.blocks or self.push)

    def _draw(self, done: Performance, size: tuple[int, int]) -> Iterator[Picture]:
        import numpy as np

        from stuntman.viewer import video

        take = done.take if self.ghost else replace(done.take, reference=None)
        only = None
        if self.strip:
            first, last = 0.0, float(len(take.qpos))
            if self._once and not done.ground:  # the last whole time round, which has settled
                cycle = done.cycle * done.rate
                first = max(0, int(last / cycle) - 1) * cycle
                last = min(last, first + cycle)
            moments = np.linspace(first, last, self.strip, endpoint=False)
            only = moments.astype(int).tolist()
        return video.frames(done.character, take, size, only, self.camera, self.quality == "high")
