"""Worlds that differ go on bit for bit, and nobody is measured in them."""

from collections.abc import Callable

import torch

from stuntman.evaluation.evaluate import for_evaluation
from stuntman.imitation.environment import Environment
from stuntman.physics.randomization import RandomizationConfig

Make = Callable[..., Environment]
ALL = RandomizationConfig(
    push=1.0,
    push_seconds=0.2,
    block_share=0.5,
    curriculum=True,
    friction=0.3,
    masses=0.2,
    gains=0.2,
    delay=0.5,
    start_speed=0.9,
    start_tilt=5.0,
)


def run(environment: Environment, steps: int) -> list[torch.Tensor]:
    actions = 0.1 * torch.ones(environment.worlds, environment.actions)
    return [
        torch.cat([o, r.unsqueeze(1)], 1) for o, r, *_ in map(environment.step, [actions] * steps)
    ]


def test_a_state_is_all_that_another_environment_needs_to_go_on(make: Make) -> None:
    one, other = (make(worlds=8, seed=seed, randomization=ALL, horizon=0.5) for seed in (1, 2))
    run(one, 20)
    other.load_state_dict({name: part.clone() for name, part in one.state_dict().items()})
    for here, there in zip(run(one, 25), run(other, 25), strict=True):
        assert torch.equal(here, there)


def test_what_is_seen_at_the_start_is_the_state_that_it_starts_in(make: Make) -> None:
    environment = make(worlds=8, randomization=ALL)
    observation = environment.reset()
    assert torch.equal(observation, environment.observe(environment.motion()))


def test_without_it_there_is_nothing_of_it(make: Make) -> None:
    assert not [name for name in make().state_dict() if "randomization" in name]


def test_policies_are_measured_in_the_world_as_it_is(make: Make) -> None:
    config = make(randomization=ALL).config
    assert config.randomization.on and not for_evaluation(config).randomization.on
