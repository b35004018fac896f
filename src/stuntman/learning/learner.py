"""What a training run asks of whatever learns."""

from typing import Protocol

import torch
from torch import Tensor, nn

from stuntman.imitation.environment import Environment
from stuntman.learning.normalizer import Normalizer
from stuntman.learning.teachers import Teachers


class Learner(Protocol):
    """Learns in an environment, an iteration at a time.

    Attributes:
        environment: where it acts. actor: the network that acts, on what `normalizer` makes of
            observations; critic: the one that foretells the mean reward, on the same.
        rng: everything random comes from it, so that a seed fixes a run.
        samples: control steps simulated so far, by whom ever.
        teachers: whose advice it keeps to; None has none.
    """

    environment: Environment
    actor: nn.Module
    critic: nn.Module
    normalizer: Normalizer
    rng: torch.Generator
    samples: int
    teachers: Teachers | None

    @property
    def samples_per_iteration(self) -> int:
        """Control steps that `iterate` simulates."""

    def iterate(self) -> dict[str, float]:
        """Gather experience and learn from it; numbers to show, by name."""

    def warm_start(
        self,
        observation: Tensor,
        std: float,
        learning_rate: float,
        critic_warmup: int,
        freeze_normalizer: bool = False,
    ) -> None:
        """Go on with an actor that has been taught something already: with smaller noise and steps,
        and for some iterations the critic learns alone, so that it does not lead the actor astray.

        Args:
            observation: (worlds, n) of the states that the environment is in.
            std: of the actions. critic_warmup: iterations.
            freeze_normalizer: observations are scaled for good as they are now.
        """

    def slow_down(self) -> None:
        """Learn at half the rate from now on."""

    def state_dict(self) -> dict[str, Tensor]:
        """All that `load_state_dict` needs to continue bit for bit, the worlds included."""

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        """Continue from a `state_dict`."""
