"""Gains against Riccati's equation, linear models against a body that is linear."""

from collections.abc import Callable

import numpy as np
import pytest
import scipy.linalg

from stuntman.imitation.environment import Environment
from stuntman.motion.clip import Clip
from stuntman.planning.feedback import fit_linear_models, lqr_gains
from stuntman.planning.simulation import Simulation
from stuntman.planning.tracking_cost import TrackingCost
from stuntman.recipes import build


def test_gains_of_a_loop_are_those_of_riccatis_equation() -> None:
    rng = np.random.default_rng(0)
    f_x = np.eye(4) + 0.3 * rng.normal(size=(4, 4))
    f_u, residuals_x = rng.normal(size=(4, 2)), rng.normal(size=(5, 4))
    many = [np.tile(part, (20, 1, 1)) for part in (f_x, f_u, residuals_x)]

    gains = lqr_gains(many[0], many[1], many[2], control_cost=0.5, cycle_jacobian=np.eye(4))

    V_xx = scipy.linalg.solve_discrete_are(f_x, f_u, residuals_x.T @ residuals_x, 0.5 * np.eye(2))
    Q_uu = 0.5 * np.eye(2) + f_u.T @ V_xx @ f_u
    assert gains[0] == pytest.approx(-np.linalg.solve(Q_uu, f_u.T @ V_xx @ f_x), abs=1e-6)


def test_in_the_air_a_model_knows_that_the_root_moves_on_as_fast_as_it_did(
    measured: Callable[..., Environment], walk: Clip
) -> None:
    """By 1/30 s of its velocity, whatever the joints do, and its fall is no matter of the state."""
    problem = measured("walk", 1).problem
    cost = TrackingCost(problem, problem.actuation)
    times = np.array([0.1, 0.5])
    states = cost.reference(times)
    states[:, 2] += 5.0
    simulation = Simulation(build.engines(problem.model, 1), (512,))
    targets = np.zeros((2, problem.actions))

    f_x, f_u, reached = fit_linear_models(
        cost, simulation, times, states, targets, 512, np.random.default_rng(0)
    )

    assert simulation.samples == 2 + 2 * 512
    assert (reached[:, problem.model.nq + 2] < states[:, problem.model.nq + 2] - 0.2).all()
    place, speed = np.arange(3), problem.model.nv + np.arange(3)
    in_place, in_speed = np.tile(np.eye(3), (2, 1, 1)), np.tile(np.eye(3) / 30.0, (2, 1, 1))
    assert f_x[:, place][:, :, place] == pytest.approx(in_place, abs=0.05)
    assert f_x[:, place][:, :, speed] == pytest.approx(in_speed, abs=0.005)
    assert f_u.shape == (2, 2 * problem.model.nv, problem.actions)
