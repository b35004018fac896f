"""A winding balance beam (paper, section 10)."""

import math
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor

from stuntman.errors import refuse_no_span, refuse_outside
from stuntman.physics.terrain.ground import GroundSettings, between
from stuntman.physics.terrain.tiles import Tiles


@dataclass(frozen=True)
class Settings(GroundSettings):
    """Straight pieces, each in a direction of its own.

    Attributes:
        width: m. widest: m, where it is easiest. length: m, from and to, of a piece.
        turn: degrees by which a piece leaves the way ahead at most, to either side; less where it
            is easier.
    """

    tiles: int = 80
    seen: tuple[float, ...] = (-0.3, 1.3)
    width: float = 0.35
    widest: float = 1.2
    length: tuple[float, ...] = (0.8, 1.6)
    turn: float = 25.0
    winding: ClassVar[bool] = True

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_outside("terrain", self, ("width", "widest"), 0.05, 10)
        refuse_outside("terrain", self, ("turn",), 0, 60)
        refuse_no_span("terrain", self, "length", 0.2, 100.0)

    @property
    def shortest(self) -> float:
        return self.length[0]

    def make(self, draws: Tensor, difficulty: Tensor) -> Tiles:
        length = between(self.length, draws[..., 0])
        ends = length.cumsum(1)
        turn = math.radians(self.turn)
        yaw = difficulty * between((-turn, turn), draws[..., 1])
        aside = length * torch.tan(yaw)
        middle = aside.cumsum(1) - 0.5 * aside
        half = 0.5 * between((self.widest, self.width), difficulty).expand_as(length)
        level = torch.zeros_like(length)
        return Tiles(ends - length, ends, level, level, middle - half, middle + half, yaw)
