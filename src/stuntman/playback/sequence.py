"""A sequence of clips written down, such as "walk 3s, run 2s, backflip, walk", and performed.

Each skill takes over from the state that the one before has left the character in, as it does where
somebody asks for it in the interactive world; nothing is put right in between. So a switch that no
policy can do ends on the ground, and shows.
"""

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE
from stuntman.motion import library
from stuntman.playback.world import LiveWorld

_PART = re.compile(r"(?P<skill>\S.*?)(?:\s+(?P<seconds>\d+(?:\.\d*)?|\.\d+)\s*s)?")
_NO_TIME = re.compile(r"\s[-+]?(nan|inf|[\d.]+(e[-+]?\d+)?)\s*(s|ms|sec|m|min)?$", re.IGNORECASE)
_NO_COMMA = re.compile(r"(?P<before>\S+\s+[\d.]+\s*s)\s+(?P<after>.+)")
_LONGEST = 3600.0  # s
_ROUNDING = 1e-6  # of a step
_PATIENCE = 30.0  # s that a skill may take until it begins; the longest way takes some five
_EXAMPLE = 'as in "walk 3s, backflip"'


@dataclass(frozen=True)
class Part:
    """One of a sequence: a skill, and for how many s; None performs its clip once."""

    skill: str
    seconds: float | None = None


def parse(text: str) -> tuple[Part, ...]:
    """The parts of a sequence as it is written: names with commas between them, each followed by
    its time, or by nothing where the clip is to be performed once.

    Raises:
        StuntmanError: it is not written so, naming the part that is not.
    """
    parts = []
    for written in text.split(","):
        match = _PART.fullmatch(written.strip())
        if match is None:
            raise StuntmanError(
                f"--sequence is '{text}', with nothing where a clip should be: name clips with "
                f"commas between them, {_EXAMPLE}."
            )
        if _NO_TIME.search(match["skill"]):
            raise StuntmanError(
                f"--sequence: '{written.strip()}' does not end with a time: write seconds with "
                f"their unit and a comma before the next clip, {_EXAMPLE}."
            )
        seconds = None if match["seconds"] is None else float(match["seconds"])
        if seconds is not None and seconds * CONTROL_RATE <= 0.5:
            raise StuntmanError(
                f"--sequence: '{written.strip()}' is shorter than a control step: give it more "
                "time, or none to perform the clip once."
            )
        if seconds is not None and seconds > _LONGEST:
            raise StuntmanError(
                f"--sequence: '{written.strip()}' is longer than an hour: give it less time."
            )
        parts.append(Part(match["skill"], seconds))
    return tuple(parts)


def check(parts: Sequence[Part], skills: Collection[str], character: str) -> None:
    """Refuse a sequence of which a body has not all these skills.

    Raises:
        StuntmanError: names the first that is missing.
    """
    for part in parts:
        if part.skill not in skills:
            if two := _NO_COMMA.search(part.skill):
                raise StuntmanError(
                    f"--sequence lacks a comma between '{two['before']}' and '{two['after']}': "
                    f"write one between clips, {_EXAMPLE}."
                )
            other = library.character_of(part.skill)
            why = "which is not among what is known here"
            if other and other != character:
                why = f"a clip of the body '{other}', and this one is '{character}'"
            raise StuntmanError(f"--sequence names '{part.skill}', {why}: use {', '.join(skills)}.")


def steps(world: LiveWorld, parts: Sequence[Part]) -> int:
    """Control steps that a sequence takes, as far as can be told before: a skill waits until the
    one before has landed."""
    seconds = (world.duration_of(p.skill) if p.seconds is None else p.seconds for p in parts)
    return sum(math.ceil(each * CONTROL_RATE - _ROUNDING) for each in seconds)


def cues(world: LiveWorld, parts: Sequence[Part]) -> Iterator[None]:
    """Direct a world through a sequence, with whose first skill it has begun: asked for another
    before each control step, switches where it is time to. A clip that does not loop and has more
    time than it takes is entered anew.

    Raises:
        StuntmanError: a skill does not begin, since who falls again and again never gets there.
    """
    for number, part in enumerate(parts):
        if number:
            before = world.skill
            world.switch(part.skill)
            for _ in range(round(_PATIENCE * CONTROL_RATE)):
                if world.requested is None:
                    break
                yield
            else:
                raise StuntmanError(
                    f"--sequence does not get from '{before}' to '{part.skill}' within "
                    f"{_PATIENCE:g} s, for the character falls meanwhile: leave one of them out, "
                    "or train on."
                )
        for _ in range(_length(world, part)):
            if world.over:
                world.switch(world.skill)
            yield


def _length(world: LiveWorld, part: Part) -> int:
    """Control steps of a part that begins now."""
    if part.seconds is not None:
        return round(part.seconds * CONTROL_RATE)
    if world.loops:
        return math.ceil(world.duration * CONTROL_RATE - _ROUNDING)
    # The step that ends a clip puts the character back to its start.
    return max(1, math.ceil((world.duration - world.phase) * CONTROL_RATE - _ROUNDING) - 1)
