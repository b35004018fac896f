"""Dense gaps to jump over (paper, section 10)."""

from dataclasses import dataclass

import torch
from torch import Tensor

from stuntman.errors import refuse_no_span
from stuntman.physics.terrain.ground import GroundSettings, between
from stuntman.physics.terrain.tiles import Tiles


@dataclass(frozen=True)
class Settings(GroundSettings):
    """Plates of one height.

    Attributes:
        plate: m, from and to, of each. gap: m, from and to, between two; less where it is easier.
    """

    plate: tuple[float, ...] = (0.8, 2.0)
    gap: tuple[float, ...] = (0.3, 0.5)

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_no_span("terrain", self, "plate", 0.2, 100.0)
        refuse_no_span("terrain", self, "gap", 0.0, 10.0)

    @property
    def shortest(self) -> float:
        return self.plate[0]

    def make(self, draws: Tensor, difficulty: Tensor) -> Tiles:
        plate = between(self.plate, draws[..., 0])
        gap = difficulty * between(self.gap, draws[..., 1])
        return Tiles.in_a_row(gap, plate, torch.zeros_like(plate))
