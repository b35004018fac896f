"""Feedback that holds a body on a plan: linear models of the physics around it, and LQR on them.

The models are fitted over states as far from the plan as a body gets, so that a foot may land
earlier or later than planned (as in guided policy search, Levine and Abbeel 2014).
"""

import numpy as np

from stuntman.planning.simulation import Simulation
from stuntman.planning.tracking_cost import TrackingCost
from stuntman.spatial.rotations import Array

# Standard deviations of what a model is fitted over.
POSITION_SPREAD = 0.01  # m, of the root
ANGLE_SPREAD = 0.02  # rad, of the root and the joints
VELOCITY_SPREAD = 0.1  # m/s, of the root
SPIN_SPREAD = 0.3  # rad/s, of the root and the joints
TARGET_SPREAD = 0.1  # rad, of PD targets
RIDGE = 1e-3  # weight of a derivative of zero, in samples: few samples tell of some directions
CYCLES = 6  # of a loop, after which its gains no longer change


def fit_linear_models(
    cost: TrackingCost,
    simulation: Simulation,
    times: Array,
    states: Array,
    targets: Array,
    samples: int,
    rng: np.random.Generator,
) -> tuple[Array, Array, Array]:
    """Linear models of n control steps: f_x (n, 2 nv, 2 nv) and f_u (n, 2 nv, actuators), the
    derivatives by the state before it and by its targets, and the states (n, nq + nv) that the
    steps lead to. Samples that diverge are left out.

    Args:
        times: (n,) s at which the steps begin. states: (n, nq + nv) in which.
        targets: (n, actuators) rad beside the feed-forward.
        samples: simulated steps for each model.
    """
    nv, nu = cost.model.nv, cost.model.nu
    spread = np.repeat(
        [POSITION_SPREAD, ANGLE_SPREAD, VELOCITY_SPREAD, SPIN_SPREAD, TARGET_SPREAD],
        [3, nv - 3, 3, nv - 3, nu],
    )
    pd_targets = cost.feed_forward(times) + targets
    reached = simulation(states, pd_targets)
    noise = rng.normal(size=(len(times), samples, len(spread)))
    begun = cost.tangent.integrate(states[:, None], noise[..., : 2 * nv] * spread[: 2 * nv])
    noisy_targets = pd_targets[:, None] + noise[..., 2 * nv :] * TARGET_SPREAD
    ended = simulation(begun.reshape(-1, states.shape[1]), noisy_targets.reshape(-1, nu))
    change = cost.tangent.difference(ended.reshape(begun.shape), reached[:, None])
    finite = np.isfinite(change).all(axis=-1, keepdims=True)
    change, noise = np.where(finite, change, 0.0), np.where(finite, noise, 0.0)
    change -= change.mean(axis=1, keepdims=True)
    normal_matrix = noise.swapaxes(1, 2) @ noise + RIDGE * samples * np.eye(len(spread))
    fitted = np.linalg.solve(normal_matrix, noise.swapaxes(1, 2) @ change)
    derivatives = fitted.swapaxes(1, 2) / spread
    return derivatives[..., : 2 * nv], derivatives[..., 2 * nv :], reached


def lqr_gains(
    f_x: Array, f_u: Array, residuals_x: Array, control_cost: float, cycle_jacobian: Array | None
) -> Array:
    """LQR gains K (n, nu, 2 nv) along a plan; of a loop, those of going round for ever.

    Args:
        f_x, f_u: (n, 2 nv, 2 nv) and (n, 2 nv, nu) linear models of its steps.
        residuals_x: (n, m, 2 nv) derivatives of what costs, half its square, after each step.
        control_cost: of half a squared rad of target.
        cycle_jacobian: (2 nv, 2 nv) of a loop: makes of a deviation at its end what it is when the
            next cycle begins.
    """
    K = np.empty((len(f_x), f_u.shape[-1], f_x.shape[-1]))
    V_xx = np.zeros(f_x.shape[1:])
    for _ in range(1 if cycle_jacobian is None else CYCLES):
        if cycle_jacobian is not None:
            V_xx = cycle_jacobian.T @ V_xx @ cycle_jacobian
        for i in reversed(range(len(f_x))):
            V_xx += residuals_x[i].T @ residuals_x[i]
            Q_ux = f_u[i].T @ V_xx @ f_x[i]
            Q_uu = control_cost * np.eye(len(Q_ux)) + f_u[i].T @ V_xx @ f_u[i]
            K[i] = -np.linalg.solve(Q_uu, Q_ux)
            V_xx = f_x[i].T @ V_xx @ f_x[i] + Q_ux.T @ K[i]
            V_xx = 0.5 * (V_xx + V_xx.T)
    return K
