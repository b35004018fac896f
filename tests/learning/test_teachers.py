"""Teachers answer in a learner's environment with what they would do in its place."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from stuntman.imitation.actuation import Actuation
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.environment import Environment
from stuntman.imitation.problem import Problem
from stuntman.learning.known import Known, known_to
from stuntman.learning.ppo import Ppo, PpoConfig
from stuntman.learning.teachers import Teacher, Teachers
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe

WORLDS = 8
SLOW = (1.8, 1.9)  # m/s², of ways


def problem_of(*clips: str, mirrored: bool = True) -> Problem:
    config = EnvironmentConfig(mirrored_halves=mirrored)
    return build.make(Recipe(dict.fromkeys(clips, 1.0), environment=config, warm_start=False))


def environment_of(problem: Problem) -> Environment:
    return build.environment(problem, EnvironmentConfig(), WORLDS, seed=3, threads=1)


def linear(problem: Problem, seed: int) -> Callable[[Tensor], Tensor]:
    """A policy without sense: some linear function of what it sees."""
    generator = torch.Generator().manual_seed(seed)
    weights = 0.01 * torch.randn(problem.observations, problem.actions, generator=generator)
    return lambda observations: observations @ weights


@pytest.fixture(scope="module")
def both(walk: object) -> Problem:
    return problem_of("walk", "run")


@pytest.mark.parametrize("mirrored", [True, False])
def test_the_targets_are_those_that_each_worlds_teacher_would_give(
    both: Problem, mirrored: bool
) -> None:
    """The teachers' own environments, in the same states, are the measure."""
    env = environment_of(both)
    clip = torch.tensor([0, 1] * (WORLDS // 2))
    times = torch.linspace(0.0, 0.75, WORLDS, dtype=torch.float64)
    env.reset(times, clip)
    asked = {}
    teachers = []
    for index, name in enumerate(("walk", "run")):
        problem = problem_of(name, mirrored=mirrored)
        improved = problem.actuation.feed_forward_targets + 0.1 * (index + 1)
        problem = replace(problem, actuation=Actuation(improved, 0.5))
        act = linear(problem, index)
        teachers.append(Teacher(act, problem, known_to(problem.library, env.library)))
        own = environment_of(problem)
        observation = own.reset(times, torch.zeros_like(clip))
        asked[index] = own.pd_targets(act(observation))

    actions, known = Teachers(env, teachers).answers()

    assert known.all()
    targets = env.pd_targets(actions)
    for index in (0, 1):
        rows = clip == index
        torch.testing.assert_close(targets[rows], asked[index][rows], atol=1e-5, rtol=1e-5)


def test_the_best_actuation_is_the_teachers_own_clip_by_clip(both: Problem) -> None:
    env = environment_of(both)
    knows_both = replace(
        both, actuation=Actuation(torch.full((len(both.library.qpos), 28), 2.0), 1)
    )
    walk = problem_of("walk")
    frames = len(walk.library.qpos)
    knows_walk = replace(walk, actuation=Actuation(torch.full((frames, 28), 1.0), 1.0))
    act = linear(both, 0)
    of_walk = Teacher(act, knows_walk, Known.whole(torch.tensor([0, -1])))
    of_both = Teacher(act, knows_both, Known.whole(torch.tensor([0, 1])))
    found = Teachers(env, [of_walk, of_both]).actuation()
    assert (found.feed_forward_targets[:frames] == 1.0).all()
    assert (found.feed_forward_targets[frames:] == 2.0).all()
    assert found.action_scale == env.actuation.action_scale


def test_a_teacher_is_trusted_on_its_clip_and_less_the_farther_from_it(both: Problem) -> None:
    env = environment_of(both)
    teachers = Teachers(env, [Teacher(linear(both, 0), both, Known.whole(torch.tensor([0, -1])))])
    clip = torch.tensor([0, 1] * (WORLDS // 2))
    env.reset(torch.zeros(WORLDS).double(), clip)
    assert teachers.trusted_answers()[1].tolist() == pytest.approx([1.0, 0.0] * (WORLDS // 2))

    qpos, qvel = env.state().double().split([both.model.nq, both.model.nv], dim=1)
    qpos = qpos.clone()
    qpos[:, 0] += torch.linspace(0.0, 0.2, WORLDS)
    env.put(qpos, qvel)
    trust = teachers.trusted_answers()[1][::2].tolist()
    assert trust == sorted(trust, reverse=True) and trust[-1] < 0.001


@pytest.fixture(scope="module")
def gaits() -> Problem:
    return problem_of("humanoid_stand", "walk", "run", mirrored=False).with_transitions(SLOW)


def test_who_knows_the_ways_teaches_them_and_the_more_the_farther_from_a_clip(
    gaits: Problem,
) -> None:
    config = EnvironmentConfig(transitions=True)
    env = build.environment(problem_of("walk", "run"), config, WORLDS, seed=3, threads=1)
    assert env.library.ways is not None

    def says(number: float, problem: Problem) -> Teacher:
        known = known_to(problem.library, env.library)
        actuation = Actuation(torch.zeros_like(problem.actuation.feed_forward_targets), 1.0)
        acts = replace(problem, actuation=actuation)
        return Teacher(lambda seen: torch.full((len(seen), 28), number), acts, known)

    clips = problem_of("walk", "run", mirrored=False)
    teachers = Teachers(env, [says(1.0, clips)], [says(2.0, gaits)])
    ways = torch.arange(WORLDS) % 2 * env.library.ways.first
    env.reset(torch.zeros(WORLDS).double(), ways)
    qpos, qvel = env.state().double().split([gaits.model.nq, gaits.model.nv], dim=1)
    qpos[-2:, 0] += 1.0
    env.put(qpos, qvel)

    targets = env.pd_targets(teachers.answers()[0])
    expected = [1.0, 2.0] * (WORLDS // 2 - 1) + [2.0, 2.0]
    assert targets.mean(1).tolist() == pytest.approx(expected, abs=1e-3)


def test_who_knows_how_to_stop_after_a_trick_teaches_all_of_it() -> None:
    """Both are on the clip; who does it again and again would end it otherwise."""
    config = EnvironmentConfig(transitions=True)
    problem = problem_of("humanoid_stand", "walk", "kick", mirrored=False)
    env = build.environment(problem, config, WORLDS, seed=3, threads=1)

    def says(number: float, problem: Problem) -> Teacher:
        known = known_to(problem.library, env.library)
        actuation = Actuation(torch.zeros_like(problem.actuation.feed_forward_targets), 1.0)
        acts = replace(problem, actuation=actuation)
        return Teacher(lambda seen: torch.full((len(seen), 28), number), acts, known)

    on_ways = says(2.0, problem.with_transitions(SLOW))
    teachers = Teachers(env, [says(1.0, problem)], [on_ways])
    clip = torch.arange(WORLDS) % 3
    env.reset(torch.zeros(WORLDS).double(), clip)
    targets = env.pd_targets(teachers.answers()[0])
    gait = clip == 1
    assert targets[gait].mean(1).tolist() == pytest.approx([1.0] * int(gait.sum()), abs=1e-3)
    assert targets[~gait].mean(1).tolist() == pytest.approx([2.0] * int((~gait).sum()), abs=1e-3)


def test_a_learner_with_teachers_moves_towards_what_they_do(both: Problem) -> None:
    """With nothing to gain from rewards, the term alone moves the actor."""
    env = environment_of(both)
    config = PpoConfig(worlds=WORLDS, steps=8, epochs=4, hidden=(32,), teacher_weight=100.0)
    learner = Ppo(env, config, seed=1)
    knows = Teacher(
        lambda seen: torch.full((len(seen), 28), 0.5), both, Known.whole(torch.tensor([0, 1]))
    )
    teachers = Teachers(env, [knows])

    def away() -> float:
        observation = env.reset(torch.linspace(0, 0.7, WORLDS).double())
        with torch.no_grad():
            mean = learner.actor(learner.normalizer(observation))
        return float((mean - teachers.answers()[0]).abs().mean())

    before = away()
    learner.teachers = teachers
    for _ in range(15):
        learner.iterate()
    assert away() < 0.8 * before


def test_a_frozen_normaliser_stays_and_is_remembered_frozen(both: Problem) -> None:
    config = PpoConfig(worlds=WORLDS, steps=2, epochs=1, hidden=(8,))
    learner = Ppo(environment_of(both), config, seed=1)
    learner.iterate()
    learner.warm_start(learner.environment.reset(), 0.1, 1e-4, 0, freeze_normalizer=True)
    before = learner.normalizer.mean.clone()
    other = Ppo(environment_of(both), config, seed=2)
    other.load_state_dict(learner.state_dict())
    for each in (learner, other):
        each.iterate()
        assert torch.equal(each.normalizer.mean, before)
