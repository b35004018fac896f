"""Averages over all samples of a batch, wherever they were gathered.

One process learns alone; several (`torchrun`) each gather a part of the batch and take the same
step. Everything that is averaged over samples goes through `all_mean`.
"""

import torch
from torch import Tensor, distributed, nn


def processes() -> int:
    """How many learn together."""
    return distributed.get_world_size() if distributed.is_initialized() else 1


def all_mean(value: Tensor) -> Tensor:
    """The mean of a tensor over all processes; the tensor itself where there is one."""
    if processes() == 1:
        return value
    total = value.clone()
    distributed.all_reduce(total)
    return total / processes()


def all_mean_and_variance(rows: Tensor, correction: int = 0) -> tuple[Tensor, Tensor]:
    """Mean and variance over the first axis of rows (n, ...) and over all processes, which have
    equally many.

    Args:
        correction: 1 for the unbiased variance, 0 for the population's.
    """
    own, spread = rows.mean(0), rows.var(0, correction=correction)
    if processes() == 1:
        return own, spread
    mean, count = all_mean(own), len(rows) * processes()
    within = spread * ((len(rows) - correction) / len(rows))
    population = all_mean(within + (own - mean).square())
    return mean, population * (count / (count - correction))


def average_gradients(parameters: list[nn.Parameter]) -> None:
    """Give each process the gradients of the whole batch."""
    if processes() > 1:
        with torch.no_grad():
            for parameter in parameters:
                if parameter.grad is not None:
                    parameter.grad = all_mean(parameter.grad)
