"""Each term against the paper's formula, on a body of one ball joint and one hinge."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from stuntman.imitation.reference import Motion
from stuntman.imitation.rewards import PAPER, RewardConfig, residuals, reward_terms
from stuntman.mjcf.kinematics import Pose
from stuntman.spatial import rotations as rot

HINGES = torch.tensor([3])  # the ball's coordinates are the first three
WEIGHTS = {"pose": 0.65, "velocity": 0.10, "end_effector": 0.15, "com": 0.10}


@pytest.fixture
def target() -> Motion:
    """Nothing in it is zero, so that a sign or an index gone wrong shows."""
    return Motion(
        pose=Pose(
            positions=torch.zeros(1, 2, 3),
            root_rotation=torch.eye(3).unsqueeze(0),
            end_effectors=torch.tensor([[[0.3, -0.2, 0.9], [0.1, 0.4, 0.05]]]),
            com=torch.tensor([[0.2, 0.1, 0.95]]),
        ),
        root_velocity=torch.zeros(1, 3),
        root_spin=torch.zeros(1, 3),
        balls=torch.tensor(rot.from_rotvec(np.array([[[0.5, -0.3, 0.8]]]))).float(),
        coordinates=torch.tensor([[0.5, -0.3, 0.8, -0.6]]),
        velocities=torch.tensor([[1.0, -2.0, 0.5, 3.0]]),
    )


def numbers(motion: Motion, target: Motion, config: RewardConfig = PAPER) -> dict[str, float]:
    return {k: v.item() for k, v in reward_terms(motion, target, HINGES, config).items()}


def turned(motion: Motion, rotvec: tuple[float, float, float]) -> Motion:
    """The same with the ball joint turned further."""
    further = rot.multiply(motion.balls.numpy().astype(float), rot.from_rotvec(np.array(rotvec)))
    return replace(motion, balls=torch.tensor(further).float())


def test_a_perfect_match_earns_exactly_the_weights(target: Motion) -> None:
    got = numbers(target, target)
    assert got == pytest.approx(WEIGHTS, rel=1e-6)
    assert sum(got.values()) == pytest.approx(1.0, abs=1e-6)


def test_a_ball_joint_counts_by_the_angle_between_the_rotations(target: Motion) -> None:
    got = numbers(turned(target, (0.2, 0.3, -0.1)), target)
    assert got["pose"] == pytest.approx(0.65 * math.exp(-2.0 * (0.04 + 0.09 + 0.01)), rel=1e-4)
    assert {k: v for k, v in got.items() if k != "pose"} == pytest.approx(
        {k: v for k, v in WEIGHTS.items() if k != "pose"}
    )


def test_a_ball_joint_half_a_turn_away_earns_next_to_nothing(target: Motion) -> None:
    got = numbers(turned(target, (math.pi, 0.0, 0.0)), target)
    assert got["pose"] == pytest.approx(0.65 * math.exp(-2.0 * math.pi**2), rel=1e-3)


@pytest.mark.parametrize("rotvec", [(0.0, 0.0, 0.0), (0.4, 0.0, 0.2)])
def test_a_quaternion_and_its_negative_are_the_same_rotation(
    target: Motion, rotvec: tuple[float, float, float]
) -> None:
    motion = turned(target, rotvec)
    assert numbers(replace(motion, balls=-motion.balls), target) == numbers(motion, target)


def test_a_hinge_counts_by_its_angle_and_a_ball_not_by_its_coordinates(target: Motion) -> None:
    moved = target.coordinates + torch.tensor([[9.0, 9.0, 9.0, 0.25]])
    got = numbers(replace(target, coordinates=moved), target)
    assert got["pose"] == pytest.approx(0.65 * math.exp(-2.0 * 0.25**2), rel=1e-5)


def test_joints_add_up_inside_the_exponential(target: Motion) -> None:
    bent = replace(target, coordinates=target.coordinates + 0.3)
    got = numbers(turned(bent, (0.0, 0.5, 0.0)), target)
    assert got["pose"] == pytest.approx(0.65 * math.exp(-2.0 * (0.3**2 + 0.5**2)), rel=1e-4)


def test_velocities_count_by_the_sum_of_squares(target: Motion) -> None:
    moved = target.velocities + torch.tensor([[1.0, -2.0, 0.5, 1.5]])
    got = numbers(replace(target, velocities=moved), target)
    assert got["velocity"] == pytest.approx(0.10 * math.exp(-0.1 * (1 + 4 + 0.25 + 2.25)), rel=1e-5)


def test_end_effectors_count_by_the_sum_of_squared_distances(target: Motion) -> None:
    away = torch.tensor([[[0.1, 0.0, -0.05], [0.0, 0.08, 0.0]]])
    pose = replace(target.pose, end_effectors=target.pose.end_effectors + away)
    got = numbers(replace(target, pose=pose), target)
    squares = 0.1**2 + 0.05**2 + 0.08**2
    assert got["end_effector"] == pytest.approx(0.15 * math.exp(-40.0 * squares), rel=1e-4)


def test_the_centre_of_mass_counts_by_its_squared_distance(target: Motion) -> None:
    pose = replace(target.pose, com=target.pose.com + torch.tensor([[0.1, -0.2, 0.1]]))
    got = numbers(replace(target, pose=pose), target)
    assert got["com"] == pytest.approx(0.10 * math.exp(-10.0 * 0.06), rel=1e-4)


def test_other_weights_and_scales_take_effect(target: Motion) -> None:
    config = RewardConfig(0.1, 1.0, 0.2, 0.5, 0.3, 3.0, 0.4, 7.0)
    assert list(numbers(target, target, config).values()) == pytest.approx([0.1, 0.2, 0.3, 0.4])
    moved = replace(
        turned(target, (0.5, 0.0, 0.0)),
        velocities=target.velocities + torch.tensor([[1.0, 0.0, 0.0, 0.0]]),
        pose=replace(
            target.pose,
            end_effectors=target.pose.end_effectors + torch.tensor([[[0.2, 0, 0], [0, 0, 0]]]),
            com=target.pose.com + torch.tensor([[0.0, 0.0, 0.3]]),
        ),
    )
    expected = [
        0.1 * math.exp(-1.0 * 0.25),
        0.2 * math.exp(-0.5 * 1.0),
        0.3 * math.exp(-3.0 * 0.04),
        0.4 * math.exp(-7.0 * 0.09),
    ]
    assert list(numbers(moved, target, config).values()) == pytest.approx(expected, rel=1e-4)


def test_residuals_are_what_the_terms_are_the_squares_of(target: Motion) -> None:
    moved = replace(
        turned(target, (0.5, -0.2, 0.3)),
        coordinates=target.coordinates + torch.tensor([[0.0, 0.0, 0.0, 0.3]]),
        velocities=target.velocities + torch.tensor([[1.0, 0.0, -2.0, 0.5]]),
        pose=replace(
            target.pose,
            end_effectors=target.pose.end_effectors + torch.tensor([[[0.2, 0, 0], [0, 0.1, 0]]]),
            com=target.pose.com + torch.tensor([[0.0, 0.1, 0.3]]),
        ),
    )
    found = residuals(moved, target, HINGES)
    squares = {name: part.square().sum().item() for name, part in found.items()}
    terms = numbers(moved, target)
    assert list(found) == list(terms)
    for name, scale in (("pose", 2.0), ("velocity", 0.1), ("end_effector", 40.0), ("com", 10.0)):
        assert WEIGHTS[name] * math.exp(-scale * squares[name]) == pytest.approx(terms[name])
    flipped = replace(moved, balls=-moved.balls)
    torch.testing.assert_close(residuals(flipped, target, HINGES)["pose"], found["pose"])


def test_the_defaults_are_the_papers() -> None:
    assert RewardConfig(0.65, 2.0, 0.10, 0.1, 0.15, 40.0, 0.10, 10.0) == PAPER
