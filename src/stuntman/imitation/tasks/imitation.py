"""Imitation itself: stay on the reference."""

import torch
from torch import Tensor

from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.motion import Motion
from stuntman.imitation.observations import ObservationTerm
from stuntman.imitation.rewards import RewardTerm
from stuntman.imitation.tasks.task import Moment
from stuntman.imitation.terminations import tracking_lost


class Imitation:
    """The first task of every environment.

    Args:
        config: whether a fall ends the episode, and how far from the reference a body may be.
    """

    def __init__(
        self,
        observation_terms: tuple[ObservationTerm, ...],
        reward_terms: tuple[RewardTerm, ...],
        config: EnvironmentConfig,
    ) -> None:
        self.observation_terms = observation_terms
        self.reward_terms = reward_terms
        self._early_termination = config.early_termination
        self._max_body_error = config.max_body_error

    def reset(self, worlds: Tensor, motion: Motion) -> None:
        """Nothing is remembered from episode to episode."""

    def advance(self, moment: Moment) -> None:
        """The reference moves on by itself."""

    def terminated(self, moment: Moment) -> Tensor:
        """(worlds,): fallen, or too far from a reference that does not wait for it."""
        if not self._early_termination:
            return torch.zeros_like(moment.fell)
        if self._max_body_error > 0:
            lost = tracking_lost(moment.motion, moment.reference, self._max_body_error)
            return moment.fell | (lost & ~moment.lies)
        return moment.fell

    def metrics(self, moment: Moment) -> dict[str, Tensor]:
        """The reward's terms say it all."""
        return {}

    def state_dict(self) -> dict[str, Tensor]:
        return {}

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        """There is nothing to continue from."""
