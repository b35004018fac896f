"""What a batch tells of the episodes in it."""

import math

import torch
from torch import Tensor

from stuntman.imitation.info import Info


class Episodes:
    """Notes every step of every world, and sums them up for the display and the curves.

    Attributes:
        lengths: (worlds,) steps of the episodes under way.
    """

    def __init__(self, worlds: int, device: torch.device) -> None:
        self.lengths = torch.zeros(worlds, device=device)
        self._columns: dict[str, list[Tensor]] = {}

    def note(self, reward: Tensor, terminated: Tensor, truncated: Tensor, info: Info) -> None:
        """Take in what a step of the environment gave, each (worlds,)."""
        ended = terminated | truncated
        lengths = self.lengths + 1
        row = {f"reward/{name}": term for name, term in info.terms.items()}
        row |= {f"task/{name}": value for name, value in info.metrics.items()}
        row |= {
            "reward": reward,
            "terminated": terminated.float(),
            "diverged": info.diverged,
            "episode_length": torch.where(ended, lengths, torch.nan),
        }
        for name, value in row.items():
            self._columns.setdefault(name, []).append(value)
        self.lengths = torch.where(ended, 0.0, lengths)

    def take(self) -> dict[str, float]:
        """Means over the steps noted since the last call, by name; how many diverged; and the mean
        length of the episodes that ended, if any did."""
        columns = {name: torch.stack(rows) for name, rows in self._columns.items()}
        self._columns = {}
        diverged = columns.pop("diverged")
        # A world that diverged has no reward terms.
        stats = {name: float(column.nanmean()) for name, column in columns.items()}
        stats["diverged"] = float(diverged.sum())
        if math.isnan(stats["episode_length"]):
            del stats["episode_length"]
        return stats
