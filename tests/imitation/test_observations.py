"""What the policy sees stays the same wherever the character is and whichever way it faces."""

from collections.abc import Callable
from dataclasses import replace

import mujoco
import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.imitation.motion import Motion, motion_of
from stuntman.imitation.observations import ObservationTerm, Sight, imitation_terms, observe
from stuntman.mjcf.kinematics import Kinematics
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

States = tuple[Array, Array]
CLIP = torch.zeros(1, dtype=torch.long)
PHASE = torch.tensor([0.1, 0.7, 0.3, 0.9])


@pytest.fixture
def see(kinematics: Kinematics) -> Callable[[States], Motion]:
    """From states in MuJoCo's layout to what imitation looks at."""

    def convert(states: States) -> Motion:
        qpos, qvel = (torch.tensor(part, dtype=torch.float32) for part in states)
        return motion_of(kinematics, qpos, qvel)

    return convert


@pytest.fixture
def states(random_states: Callable[[int, int], States]) -> list[States]:
    """Of the character and of two reference poses ahead."""
    return [random_states(4, seed) for seed in (1, 2, 3)]


def moved(states: States, yaw: Array, shift: Array) -> States:
    """Rotated about the vertical through the origin, then moved."""
    qpos, qvel = states[0].copy(), states[1].copy()
    rotation = rot.from_rotvec(yaw[:, None] * np.array([0.0, 0.0, 1.0]))
    qpos[:, :3] = rot.rotate(rotation, qpos[:, :3]) + shift
    qpos[:, 3:7] = rot.multiply(rotation, qpos[:, 3:7])
    qvel[:, :3] = rot.rotate(rotation, qvel[:, :3])  # the angular part is in the body's own axes
    return qpos, qvel


def seen(motion: Motion, phase: Tensor, ahead: tuple[Motion, ...] = ()) -> Tensor:
    """By the terms of imitation."""
    bodies, dofs = motion.pose.positions.shape[1], motion.coordinates.shape[1]
    return observe(imitation_terms(bodies, dofs, len(ahead)), Sight(motion, phase, ahead, CLIP))


def observed(see: Callable[[States], Motion], states: list[States], phase: Tensor) -> Tensor:
    character, *ahead = (see(each) for each in states)
    return seen(character, phase, tuple(ahead))


def test_rotating_and_moving_everything_over_the_ground_changes_nothing(
    see: Callable[[States], Motion], states: list[States]
) -> None:
    yaw = np.array([0.5, -2.0, np.pi, 4.0])
    shift = np.array([[3.0, 0, 0], [0, -2.0, 0], [-1.0, 5.0, 0], [7.0, -8.0, 0]])

    before = observed(see, states, PHASE)
    after = observed(see, [moved(each, yaw, shift) for each in states], PHASE)

    np.testing.assert_allclose(after, before, atol=2e-5, rtol=1e-5)


@pytest.mark.parametrize("who", ["character", "reference"])
@pytest.mark.parametrize("how", ["rotated", "moved"])
def test_where_the_reference_is_relative_to_the_character_is_seen(
    see: Callable[[States], Motion], states: list[States], who: str, how: str
) -> None:
    yaw = np.full(4, 0.2 if how == "rotated" else 0.0)
    shift = np.array([0.1 if how == "moved" else 0.0, 0.0, 0.0])
    chosen = 0 if who == "character" else 1
    other = [moved(s, yaw, shift) if k == chosen else s for k, s in enumerate(states)]

    apart = (observed(see, other, PHASE) - observed(see, states, PHASE)).abs()

    assert (apart.amax(-1) > 0.05).all()


def test_height_is_seen_and_nothing_else_changes_with_it(
    see: Callable[[States], Motion], states: list[States]
) -> None:
    up = [moved(each, np.zeros(4), np.array([0.0, 0.0, 0.3])) for each in states]

    change = observed(see, up, PHASE) - observed(see, states, PHASE)

    assert torch.sort(change, dim=-1).values[:, -1].tolist() == pytest.approx([0.3] * 4, abs=1e-5)
    assert ((change.abs() > 1e-5).sum(-1) == 1).all()


def test_all_parts_that_are_listed_are_there(
    see: Callable[[States], Motion], states: list[States], model: mujoco.MjModel
) -> None:
    bodies, dofs = model.nbody - 1, model.nv - 6
    # Height, phase; rotation, velocities; bodies but the root; joints.
    own = 1 + 2 + 6 + 3 + 3 + 3 * (bodies - 1) + 2 * dofs
    each = 6 + 3 + 3 * bodies + 2 * dofs  # rotation, velocity, bodies, joints

    for ahead in range(3):
        size = observed(see, states[: 1 + ahead], PHASE).shape
        assert size == (4, own + ahead * each)


def test_every_number_of_the_state_is_seen(
    see: Callable[[States], Motion], states: list[States], model: mujoco.MjModel
) -> None:
    """Whichever joint or velocity differs, of the character or ahead, so does the observation."""
    qpos, qvel = (part[:1].repeat(2 * model.nv, axis=0) for part in states[0])
    for dof in range(model.nv):
        step = np.zeros(model.nv)
        step[dof] = 0.1
        mujoco.mj_integratePos(model, qpos[dof], step, 1.0)
        qvel[model.nv + dof, dof] += 0.1
    still = tuple(part[:1].repeat(2 * model.nv, axis=0) for part in states[0])
    phase = torch.zeros(2 * model.nv)
    base = observed(see, [(still[0], still[1])] * 2, phase)

    own = (observed(see, [(qpos, qvel), (still[0], still[1])], phase) - base).abs().amax(-1)
    ahead = (observed(see, [(still[0], still[1]), (qpos, qvel)], phase) - base).abs().amax(-1)

    assert (own > 0.04).all()
    spin = [model.nv + 3, model.nv + 4, model.nv + 5]  # the reference's own spin is not given
    assert [k for k in range(2 * model.nv) if ahead[k] <= 0.04] == spin


