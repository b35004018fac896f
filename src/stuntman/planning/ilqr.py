"""Iterative LQR: the backward pass (Tassa, Erez and Todorov 2012, "Synthesis and stabilization of
complex behaviors through online trajectory optimization", whose equations are cited by number).

The cost is half a sum of squares, so its second derivatives are Gauss-Newton's: the derivative of
the residuals times itself.
"""

import numpy as np

from stuntman.spatial.rotations import Array


def backward_pass(
    f_x: Array,
    f_u: Array,
    residuals: Array,
    residuals_x: Array,
    controls: Array,
    control_cost: float,
    regularization: float,
) -> tuple[Array, Array]:
    """How to improve n controls: k (n, nu), to be added to them, and the gains K (n, nu, nx) that
    answer what this makes of the state.

    The cost is 0.5·residuals² of each state after the first, and 0.5·control_cost·controls².

    Args:
        f_x, f_u: (n, nx, nx) and (n, nx, nu) derivatives of the state after each step by the state
            before it and by its control.
        residuals: (n, m) of the state after each step. residuals_x: (n, m, nx) their derivatives.
        controls: (n, nu) now.
        regularization: µ of equation 9.
    """
    ks, Ks = np.empty_like(controls), np.empty((*controls.shape, f_x.shape[-1]))
    V_x, V_xx = np.zeros(f_x.shape[-1]), np.zeros(f_x.shape[1:])
    unit = np.eye(controls.shape[-1])
    for i in reversed(range(len(controls))):
        # The residuals belong to the state that step i leads to, so V' has them.
        V_xx += residuals_x[i].T @ residuals_x[i]
        V_x = V_x + residuals_x[i].T @ residuals[i]
        Q_u = control_cost * controls[i] + f_u[i].T @ V_x  # 5b
        Q_uu = control_cost * unit + f_u[i].T @ V_xx @ f_u[i]  # 5d
        Q_ux = f_u[i].T @ V_xx @ f_x[i]  # 5e
        regular = Q_uu + regularization * unit  # 9
        solved = -np.linalg.solve(regular, np.column_stack([Q_u, Q_ux]))  # 6
        k, K = solved[:, 0], solved[:, 1:]
        V_x = f_x[i].T @ V_x + K.T @ (Q_uu @ k + Q_u) + Q_ux.T @ k  # 5a, 11b
        V_xx = f_x[i].T @ V_xx @ f_x[i] + K.T @ Q_uu @ K + K.T @ Q_ux + Q_ux.T @ K  # 5c, 11c
        V_xx = 0.5 * (V_xx + V_xx.T)
        ks[i], Ks[i] = k, K
    return ks, Ks
