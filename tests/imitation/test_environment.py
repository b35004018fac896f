"""What the learner is told of its worlds, the same again from a seed or a state, and divergence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.imitation.config import STEP
from stuntman.imitation.environment import Environment
from stuntman.spatial.torch_rotations import heading

Make = Callable[..., Environment]
Move = Callable[[Environment, int, tuple[float, float, float]], None]
# Nothing but a fall or the horizon ends an episode, and no fall either.
ENDLESS = {"max_body_error": 0.0, "early_termination": False, "horizon": 1e9}
TIMES = (0.0, 0.3, 0.6, 0.9)
OTHERS = [0, 1, 3]


def at(environment: Environment, *times: float) -> Tensor:
    """Start every world at these times; the observation there."""
    return environment.reset(torch.tensor(times, dtype=torch.float64))


def zero(environment: Environment) -> Tensor:
    return torch.zeros(environment.worlds, environment.actions)


def some_actions(environment: Environment, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(environment.worlds, environment.actions, generator=generator)


def spin(environment: Environment, world: int, dof: int, speed: float) -> None:
    """Give one velocity of a world's character."""
    engine, one = environment.engine, torch.tensor([world])
    qvel = engine.qvel[one].clone()
    qvel[0, dof] = speed
    engine.reset(one, engine.qpos[one].clone(), qvel)


# What a step gives


def test_the_final_observation_is_of_the_state_reached(make: Make) -> None:
    """One environment ends every episode at once, its twin none: they reach the same states."""
    ending, going = make(horizon=STEP), make()
    assert torch.equal(at(ending, *TIMES), at(going, *TIMES))
    actions = some_actions(ending, seed=1)

    observation, reward, _, truncated, info = ending.step(actions)
    reached, same_reward, _, _, going_info = going.step(actions)

    assert truncated.all()
    assert torch.equal(info.final_observation, reached)
    assert torch.equal(info.motion.pose.positions, going_info.motion.pose.positions)
    assert torch.equal(reward, same_reward)
    assert ((observation - reached).abs().amax(-1) > 0.1).all()
    assert torch.equal(going_info.final_observation, reached)


def test_after_an_end_the_observation_is_of_the_new_episode(make: Make, move: Move) -> None:
    environment = make(worlds=3, max_body_error=0.1)
    at(environment, 0.0, 0.3, 0.6)
    move(environment, 1, (0.0, 0.3, 0.0))

    observation, _, terminated, _, info = environment.step(zero(environment))

    assert terminated.tolist() == [False, True, False]
    library = environment.library
    apart = (library.qpos - environment.engine.qpos[1]).abs().amax(1)
    assert apart.min() < 1e-12
    time = float(library.time_of_frame[int(apart.argmin())])
    again = at(make(worlds=3), time, time, time)
    # The phase is that of a time within half a frame of the frame's.
    np.testing.assert_allclose(observation[1], again[1], atol=0.05)
    assert torch.equal(observation[[0, 2]], info.final_observation[[0, 2]])


def test_a_step_tells_what_was_and_what_should_have_been(make: Make) -> None:
    environment = make(horizon=2 * STEP)
    at(environment, *TIMES)
    environment.step(zero(environment))

    _, reward, _, truncated, info = environment.step(zero(environment))

    assert truncated.all()
    assert info.state.shape == (4, environment.engine.model.nq + environment.engine.model.nv)
    again = environment.motion_of(info.state)
    assert torch.equal(again.pose.positions, info.motion.pose.positions)
    assert info.clock.time.tolist() == pytest.approx([time + 2 * STEP for time in TIMES], abs=2e-3)
    reference = info.clock.placed(environment.library)
    assert torch.equal(reference.pose.positions, info.reference.pose.positions)
    assert not torch.equal(environment.clock.time, info.clock.time), "new episodes have begun"
    assert list(info.terms) == ["pose", "velocity", "end_effector", "com"]
    assert torch.equal(torch.stack(list(info.terms.values())).sum(0), reward)
    assert info.metrics == {}


# The same again


def trace(environment: Environment, steps: int, seed: int = 0) -> list[Tensor]:
    """Everything the learner is given over some steps of random actions."""
    generator = torch.Generator().manual_seed(seed)
    out: list[Tensor] = []
    for _ in range(steps):
        actions = torch.randn(environment.worlds, environment.actions, generator=generator)
        observation, reward, terminated, truncated, info = environment.step(actions)
        out += [observation, reward, terminated, truncated, info.final_observation]
    return out


def same(one: list[Tensor], other: list[Tensor]) -> bool:
    return all(torch.equal(a, b) for a, b in zip(one, other, strict=True))


