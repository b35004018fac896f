"""A reference that goes where the character goes: which clip it is, and where a cycle begins."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP, EnvironmentConfig
from stuntman.imitation.environment import Environment
from stuntman.imitation.rewards import imitation_rewards, scaled
from stuntman.imitation.steering import Steering
from stuntman.imitation.tasks.heading import Settings
from stuntman.spatial.torch_rotations import heading

Make = Callable[..., Environment]
GAITS = ("walk", "walker_turn_left1", "walker_turn_right0")


def test_who_moves_as_a_clip_does_has_that_clip_for_a_reference(make: Make) -> None:
    """Each of three worlds moves as one of the clips, in a place of its own, for three cycles; it
    begins with another clip's clock."""
    env = make(*GAITS, steerable=True)
    library, clips = env.library, torch.arange(3)
    terms = imitation_rewards(env.kinematics.hinge_coordinates)
    steering = Steering(library, terms)
    begin = steering._offset * library.duration  # the phase at which all of them begin
    turned = torch.tensor([0.3, 2.0, -1.0])
    lying = replace(
        ReferenceClock.at(library, clips, begin),
        yaw=turned,
        shift=torch.tensor([[1.0, 0.0, 0.0], [0.0, 5.0, 0.0], [-3.0, 2.0, 0.0]]),
        rotated=True,
    )
    clock = ReferenceClock.at(library, (clips + 1) % 3, begin[(clips + 1) % 3])
    clock = clock.aligned(library, lying.placed(library))
    right, apart = [], []
    for _ in range(round(3 * 1.25 / STEP)):
        lying = lying.advance(STEP)
        motion = lying.placed(library)  # does not slip: next_cycle changes nothing but the book
        lying = lying.next_cycle(library, motion.pose.positions[:, 0])
        clock = steering.advance(clock, STEP, motion)
        right.append(clock.clip == clips)
        reference = clock.placed(library)
        apart.append((reference.pose.positions - motion.pose.positions).norm(dim=-1).amax(-1))
    assert torch.stack(right).float().mean(0).min() > 0.9, "but for where two look alike"
    assert float(torch.stack(apart).mean()) < 0.05


def test_the_reward_is_the_largest_of_all_clips_at_the_phase(make: Make) -> None:
    env = make(*GAITS, steerable=True)
    env.reset(torch.full((env.worlds,), 0.3, dtype=torch.float64))
    actions = 0.2 * torch.randn(env.worlds, env.actions, generator=torch.Generator().manual_seed(0))
    for _ in range(4):
        _, reward, *_, info = env.step(actions)
    steering = env._steering
    assert steering is not None
    phase, yaw, place = steering._cycle(info.clock)
    each = []
    for clip in range(3):
        clock = steering._clock(torch.full((env.worlds,), clip), phase, yaw, place)
        reference = clock.placed(env.library)
        terms = env.tasks[0].reward_terms
        each.append(torch.stack([term(info.motion, reference) for term in terms]).sum(0))
    np.testing.assert_allclose(reward, torch.stack(each).amax(0), atol=1e-5)
    assert float((torch.stack(each).amax(0) - torch.stack(each).amin(0)).max()) > 0.01


def test_a_cycle_begins_where_the_character_is_and_faces(make: Make) -> None:
    """A loop alone: at its end the character stands a metre aside, turned by half a radian."""
    env = make("run", steerable=True)
    library = env.library
    steering = Steering(library, imitation_rewards(env.kinematics.hinge_coordinates))
    clip = torch.zeros(2, dtype=torch.long)
    time = torch.tensor([0.3, float(library.duration[0]) - STEP], dtype=torch.float64)
    clock = ReferenceClock.at(library, clip, time)
    moved = replace(
        clock, yaw=torch.tensor([0.5, 0.5]), shift=torch.tensor([[0.0, 1.0, 0.0]] * 2), rotated=True
    )
    motion = moved.placed(library, STEP)
    after = steering.advance(clock, STEP, motion)
    reference = after.placed(library)
    np.testing.assert_allclose(after.yaw[0], 0.0, atol=1e-6)
    np.testing.assert_allclose(after.shift[0], 0.0, atol=1e-5)
    own, wanted = heading(reference.pose.root_rotation), heading(motion.pose.root_rotation)
    np.testing.assert_allclose(own[1], wanted[1], atol=1e-5)
    roots = reference.pose.positions[1, 0, :2] - motion.pose.positions[1, 0, :2]
    np.testing.assert_allclose(roots, 0.0, atol=1e-5)
    np.testing.assert_allclose(after.time, [0.3 + STEP, 0.0], atol=1e-9)


