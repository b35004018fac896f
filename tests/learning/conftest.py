"""A stand-in for the environment, simple enough to know what is to be learned from it."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor

from stuntman.imitation.environment import Info
from stuntman.imitation.reference import Motion
from stuntman.mjcf.kinematics import Pose

_NONE = torch.zeros(0)
NOWHERE = Motion(Pose(_NONE, _NONE, _NONE, _NONE), _NONE, _NONE, _NONE, _NONE, _NONE)


class Bandit:
    """One state, episodes of `length` steps; an action earns the more the nearer its first number
    is to 1. What follows an episode looks unlike the state that it reached.

    Attributes:
        truncates: an episode is cut off, rather than ended, at its last step.
        steps: taken so far. on_step: called with the actions of each.
    """

    observations, actions = 3, 2

    def __init__(self, worlds: int = 64, length: int = 1, truncates: bool = False) -> None:
        self.worlds, self.length, self.truncates = worlds, length, truncates
        self.steps = 0
        self.on_step: Callable[[Tensor], None] = lambda actions: None

    def reset(self) -> Tensor:
        return torch.zeros(self.worlds, self.observations)

    def reached(self) -> Tensor:
        """(observations,) of the state that this step ends in, before any reset."""
        return torch.tensor([0.02, -0.01, 0.005 * self.steps])

    def step(self, actions: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Info]:
        self.steps += 1
        self.on_step(actions)
        reward = -(actions[:, 0] - 1.0).square()
        no = torch.zeros(self.worlds, dtype=torch.bool)
        ended = no | (self.steps % self.length == 0)
        cut, over = (ended, no) if self.truncates else (no, ended)
        final = self.reached().expand(self.worlds, -1).clone()
        info = Info({"closeness": reward}, _NONE, NOWHERE, NOWHERE, final, no, no)
        return self.reset(), reward, over, cut, info

    def state_dict(self) -> dict[str, Tensor]:
        return {"steps": torch.tensor(self.steps)}

    def load_state_dict(self, state: dict[str, Tensor]) -> Tensor:
        self.steps = int(state["steps"])
        return self.reset()


@pytest.fixture
def bandit() -> Callable[..., Any]:
    return Bandit
