"""The networks: small multilayer perceptrons on normalised observations, and convolutions on what
of these is heights of the ground."""

import itertools
import math

import torch
from torch import Tensor, nn

from stuntman.imitation.height_map import HeightMap

SIGHT = ".sight."  # in the names of the weights of convolutions
_FEATURES = 64  # that these make of heights
_KERNEL, _STRIDE = 4, 2


class Seeing(nn.Linear):
    """A linear layer to whose outputs convolutions on a height map are added (paper, section 6.3:
    convolutions, then a layer of 64, before the network of the state).

    These count nothing at first: so a policy that saw no ground, or saw it without them, acts with
    them as it did.

    Args:
        channels: of the first of two convolutions; the second has twice as many.
    """

    def __init__(self, inputs: int, outputs: int, heights: HeightMap, channels: int) -> None:
        super().__init__(inputs, outputs)
        self.heights = heights
        convolution = (nn.Conv1d, nn.Conv2d)[len(heights.shape) - 1]
        left = math.prod(_convolved(_convolved(n)) for n in heights.shape)
        last = nn.Linear(_FEATURES, outputs, bias=False)
        nn.init.zeros_(last.weight)
        self.sight = nn.Sequential(
            convolution(1, channels, _KERNEL, _STRIDE),
            nn.ELU(),
            convolution(channels, 2 * channels, _KERNEL, _STRIDE),
            nn.ELU(),
            nn.Flatten(),
            nn.Linear(2 * channels * left, _FEATURES),
            nn.ELU(),
            last,
        )

    def forward(self, observations: Tensor) -> Tensor:
        looked = self.sight(self.heights.of(observations.flatten(0, -2)))
        return super().forward(observations) + looked.unflatten(0, observations.shape[:-1])


def _convolved(length: int) -> int:
    return (length - _KERNEL) // _STRIDE + 1


def mlp(
    inputs: int,
    hidden: tuple[int, ...],
    outputs: int,
    last_gain: float,
    heights: HeightMap | None = None,
    channels: int = 0,
) -> nn.Sequential:
    """Linear layers with ELU between them, orthogonal at the start; `last_gain` scales the last
    layer, so that a policy begins near its reference and a critic near zero. Where there are
    heights, and channels, the first layer sees them through convolutions as well."""
    sizes = (inputs, *hidden, outputs)
    layers: list[nn.Module] = []
    for k, (before, after) in enumerate(itertools.pairwise(sizes)):
        linear = nn.Linear(before, after)
        if heights is not None and channels and k == 0:
            linear = Seeing(before, after, heights, channels)
        last = k == len(hidden)
        nn.init.orthogonal_(linear.weight, last_gain if last else 2**0.5)
        nn.init.zeros_(linear.bias)
        layers += [linear] if last else [linear, nn.ELU()]
    return nn.Sequential(*layers)


class ActorCritic(nn.Module):
    """A Gaussian policy of one standard deviation per action, and a value function."""

    def __init__(
        self,
        observations: int,
        actions: int,
        hidden: tuple[int, ...],
        initial_std: float,
        heights: HeightMap | None = None,
        channels: int = 0,
    ) -> None:
        super().__init__()
        self.actor = mlp(observations, hidden, actions, 0.01, heights, channels)
        self.critic = mlp(observations, hidden, 1, 0.1, heights, channels)
        self.log_std = nn.Parameter(torch.full((actions,), initial_std).log())

    def value(self, observations: Tensor) -> Tensor:
        """(n,) of observations (n, observations)."""
        return self.critic(observations).squeeze(-1)

    def log_prob(self, mean: Tensor, actions: Tensor) -> Tensor:
        """Log density (n,) of actions (n, actions), less the constant that cancels in a ratio."""
        error = (actions - mean) * torch.exp(-self.log_std)
        return -0.5 * error.square().sum(-1) - self.log_std.sum()