def test_goals_leave_imitation_its_share(make: Make) -> None:
    terms = imitation_rewards(torch.zeros(0, dtype=torch.long))
    assert [term.weight for term in scaled(terms, 0.7)] == pytest.approx([0.455, 0.07, 0.105, 0.07])
    whole, part = make("walk"), make("walk", imitation_weight=0.7)
    start = torch.full((whole.worlds,), 0.2, dtype=torch.float64)
    for env in (whole, part):
        env.reset(start)
    actions = torch.zeros(whole.worlds, whole.actions)
    np.testing.assert_allclose(0.7 * whole.step(actions)[1], part.step(actions)[1], rtol=1e-5)


def test_a_clip_that_ends_cannot_be_steered(make: Make) -> None:
    with pytest.raises(StuntmanError, match="wants clips that loop, and 'kick' does not"):
        make("walk", "kick", steerable=True)
    with pytest.raises(StuntmanError, match="leave out 'switch_seconds'"):
        EnvironmentConfig(steerable=True, switch_seconds=3.0)


def test_when_a_cycle_begins_goals_say_by_which_clip_it_goes_on(make: Make) -> None:
    env = make(*GAITS, steerable=True)
    problem = env.problem.with_goals((Settings(turn=0.0, seconds=(9.0, 9.0)),))
    goals = problem.make_goals(3, torch.Generator())
    library, terms = env.library, imitation_rewards(env.kinematics.hinge_coordinates)
    steering = Steering(library, terms, goals)
    clip = torch.zeros(3, dtype=torch.long)
    clock = ReferenceClock.at(library, clip, library.duration[clip] - STEP)
    motion = clock.placed(library, STEP)
    goals[0].reset(torch.arange(3), motion)
    # Ahead, to the left, to the right.
    goals[0].fix(direction=torch.tensor([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, -1.0, 0.0]]))
    begun = steering.advance(clock, STEP, motion)
    assert begun.clip.tolist() == [0, 1, 2]
    later = steering.advance(begun, STEP, begun.placed(library, STEP))
    assert later.clip.tolist() == [0, 1, 2], "and it stays with that one"


def test_a_reference_turns_to_where_its_goal_is_at_its_rate(make: Make) -> None:
    env = make("run", steerable=True)
    problem = env.problem.with_goals((Settings(speed=(3.0, 3.0)),))
    goals, library = problem.make_goals(3, torch.Generator()), env.library
    terms = imitation_rewards(env.kinematics.hinge_coordinates)
    steering = Steering(library, terms, goals, turn_rate=0.5)
    clip = torch.zeros(3, dtype=torch.long)
    clock = ReferenceClock.at(library, clip, torch.zeros(3, dtype=torch.float64))
    goals[0].reset(torch.arange(3), clock.placed(library))
    goals[0].fix(direction=torch.tensor([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, -1.0, 0.0]]))
    roots = []
    for _ in range(15):
        clock = steering.advance(clock, STEP, clock.placed(library, STEP))
        roots.append(clock.placed(library).pose.positions[:, 0])
    np.testing.assert_allclose(clock.yaw, [0.0, 0.25, -0.25], atol=0.02)
    steps = torch.stack(roots).diff(dim=0).norm(dim=-1)
    assert float(steps.max()) < 0.2, "it does not jump"
