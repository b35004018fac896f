"""How good a run's policies are: quickly as it goes, thoroughly before it and after."""

from dataclasses import replace

import torch

from stuntman.evaluation import own_starts
from stuntman.evaluation.evaluate import (
    Act,
    Evaluation,
    evaluate,
    evaluate_clips,
    for_evaluation,
    with_own_starts,
)
from stuntman.evaluation.report import score
from stuntman.imitation.actuation import Actuation
from stuntman.imitation.environment import Environment
from stuntman.imitation.problem import Problem
from stuntman.policies.policy import Policy
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe

EPISODES = 64
EPISODES_WHILE_TRAINING, _FEWEST = 32, 8


class Measuring:
    """Measures policies of one problem.

    Args:
        threads: for the physics; 0 takes every core. device: "cpu" or "cuda".
    """

    def __init__(
        self, problem: Problem, recipe: Recipe, seed: int, threads: int, device: str
    ) -> None:
        self._problem, self._threads = problem, threads
        config = for_evaluation(recipe.environment)
        self._quick, self._thorough = (
            build.environment(problem, config, episodes, seed, threads, device)
            for episodes in (while_training(len(recipe.clips)), EPISODES)
        )
        self._recipe, self._disturbed = recipe, None
        given = recipe.environment
        if given.randomization.on or given.changed_on_request:
            harder = replace(
                config,
                randomization=replace(given.randomization, curriculum=False),
                transitions=given.transitions,
                switch_seconds=given.switch_seconds if given.changed_on_request else 0.0,
            )
            self._disturbed = build.environment(problem, harder, EPISODES, seed, threads, device)
            self._undisturbed_yet = self._disturbed.state_dict()

    def quickly(self, policy: Policy) -> list[Evaluation]:
        """An evaluation as the run goes."""
        return _evaluated(policy, self._quick)

    def thoroughly(self, policy: Policy) -> list[Evaluation]:
        """One before or after it."""
        return _evaluated(policy, self._thorough)

    def disturbed(self, policy: Policy) -> float | None:
        """The score under the recipe's randomization, its pushes as hard as they get, and with its
        requests, on ways too; None where it has neither. What happens is drawn alike each time."""
        environment = self._disturbed
        if environment is None:
            return None
        environment.load_state_dict(self._undisturbed_yet)
        if environment.requests is None:
            return score(self._recipe, _evaluated(policy, environment))
        return score(self._recipe, [evaluate(_acting(policy, environment), environment, None)])

    def with_starts(self, policy: Policy, results: list[Evaluation]) -> list[Evaluation]:
        """Give a policy start states of its own; its evaluations, with the worst start of these.

        A policy with goals, which come and go at random, or on ground that is not flat, keeps the
        references' states.
        """
        if self._problem.goal_terms:
            return results
        cpu = torch.device("cpu")
        problem = replace(self._problem, actuation=_actuation(policy).to(cpu))
        policy.to(cpu)
        policy.starts = own_starts.find(policy, problem, self._threads)
        return with_own_starts(results, policy, problem, self._threads)


def while_training(clips: int) -> int:
    """Episodes of each clip as a run goes: of many clips fewer, which tell as much together, for
    with as many as of one to measure eleven took a third of the time."""
    return min(EPISODES_WHILE_TRAINING, max(_FEWEST, EPISODES // clips))


def _evaluated(policy: Policy, environment: Environment) -> list[Evaluation]:
    return evaluate_clips(_acting(policy, environment), environment)


def _acting(policy: Policy, environment: Environment) -> Act:
    """What acts in an environment by a policy, on whose device it is from now on."""
    environment.actuation = _actuation(policy).to(environment.device)
    return policy.to(environment.device).act


def _actuation(policy: Policy) -> Actuation:
    assert policy.actuation is not None  # a run's policies have one
    return policy.actuation
