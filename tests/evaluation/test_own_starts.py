"""Start states that a policy comes by itself."""

import dataclasses

import pytest
import torch

from stuntman.evaluation import own_starts
from stuntman.evaluation.evaluate import Evaluation, lacks, problem_for, with_own_starts
from stuntman.motion.clip import Clip
from stuntman.policies import files
from stuntman.policies import policy as policies
from stuntman.recipes import build

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
