"""The networks: small multilayer perceptrons on normalised observations."""

import itertools

import torch
from torch import Tensor, nn


def mlp(inputs: int, hidden: tuple[int, ...], outputs: int, last_gain: float) -> nn.Sequential:
    """Linear layers with ELU between them, orthogonal at the start; `last_gain` scales the last
    layer, so that a policy begins near its reference and a critic near zero."""
    sizes = (inputs, *hidden, outputs)
    layers: list[nn.Module] = []
    for k, (before, after) in enumerate(itertools.pairwise(sizes)):
        linear = nn.Linear(before, after)
        last = k == len(hidden)
        nn.init.orthogonal_(linear.weight, last_gain if last else 2**0.5)
        nn.init.zeros_(linear.bias)
        layers += [linear] if last else [linear, nn.ELU()]
    return nn.Sequential(*layers)


class ActorCritic(nn.Module):
    """A Gaussian policy of one standard deviation per action, and a value function."""

    def __init__(
        self, observations: int, actions: int, hidden: tuple[int, ...], initial_std: float
    ) -> None:
        super().__init__()
        self.actor = mlp(observations, hidden, actions, last_gain=0.01)
        self.critic = mlp(observations, hidden, 1, last_gain=0.1)
        self.log_std = nn.Parameter(torch.full((actions,), initial_std).log())

    def value(self, observations: Tensor) -> Tensor:
        """(n,) of observations (n, observations)."""
        return self.critic(observations).squeeze(-1)

    def log_prob(self, mean: Tensor, actions: Tensor) -> Tensor:
        """Log density (n,) of actions (n, actions), less the constant that cancels in a ratio."""
        error = (actions - mean) * torch.exp(-self.log_std)
        return -0.5 * error.square().sum(-1) - self.log_std.sum()
