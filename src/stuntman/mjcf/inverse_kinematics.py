"""Inverse kinematics on a MuJoCo model, step by step, within the limits of its joints."""

from collections.abc import Sequence

import mink
import mujoco
import numpy as np

from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array


class Solver:
    """Gauss-Newton steps towards what tasks ask for, within the limits of all joints.

    Attributes:
        configuration: mink's, of the body; its `q` (nq,) is the state so far.
    """

    def __init__(self, model: mujoco.MjModel, damping: float) -> None:
        """Args:
        damping: what a step of a radian costs; tasks that cost less make slow progress.
        """
        self.configuration = mink.Configuration(model)
        self._damping = damping
        self._limits = [mink.ConfigurationLimit(model)]  # of hinges only, not of ball joints
        self._balls = [
            (model.jnt_qposadr[joint], model.jnt_range[joint, 1])
            for joint in np.flatnonzero(model.jnt_limited)
            if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL
        ]

    def step(
        self,
        tasks: Sequence[mink.Task],
        constraints: Sequence[mink.Task] | None = None,
        max_step: float = np.inf,
    ) -> float:
        """Take one step.

        Args:
            constraints: tasks that are met exactly.
            max_step: the largest change (rad or m); a longer step is shortened to it.

        Returns:
            The largest change (rad or m) of the step before it was shortened.

        Raises:
            mink.NoSolutionFound: no step stays within the limits.
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
        self.configuration.integrate_inplace(step * min(1.0, max_step / max(size, 1e-12)), 1.0)
        q = self.configuration.q.copy()
        for address, max_angle in self._balls:
            q[address : address + 4] = _limited(q[address : address + 4], max_angle)
        self.configuration.update(q)
        return size


def _limited(rotation: Array, max_angle: float) -> Array:
    """A ball joint's rotation (4,), reduced to the largest angle (rad) that the joint allows."""
    vector = rot.to_rotvec(rotation)
    angle = float(np.linalg.norm(vector))
    return rotation if angle <= max_angle else rot.from_rotvec(vector * (max_angle / angle))
