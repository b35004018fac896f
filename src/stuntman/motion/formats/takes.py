"""The animations of one file: which there are, and which is meant."""

import reprlib
from collections.abc import Sequence
from dataclasses import dataclass

from stuntman.errors import StuntmanError


@dataclass(frozen=True)
class Take:
    """One animation of a file.

    Attributes:
        name: as the file has it; `take 3` where it has none.
        seconds: its length.
        moves: whether anything moves in it.
    """

    name: str
    seconds: float
    moves: bool


def choose(takes: Sequence[Take], name: str | None) -> tuple[int, str]:
    """The number of the take that is meant, and what is to be said of it: the one of that name,
    else the longest that moves.

    Raises:
        StuntmanError: there is none of that name, or nothing moves.
    """
    if not takes:
        raise StuntmanError("has no animation; export it with one")
    known = ", ".join(reprlib.repr(take.name) for take in takes[:20])
    if name is not None:
        for number, take in enumerate(takes):
            if take.name == name:
                if not take.moves:
                    raise StuntmanError(f"nothing moves in its take {name!r}; choose of {known}")
                return number, ""
        raise StuntmanError(f"has no take {name!r}; choose one of {known}")
    moving = [number for number, take in enumerate(takes) if take.moves]
    if not moving:
        raise StuntmanError(f"nothing moves in it: a pose and no motion ({known}); give another")
    best = max(moving, key=lambda number: (takes[number].seconds, -number))
    if len(takes) == 1:
        return best, ""
    return best, (
        f"its take {takes[best].name!r} of {len(takes)} ({known}), the longest that moves; "
        "--take names another"
    )
