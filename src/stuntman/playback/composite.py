"""The paper's composite: of several policies, each cycle one is picked by their value functions.

Whichever expects most of the state that the character is in acts most often: a skill is picked with
a probability proportional to exp(V / T), and none twice in a row (Peng et al. 2018, section 7).
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE
from stuntman.playback.skills import skills_of
from stuntman.playback.world import LiveWorld
from stuntman.policies.policy import Policy, without_value

TEMPERATURE = 0.3  # the paper's


def check(policies: Mapping[str, Policy]) -> None:
    """Refuse policies of which no composite can be made.

    Args:
        policies: by the names that they were given with.

    Raises:
        StuntmanError: they have one skill together, or one has no value function.
    """
    if len(skills_of(policies)) < 2:
        raise StuntmanError("--composite picks among several skills: name two policies or more.")
    for name, policy in policies.items():
        if policy.critic is None:
            what = f"--composite picks by value functions, and '{name}'"
            raise without_value(what, name, policy.header.recipe)


def probabilities(values: Sequence[float], temperature: float = TEMPERATURE) -> list[float]:
    """With which each is picked, of what each expects."""
    weights = np.exp((np.array(values) - max(values)) / temperature)
    return list(weights / weights.sum())


class Composite:
    """Directs a world: asked after each step, which skill is to take over, if any.

    Args:
        seed: of the draws.
        seconds: between two draws; if not given, the length of the clip at work.
    """

    def __init__(self, seed: int = 0, seconds: float | None = None) -> None:
        self._rng = np.random.default_rng(seed)
        self._seconds, self._since = seconds, 0

    def __call__(self, world: LiveWorld) -> str | None:
        self._since += 1
        seconds = world.duration if self._seconds is None else self._seconds
        due = self._since >= math.ceil(seconds * CONTROL_RATE - 1e-6) or world.over
        if not due or world.requested is not None:
            return None
        self._since = 0
        others = [skill for skill in world.skills if skill != world.skill]
        chances = probabilities([world.expected(skill) for skill in others])
        return others[int(self._rng.choice(len(others), p=chances))]
