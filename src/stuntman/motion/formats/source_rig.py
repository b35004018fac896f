"""A clip put back on the rig that it came on: what rig.py settled, undone."""

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.motion.formats.rig import Rig
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array


def from_clip(
    clip: Clip, turned: Array | None = None, unit: float | None = None, aligned: bool = False
) -> Rig:
    """The clip on the rig that it came on: the file's names and rest, its axes and unit.

    Args:
        turned: (4,), from the house's world to other axes than the file's. unit: m, another one.
        aligned: whether each bone's own axes are to be the world's at rest, and not the file's.

    Raises:
        StuntmanError: the clip has no such rig.
    """
    source = clip.source
    if source is None:
        raise StuntmanError(
            f"clip {clip.name} came on no rig of its own: those do that are imported from BVH, "
            "FBX, ASF/AMC or glTF; import it again"
        )
    turn = source.axes if turned is None else turned
    unit = source.unit if unit is None else unit
    skeleton, rest = clip.skeleton, source.rest_rotations
    if aligned:
        rest = np.tile(rot.conjugate(turn), (len(source.names), 1))
    _, turns = skeleton.forward(clip.root_positions, clip.rotations)
    kept = [bone for bone, name in enumerate(source.names) if name]
    turns = rot.multiply(rot.multiply(turn, turns), rest)
    rests = rot.multiply(turn, rest)
    local, local_rest = turns.copy(), rests.copy()
    positions = np.empty_like(turns[..., 1:])
    positions[:, 0] = rot.rotate(turn, clip.root_positions) / unit
    for bone, parent in enumerate(skeleton.parents[1:], start=1):
        local[:, bone] = rot.multiply(rot.conjugate(turns[:, parent]), turns[:, bone])
        local_rest[bone] = rot.multiply(rot.conjugate(rests[parent]), rests[bone])
        positions[:, bone] = rot.rotate(rot.conjugate(rest[parent]), skeleton.offsets[bone]) / unit
    rig = Rig(
        source.names,
        skeleton.parents,
        positions,
        local,
        local_rest,
        clip.fps,
        np.zeros((len(source.names), 3)),
    )
    return rig.pick(kept)
