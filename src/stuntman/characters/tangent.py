"""States of a body as vectors: how far one is from another, and how to go there."""

import mujoco
import numpy as np

from stuntman.motion import rotations as rot
from stuntman.motion.rotations import Array


class Tangent:
    """Differences of states (..., nq + nv), in the 2 nv numbers of MuJoCo's tangent space: m and
    rad, then m/s and rad/s (what `mj_differentiatePos` gives, for batches).

    Attributes:
        size: 2 nv.
    """

    def __init__(self, model: mujoco.MjModel) -> None:
        balls = [j for j in range(model.njnt) if model.jnt_type[j] == mujoco.mjtJoint.mjJNT_BALL]
        turning = [(3, 3), *((model.jnt_qposadr[j], model.jnt_dofadr[j]) for j in balls)]
        self._quats = np.array([[adr + k for k in range(4)] for adr, _ in turning])
        self._spins = np.array([[dof + k for k in range(3)] for _, dof in turning])
        # What is no rotation keeps its order in both layouts.
        self._numbers = np.setdiff1d(np.arange(model.nq), self._quats)
        self._shifts = np.setdiff1d(np.arange(model.nv), self._spins)
        self._nq, self._nv = model.nq, model.nv
        self.size = 2 * model.nv

    def minus(self, a: Array, b: Array) -> Array:
        """(..., 2 nv) of states: what `plus` adds to b to come to a."""
        shape = np.broadcast_shapes(a.shape[:-1], b.shape[:-1])
        out = np.empty((*shape, self.size))
        out[..., self._shifts] = a[..., self._numbers] - b[..., self._numbers]
        turn = rot.multiply(rot.conjugate(b[..., self._quats]), a[..., self._quats])
        out[..., self._spins] = rot.to_rotvec(turn)
        out[..., self._nv :] = a[..., self._nq :] - b[..., self._nq :]
        return out

    def plus(self, state: Array, step: Array) -> Array:
        """States (..., nq + nv), moved by steps (..., 2 nv)."""
        shape = np.broadcast_shapes(state.shape[:-1], step.shape[:-1])
        out: Array = np.array(np.broadcast_to(state, (*shape, state.shape[-1])))
        out[..., self._numbers] += step[..., self._shifts]
        turn = rot.from_rotvec(step[..., self._spins])
        out[..., self._quats] = rot.normalize(rot.multiply(out[..., self._quats], turn))
        out[..., self._nq :] += step[..., self._nv :]
        return out
