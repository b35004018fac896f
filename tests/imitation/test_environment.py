"""Episodes: where they start, what ends them, and what the learner is told of it."""

from collections.abc import Callable
from pathlib import Path

import mujoco
import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.environment import CONTROL_RATE, Environment
from stuntman.spatial import rotations as rot

Make = Callable[..., Environment]
# Nothing but a fall or the horizon ends an episode, and no fall either.
ENDLESS = {"stray_limit": 0.0, "early_termination": False, "horizon": 1e9}


def at(environment: Environment, *times: float) -> Tensor:
    """Start every world at these times; the observation there."""
    return environment.reset(torch.tensor(times, dtype=torch.float64))


def zero(environment: Environment) -> Tensor:
    return torch.zeros(environment.worlds, environment.actions)


def rows(environment: Environment) -> list[int]:
    """Where in the table of the reference each world's state stands, which has to be there."""
    table, engine = environment.table, environment.engine
    found = []
    for qpos, qvel in zip(engine.qpos, engine.qvel, strict=True):
        apart = np.abs(table.qpos - qpos).max(1)
        row = int(apart.argmin())
        assert apart[row] < 1e-12
        np.testing.assert_allclose(qvel, table.qvel[row], atol=1e-12)
        found.append(row)
    return found


def put(environment: Environment, world: int, shift: tuple[float, float, float]) -> None:
    """Move one world's character (m)."""
    engine = environment.engine
    qpos, qvel = engine.qpos[[world]].copy(), engine.qvel[[world]].copy()
    qpos[0, :3] += shift
    engine.reset(np.array([world]), qpos, qvel)


def lay(environment: Environment, world: int, height: float) -> None:
    """Put one world's character on its back, its pelvis that high."""
    model = environment.engine.model
    qpos = model.qpos0.copy()
    qpos[2], qpos[3:7] = height, rot.from_rotvec(np.array([0.0, -np.pi / 2, 0.0]))
    environment.engine.reset(np.array([world]), qpos[None], np.zeros((1, model.nv)))


# Starts


