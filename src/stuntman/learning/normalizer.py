"""Running mean and variance of observations."""

import torch
from torch import Tensor, nn

from stuntman.learning.distributed import all_mean_and_variance, processes


class Normalizer(nn.Module):
    """Scales observations to zero mean and unit variance, clipped to +-`clip`; but for the last
    `unscaled` of them, which are left as they are. While it is `frozen`, for good as it is then.

    `update` is called between iterations only: within one, the observations that the policy acted
    on and those that it learns from must be the same numbers.
    """

    count: Tensor
    mean: Tensor
    variance: Tensor

    def __init__(self, size: int, clip: float = 10.0, unscaled: int = 0) -> None:
        super().__init__()
        self.clip, self.frozen = clip, False
        self._scaled = size - unscaled
        self.register_buffer("count", torch.zeros((), dtype=torch.float64))
        self.register_buffer("mean", torch.zeros(size))
        self.register_buffer("variance", torch.ones(size))

    def forward(self, observations: Tensor) -> Tensor:
        scaled = (observations - self.mean) * torch.rsqrt(self.variance + 1e-4)
        return scaled.clamp(-self.clip, self.clip)

    @torch.no_grad()
    def update(self, observations: Tensor) -> None:
        """Take in a batch (..., size), by parallel sums (Chan et al. 1979)."""
        if self.frozen:
            return
        batch = observations.reshape(-1, observations.shape[-1]).double()
        rows = len(batch) * processes()
        mean, variance = all_mean_and_variance(batch)
        total = self.count + rows
        delta = mean - self.mean
        sums = self.variance.double() * self.count + variance * rows
        sums += delta.square() * self.count * rows / total
        self.mean.copy_(self.mean + delta * rows / total)
        self.variance.copy_(sums / total)
        self.mean[self._scaled :], self.variance[self._scaled :] = 0.0, 1.0
        self.count.copy_(total)
