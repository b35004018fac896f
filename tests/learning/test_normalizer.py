"""Running statistics against those of all observations at once."""

import numpy as np
import pytest
import torch

from stuntman.learning.normalizer import Normalizer


def test_batches_of_any_size_add_up_to_one() -> None:
    rng = np.random.default_rng(0)
    batches = [3.0 + 5.0 * rng.normal(size=(n, 4)).astype(np.float32) for n in (1, 7, 300, 2)]
    normalizer = Normalizer(4)

    for batch in batches:
        normalizer.update(torch.from_numpy(batch))

    everything = np.concatenate(batches)
    assert normalizer.count == 310
    np.testing.assert_allclose(normalizer.mean, everything.mean(0), rtol=1e-5)
    np.testing.assert_allclose(normalizer.variance, everything.var(0), rtol=1e-4)


def test_a_batch_of_steps_and_worlds_counts_each_observation() -> None:
    batch = torch.randn(6, 5, 4, generator=torch.Generator().manual_seed(0))
    one, other = Normalizer(4), Normalizer(4)
    one.update(batch)
    other.update(batch.reshape(30, 4))
    assert one.count == 30
    assert torch.equal(one.mean, other.mean)
    assert torch.equal(one.variance, other.variance)


def test_what_it_has_seen_comes_out_around_zero_and_one_wide() -> None:
    batch = 100.0 + 0.5 * torch.randn(500, 3, generator=torch.Generator().manual_seed(0))
    normalizer = Normalizer(3)
    normalizer.update(batch)
    out = normalizer(batch)
    np.testing.assert_allclose(out.mean(0), 0.0, atol=1e-3)
    np.testing.assert_allclose(out.std(0), 1.0, atol=5e-3)


def test_far_outliers_are_clipped() -> None:
    normalizer = Normalizer(1, clip=4.0)
    normalizer.update(torch.tensor([[-1.0], [1.0]]))
    out = normalizer(torch.tensor([[1e9], [-1e9], [0.5]]))
    assert out.flatten().tolist() == pytest.approx([4.0, -4.0, 0.5], rel=1e-3)


def test_what_never_changes_comes_out_as_zero() -> None:
    normalizer = Normalizer(2)
    normalizer.update(torch.full((10, 2), 7.0))
    assert normalizer(torch.full((1, 2), 7.0)).tolist() == [[0.0, 0.0]]


def test_before_it_has_seen_anything_it_lets_observations_through() -> None:
    observation = torch.tensor([[0.5, -2.0]])
    np.testing.assert_allclose(Normalizer(2)(observation), observation, rtol=1e-3)


def test_its_state_continues_bit_for_bit() -> None:
    rng = torch.Generator().manual_seed(0)
    one, other = Normalizer(3), Normalizer(3)
    one.update(torch.randn(9, 3, generator=rng))
    other.load_state_dict(one.state_dict())
    batch = torch.randn(9, 3, generator=rng)
    one.update(batch)
    other.update(batch)
    assert torch.equal(one.variance, other.variance)
    assert torch.equal(one(batch), other(batch))


def test_the_last_ones_may_stay_as_they_are() -> None:
    batch = 100.0 + torch.randn(500, 3, generator=torch.Generator().manual_seed(0))
    normalizer = Normalizer(3, unscaled=1)
    normalizer.update(batch)
    assert normalizer.mean[2] == 0.0 and normalizer.variance[2] == 1.0
    observation = torch.tensor([[100.0, 100.0, 0.7]])
    np.testing.assert_allclose(normalizer(observation)[0, 2], 0.7, rtol=1e-3)
    assert float(normalizer(observation)[0, :2].abs().max()) < 0.2
