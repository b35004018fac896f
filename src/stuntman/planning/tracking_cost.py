"""What a plan is held against: the reference, and what being off it costs."""

import numpy as np
import torch
from numpy.typing import NDArray

from stuntman.imitation.actuation import Actuation
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.motion import Motion, motion_of
from stuntman.imitation.problem import Problem
from stuntman.imitation.rewards import evaluate_terms, imitation_rewards
from stuntman.mjcf.tangent import Tangent
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# Half of the paper's reward's curvature where it is best, about; the root is added.
_POSE, _VELOCITY, _END_EFFECTORS, _COM, _ROOT, _ROOT_VELOCITY = 1.3, 0.01, 6.0, 1.0, 0.5, 0.02
_STEP = 1e-3  # m, rad; the kinematics count in float32


class TrackingCost:
    """The reference of a problem's one clip as states, and what other states cost.

    Attributes:
        duration: s, of the clip. loops: whether its end leads to its beginning.
    """

    def __init__(self, problem: Problem, actuation: Actuation) -> None:
        library = problem.library
        self.duration, self.loops = float(library.duration[0]), bool(library.loops[0])
        self.model, self.kinematics = problem.model, problem.kinematics
        self.tangent = Tangent(self.model)
        self._library = library
        self._qpos, self._qvel = library.qpos.numpy(), library.qvel.numpy()
        self._cycle_yaw = float(library.cycle_yaw[0])
        self._cycle_shift = library.cycle_shift[0].double().numpy()
        self._targets = actuation.feed_forward_targets.double().numpy()
        self._rewards = imitation_rewards(self.kinematics.hinge_coordinates)
        nv = self.model.nv
        scale = np.concatenate([np.full(6, _ROOT), np.full(nv - 6, _POSE)])
        slow = np.concatenate([np.full(6, _ROOT_VELOCITY), np.full(nv - 6, _VELOCITY)])
        self._weights = np.sqrt(np.concatenate([scale, slow]))

    def feed_forward(self, times: Array) -> Array:
        """Feed-forward targets (..., actuators) of the control steps that begin at times (...)."""
        return self._targets[self._frames(np.asarray(times) + 1.0 / CONTROL_RATE)]

    def reference(self, times: Array) -> Array:
        """States (..., nq + nv) at times (...), a loop's cycles one after the other."""
        cycles = np.floor((times + 1e-9) / self.duration) * self.loops
        # Rounding must not read the end of the cycle before.
        frames = self._frames((times - cycles * self.duration).clip(0.0))
        states = np.concatenate([self._qpos[frames], self._qvel[frames]], axis=-1)
        for cycle in range(int(cycles.max(initial=0))):
            over = cycles > cycle
            states[over] = self._carried(states[over], 1.0)
        return states

    def next_cycle(self, states: Array, now: float) -> Array:
        """States (n, nq + nv) as the next cycle has them, the first over where that has its root at
        `now`: the environment does so too."""
        back = self._carried(states, -1.0)
        back[:, :2] -= back[0, :2] - self.reference(np.array([now]))[0, :2]
        return back

    @property
    def wrap(self) -> Array | None:
        """(2 nv, 2 nv) that turns a deviation at a loop's end into what it is as the next cycle
        begins, over whose beginning the environment brings the root; None where nothing loops."""
        if not self.loops:
            return None
        out, nv = np.eye(self.tangent.size), self.model.nv
        turn = rot.to_matrix(rot.from_rotvec(np.array([0.0, 0.0, -self._cycle_yaw])))
        for start in (0, nv):
            out[start : start + 3, start : start + 3] = turn
        out[:2] = 0.0
        return out

    def _carried(self, states: Array, direction: float) -> Array:
        """States (n, nq + nv), turned and moved by a cycle."""
        nq, out = self.model.nq, states.copy()
        shift = self._cycle_shift
        turn = rot.from_rotvec(np.array([0.0, 0.0, direction * self._cycle_yaw]))
        places = out[:, :3] if direction > 0 else out[:, :3] - shift
        out[:, :3] = rot.rotate(turn, places) + (shift if direction > 0 else 0.0)
        out[:, 3:7] = rot.multiply(turn, out[:, 3:7])
        out[:, nq : nq + 3] = rot.rotate(turn, out[:, nq : nq + 3])
        return out

    def reward(self, states: Array, times: Array) -> Array:
        """The paper's (...) for states (..., nq + nv) at times (...)."""
        here, there = self._motion(states), self._motion(self.reference(times))
        terms = evaluate_terms(self._rewards, here, there)
        return torch.stack(list(terms.values())).sum(0).double().numpy()

    def residual(self, states: Array, times: Array) -> tuple[Array, Array]:
        """What costs, half its square, (n, residuals), of states (n, nq + nv) at times (n,), and
        its derivative (n, residuals, 2 nv)."""
        reference, nv = self.reference(times), self.model.nv
        nudge = _STEP * np.eye(self.tangent.size)[:nv]
        nudged = self.tangent.plus(states[:, None], nudge)
        points = (self._points(nudged) - self._points(states)[:, None]) / _STEP
        there = self._points(reference)
        value = np.concatenate(
            [
                self._weights * self.tangent.minus(states, reference),
                self._points(states) - there,
            ],
            axis=-1,
        )
        # A turn and its rotation vector differ by terms of second order.
        derivative = np.zeros((*value.shape, self.tangent.size))
        derivative[:, : self.tangent.size] = np.diag(self._weights)
        derivative[:, self.tangent.size :, :nv] = points.swapaxes(1, 2)
        counts = self._counts(times)
        return counts[:, None] * value, counts[:, None, None] * derivative

    def cost(self, states: Array, times: Array) -> Array:
        """(...) of states (..., nq + nv) at times (...)."""
        reference = self.reference(times)
        off = self._weights * self.tangent.minus(states, reference)
        apart = self._points(states) - self._points(reference)
        return 0.5 * self._counts(times) * (np.square(off).sum(-1) + np.square(apart).sum(-1))

    def _frames(self, times: Array) -> NDArray[np.int64]:
        """The library's frames (...) at times (...)."""
        flat = torch.tensor(times, dtype=torch.float64).reshape(-1)
        clip = torch.zeros(len(flat), dtype=torch.long)
        frames: NDArray[np.int64] = self._library.frame(clip, flat).numpy()
        return frames.reshape(np.shape(times))

    def _counts(self, times: Array) -> Array:
        """(...) 1, or 0 after the end of a clip that does not loop."""
        return (self.loops | (times < self.duration + 1e-6)).astype(float)

    def _motion(self, states: Array) -> Motion:
        numbers, nq = torch.tensor(states, dtype=torch.float32), self.model.nq
        return motion_of(self.kinematics, numbers[..., :nq], numbers[..., nq:])

    def _points(self, states: Array) -> Array:
        """(..., n) m, weighted: end effectors and the centre of mass."""
        numbers = torch.tensor(states[..., : self.model.nq], dtype=torch.float32)
        pose = self.kinematics(numbers)
        ends = pose.end_effectors.flatten(-2).double().numpy()
        com = pose.com.double().numpy()
        return np.concatenate([_END_EFFECTORS**0.5 * ends, _COM**0.5 * com], axis=-1)
