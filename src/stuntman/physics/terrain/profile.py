"""Heights of ground that varies only along its course: exact means over any stretch of it."""

from dataclasses import dataclass

import torch
from torch import Tensor

from stuntman.physics.terrain.tiles import Tiles


@dataclass(frozen=True, eq=False)
class Profile:
    """A height for each x, in straight pieces (courses, n), float64.

    Attributes:
        starts: m, where each piece begins. height: m, there. slope: from there.
        area: m², between the profile and z = 0, from the first piece to each.
    """

    starts: Tensor
    height: Tensor
    slope: Tensor
    area: Tensor

    @staticmethod
    def bridged(tiles: Tiles) -> "Profile":
        """Straight on from each tile's end to the next one's beginning."""
        end, after = tiles.top + tiles.rise, tiles.top.roll(-1, 1)
        after[:, -1] = end[:, -1]
        return _profile(tiles, end, after)

    @staticmethod
    def sunken(tiles: Tiles, depth: float) -> "Profile":
        """Gaps have a bottom `depth` m below the lower of their edges."""
        end, after = tiles.top + tiles.rise, tiles.top.roll(-1, 1)
        after[:, -1] = end[:, -1]
        bottom = torch.minimum(end, after) - depth
        return _profile(tiles, bottom, bottom)

    def write(self, courses: Tensor, other: "Profile") -> None:
        """Let the courses of these indices (n,) be as `other` (n) has them, in place."""
        for name, rows in vars(self).items():
            rows[courses] = getattr(other, name)

    def mean(self, begin: Tensor, end: Tensor) -> Tensor:
        """Mean height (courses, m) of stretches that begin and end there (courses, m); end has to
        be greater."""
        return (self._area(end) - self._area(begin)) / (end - begin)

    def means(self, edges: Tensor) -> Tensor:
        """Mean heights (courses, m - 1) between edges (courses, m), no two the same."""
        return self._area(edges).diff(dim=1) / edges.diff(dim=1)

    def _area(self, x: Tensor) -> Tensor:
        piece = torch.searchsorted(self.starts, x.contiguous(), right=True).sub(1).clamp_min(0)
        on = x - self.starts.gather(1, piece)
        height, slope = self.height.gather(1, piece), self.slope.gather(1, piece)
        return self.area.gather(1, piece) + on * (height + 0.5 * slope * on)


def _profile(tiles: Tiles, gap_begin: Tensor, gap_end: Tensor) -> Profile:
    """Tiles and the gaps after them in turn, these from one height to another (courses, n)."""
    following = tiles.x0.roll(-1, 1)
    following[:, -1] = tiles.x1[:, -1]
    starts = _in_turn(tiles.x0, tiles.x1)
    length = _in_turn(tiles.x1 - tiles.x0, following - tiles.x1)
    height = _in_turn(tiles.top, gap_begin)
    slope = _in_turn(tiles.rise, gap_end - gap_begin) / length.clamp_min(1e-9)
    area = (length * (height + 0.5 * slope * length)).cumsum(1)
    return Profile(starts, height, slope, area.roll(1, 1).index_fill(1, _first(starts), 0.0))


def _in_turn(one: Tensor, other: Tensor) -> Tensor:
    return torch.stack([one, other], dim=-1).flatten(1)


def _first(like: Tensor) -> Tensor:
    return torch.zeros(1, dtype=torch.long, device=like.device)
