"""Start states that a policy comes by itself."""

import pytest
import torch

from stuntman.evaluation import own_starts
from stuntman.evaluation.evaluate import Evaluation, lacks, problem_for, with_own_starts
from stuntman.policies import policy as policies

EPISODES = 16  # starts of each clip


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


# Where there is a goal or ground, a state of the clip alone is no start.
IMITATORS = [n for n in policies.names() if policies.load(n).header.recipe.only_imitates]


# They begin as drawn, for what does not loop has no other state there, and go on beside their clip:
# a landing 15 cm too far, a punch a short step behind.
BESIDE = {"everything": {"landing", "punch"}}


@pytest.mark.parametrize("name", IMITATORS)
def test_what_ships_begins_without_a_stumble(name: str) -> None:
    """No start earns less than .9 of the mean over its first two seconds."""
    policy = policies.load(name)
    assert policy.starts is not None
    if missing := lacks(policy):
        pytest.skip(missing)
    problem = problem_for(policy)
    unmeasured = [
        Evaluation(clip, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, {}, EPISODES, 2.0)
        for clip in problem.library.clips
    ]
    results = with_own_starts(unmeasured, policy, problem, threads=1)
    late = {r.clip: r.worst_start for r in results if r.worst_start < 0.9}
    assert late.keys() == BESIDE.get(name, set()), late