def test_a_seed_fixes_the_run(make: Make) -> None:
    one, again, other = make(seed=3), make(seed=3), make(seed=4)
    first = trace(one, 12)
    assert same(trace(again, 12), first)
    assert not same(trace(other, 12), first)


@pytest.mark.parametrize(
    ("clips", "switching"),
    [
        (["walker_turn_left0"], {}),
        (["walk", "kick", "run"], {"switch_seconds": 0.3}),
        (["run", "walk"], {"switch_each_cycle": True, "clip_seen": True}),
    ],
)
def test_a_saved_state_continues_bit_for_bit(
    make: Make, clips: list[str], switching: dict[str, Any]
) -> None:
    # Short episodes, so that starts drawn after the save count; cycles that end and turn.
    settings: dict[str, Any] = {
        "worlds": 6,
        "horizon": 0.5,
        "max_body_error": 0.2,
        **switching,
    }
    one = make(*clips, seed=1, **settings)
    trace(one, 25)
    state = {name: tensor.clone() for name, tensor in one.state_dict().items()}
    expected = trace(one, 20, seed=1)
    assert any(bool(part.any()) for part in expected[2::5]), "no episode ended"

    other = make(*clips, seed=2, **settings)
    trace(other, 3)
    for _ in range(2):  # the state is not used up
        other.load_state_dict(state)
        assert same(trace(other, 20, seed=1), expected)


def test_loading_a_state_gives_the_observation_there(make: Make) -> None:
    one, other = make(seed=1), make(seed=2)
    observation = trace(one, 5)[-5]
    np.testing.assert_allclose(other.load_state_dict(one.state_dict()), observation, atol=1e-5)


def test_some_worlds_go_on_in_another_environment(make: Make) -> None:
    whole, part = make("walk", "kick", seed=1, **ENDLESS), make("walk", "kick", worlds=2, **ENDLESS)
    times = torch.tensor(TIMES, dtype=torch.float64)
    whole.reset(times, torch.tensor([0, 1, 0, 1]))
    whole.align_reference(times, clip=torch.tensor([0, 0, 1, 1]))
    observation, *_ = whole.step(zero(whole))
    rows = {name: tensor[[2, 1]] for name, tensor in whole.world_state().items()}

    there = part.load_world_state(rows)

    np.testing.assert_allclose(there, observation[[2, 1]], atol=1e-5)
    assert part.clock.clip.tolist() == [1, 0]
    actions = some_actions(whole)
    after, reward, *_ = part.step(actions[[2, 1]])
    expected, expected_reward, *_ = whole.step(actions)
    np.testing.assert_allclose(after, expected[[2, 1]], atol=1e-5)
    np.testing.assert_allclose(reward, expected_reward[[2, 1]], atol=1e-6)


# Divergence


@pytest.fixture
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # MuJoCo writes of what diverges into MUJOCO_LOG.TXT


@pytest.mark.usefixtures("in_a_folder")
def test_a_world_that_is_no_number_ends_alone(make: Make) -> None:
    broken, sound = make(seed=1), make(seed=1)
    at(broken, *TIMES)
    at(sound, *TIMES)
    state = broken.engine.save()
    state[2] = torch.nan
    broken.engine.restore(state)
    actions = some_actions(broken)
    pd_targets = broken.pd_targets(actions)[2]

    observation, reward, terminated, truncated, info = broken.step(actions)
    expected, expected_reward, *_ = sound.step(actions)

    assert info.diverged.tolist() == terminated.tolist() == [False, False, True, False]
    assert not truncated.any()
    assert reward[2] == 0.0
    assert torch.isfinite(observation).all()
    assert torch.equal(observation[OTHERS], expected[OTHERS])
    assert torch.equal(reward[OTHERS], expected_reward[OTHERS])

    ((kept, held),) = broken.diverged.take()
    assert torch.isnan(kept).any()
    assert torch.equal(held, pd_targets)
    assert broken.diverged.take() == []

    # That world plays on, and its neighbours as if nothing had been.
    after, *_, info = broken.step(actions)
    assert torch.isfinite(after).all()
    assert not info.diverged.any()
    assert torch.equal(after[OTHERS], sound.step(actions)[0][OTHERS])


@pytest.mark.usefixtures("in_a_folder")
def test_what_diverged_is_kept_as_it_was_before_the_step(make: Make) -> None:
    environment = make()
    spin(environment, 1, 6, 1e12)  # the chest turns so fast that no time step can follow it
    before = environment.engine.save()

    *_, info = environment.step(zero(environment))

    assert info.diverged.tolist() == [False, True, False, False]
    ((state, _),) = environment.diverged.take()
    assert torch.equal(state, before[1])


