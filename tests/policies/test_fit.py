"""A policy acts only on what it was trained on: what differs is named, never taken in silence."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.imitation.actuation import Actuation
from stuntman.imitation.problem import Problem
from stuntman.learning.networks import mlp
from stuntman.learning.normalizer import Normalizer
from stuntman.motion.clip import Clip
from stuntman.policies.policy import Header, Policy
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe

Terms = list[tuple[str, int]]


@pytest.fixture(scope="module")
def problem(walk: Clip) -> Problem:
    """A loop whose halves mirror each other."""
    return build.make(Recipe({"walk": 1.0}))


@pytest.fixture
def policy(problem: Problem) -> Policy:
    """Trained on just that, and not at all."""
    header = Header(
        recipe=Recipe({"walk": 1.0}),
        clip_digests=problem.library.digests,
        observation_terms=problem.layout,
        actuators=problem.actuators,
        mirrored_halves=(True,),
        seed=1,
        samples=0,
        train_minutes=0.0,
        version="0.2.0",
    )
    actor = mlp(problem.observations, (4,), problem.actions, last_gain=1.0)
    return Policy(header, actor, Normalizer(problem.observations), problem.actuation)


def refusal(policy: Policy, problem: Problem, **changes: Any) -> str:
    """What a policy whose header has these changes says of the problem."""
    policy.header = replace(policy.header, **changes)
    with pytest.raises(StuntmanError) as caught:
        policy.check(problem)
    message = str(caught.value)
    assert message.endswith("train again.")
    assert len(message.splitlines()) == 1
    return message


def test_what_it_was_trained_on_is_taken(policy: Policy, problem: Problem) -> None:
    policy.check(problem)


def swapped(terms: Terms) -> Terms:
    """Two of one size, which no count of numbers would tell apart."""
    k = [name for name, _ in terms].index("joint_coordinates")
    terms[k], terms[k + 1] = terms[k + 1], terms[k]
    return terms


def without(terms: Terms, name: str) -> Terms:
    return [term for term in terms if term[0] != name]


def resized(terms: Terms) -> Terms:
    return [(name, size - 3 if name == "body_positions" else size) for name, size in terms]


def renamed(terms: Terms) -> Terms:
    return [("gravity" if name == "root_spin" else name, size) for name, size in terms]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (swapped, ("'joint_velocities'", "'joint_coordinates'", "another place")),
        (lambda terms: without(terms, "root_spin"), ("'root_spin'",)),
        (lambda terms: without(terms, terms[-1][0]), ("'reference_0_joint_velocities'",)),
        (lambda terms: [*terms, ("heights", 32)], ("'heights'",)),
        (resized, ("'body_positions' of 33", "of 36", "'body_positions' has 36 numbers")),
        (renamed, ("'gravity'", "'root_spin'", "no such term")),
    ],
)
def test_another_layout_is_refused_by_the_name_of_the_term(
    policy: Policy,
    problem: Problem,
    change: Callable[[Terms], Terms],
    named: tuple[str, ...],
) -> None:
    terms = tuple(change(list(problem.layout)))
    message = refusal(policy, problem, observation_terms=terms)
    assert [part for part in named if part not in message] == []
    assert "0.2.0" in message, "with what it was trained is told"


def test_other_actuators_are_refused_even_as_many(policy: Policy, problem: Problem) -> None:
    first, second, *rest = problem.actuators
    message = refusal(policy, problem, actuators=(second, first, *rest))
    assert "'humanoid' is not as it was" in message


def test_a_policy_that_does_not_tell_its_actuators_is_held_to_the_rest(
    policy: Policy, problem: Problem
) -> None:
    """So are those in old checkpoints."""
    policy.header = replace(policy.header, actuators=(), mirrored_halves=None)
    policy.check(problem)
    refusal(policy, problem, observation_terms=problem.layout[:-1])


@pytest.mark.parametrize("mirrored", [True, False])
def test_another_mirror_is_refused(policy: Policy, problem: Problem, mirrored: bool) -> None:
    library = replace(problem.library, mirrored_halves=torch.tensor([not mirrored]))
    message = refusal(policy, replace(problem, library=library), mirrored_halves=(mirrored,))
    assert ("not mirrored" in message) != mirrored


def test_targets_of_other_frames_are_refused(policy: Policy, problem: Problem) -> None:
    frames = len(problem.library.qpos)
    policy.actuation = Actuation(problem.actuation.feed_forward_targets[:-1], 0.25)
    assert f"{frames - 1} frames, and its clips have {frames}" in refusal(policy, problem)