def test_episodes_start_all_over_the_clip_in_its_own_pose_and_velocity(make: Make) -> None:
    environment = make(worlds=200)

    last = len(environment.table.qpos) - 1
    tenths = np.bincount([10 * row // last for row in rows(environment)], minlength=10)

    assert tenths[:10].min() >= 8  # 20 on average
    np.testing.assert_allclose(environment.reference_qpos(), environment.engine.qpos, atol=1e-9)


def test_later_episodes_too_start_all_over_the_clip(make: Make) -> None:
    environment = make(worlds=60, horizon=1 / CONTROL_RATE)
    before = rows(environment)

    *_, terminated, truncated, _ = environment.step(zero(environment))

    assert (terminated | truncated).all()
    assert len(set(rows(environment))) > 40
    assert rows(environment) != before


def test_without_reference_state_initialisation_episodes_start_at_the_clips_start(
    make: Make,
) -> None:
    environment = make(worlds=10, reference_state_initialisation=False, horizon=1 / CONTROL_RATE)
    assert rows(environment) == [0] * 10
    environment.step(zero(environment))
    assert rows(environment) == [0] * 10


def test_a_reset_at_given_times_starts_there(make: Make) -> None:
    environment = make(worlds=3)
    duration, last = environment.table.duration, len(environment.table.qpos) - 1

    observation = at(environment, 0.0, 0.25 * duration, 0.5 * duration)

    assert rows(environment) == [0, round(0.25 * last), round(0.5 * last)]
    assert observation.shape == (3, environment.observations)
    assert observation.dtype == torch.float32


# Ends


def test_a_body_on_its_back_has_fallen_once_it_feels_the_floor(make: Make) -> None:
    environment = make(worlds=3, stray_limit=0.0)
    at(environment, 0.0, 0.0, 0.0)
    lay(environment, 1, height=0.2)
    lay(environment, 2, height=0.6)  # as flat, and in the air for 0.3 s

    falls = []
    for _ in range(12):
        _, _, terminated, _, info = environment.step(zero(environment))
        assert torch.equal(terminated, info.fell)
        falls.append(info.fell.tolist())

    assert not any(fall[0] for fall in falls)
    first = [[fall[world] for fall in falls].index(True) for world in (1, 2)]
    assert first[0] <= 4
    assert 6 <= first[1] <= 11


def test_without_early_termination_a_fall_is_told_and_ends_nothing(make: Make) -> None:
    environment = make(worlds=2, stray_limit=0.0, early_termination=False)
    at(environment, 0.0, 0.0)
    lay(environment, 1, height=0.1)
    fell = False
    for _ in range(6):
        _, reward, terminated, _, info = environment.step(zero(environment))
        fell = fell or bool(info.fell[1])
        assert not terminated.any()
        assert (reward > 0).all()
    assert fell
    assert environment.engine.qpos[1, 2] < 0.3, "the body must still lie there"


def test_a_recipe_may_say_what_must_not_touch_the_ground(make: Make) -> None:
    environment = make(worlds=1, fall_bodies=("right_ankle", "left_ankle"))
    at(environment, 0.0)
    assert environment.step(zero(environment))[2].all()


def test_a_recipe_may_let_everything_touch_the_ground(make: Make) -> None:
    environment = make(worlds=1, fall_bodies=(), stray_limit=0.0)
    at(environment, 0.0)
    lay(environment, 0, height=0.1)
    for _ in range(6):
        assert not environment.step(zero(environment))[2].any()


def test_a_fall_body_that_the_character_lacks_is_refused_in_a_sentence(make: Make) -> None:
    with pytest.raises(StuntmanError, match="nose"):
        make(fall_bodies=("root", "nose"))


@pytest.mark.parametrize(("limit", "ends"), [(0.5, True), (0.8, False), (0.0, False)])
def test_straying_from_the_reference_ends_an_episode(make: Make, limit: float, ends: bool) -> None:
    environment = make(worlds=3, stray_limit=limit)
    at(environment, 0.0, 0.3, 0.6)
    put(environment, 1, (0.0, 0.65, 0.0))

    _, _, terminated, truncated, info = environment.step(zero(environment))

    assert terminated.tolist() == [False, ends, False]
    assert not (truncated | info.fell | info.diverged).any()


def test_a_loop_is_cut_off_at_the_horizon_and_not_at_its_cycles(make: Make) -> None:
    environment = make("run", worlds=2, horizon=1.2, early_termination=False, stray_limit=0.0)
    assert environment.table.duration < 1.0
    at(environment, 0.0, 0.4)
    cut = [environment.step(zero(environment))[3].tolist() for _ in range(72)]
    assert [step for step, both in enumerate(cut, 1) if all(both)] == [36, 72]
    assert sum(any(both) for both in cut) == 2


def test_the_horizon_of_a_loop_is_twenty_seconds(make: Make) -> None:
    assert make().config.horizon == 20.0


def test_a_clip_that_does_not_loop_is_cut_off_at_its_end(make: Make) -> None:
    environment = make("kick", worlds=3)
    duration = environment.table.duration
    assert duration * CONTROL_RATE == pytest.approx(46.0, abs=0.01)
    at(environment, 43 / CONTROL_RATE, 44 / CONTROL_RATE, 0.0)

    cut = [environment.step(zero(environment))[3].tolist() for _ in range(3)]

    assert [step[0] for step in cut] == [False, False, True]
    assert [step[1] for step in cut][:2] == [False, True]
    assert not any(step[2] for step in cut)


def test_the_horizon_cuts_off_a_long_clip_too(make: Make) -> None:
    environment = make("kick", worlds=1, horizon=3 / CONTROL_RATE)
    at(environment, 0.1)
    assert [environment.step(zero(environment))[3].item() for _ in range(3)] == [0, 0, 1]


def test_what_ends_and_is_cut_off_at_once_has_ended(make: Make) -> None:
    environment = make(worlds=3, horizon=1 / CONTROL_RATE)
    at(environment, 0.0, 0.0, 0.0)
    lay(environment, 0, height=0.08)
    put(environment, 1, (0.65, 0.0, 0.0))

    _, _, terminated, truncated, info = environment.step(zero(environment))

    assert terminated.tolist() == [True, True, False]
    assert truncated.tolist() == [False, False, True]
    assert info.fell.tolist() == [True, False, False]


def test_the_final_observation_is_of_the_state_reached(make: Make) -> None:
    """One environment ends every episode at once, its twin none: they reach the same states."""
    ending, going = make(horizon=1 / CONTROL_RATE), make()
    times = (0.0, 0.3, 0.6, 0.9)
    assert torch.equal(at(ending, *times), at(going, *times))
    actions = torch.randn(4, ending.actions, generator=torch.Generator().manual_seed(1))

    observation, reward, _, truncated, info = ending.step(actions)
    reached, same_reward, _, _, going_info = going.step(actions)

    assert truncated.all()
    assert torch.equal(info.final_observation, reached)
    assert torch.equal(info.motion.pose.positions, going_info.motion.pose.positions)
    assert torch.equal(reward, same_reward)
    assert ((observation - reached).abs().amax(-1) > 0.1).all()
    assert torch.equal(going_info.final_observation, reached)


def test_after_an_end_the_observation_is_of_the_new_episode(make: Make) -> None:
    environment = make(worlds=3, stray_limit=0.1)
    at(environment, 0.0, 0.3, 0.6)
    put(environment, 1, (0.0, 0.3, 0.0))

    observation, _, terminated, _, info = environment.step(zero(environment))

    assert terminated.tolist() == [False, True, False]
    row = rows_of_world(environment, 1)
    fresh = make(worlds=3)
    frame = environment.table.duration / (len(environment.table.qpos) - 1)
    again = at(fresh, row * frame, row * frame, row * frame)
    # The phase is that of a time within half a frame of the row's.
    np.testing.assert_allclose(observation[1], again[1], atol=0.05)
    assert torch.equal(observation[[0, 2]], info.final_observation[[0, 2]])


def rows_of_world(environment: Environment, world: int) -> int:
    apart = np.abs(environment.table.qpos - environment.engine.qpos[world]).max(1)
    assert apart.min() < 1e-12
    return int(apart.argmin())


# Cycles


def test_a_new_cycle_begins_where_the_character_is(make: Make) -> None:
    environment = make(worlds=2, stray_limit=0.0)
    near_end = environment.table.duration - 0.02
    at(environment, near_end, near_end)
    put(environment, 1, (0.1, 0.2, 0.0))
    apart = environment.reference_qpos()[:, :2] - environment.engine.qpos[:, :2]
    np.testing.assert_allclose(apart, [[0.0, 0.0], [-0.1, -0.2]], atol=1e-6)

    *_, info = environment.step(zero(environment))

    root = environment.reference_qpos()[:, :3]
    np.testing.assert_allclose(root[:, :2], environment.engine.qpos[:, :2], atol=1e-6)
    np.testing.assert_allclose(root, info.target.pose.positions[:, 0], atol=1e-6)
    table = environment.table
    time = torch.tensor([near_end + 1 / CONTROL_RATE - table.duration])
    height = table.qpos[table.row(time), 2]
    np.testing.assert_allclose(root[:, 2], height.repeat(2), atol=1e-6)  # the height is the clip's


def test_within_a_cycle_the_reference_goes_its_own_way(make: Make) -> None:
    environment = make(worlds=1, **ENDLESS)
    at(environment, 0.0)
    put(environment, 0, (0.3, 0.0, 0.0))
    environment.step(zero(environment))
    row = int(environment.table.row(torch.tensor(1 / CONTROL_RATE)))
    own = environment.table.qpos[row]
    np.testing.assert_allclose(environment.reference_qpos()[0], own, atol=1e-9)


def heading(qpos: np.ndarray) -> float:
    return float(rot.to_rotvec(rot.heading(qpos[3:7]))[2])


@pytest.mark.parametrize("clip", ["walker_turn_left0", "walker_turn_right0"])
def test_each_cycle_turns_on_as_the_clip_does(make: Make, clip: str) -> None:
    environment = make(clip, worlds=1, **ENDLESS)
    table = environment.table
    assert abs(table.cycle_yaw) > 0.25
    start = table.duration - 2.5 / CONTROL_RATE
    at(environment, start)
    cycles = set()
    for step in range(1, 43):
        environment.step(zero(environment))
        cycle, time = divmod(start + step / CONTROL_RATE + 1e-9, table.duration)
        own = table.qpos[int(table.row(torch.tensor(time, dtype=torch.float64)))]
        turned = heading(environment.reference_qpos()[0]) - heading(own)
        assert np.cos(turned - cycle * table.cycle_yaw) == pytest.approx(1.0, abs=1e-6)
        cycles.add(cycle)
    assert cycles == {0, 1, 2}


@pytest.mark.parametrize("clip", ["walk", "walker_turn_left0"])
def test_what_lies_ahead_runs_on_across_the_seam(make: Make, clip: str) -> None:
    """Starts one row of the table apart, around where the pose one step ahead is a cycle on."""
    environment = make(clip, worlds=24)
    duration, last = environment.table.duration, len(environment.table.qpos) - 1
    steps = [(k - 12 + 0.3) / last for k in range(24)]  # the rest keeps clear of rounding

    observation = at(environment, *(duration * (1.0 + part) - 1 / CONTROL_RATE for part in steps))

    changes = (observation[1:] - observation[:-1]).abs().amax(-1)
    assert changes.min() > 0.05
    assert changes.max() < 2.0 * changes.min()


def test_what_lies_ahead_is_what_comes(make: Make) -> None:
    """The reference one step ahead is the target of the next step, on its way over the seam too."""
    environment = make("walker_turn_left0", worlds=1, **ENDLESS)
    start = environment.table.duration - 5.5 / CONTROL_RATE
    at(environment, start)
    dofs = environment.actions
    for step in range(1, 10):
        observation, *_ = environment.step(zero(environment))
        row = environment.table.row(torch.tensor([start + (step + 1) / CONTROL_RATE]))
        ahead = environment.table.motion(row)
        expected = torch.cat([ahead.coordinates, ahead.velocities], dim=-1)
        np.testing.assert_allclose(observation[:, -2 * dofs :], expected, atol=1e-6)


# Actions


@pytest.mark.parametrize("clip", ["walk", "kick"])
def test_no_action_aims_at_the_next_step_and_ahead_of_the_drives_lag(make: Make, clip: str) -> None:
    environment = make(clip, worlds=3, force_share=0.0)
    table, model = environment.table, environment.engine.model
    times = [0.0, 0.5, table.duration - 0.1]
    at(environment, *times)

    targets = environment.targets(zero(environment)).numpy()

    data = mujoco.MjData(model)
    for world, time in enumerate(times):
        row = table.row(torch.tensor(time + 0.75 / CONTROL_RATE, dtype=torch.float64))
        data.qpos[:], data.qvel[:] = table.qpos[row], table.qvel[row]
        mujoco.mj_forward(model, data)
        for k in range(model.nu):
            joint = int(model.actuator_trnid[k, 0])
            axis = int(np.argmax(model.actuator_gear[k]))
            damping = model.dof_damping[model.jnt_dofadr[joint] + axis]
            lag = (damping - model.actuator_biasprm[k, 2]) / model.actuator_gainprm[k, 0]
            aim = data.actuator_length[k] + lag * data.actuator_velocity[k]
            assert targets[world, k] == pytest.approx(aim, abs=2e-5)


def test_targets_that_push_as_hard_as_the_motion_takes_keep_nearer_to_it(make: Make) -> None:
    def earned(share: float) -> float:
        environment = make(worlds=16, force_share=share)
        at(environment, *(k * environment.table.duration / 16 for k in range(16)))
        return sum(float(environment.step(zero(environment))[1].mean()) for _ in range(10))

    assert earned(0.8) > earned(0.0) + 0.1


def test_an_action_is_added_to_that(make: Make) -> None:
    environment = make(action_scale=0.5)
    actions = torch.randn(4, environment.actions, generator=torch.Generator().manual_seed(0))
    apart = environment.targets(actions) - environment.targets(zero(environment))
    np.testing.assert_allclose(apart, 0.5 * actions, atol=1e-6)


def test_absolute_targets_are_the_action_alone(make: Make) -> None:
    environment = make(residual_targets=False, action_scale=0.5)
    actions = torch.randn(4, environment.actions, generator=torch.Generator().manual_seed(0))
    np.testing.assert_allclose(environment.targets(actions), 0.5 * actions, rtol=1e-6)


def test_the_drives_are_given_those_targets(make: Make) -> None:
    """A step with targets spelled out as absolute ones is the same step."""
    residual, absolute = make(), make(residual_targets=False, action_scale=1.0)
    times = (0.0, 0.3, 0.6, 0.9)
    at(residual, *times)
    at(absolute, *times)
    targets = residual.targets(zero(residual))

    reached, other = residual.step(zero(residual))[0], absolute.step(targets)[0]

    assert torch.equal(reached, other)


# The same again


def trace(environment: Environment, steps: int, seed: int = 0) -> list[Tensor]:
    """Everything the learner is given over some steps of random actions."""
    rng = torch.Generator().manual_seed(seed)
    out: list[Tensor] = []
    for _ in range(steps):
        actions = torch.randn(environment.worlds, environment.actions, generator=rng)
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


def test_a_saved_state_continues_bit_for_bit(make: Make) -> None:
    # Short episodes, so that starts drawn after the save count; cycles that end and turn.
    settings = {"clip": "walker_turn_left0", "worlds": 6, "horizon": 0.5, "stray_limit": 0.2}
    one = make(seed=1, **settings)
    trace(one, 25)
    state = {name: tensor.clone() for name, tensor in one.state_dict().items()}
    expected = trace(one, 20, seed=1)
    assert any(bool(part.any()) for part in expected[2::5]), "no episode ended"

    other = make(seed=2, **settings)
    trace(other, 3)
    for _ in range(2):  # the state is not used up
        other.load_state_dict(state)
        assert same(trace(other, 20, seed=1), expected)


def test_loading_a_state_gives_the_observation_there(make: Make) -> None:
    one, other = make(seed=1), make(seed=2)
    observation = trace(one, 5)[-5]
    np.testing.assert_allclose(other.load_state_dict(one.state_dict()), observation, atol=1e-5)


# Divergence


def test_a_world_that_is_no_number_ends_alone(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # MuJoCo writes of it into MUJOCO_LOG.TXT
    broken, sound = make(seed=1), make(seed=1)
    times = (0.0, 0.3, 0.6, 0.9)
    at(broken, *times)
    at(sound, *times)
    state = broken.engine.save()
    state[2] = np.nan
    broken.engine.restore(state)
    actions = torch.randn(4, broken.actions, generator=torch.Generator().manual_seed(0))
    targets = broken.targets(actions)[2]

    observation, reward, terminated, truncated, info = broken.step(actions)
    expected, expected_reward, *_ = sound.step(actions)

    assert info.diverged.tolist() == terminated.tolist() == [False, False, True, False]
    assert not truncated.any()
    assert reward[2] == 0.0
    assert torch.isfinite(observation).all()
    others = [0, 1, 3]
    assert torch.equal(observation[others], expected[others])
    assert torch.equal(reward[others], expected_reward[others])

    ((kept, held),) = broken.take_diverged()
    assert np.isnan(kept).any()
    np.testing.assert_array_equal(held, targets.double().numpy())
    assert broken.take_diverged() == []

    # That world plays on, and its neighbours as if nothing had been.
    after, *_, info = broken.step(actions)
    assert torch.isfinite(after).all()
    assert not info.diverged.any()
    assert torch.equal(after[others], sound.step(actions)[0][others])


def test_what_diverged_is_kept_as_it_was_before_the_step(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    environment = make()
    engine = environment.engine
    qvel = engine.qvel[[1]].copy()
    qvel[0, 6] = 1e12  # the chest turns so fast that no time step can follow it
    engine.reset(np.array([1]), engine.qpos[[1]].copy(), qvel)
    before = engine.save()

    *_, info = environment.step(zero(environment))

    assert info.diverged.tolist() == [False, True, False, False]
    ((state, _),) = environment.take_diverged()
    np.testing.assert_array_equal(state, before[1])


def test_an_action_that_is_no_number_ends_its_world(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MuJoCo would drive on with targets of zero, and nobody would know."""
    monkeypatch.chdir(tmp_path)
    environment = make()
    actions = zero(environment)
    actions[1, 3] = torch.nan

    _, reward, terminated, _, info = environment.step(actions)

    assert info.diverged.tolist() == terminated.tolist() == [False, True, False, False]
    assert reward[1] == 0.0
    ((_, targets),) = environment.take_diverged()
    assert np.isnan(targets[3])


def test_settings_that_make_no_sense_are_refused(make: Make) -> None:
    with pytest.raises(StuntmanError, match="'horizon' is 0"):
        make(horizon=0.0)
    with pytest.raises(StuntmanError, match="past one cycle"):
        make(lookahead=(1, 60))


def test_a_finite_explosion_counts_as_divergence(make: Make) -> None:
    environment = make(**ENDLESS)
    qvel = environment.engine.qvel.copy()
    qvel[1, 20] = 1e8
    worlds = np.arange(environment.worlds)
    environment.engine.reset(worlds, environment.engine.qpos.copy(), qvel)
    *_, info = environment.step(zero(environment))
    assert info.diverged.tolist() == [world == 1 for world in worlds]


def test_without_early_termination_straying_ends_nothing(make: Make) -> None:
    for early, ended in ((True, True), (False, False)):
        environment = make(early_termination=early, stray_limit=1e-6)
        _, _, terminated, _, _ = environment.step(zero(environment))
        assert bool(terminated.all()) is ended
        assert bool(terminated.any()) is ended


# Meddling


def test_the_reference_comes_to_where_the_character_stands_and_faces(make: Make) -> None:
    environment = make(worlds=2)
    turned = rot.from_rotvec(np.array([0.0, 0.0, 2.0]))
    qpos, qvel = environment.engine.qpos.copy(), environment.engine.qvel.copy()
    qpos[:, :3] = rot.rotate(turned, qpos[:, :3]) + np.array([3.0, -4.0, 0.0])
    qpos[:, 3:7] = rot.multiply(turned, qpos[:, 3:7])
    environment.engine.reset(np.array([0, 1]), qpos, qvel)

    observation = environment.follow(torch.tensor([0.3, 0.9]))

    np.testing.assert_allclose(environment.engine.qpos, qpos)
    reference = environment.reference_qpos()
    np.testing.assert_allclose(reference[:, :2], qpos[:, :2], atol=1e-5)
    np.testing.assert_allclose(rot.heading(reference[:, 3:7]), rot.heading(qpos[:, 3:7]), atol=1e-5)
    # Put into the reference's state, it sees what it would see at that time of the clip.
    observation = environment.snap()
    np.testing.assert_allclose(environment.engine.qpos, reference, atol=1e-12)
    np.testing.assert_allclose(observation, at(environment, 0.3, 0.9), atol=2e-4)


def test_a_reference_that_was_turned_goes_on_that_way(make: Make) -> None:
    """A cycle later, the turned walk is a cycle further along where it was turned to."""
    environment = make(worlds=1, **ENDLESS)
    at(environment, 0.0)
    environment.engine.qpos[0, 3:7] = rot.multiply(
        rot.from_rotvec(np.array([0.0, 0.0, np.pi / 2])), environment.engine.qpos[0, 3:7]
    )
    environment.follow(torch.zeros(1))
    environment.snap()
    start = environment.reference_qpos()[0, :2]
    for _ in range(30):
        *_, info = environment.step(zero(environment))
    way = environment.reference_qpos()[0, :2] - start
    assert way[1] > 5 * abs(way[0])
    assert torch.allclose(
        info.target.pose.positions[0, 0, :2].double(),
        torch.from_numpy(environment.reference_qpos()[0, :2]),
        atol=1e-4,
    )


def test_a_deviation_is_what_is_put_there_whichever_way_the_reference_was_turned(
    make: Make,
) -> None:
    environment = make("walker_turn_left0", worlds=3, **ENDLESS)
    at(environment, 0.1, 0.5, 0.9)
    turned = rot.from_rotvec(np.array([0.0, 0.0, 2.0]))
    qpos, qvel = environment.engine.qpos.copy(), environment.engine.qvel.copy()
    qpos[:, :3] = rot.rotate(turned, qpos[:, :3]) + np.array([3.0, -4.0, 0.0])
    qpos[:, 3:7] = rot.multiply(turned, qpos[:, 3:7])
    environment.engine.reset(np.arange(3), qpos, qvel)
    environment.follow(torch.tensor([0.1, 0.5, 0.9]))
    off = 0.1 * np.random.default_rng(0).normal(size=(3, 2 * environment.engine.model.nv))
    off[:, :2] = [0.3, 0.1]

    environment.deviate(off)

    np.testing.assert_allclose(environment.deviation(), off, atol=1e-6)
    # Along the clip's axes: forward is where the reference walks.
    reference, place = environment.reference_qpos(), environment.engine.qpos
    expected = rot.rotate(turned, np.array([[0.3, 0.1, 0.0]] * 3))
    np.testing.assert_allclose((place - reference)[:, :2], expected[:, :2], atol=0.05)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_hard_starts_lie_between_where_episodes_began_and_fell(
    make: Callable[..., Environment], share: float
) -> None:
    env = make("jump", worlds=2000, hard_starts=share)
    state = env.state_dict()
    state["falls"][:], state["spans"][:] = 1.2, 1.0
    env.load_state_dict(state)

    env.reset()

    frame = env.table.times[1].item()
    near = ((env.times > 0.2 - frame) & (env.times < 1.2 + frame)).double().mean()
    anywhere = 1.0 / env.table.duration
    assert float(near) == pytest.approx(share + (1.0 - share) * anywhere, abs=0.04)
    early = ((env.times - 0.2).abs() < frame).double().mean()
    assert float(early) == pytest.approx(0.5 * share, abs=0.04)


def test_where_a_world_fell_and_how_soon_is_remembered(
    make: Callable[..., Environment],
) -> None:
    env = make(worlds=8)
    env.reset()
    fallen = torch.zeros(8, dtype=torch.bool)
    state = env.state_dict()
    times, spans = state["falls"].clone(), state["spans"].clone()
    actions = torch.full((8, env.actions), 6.0)
    while not fallen.all():
        time, lasted = env.state_dict()["time"], env.state_dict()["seconds"] + 1.0 / CONTROL_RATE
        _, _, terminated, _, _ = env.step(actions)
        time = (time + 1.0 / CONTROL_RATE) % env.table.duration
        times, spans = torch.where(
            terminated, torch.stack([time, lasted]), torch.stack([times, spans])
        )
        fallen |= terminated

    state = env.state_dict()
    assert state["falls"].numpy() == pytest.approx(times.numpy(), abs=1e-9)
    assert state["spans"].numpy() == pytest.approx(spans.clamp_max(2.0).numpy(), abs=1e-9)
