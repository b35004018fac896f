"""`stuntman import`."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.console import Console
from rich.table import Table
from tyro.conf import Positional

from stuntman import paths
from stuntman.characters import library as bodies
from stuntman.cli.console import CONSOLE
from stuntman.cli.filming import check_out, watched
from stuntman.cli.importing import Imported, Settings
from stuntman.errors import StuntmanError

if TYPE_CHECKING:
    from stuntman.motion.formats.takes import Take


@dataclass(frozen=True)
class Import:
    """Bring a motion file, or a folder of them, into your library and say what each is good for.

    Reads BVH, FBX, ASF/AMC, AMASS .npz, glTF, DeepMimic's clips and keyframes. What is not usable
    is not kept, unless with --anyway.

    Example: stuntman import walk.bvh --loop auto --preview walk.mp4
    """

    file: Positional[Path]
    """The motion, or a folder: .bvh, .fbx, .amc, .npz, .csv, .glb, .gltf, .txt, .json, .toml."""
    character: str | None = None
    """The body to put it on; the one it was drawn for, or the humanoid, if not given."""
    takes: bool = False
    """List the animations of the file, and bring none."""
    take: tuple[str, ...] = ()
    """Which of the file's animations to bring, or all; the longest that moves, if not given."""
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
    file_fps: float | None = None
    """Frames a second of the file, where it does not say or is wrong."""
    bone_map: dict[str, str] = field(default_factory=dict)
    """Which bone is which part, where the guess is wrong: left_thigh BONE left_shin BONE ..."""
    anyway: bool = False
    """Keep what is not usable, and put it on a body of another kind."""
    replace: bool = False
    """Take the place of another clip of yours of that name."""
    check: bool = False
    """Also plan it in the simulator, which takes minutes, and say whether the body can do it."""
    preview: Path | None = None
    """Also film (.mp4) the file's skeleton beside the body."""
    summary: Path | None = None
    """Write the verdicts to a file to send; of a folder, import_summary.md in it if not given."""

    def check_arguments(self) -> None:
        from stuntman.motion import formats

        if not os.path.isdir(self.file):
            formats.check(self.file)
        if self.name is not None:
            paths.checked_name(self.name, "--name")
        if self.preview is not None:
            check_out("--preview", self.preview, (".mp4",))
        if self.character is not None:
            bodies.folder(self.character)

    def run(self) -> int:
        settings = Settings(**{f.name: getattr(self, f.name) for f in fields(Settings)})
        if self.file.is_dir():
            return self._folder(settings)
        if self.takes or self.take:
            from stuntman.motion import formats

            known = formats.takes(self.file)
            if self.takes:
                _print_takes(known)
                return 0
            return self._several(settings, known)
        return self._one(settings)

    def _one(self, settings: Settings) -> int:
        from stuntman.cli import importing

        name = (
            paths.name_of(self.file)
            if self.name is None
            else paths.checked_name(self.name, "--name")
        )
        imported = importing.load(self.file, name, settings)
        if self.check:
            imported = importing.check(imported, 0, CONSOLE)
        if self.preview is not None:
            self._film(imported)
        kept = _keep(imported, settings)
        table = Table(show_header=False, box=None)
        for key, value in imported.lines.items():
            table.add_row(key.strip() if key.startswith("read") else key, value)
        table.add_row("verdict", _sentence(imported))
        CONSOLE.print(table)
        row = (str(self.file), name, *_verdict(imported))
        if self.summary is not None:
            _write_summary([row], self.summary)
        if kept is None:
            raise StuntmanError(
                f"{self.file}: is not usable: {'; '.join(imported.verdict.findings)}. Nothing is "
                "kept; --anyway keeps it."
            )
        CONSOLE.print(f"Wrote {kept}. `stuntman train {name}` teaches it.", soft_wrap=True)
        _warn_of_namesakes(name)
        return 0

    def _film(self, imported: Imported) -> None:
        from stuntman.viewer import preview, video

        assert self.preview is not None
        clip = imported.clip
        pictures = preview.frames(clip, imported.reference, imported.body, imported.figures.scale)
        shown = watched(pictures, len(preview.times(clip)))
        video.write_mp4(iter(shown), self.preview, preview.FPS)
        imported.lines["preview"] = str(self.preview)

    def _several(self, settings: Settings, known: list[Take]) -> int:
        """Several animations of one file, each under the file's name and its own."""
        if self.preview is not None:
            raise StuntmanError("--preview is of one clip; leave it out, or name one file alone.")
        wanted = [take.name for take in known if take.moves] if "all" in self.take else self.take
        stem = self.name or paths.name_of(self.file)
        one = len(wanted) == 1 and "all" not in self.take
        jobs = [
            (self.file, stem if one else _joined(stem, take), settings, take) for take in wanted
        ]
        rows = [_bring(*job, self.check) for job in jobs]
        return self._told(rows, self.summary)

    def _folder(self, settings: Settings) -> int:
        """All files of a folder that are clips, as many at once as there are cores."""
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        from stuntman.motion.formats import FORMATS

        if self.take or self.takes or self.name or self.preview:
            raise StuntmanError("--take, --takes, --name and --preview are for one file.")
        files = sorted(
            path
            for path in self.file.rglob("*")
            if path.suffix.lower() in FORMATS and not path.name.startswith(".") and path.is_file()
        )
        if not files:
            raise StuntmanError(f"{self.file}: holds no motion that is read here.")
        names = _names(self.file, files)
        workers = min(len(files), os.cpu_count() or 1)
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            jobs = [
                pool.submit(_bring, path, name, settings, None, self.check)
                for path, name in zip(files, names, strict=True)
            ]
            rows = [job.result() for job in jobs]
        return self._told(rows, self.summary or self.file / "import_summary.md")

    def _told(self, rows: list[tuple[str, ...]], summary: Path | None) -> int:
        table = Table("file", "clip", "verdict", "what is wrong, what was settled")
        base = self.file if self.file.is_dir() else self.file.parent
        for row in rows:
            table.add_row(str(Path(row[0]).relative_to(base)), *row[1:])
        CONSOLE.print(table)
        kept = sum(row[2] in ("good", "usable") or row[2].endswith("kept") for row in rows)
        CONSOLE.print(f"{kept} of {len(rows)} kept in your library.")
        if summary is not None:
            _write_summary(rows, summary)
            CONSOLE.print(f"Wrote {summary}, to send.", soft_wrap=True)
        return 0 if kept == len(rows) else 1


