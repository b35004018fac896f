"""What grounds have in common. A ground is one file: a frozen dataclass `Settings`, which a
recipe's table fills, and which makes tiles. docs/terrain.md has one as an example."""

from dataclasses import dataclass
from typing import ClassVar

import mujoco
import torch
from torch import Tensor

from stuntman.errors import StuntmanError, refuse_no_span, refuse_outside
from stuntman.physics.terrain.boxes import MARGIN, edit_scene
from stuntman.physics.terrain.tiles import ENDLESS, Tiles, uniform
from stuntman.plugins import file_of

_MOST_TILES = 1000
_SHORTEST = 0.3  # m, unless a ground says otherwise


@dataclass(frozen=True)
class GroundSettings:
    """A ground's table in a recipe.

    Attributes:
        start: m of level ground ahead of where an episode starts; with a clip that does not loop,
            ahead of where the clip begins.
        tiles: how many come then; after the last one it goes on level.
        seen: m ahead of the root, from and to, where the policy sees heights.
        reach: m about the root where there is ground: what is farther away falls through.
        averaged: m from the root, from and to, over which the ground's height is averaged for the
            reference, which follows it; behind the root these are below zero.
        first_difficulty: 0 to 1, up to which worlds differ when training begins; it rises with
            success. Evaluations are at 1.
        draws: how many random numbers a tile takes.
        winding: whether it has sides to fall off. The policy then sees a grid of heights, and the
            reference is led along the middle.
    """

    start: float = 3.0
    tiles: int = 96
    seen: tuple[float, ...] = (-0.3, 2.9)
    reach: float = 0.9
    averaged: tuple[float, ...] = (-0.3, 0.3)
    first_difficulty: float = 0.6
    draws: ClassVar[int] = 4
    winding: ClassVar[bool] = False

    def __post_init__(self) -> None:
        refuse_outside("terrain", self, ("start",), 0.1, 100)
        refuse_outside("terrain", self, ("tiles",), 1, _MOST_TILES)
        refuse_outside("terrain", self, ("reach",), 0.5, 10)
        refuse_outside("terrain", self, ("first_difficulty",), 0, 1)
        refuse_no_span("terrain", self, "seen", -10.0, 10.0)
        refuse_no_span("terrain", self, "averaged", -10.0, 10.0)

    @property
    def shortest(self) -> float:
        """m, from the beginning of a tile to that of the next, at least; of it follows how many
        boxes a world needs. The fewer, the faster it is."""
        return _SHORTEST

    @property
    def boxes(self) -> int:
        """How many boxes are the ground within reach.

        Raises:
            StuntmanError: `shortest` is no length.
        """
        shortest = self.shortest
        if not isinstance(shortest, int | float) or not shortest > 0.0:
            raise StuntmanError(
                f"terrain: 'shortest' in {file_of(type(self))} is {shortest!r:.60}, and has to be "
                "m, more than 0: see docs/terrain.md."
            )
        return min(self.tiles, int(2.0 * (self.reach + MARGIN) / shortest) + 2)

    def edit_scene(self, spec: mujoco.MjSpec) -> None:
        """Put boxes in the place of the floor."""
        edit_scene(spec, self.boxes)

    def make(self, draws: Tensor, difficulty: Tensor) -> Tiles:
        """What follows the start, from x = 0 on; each ground's settings say what.

        Args:
            draws: (courses, tiles, `draws`) from [0, 1), float64; all that may differ.
            difficulty: (courses, 1) from 0 to 1.
        """
        raise NotImplementedError

    def courses(self, numbers: Tensor, difficulty: Tensor) -> Tiles:
        """Whole courses (n, tiles) of these numbers (n,) at difficulties (n,): a start that
        reaches from far behind to x = `start`, what `make` makes, and an end without an end.

        Raises:
            StuntmanError: what is made is no ground.
        """
        name = file_of(type(self))
        if type(self.draws) is not int or self.draws < 1:
            raise StuntmanError(
                f"terrain: 'draws' in {name} is {self.draws!r:.60}, and has to be a whole number, "
                "at least 1: see docs/terrain.md."
            )
        drawn = uniform(numbers, self.tiles, self.draws)
        made = self.make(drawn, difficulty.double().unsqueeze(1))
        if not isinstance(made, Tiles):
            raise StuntmanError(
                f"terrain: 'make' in {name} gives {type(made).__name__}, and has to give Tiles: "
                "see docs/terrain.md."
            )
        made.check_shape(name, (len(numbers), self.tiles))
        made.check(name)
        rows = made.stacked()
        rows[..., :2] += self.start
        first, last = torch.zeros_like(rows[:, :1]), rows[:, -1:].clone()
        first[..., 0], first[..., 1] = -ENDLESS, self.start
        last[..., 0], last[..., 1] = rows[:, -1:, 1], ENDLESS
        last[..., 2], last[..., 3] = last[..., 2] + last[..., 3], 0.0
        for part in (first, last):
            part[..., 4:] = torch.tensor([-torch.inf, torch.inf, 0.0])
        return Tiles.of(torch.cat([first, rows, last], dim=1)).merged()


def between(span: tuple[float, ...], draws: Tensor) -> Tensor:
    """Numbers from a span (from, to) for draws from [0, 1)."""
    return span[0] + (span[1] - span[0]) * draws
