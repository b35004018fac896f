"""What is in the worlds beside the character and moves: bodies that tasks bring, and what holds
them."""

from dataclasses import dataclass

import mujoco
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.mjcf.kinematics import quaternion_to_matrix
from stuntman.spatial.torch_rotations import rotate


@dataclass(frozen=True, eq=False)
class LooseBody:
    """A body with a free joint, in all worlds. What it tells are copies, in float32.

    Attributes:
        qpos: (worlds, 7), qvel: (worlds, 6): views of the engine, MuJoCo's layout.
    """

    qpos: Tensor
    qvel: Tensor

    @property
    def position(self) -> Tensor:
        """(worlds, 3) m."""
        return self.qpos[:, :3].to(torch.float32, copy=True)

    @property
    def rotation(self) -> Tensor:
        """(worlds, 3, 3) from the body's frame to the world's."""
        return quaternion_to_matrix(self.qpos[:, 3:].to(torch.float32).T).movedim(-1, 0)

    @property
    def velocity(self) -> Tensor:
        """(worlds, 3) m/s, in the world."""
        return self.qvel[:, :3].to(torch.float32, copy=True)

    @property
    def spin(self) -> Tensor:
        """(worlds, 3) rad/s, along the world's axes."""
        return rotate(self.rotation, self.qvel[:, 3:].to(torch.float32))

    def move(self, where: Tensor, position: Tensor, velocity: Tensor) -> None:
        """In the worlds of a mask (worlds,), let it be at a position (worlds, 3) m and go at a
        velocity (worlds, 3) m/s, rotated and spinning as it is."""
        self._write(where, self.qpos[:, :3], position)
        self._write(where, self.qvel[:, :3], velocity)

    def put(self, where: Tensor, position: Tensor, velocity: Tensor) -> None:
        """The same, upright and without spin."""
        self.move(where, position, velocity)
        upright = torch.zeros_like(self.qpos[:, 3:])
        upright[:, 0] = 1.0
        self._write(where, self.qpos[:, 3:], upright)
        self._write(where, self.qvel[:, 3:], torch.zeros_like(self.qvel[:, 3:]))

    @staticmethod
    def _write(where: Tensor, view: Tensor, new: Tensor) -> None:
        view.copy_(torch.where(where.unsqueeze(-1), new.to(view), view))


@dataclass(frozen=True, eq=False)
class Hold:
    """What ties a body to another, in all worlds: an equality constraint.

    Attributes:
        numbers: (worlds,) a view of the engine: not zero where it holds.
    """

    numbers: Tensor

    @property
    def on(self) -> Tensor:
        """(worlds,) whether it holds."""
        return self.numbers != 0

    def set(self, on: Tensor) -> None:
        """Let it hold in the worlds of a mask (worlds,), and in no other."""
        self.numbers.copy_(on)


@dataclass(frozen=True, eq=False)
class Loose:
    """Views of an engine's worlds. They may be written to between two control steps.

    Attributes:
        world: the whole scene. nq, nv: how many of its coordinates are the character's.
        qpos: (worlds, n), qvel: (worlds, m): those that come after them.
        holds: (worlds, equalities of the scene): which of them hold, in the engine's own numbers.
    """

    world: mujoco.MjModel
    nq: int
    nv: int
    qpos: Tensor
    qvel: Tensor
    holds: Tensor

    @staticmethod
    def still(world: mujoco.MjModel, model: mujoco.MjModel, worlds: int) -> "Loose":
        """As the scene has them, without physics.

        Args:
            model: the character alone.
        """
        qpos = torch.from_numpy(world.qpos0[model.nq :]).expand(worlds, -1).clone()
        qvel = torch.zeros(worlds, world.nv - model.nv)
        holds = torch.from_numpy(world.eq_active0.astype(bool)).expand(worlds, -1).clone()
        return Loose(world, model.nq, model.nv, qpos, qvel, holds)

    @property
    def parts(self) -> tuple[Tensor, ...]:
        """All that there is of them, a row a world of each."""
        return (self.qpos, self.qvel, self.holds) if self.qpos.shape[1] else ()

    def body(self, name: str) -> LooseBody:
        """A body by name.

        Raises:
            StuntmanError: nobody has brought one of that name with a free joint.
        """
        number = mujoco.mj_name2id(self.world, mujoco.mjtObj.mjOBJ_BODY, name)
        joint = self.world.body_jntadr[number] if number > 0 else -1
        if joint < 0 or self.world.jnt_qposadr[joint] < self.nq:
            raise StuntmanError(
                f"The scene has no body '{name}' that moves beside the character: 'add_bodies' of "
                "the task's settings has to add one with a free joint (docs/tasks.md)."
            )
        q, v = self.world.jnt_qposadr[joint] - self.nq, self.world.jnt_dofadr[joint] - self.nv
        return LooseBody(self.qpos[:, q : q + 7], self.qvel[:, v : v + 6])

    def hold(self, name: str) -> "Hold":
        """An equality constraint by name.

        Raises:
            StuntmanError: the scene has none.
        """
        number = mujoco.mj_name2id(self.world, mujoco.mjtObj.mjOBJ_EQUALITY, name)
        if number < 0:
            raise StuntmanError(
                f"The scene has no equality '{name}': 'add_bodies' of the task's settings has to "
                "add it (docs/tasks.md)."
            )
        return Hold(self.holds[:, number])
