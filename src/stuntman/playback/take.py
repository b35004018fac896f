"""What a film needs of a performance."""

from dataclasses import dataclass

from stuntman.physics.interactive import Blocks
from stuntman.playback.goals import Asked
from stuntman.playback.ground import Ground
from stuntman.spatial.rotations import Array


@dataclass(frozen=True, eq=False)
class Take:
    """What a character did, and what it was to do.

    Attributes:
        fps: states a second.
        qpos: (frames, nq) in MuJoCo's layout, m and quaternions w x y z.
        reference: (frames, nq) where the clip wanted it at the same instants, in the world;
            None where there is nothing to compare with.
        blocks: what had been thrown at each instant; nothing if empty.
        asked: what goals asked at each instant; nothing if empty.
        ground: at each instant; flat if empty.
    """

    fps: float
    qpos: Array
    reference: Array | None = None
    blocks: tuple[Blocks, ...] = ()
    asked: tuple[Asked, ...] = ()
    ground: tuple[Ground, ...] = ()
