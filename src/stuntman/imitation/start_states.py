"""The states in which episodes start: the references' own, or such as a policy comes to itself.

A clip's state at some instant may lie off anything that a body does: the landing of a keyed jump
carries on as if there had been no fall. Whoever learns starts there all the same. A film, a page or
a test begins where the policy itself comes by at that instant.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from stuntman.imitation.motion_library import MotionLibrary


@dataclass(frozen=True, eq=False)
class StartStates:
    """States at some of a library's frames.

    Attributes:
        frames: (n,) each one's, ascending; of every clip the first frame is among them.
        states: (n, nq + nv) MuJoCo's layout, float64, in the clip's own place.
    """

    frames: Tensor
    states: Tensor

    @staticmethod
    def of(library: MotionLibrary) -> "StartStates":
        """The references' own, at every frame."""
        states = torch.cat([library.qpos, library.qvel], dim=1)
        return StartStates(torch.arange(len(states)), states)

    def to(self, device: torch.device) -> "StartStates":
        """The same on a device."""
        return StartStates(self.frames.to(device), self.states.to(device))

    def rows(self, library: MotionLibrary) -> Tensor:
        """(all frames of the library,): which of these states is nearest in time, of the same clip.

        A loop's last frame is its first one.
        """
        out = torch.empty_like(library.clip_of_frame)
        for clip in range(len(library.clips)):
            first, count = int(library.first_frame[clip]), int(library.frames[clip])
            mine = (library.clip_of_frame[self.frames] == clip).nonzero().squeeze(-1)
            instants = self.frames[mine] - first
            if library.loops[clip]:
                mine = torch.cat([mine, mine[:1]])
                instants = torch.cat([instants, torch.tensor([count - 1])])
            middles = (instants[1:] + instants[:-1]) / 2
            nearest = torch.bucketize(torch.arange(count), middles, right=True)
            out[first : first + count] = mine[nearest]
        return out

    def fits(self, library: MotionLibrary, numbers: int) -> bool:
        """Whether they are states of so many numbers at frames of this library."""
        firsts = torch.isin(library.first_frame, self.frames).all()
        known = self.frames.min() >= 0 and self.frames.max() < len(library.qpos)
        ascending = (self.frames.diff() > 0).all()
        return bool(firsts and known and ascending) and self.states.shape[1] == numbers

    def of_clip(self, library: MotionLibrary, clip: int) -> "StartStates":
        """Those of one clip of the library, for a library of it alone."""
        mine = library.clip_of_frame[self.frames] == clip
        return StartStates(self.frames[mine] - library.first_frame[clip], self.states[mine])
