"""Inverse kinematics on a MuJoCo model, step by step, within the limits of its joints."""

from collections.abc import Sequence

import mink
import mujoco
import numpy as np

from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array


class Solver:
    """Newton's steps towards what tasks ask for.

    Attributes:
        configuration: mink's; its `q` (nq,) is where the body is.
    """

    def __init__(self, model: mujoco.MjModel, damping: float) -> None:
        """Args:
        damping: what a step of a radian costs; tasks that weigh less hardly get on.
        """
        self.configuration = mink.Configuration(model)
        self._damping = damping
        self._limits = [mink.ConfigurationLimit(model)]  # of hinges; of balls it knows nothing
        self._balls = [
            (model.jnt_qposadr[joint], model.jnt_range[joint, 1])
            for joint in np.flatnonzero(model.jnt_limited)
            if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL
        ]

    def step(
        self,
        tasks: Sequence[mink.Task],
        constraints: Sequence[mink.Task] | None = None,
        longest: float = np.inf,
    ) -> float:
        """Take one step; the largest change (rad or m), which is kept to `longest`.

        Raises:
            mink.NoSolutionFound: no step keeps within the limits.
        """
        step = mink.solve_ik(
            self.configuration,
            tasks,
            1.0,
            "daqp",
            damping=self._damping,
            limits=self._limits,
            constraints=constraints,
        )
        size = float(np.abs(step).max())
        self.configuration.integrate_inplace(step * min(1.0, longest / max(size, 1e-12)), 1.0)
        q = self.configuration.q.copy()
        for address, most in self._balls:
            q[address : address + 4] = _held(q[address : address + 4], most)
        self.configuration.update(q)
        return size


def _held(turn: Array, most: float) -> Array:
    """A ball joint's turn (4,) brought back to the largest angle (rad) that the joint allows."""
    vector = rot.to_rotvec(turn)
    angle = float(np.linalg.norm(vector))
    return turn if angle <= most else rot.from_rotvec(vector * (most / angle))
