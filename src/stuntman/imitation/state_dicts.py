"""The states of several parts as one dictionary of tensors, which a checkpoint can hold."""

from typing import Protocol

from torch import Tensor


class Remembering(Protocol):
    """What has a state to go on from."""

    def state_dict(self) -> dict[str, Tensor]:
        """All that `load_state_dict` needs to continue bit for bit."""

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        """Continue from a `state_dict`."""


def joined(parts: dict[str, dict[str, Tensor]]) -> dict[str, Tensor]:
    """One dictionary of the states of named parts."""
    return {f"{part}/{name}": t for part, rows in parts.items() for name, t in rows.items()}


def split(state: dict[str, Tensor]) -> dict[str, dict[str, Tensor]]:
    """The states of the parts that were `joined`; a part without any is left out."""
    parts: dict[str, dict[str, Tensor]] = {}
    for name, tensor in state.items():
        part, rest = name.split("/", 1)
        parts.setdefault(part, {})[rest] = tensor
    return parts
