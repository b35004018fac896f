"""The largest push is the largest that enough characters survive."""

import pytest
import torch
from torch import Tensor

from stuntman.evaluation.evaluate import for_evaluation, problem_for
from stuntman.evaluation.robustness import largest_pushes
from stuntman.imitation.environment import Environment
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.recipes import build


@pytest.fixture(scope="module")
def walker(walk: object) -> Policy:
    return policies.load("walk")


@pytest.fixture
def environment(walker: Policy) -> Environment:
    config = for_evaluation(walker.header.recipe.environment)
    return build.environment(problem_for(walker), config, 8, threads=1)


def test_a_walk_that_ships_takes_a_nudge_and_no_lorry(
    walker: Policy, environment: Environment
) -> None:
    found = largest_pushes(walker.act, environment, forces=(10.0, 5000.0))
    assert (found.forward_n, found.sideways_n) == (10.0, 10.0)
    again = largest_pushes(walker.act, environment, forces=(10.0, 5000.0))
    assert again == found, "nothing is left of the pushes before"


def test_who_falls_unpushed_survives_nothing(environment: Environment) -> None:
    """Targets of a policy that only ever flings its limbs about."""

    def flung(seen: Tensor) -> Tensor:
        return torch.full((len(seen), environment.actions), 8.0)

    found = largest_pushes(flung, environment, forces=(1.0,))
    assert (found.forward_n, found.sideways_n) == (0.0, 0.0)
