"""What this machine has of what stuntman needs, and how to mend the rest."""

import importlib.metadata
import importlib.util
import os
import platform
import runpy
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import imageio_ffmpeg
from packaging.requirements import Requirement
from rich.table import Table
from rich.text import Text

from stuntman import __version__, paths
from stuntman.errors import StuntmanError
from stuntman.motion import classics
from stuntman.viewer import gl

Status = Literal["ok", "warn", "missing"]

GIGABYTE = 1e9
LEAST_FREE_GB = 1.0
COMMAND_SECONDS, TRY_SECONDS = 20.0, 60.0
TORCH_ON_CPU = "pip install torch --index-url https://download.pytorch.org/whl/cpu"

_STYLES: dict[Status, str] = {"ok": "green", "warn": "yellow", "missing": "bold red"}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: what was looked at.
        status: "ok"; "warn" where something works less well or one feature is out of reach;
            "missing" where stuntman does not work.
        detail: what was found.
        mend: what to do about it, empty where nothing has to be done.
    """

    name: str
    status: Status
    detail: str
    mend: str = ""


def examine(tried: bool = False) -> list[Finding]:
    """Look at everything stuntman stands on, most fundamental first.

    Args:
        tried: whether what takes seconds is tried as well.
    """
    return [
        Finding("Python", "ok", f"{platform.python_version()} at {sys.executable}"),
        Finding("stuntman", "ok", f"{__version__} in {Path(__file__).parents[1]}"),
        *_libraries(),
        _cores(),
        _memory(),
        _torch(),
        *([_torch_tried()] if tried else []),
        _renderer(tried),
        _ffmpeg(),
        _classic_clips(),
        _folder("your clips, bodies", paths.data(), "set STUNTMAN_HOME to a folder of yours"),
        _folder("cache folder", paths.cache(), "set STUNTMAN_HOME to a folder of yours"),
        _folder("working folder", Path.cwd(), "change to a folder of yours: runs/ is made there"),
    ]


def table(findings: list[Finding]) -> Table:
    """The findings as a table for a terminal."""
    result = Table("", "what", "found", "mend")
    for finding in findings:
        status = Text(finding.status, _STYLES[finding.status])
        result.add_row(status, *map(Text, (finding.name, finding.detail, finding.mend)))
    return result


def _libraries() -> list[Finding]:
    """One finding for each library that stuntman's own package declares."""
    try:
        declared = importlib.metadata.requires("stuntman") or []
    except importlib.metadata.PackageNotFoundError:
        return [Finding("libraries", "warn", "stuntman runs without being installed", "make setup")]
    return [
        library_finding(needed)
        for needed in map(Requirement, declared)
        if needed.marker is None or needed.marker.evaluate({"extra": ""})
    ]


def library_finding(needed: Requirement) -> Finding:
    mend = f"pip install '{needed.name}{needed.specifier}'"
    try:
        version = importlib.metadata.version(needed.name)
    except importlib.metadata.PackageNotFoundError:
        return Finding(needed.name, "missing", "not installed", mend)
    if needed.specifier.contains(version, prereleases=True):
        return Finding(needed.name, "ok", version)
    return Finding(needed.name, "warn", f"{version}, but {needed.specifier} is needed", mend)


def _cores() -> Finding:
    present = os.cpu_count() or 1
    # Of the systems stuntman runs on, only Linux can tell what this process may use.
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else present
    return Finding("processor", "ok", f"{usable} of {present} cores usable ({platform.machine()})")


def _memory() -> Finding:
    if not hasattr(os, "sysconf"):
        return Finding("memory", "ok", "this system does not say")
    size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return Finding("memory", "ok", f"{size / GIGABYTE:.1f} GB")


