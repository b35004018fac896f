"""The rig that a clip came on, as its file has it."""

from dataclasses import dataclass

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import frozen


@dataclass(frozen=True, eq=False)
class Source:
    """What a file calls a clip's bones, and how it turns and measures them.

    Attributes:
        names: one a bone, in the clip's order; empty where the file has no such bone.
        rest_rotations: (bones, 4), how the file's axes of each bone stand at rest, in the house's
            world.
        axes: (4,), from the house's world to the file's.
        unit: m.
        turned: whether the file turns bones at rest, as FBX and glTF do; in BVH offsets alone
            are the rest.

    Raises:
        StuntmanError: these do not belong together.
    """

    names: tuple[str, ...]
    rest_rotations: Array
    axes: Array
    unit: float
    turned: bool

    def __post_init__(self) -> None:
        object.__setattr__(self, "rest_rotations", frozen(self.rest_rotations))
        object.__setattr__(self, "axes", frozen(self.axes))
        whole = self.rest_rotations.shape == (len(self.names), 4) and self.axes.shape == (4,)
        if not whole or not 0.0 < self.unit < 1e6:
            raise StuntmanError("its rig is damaged; import it again")
        lengths = np.linalg.norm([*self.rest_rotations, self.axes], axis=-1)
        if not np.all(np.abs(lengths - 1.0) < 1e-3):
            raise StuntmanError("its rig's rotations are none; import it again")
