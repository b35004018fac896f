"""States in which episodes start: nearest in time, of the same clip, wherever the clip lies."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch

from stuntman.imitation.deviations import deviation, reset_to_start
from stuntman.imitation.environment import Environment
from stuntman.imitation.start_states import StartStates

Make = Callable[..., Environment]


def some(environment: Environment) -> StartStates:
    """States of the references, 1 cm higher, at the first frame of each clip and a third on."""
    library = environment.library
    thirds = library.first_frame + library.frames // 3
    frames = torch.stack([library.first_frame, thirds], dim=1).flatten()
    states = torch.cat([library.qpos[frames], library.qvel[frames]], dim=1)
    states[:, 2] += 0.01
    return StartStates(frames, states)


def with_some(environment: Environment) -> Environment:
    problem = environment.problem.with_starts(some(environment))
    return Environment(problem, environment.engine, environment.config)


def test_the_references_own_are_at_every_frame(make: Make) -> None:
    library = make("walk", "kick").library
    rows = StartStates.of(library).rows(library)
    expected = torch.arange(len(library.qpos))
    assert library.loops.tolist() == [True, False]
    expected[library.frames[0] - 1] = 0  # a loop's last frame is its first one
    assert torch.equal(rows, expected)


def test_an_episode_starts_in_the_state_nearest_in_time(make: Make) -> None:
    plain = make("walk", "kick", worlds=4)
    environment = with_some(plain)
    library, starts = environment.library, environment.problem.starts
    walk, kick = library.duration.tolist()
    times = torch.tensor([0.1 * walk, 0.3 * walk, 0.9 * walk, 0.9 * kick], dtype=torch.float64)
    clips = torch.tensor([0, 0, 0, 1])

    seen = environment.reset(times, clips)

    rows = [0, 1, 0, 3]  # a loop goes round, what ends does not
    nq = environment.engine.model.nq
    assert torch.equal(environment.engine.qpos, starts.states[rows, :nq])
    assert torch.equal(environment.clock.time, library.time_of_frame[starts.frames[rows]])
    torch.testing.assert_close(seen, environment.observe(environment.motion()))


def test_it_is_as_far_from_the_clip_wherever_that_lies(make: Make) -> None:
    environment = with_some(make("walk", worlds=1))
    clip, times = torch.tensor([0]), torch.tensor([0.35], dtype=torch.float64)
    times = environment.start_times(clip, times * environment.library.duration[clip])
    environment.clock = replace(
        environment.clock,
        time=times,
        yaw=torch.tensor([2.0]),
        shift=torch.tensor([[3.0, -4.0, 0.0]]),
        rotated=True,
    )
    reset_to_start(environment)
    expected = np.zeros((1, 2 * environment.engine.model.nv))
    expected[0, 2] = 0.01
    np.testing.assert_allclose(deviation(environment), expected, atol=1e-7)


def test_those_of_one_clip_are_of_a_library_of_it_alone(make: Make) -> None:
    both, kick = make("walk", "kick"), make("kick")
    starts = some(both).of_clip(both.library, 1)
    assert torch.equal(starts.frames, some(kick).frames)
    assert torch.equal(starts.states, some(kick).states)


def test_states_of_another_body_or_clip_do_not_fit(make: Make) -> None:
    environment = make("walk")
    library, starts = environment.library, some(environment)
    model = environment.engine.model
    assert starts.fits(library, model)
    assert not StartStates(starts.frames, starts.states[:, 1:]).fits(library, model)
    assert not StartStates(starts.frames + 1, starts.states).fits(library, model)
    assert not StartStates(starts.frames * 10**6, starts.states).fits(library, model)
    assert not StartStates(starts.frames.flip(0), starts.states).fits(library, model)


@pytest.mark.parametrize(
    ("columns", "value"),
    [
        (slice(3, 7), 0.0),  # no rotation: the root's, then that of the body's first ball joint
        (slice(7, 11), 2.0),
        (2, -5.0),  # below the floor
        (0, 1e6),
        (60, 1e30),
    ],
)
def test_states_that_no_body_comes_by_do_not_fit(
    make: Make, columns: int | slice, value: float
) -> None:
    environment = make("walk")
    starts = some(environment)
    starts.states[1, columns] = value
    assert not starts.fits(environment.library, environment.engine.model)
