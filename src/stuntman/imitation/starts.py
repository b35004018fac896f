"""Where episodes start: reference-state initialisation (paper, section 6.1), towards failures.

Half of the starts, unless told otherwise, lie where an episode failed not long ago, or up to two
seconds before; and of several clips, those get more worlds in which episodes fail.
"""

import torch
from torch import Tensor

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP, EnvironmentConfig
from stuntman.imitation.motion_library import MotionLibrary

_MAX_LEAD = 2.0  # s before a failure at which an episode starts, at most
# Share of worlds of a clip that never fails against one that fails at once: 1 to 4. So none starves
# and none that is hopeless yet takes all.
_MASTERED_SHARE = 0.25
_AFTER_WAY = 4.0  # s
_FAILURE_MEMORY = 0.02  # weight of one episode in a clip's mean


class StartDistribution:
    """Remembers failures and draws starts.

    Args:
        config: the fraction of starts near failures, and the longest episode.
    """

    def __init__(
        self,
        library: MotionLibrary,
        worlds: int,
        config: EnvironmentConfig,
        rng: torch.Generator,
    ) -> None:
        self._library, self._worlds, self._rng = library, worlds, rng
        self._fraction, self._horizon = config.failure_start_fraction, config.horizon
        device = library.duration.device
        clips = len(library.clips)
        # When in the clip each world last failed, and how long before that its episode began, up
        # to _MAX_LEAD; before it has, anywhere.
        drawn = torch.rand(clips, worlds, generator=rng, dtype=torch.float64, device=device)
        self._failures = drawn * library.duration.unsqueeze(1)
        self._leads = torch.zeros_like(self._failures)
        self._failure_rate = torch.ones(clips, dtype=torch.float64, device=device)
        # Who has got along a way has to stay up afterwards.
        self._whole = library.duration
        # Ways of one edge share their rate: each alone is seldom gone.
        self._alike = torch.arange(clips, device=device)
        if (ways := library.ways) is not None:
            first = ways.first_entry[ways.edge.clamp_min(0)]
            self._alike = torch.where(ways.edge < 0, self._alike, first)
            after = _AFTER_WAY * (ways.edge >= 0)
            self._whole = library.duration + after
        self._world = torch.arange(worlds, device=device)

    def note(
        self, clock: ReferenceClock, seconds: Tensor, terminated: Tensor, truncated: Tensor
    ) -> None:
        """Take in how a step ended the episodes of all worlds, which have run for `seconds`
        (worlds,)."""
        at = clock.clip, self._world
        self._failures[at] = torch.where(terminated, clock.time, self._failures[at])
        lead = seconds.clamp_max(_MAX_LEAD)
        self._leads[at] = torch.where(terminated, lead, self._leads[at])
        if len(self._library.clips) > 1:
            self._note_rates(clock, seconds, terminated, truncated)

    def draw_times(self, clip: Tensor) -> Tensor:
        """Times (n,) s to start clips (n,) at."""
        duration = self._library.duration[clip]
        count, device = len(clip), clip.device
        part, near_failure, lead = torch.rand(
            3, count, generator=self._rng, dtype=torch.float64, device=device
        )
        world = torch.randint(self._worlds, (count,), generator=self._rng, device=device)
        lead = (2.0 * lead).clamp_max(1.0)  # half of them where that episode began
        times = self._failures[clip, world] - lead * self._leads[clip, world]
        held = torch.minimum(times.clamp_min(0.0), duration - STEP)
        times = torch.where(self._library.loops[clip], times % duration, held)
        return torch.where(near_failure < self._fraction, times, part * duration)

    def draw_clips(self, worlds: Tensor, clip: Tensor) -> Tensor:
        """Clips (n,) for new episodes in worlds of these indices (n,), where `clip` (all worlds,)
        ran until now: so that each clip has its share of worlds, not of episodes, which are short
        where they fail."""
        library = self._library
        count = len(library.clips)
        if count == 1:
            return torch.zeros_like(worlds)
        shares = library.weights * (_MASTERED_SHARE + (1 - _MASTERED_SHARE) * self._failure_rate)
        wanted = shares / shares.sum() * self._worlds
        kept = torch.ones_like(clip, dtype=torch.float64).index_fill(0, worlds, 0.0)
        present = torch.zeros_like(wanted).index_add(0, clip, kept)
        lacking = (wanted - present).clamp_min(1e-3)
        return torch.multinomial(lacking, len(worlds), replacement=True, generator=self._rng)

    def state_dict(self) -> dict[str, Tensor]:
        """All that `load_state_dict` needs, the generator aside."""
        return {
            "failures": self._failures.clone(),
            "leads": self._leads.clone(),
            "failure_rate": self._failure_rate.clone(),
        }

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        """Continue from a `state_dict`."""
        self._failures, self._leads = state["failures"].clone(), state["leads"].clone()
        self._failure_rate = state["failure_rate"].clone()

    def _note_rates(
        self, clock: ReferenceClock, seconds: Tensor, terminated: Tensor, truncated: Tensor
    ) -> None:
        """Move each clip's rate towards how much of their time its ended episodes missed."""
        library = self._library
        whole = torch.where(library.loops, self._horizon, self._whole.clamp_max(self._horizon))
        missed = (1.0 - seconds / whole[clock.clip]).clamp(0.0, 1.0) * terminated
        ended = (terminated | truncated).double()
        zeros = torch.zeros_like(self._failure_rate)
        alike = self._alike[clock.clip]
        count = zeros.index_add(0, alike, ended)
        mean = zeros.index_add(0, alike, missed * ended) / count.clamp_min(1.0)
        kept = (1.0 - _FAILURE_MEMORY) ** count
        rate = kept * self._failure_rate + (1.0 - kept) * mean
        self._failure_rate = rate[self._alike]
