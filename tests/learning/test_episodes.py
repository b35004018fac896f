"""What is told of a batch's episodes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch

from stuntman.learning.episodes import Episodes

NO = torch.zeros(2, dtype=torch.bool)
FIRST = torch.tensor([True, False])


def test_a_batch_is_summed_up_and_episodes_go_on_into_the_next(
    bandit: Callable[..., Any],
) -> None:
    *_, any_info = bandit(worlds=2).step(torch.zeros(2, 2))

    def info(pose: list[float], diverged: torch.Tensor = NO) -> Any:
        return replace(any_info, terms={"pose": torch.tensor(pose)}, diverged=diverged)

    episodes = Episodes(2, torch.device("cpu"))
    episodes.note(torch.tensor([1.0, 0.0]), NO, NO, info([0.5, 0.1]))
    episodes.note(torch.tensor([0.0, 0.0]), FIRST, NO, info([torch.nan, 0.3], FIRST))

    stats = episodes.take()

    assert stats == {
        "reward": pytest.approx(0.25),
        "reward/pose": pytest.approx(0.3),
        "terminated": pytest.approx(0.25),
        "diverged": 1.0,
        "episode_length": 2.0,
    }
    assert episodes.lengths.tolist() == [0.0, 2.0]

    episodes.note(torch.zeros(2), NO, ~FIRST, info([0.0, 0.0]))
    assert episodes.take()["episode_length"] == 3.0
    episodes.note(torch.zeros(2), NO, NO, info([0.0, 0.0]))
    assert "episode_length" not in episodes.take(), "none ended"
