"""A reference that goes where the character goes, by whichever of its clips fits best.

The paper's multi-clip reward (Peng et al. 2018, section 7.1): the reward of a step is the largest
that any of the clips gives. The clip that gives it is the reference of that step, for everything.
"""

import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.motion import Motion
from stuntman.imitation.motion_library import MotionLibrary, pose_features
from stuntman.imitation.rewards import RewardTerm
from stuntman.spatial.torch_rotations import heading, rotate_about_vertical

_PHASES = 64  # at which clips are compared to find out how they go together


class Steering:
    """Moves clocks on so. All clips share one phase, that of the first.

    At phase 0 a cycle begins, for all of them in the same place: where the character then is.

    Args:
        terms: of the imitation reward, which decides between clips.

    Raises:
        StuntmanError: a clip does not loop.
    """

    def __init__(self, library: MotionLibrary, terms: tuple[RewardTerm, ...]) -> None:
        if not library.all_loop:
            name = library.clips[library.loops.tolist().index(False)]
            raise StuntmanError(
                f"environment: 'steerable' wants clips that loop, and '{name}' does not: leave it "
                "out."
            )
        self._library, self._terms = library, terms
        clips = torch.arange(len(library.clips), device=library.duration.device)
        self._offset = _phase_offsets(library)
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
        clips = len(library.clips)
        every = [torch.full_like(clock.clip, clip) for clip in range(clips)]
        if clips == 1:
            return self._clock(every[0], phase, yaw, place)
        earned = torch.stack(
            [self._earned(self._clock(k, phase, yaw, place), motion) for k in every]
        )
        return self._clock(earned.argmax(0), phase, yaw, place)

    def _earned(self, clock: ReferenceClock, motion: Motion) -> Tensor:
        reference = clock.placed(self._library)
        return torch.stack([term(motion, reference) for term in self._terms]).sum(0)

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


def _phase_offsets(library: MotionLibrary) -> Tensor:
    """By how much of its cycle (clips,) each clip is ahead when it does what the first one does:
    where their poses are the most alike over a cycle."""
    phase = torch.arange(_PHASES, dtype=torch.float64, device=library.duration.device) / _PHASES
    poses = []
    for clip, duration in enumerate(library.duration):
        which = torch.full_like(phase, clip, dtype=torch.long)
        poses.append(pose_features(library.motion(library.frame(which, phase * duration))))
    apart = [
        torch.stack([(pose.roll(-k, 0) - poses[0]).norm(dim=-1).mean() for k in range(_PHASES)])
        for pose in poses
    ]
    return phase[torch.stack(apart).argmin(1)]
