"""The one small interface to physics: N worlds of one model, in tensors on one device.

The contract. `reset` and `step` leave every world at one instant; `qpos` and `qvel` are the state
at that instant, and body poses are computed from them (mjcf/kinematics.py), so they belong to it
too. `floor_contacts` tells which of the bodies with a floor contact sensor (`scene.sensor_bodies`)
pushed on the floor in the last substep, the one whose forces made the state; none does after a
reset. A world steps the same whatever its neighbours do and however many threads there are.

Tasks may bring bodies of their own. Their coordinates come after the character's, are no part of
`qpos` and `qvel`, and are told and set through `loose`; a reset leaves them as they are.
"""

from typing import Protocol

import mujoco
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.physics.loose import Loose


class Engine(Protocol):
    """N worlds of `model`, stepped together at the control rate.

    Attributes:
        model: the character on its ground.
        device: where all tensors are.
        loose: what is there besides and moves.
    """

    model: mujoco.MjModel
    worlds: int
    device: torch.device
    loose: Loose

    @property
    def qpos(self) -> Tensor:
        """The character's positions (worlds, nq), MuJoCo's layout; a view that changes with the
        worlds, and is not to be written to."""

    @property
    def qvel(self) -> Tensor:
        """Velocities (worlds, nv), likewise."""

    @property
    def floor_contacts(self) -> Tensor:
        """(worlds, sensor bodies) bool: the body touched the floor in the last substep."""

    def reset(self, worlds: Tensor, qpos: Tensor, qvel: Tensor) -> None:
        """Put the characters in the worlds of these indices (n,) into states qpos (n, nq) and qvel
        (n, nv), at rest otherwise."""

    def step(self, pd_targets: Tensor) -> None:
        """Hold PD targets (worlds, nu) in rad for one control step; where a target is not finite,
        the world's state will not be either."""

    def save(self) -> Tensor:
        """The whole state (worlds, n), opaque: what `restore` needs to continue bit for bit."""

    def restore(self, state: Tensor) -> None:
        """Continue from what `save` gave.

        Raises:
            StuntmanError: another kind of engine saved it, or one of another number of worlds.
        """

    def set_force(self, body: int | Tensor, force: Tensor) -> None:
        """Let forces (worlds, 3), in N and in the world's axes, act on a body's centre of mass,
        from the next step on until others are set.

        Args:
            body: its id in the model, or one for each world (worlds,).
        """

    def set_model_field(self, name: str, values: Tensor, worlds: Tensor | None = None) -> None:
        """Give worlds a model of their own in one respect, from the next step on.

        Args:
            name: of a field of MjModel, such as "geom_friction".
            values: (n, *shape of the field), one for each world of `worlds`.
            worlds: indices (n,); all if not given.

        Raises:
            StuntmanError: the model has no such field, or its shape is another.
        """


def check_saved(state: Tensor, shape: tuple[int, ...]) -> None:
    """Refuse a state that is not of the shape that an engine saves.

    Raises:
        StuntmanError: says so.
    """
    if state.shape != shape:
        raise StuntmanError(
            "This state was saved by another engine or for another number of worlds: go on with "
            "the --device that it was begun on."
        )
