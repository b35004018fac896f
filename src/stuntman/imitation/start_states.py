"""The states in which episodes start: the references' own, or such as a policy comes to itself.

A clip's state at some instant may lie off anything that a body does: the landing of a keyed jump
carries on as if there had been no fall. Whoever learns starts there all the same. A film, a page or
a test begins where the policy itself comes by at that instant.
"""

from dataclasses import dataclass

import mujoco
import torch
from torch import Tensor

from stuntman.imitation.motion_library import MotionLibrary
from stuntman.mjcf.tangent import Tangent

# No body on its feet has a coordinate or a speed (m, rad, 1/s) as great.
_GREATEST = 1e3
# How far from 1 a quaternion's length may be.
_UNIT = 1e-2


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

    def fits(self, library: MotionLibrary, model: mujoco.MjModel) -> bool:
        """Whether they are states of this model at frames of this library, above the floor."""
        firsts = torch.isin(library.first_frame, self.frames).all()
        known = self.frames.min() >= 0 and self.frames.max() < len(library.qpos)
        ascending = (self.frames.diff() > 0).all()
        if not (firsts and known and ascending) or self.states.shape[1] != model.nq + model.nv:
            return False
        rotations = ((self.states[:, Tangent(model).quats].norm(dim=-1) - 1.0).abs() < _UNIT).all()
        bounded = (self.states[:, 2] > 0.0).all() and (self.states.abs() < _GREATEST).all()
        return bool(rotations and bounded)

    def of_clip(self, library: MotionLibrary, clip: int) -> "StartStates":
        """Those of one clip of the library, for a library of it alone."""
        mine = library.clip_of_frame[self.frames] == clip
        return StartStates(self.frames[mine] - library.first_frame[clip], self.states[mine])
