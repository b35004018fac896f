"""What an optimizer remembers, as tensors that a checkpoint can hold."""

import torch
from torch import Tensor


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
