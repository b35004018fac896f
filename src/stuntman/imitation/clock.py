"""Where each world's reference is: in which clip, when, and where in the world it lies."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from stuntman.imitation.motion import Motion
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.spatial.torch_rotations import heading, rotate_about_vertical

_CYCLE_TOLERANCE = 1e-9  # s; sums of control steps miss the end of a cycle by rounding


@dataclass(frozen=True, eq=False)
class ReferenceClock:
    """The reference of each world. Frozen: what moves it on gives a new one.

    Attributes:
        clip: (worlds,) index into the motion library.
        time: (worlds,) s within the clip, float64.
        yaw: (worlds,) rad by which the clip is rotated about the vertical, then
        shift: (worlds, 3) m by which it is moved.
        rotated: whether any yaw may differ from zero; a plain value, so that nobody has to wait for
            the device to know.
    """

    clip: Tensor
    time: Tensor
    yaw: Tensor
    shift: Tensor
    rotated: bool

    @staticmethod
    def at(library: MotionLibrary, clip: Tensor, time: Tensor) -> "ReferenceClock":
        """Clips (worlds,) at times (worlds,) s, each in its own place."""
        still = torch.zeros(len(clip), 4, device=clip.device)
        return ReferenceClock(clip, time, still[:, 0], still[:, 1:], library.any_turns)

    def advance(self, seconds: float) -> "ReferenceClock":
        """The same later by so many seconds."""
        return replace(self, time=self._later(seconds))

    def frame(self, library: MotionLibrary, ahead: float = 0.0) -> Tensor:
        """The library's frames (worlds,) now, or `ahead` s later."""
        return library.frame(self.clip, self._later(ahead))

    def phase(self, library: MotionLibrary) -> Tensor:
        """(worlds,) within the clip, in [0, 1]; on a way, within the one that it is most like."""
        phase = self.time / library.duration[self.clip]
        if library.ways is not None:
            frames = library.on_clips(self.frame(library))
            likest = library.time_of_frame[frames] / library.duration[library.clip_of_frame[frames]]
            phase = torch.where(self.clip < library.ways.first, phase, likest)
        return phase.float()

    def placed(self, library: MotionLibrary, ahead: float = 0.0) -> Motion:
        """What the reference does now, or `ahead` s later, in the world. Past the end of a loop's
        cycle it goes on from where that ends."""
        yaw, shift = self.over_the_end(library, ahead)
        frames = self.frame(library, ahead)
        return library.placed(frames, yaw if self.rotated else None, shift)

    def over_the_end(self, library: MotionLibrary, ahead: float = 0.0) -> tuple[Tensor, Tensor]:
        """Yaw (worlds,) and shift (worlds, 3) now, or `ahead` s later: a cycle on where a loop's
        end is passed."""
        if not library.any_loops:
            return self.yaw, self.shift
        clip = self.clip
        over = (self._later(ahead) >= library.duration[clip]) & library.loops[clip]
        way = library.cycle_shift[clip]
        way = rotate_about_vertical(way, self.yaw) if self.rotated else way
        shift = torch.where(over.unsqueeze(-1), self.shift + way, self.shift)
        return torch.where(over, self.yaw + library.cycle_yaw[clip], self.yaw), shift

    def next_cycle(self, library: MotionLibrary, roots: Tensor) -> "ReferenceClock":
        """Where a loop's cycle has ended, begin the next one at the root's horizontal position,
        rotated as the clip rotates (the paper's released code does so too).

        Args:
            roots: (worlds, 3) m, of the characters.
        """
        if not library.any_loops:
            return self
        duration = library.duration[self.clip]
        over = (self.time >= duration - _CYCLE_TOLERANCE) & library.loops[self.clip]
        clock = replace(
            self,
            time=torch.where(over, (self.time - duration).clamp_min(0.0), self.time),
            yaw=torch.where(over, self.yaw + library.cycle_yaw[self.clip], self.yaw),
        )
        shift = roots - clock._unshifted_root(library)
        return replace(clock, shift=torch.where(over.unsqueeze(-1), _level(shift), self.shift))

    def aligned(self, library: MotionLibrary, motion: Motion) -> "ReferenceClock":
        """The same rotated and moved so that the reference faces as the characters of `motion` do,
        and has its root above theirs."""
        own = library.motion(self.frame(library)).pose.root_rotation
        yaw = heading(motion.pose.root_rotation) - heading(own)
        clock = replace(self, yaw=yaw, rotated=True)
        return replace(
            clock, shift=_level(motion.pose.positions[:, 0] - clock._unshifted_root(library))
        )

    def turned(self, library: MotionLibrary, angle: Tensor) -> "ReferenceClock":
        """The same, with the reference turned by an angle (worlds,) in rad about its root."""
        root = library.root_position(self.frame(library))
        yaw = self.yaw + angle
        moved = rotate_about_vertical(root, self.yaw) - rotate_about_vertical(root, yaw)
        return ReferenceClock(self.clip, self.time, yaw, self.shift + moved, True)

    def of_worlds(self, worlds: Tensor) -> "ReferenceClock":
        """Those of the worlds of these indices (n,)."""
        return ReferenceClock(
            self.clip[worlds],
            self.time[worlds],
            self.yaw[worlds],
            self.shift[worlds],
            self.rotated,
        )

    def switch_clip(
        self, library: MotionLibrary, worlds: Tensor, clip: Tensor, motion: Motion
    ) -> "ReferenceClock":
        """In worlds of these indices (n,), go on with clips (n,) at the instant of each that is
        most like what the characters of `motion` (n) do, aligned with them."""
        time = library.nearest(clip, motion)
        entered = ReferenceClock.at(library, clip, time).aligned(library, motion)
        return self.with_worlds(worlds, entered)

    def with_worlds(self, worlds: Tensor, other: "ReferenceClock") -> "ReferenceClock":
        """The same with the worlds of these indices (n,) as `other` (n) has them."""
        return ReferenceClock(
            self.clip.index_copy(0, worlds, other.clip),
            self.time.index_copy(0, worlds, other.time),
            self.yaw.index_copy(0, worlds, other.yaw),
            self.shift.index_copy(0, worlds, other.shift),
            self.rotated or other.rotated,
        )

    def _later(self, seconds: float) -> Tensor:
        """Times (worlds,) so many seconds later."""
        if torch.onnx.is_in_onnx_export():
            # A graph would hold a plain number as float32, and run late.
            return self.time + torch.tensor(seconds, dtype=torch.float64)
        return self.time + seconds if seconds else self.time

    def _unshifted_root(self, library: MotionLibrary) -> Tensor:
        """Where the rotated clip has the root: (worlds, 3) m."""
        root = library.root_position(self.frame(library))
        return rotate_about_vertical(root, self.yaw) if self.rotated else root


def _level(vectors: Tensor) -> Tensor:
    """Vectors (n, 3) without their height."""
    return torch.cat([vectors[:, :2], torch.zeros_like(vectors[:, :1])], dim=1)