def torch_build(version: str, cuda: str | None, gpu: str | None) -> Finding:
    """Whether this build of torch goes with this machine.

    Args:
        cuda: what the build was made for; None is the processor alone.
        gpu: name of NVIDIA's GPU in this machine, if there is one.
    """
    name = "torch's build"
    if cuda and not gpu:
        mend = f"pip uninstall torch, then {TORCH_ON_CPU}, which is smaller by gigabytes"
        return Finding(name, "warn", f"{version} is for CUDA, and no GPU is here", mend)
    if gpu and not cuda:
        return Finding(
            name,
            "warn",
            f"{version} is for the processor, and {gpu} is here",
            "install a CUDA build of torch to use it; the processor serves until then",
        )
    return Finding(name, "ok", f"{version} for {gpu or 'the processor'}")


def _torch() -> Finding:
    """Which build is installed, told by its own file: to import it takes two seconds."""
    found = importlib.util.find_spec("torch")
    if found is None or found.origin is None:
        return Finding("torch's build", "missing", "not installed", TORCH_ON_CPU)
    build = runpy.run_path(str(Path(found.origin).with_name("version.py")))
    gpu = _first_line("nvidia-smi", "--query-gpu=name", "--format=csv,noheader")
    return torch_build(build["__version__"], build["cuda"] or build["hip"], gpu)


def _torch_tried() -> Finding:
    code = "import torch; print(torch.get_num_threads(), 'threads')"
    said = _first_line(sys.executable, "-P", "-c", code, seconds=TRY_SECONDS)
    if said is None:
        return Finding(
            "torch loads", "missing", "it does not", "pip install --force-reinstall torch"
        )
    return Finding("torch loads", "ok", said)


def _renderer(tried: bool) -> Finding:
    if not tried:
        backend = gl.installed()
        if backend is not None:
            return Finding("renderer", "ok", f"{backend}; `stuntman doctor --try` draws with it")
        return Finding("renderer", "warn", "none; no pictures, no videos", gl.APT_LINE)
    try:
        return Finding("renderer", "ok", f"{gl.require_backend()} draws")
    except StuntmanError as error:
        return Finding("renderer", "warn", "none; no pictures, no videos", str(error))


def _ffmpeg() -> Finding:
    try:
        path = imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError as error:
        return Finding("ffmpeg", "warn", str(error), "pip install --force-reinstall imageio-ffmpeg")
    version = _first_line(path, "-version")
    if version is None:
        return Finding("ffmpeg", "warn", f"{path} does not run", "set IMAGEIO_FFMPEG_EXE to one")
    return Finding("ffmpeg", "ok", version.partition(" Copyright")[0])


def _classic_clips() -> Finding:
    """By digest: to read them takes longer."""
    folder = paths.cache() / "clips"
    sound = classics.sound(folder)
    detail = f"{len(sound)} of {len(classics.DIGESTS)} classic clips fetched"
    if len(sound) == len(classics.DIGESTS):
        return Finding("clips", "ok", detail)
    damaged = [str(path) for path in sorted(folder.glob("*.txt")) if path.stem not in sound]
    detail += f"; not as they were: {', '.join(damaged)}" if damaged else ""
    return Finding("clips", "warn", detail, "stuntman clips fetch")


def _folder(name: str, folder: Path, mend: str) -> Finding:
    """Whether a folder, or the nearest one above it that exists, takes files and has room."""
    existing = next(place for place in (folder, *folder.parents) if place.is_dir())
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        detail = f"{folder} cannot be written ({error.strerror})"
        return Finding(name, "missing", detail, mend)
    free = shutil.disk_usage(existing).free / GIGABYTE
    detail = f"{folder}, {free:.1f} GB free"
    if free < LEAST_FREE_GB:
        return Finding(name, "warn", detail, f"free {LEAST_FREE_GB:g} GB")
    return Finding(name, "ok", detail)


def _first_line(*command: str, seconds: float = COMMAND_SECONDS) -> str | None:
    """What a program says first, or None where it is not there or fails."""
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds)
    except (OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return next(iter(said.stdout.splitlines()), None)
