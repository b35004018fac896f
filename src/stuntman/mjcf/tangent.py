"""Differences of states, in MuJoCo's tangent space."""

import mujoco
import numpy as np

from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array


class Tangent:
    """The tangent space of a model's states (..., nq + nv), for batches.

    A difference of two states has 2 nv numbers: of the positions, in m and rad, what
    `mj_differentiatePos` gives; then of the velocities, in m/s and rad/s.

    Attributes:
        size: 2 nv.
    """

    def __init__(self, model: mujoco.MjModel) -> None:
        balls = [j for j in range(model.njnt) if model.jnt_type[j] == mujoco.mjtJoint.mjJNT_BALL]
        # Where quaternions begin in qpos, and rotations in qvel; those of the root are at 3.
        rotations = [(3, 3), *((model.jnt_qposadr[j], model.jnt_dofadr[j]) for j in balls)]
        self.quats = np.array([[address + k for k in range(4)] for address, _ in rotations])
        self.spins = np.array([[dof + k for k in range(3)] for _, dof in rotations])
        # The other numbers have the same order in qpos and in qvel.
        self.numbers = np.setdiff1d(np.arange(model.nq), self.quats)
        self.shifts = np.setdiff1d(np.arange(model.nv), self.spins)
        self._nq, self._nv = model.nq, model.nv
        self.size = 2 * model.nv

    def difference(self, a: Array, b: Array) -> Array:
        """What leads from states b to states a: `integrate(b, difference(a, b))` is a.

        Args:
            a, b: (..., nq + nv).

        Returns:
            (..., 2 nv).
        """
        shape = np.broadcast_shapes(a.shape[:-1], b.shape[:-1])
        out = np.empty((*shape, self.size))
        out[..., self.shifts] = a[..., self.numbers] - b[..., self.numbers]
        rotation = rot.multiply(rot.conjugate(b[..., self.quats]), a[..., self.quats])
        out[..., self.spins] = rot.to_rotvec(rotation)
        out[..., self._nv :] = a[..., self._nq :] - b[..., self._nq :]
        return out

    def integrate(self, state: Array, step: Array) -> Array:
        """States (..., nq + nv) that steps (..., 2 nv) lead to from states (..., nq + nv)."""
        shape = np.broadcast_shapes(state.shape[:-1], step.shape[:-1])
        out: Array = np.array(np.broadcast_to(state, (*shape, state.shape[-1])))
        out[..., self.numbers] += step[..., self.shifts]
        rotation = rot.from_rotvec(step[..., self.spins])
        out[..., self.quats] = rot.normalize(rot.multiply(out[..., self.quats], rotation))
        out[..., self._nq :] += step[..., self._nv :]
        return out
