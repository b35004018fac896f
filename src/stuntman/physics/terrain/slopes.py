"""Slopes up and down, of any steepness up to a greatest one."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from stuntman.errors import refuse_no_span, refuse_outside
from stuntman.physics.terrain.ground import GroundSettings, between
from stuntman.physics.terrain.tiles import Tiles


@dataclass(frozen=True)
class Settings(GroundSettings):
    """Straight pieces, each at an angle of its own.

    Attributes:
        angle: degrees at most, up or down; less where it is easier. length: m, from and to.
    """

    angle: float = 12.0
    length: tuple[float, ...] = (0.8, 3.0)

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_outside("terrain", self, ("angle",), 0, 45)
        refuse_no_span("terrain", self, "length", 0.2, 100.0)

    @property
    def shortest(self) -> float:
        return self.length[0]

    def make(self, draws: Tensor, difficulty: Tensor) -> Tiles:
        length = between(self.length, draws[..., 0])
        steepest = math.radians(self.angle)
        rise = length * torch.tan(difficulty * between((-steepest, steepest), draws[..., 1]))
        top = rise.cumsum(1) - rise
        return Tiles.in_a_row(torch.zeros_like(length), length, top, rise)
