"""The engine on the CPU: mjbatch, MuJoCo on a thread pool."""

import contextlib
import ctypes
import sys

import mujoco
import numpy as np
from mjbatch import Batch
from numpy.typing import NDArray

from stuntman.physics.engine import Array
from stuntman.physics.scene import floor_addresses


class CpuEngine:
    """`Engine` on mjbatch; `threads` 0 takes every core."""

    def __init__(self, model: mujoco.MjModel, worlds: int, substeps: int, threads: int = 0) -> None:
        _stop_the_clock()
        self.model = model
        self.worlds = worlds
        self._substeps = substeps
        self._batch = Batch(model, worlds, threads)
        self._state = self._batch.bind("state")
        self._rest = self._state[0].copy()
        self._qpos = self._batch.bind("qpos")
        self._qvel = self._batch.bind("qvel")
        self._ctrl = self._batch.bind("ctrl")
        self._sensors = self._batch.bind("sensordata")
        self._floor = floor_addresses(model)

    @property
    def qpos(self) -> Array:
        return self._qpos

    @property
    def qvel(self) -> Array:
        return self._qvel

    @property
    def touching(self) -> NDArray[np.bool_]:
        return self._sensors[:, self._floor] > 0

    def reset(self, worlds: NDArray[np.int64], qpos: Array, qvel: Array) -> None:
        # A row of the state is all that a world is; asking the batch to reset it would cost two
        # evaluations of the physics that nobody looks at.
        self._state[worlds] = self._rest
        self._qpos[worlds] = qpos
        self._qvel[worlds] = qvel
        self._sensors[worlds] = 0.0

    def step(self, targets: Array) -> None:
        self._ctrl[:] = targets
        # MuJoCo would take zeros in place of targets that are no numbers, and nobody would know.
        if not np.isfinite(targets.sum()):
            self._qvel[~np.isfinite(targets).all(axis=1)] = np.nan
        self._batch.step(nstep=self._substeps)

    def save(self) -> Array:
        return self._state.copy()

    def restore(self, state: Array) -> None:
        self._state[:] = state


def _stop_the_clock() -> None:
    """Take MuJoCo's profiling clock from it, which nobody reads: a twentieth of its time.

    Its Python package sets one and offers no way to have none, so the C variable is set.
    """
    bindings = sys.modules[mujoco.MjModel.__module__].__file__
    with contextlib.suppress(ValueError):  # Windows has it under no such name
        ctypes.c_void_p.in_dll(ctypes.CDLL(bindings), "mjcb_time").value = None
