"""Model predictive control: at each control step the next ones are improved by iterative LQR on the
true physics, differentiated by finite differences, and the first of them is taken."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stuntman.imitation.config import CONTROL_RATE, STEP
from stuntman.physics.engine import Engine
from stuntman.planning.config import PlanConfig
from stuntman.planning.ilqr import backward_pass
from stuntman.planning.simulation import Simulation
from stuntman.planning.tracking_cost import TrackingCost
from stuntman.spatial.rotations import Array

NUDGE = 1e-6  # m, rad, m/s, rad/s of a finite difference; larger ones meet more landings, all jumps
TARGET_NUDGE = 3e-6  # rad, likewise
MAX_DERIVATIVE = 60.0  # what is more is such a jump
# Of equation 12: shares of k that are tried, all at once, with each of the regularizations.
LINE_SEARCH = np.array([1.0, 0.7, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02])
# Times the regularization of the pass before; the next pass has that of the best.
REGULARIZATION_STEPS = np.array([0.1, 1.0, 10.0])
FIRST_REGULARIZATION = 1e-2
MIN_REGULARIZATION = 1e-4
MAX_REGULARIZATION = 10.0
REGULARIZATION_WHEN_STUCK = 30.0  # times the last, after a pass that found nothing better
MAX_TARGET = 2.0  # rad from the feed-forward


@dataclass(frozen=True, eq=False)
class Horizon:
    """The next control steps as they are planned.

    Attributes:
        states: (lookahead + 1, nq + nv) now and after each of them.
        targets: (lookahead, actuators) rad beside the feed-forward.
        regularization: of the next pass.
    """

    states: Array
    targets: Array
    regularization: float


class ModelPredictiveControl:
    """Plans `config.lookahead` control steps ahead.

    Attributes:
        simulation: what it has simulated with.
    """

    def __init__(
        self,
        cost: TrackingCost,
        engines: Callable[[int], Engine],
        config: PlanConfig,
        check: Callable[[], None],
    ) -> None:
        self._cost, self._config = cost, config
        steps = np.array([NUDGE] * cost.tangent.size + [TARGET_NUDGE] * cost.model.nu)
        self._nudges = np.diag(steps)
        self.tries = len(LINE_SEARCH) * len(REGULARIZATION_STEPS)
        self.simulation = Simulation(
            engines, (self.tries, config.lookahead * (len(steps) + 1)), check
        )

    @property
    def samples_per_pass(self) -> int:
        """Control steps that a pass simulates."""
        return self._config.lookahead * (1 + len(self._nudges) + self.tries)

    def roll_out(self) -> Horizon:
        """Begin in the reference's first state, with the feed-forward alone."""
        targets = np.zeros((self._config.lookahead, self._cost.model.nu))
        states = [self._cost.reference(np.zeros(1))]
        for step, target in enumerate(targets):
            states.append(self._step(states[-1], target[None], step / CONTROL_RATE))
        return Horizon(np.concatenate(states), targets, FIRST_REGULARIZATION)

    def advance(self, horizon: Horizon, now: float) -> Horizon:
        """The horizon a control step after `now`, s: the first target is taken, and one more
        planned at the end."""
        end = now + self._config.lookahead / CONTROL_RATE
        no_target = np.zeros((1, self._cost.model.nu))
        last = self._step(horizon.states[-1:], no_target, end)
        horizon = Horizon(
            np.concatenate([horizon.states[1:], last]),
            np.concatenate([horizon.targets[1:], no_target]),
            horizon.regularization,
        )
        for _ in range(self._config.passes):
            horizon = self.improve(horizon, now + STEP)
        return horizon

    def improve(self, horizon: Horizon, now: float) -> Horizon:
        """A pass of iterative LQR over the horizon that begins at `now`, s."""
        cost, control_cost, targets = self._cost, self._config.planning_cost, horizon.targets
        times = now + np.arange(len(targets) + 1) / CONTROL_RATE
        f_x, f_u = self._derivatives(horizon, times[:-1])
        residuals, residuals_x = cost.residual(horizon.states[1:], times[1:])
        before = 0.5 * np.square(residuals).sum() + 0.5 * control_cost * np.square(targets).sum()
        regularizations = horizon.regularization * REGULARIZATION_STEPS
        passes = [
            backward_pass(f_x, f_u, residuals, residuals_x, targets, control_cost, regularization)
            for regularization in regularizations
        ]
        k = np.repeat([k for k, _ in passes], len(LINE_SEARCH), axis=0)
        K = np.repeat([K for _, K in passes], len(LINE_SEARCH), axis=0)
        share = np.tile(LINE_SEARCH, len(passes))[:, None]
        states, tried = [np.repeat(horizon.states[:1], self.tries, axis=0)], []
        costs = np.zeros(self.tries)
        for step, time in enumerate(times[:-1]):
            away = cost.tangent.difference(states[-1], horizon.states[step])
            feedback = (K[:, step] @ away[..., None])[..., 0]
            tried.append(
                (targets[step] + share * k[:, step] + feedback).clip(-MAX_TARGET, MAX_TARGET)
            )
            states.append(self._step(states[-1], tried[-1], time))
            ends = np.broadcast_to(times[step + 1], self.tries)
            of_targets = 0.5 * control_cost * np.square(tried[-1]).sum(-1)
            costs += cost.cost(states[-1], ends) + of_targets
        best = int(np.nan_to_num(costs, nan=np.inf).argmin())
        if costs[best] < np.nan_to_num(before, nan=np.inf):
            found = np.stack(states, axis=1)[best], np.stack(tried, axis=1)[best]
            regularization = regularizations[best // len(LINE_SEARCH)]
        else:
            found = horizon.states, targets
            regularization = REGULARIZATION_WHEN_STUCK * horizon.regularization
        bounded = np.clip(regularization, MIN_REGULARIZATION, MAX_REGULARIZATION)
        return Horizon(*found, float(bounded))

    def _derivatives(self, horizon: Horizon, times: Array) -> tuple[Array, Array]:
        """Of the n steps that begin at times (n,), by state and by targets: f_x (n, 2 nv, 2 nv) and
        f_u (n, 2 nv, actuators)."""
        cost, nx = self._cost, self._cost.tangent.size
        nudges = np.concatenate([np.zeros((1, len(self._nudges))), self._nudges])
        states = cost.tangent.integrate(horizon.states[:-1, None], nudges[:, :nx])
        targets = (cost.feed_forward(times) + horizon.targets)[:, None] + nudges[:, nx:]
        ended = self.simulation(
            states.reshape(-1, states.shape[-1]), targets.reshape(-1, targets.shape[-1])
        ).reshape(len(times), len(nudges), -1)
        change = cost.tangent.difference(ended[:, 1:], ended[:, :1]).swapaxes(1, 2)
        derivatives = change / self._nudges.diagonal()
        derivatives = derivatives.clip(-MAX_DERIVATIVE, MAX_DERIVATIVE)
        return derivatives[..., :nx], derivatives[..., nx:]

    def _step(self, states: Array, targets: Array, time: float) -> Array:
        """States (n, nq + nv) a control step after `time`, with targets beside the feed-forward."""
        return self.simulation(states, self._cost.feed_forward(np.array(time)) + targets)
