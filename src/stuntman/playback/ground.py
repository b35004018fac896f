"""What is seen of ground that is not flat."""

from dataclasses import dataclass

from stuntman.imitation.environment import Environment
from stuntman.spatial.rotations import Array

_REACH, _HALF_DEPTH = 30.0, 1.0  # m
_NOTHING = 2e-3  # m; as short are tiles of no length


@dataclass(frozen=True, eq=False)
class Ground:
    """Boxes around a character.

    Attributes:
        positions: (n, 3) m, of their middles. rotations: (n, 4). halves: (n, 3) m, half of each
            edge.
        height: m, of the ground below the root.
    """

    positions: Array
    rotations: Array
    halves: Array
    height: float

    @staticmethod
    def around(environment: Environment) -> "Ground | None":
        """That of an environment's first world; None where it is flat."""
        if environment.ground is None:
            return None
        seen = environment.ground.around(environment.engine.qpos, _REACH, _HALF_DEPTH)
        there = (seen.size[0, :, 0] > _NOTHING).numpy()
        return Ground(
            seen.position[0].numpy()[there],
            seen.quaternion[0].numpy()[there],
            seen.size[0].numpy()[there],
            float(environment.ground_height()[0]),
        )
