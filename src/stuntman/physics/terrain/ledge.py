"""Ledges to come down from."""

from dataclasses import dataclass

import torch
from torch import Tensor

from stuntman.errors import POSITIVE, refuse_no_span, refuse_outside
from stuntman.physics.terrain.ground import GroundSettings, between
from stuntman.physics.terrain.tiles import Tiles


@dataclass(frozen=True)
class Settings(GroundSettings):
    """One ledge after another.

    Attributes:
        height: m of each; less where it is easier. plate: m, from and to, to the next one.
    """

    tiles: int = 20
    height: float = 2.0
    plate: tuple[float, ...] = (6.0, 10.0)

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_outside("terrain", self, ("height",), 0, POSITIVE[1])
        refuse_no_span("terrain", self, "plate", 1.0, 1000.0)

    @property
    def shortest(self) -> float:
        return self.plate[0]

    def make(self, draws: Tensor, difficulty: Tensor) -> Tiles:
        plate = between(self.plate, draws[..., 0])
        top = -self.height * difficulty * torch.ones_like(plate).cumsum(1)
        return Tiles.in_a_row(torch.zeros_like(plate), plate, top)
