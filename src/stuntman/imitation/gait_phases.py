"""How the cycles of loops go together: where in each they do the same."""

import torch
from torch import Tensor

from stuntman.imitation.motion_library import MotionLibrary, pose_features

PHASES = 64  # at which they are compared


def cycle_features(library: MotionLibrary, clip: int) -> Tensor:
    """By which the poses of a loop are alike, at so many phases: (PHASES, numbers)."""
    duration = library.duration[clip]
    phase = torch.arange(PHASES, dtype=torch.float64, device=duration.device) / PHASES
    which = torch.full_like(phase, clip, dtype=torch.long)
    return pose_features(library.motion(library.frame(which, phase * duration)))


def phase_offset(library: MotionLibrary, clip: int, other: int) -> tuple[float, float]:
    """By how much of its cycle another loop is ahead when it does what a loop does at the beginning
    of its own, where they are the most alike over a cycle; and how far apart they are there."""
    ours, theirs = cycle_features(library, clip), cycle_features(library, other)
    apart = torch.stack([(theirs.roll(-k, 0) - ours).norm(dim=-1).mean() for k in range(PHASES)])
    best = int(apart.argmin())
    return best / PHASES, float(apart[best])
