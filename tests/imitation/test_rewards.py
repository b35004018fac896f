"""Each term against the paper's formula, on a body of one ball joint and one hinge."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.imitation.motion import Motion
from stuntman.imitation.rewards import (
    PAPER,
    RewardConfig,
    RewardTerm,
    evaluate_terms,
    imitation_rewards,
)
from stuntman.mjcf.kinematics import Pose
from stuntman.spatial import rotations as rot

HINGES = torch.tensor([3])  # the ball's coordinates are the first three
WEIGHTS = {"pose": 0.65, "velocity": 0.10, "end_effector": 0.15, "com": 0.10}


@pytest.fixture
def reference() -> Motion:
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


def numbers(motion: Motion, reference: Motion, config: RewardConfig = PAPER) -> dict[str, float]:
    terms = evaluate_terms(imitation_rewards(HINGES, config), motion, reference)
    return {name: value.item() for name, value in terms.items()}


def rotated(motion: Motion, rotvec: tuple[float, float, float]) -> Motion:
    """The same with the ball joint rotated further."""
    further = rot.multiply(motion.balls.numpy().astype(float), rot.from_rotvec(np.array(rotvec)))
    return replace(motion, balls=torch.tensor(further).float())


def test_a_perfect_match_earns_exactly_the_weights(reference: Motion) -> None:
    got = numbers(reference, reference)
    assert got == pytest.approx(WEIGHTS, rel=1e-6)
    assert sum(got.values()) == pytest.approx(1.0, abs=1e-6)


def test_a_ball_joint_counts_by_the_angle_between_the_rotations(reference: Motion) -> None:
    got = numbers(rotated(reference, (0.2, 0.3, -0.1)), reference)
    assert got["pose"] == pytest.approx(0.65 * math.exp(-2.0 * (0.04 + 0.09 + 0.01)), rel=1e-4)
    assert {k: v for k, v in got.items() if k != "pose"} == pytest.approx(
        {k: v for k, v in WEIGHTS.items() if k != "pose"}
    )


def test_a_ball_joint_half_a_turn_away_earns_next_to_nothing(reference: Motion) -> None:
    got = numbers(rotated(reference, (math.pi, 0.0, 0.0)), reference)
    assert got["pose"] == pytest.approx(0.65 * math.exp(-2.0 * math.pi**2), rel=1e-3)


@pytest.mark.parametrize("rotvec", [(0.0, 0.0, 0.0), (0.4, 0.0, 0.2)])
def test_a_quaternion_and_its_negative_are_the_same_rotation(
    reference: Motion, rotvec: tuple[float, float, float]
) -> None:
    motion = rotated(reference, rotvec)
    assert numbers(replace(motion, balls=-motion.balls), reference) == numbers(motion, reference)


def test_a_hinge_counts_by_its_angle_and_a_ball_not_by_its_coordinates(reference: Motion) -> None:
    moved = reference.coordinates + torch.tensor([[9.0, 9.0, 9.0, 0.25]])
    got = numbers(replace(reference, coordinates=moved), reference)
    assert got["pose"] == pytest.approx(0.65 * math.exp(-2.0 * 0.25**2), rel=1e-5)


def test_joints_add_up_inside_the_exponential(reference: Motion) -> None:
    bent = replace(reference, coordinates=reference.coordinates + 0.3)
    got = numbers(rotated(bent, (0.0, 0.5, 0.0)), reference)
    assert got["pose"] == pytest.approx(0.65 * math.exp(-2.0 * (0.3**2 + 0.5**2)), rel=1e-4)


def test_velocities_count_by_the_sum_of_squares(reference: Motion) -> None:
    moved = reference.velocities + torch.tensor([[1.0, -2.0, 0.5, 1.5]])
    got = numbers(replace(reference, velocities=moved), reference)
    assert got["velocity"] == pytest.approx(0.10 * math.exp(-0.1 * (1 + 4 + 0.25 + 2.25)), rel=1e-5)


def test_end_effectors_count_by_the_sum_of_squared_distances(reference: Motion) -> None:
    away = torch.tensor([[[0.1, 0.0, -0.05], [0.0, 0.08, 0.0]]])
    pose = replace(reference.pose, end_effectors=reference.pose.end_effectors + away)
    got = numbers(replace(reference, pose=pose), reference)
    squares = 0.1**2 + 0.05**2 + 0.08**2
    assert got["end_effector"] == pytest.approx(0.15 * math.exp(-40.0 * squares), rel=1e-4)


def test_the_centre_of_mass_counts_by_its_squared_distance(reference: Motion) -> None:
    pose = replace(reference.pose, com=reference.pose.com + torch.tensor([[0.1, -0.2, 0.1]]))
    got = numbers(replace(reference, pose=pose), reference)
    assert got["com"] == pytest.approx(0.10 * math.exp(-10.0 * 0.06), rel=1e-4)


def test_other_weights_and_scales_take_effect(reference: Motion) -> None:
    config = RewardConfig(0.1, 1.0, 0.2, 0.5, 0.3, 3.0, 0.4, 7.0)
    assert list(numbers(reference, reference, config).values()) == pytest.approx(
        [0.1, 0.2, 0.3, 0.4]
    )
    moved = replace(
        rotated(reference, (0.5, 0.0, 0.0)),
        velocities=reference.velocities + torch.tensor([[1.0, 0.0, 0.0, 0.0]]),
        pose=replace(
            reference.pose,
            end_effectors=reference.pose.end_effectors + torch.tensor([[[0.2, 0, 0], [0, 0, 0]]]),
            com=reference.pose.com + torch.tensor([[0.0, 0.0, 0.3]]),
        ),
    )
    expected = [
        0.1 * math.exp(-1.0 * 0.25),
        0.2 * math.exp(-0.5 * 1.0),
        0.3 * math.exp(-3.0 * 0.04),
        0.4 * math.exp(-7.0 * 0.09),
    ]
    assert list(numbers(moved, reference, config).values()) == pytest.approx(expected, rel=1e-4)


def test_residuals_are_what_the_terms_are_the_squares_of(reference: Motion) -> None:
    moved = replace(
        rotated(reference, (0.5, -0.2, 0.3)),
        coordinates=reference.coordinates + torch.tensor([[0.0, 0.0, 0.0, 0.3]]),
        velocities=reference.velocities + torch.tensor([[1.0, 0.0, -2.0, 0.5]]),
        pose=replace(
            reference.pose,
            end_effectors=reference.pose.end_effectors + torch.tensor([[[0.2, 0, 0], [0, 0.1, 0]]]),
            com=reference.pose.com + torch.tensor([[0.0, 0.1, 0.3]]),
        ),
    )

    def residuals(motion: Motion) -> dict[str, Tensor]:
        return {term.name: term.residual(motion, reference) for term in imitation_rewards(HINGES)}

    found = residuals(moved)
    squares = {name: part.square().sum().item() for name, part in found.items()}
    terms = numbers(moved, reference)
    assert list(found) == list(terms)
    for name, scale in (("pose", 2.0), ("velocity", 0.1), ("end_effector", 40.0), ("com", 10.0)):
        assert WEIGHTS[name] * math.exp(-scale * squares[name]) == pytest.approx(terms[name])
    flipped = replace(moved, balls=-moved.balls)
    torch.testing.assert_close(residuals(flipped)["pose"], found["pose"])


def test_the_defaults_are_the_papers() -> None:
    assert RewardConfig(0.65, 2.0, 0.10, 0.1, 0.15, 40.0, 0.10, 10.0) == PAPER


def test_a_term_is_its_weight_times_the_exponential_of_its_residuals_squares() -> None:
    def height(motion: Motion, reference: Motion) -> Tensor:
        return motion.pose.com[..., 2:] - reference.pose.com[..., 2:]

    term = RewardTerm("height", 0.4, 3.0, height)
    low, high = at_height(0.5), at_height(0.9)
    assert term(low, high).item() == pytest.approx(0.4 * math.exp(-3.0 * 0.4**2))
    assert list(evaluate_terms((term,), high, high)) == ["height"]
    assert term(high, high).item() == pytest.approx(0.4)


def at_height(height: float) -> Motion:
    nothing = torch.zeros(1, 0)
    com = torch.tensor([[0.0, 0.0, height]])
    return Motion(Pose(nothing, nothing, nothing, com), *[nothing] * 5)
