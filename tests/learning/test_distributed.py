"""Several processes, each with a part of the batch, take the step of one with the whole."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from stuntman.learning.distributed import all_mean, average_gradients, processes
from stuntman.motion.clip import Clip

SCRIPT = Path(__file__).with_name("one_of_two.py")
_spec = importlib.util.spec_from_file_location("one_of_two", SCRIPT)
assert _spec is not None and _spec.loader is not None
alone = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(alone)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, walk: Clip) -> list[dict[str, Tensor]]:
    """What each of two processes finds."""
    folder = tmp_path_factory.mktemp("both")
    running = [
        subprocess.Popen(
            [sys.executable, str(SCRIPT), str(rank), str(folder)], stderr=subprocess.PIPE
        )
        for rank in range(2)
    ]
    for process in running:
        _, error = process.communicate(timeout=300)
        assert process.returncode == 0, error.decode()
    return [load_file(folder / f"{rank}.safetensors") for rank in range(2)]


@pytest.fixture
def whole() -> dict[str, Tensor]:
    """What one process finds of the rows of both, in the order that these take them in."""
    rows = alone.batch()
    halves = zip(rows[0::2].chunk(2), rows[1::2].chunk(2), strict=True)
    found: dict[str, Tensor] = alone.sums(torch.cat([half for pair in halves for half in pair]))
    return found


def test_alone_a_mean_is_what_it_was() -> None:
    value = torch.tensor([1.0, 2.0])
    assert processes() == 1
    assert all_mean(value) is value


def test_alone_gradients_are_what_they_were() -> None:
    model = nn.Linear(2, 1)
    model(torch.ones(3, 2)).sum().backward()
    before = model.weight.grad
    average_gradients(list(model.parameters()))
    assert model.weight.grad is before


def apart(found: Tensor, expected: Tensor) -> float:
    return float((found - expected).abs().max() / expected.abs().max().clamp_min(1.0))


def test_two_find_what_one_finds_of_all(
    both: list[dict[str, Tensor]], whole: dict[str, Tensor]
) -> None:
    """Gradients, means, variances, and what the normaliser has seen."""
    whole.pop("unbiased")
    assert sum(name.startswith("gradient") for name in whole) == 4
    for found in both:
        assert {name: apart(found[name], whole[name]) for name in whole} == {
            name: pytest.approx(0.0, abs=5e-7) for name in whole
        }
        assert found["normalizer.count"] == 64


def test_the_unbiased_variance_is_of_all_samples_too(
    both: list[dict[str, Tensor]], whole: dict[str, Tensor]
) -> None:
    """By which advantages are scaled: were it not, so would gradients not be the whole batch's."""
    for found in both:
        assert apart(found["unbiased"], whole["unbiased"]) < 5e-7


def test_two_learners_with_worlds_of_their_own_stay_one(both: list[dict[str, Tensor]]) -> None:
    """Weights, moments, normaliser and learning rate are the same to the last bit, though what the
    two went through is not."""
    first, second = both
    assert first.keys() == second.keys()
    assert {"model/log_std", "normalizer/mean", "learner/learning_rate"} <= first.keys()
    differ = {name for name in first if not torch.equal(first[name], second[name])}
    assert "environment/world/time" in differ
    assert [name for name in differ if not name.startswith("environment/")] == []
