"""How much better than expected an action turned out."""

import torch
from torch import Tensor


def advantages(
    rewards: Tensor,
    values: Tensor,
    next_values: Tensor,
    terminated: Tensor,
    truncated: Tensor,
    gamma: float,
    lam: float,
) -> Tensor:
    """Generalised advantage estimates (steps, worlds) (Schulman et al. 2016).

    Args:
        values: of the state a step began in; next_values: of the state it reached, before any
            reset. All (steps, worlds). A termination has no future; a truncation has the value of
            the state reached; neither lets what the next episode earned leak back.
    """
    deltas = rewards + gamma * next_values * ~terminated - values
    carry = gamma * lam * ~(terminated | truncated)
    out = torch.empty_like(deltas)
    running = torch.zeros_like(deltas[0])
    for t in reversed(range(len(deltas))):
        running = deltas[t] + carry[t] * running
        out[t] = running
    return out
