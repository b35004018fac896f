"""States of a body as vectors: how far one is from another, and how to go there."""

import mujoco
import numpy as np

from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array


class Tangent:
    """Differences of states (..., nq + nv), in the 2 nv numbers of MuJoCo's tangent space: m and
    rad, then m/s and rad/s (what `mj_differentiatePos` gives, for batches).

    Attributes:
        size: 2 nv.
    """

    def __init__(self, model: mujoco.MjModel) -> None:
        balls = [j for j in range(model.njnt) if model.jnt_type[j] == mujoco.mjtJoint.mjJNT_BALL]
        turning = [(3, 3), *((model.jnt_qposadr[j], model.jnt_dofadr[j]) for j in balls)]
        self.quats = np.array([[adr + k for k in range(4)] for adr, _ in turning])
        self.spins = np.array([[dof + k for k in range(3)] for _, dof in turning])
        # What is no rotation keeps its order in both layouts.
        self.numbers = np.setdiff1d(np.arange(model.nq), self.quats)
        self.shifts = np.setdiff1d(np.arange(model.nv), self.spins)
        self._nq, self._nv = model.nq, model.nv
        self.size = 2 * model.nv

    def minus(self, a: Array, b: Array) -> Array:
        """(..., 2 nv) of states: what `plus` adds to b to come to a."""
        shape = np.broadcast_shapes(a.shape[:-1], b.shape[:-1])
        out = np.empty((*shape, self.size))
        out[..., self.shifts] = a[..., self.numbers] - b[..., self.numbers]
        turn = rot.multiply(rot.conjugate(b[..., self.quats]), a[..., self.quats])
        out[..., self.spins] = rot.to_rotvec(turn)
        out[..., self._nv :] = a[..., self._nq :] - b[..., self._nq :]
        return out

    def plus(self, state: Array, step: Array) -> Array:
        """States (..., nq + nv), moved by steps (..., 2 nv)."""
        shape = np.broadcast_shapes(state.shape[:-1], step.shape[:-1])
        out: Array = np.array(np.broadcast_to(state, (*shape, state.shape[-1])))
        out[..., self.numbers] += step[..., self.shifts]
        turn = rot.from_rotvec(step[..., self.spins])
        out[..., self.quats] = rot.normalize(rot.multiply(out[..., self.quats], turn))
        out[..., self._nq :] += step[..., self._nv :]
        return out
