"""One of two processes that learn together; test_distributed.py runs it twice.

Arguments: its rank, and a folder. Leaves what it found in RANK.safetensors there.
"""

import os
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, distributed, nn

from stuntman.learning.distributed import (
    all_mean,
    all_mean_and_variance,
    average_gradients,
    processes,
)
from stuntman.learning.normalizer import Normalizer
from stuntman.learning.ppo import Ppo, PpoConfig
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe


def batch() -> Tensor:
    """What is learned from in all: (64, 6). Its columns are of very different size."""
    rng = torch.Generator().manual_seed(0)
    return torch.randn(64, 6, generator=rng) * torch.tensor([1e-3, 0.1, 1.0, 3.0, 10.0, 100.0]) + 2


def network() -> nn.Module:
    """The same in every process."""
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(6, 16), nn.ELU(), nn.Linear(16, 1))


def gradients(rows: Tensor) -> list[Tensor]:
    """Of a mean over these samples, over all processes."""
    model = network()
    model(rows).square().mean().backward()
    average_gradients(list(model.parameters()))
    return [p.grad for p in model.parameters() if p.grad is not None]


def sums(rows: Tensor) -> dict[str, Tensor]:
    """What all processes together find of the rows of each."""
    mean, variance = all_mean_and_variance(rows)
    _, unbiased = all_mean_and_variance(rows, correction=1)
    normalizer = Normalizer(6)
    for part in rows.chunk(2):
        normalizer.update(part)
    return {
        "mean": mean,
        "variance": variance,
        "unbiased": unbiased,
        "all_mean": all_mean(rows.mean()),
        **{f"gradient{k}": gradient for k, gradient in enumerate(gradients(rows))},
        **{f"normalizer.{name}": t.clone() for name, t in normalizer.state_dict().items()},
    }


def ppo(rank: int) -> dict[str, Tensor]:
    """Two iterations of a learner, in worlds of its own."""
    config = PpoConfig(worlds=4, steps=8, epochs=2, minibatches=2, hidden=(8,), bfloat16=False)
    learner = Ppo(build.build(Recipe({"walk": 1.0}), 4, seed=rank, threads=1), config, seed=1)
    for _ in range(2):
        learner.iterate()
    state = learner.state_dict()
    kept = ("model/", "normalizer/", "optimizer/", "learner/learning_rate", "environment/world")
    return {name: t.clone() for name, t in state.items() if name.startswith(kept)}


def main(rank: int, folder: Path) -> None:
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    torch.set_num_threads(1)
    distributed.init_process_group(
        "gloo", init_method=f"file://{folder / 'meeting'}", rank=rank, world_size=2
    )
    assert processes() == 2
    # Every other row, so that no half is like the other.
    found = sums(batch()[rank::2]) | ppo(rank)
    save_file({k: t.contiguous() for k, t in found.items()}, folder / f"{rank}.safetensors")
    distributed.destroy_process_group()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
