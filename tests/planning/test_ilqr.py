"""The backward pass against a sum done otherwise."""

import numpy as np
import pytest

from stuntman.planning.ilqr import backward_pass


def test_a_backward_pass_solves_a_linear_problem_at_once() -> None:
    """Against least squares over all controls together."""
    rng = np.random.default_rng(0)
    steps, size, controls, control_cost = 6, 4, 2, 0.3
    f_x = np.eye(size) + 0.3 * rng.normal(size=(steps, size, size))
    f_u = rng.normal(size=(steps, size, controls))
    residuals, residuals_x = rng.normal(size=(steps, 5)), rng.normal(size=(steps, 5, size))
    now = rng.normal(size=(steps, controls))

    k, gains = backward_pass(f_x, f_u, residuals, residuals_x, now, control_cost, 0.0)

    state, found = np.zeros(size), []
    for i in range(steps):
        found.append(k[i] + gains[i] @ state)
        state = f_x[i] @ state + f_u[i] @ found[-1]
    # The residuals of step i are of the state after it, which is linear in the controls until then.
    reach = np.zeros((size, controls * steps))
    rows, wanted = [], []
    for i in range(steps):
        reach = f_x[i] @ reach
        reach[:, controls * i : controls * (i + 1)] += f_u[i]
        rows.append(residuals_x[i] @ reach)
        wanted.append(-residuals[i])
    rows.append(control_cost**0.5 * np.eye(controls * steps))
    wanted.append(-(control_cost**0.5) * now.ravel())
    best = np.linalg.lstsq(np.concatenate(rows), np.concatenate(wanted), rcond=None)[0]
    assert np.concatenate(found) == pytest.approx(best, abs=1e-8)


def test_regularization_makes_smaller_steps_and_no_other_problem() -> None:
    """Where the controls are the best already, no regularization finds anything to add."""
    f_x, f_u = np.ones((3, 1, 1)), np.ones((3, 1, 1))
    off, at_best = np.full((3, 1), 0.5), np.zeros((3, 1))
    slope, now = np.ones((3, 1, 1)), np.zeros((3, 1))
    whole, less = (backward_pass(f_x, f_u, off, slope, now, 0.1, mu)[0] for mu in (0.0, 10.0))
    assert (abs(less) < abs(whole)).all() and (less * whole > 0).all()
    assert backward_pass(f_x, f_u, at_best, slope, now, 0.1, 10.0)[0] == pytest.approx(0.0)
