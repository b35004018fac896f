"""The flights of references over ground that is not flat: they last as long as the characters'.

Where the ground drops, who takes off as the clip does falls for longer than it. So while a clip is
in the air, its time goes as fast as brings its landing to the instant at which the character's root
will be as high above the ground as the clip's then is. Until then the reference is where the
character is, since nobody can steer in the air.
"""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.motion import Motion
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.spatial.torch_rotations import rotate_about_vertical

_SLOWEST, _FASTEST = 0.3, 1.2  # of the clip's own pace


@dataclass(frozen=True, eq=False)
class Flights:
    """Those of a library's clips that do not loop; loops go from foothold to foothold.

    Attributes:
        lands: (all frames,) the frame in which the flight ends that a frame lies in; its own where
            the clip is not in the air.
        gravity: m/s², downwards.
    """

    lands: Tensor
    gravity: float

    @staticmethod
    def of(library: MotionLibrary, gravity: float) -> "Flights":
        lands = torch.arange(len(library.airborne), device=library.airborne.device)
        flies = library.airborne & ~library.loops[library.clip_of_frame]
        for frame in reversed(flies.nonzero().flatten().tolist()):
            same = library.clip_of_frame[frame : frame + 2].unique().numel() == 1
            lands[frame] = lands[frame + 1] if same and frame + 1 < len(lands) else frame
        return Flights(lands, gravity)

    def arrival(self, clock: ReferenceClock, library: MotionLibrary, motion: Motion) -> Tensor:
        """Where the roots (worlds, 3) m of characters in `motion` land, as far from where they are
        as the clip's; the height is the clip's."""
        frames = clock.frame(library)
        lands = library.root_position(self.lands[frames])
        way = rotate_about_vertical(lands - library.root_position(frames), clock.yaw)
        there = motion.pose.positions[:, 0] + way
        return torch.cat([there[:, :2], lands[:, 2:]], dim=1)

    def led(
        self,
        clock: ReferenceClock,
        library: MotionLibrary,
        motion: Motion,
        drop: Tensor,
        seconds: float,
    ) -> ReferenceClock:
        """The clocks that have advanced by so many s, those in flight at the pace of the
        character's, and where it is.

        Args:
            motion: of the characters, heights above the ground.
            drop: (worlds,) m that each root is above where it will land.
        """
        frames = clock.frame(library)
        lands = self.lands[frames]
        flies, up = lands != frames, motion.root_velocity[:, 2]
        fall = (up + (up.square() + 2.0 * self.gravity * drop).clamp_min(0.0).sqrt()) / self.gravity
        left = library.time_of_frame[lands] - clock.time
        pace = (left / fall.double().clamp_min(seconds)).clamp(_SLOWEST, _FASTEST)
        time = torch.where(flies, clock.time - seconds * (1.0 - pace), clock.time)
        away = motion.pose.positions[:, 0] - clock.placed(library).pose.positions[:, 0]
        level = clock.shift * torch.tensor([1.0, 1.0, 0.0], device=clock.shift.device)
        shift = torch.where(flies.unsqueeze(1), clock.shift + away, level)
        return replace(clock, time=time, shift=shift)
