"""Which of the numbers that a policy sees are heights of the ground, side by side."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from torch import Tensor

# The terms of heights, and the directions in which their numbers are neighbours.
LINE, GRID = "heights", "height_grid"
_DIRECTIONS = {LINE: 1, GRID: 2}


@dataclass(frozen=True)
class HeightMap:
    """Heights among observations.

    Attributes:
        begin: where they begin. shape: of them, along each direction in which they are neighbours.
    """

    begin: int
    shape: tuple[int, ...]

    def of(self, observations: Tensor) -> Tensor:
        """Heights (n, 1, *shape) of observations (n, observations)."""
        heights = observations[:, self.begin : self.begin + math.prod(self.shape)]
        return heights.reshape(-1, 1, *self.shape)


def height_map(layout: Iterable[tuple[str, int]]) -> HeightMap | None:
    """The heights among terms (name, size) in their order; None where there are none."""
    begin = 0
    for name, size in layout:
        if directions := _DIRECTIONS.get(name):
            return HeightMap(begin, (round(size ** (1.0 / directions)),) * directions)
        begin += size
    return None
