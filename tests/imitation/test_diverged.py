"""States of worlds that diverged, kept for replay."""

import torch

from stuntman.imitation.diverged import DivergedStates


def test_states_and_targets_of_the_worlds_that_diverged_are_kept_until_taken() -> None:
    kept = DivergedStates()
    states, pd_targets = torch.arange(6.0).reshape(3, 2), torch.arange(3.0).reshape(3, 1)
    kept.note(torch.tensor([True, False, True]), states, pd_targets)
    kept.note(torch.tensor([False, False, False]), states, pd_targets)
    assert [(state.tolist(), held.tolist()) for state, held in kept.take()] == [
        ([0.0, 1.0], [0.0]),
        ([4.0, 5.0], [2.0]),
    ]
    assert kept.take() == []


def test_no_more_than_ten_are_kept_in_all() -> None:
    kept = DivergedStates()
    everywhere = torch.ones(4, dtype=torch.bool)
    found = 0
    for _ in range(5):
        kept.note(everywhere, torch.zeros(4, 2), torch.zeros(4, 1))
        found += len(kept.take())
    assert found == 10