def _print_takes(takes: list[Take]) -> None:
    table = Table("take", "seconds", "moves")
    for take in takes:
        table.add_row(take.name, f"{take.seconds:.2f}", "yes" if take.moves else "no")
    CONSOLE.print(table)


def _joined(stem: str, take: str) -> str:
    """A name for one animation of a file."""
    own = re.sub(r"[^\w-]+", "_", take).strip("_-")
    return paths.checked_name(f"{stem}_{own}"[:60].rstrip("_-"), f"the name of take {take!r}")


def _names(folder: Path, files: list[Path]) -> list[str]:
    """A name for each file: its own, with its folder's where two are alike."""
    taken: set[str] = set()
    out = []
    for path in files:
        name = paths.name_of(path)
        if name in taken:
            name = paths.name_of(Path("_".join(path.relative_to(folder).parts)))
        copies = 1
        wanted = name
        while name in taken:
            copies += 1
            name = f"{wanted[:55]}_{copies}"
        taken.add(name)
        out.append(name)
    return out


def _bring(
    file: Path, name: str, settings: Settings, take: str | None, check: bool
) -> tuple[str, ...]:
    """Bring one clip: file, clip, verdict, what is wrong. What fails is told, and no error."""
    from stuntman.cli import importing

    try:
        imported = importing.load(file, name, settings, take)
        if check:
            imported = importing.check(imported, 1, Console(quiet=True))
        _keep(imported, settings)
    except StuntmanError as error:
        return str(file), name, "refused", str(error).removeprefix(f"{file}: ")
    return str(file), name, *_verdict(imported, settings.anyway)


def _keep(imported: Imported, settings: Settings) -> Path | None:
    """Write a clip where it is usable or wanted anyway; else None."""
    from stuntman.cli import importing
    from stuntman.retargeting.verdict import Grade

    if imported.verdict.grade == Grade.NOT_USABLE and not settings.anyway:
        return None
    mend = "give another --name, or --replace it"
    return importing.keep(imported.clip, settings.replace, mend)


def _warn_of_namesakes(name: str) -> None:
    from stuntman.motion import classics, library
    from stuntman.recipes import files

    if name in classics.DIGESTS or (library.SHIPPED / f"{name}.toml").is_file():
        CONSOLE.print(f"It goes before the clip '{name}' of stuntman's: --name avoids that.")
    elif name in files.names():
        CONSOLE.print(f"`stuntman train {name}` is a recipe's own clip: give another --name.")


def _verdict(imported: Imported, anyway: bool = False) -> tuple[str, str]:
    grade = str(imported.verdict.grade)
    if anyway and grade == "not usable":
        grade += ", kept"
    said = (*imported.verdict.findings, *imported.clip.notes)
    return grade, "; ".join(said)


def _sentence(imported: Imported) -> str:
    grade, findings = imported.verdict.grade, imported.verdict.findings
    return f"{grade}: {'; '.join(findings)}" if findings else str(grade)


def _write_summary(rows: list[tuple[str, ...]], place: Path) -> None:
    from stuntman import __version__

    lines = [f"# What stuntman {__version__} says of {len(rows)} motions", ""]
    lines += ["| file | clip | verdict | what is wrong, what was settled |", "|---|---|---|---|"]
    lines += ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]
    with paths.written(place) as part:
        part.write_text("\n".join(lines) + "\n", encoding="utf-8")
