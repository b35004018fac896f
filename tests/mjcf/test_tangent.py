"""Differences of states are MuJoCo's own."""

import mujoco
import numpy as np
import pytest

from stuntman.characters import character as characters
from stuntman.mjcf.tangent import Tangent


@pytest.fixture(params=["humanoid", "dragon"])
def model(request: pytest.FixtureRequest) -> mujoco.MjModel:
    return characters.load(request.param).spec().compile()


def states(model: mujoco.MjModel, count: int) -> np.ndarray:
    rng = np.random.default_rng(3)
    out = np.empty((count, model.nq + model.nv))
    for state in out:
        qpos = model.qpos0.copy()
        mujoco.mj_integratePos(model, qpos, rng.normal(size=model.nv), 0.5)
        state[: model.nq], state[model.nq :] = qpos, rng.normal(size=model.nv)
    return out


def test_minus_is_what_mujoco_differentiates(model: mujoco.MjModel) -> None:
    a, b = states(model, 4), states(model, 5)[1:]
    step = Tangent(model).difference(a, b)
    for row in range(4):
        expected = np.empty(model.nv)
        mujoco.mj_differentiatePos(model, expected, 1.0, b[row, : model.nq], a[row, : model.nq])
        assert step[row, : model.nv] == pytest.approx(expected, abs=1e-9)
        speed = a[row, model.nq :] - b[row, model.nq :]
        assert step[row, model.nv :] == pytest.approx(speed, abs=1e-12)


def test_plus_takes_minus_back(model: mujoco.MjModel) -> None:
    tangent, (a, b) = Tangent(model), states(model, 2)
    step = tangent.difference(a, b)
    assert tangent.difference(tangent.integrate(b, step), a) == pytest.approx(
        np.zeros(tangent.size), abs=1e-9
    )
