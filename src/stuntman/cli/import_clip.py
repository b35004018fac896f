"""`stuntman import`."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.table import Table
from tyro.conf import Positional

from stuntman import paths
from stuntman.cli.console import CONSOLE
from stuntman.errors import StuntmanError

if TYPE_CHECKING:
    from stuntman.motion.clip import Clip
    from stuntman.retargeting.report import Report
    from stuntman.retargeting.retarget import Reference

# No motion of a body needs more frames a second than this.
_FPS = 60.0
# A loop that closes worse than this (m a joint, rad) is none.
_GAP, _ANGLE = 0.15, 1.0
# Bones that move nothing: how many are listed; fingers and twists are many.
_SHOWN = 12


@dataclass(frozen=True)
class Import:
    """Bring a motion file into your library: clean it, put it on a body, say what was done.

    Reads BVH, FBX, ASF/AMC, AMASS .npz, glTF, DeepMimic's clips and keyframes.

    Example: stuntman import walk.bvh --loop auto --preview walk.mp4
    """

    file: Positional[Path]
    """The motion: .bvh, .fbx, .amc, .npz, .glb, .gltf, .txt, .json, .toml."""
    character: str | None = None
    """The body to put it on; the one it was drawn for, or the humanoid, if not given."""
    start: float = 0.0
    """Leave out what is before this time (s)."""
    end: float | None = None
    """Leave out what is after this time (s)."""
    loop: Literal["auto", "wrap", "none"] | None = None
    """auto: cut out a cycle; wrap: all of it is one; none: it is not; else as the file says."""
    mirror: bool = False
    """Swap left and right."""
    fps: float | None = None
    """Frames a second to keep; the file's own, 60 at most, if not given."""
    name: str | None = None
    """What to call it; the file's name if not given."""
    up: Literal["x", "y", "z", "-x", "-y", "-z"] | None = None
    """Which axis of the file is up, where the guess is wrong."""
    unit: float | None = None
    """Metres to the file's unit, where the guess is wrong: 0.01 for centimetres."""
    preview: Path | None = None
    """Also film (.mp4) the file's skeleton beside the body."""

    def run(self) -> int:
        from stuntman.characters import character as characters
        from stuntman.motion import library
        from stuntman.motion.formats import clip_json
        from stuntman.physics import scene
        from stuntman.recipes.recipe import BODY
        from stuntman.retargeting.report import report
        from stuntman.viewer import preview, video

        name = (
            paths.name_of(self.file)
            if self.name is None
            else paths.checked_name(self.name, "--name")
        )
        clip = replace(self._read(), name=name)
        clip, lines = self._cleaned(clip)
        body = characters.load(self.character or clip.character or BODY)
        reference, figures = report(clip, body, scene.build(body))
        place = library.own_folder() / f"{name}.clip"
        if self.preview is not None:
            pictures = preview.frames(clip, reference, body, figures.scale)
            video.write_mp4(pictures, self.preview, preview.FPS)
            lines["preview"] = str(self.preview)
        clip_json.write(clip, place)
        lines |= _lines(reference, figures)
        table = Table(show_header=False, box=None)
        for key, value in lines.items():
            table.add_row(key, value)
        CONSOLE.print(table)
        CONSOLE.print(f"Wrote {place}. `stuntman train {name}` teaches it.", soft_wrap=True)
        return 0

    def _read(self) -> Clip:
        from stuntman.motion import formats
        from stuntman.motion.formats.options import Options

        if self.unit is not None and not 1e-6 < self.unit < 1e3:
            raise StuntmanError(f"--unit is {self.unit:g}: give metres to a unit, such as 0.01.")
        return formats.read(self.file, Options(self.up, self.unit))

    def _cleaned(self, clip: Clip) -> tuple[Clip, dict[str, str]]:
        """The clip as it will be kept, and what was done to it."""
        from stuntman.motion import cleaning

        lines = {
            "file": f"{clip.duration:.2f} s, {clip.fps:g} frames/s, "
            f"{len(clip.skeleton.names)} bones"
        }
        loops = clip.loops
        if self.start != 0.0 or self.end is not None:
            clip = clip.slice(self.start, clip.duration if self.end is None else self.end)
            loops = False
        if self.mirror:
            clip = clip.mirror()
        smoothed = cleaning.smooth(clip) if not loops else clip
        clip = replace(
            smoothed.resample(min(_FPS, clip.fps) if self.fps is None else self.fps), loops=loops
        )
        clip, rise = cleaning.on_floor(clip)
        lines["moved up"] = f"{100 * rise:.1f} cm, lowest joint onto the floor"
        if self.loop == "auto":
            found = cleaning.find_loop(clip)
            clip = cleaning.loop(clip, found)
            lines["loop"] = f"{found.start:.2f} to {found.end:.2f} s"
        elif self.loop is not None:
            clip = replace(clip, loops=self.loop == "wrap")
        if clip.loops:
            gap = cleaning.seam(replace(clip, loops=False))
            lines["loop seam"] = f"{100 * gap.gap:.1f} cm, {math.degrees(gap.angle):.0f} degrees"
            if gap.gap > _GAP or gap.angle > _ANGLE:
                lines["loop seam"] += ": it does not come back to itself; try --loop none"
        lines["kept"] = f"{clip.duration:.2f} s, {clip.fps:g} frames/s"
        return clip, lines


def _lines(reference: Reference, figures: Report) -> dict[str, str]:
    mapped = ", ".join(f"{bone} > {link}" for bone, link in figures.bones.items())
    unused = ", ".join(figures.unused[:_SHOWN])
    if len(figures.unused) > _SHOWN:
        unused += f" and {len(figures.unused) - _SHOWN} more"
    before, after = figures.penetrations
    out = {
        "bones mapped": mapped,
        "not mapped": unused or "none",
        "scale": f"{figures.scale:.3f}",
    }
    if math.isfinite(figures.frame_rate):
        out["hands and feet off"] = f"{100 * figures.error:.1f} % of leg length"
        out["solved"] = f"{figures.frame_rate:.0f} frames/s on one core"
    if figures.slides is not None:
        slid, slides = figures.slides
        out["foot slide"] = f"{100 * slid:.1f} cm a stand before, {100 * slides:.1f} after"
    out["floor penetration"] = f"{100 * before:.1f} cm before, {100 * after:.1f} after"
    out["past joint limits"] = (
        f"{math.degrees(figures.over_limit):.1f} degrees" if figures.over_limit else "none"
    )
    return out