@pytest.mark.usefixtures("in_a_folder")
def test_an_action_that_is_no_number_ends_its_world(make: Make) -> None:
    """MuJoCo would drive on with targets of zero, and nobody would know."""
    environment = make()
    actions = zero(environment)
    actions[1, 3] = torch.nan

    _, reward, terminated, _, info = environment.step(actions)

    assert info.diverged.tolist() == terminated.tolist() == [False, True, False, False]
    assert reward[1] == 0.0
    ((_, pd_targets),) = environment.diverged.take()
    assert torch.isnan(pd_targets[3])


def test_a_finite_explosion_counts_as_divergence(make: Make) -> None:
    environment = make(**ENDLESS)
    spin(environment, 1, 20, 1e8)
    *_, info = environment.step(zero(environment))
    assert info.diverged.tolist() == [False, True, False, False]


# Episodes of several clips


def test_clips_change_within_episodes_where_the_character_is(make: Make) -> None:
    environment = make("walk", "kick", worlds=64, switch_seconds=6 * STEP, **ENDLESS)
    library, switched, steps = environment.library, 0, 0
    changed: set[tuple[int, int]] = set()
    for _ in range(30):
        *_, terminated, truncated, info = environment.step(zero(environment))
        ended = terminated | truncated
        # Neither clip turns, so whoever was rotated has gone on with a clip anew.
        entered = (environment.clock.yaw != info.clock.yaw) & ~ended
        switched, steps = switched + int(entered.sum()), steps + int((~ended).sum())
        worlds = entered.nonzero().flatten()
        motion, clip = info.motion.of_worlds(worlds), environment.clock.clip[worlds]
        changed |= set(zip(info.clock.clip[worlds].tolist(), clip.tolist(), strict=True))
        times = library.nearest(clip, motion)
        assert torch.equal(environment.clock.time[worlds], times)
        there = environment.clock.placed(library)
        roots = there.pose.positions[worlds, 0, :2]
        np.testing.assert_allclose(roots, motion.pose.positions[:, 0, :2], atol=1e-4)
        apart = heading(there.pose.root_rotation[worlds]) - heading(motion.pose.root_rotation)
        np.testing.assert_allclose(torch.cos(apart), 1.0, atol=1e-6)
        still = ~entered & ~ended
        assert torch.equal(environment.clock.clip[still], info.clock.clip[still])
        assert torch.equal(environment.clock.time[still], info.clock.time[still])
    assert {(0, 1), (1, 0)} <= changed
    assert switched / steps == pytest.approx(1 / 6, rel=0.2)


def test_what_is_seen_after_a_switch_is_the_clip_that_comes(make: Make) -> None:
    environment = make("walk", "kick", worlds=16, switch_seconds=STEP, **ENDLESS)
    observation, _, terminated, truncated, info = environment.step(zero(environment))
    assert not (terminated | truncated).all()
    going = ~(terminated | truncated)
    again = environment.observe(info.motion)
    assert torch.equal(observation[going], again[going])
    assert torch.equal(info.final_observation[going], again[going])


def test_a_selector_is_told_which_clip_that_is_drawn_when_a_cycle_ends(make: Make) -> None:
    environment = make("walk", "run", worlds=64, switch_each_cycle=True, clip_seen=True, **ENDLESS)
    assert environment.problem.layout[-1] == ("clip", 2)
    changed, stayed = 0, 0
    for _ in range(40):
        before = environment.clock.time
        observation, _, terminated, truncated, info = environment.step(zero(environment))
        going = ~(terminated | truncated)
        gone_round = (info.clock.time < before) & going
        other = environment.clock.clip != info.clock.clip
        assert not (other & going & ~gone_round).any()
        changed, stayed = (
            changed + int((other & gone_round).sum()),
            stayed + int((~other & gone_round).sum()),
        )
        told = torch.nn.functional.one_hot(environment.clock.clip, 2).float()
        assert torch.equal(observation[:, -2:], told)
    assert changed + stayed > 60 and 0.3 < changed / (changed + stayed) < 0.7


def test_without_switches_an_episode_keeps_its_clip(make: Make) -> None:
    environment = make("walk", "kick", worlds=32, **ENDLESS)
    for _ in range(10):
        *_, terminated, truncated, info = environment.step(zero(environment))
        going = ~(terminated | truncated)
        assert torch.equal(environment.clock.clip[going], info.clock.clip[going])
        assert not environment.clock.yaw.any()
