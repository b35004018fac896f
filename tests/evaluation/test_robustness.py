"""The largest push is the largest that enough characters survive."""

import pytest
import torch
from torch import Tensor

from stuntman.evaluation.evaluate import for_evaluation, problem_for
from stuntman.evaluation.robustness import blocks_survived, largest_pushes
from stuntman.imitation.environment import Environment
from stuntman.physics.randomization import block_forces, struck
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
    assert found == (10.0, 10.0)
    again = largest_pushes(walker.act, environment, forces=(10.0, 5000.0))
    assert again == found, "nothing is left of the pushes before"


def test_who_falls_unpushed_survives_nothing(environment: Environment) -> None:
    """Targets of a policy that only ever flings its limbs about."""

    def flung(seen: Tensor) -> Tensor:
        return torch.full((len(seen), environment.actions), 8.0)

    found = largest_pushes(flung, environment, forces=(1.0,))
    assert found == (0.0, 0.0)


def test_blocks_fell_some_and_leave_others(walker: Policy, environment: Environment) -> None:
    """Of 8 walks, all are up until the first block comes after half a second, and none after twenty
    blocks of 8 kg at 5 m/s for a body of 45 kg that never learned to take one."""
    assert blocks_survived(walker.act, environment, seconds=0.4) == 1.0
    after = blocks_survived(walker.act, environment, seconds=20.0)
    assert after < 0.5
    assert blocks_survived(walker.act, environment, seconds=0.4) == 1.0, "no blow is left over"


def test_a_block_gives_its_momentum_to_what_it_strikes(environment: Environment) -> None:
    """8 kg at 5 m/s that stick to a body of 45 kg: at most 40 N s, and less to a lighter part."""
    model = environment.problem.model
    blows = block_forces(model, 1.0 / 30.0) / 30.0
    root = int(model.jnt_bodyid[0])
    assert set(struck(model).tolist()) == set(range(root, model.nbody))
    assert 5.0 < float(blows[root:].min()) < float(blows[root]) < 40.0
