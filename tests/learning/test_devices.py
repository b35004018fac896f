"""Environment and learner stay on the device of the engine, as a GPU wants it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import torch

from stuntman.imitation.environment import Environment
from stuntman.learning.ppo import Ppo, PpoConfig

WORLDS = 6


@pytest.fixture
def learner(make: Callable[..., Environment]) -> Ppo:
    """In clips between which episodes switch, with episodes so short that all ends occur."""
    environment = make(
        "walk", "run", worlds=WORLDS, horizon=0.2, switch_seconds=0.2, mirrored_halves=True
    )
    return Ppo(environment, PpoConfig(worlds=WORLDS, steps=8, epochs=1), seed=0)


@pytest.fixture
def elsewhere() -> Iterator[None]:
    """Every tensor that is made without a word where goes to a device that holds no numbers, and
    whoever mixes it with others fails."""
    with torch.device("meta"):
        yield


def test_what_is_made_while_learning_is_made_on_the_environments_device(
    learner: Ppo, elsewhere: None
) -> None:
    for _ in range(2):
        stats = learner.iterate()
    assert stats["episode_length"] <= 6.0, "episodes end, or resets would not be seen"
    learner.warm_start(learner.environment.reset(), 0.2, 1e-4, critic_warmup=1)
    learner.iterate()


def test_what_is_made_to_look_on_is_made_there_too(learner: Ppo, elsewhere: None) -> None:
    environment = learner.environment
    environment.align_reference(environment.clock.time)
    environment.load_world_state(environment.world_state())
    environment.config = replace(environment.config, switch_seconds=0.01)
    environment.step(torch.zeros(WORLDS, environment.actions, device=environment.device))
