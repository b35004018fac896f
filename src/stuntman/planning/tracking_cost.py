"""What a plan is compared with: the reference, and what being away from it costs."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from stuntman.imitation.actuation import Actuation
from stuntman.imitation.config import STEP
from stuntman.imitation.motion import Motion, motion_of
from stuntman.imitation.problem import Problem
from stuntman.imitation.rewards import evaluate_terms, imitation_rewards
from stuntman.mjcf.tangent import Tangent
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# Weights of squared differences. Those of joints, end effectors and centre of mass are about half
# the second derivative of the paper's reward where it is best.
JOINT_WEIGHT = 1.3  # 1/rad²
JOINT_VELOCITY_WEIGHT = 0.01  # 1/(rad/s)²
END_EFFECTOR_WEIGHT = 6.0  # 1/m²
COM_WEIGHT = 1.0  # 1/m²
# The paper's reward has no term for the root, which leads the body back to its place.
ROOT_WEIGHT = 0.5  # 1/m², 1/rad²
ROOT_VELOCITY_WEIGHT = 0.02  # 1/(m/s)², 1/(rad/s)²
NUDGE = 1e-3  # m, rad, of a finite difference; kinematics compute in float32
CYCLE_TOLERANCE = 1e-9  # s; sums of control steps miss the end of a cycle by rounding
END_TOLERANCE = 1e-6  # s, likewise of a clip


class TrackingCost:
    """The reference of a problem's one clip as states, and the cost of other states: half a sum of
    weighted squared differences.

    Attributes:
        duration: s, of the clip. loops: whether its end leads to its beginning.
        cycle_yaw: rad, by which a cycle of a loop turns the body.
        model: the compiled scene. tangent: differences of its states.
    """

    def __init__(self, problem: Problem, actuation: Actuation) -> None:
        library = problem.library
        self.duration, self.loops = float(library.duration[0]), bool(library.loops[0])
        self.model, self.kinematics = problem.model, problem.kinematics
        self.tangent = Tangent(self.model)
        self._library = library
        self._qpos, self._qvel = library.qpos.numpy(), library.qvel.numpy()
        self.cycle_yaw = float(library.cycle_yaw[0])
        self._cycle_shift = library.cycle_shift[0].double().numpy()
        self._targets = actuation.feed_forward_targets.double().numpy()
        self._rewards = imitation_rewards(self.kinematics.hinge_coordinates)
        weights = np.repeat(
            [ROOT_WEIGHT, JOINT_WEIGHT, ROOT_VELOCITY_WEIGHT, JOINT_VELOCITY_WEIGHT],
            [6, self.model.nv - 6, 6, self.model.nv - 6],
        )
        self._root_weights = np.sqrt(weights)

    def feed_forward(self, times: Array) -> Array:
        """Feed-forward targets (..., actuators) of the control steps that begin at times (...)."""
        return self._targets[self._frames(np.asarray(times) + STEP)]

    def reference(self, times: Array) -> Array:
        """States (..., nq + nv) at times (...), a loop's cycles one after the other."""
        cycles = np.floor((times + CYCLE_TOLERANCE) / self.duration) * self.loops
        # Rounding must not read the end of the cycle before.
        frames = self._frames((times - cycles * self.duration).clip(0.0))
        states = np.concatenate([self._qpos[frames], self._qvel[frames]], axis=-1)
        for cycle in range(int(cycles.max(initial=0))):
            later = cycles > cycle
            states[later] = self._a_cycle_on(states[later])
        return states

    def next_cycle(self, states: Array, now: float) -> Array:
        """States (n, nq + nv) at a loop's end as its next cycle has them: a cycle's rotation taken
        back, and moved so that the root of the first is above the reference's at `now`. The
        environment does so too."""
        nq, out = self.model.nq, states.copy()
        yaw = self._cycle_rotation(-1.0)
        out[:, :3] = rot.rotate(yaw, out[:, :3] - self._cycle_shift)
        out[:, 3:7] = rot.multiply(yaw, out[:, 3:7])
        out[:, nq : nq + 3] = rot.rotate(yaw, out[:, nq : nq + 3])
        out[:, :2] -= out[0, :2] - self.reference(np.array([now]))[0, :2]
        return out

    @property
    def cycle_jacobian(self) -> Array | None:
        """(2 nv, 2 nv) that makes of a deviation at a loop's end what it is when `next_cycle` has
        begun; None where nothing loops."""
        if not self.loops:
            return None
        out, nv = np.eye(self.tangent.size), self.model.nv
        yaw = rot.to_matrix(self._cycle_rotation(-1.0))
        for start in (0, nv):
            out[start : start + 3, start : start + 3] = yaw
        out[:2] = 0.0
        return out

    def reward_terms(self, states: Array, times: Array) -> dict[str, Tensor]:
        """The paper's reward, term by term, (...) for states (..., nq + nv) at times (...)."""
        return evaluate_terms(
            self._rewards, self.motion(states), self.motion(self.reference(times))
        )

    def reward(self, states: Array, times: Array) -> Array:
        """The sum of these terms."""
        terms = self.reward_terms(states, times)
        return torch.stack(list(terms.values())).sum(0).double().numpy()

    def residual(self, states: Array, times: Array) -> tuple[Array, Array]:
        """What costs, half its square: (n, residuals) of states (n, nq + nv) at times (n,), and its
        derivatives (n, residuals, 2 nv)."""
        reference, nv = self.reference(times), self.model.nv
        nudged = self.tangent.integrate(states[:, None], NUDGE * np.eye(self.tangent.size)[:nv])
        points = self._points(states)
        of_points = (self._points(nudged) - points[:, None]) / NUDGE
        value = np.concatenate(
            [
                self._root_weights * self.tangent.difference(states, reference),
                points - self._points(reference),
            ],
            axis=-1,
        )
        # Rotations are so near to the reference's that a small one more adds to the difference.
        derivative = np.zeros((*value.shape, self.tangent.size))
        derivative[:, : self.tangent.size] = np.diag(self._root_weights)
        derivative[:, self.tangent.size :, :nv] = of_points.swapaxes(1, 2)
        within = self._within(times)
        return within[:, None] * value, within[:, None, None] * derivative

    def cost(self, states: Array, times: Array) -> Array:
        """(...) of states (..., nq + nv) at times (...)."""
        reference = self.reference(times)
        away = self._root_weights * self.tangent.difference(states, reference)
        apart = self._points(states) - self._points(reference)
        return 0.5 * self._within(times) * (np.square(away).sum(-1) + np.square(apart).sum(-1))

    def motion(self, states: Array) -> Motion:
        """States (..., nq + nv) in the terms of imitation."""
        numbers, nq = torch.tensor(states, dtype=torch.float32), self.model.nq
        return motion_of(self.kinematics, numbers[..., :nq], numbers[..., nq:])

    def _a_cycle_on(self, states: Array) -> Array:
        """States (n, nq + nv) of one cycle as the next one has them, in the world."""
        nq, out = self.model.nq, states.copy()
        yaw = self._cycle_rotation(1.0)
        out[:, :3] = rot.rotate(yaw, out[:, :3]) + self._cycle_shift
        out[:, 3:7] = rot.multiply(yaw, out[:, 3:7])
        out[:, nq : nq + 3] = rot.rotate(yaw, out[:, nq : nq + 3])
        return out

    def _cycle_rotation(self, cycles: float) -> Array:
        """By which so many cycles turn the body about the vertical, a quaternion."""
        return rot.from_rotvec(np.array([0.0, 0.0, cycles * self.cycle_yaw]))

    def _frames(self, times: Array) -> NDArray[np.int64]:
        """The library's frames (...) at times (...)."""
        flat = torch.tensor(times, dtype=torch.float64).reshape(-1)
        clip = torch.zeros(len(flat), dtype=torch.long)
        frames: NDArray[np.int64] = self._library.frame(clip, flat).numpy()
        return frames.reshape(np.shape(times))

    def _within(self, times: Array) -> Array:
        """(...) 1, or 0 after the end of a clip that does not loop, where nothing costs."""
        return (self.loops | (times < self.duration + END_TOLERANCE)).astype(float)

    def _points(self, states: Array) -> Array:
        """(..., n) coordinates of end effectors and the centre of mass in m, weighted."""
        qpos = torch.tensor(states[..., : self.model.nq], dtype=torch.float32)
        pose = self.kinematics(qpos)
        ends = pose.end_effectors.flatten(-2).double().numpy()
        com = pose.com.double().numpy()
        return np.concatenate([END_EFFECTOR_WEIGHT**0.5 * ends, COM_WEIGHT**0.5 * com], axis=-1)
