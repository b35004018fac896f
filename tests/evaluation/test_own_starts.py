"""Start states that a policy comes by itself."""

import dataclasses
from collections.abc import Callable

import pytest
import torch

from stuntman.evaluation import own_starts
from stuntman.evaluation.evaluate import evaluate_clips, for_evaluation, lacks, problem_for
from stuntman.motion.clip import Clip
from stuntman.policies import files
from stuntman.policies import policy as policies
from stuntman.recipes import build

EPISODES, SECONDS = 16, 2.0  # starts of each clip, and for how long they are followed


def test_a_performance_begins_where_the_policy_comes_by() -> None:
    policy = policies.load("backflip")
    problem = problem_for(policy)

    starts = own_starts.find(policy, problem, threads=1)

    library = problem.library
    assert starts.fits(library, problem.model)
    assert len(starts.frames) == 53, "one a control step of its 1.75 s"
    assert torch.equal(starts.states, starts.states.float().double()), "as a file holds them"
    away = starts.states - torch.cat([library.qpos, library.qvel], dim=1)[starts.frames]
    assert 0.01 < float(away[:, 2].abs().max()) < 0.5, "near the clip, but not on it"


def test_a_loop_that_ends_between_two_steps_begins_in_a_state_of_its_own(walk: Clip) -> None:
    policy = policies.load("walk")
    cycle = 38.502 / 30.0  # s: 38 steps after a start at half a step, the next one begins soon
    slower = dataclasses.replace(walk, fps=walk.fps * walk.duration / cycle)
    problem = build.make(policy.header.recipe, (slower,))

    starts = own_starts.find(policy, problem, threads=1)

    library = problem.library
    away = (starts.states[0] - torch.cat([library.qpos[0], library.qvel[0]])).abs()
    assert away[7 : library.qpos.shape[1]].max() > 1e-3, "as it is after a cycle"
    assert away[:2].max() < 0.1, "which begins where the character is"


# Where there is a goal or ground, a state of the clip alone is no start.
IMITATORS = [n for n in files.names() if policies.load(n).header.recipe.only_imitates]


# They begin as drawn, for what does not loop has no other state there, and go on beside their clip:
# a landing 15 cm too far, a punch a short step behind.
BESIDE = {"everything": {"landing", "punch"}}


@pytest.mark.parametrize("name", IMITATORS)
def test_what_ships_begins_without_a_stumble(name: str, least_up: Callable[..., float]) -> None:
    """It stays up in each of its clips, and no start earns less than .9 of the mean."""
    policy = policies.load(name)
    assert policy.starts is not None
    if missing := lacks(policy):
        pytest.skip(missing)
    recipe = policy.header.recipe
    config = for_evaluation(dataclasses.replace(recipe.environment, horizon=SECONDS))
    problem = problem_for(policy, own_starts=True)
    environment = build.environment(problem, config, EPISODES, threads=1)
    late = set()
    for result in evaluate_clips(policy.act, environment):
        least = least_up(recipe, result.clip)
        assert result.success >= least, result.clip
        assert result.nr > 0.5 * least, result.clip
        if result.worst_start < 0.9:
            late.add(result.clip)
    assert late == BESIDE.get(name, set())
