"""Bones as a tree, and where they are in a pose (forward kinematics)."""

from dataclasses import dataclass

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# A position farther from the origin than this (m) is damage and not motion.
FAR = 1e6


@dataclass(frozen=True, eq=False)
class Skeleton:
    """Bones as a tree. At rest all rotations are the identity.

    Attributes:
        names: one a bone, each different; mirrored bones begin with `left_` and `right_`.
        parents: index of each bone's parent, before the bone itself; the root is bone 0, -1.
        offsets: (bones, 3) m, each bone's joint in its parent's frame; zero for the root.

    Raises:
        StuntmanError: where these do not make one tree.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    offsets: Array

    def __post_init__(self) -> None:
        bones = len(self.names)
        object.__setattr__(self, "offsets", frozen(self.offsets))
        if bones == 0 or len(set(self.names)) < bones:
            raise StuntmanError("skeleton: bone names must differ; rename the doubles")
        if len(self.parents) != bones or self.parents[0] != -1:
            raise StuntmanError("skeleton: give one parent for each bone, -1 for the first alone")
        for bone, parent in enumerate(self.parents[1:], start=1):
            if not 0 <= parent < bone:
                raise StuntmanError(
                    f"skeleton: bone {self.names[bone]} comes before its parent; list parents first"
                )
        if self.offsets.shape != (bones, 3) or not np.all(np.abs(self.offsets) < FAR):
            raise StuntmanError(
                f"skeleton: offsets must be {bones} times three finite lengths in metres"
            )
        if np.any(self.offsets[0] != 0):
            raise StuntmanError(
                f"skeleton: the offset of the root {self.names[0]} must be zero; "
                "add it to the root's positions"
            )

    def forward(self, root_positions: Array, rotations: Array) -> tuple[Array, Array]:
        """Forward kinematics.

        Args:
            root_positions: (..., 3) m.
            rotations: (..., bones, 4) local to the parent.

        Returns:
            Positions of the bones' joints (..., bones, 3) in m and rotations (..., bones, 4),
            both in the world.
        """
        positions = np.empty((*rotations.shape[:-1], 3))
        world_rotations = np.empty_like(rotations)
        positions[..., 0, :] = root_positions
        world_rotations[..., 0, :] = rotations[..., 0, :]
        for bone, parent in enumerate(self.parents[1:], start=1):
            parent_rotation = world_rotations[..., parent, :]
            positions[..., bone, :] = positions[..., parent, :] + rot.rotate(
                parent_rotation, self.offsets[bone]
            )
            world_rotations[..., bone, :] = rot.multiply(parent_rotation, rotations[..., bone, :])
        return positions, world_rotations


def frozen(array: Array) -> Array:
    """A copy in float64 that cannot be written to."""
    out = np.array(array, dtype=np.float64)
    out.flags.writeable = False
    return out
