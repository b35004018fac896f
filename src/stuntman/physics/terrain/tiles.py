"""What ground is made of: rectangles, level or tilted, in a row along a course.

A course is a pure function of a number and a difficulty, on any device and for many at once.
"""

from dataclasses import dataclass, fields

import torch
from torch import Tensor

from stuntman.errors import StuntmanError

ENDLESS = 1e4  # m; the first tile begins so far behind, the last ends so far ahead
_GOLDEN = -7046029254386353131  # 2^64 / golden ratio, as all constants here a signed number
_MIX = (30, -4658895280553007687), (27, -7723592293110705685), (31, 1)  # splitmix64's
_SAME = 1e-9  # m; tops that differ by less are flush


@dataclass(frozen=True, eq=False)
class Tiles:
    """Rectangles of ground (courses, n), float64, in the course's own frame: x ahead, z up.

    Attributes:
        x0, x1: m, where each begins and ends; ascending, none within another.
        top: m, its height at x0. rise: m, how much higher it is at x1.
        y0, y1: m, its right and left side in its middle; infinite where the ground varies only
            along x.
        yaw: rad by which its middle line, which begins at x0 and ends at x1, leaves the course.
    """

    x0: Tensor
    x1: Tensor
    top: Tensor
    rise: Tensor
    y0: Tensor
    y1: Tensor
    yaw: Tensor

    @staticmethod
    def in_a_row(
        gap: Tensor, length: Tensor, top: Tensor, rise: Tensor | None = None, begin: float = 0.0
    ) -> "Tiles":
        """Tiles (courses, n) one after another, endless to both sides.

        Args:
            gap: m before each. length: m of each. top, rise: see above.
            begin: m, where the first gap begins.
        """
        ends = begin + (gap + length).cumsum(1)
        wide = torch.full_like(length, torch.inf)
        rise = torch.zeros_like(length) if rise is None else rise
        return Tiles(ends - length, ends, top, rise, -wide, wide, torch.zeros_like(length))

    @property
    def middle(self) -> Tensor:
        """m, the y of each one's middle; 0 where it is endless."""
        return torch.where(torch.isinf(self.y1), 0.0, 0.5 * (self.y0 + self.y1))

    def at(self, x: Tensor) -> "Tiles":
        """Those that are at places x (courses, m) of their courses, or come after."""
        which = torch.searchsorted(self.x1, x.contiguous(), right=True)
        return self.picked(which.clamp_max(self.x1.shape[1] - 1))

    def line(self, x: Tensor) -> Tensor:
        """Where (courses, m) in y the middle line is at x (courses, m)."""
        there = self.at(x)
        return there.middle + torch.tan(there.yaw) * (x - 0.5 * (there.x0 + there.x1))

    def cover(self, x: Tensor, y: Tensor, size: float) -> Tensor:
        """How much of squares (courses, m) of a size in m about x and y is ground, 0 to 1, as far
        as sides go."""
        there, line = self.at(x), self.line(x)
        aside = (y - line).abs() * torch.cos(there.yaw)
        inside = ((0.5 * (there.y1 - there.y0) - aside) / size + 0.5).clamp(0.0, 1.0)
        return torch.where(x >= there.x0, inside, 0.0)

    def stacked(self) -> Tensor:
        """All of it as one tensor (courses, n, fields)."""
        return torch.stack([getattr(self, field.name) for field in fields(self)], dim=-1)

    @staticmethod
    def of(stacked: Tensor) -> "Tiles":
        """Out of what `stacked` gave."""
        return Tiles(*(part.contiguous() for part in stacked.unbind(-1)))

    def picked(self, which: Tensor) -> "Tiles":
        """Of each course those of these indices (courses, n)."""
        return Tiles(*(getattr(self, field.name).gather(1, which) for field in fields(self)))

    def write(self, courses: Tensor, other: "Tiles") -> None:
        """Let the courses of these indices (n,) be as `other` (n) has them, in place."""
        for field in fields(self):
            getattr(self, field.name)[courses] = getattr(other, field.name)

    def merged(self) -> "Tiles":
        """The same with flush neighbours made one, for feet catch on the edges between; the places
        of those that are gone follow the last one, of no length."""
        end = self.top + self.rise
        flush = (
            ((self.x0[:, 1:] - self.x1[:, :-1]).abs() < _SAME)
            & ((self.top[:, 1:] - end[:, :-1]).abs() < _SAME)
            & (self.rise[:, 1:].abs() < _SAME)
            & (self.rise[:, :-1].abs() < _SAME)
            & (self.y0[:, 1:] == self.y0[:, :-1])
            & (self.y1[:, 1:] == self.y1[:, :-1])
            & (self.yaw[:, 1:] == 0.0)
            & (self.yaw[:, :-1] == 0.0)
        )
        place = torch.cat([torch.zeros_like(flush[:, :1]), ~flush], dim=1).long().cumsum(1)
        first = torch.cat([torch.ones_like(flush[:, :1]), ~flush], dim=1)
        rows = self.stacked()
        last = rows[:, -1:].clone()
        last[..., 0], last[..., 2] = last[..., 1], last[..., 2] + last[..., 3]
        last[..., 3] = 0.0
        out = last.expand_as(rows).clone()
        # Of each group the first one's numbers, but for where it ends.
        where = torch.where(first, place, rows.shape[1]).unsqueeze(-1).expand_as(rows)
        out = torch.cat([out, out[:, :1]], dim=1).scatter(1, where, rows)[:, :-1]
        ends = torch.full_like(self.x1, -torch.inf).scatter_reduce(1, place, self.x1, "amax")
        out[..., 1] = torch.where(torch.isfinite(ends), ends, out[..., 1])
        return Tiles.of(out)

    def check(self, name: str) -> None:
        """Refuse what is no ground.

        Raises:
            StuntmanError: a number is none, or tiles lie within one another.
        """
        numbers = torch.stack([self.x0, self.x1, self.top, self.rise, self.yaw])
        ascending = (self.x1 >= self.x0).all() and (self.x0[:, 1:] >= self.x1[:, :-1] - _SAME).all()
        if not (torch.isfinite(numbers).all() and ascending):
            raise StuntmanError(
                f"terrain: '{name}' makes tiles that are no numbers or do not follow one another: "
                "see docs/terrain.md."
            )

    def check_shape(self, name: str, shape: tuple[int, int]) -> None:
        """Refuse tiles that are not so many courses of so many.

        Raises:
            StuntmanError: says so.
        """
        for field in fields(self):
            value = getattr(self, field.name)
            found = tuple(value.shape) if isinstance(value, Tensor) else type(value).__name__
            if found != shape:
                raise StuntmanError(
                    f"terrain: '{name}' makes a '{field.name}' that is {found} where it should be "
                    f"a tensor {shape}, a row a course: see docs/terrain.md."
                )


def course_numbers(seed: Tensor, worlds: Tensor, episode: Tensor) -> Tensor:
    """The numbers (n,) int64 that courses are made from: of these worlds in these episodes, (n,)
    each."""
    mixed = _mixed(seed + _GOLDEN)
    return _mixed(_mixed(mixed + worlds * _GOLDEN) + episode * _GOLDEN)


def uniform(numbers: Tensor, tiles: int, draws: int) -> Tensor:
    """Draws (n, tiles, draws) float64 from [0, 1) for courses of these numbers (n,): the same on
    every device (Steele et al. 2014, "SplitMix")."""
    step = torch.arange(1, tiles * draws + 1, device=numbers.device) * _GOLDEN
    bits = (_mixed(numbers.unsqueeze(1) + step) >> 11) & (2**53 - 1)
    return (bits.double() * 2.0**-53).view(-1, tiles, draws)


def _mixed(values: Tensor) -> Tensor:
    for shift, factor in _MIX:
        values = (values ^ ((values >> shift) & ((1 << (64 - shift)) - 1))) * factor
    return values
