"""What `render` and `shoot` share: the film's size and kind, and what is said of each hit."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from stuntman.cli.console import progress
from stuntman.errors import StuntmanError

if TYPE_CHECKING:
    from stuntman.playback.frame import Hit
    from stuntman.playback.recording import Performance
    from stuntman.viewer.video import Picture

SIZE = "1280x720"
FILMS = (".mp4", ".gif")
_TOLD_SECONDS, _SHOWN_SECONDS = 1.0, 2.0  # after a hit, and how long from there
_MOST = 4096  # pixels either way; more is no film any more, and takes gigabytes


def picture_size(text: str) -> tuple[int, int]:
    """Width and height out of "1280x720".

    Raises:
        StuntmanError: it is no such text, or too large to draw.
    """
    match = re.fullmatch(r"([1-9]\d{0,5})x([1-9]\d{0,5})", text)
    if not match or max(int(match[1]), int(match[2])) > _MOST:
        raise StuntmanError(
            f"--size is '{text}': give width x height, such as {SIZE}, each at most {_MOST}."
        )
    return int(match[1]), int(match[2])


def check_out(option: str, path: Path, suffixes: tuple[str, ...]) -> Path:
    """The path, where a file of that kind can be written to it: told before the work, not after.

    Raises:
        StuntmanError: it ends otherwise, or its folder is not there.
    """
    if path.suffix.lower() not in suffixes:
        raise StuntmanError(
            f"{option} is '{path}': give a name that ends in {' or '.join(suffixes)}."
        )
    if not path.parent.is_dir():
        raise StuntmanError(f"{path}: there is no folder {path.parent}; make it first.")
    return path


def check_sequence(sequence: str | None, seconds: float | None) -> None:
    """Refuse a length beside a sequence, which has its own."""
    if sequence is not None and seconds is not None:
        raise StuntmanError(
            "--sequence tells how long each clip is performed, so leave --seconds out."
        )


def watched(pictures: Iterable[Picture], count: int) -> Iterable[Picture]:
    """Pictures as they come, with a bar and the time that is left.

    Args:
        count: of all pictures.
    """
    with progress("filming") as show:
        for done, picture in enumerate(pictures):
            show("filming", done / count)
            yield picture


def captions(done: Performance) -> list[list[str]]:
    """For each picture, what was done to the character of late, and what came of it."""
    return [
        [
            f"{hit.what}: {hit.verdict}" if second > _told(hit) else hit.what
            for hit in done.hits
            if hit.at <= second < _told(hit) + _SHOWN_SECONDS
        ]
        + [
            f"{switch.before} to {switch.skill}" if second < lost_at else switch.words
            for switch in done.switches
            for lost_at in (math.inf if switch.lost_at is None else switch.lost_at,)
            if switch.at <= second < switch.at + _SHOWN_SECONDS
            or lost_at <= second < lost_at + _SHOWN_SECONDS
        ]
        for second in (frame / done.rate for frame in range(len(done.qpos)))
    ]


def _told(hit: Hit) -> float:
    """When (s) it is told what came of a hit."""
    return (hit.at if hit.struck is None else hit.struck) + _TOLD_SECONDS


def tell(done: Performance) -> None:
    """Say what came of each hit, and which switches from skill to skill lost the character."""
    for hit in done.hits:
        print(f"{hit.at:5.1f} s: {hit.what}: {hit.verdict}.")
    for switch in done.switches:
        if switch.lost_at is not None:
            after = switch.lost_at - switch.at
            print(f"{switch.at:5.1f} s: {switch.words}, {after:.1f} s later.")
