"""The one small interface to physics: N worlds of one model.

The contract. `reset` and `step` leave every world at one instant; `qpos` and `qvel` are the state
at that instant, and body poses are computed from them (characters/kinematics.py), so they belong
to it too. `touching` tells which of the bodies that feel the floor (`scene.feeling`) it pushed on
while the worlds moved to that instant: the contacts of the last substep, the ones whose forces made
the state, and none after a reset. A world steps the same whatever its neighbours do and however
many threads there are.
"""

from typing import Protocol

import mujoco
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Engine(Protocol):
    """N worlds of `model`, stepped together at the control rate."""

    model: mujoco.MjModel
    worlds: int

    @property
    def qpos(self) -> Array:
        """Positions (worlds, nq), MuJoCo's layout; read only."""

    @property
    def qvel(self) -> Array:
        """Velocities (worlds, nv), MuJoCo's layout; read only."""

    @property
    def touching(self) -> NDArray[np.bool_]:
        """(worlds, bodies that feel): the body felt the floor in the last substep."""

    def reset(self, worlds: NDArray[np.int64], qpos: Array, qvel: Array) -> None:
        """Put the worlds of these sorted indices into the given states, at rest otherwise."""

    def step(self, targets: Array) -> None:
        """Hold PD targets (worlds, nu) for one control step; where a target is not finite, the
        world's state will not be either."""

    def save(self) -> Array:
        """The whole state (worlds, n), opaque: what `restore` needs to continue bit for bit."""

    def restore(self, state: Array) -> None:
        """Continue from what `save` gave."""
