"""Worlds that go on with another clip, drawn by weights, where their poses are the most alike."""

import torch
from torch import Tensor

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import CONTROL_RATE, EnvironmentConfig
from stuntman.imitation.motion import Motion
from stuntman.imitation.motion_library import MotionLibrary


class Switches:
    """Each world once in `switch_seconds` on average, or with `switch_each_cycle` those whose cycle
    has ended."""

    def __init__(
        self, library: MotionLibrary, config: EnvironmentConfig, rng: torch.Generator
    ) -> None:
        self._library, self._config, self._rng = library, config, rng

    def after(
        self, clock: ReferenceClock, motion: Motion, gone_round: Tensor, ended: Tensor
    ) -> ReferenceClock:
        """The clocks when some have changed their clips.

        Args:
            motion: of the characters. gone_round: (worlds,) whose cycle has ended;
            ended: (worlds,) whose episode has, and who change nothing.
        """
        library, rng = self._library, self._rng
        weights = library.weights.repeat(len(clock.clip), 1)
        if self._config.switch_each_cycle:
            clip = torch.multinomial(weights, 1, generator=rng).squeeze(1)
            due = gone_round & (clip != clock.clip)
        else:
            chance = torch.rand(len(weights), generator=rng, device=weights.device)
            due = chance < 1.0 / (CONTROL_RATE * self._config.switch_seconds)
            if weights.shape[1] > 1:  # another than the one at work
                weights = weights.scatter(1, clock.clip.unsqueeze(1), 0.0)
            clip = torch.multinomial(weights, 1, generator=rng).squeeze(1)
        worlds = (due & ~ended).nonzero().squeeze(-1)
        if not len(worlds):
            return clock
        return clock.switch_clip(library, worlds, clip[worlds], motion.of_worlds(worlds))
