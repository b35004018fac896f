"""A batch of experience: what the worlds went through under the policy."""

from dataclasses import dataclass, fields
from typing import Any

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Rollout:
    """Some control steps of every world, in time's order.

    Attributes:
        observations: (steps, worlds, n) as the environment gave them, for the normaliser.
        actor_observations, critic_observations: (steps, worlds, n) normalised, as the two networks
            saw them; the same numbers unless the critic is told more.
        means: (steps, worlds, actions) of the policy. actions: (steps, worlds, actions) taken.
        rewards, terminated, truncated: (steps, worlds).
        values: (steps, worlds) of the states that steps began in.
        advantages: (steps, worlds).
        teacher_actions: (steps, worlds, actions) that teachers would have taken; None without any.
        teacher_trust: (steps, worlds) what they are worth listening to.
    """

    observations: Tensor
    actor_observations: Tensor
    critic_observations: Tensor
    means: Tensor
    actions: Tensor
    rewards: Tensor
    terminated: Tensor
    truncated: Tensor
    values: Tensor
    advantages: Tensor
    teacher_actions: Tensor | None = None
    teacher_trust: Tensor | None = None

    def samples(self) -> "Rollout":
        """The same as one row of (steps worlds, ...)."""
        columns = {part.name: getattr(self, part.name) for part in fields(self)}
        rows: dict[str, Any] = {
            name: None if column is None else column.flatten(0, 1)
            for name, column in columns.items()
        }
        return Rollout(**rows)


class Columns:
    """Collects tensors (worlds, ...) by name, a step at a time."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Tensor]] = {}

    def add(self, **row: Tensor) -> None:
        """One step's."""
        for name, value in row.items():
            self._rows.setdefault(name, []).append(value)

    def stacked(self) -> dict[str, Tensor]:
        """(steps, worlds, ...) by name."""
        return {name: torch.stack(rows) for name, rows in self._rows.items()}
