"""Learning control under a run's policy: made for its problem, and applied to its learner."""

import math
from collections.abc import Callable
from dataclasses import replace

import torch
from torch import Tensor

from stuntman.evaluation.evaluate import for_evaluation
from stuntman.imitation.problem import Problem
from stuntman.learning.learner import Learner
from stuntman.planning.learning_control import LearningControl
from stuntman.recipes import build
from stuntman.training.state import RunState

_CPU = torch.device("cpu")  # where targets are improved: they want float64


def make_control(problem: Problem, state: RunState, threads: int) -> LearningControl:
    """What improves the targets of a run's problem."""
    config = replace(for_evaluation(state.recipe.environment), horizon=math.inf)
    return LearningControl(
        lambda worlds: build.environment(problem, config, worlds, state.seed, threads),
        state.recipe.learning_control,
    )


def improve_targets(
    control: LearningControl,
    learner: Learner,
    act: Callable[[Tensor], Tensor],
    check: Callable[[], None],
) -> int:
    """Improve what the learner's actions are added to; the control steps simulated for it.

    Args:
        act: its policy. check: called before each step; what it raises leaves the targets as they
            were.
    """
    environment = learner.environment

    def checked(seen: Tensor) -> Tensor:
        check()
        return act(seen.to(environment.device)).cpu()

    improved, samples = control(checked, environment.actuation.to(_CPU))
    environment.actuation = improved.to(environment.device)
    return samples
