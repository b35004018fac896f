"""The states of a learner's parts as one dictionary of tensors, which a checkpoint can hold."""

import torch
from torch import Tensor


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


def moments(optimizer: torch.optim.Optimizer) -> dict[str, Tensor]:
    """What an optimizer remembers of each parameter."""
    rows = optimizer.state_dict()["state"].items()
    return {f"{k}.{name}": t for k, row in rows for name, t in row.items()}


def load_moments(optimizer: torch.optim.Optimizer, state: dict[str, Tensor]) -> None:
    """Continue from such `moments`; learning rates stay as they are."""
    rows: dict[int, dict[str, Tensor]] = {}
    for name, tensor in state.items():
        parameter, moment = name.split(".", 1)
        rows.setdefault(int(parameter), {})[moment] = tensor
    groups = optimizer.state_dict()["param_groups"]
    optimizer.load_state_dict({"state": rows, "param_groups": groups})
