"""Where a teacher's library has what a learner's holds: whole clips, ways, or parts of a clip."""

from dataclasses import dataclass

import torch
from torch import Tensor

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.spatial.torch_rotations import heading, rotate_about_vertical

_SAME = 0.01  # rad, on average; what was written to a file differs by rounding


@dataclass(frozen=True, eq=False)
class Known:
    """Of each of a learner's clips and ways (n,), where it is among a teacher's.

    Attributes:
        clip: (n,) index there; -1 where it is nowhere.
        begins: (n,) s of that clip at which it begins, float64.
        yaw: (n,) rad by which that clip is rotated about the vertical, then
        shift: (n, 3) m by which it is moved, to do what it does where ours does it.
        rotated: whether any yaw may differ from zero, a plain value.
    """

    clip: Tensor
    begins: Tensor
    yaw: Tensor
    shift: Tensor
    rotated: bool

    @staticmethod
    def whole(clip: Tensor) -> "Known":
        """Clips and ways that are those of these indices (n,), from their beginning on."""
        still = torch.zeros(len(clip), 4, device=clip.device)
        return Known(clip, still[:, 0].double(), still[:, 0], still[:, 1:], rotated=False)

    def clock(self, ours: ReferenceClock) -> ReferenceClock:
        """The reference of each world in the teacher's library."""
        clip, yaw = ours.clip, ours.yaw
        own, begins, turn, shift = (
            part.to(clip.device)[clip] for part in (self.clip, self.begins, self.yaw, self.shift)
        )
        moved = ours.shift + rotate_about_vertical(shift, yaw)
        rotated = ours.rotated or self.rotated
        return ReferenceClock(own, ours.time + begins, yaw + turn, moved, rotated)


def known_to(theirs: MotionLibrary, ours: MotionLibrary) -> Known:
    """What of ours a teacher's library has: clips of the same contents, ways between such
    clips, and what a clip of theirs does among other things."""
    theirs, ours = (library.to(torch.device("cpu")) for library in (theirs, ours))
    rows = [
        theirs.digests.index(digest) if digest and digest in theirs.digests else -1
        for digest in ours.digests
    ]
    known = torch.tensor(rows)
    if ours.ways is not None and theirs.ways is not None:
        edges = _edges(theirs)
        for between, own in _edges(ours).items():
            if (other := edges.get(between)) is None:
                continue
            if between[2]:  # to wait is the same in every heap
                other = other[:1].expand(len(own))
            # Ways that last otherwise are made by another rule, and others.
            if torch.equal(ours.duration[own], theirs.duration[other]):
                known[own] = other
    return _in_longer_clips(theirs, ours, Known.whole(known))


def _in_longer_clips(theirs: MotionLibrary, ours: MotionLibrary, known: Known) -> Known:
    """The same, and what is nowhere yet where a clip of theirs does it on the way."""
    clips = len(theirs.clips) if theirs.ways is None else theirs.ways.first
    steps = [theirs.control_steps(clip) for clip in range(clips)]
    wholes = [_poses(theirs, at) for at in steps]
    for own in (known.clip < 0).nonzero().flatten().tolist():
        frames = ours.control_steps(own)
        part = _poses(ours, frames)
        for other, (at, whole) in enumerate(zip(steps, wholes, strict=True)):
            begin = _beginning(part, whole)
            if begin >= 0:
                known = _found(known, own, other, begin, ours, frames[0], theirs, at[begin])
                break
    return known


def _poses(library: MotionLibrary, frames: Tensor) -> Tensor:
    """(n, numbers) rad and m: the joints, how high the root is, and what of it points up."""
    motion = library.motion(frames)
    root = motion.pose.positions[:, 0, 2:], motion.pose.root_rotation[:, 2]
    return torch.cat([motion.coordinates, *root], dim=1)


def _beginning(part: Tensor, whole: Tensor) -> int:
    """From which row on poses (n, numbers) are among others (m, numbers); -1 if they are not."""
    count = len(whole) - len(part) + 1
    if count <= 0:
        return -1
    apart = torch.cdist(whole, part) / part.shape[1] ** 0.5
    first = torch.arange(count).unsqueeze(1) + torch.arange(len(part))
    along = apart[first, torch.arange(len(part))].mean(1)
    best = int(along.argmin())
    return best if float(along[best]) < _SAME else -1


def _found(
    known: Known, own: int, other: int, step: int, ours: MotionLibrary, here: Tensor,
    theirs: MotionLibrary, there: Tensor,
) -> Known:  # fmt: skip
    """The same with one of ours found in one of theirs, at a control step of it; given the frames
    that are the same."""
    one, two = ours.motion(here[None]).pose, theirs.motion(there[None]).pose
    yaw = heading(one.root_rotation) - heading(two.root_rotation)
    shift = one.positions[:, 0] - rotate_about_vertical(two.positions[:, 0], yaw)
    shift[:, 2] = 0.0
    clip, begins = known.clip.clone(), known.begins.clone()
    changed = Known(clip, begins, known.yaw.clone(), known.shift.clone(), rotated=True)
    changed.clip[own], changed.begins[own] = other, step / CONTROL_RATE
    changed.yaw[own], changed.shift[own] = yaw[0], shift[0]
    return changed


def _edges(library: MotionLibrary) -> dict[tuple[str, str, bool], Tensor]:
    """The ways of a library that lead from one clip to another, or wait on the floor, as indices in
    their order."""
    ways = library.ways
    assert ways is not None
    found: dict[tuple[str, str, bool], list[int]] = {}
    begins, ends = library.begins_as.tolist(), ways.after_clip.tolist()
    for way in range(ways.first, len(library.duration)):
        between = library.digests[begins[way]], library.digests[ends[way]]
        found.setdefault((*between, bool(ways.lies[way])), []).append(way)
    return {between: torch.tensor(of) for between, of in found.items()}
