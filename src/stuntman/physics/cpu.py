"""The engine on the CPU: mjbatch, MuJoCo on a thread pool."""

import contextlib
import ctypes
import sys

import mujoco
import torch
from mjbatch import Batch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.physics import model_fields
from stuntman.physics.engine import check_saved
from stuntman.physics.loose import Loose
from stuntman.physics.scene import floor_addresses


class CpuEngine:
    """`Engine` on mjbatch, whose arrays the tensors share.

    Args:
        threads: 0 takes every core.
        world: the model with what tasks bring; if not given, they bring nothing.
    """

    device = torch.device("cpu")

    def __init__(
        self,
        model: mujoco.MjModel,
        worlds: int,
        substeps: int,
        threads: int = 0,
        world: mujoco.MjModel | None = None,
    ) -> None:
        _stop_the_profiling_clock()
        self.model = model
        self.worlds = worlds
        self._substeps = substeps
        self._world = model if world is None else world
        self._batch = Batch(self._world, worlds, threads)
        self._state = torch.from_numpy(self._batch.bind("state"))
        self._initial_row = self._state[0].clone()
        qpos, qvel = (torch.from_numpy(self._batch.bind(name)) for name in ("qpos", "qvel"))
        nq, nv, holds = model.nq, model.nv, self._state[:, _equalities(self._world)]
        self._qpos, self._qvel = qpos[:, :nq], qvel[:, :nv]
        self.loose = Loose(self._world, nq, nv, qpos[:, nq:], qvel[:, nv:], holds)
        self._ctrl = torch.from_numpy(self._batch.bind("ctrl"))
        self._sensors = torch.from_numpy(self._batch.bind("sensordata"))
        self._floor = torch.tensor(floor_addresses(model), dtype=torch.long)
        self._all = torch.arange(worlds)
        self._forces: Tensor | None = None  # (worlds, bodies, 6), where they were ever asked for
        self._fields: dict[str, Tensor] = {}

    @property
    def qpos(self) -> Tensor:
        return self._qpos

    @property
    def qvel(self) -> Tensor:
        return self._qvel

    @property
    def floor_contacts(self) -> Tensor:
        return self._sensors.index_select(1, self._floor) > 0

    def reset(self, worlds: Tensor, qpos: Tensor, qvel: Tensor) -> None:
        # A row of the state is all that a world is; asking the batch to reset it would cost two
        # evaluations of the physics that nobody looks at.
        loose = [(part, part[worlds]) for part in self.loose.parts]
        self._state[worlds] = self._initial_row
        for part, before in loose:
            part[worlds] = before
        self._qpos[worlds] = qpos
        self._qvel[worlds] = qvel
        self._sensors[worlds] = 0.0

    def step(self, pd_targets: Tensor) -> None:
        self._ctrl.copy_(pd_targets)
        # MuJoCo would take zeros in place of targets that are no numbers, and nobody would know.
        if not torch.isfinite(self._ctrl.sum()):
            self._qvel[~torch.isfinite(self._ctrl).all(dim=1)] = torch.nan
        self._batch.step(nstep=self._substeps)

    def save(self) -> Tensor:
        return self._state.clone()

    def restore(self, state: Tensor) -> None:
        check_saved(state, self._state.shape)
        self._state.copy_(state)

    def set_force(self, body: int | Tensor, force: Tensor) -> None:
        if self._forces is None:
            self._forces = torch.from_numpy(self._batch.bind("xfrc_applied"))
        self._forces[self._all, body, :3] = force.to(self._forces)

    def set_model_field(self, name: str, values: Tensor, worlds: Tensor | None = None) -> None:
        rows = slice(None) if worlds is None else worlds
        written = model_fields.in_world(self.model, self._world, name, values)
        for field, new in written.items():
            tensor = self._field(field)
            tensor[rows] = new.to(tensor)
        if name in model_fields.INERTIAL:
            self._batch.set_const(None if worlds is None else worlds.unique().numpy())

    def _field(self, name: str) -> Tensor:
        """The field, a row a world."""
        if name not in self._fields:
            try:
                self._fields[name] = torch.from_numpy(self._batch.expand(name))
            except ValueError as error:
                raise StuntmanError(f"'{name}' is the same in every world: {error}.") from error
        return self._fields[name]


def _equalities(model: mujoco.MjModel) -> slice:
    """Where in a row of the state it says which equality constraints hold."""
    first = int(mujoco.mjtState.mjSTATE_EQ_ACTIVE)
    before = mujoco.mj_stateSize(model, int(mujoco.mjtState.mjSTATE_INTEGRATION) & (first - 1))
    return slice(before, before + model.neq)


def _stop_the_profiling_clock() -> None:
    """Take MuJoCo's profiling clock from it, which nobody reads: a twentieth of its time.

    Its Python package sets one and offers no way to have none, so the C variable is set.
    """
    bindings = sys.modules[mujoco.MjModel.__module__].__file__
    with contextlib.suppress(ValueError):  # Windows has it under no such name
        ctypes.c_void_p.in_dll(ctypes.CDLL(bindings), "mjcb_time").value = None
