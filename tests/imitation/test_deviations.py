"""How far characters are from their references, whichever way those lie in the world."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.imitation.deviations import (
    deviation,
    reference_qpos,
    reset_to_start,
    set_deviation,
)
from stuntman.imitation.environment import Environment
from stuntman.spatial import rotations as rot

Make = Callable[..., Environment]
# Nothing but a fall or the horizon ends an episode, and no fall either.
ENDLESS = {"max_body_error": 0.0, "early_termination": False, "horizon": 1e9}
ROTATION = rot.from_rotvec(np.array([0.0, 0.0, 2.0]))


def at(environment: Environment, *times: float) -> Tensor:
    """Start every world at these times; the observation there."""
    return environment.reset(torch.tensor(times, dtype=torch.float64))


def carry_off(environment: Environment) -> Tensor:
    """Rotate every character by 2 rad and move it; where they are then."""
    engine = environment.engine
    qpos, qvel = engine.qpos.numpy().copy(), engine.qvel.clone()
    qpos[:, :3] = rot.rotate(ROTATION, qpos[:, :3]) + np.array([3.0, -4.0, 0.0])
    qpos[:, 3:7] = rot.multiply(ROTATION, qpos[:, 3:7])
    there = torch.from_numpy(qpos)
    engine.reset(torch.arange(environment.worlds), there, qvel)
    return there.clone()


def test_the_reference_comes_to_where_the_character_stands_and_faces(make: Make) -> None:
    environment = make(worlds=2)
    qpos = carry_off(environment)

    environment.align_reference(torch.tensor([0.3, 0.9]))

    np.testing.assert_allclose(environment.engine.qpos, qpos)
    reference = reference_qpos(environment)
    np.testing.assert_allclose(reference[:, :2], qpos[:, :2], atol=1e-5)
    facing = rot.heading(qpos[:, 3:7].numpy())
    np.testing.assert_allclose(rot.heading(reference[:, 3:7]), facing, atol=1e-5)
    # Put into the reference's state, it sees what it would see at that time of the clip.
    observation = reset_to_start(environment)
    np.testing.assert_allclose(environment.engine.qpos, reference, atol=1e-12)
    np.testing.assert_allclose(observation, at(environment, 0.3, 0.9), atol=2e-4)


def test_the_reference_comes_to_where_somebody_else_is(make: Make) -> None:
    environment, other = make("walk", "kick", worlds=2), make(worlds=2)
    here = environment.engine.qpos.clone()
    qpos = carry_off(other)

    environment.align_reference(torch.tensor([0.3, 0.9]), other.motion(), clip=torch.tensor([1, 0]))

    np.testing.assert_allclose(environment.engine.qpos, here)
    np.testing.assert_allclose(reference_qpos(environment)[:, :2], qpos[:, :2], atol=1e-5)
    assert environment.clock.clip.tolist() == [1, 0]
    assert environment.clock.time.tolist() == pytest.approx([0.3, 0.9], abs=1e-6)


def test_an_aligned_episode_is_a_new_one(make: Make) -> None:
    environment = make(worlds=1, horizon=0.1)
    for _ in range(2):
        environment.step(torch.zeros(1, environment.actions))
        environment.align_reference(environment.clock.time)
        *_, truncated, _ = environment.step(torch.zeros(1, environment.actions))
        assert not truncated.any()


def test_who_is_on_the_reference_deviates_by_nothing(make: Make) -> None:
    environment = make("walker_turn_left0", worlds=2)
    np.testing.assert_allclose(deviation(environment), 0.0, atol=1e-9)


@pytest.mark.parametrize("clips", [["walker_turn_left0"], ["kick", "walker_turn_left0"]])
def test_a_deviation_is_what_was_set_whichever_way_the_reference_was_rotated(
    make: Make, clips: list[str]
) -> None:
    environment = make(*clips, worlds=3, **ENDLESS)
    clip = torch.full((3,), len(clips) - 1)
    times = torch.tensor([0.1, 0.5, 0.9], dtype=torch.float64)
    environment.reset(times, clip)
    carry_off(environment)
    environment.align_reference(times)
    off = 0.1 * np.random.default_rng(0).normal(size=(3, 2 * environment.engine.model.nv))
    off[:, :2] = [0.3, 0.1]

    observation = set_deviation(environment, off)

    np.testing.assert_allclose(deviation(environment), off, atol=1e-6)
    # Along the clip's axes: forward is where the reference walks.
    reference, place = reference_qpos(environment), environment.engine.qpos.numpy()
    expected = rot.rotate(ROTATION, np.array([[0.3, 0.1, 0.0]] * 3))
    np.testing.assert_allclose((place - reference)[:, :2], expected[:, :2], atol=0.05)
    assert torch.equal(observation, environment.observe(environment.motion()))
