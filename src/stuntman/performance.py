"""A policy performing: what it did, state by state."""

from dataclasses import replace

import numpy as np
import torch

from stuntman.evaluate import environment_for, for_evaluation
from stuntman.imitation.environment import CONTROL_RATE
from stuntman.policies.policy import Policy
from stuntman.viewer.video import Take


def perform(policy: Policy, seconds: float) -> Take:
    """One character from the start of its clip; a clip's end or a fall starts it again.

    Raises:
        StuntmanError: the clip is not here, or clip or body are not those it was trained on.
    """
    recipe = for_evaluation(policy.header.recipe)
    config = replace(recipe.environment, horizon=np.inf, reference_state_initialisation=False)
    environment = environment_for(policy, replace(recipe, environment=config), 1, threads=1)
    observation = environment.reset(torch.zeros(1, dtype=torch.float64))
    states, references = [], []
    for _ in range(max(2, round(seconds * CONTROL_RATE))):
        states.append(environment.engine.qpos[0].copy())
        references.append(environment.reference_qpos()[0])
        observation, *_ = environment.step(policy.act(observation))
    return Take(CONTROL_RATE, np.array(states), np.array(references))
