"""Flights of stairs, up and down in turn, with landings between."""

from dataclasses import dataclass

import torch
from torch import Tensor

from stuntman.errors import refuse_no_span, refuse_outside
from stuntman.physics.terrain.ground import GroundSettings, between
from stuntman.physics.terrain.tiles import Tiles


@dataclass(frozen=True)
class Settings(GroundSettings):
    """Steps of one height in each flight.

    Attributes:
        rise: m, from and to, of each step; less where it is easier. tread: m, how deep one is.
        steps: in a flight. landing: m, from and to, before each flight.
    """

    tiles: int = 150
    rise: tuple[float, ...] = (0.12, 0.18)
    tread: float = 0.32
    steps: int = 6
    landing: tuple[float, ...] = (1.0, 2.0)

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_no_span("terrain", self, "rise", 0.0, 1.0)
        refuse_no_span("terrain", self, "landing", 0.2, 100.0)
        refuse_outside("terrain", self, ("tread",), 0.15, 10)
        refuse_outside("terrain", self, ("steps",), 1, 100)

    @property
    def shortest(self) -> float:
        return min(self.tread, self.landing[0])

    def make(self, draws: Tensor, difficulty: Tensor) -> Tiles:
        place = torch.arange(self.tiles, device=draws.device)
        flight, landing = place // (self.steps + 1), place % (self.steps + 1) == 0
        of_flight = draws[:, flight * (self.steps + 1)]  # what is drawn for its first tile
        up = torch.where(flight % 2 == 0, 1.0, -1.0)
        rise = up * difficulty * between(self.rise, of_flight[..., 0])
        top = torch.where(landing, 0.0, rise).cumsum(1)
        length = torch.where(landing, between(self.landing, of_flight[..., 1]), self.tread)
        return Tiles.in_a_row(torch.zeros_like(length), length, top)
