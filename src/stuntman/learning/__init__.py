"""The solver: learners by name."""

from collections.abc import Callable, Mapping

from stuntman.learning.learner import Learner
from stuntman.learning.ppo import Ppo

LEARNERS: Mapping[str, Callable[..., Learner]] = {"ppo": Ppo}