def test_the_phase_runs_round_a_circle(
    see: Callable[[States], Motion], states: list[States]
) -> None:
    phases = torch.tensor([0.0, 0.25, 0.5, 0.75, 1.0])
    alike = [(s[0][:1].repeat(5, axis=0), s[1][:1].repeat(5, axis=0)) for s in states]

    rows = observed(see, alike, phases)

    varying = (rows - rows[0]).abs().amax(0) > 1e-5
    assert varying.sum() == 2
    x, y = rows[:, varying].unbind(-1)
    np.testing.assert_allclose(x.square() + y.square(), 1.0, rtol=1e-5)
    corners = [(round(a, 5), round(b, 5)) for a, b in zip(x.tolist(), y.tolist(), strict=True)]
    assert corners[0] == corners[4]
    assert len(set(corners)) == 4


def test_a_somersault_does_not_turn_the_heading(
    see: Callable[[States], Motion], states: list[States]
) -> None:
    """Pitching by whatever angle keeps x ahead: what lies to the left stays on the left."""
    angles = np.array([0.0, 1.0, 1.6, 3.0])
    qpos, qvel = (part[:1].repeat(4, axis=0) for part in states[0])
    qpos[:, 3:7] = rot.from_rotvec(angles[:, None] * np.array([0.0, 1.0, 0.0]))
    qvel[:, :3] = [0.0, 1.0, 0.0]
    motion = see((qpos, qvel))
    other = replace(motion, root_velocity=motion.root_velocity + torch.tensor([0.0, 1.0, 0.0]))

    change = seen(other, PHASE) - seen(motion, PHASE)

    for row in change:
        assert row[row.abs() > 1e-4].tolist() == pytest.approx([1.0], abs=1e-4)
    assert len({tuple(row.nonzero().flatten().tolist()) for row in change.round(decimals=3)}) == 1


def test_upside_down_is_still_a_number(
    see: Callable[[States], Motion], states: list[States]
) -> None:
    qpos, qvel = states[0]
    qpos[:, 3:7] = [0.0, 0.0, 1.0, 0.0]
    assert torch.isfinite(observed(see, [(qpos, qvel), *states[1:]], PHASE)).all()


# The layout


def named(terms: tuple[ObservationTerm, ...], row: Tensor) -> dict[str, Tensor]:
    """A row's numbers by the names of its terms."""
    return dict(zip((t.name for t in terms), row.split([t.size for t in terms]), strict=True))


def test_each_name_of_the_layout_tells_what_is_there(
    see: Callable[[States], Motion], states: list[States]
) -> None:
    """Of a character that faces x, so that its heading's axes are the world's."""
    qpos, qvel = states[0][0][:1].copy(), states[0][1][:1]
    qpos[:, 3:7] = [1.0, 0.0, 0.0, 0.0]
    motion, coming = see((qpos, qvel)), see((states[1][0][:1], states[1][1][:1]))
    bodies, dofs = motion.pose.positions.shape[1], motion.coordinates.shape[1]
    terms = imitation_terms(bodies, dofs, 1)

    row = named(terms, observe(terms, Sight(motion, torch.tensor([0.25]), (coming,), CLIP))[0])

    positions, there = motion.pose.positions[0], coming.pose.positions[0]
    expected = {
        "root_height": positions[0, 2:],
        "phase_sine": torch.tensor([1.0]),
        "phase_cosine": torch.tensor([0.0]),
        "root_rotation": torch.tensor([1.0, 0.0, 0.0, 0.0, 1.0, 0.0]),
        "root_velocity": motion.root_velocity[0],
        "root_spin": motion.root_spin[0],
        "body_positions": (positions[1:] - positions[0]).flatten(),
        "reference_0_root_rotation": coming.pose.root_rotation[0].T[:2].flatten(),
        "reference_0_root_velocity": coming.root_velocity[0],
        "reference_0_body_offsets": (there - positions).flatten(),
        "joint_coordinates": motion.coordinates[0],
        "joint_velocities": motion.velocities[0],
        "reference_0_joint_coordinates": coming.coordinates[0],
        "reference_0_joint_velocities": coming.velocities[0],
    }
    assert list(row) == list(expected)
    for name, numbers in expected.items():
        np.testing.assert_allclose(row[name], numbers, atol=1e-6, err_msg=name)


def test_terms_in_another_order_are_the_same_numbers_in_another_order(
    see: Callable[[States], Motion], states: list[States]
) -> None:
    motion, coming = see(states[0]), see(states[1])
    terms = imitation_terms(motion.pose.positions.shape[1], motion.coordinates.shape[1], 1)
    sight = Sight(motion, PHASE, (coming,), CLIP)
    swapped = [*terms]
    swapped[3], swapped[-1] = swapped[-1], swapped[3]  # a rotation's columns, and joints

    rows, others = observe(terms, sight), observe(tuple(swapped), sight)

    assert not torch.equal(rows, others)
    for row, other in zip(rows, others, strict=True):
        one, two = named(terms, row), named(tuple(swapped), other)
        assert list(one) != list(two)
        for name, numbers in one.items():
            np.testing.assert_allclose(two[name], numbers, atol=1e-6)
