"""The networks as they are at the start, and the density of their actions."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from stuntman.imitation.height_map import HeightMap, height_map
from stuntman.learning.networks import ActorCritic, Seeing, mlp


def test_layers_have_the_sizes_asked_for_and_an_elu_between_them() -> None:
    network = mlp(5, (8, 7), 3, last_gain=1.0)
    linears = [layer for layer in network if isinstance(layer, nn.Linear)]
    assert [(x.in_features, x.out_features) for x in linears] == [(5, 8), (8, 7), (7, 3)]
    assert [type(layer) for layer in network] == [nn.Linear, nn.ELU] * 2 + [nn.Linear]


def test_layers_start_orthogonal_and_the_last_one_small() -> None:
    network = mlp(6, (6,), 6, last_gain=0.01)
    for layer, gain in ((network[0], 2**0.5), (network[-1], 0.01)):
        assert isinstance(layer, nn.Linear)
        product = (layer.weight @ layer.weight.T).detach()
        np.testing.assert_allclose(product, gain**2 * np.eye(6), atol=1e-5 * gain)
        assert not layer.bias.any()


@pytest.mark.parametrize(
    ("layout", "shape"), [([("heights", 32)], (32,)), ([("height_grid", 256)], (16, 16))]
)
def test_heights_are_found_among_observations(
    layout: list[tuple[str, int]], shape: tuple[int, ...]
) -> None:
    found = height_map([("root", 3), *layout, ("goal", 1)])
    assert found is not None and found == HeightMap(3, shape)
    seen = torch.arange(2.0 * (4 + math.prod(shape))).reshape(2, -1)
    heights = found.of(seen)
    assert heights.shape == (2, 1, *shape)
    assert heights[1].flatten().tolist() == seen[1, 3:-1].tolist()
    assert height_map([("root", 3), ("goal", 1)]) is None


@pytest.mark.parametrize("shape", [(32,), (16, 16)])
def test_convolutions_count_nothing_at_first_and_then_their_neighbours(
    shape: tuple[int, ...],
) -> None:
    torch.manual_seed(0)
    count = math.prod(shape)
    network = mlp(3 + count, (8,), 2, 1.0, HeightMap(3, shape), channels=4)
    first = network[0]
    assert isinstance(first, Seeing)
    seen = torch.randn(5, 3 + count)
    alone = nn.functional.linear(seen, first.weight, first.bias)
    assert torch.equal(first(seen), alone)
    with torch.no_grad():
        # One channel of the first convolution adds up its four (by four) heights; the second takes
        # the first of these sums.
        for weights in first.sight.parameters():
            weights.zero_()
        add, take, feature, out = (w for w in first.sight.parameters() if w.dim() > 1)
        add[0], feature[0, 0], out[:, 0] = 1.0, 1.0, torch.arange(8.0)
        take[0, 0].flatten()[0] = 1.0
    heights = seen[:, 3:].reshape(5, *shape)
    corner = heights[(slice(None), *(slice(4),) * len(shape))].flatten(1).sum(1)
    felt = nn.functional.elu(nn.functional.elu(nn.functional.elu(corner)))
    np.testing.assert_allclose(
        (first(seen) - alone).detach(), felt.unsqueeze(1) * torch.arange(8.0), atol=1e-5
    )


def test_a_policy_starts_near_its_reference_and_a_critic_near_zero() -> None:
    torch.manual_seed(0)
    model = ActorCritic(40, 6, (32, 32), initial_std=0.5)
    observations = torch.randn(100, 40)
    assert model.actor(observations).shape == (100, 6)
    assert model.actor(observations).abs().max() < 0.1
    assert model.value(observations).shape == (100,)
    assert model.value(observations).abs().max() < 1.0
    assert model.log_std.exp().tolist() == pytest.approx([0.5] * 6)


def test_densities_differ_as_those_of_a_gaussian_do() -> None:
    model = ActorCritic(4, 3, (8,), initial_std=0.5)
    with torch.no_grad():
        model.log_std.copy_(torch.tensor([-1.0, 0.0, 0.5]))
    mean, actions = torch.randn(2, 10, 3, generator=torch.Generator().manual_seed(0))

    got = model.log_prob(mean, actions).detach()

    exact = torch.distributions.Normal(mean, model.log_std.exp()).log_prob(actions).sum(-1)
    constant = 1.5 * math.log(2.0 * math.pi)
    np.testing.assert_allclose(got, exact.detach() + constant, atol=1e-4)
