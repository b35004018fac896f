"""What the environments of a run share: what is seen, and halves that are learned as one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.environment import Environment
from stuntman.imitation.problem import Problem, half_a_cycle_on
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe

Make = Callable[..., Environment]


def problem_of(*clips: str, **settings: Any) -> Problem:
    config = EnvironmentConfig(**settings)
    return build.make(Recipe(dict.fromkeys(clips, 1.0), environment=config, warm_start=False))


def clock_at(problem: Problem, clip: list[int], time: list[float]) -> ReferenceClock:
    times = torch.tensor(time, dtype=torch.float64)
    return ReferenceClock.at(problem.library, torch.tensor(clip), times)


def some_actions(problem: Problem, count: int) -> Tensor:
    generator = torch.Generator().manual_seed(0)
    return torch.randn(count, problem.actions, generator=generator)


@pytest.fixture(scope="module")
def walk_problem(walk: object) -> Problem:
    """A walk whose halves are learned as one."""
    return problem_of("walk")


@pytest.fixture(scope="module")
def mixed(walk: object) -> Problem:
    """A kick, a walk whose halves are learned as one, and a walk that turns."""
    return problem_of("kick", "walk", "walker_turn_left0")


# The layout


def test_the_layout_names_what_is_seen(walk_problem: Problem) -> None:
    layout = dict(walk_problem.layout)
    bodies, dofs = walk_problem.model.nbody - 1, walk_problem.model.nv - 6
    assert len(layout) == len(walk_problem.layout), "each name once"
    assert list(layout)[:3] == ["root_height", "phase_sine", "phase_cosine"]
    assert layout["body_positions"] == 3 * (bodies - 1)
    assert layout["reference_0_joint_coordinates"] == layout["joint_velocities"] == dofs
    assert sum(layout.values()) == walk_problem.observations
    assert walk_problem.actions == len(walk_problem.actuators) == walk_problem.model.nu
    assert walk_problem.actuators[0] == walk_problem.model.actuator(0).name


def test_each_pose_ahead_has_names_of_its_own(walk: object) -> None:
    names = [name for name, _ in problem_of("walk", lookahead=(1, 5)).layout]
    assert len(set(names)) == len(names)
    assert {"reference_0_body_offsets", "reference_1_body_offsets"} <= set(names)


def test_terms_in_another_order_are_another_layout(walk_problem: Problem) -> None:
    first, second, *rest = walk_problem.terms
    swapped = replace(walk_problem, terms=(second, first, *rest))
    assert swapped.layout != walk_problem.layout
    assert sorted(swapped.layout) == sorted(walk_problem.layout)


def test_a_lookahead_past_a_cycle_is_refused(make: Make) -> None:
    with pytest.raises(StuntmanError, match="lookahead of 60 steps reaches past one cycle of walk"):
        make(lookahead=(1, 60))
    with pytest.raises(StuntmanError, match="past one cycle of walk"):  # of two, the shorter
        make("kick", "walk", lookahead=(40,))


@pytest.mark.parametrize("mirrored", [False, True])
def test_what_is_seen_at_a_start_is_what_is_seen_there(make: Make, mirrored: bool) -> None:
    environment = make("walk", "kick", mirrored_halves=mirrored)
    times = torch.tensor([0.1, 0.2, 1.0, 1.2], dtype=torch.float64)
    at_start = environment.reset(times, torch.tensor([0, 1, 0, 1]))
    np.testing.assert_allclose(at_start, environment.observe(environment.motion()), atol=1e-5)


# Halves that are learned as one


def test_without_the_switch_the_second_half_is_seen_as_it_is(make: Make) -> None:
    apart, alike = make(mirrored_halves=False), make(mirrored_halves=True)
    quarter = 0.25 * float(apart.library.duration[0])
    times = torch.tensor([quarter, quarter, 3 * quarter, 3 * quarter])
    plain, seen = apart.reset(times), alike.reset(times)
    assert torch.equal(plain[:2], seen[:2])
    assert float((plain[2:] - seen[2:]).abs().max()) > 1.0
    np.testing.assert_allclose(seen[2:], seen[:2], atol=0.05)
    actions, problem, clock = some_actions(apart.problem, 4), alike.problem, alike.clock
    mirrored = problem.mirror_actions(actions, clock)
    assert torch.equal(mirrored[:2], actions[:2])
    assert not torch.equal(mirrored[2:], actions[2:])
    assert torch.equal(problem.mirror_actions(mirrored, clock), actions)
    twice = problem.mirror_observations(problem.mirror_observations(plain, clock), clock)
    assert torch.equal(twice, plain)
    assert torch.equal(apart.problem.mirror_actions(actions, apart.clock), actions)
    assert torch.equal(apart.problem.mirror_observations(plain, apart.clock), plain)


def test_an_action_in_the_second_half_is_acted_in_the_mirror(make: Make) -> None:
    environment = make(worlds=2, mirrored_halves=True)
    quarter = 0.25 * float(environment.library.duration[0])
    environment.reset(torch.tensor([quarter, 3 * quarter]))
    action = some_actions(environment.problem, 1).expand(2, -1)
    still = environment.pd_targets(torch.zeros_like(action))
    added = (environment.pd_targets(action) - still) / environment.config.action_scale
    assert environment.problem.mirror is not None
    np.testing.assert_allclose(added[0], action[0], atol=1e-5)
    np.testing.assert_allclose(added[1], environment.problem.mirror.action(action[1]), atol=1e-5)


def test_only_clips_whose_halves_mirror_each_other_are_learned_so(mixed: Problem) -> None:
    assert mixed.library.mirrored_halves.tolist() == [False, True, False]
    late = [0.75 * float(duration) for duration in mixed.library.duration]
    clock = clock_at(mixed, [0, 1, 2], late)
    actions = some_actions(mixed, 3)
    mirrored = mixed.mirror_actions(actions, clock)
    assert [torch.equal(a, b) for a, b in zip(mirrored, actions, strict=True)] == [
        True,
        False,
        True,
    ]
    targets = mixed.actuation.feed_forward_targets
    halved = (mixed.symmetrize(targets) != targets).any(-1)
    assert not halved[mixed.library.clip_of_frame != 1].any()
    assert halved[mixed.library.clip_of_frame == 1].any()


def test_a_clip_that_does_not_loop_is_seen_as_it_is(make: Make) -> None:
    kick = make("kick", mirrored_halves=True)
    actions = torch.ones(4, kick.actions)
    kick.reset(torch.full((4,), 0.75 * float(kick.library.duration[0])))
    assert kick.problem.mirror is None
    assert torch.equal(kick.problem.mirror_actions(actions, kick.clock), actions)


def test_targets_are_symmetrized_to_their_mean_with_their_mirror_image(
    walk_problem: Problem, make: Make
) -> None:
    targets = walk_problem.actuation.feed_forward_targets
    targets = targets + torch.randn(targets.shape)
    even, half = walk_problem.symmetrize(targets), (len(targets) - 1) // 2
    late = clock_at(walk_problem, [0], [0.75 * float(walk_problem.library.duration[0])])
    there = walk_problem.mirror_actions(targets[half : half + 1], late)
    np.testing.assert_allclose(even[:1], 0.5 * (targets[:1] + there), atol=1e-6)
    np.testing.assert_allclose(walk_problem.symmetrize(even)[:-1], even[:-1], atol=1e-6)
    assert torch.equal(make(mirrored_halves=False).problem.symmetrize(targets), targets)


def test_the_second_half_of_a_clip_is_its_own_wherever_it_lies_in_the_library(
    mixed: Problem,
) -> None:
    duration = float(mixed.library.duration[1])
    clock = clock_at(mixed, [1] * 6, [part * duration for part in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)])
    actions = torch.ones(6, mixed.actions)
    mirrored = (mixed.mirror_actions(actions, clock) != actions).any(-1)
    # The end of a cycle is the beginning of the next.
    assert mirrored.tolist() == [False, False, False, True, True, False]


def test_half_a_cycle_on_is_in_the_same_clip(mixed: Problem) -> None:
    library, later = mixed.library, half_a_cycle_on(mixed.library)
    assert torch.equal(library.clip_of_frame[later], library.clip_of_frame)
    first, frames = int(library.first_frame[1]), int(library.frames[1])
    assert later[first] == first + (frames - 1) // 2


def test_what_a_clip_lays_on_the_floor_may_touch_it_in_that_clip(walk: object) -> None:
    problem = problem_of("walk", "roll", "crawl", "getup_facedown")
    assert problem.falls(0) == problem.falls(2) == ("root", "chest", "neck")
    assert problem.falls(1) == ()
    assert problem.falls(3) == ("neck",)


def test_what_a_recipe_names_must_not_touch_the_floor_whatever_the_clip_does(walk: object) -> None:
    assert problem_of("roll", fall_bodies=("chest",)).falls(0) == ("chest",)
