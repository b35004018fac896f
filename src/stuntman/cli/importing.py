"""What becomes of one motion file on its way into the library."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from stuntman import paths
from stuntman.errors import StuntmanError

if TYPE_CHECKING:
    from rich.console import Console

    from stuntman.characters.character import Character
    from stuntman.motion.clip import Clip
    from stuntman.retargeting.report import Report
    from stuntman.retargeting.retarget import Reference
    from stuntman.retargeting.verdict import Verdict

# No motion of a body needs more frames a second than this.
_FPS = 60.0
# Bones that move nothing: how many are listed; fingers and twists are many.
_SHOWN = 12


@dataclass(frozen=True)
class Settings:
    """What is asked of an import; the fields are those of `stuntman import`."""

    character: str | None = None
    start: float = 0.0
    end: float | None = None
    loop: Literal["auto", "wrap", "none"] | None = None
    mirror: bool = False
    fps: float | None = None
    up: str | None = None
    unit: float | None = None
    file_fps: float | None = None
    bone_map: dict[str, str] = field(default_factory=dict)
    anyway: bool = False
    replace: bool = False


@dataclass(frozen=True, eq=False)
class Imported:
    """A clip as it is kept, and what it is like on its body.

    Attributes:
        lines: what was done to it, by what it is about.
    """

    clip: Clip
    body: Character
    reference: Reference
    figures: Report
    verdict: Verdict
    lines: dict[str, str]


def load(file: Path, name: str, settings: Settings, take: str | None = None) -> Imported:
    """Read a file, clean its motion, put it on a body and judge it.

    Raises:
        StuntmanError: it cannot be read or put on the body, or is of another kind of body.
    """
    from stuntman.characters import character as characters
    from stuntman.motion import formats
    from stuntman.motion.formats.options import Options
    from stuntman.physics import scene
    from stuntman.recipes.recipe import BODY
    from stuntman.retargeting.report import report
    from stuntman.retargeting.verdict import judge

    if settings.unit is not None and not 1e-6 < settings.unit < 1e3:
        raise StuntmanError(f"--unit is {settings.unit:g}: give metres to a unit, such as 0.01.")
    options = Options(settings.up, settings.unit, settings.file_fps, take)
    raw = replace(formats.read(file, options), name=name)
    lines = {"file": f"{raw.duration:.2f} s, {raw.fps:g} frames/s, {len(raw.skeleton.names)} bones"}
    lines |= {"read" + " " * k: note for k, note in enumerate(raw.notes)}
    raw = _cut(_mapped(raw, settings.bone_map), settings)
    clip, rise = _cleaned(raw, settings, lines)
    body = characters.load(settings.character or clip.character or BODY)
    model = scene.build(body)
    if not settings.anyway:
        _refuse_other_kinds(clip, body, model)
    reference, figures = report(clip, body, model)
    verdict = judge(raw, clip, rise, reference, figures)
    return Imported(clip, body, reference, figures, verdict, lines | _lines(reference, figures))


def keep(clip: Clip, replace: bool = False, mend: str = "--replace it") -> Path:
    """Write a clip into the user's library.

    Args:
        replace: whether it may take the place of another of that name; and how to `mend` that there
            is one, in words.

    Raises:
        StuntmanError: it cannot be written, or there is another of that name.
    """
    from stuntman.motion import library
    from stuntman.motion.formats import clip_json

    name = paths.checked_name(clip.name, "--name")
    place, there = library.own_folder() / f"{name}.clip", library.own_file(name)
    if there is not None and not replace and not _same(there, clip):
        raise StuntmanError(f"you have another clip '{name}' already ({there}): {mend}.")
    clip_json.write(clip, place)
    return place


def check(imported: Imported, threads: int, console: Console) -> Imported:
    """Plan the clip on its body, and add to its verdict what the plan could not do.

    Args:
        threads: for the physics; 0 takes every core. console: where to show how far it is.

    Raises:
        StuntmanError: no plan is found.
    """
    from stuntman.cli.planning import planned
    from stuntman.motion.formats import clip_json
    from stuntman.planning.assessment import AS_DRAWN
    from stuntman.recipes import recipe
    from stuntman.retargeting.verdict import Grade

    with TemporaryDirectory() as folder:
        place = Path(folder) / f"{imported.clip.name}.clip"
        clip_json.write(imported.clip, place)
        wanted = replace(recipe.load(str(place)), character=imported.body.name)
        found = planned(wanted, threads, console).assessment
    said = f"the plan earns {found.reward:.2f} a step; {found.verdict}"
    verdict = imported.verdict
    if found.reward < AS_DRAWN or found.falls_at is not None:
        grade = Grade.USABLE if verdict.grade == Grade.GOOD else verdict.grade
        verdict = replace(verdict, grade=grade, findings=(*verdict.findings, said.rstrip(".")))
    return replace(imported, verdict=verdict, lines=imported.lines | {"planned": said})


def _same(file: Path, clip: Clip) -> bool:
    """Whether the file holds this very clip, so that nothing is lost with it."""
    from stuntman.motion.formats import clip_json

    with TemporaryDirectory() as folder:
        clip_json.write(clip, Path(folder) / "new.clip")
        return (Path(folder) / "new.clip").read_bytes() == file.read_bytes()


def _mapped(clip: Clip, bone_map: dict[str, str]) -> Clip:
    """The clip, the bones that --bone-map names called by their parts."""
    from stuntman.characters import anatomy

    names = list(clip.skeleton.names)
    letters = {"".join(filter(str.isalnum, name)).lower(): k for k, name in enumerate(names)}
    given: dict[str, str] = {}
    for part, bone in bone_map.items():
        if part not in anatomy.PARTS:
            raise StuntmanError(f"--bone-map: '{part}' is no part; use {', '.join(anatomy.PARTS)}.")
        index = (
            names.index(bone)
            if bone in names
            else letters.get("".join(filter(str.isalnum, bone)).lower(), -1)
        )
        if index < 0:
            raise StuntmanError(
                f"--bone-map: no bone '{bone}' for the {part}{anatomy.nearest(bone, names)}."
            )
        given[part] = names[index]
    found = anatomy.guess(clip.skeleton, given).bones if given else {}
    for part in given:
        if part in names and names.index(part) != found[part]:
            names[names.index(part)] += "_other"
        names[found[part]] = part
    return replace(clip, skeleton=replace(clip.skeleton, names=tuple(names)))


def _refuse_other_kinds(clip: Clip, body: Character, model: object) -> None:
    import mujoco

    from stuntman.characters import body_plan, structure
    from stuntman.retargeting.copying import can_copy

    assert isinstance(model, mujoco.MjModel)
    if can_copy(clip, body, model):
        return
    root = model.body(body.root).id
    try:
        own = body_plan.plan(structure.skeleton(model, root))
        kind = body_plan.plan(clip.skeleton)
    except StuntmanError:  # told with its reason when it is put on the body
        return
    body_plan.refuse_other(kind, clip.name, own, body.name)


def _cut(clip: Clip, settings: Settings) -> Clip:
    if settings.start != 0.0 or settings.end is not None:
        clip = clip.slice(settings.start, clip.duration if settings.end is None else settings.end)
    return clip.mirror() if settings.mirror else clip


def _cleaned(clip: Clip, settings: Settings, lines: dict[str, str]) -> tuple[Clip, float]:
    """The clip as it will be kept, and how far it was lifted (m); adds what was done to `lines`."""
    from stuntman.motion import cleaning
    from stuntman.retargeting.verdict import SHORTEST

    if clip.duration < SHORTEST and not settings.anyway:
        raise StuntmanError(
            f"{clip.name}: has {clip.frames} frames, {clip.duration:.2f} s; a motion to learn "
            f"takes {SHORTEST} s or more"
        )
    loops = clip.loops
    smoothed = cleaning.smooth(clip) if not loops else clip
    rate = min(_FPS, clip.fps) if settings.fps is None else settings.fps
    clip = replace(smoothed.resample(rate), loops=loops)
    clip, rise = cleaning.on_floor(clip)
    lines["moved up"] = f"{100 * rise:.1f} cm, lowest joint onto the floor"
    if settings.loop == "auto":
        found = cleaning.find_loop(clip)
        clip = cleaning.loop(clip, found)
        lines["loop"] = f"{found.start:.2f} to {found.end:.2f} s"
    elif settings.loop is not None:
        clip = replace(clip, loops=settings.loop == "wrap")
    if clip.loops:
        gap = cleaning.seam(replace(clip, loops=False))
        lines["loop seam"] = f"{100 * gap.gap:.1f} cm, {math.degrees(gap.angle):.0f} degrees"
    lines["kept"] = f"{clip.duration:.2f} s, {clip.fps:g} frames/s"
    return clip, rise


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
