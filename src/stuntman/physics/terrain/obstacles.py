"""Mixed obstacles: steps up and down, gaps, and walls to clear (paper, section 10)."""

from dataclasses import dataclass

import torch
from torch import Tensor

from stuntman.errors import refuse_no_span
from stuntman.physics.terrain.ground import GroundSettings, between
from stuntman.physics.terrain.tiles import Tiles


@dataclass(frozen=True)
class Settings(GroundSettings):
    """One obstacle after another, with level ground between.

    Attributes:
        plate: m, from and to, between two. step: m, from and to, up or down. gap: m, from and to.
        wall: m, from and to, how high one is; thick: m, from and to. Steps, gaps and walls are less
            where it is easier.
    """

    plate: tuple[float, ...] = (1.5, 4.0)
    step: tuple[float, ...] = (0.1, 0.25)
    gap: tuple[float, ...] = (0.3, 0.6)
    wall: tuple[float, ...] = (0.15, 0.3)
    thick: tuple[float, ...] = (0.15, 0.3)

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_no_span("terrain", self, "plate", 0.3, 100.0)
        refuse_no_span("terrain", self, "thick", 0.05, 10.0)
        for name in ("step", "gap", "wall"):
            refuse_no_span("terrain", self, name, 0.0, 10.0)

    @property
    def shortest(self) -> float:
        return 0.4 * (self.plate[0] + self.thick[0])  # with a wall, two tiles take so much each

    def make(self, draws: Tensor, difficulty: Tensor) -> Tiles:
        """Of each obstacle the thing itself, of no length but for a wall, and the plate after it.
        Every other row of draws is used."""
        kind, size, more, plate = draws[:, ::2].unbind(-1)
        up, down, gap = kind < 0.25, (kind >= 0.25) & (kind < 0.5), (kind >= 0.5) & (kind < 0.75)
        wall = kind >= 0.75
        step = difficulty * between(self.step, size) * (up.double() - down.double())
        level = step.cumsum(1)
        top = torch.where(wall, level + difficulty * between(self.wall, size), level - step)
        none = torch.zeros_like(level)
        before = torch.where(gap, difficulty * between(self.gap, size), none)
        length = torch.where(wall, between(self.thick, more), none)

        def in_turn(one: Tensor, other: Tensor) -> Tensor:
            return torch.stack([one, other], dim=-1).flatten(1)[:, : self.tiles]

        return Tiles.in_a_row(
            in_turn(none, before),
            in_turn(length, between(self.plate, plate)),
            in_turn(top, level),
        )
