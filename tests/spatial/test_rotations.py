"""Our quaternions against MuJoCo's own, one by one."""

from collections.abc import Callable
from typing import Any

import mujoco
import numpy as np
import pytest

from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

ANGLES = np.array([0.0, 1e-12, 1e-8, 1e-7, 1e-5, 0.3, 1.7, 3.0, np.pi - 1e-7, np.pi - 1e-12])


def mju(function: Callable[..., Any], size: int, *arguments: Any) -> Array:
    """Call a MuJoCo function on each row of the arguments."""
    rows: list[Array] = []
    for row in zip(*arguments, strict=True):
        out = np.zeros(size)
        function(out, *row)
        rows.append(out)
    return np.stack(rows)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def quaternions(rng: np.random.Generator, count: int) -> Array:
    return rot.normalize(rng.normal(size=(count, 4)))


def rotvecs(rng: np.random.Generator) -> Array:
    """Random axes times every angle of ANGLES."""
    axes: Array = rng.normal(size=(20, 1, 3))
    axes /= np.linalg.norm(axes, axis=-1, keepdims=True)
    vectors: Array = axes * ANGLES[:, None]
    return vectors.reshape(-1, 3)


def test_multiply_conjugate_rotate_and_matrix_agree_with_mujoco(rng: np.random.Generator) -> None:
    a, b, v = quaternions(rng, 200), quaternions(rng, 200), rng.normal(size=(200, 3))

    np.testing.assert_allclose(rot.multiply(a, b), mju(mujoco.mju_mulQuat, 4, a, b), atol=1e-15)
    np.testing.assert_array_equal(rot.conjugate(a), mju(mujoco.mju_negQuat, 4, a))
    np.testing.assert_allclose(rot.rotate(a, v), mju(mujoco.mju_rotVecQuat, 3, v, a), atol=1e-14)
    np.testing.assert_allclose(rot.rotate_inverse(a, rot.rotate(a, v)), v, atol=1e-14)
    np.testing.assert_allclose(
        rot.to_matrix(a).reshape(200, 9), mju(mujoco.mju_quat2Mat, 9, a), atol=1e-14
    )


def test_rotation_vectors_agree_with_mujoco_from_zero_to_pi(rng: np.random.Generator) -> None:
    v = rotvecs(rng)
    angle = np.linalg.norm(v, axis=-1)
    axis = np.where(angle[:, None] > 0, v, [1.0, 0.0, 0.0])
    axis /= np.linalg.norm(axis, axis=-1, keepdims=True)

    q = rot.from_rotvec(v)

    np.testing.assert_allclose(q, mju(mujoco.mju_axisAngle2Quat, 4, axis, angle), atol=1e-15)
    expected = mju(mujoco.mju_quat2Vel, 3, q, np.ones(len(q)))
    np.testing.assert_allclose(rot.to_rotvec(q), expected, atol=1e-14)
    np.testing.assert_allclose(rot.to_rotvec(q), v, atol=1e-14)
    np.testing.assert_allclose(rot.to_rotvec(-q), v, atol=1e-14)


def test_to_rotvec_of_any_quaternion_is_no_longer_than_pi(rng: np.random.Generator) -> None:
    q = quaternions(rng, 200)
    v = rot.to_rotvec(q)

    assert np.linalg.norm(v, axis=-1).max() <= np.pi + 1e-12
    np.testing.assert_allclose(rot.to_matrix(rot.from_rotvec(v)), rot.to_matrix(q), atol=1e-14)


def test_angle_between_agrees_with_mujoco(rng: np.random.Generator) -> None:
    a = quaternions(rng, 200)
    b = rot.multiply(a, rot.from_rotvec(rotvecs(rng)))
    expected = np.linalg.norm(mju(mujoco.mju_subQuat, 3, b, a), axis=-1)

    np.testing.assert_allclose(rot.angle_between(a, b), expected, atol=1e-14)
    np.testing.assert_allclose(rot.angle_between(a, -b), expected, atol=1e-14)


def test_slerp_turns_evenly_the_short_way(rng: np.random.Generator) -> None:
    a, b, t = quaternions(rng, 200), quaternions(rng, 200), rng.uniform(size=200)
    angle = rot.angle_between(a, b)

    middle = rot.slerp(a, b, t)

    np.testing.assert_allclose(rot.angle_between(a, middle), t * angle, atol=1e-13)
    np.testing.assert_allclose(rot.angle_between(middle, b), (1 - t) * angle, atol=1e-13)


def test_heading_is_the_turn_about_the_vertical_that_leaves_a_tilt(
    rng: np.random.Generator,
) -> None:
    yaw = rng.uniform(-3, 3, size=200)
    turn = rot.from_rotvec(yaw[:, None] * np.array([0.0, 0.0, 1.0]))
    np.testing.assert_array_equal(rot.from_yaw(yaw), turn)
    tilt = rot.from_rotvec(np.pad(rng.uniform(-1.5, 1.5, size=(200, 2)), ((0, 0), (0, 1))))

    heading = rot.heading(rot.multiply(turn, tilt))

    np.testing.assert_allclose(rot.angle_between(heading, turn), 0.0, atol=1e-12)
    np.testing.assert_allclose(rot.yaw(heading), yaw, atol=1e-12)
    upside_down = np.array([0.0, 1.0, 0.0, 0.0])
    np.testing.assert_array_equal(rot.heading(upside_down), rot.IDENTITY)


def test_unroll_changes_signs_only_and_leaves_no_jump(rng: np.random.Generator) -> None:
    angle = np.linspace(0, 4 * np.pi, 50)
    smooth = rot.from_rotvec(angle[:, None, None] * np.array([[0.0, 1.0, 0.0], [0.6, 0.0, 0.8]]))
    flipped = smooth * rng.choice([-1.0, 1.0], size=(50, 2, 1))
    flipped[0] = smooth[0]

    np.testing.assert_array_equal(rot.unroll(flipped), smooth)


def test_cross_agrees_with_numpy(rng: np.random.Generator) -> None:
    a, b = rng.normal(size=(2, 50, 3))
    np.testing.assert_array_equal(rot.cross(a, b), np.cross(a, b))


def test_single_precision_stays_single(rng: np.random.Generator) -> None:
    q = quaternions(rng, 5).astype(np.float32)
    v = rng.normal(size=(5, 3)).astype(np.float32)

    results = [
        rot.multiply(q, q),
        rot.conjugate(q),
        rot.rotate(q, v),
        rot.to_rotvec(q),
        rot.from_rotvec(v),
        rot.heading(q),
        rot.to_matrix(q),
    ]
    assert {result.dtype for result in results} == {np.dtype(np.float32)}


def test_a_matrix_of_a_rotation_gives_it_back() -> None:
    turns = rot.normalize(np.random.default_rng(0).normal(size=(200, 4)))
    turns[:4] = np.eye(4)  # no turn, and half turns about the axes
    back = rot.from_matrix(rot.to_matrix(turns))
    assert rot.angle_between(back, turns).max() < 1e-6
