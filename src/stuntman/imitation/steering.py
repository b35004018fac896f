"""A reference that goes where the character goes, by whichever of its clips serves best.

The paper's multi-clip reward (Peng et al. 2018, section 7.1): the reward of a step is the largest
that any of the clips gives. The clip that gives it is the reference of that step, for everything.

Where there are goals, that is decided when a cycle begins, and a clip is also worth what they would
give for going on with it: the policy sees the reference, and would else have to stray from one clip
to get to another. It does not find that: after 0.75 million samples from a policy of all six walks
the goals' return was .44, as before.
"""

import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.gait_phases import phase_offset
from stuntman.imitation.motion import Motion
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.imitation.rewards import RewardTerm
from stuntman.imitation.tasks.goal import Goal
from stuntman.spatial.torch_rotations import heading, rotate_about_vertical

_AHEAD = 0.6  # s, at which is asked what goals would give
# What that counts against imitation. Of `everything`, which has never changed from walk to walk, at
# 0, 3, 5, 8 the goals' return is .47, .62, .64, .73, and 0, 0, 17, 21 % of episodes of 20 s fall.
_PROMISE = 5.0


class Steering:
    """Moves clocks on so. All clips share one phase, that of the first.

    At phase 0 a cycle begins, for all of them in the same place: where the character then is.

    Args:
        terms: of the imitation reward. goals: beside it.
        turn_rate: rad/s by which the reference turns where goals would give more for it.

    Raises:
        StuntmanError: a clip does not loop.
    """

    def __init__(
        self,
        library: MotionLibrary,
        terms: tuple[RewardTerm, ...],
        goals: tuple[Goal, ...] = (),
        turn_rate: float = 0.0,
    ) -> None:
        if not library.all_loop:
            name = library.clips[library.loops.tolist().index(False)]
            raise StuntmanError(
                f"environment: 'steerable' wants clips that loop, and '{name}' does not: leave it "
                "out."
            )
        self._library, self._terms = library, terms
        self._goals, self._turn_rate = goals, turn_rate
        clips = torch.arange(len(library.clips), device=library.duration.device)
        offsets = [phase_offset(library, 0, clip)[0] for clip in range(len(library.clips))]
        self._offset = library.duration.new_tensor(offsets)
        begin = library.motion(library.frame(clips, self._offset * library.duration))
        self._yaw = heading(begin.pose.root_rotation)
        self._root = begin.pose.positions[:, 0]

    def advance(self, clock: ReferenceClock, seconds: float, motion: Motion) -> ReferenceClock:
        """The clocks (worlds,) so many seconds later, when characters are in `motion`."""
        library = self._library
        phase, yaw, place = self._cycle(clock)
        phase = phase + seconds / library.duration[clock.clip]
        over = phase >= 1.0 - 1e-9
        phase = torch.where(over, (phase - 1.0).clamp_min(0.0), phase)
        yaw = torch.where(over, heading(motion.pose.root_rotation), yaw)
        place = torch.where(over.unsqueeze(-1), motion.pose.positions[:, 0], place)
        every = [torch.full_like(clock.clip, clip) for clip in range(len(library.clips))]
        clocks = [self._clock(clip, phase, yaw, place) for clip in every]
        best = every[0]
        if len(every) > 1:
            worth = [self._earned(k, motion) + _PROMISE * self._promised(k) for k in clocks]
            best = torch.stack(worth).argmax(0)
            if self._goals:  # for a whole cycle: who changes within it has to be where both are
                best = torch.where(over, best, clock.clip)
        chosen = self._clock(best, phase, yaw, place)
        return self._turned(chosen, seconds) if self._turn_rate and self._goals else chosen

    def _earned(self, clock: ReferenceClock, motion: Motion) -> Tensor:
        reference = clock.placed(self._library)
        return torch.stack([term(motion, reference) for term in self._terms]).sum(0)

    def _promised(self, clock: ReferenceClock) -> Tensor | float:
        """What goals would give for being where the reference soon is (worlds,)."""
        if not self._goals:
            return 0.0
        soon = clock.placed(self._library, _AHEAD)
        return torch.stack([goal.promise(soon) for goal in self._goals]).sum(0)

    def _turned(self, clock: ReferenceClock, seconds: float) -> ReferenceClock:
        """The reference turned about where it is, to the side for which goals would give more."""
        ways = torch.tensor([0.0, -1.0, 1.0], device=clock.yaw.device) * self._turn_rate
        there = [clock.turned(self._library, way * _AHEAD) for way in ways]
        best = torch.stack([torch.as_tensor(self._promised(k)) for k in there]).argmax(0)
        return clock.turned(self._library, ways[best] * seconds)

    def _cycle(self, clock: ReferenceClock) -> tuple[Tensor, Tensor, Tensor]:
        """The shared phase (worlds,) of clocks, and where their cycle began: yaw (worlds,) rad and
        place (worlds, 3) m."""
        library, clip = self._library, clock.clip
        phase = clock.time / library.duration[clip] - self._offset[clip]
        # A clip whose own end lies within the shared cycle has been placed anew there.
        wrapped = phase < -1e-9
        phase = torch.where(wrapped, phase + 1.0, phase).clamp_min(0.0)
        yaw = torch.where(wrapped, clock.yaw - library.cycle_yaw[clip], clock.yaw)
        way = rotate_about_vertical(library.cycle_shift[clip], yaw)
        shift = torch.where(wrapped.unsqueeze(-1), clock.shift - way, clock.shift)
        return phase, yaw + self._yaw[clip], shift + rotate_about_vertical(self._root[clip], yaw)

    def _clock(self, clip: Tensor, phase: Tensor, yaw: Tensor, place: Tensor) -> ReferenceClock:
        """Clips (worlds,) at a shared phase of cycles that began there."""
        library = self._library
        yaw = yaw - self._yaw[clip]
        shift = place - rotate_about_vertical(self._root[clip], yaw)
        own = phase + self._offset[clip]
        over = own >= 1.0
        way = rotate_about_vertical(library.cycle_shift[clip], yaw)
        shift = torch.where(over.unsqueeze(-1), shift + way, shift)
        yaw = torch.where(over, yaw + library.cycle_yaw[clip], yaw)
        own = torch.where(over, own - 1.0, own)
        level = torch.cat([shift[:, :2], torch.zeros_like(shift[:, :1])], dim=-1)
        return ReferenceClock(clip, own * library.duration[clip], yaw, level, True)
