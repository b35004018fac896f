"""Where the reference of each world is: sums done by hand, and cycles of an environment."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import mujoco
import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.characters.character import Character
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP
from stuntman.imitation.deviations import reference_qpos, reset_to_start
from stuntman.imitation.environment import Environment
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.mjcf.kinematics import Kinematics
from stuntman.motion import library as clips
from stuntman.retargeting.retarget import Reference, retarget
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.torch_rotations import heading

Make = Callable[..., Environment]
# Nothing but a fall or the horizon ends an episode, and no fall either.
ENDLESS = {"max_body_error": 0.0, "early_termination": False, "horizon": 1e9}
WALK, KICK, TURN = 0, 1, 2


@pytest.fixture(scope="module")
def library(
    walking: Reference,
    kicking: Reference,
    kinematics: Kinematics,
    humanoid: Character,
    model: mujoco.MjModel,
) -> MotionLibrary:
    """A loop that goes straight, a clip that does not loop, and a loop that turns left."""
    turning = retarget(clips.load("walker_turn_left0"), humanoid, model)
    return MotionLibrary.build((walking, kicking, turning), kinematics)


def clock_at(
    library: MotionLibrary,
    clip: list[int],
    time: list[float],
    yaw: list[float] | None = None,
    shift: list[list[float]] | None = None,
) -> ReferenceClock:
    clock = ReferenceClock.at(library, torch.tensor(clip), torch.tensor(time, dtype=torch.float64))
    if yaw is not None:
        clock = replace(clock, yaw=torch.tensor(yaw), rotated=True)
    return clock if shift is None else replace(clock, shift=torch.tensor(shift))


def root(library: MotionLibrary, clip: int, time: float) -> Array:
    """(3,) m, where a clip has the root by its own coordinates."""
    share = time / float(library.duration[clip])
    frame = round(share * (int(library.frames[clip]) - 1))
    return library.qpos[int(library.first_frame[clip]) + frame, :3].numpy()


def rotated(vector: Array, yaw: float) -> Array:
    c, s = np.cos(yaw), np.sin(yaw)
    return np.array([c * vector[0] - s * vector[1], s * vector[0] + c * vector[1], vector[2]])


def same(one: ReferenceClock, other: ReferenceClock, worlds: list[int]) -> bool:
    return all(
        torch.equal(getattr(one, name)[worlds], getattr(other, name)[worlds])
        for name in ("clip", "time", "yaw", "shift")
    )


def test_a_clip_begins_in_its_own_place(library: MotionLibrary) -> None:
    clock = clock_at(library, [WALK, KICK, TURN], [0.1, 0.2, 0.3])
    assert not clock.yaw.any() and not clock.shift.any()
    found = clock.placed(library).pose.positions[:, 0]
    for k, (clip, time) in enumerate([(WALK, 0.1), (KICK, 0.2), (TURN, 0.3)]):
        np.testing.assert_allclose(found[k], root(library, clip, time), atol=1e-6)


def test_advancing_gives_a_later_clock_and_leaves_the_first_as_it_was(
    library: MotionLibrary,
) -> None:
    clock = clock_at(library, [WALK, KICK], [0.1, 0.2], [1.0, 2.0], [[1.0, 2.0, 0.0]] * 2)
    later = clock.advance(0.25)
    assert later.time.tolist() == pytest.approx([0.35, 0.45], abs=1e-12)
    assert clock.time.tolist() == [0.1, 0.2]
    assert same(replace(later, time=clock.time), clock, [0, 1])
    assert later.time.dtype == torch.float64
    with pytest.raises(FrozenInstanceError):
        clock.time = later.time  # type: ignore[misc]


def test_frames_now_and_ahead_are_those_of_the_time(library: MotionLibrary) -> None:
    clock = clock_at(library, [WALK, KICK], [0.1, 99.0])
    rate = (int(library.frames[WALK]) - 1) / float(library.duration[WALK])
    last_of_kick = int(library.first_frame[KICK] + library.frames[KICK]) - 1
    assert clock.frame(library).tolist() == [round(0.1 * rate), last_of_kick]
    assert clock.frame(library, 0.5).tolist() == [round(0.6 * rate), last_of_kick]


def test_the_reference_is_rotated_then_moved(library: MotionLibrary) -> None:
    yaw, shift = [0.5, -2.0], [[1.0, 2.0, 0.0], [-3.0, 0.5, 0.0]]
    clock = clock_at(library, [WALK, KICK], [0.3, 0.4], yaw, shift)
    now, ahead = clock.placed(library), clock.placed(library, 0.2)
    for k, (clip, time) in enumerate([(WALK, 0.3), (KICK, 0.4)]):
        for motion, at in ((now, time), (ahead, time + 0.2)):
            expected = rotated(root(library, clip, at), yaw[k]) + shift[k]
            np.testing.assert_allclose(motion.pose.positions[k, 0], expected, atol=1e-5)


def test_past_its_end_a_loop_goes_on_from_where_that_is(library: MotionLibrary) -> None:
    duration = float(library.duration[TURN])
    clock = clock_at(library, [TURN], [duration - 0.1], [0.7], [[3.0, -1.0, 0.0]])
    turn, way = float(library.cycle_yaw[TURN]), library.cycle_shift[TURN].numpy()
    assert turn > 0.25

    motion = clock.placed(library, 0.3)

    place = rotated(root(library, TURN, 0.2), 0.7 + turn) + rotated(way, 0.7) + [3.0, -1.0, 0.0]
    np.testing.assert_allclose(motion.pose.positions[0, 0], place, atol=1e-5)
    own = library.motion(library.frame(torch.tensor([TURN]), torch.tensor([0.2]).double()))
    facing = heading(motion.pose.root_rotation) - heading(own.pose.root_rotation)
    assert np.cos(float(facing) - 0.7 - turn) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("clip", [WALK, TURN])
def test_there_is_no_jump_at_the_seam(library: MotionLibrary, clip: int) -> None:
    duration = float(library.duration[clip])
    times = duration + 0.004 * torch.arange(-10, 10, dtype=torch.float64)
    clock = ReferenceClock.at(library, torch.full((20,), clip), times)
    clock = replace(clock, yaw=torch.full((20,), 1.0), rotated=True)
    roots = clock.placed(library).pose.positions[:, 0]
    steps = (roots[1:] - roots[:-1]).norm(dim=-1)
    assert steps.max() < 3.0 * steps.median()


def test_past_its_end_a_clip_that_does_not_loop_stays_there(library: MotionLibrary) -> None:
    duration = float(library.duration[KICK])
    clock = clock_at(library, [KICK], [duration - 0.1])
    end = root(library, KICK, duration)
    np.testing.assert_allclose(clock.placed(library, 9.0).pose.positions[0, 0], end, atol=1e-6)


def test_a_new_cycle_begins_below_the_root(library: MotionLibrary) -> None:
    duration = [float(library.duration[clip]) for clip in (WALK, TURN, KICK, WALK)]
    over = [0.02, 0.03, 0.05, -0.1]  # s past the end
    time = [end + past for end, past in zip(duration, over, strict=True)]
    clock = clock_at(library, [WALK, TURN, KICK, WALK], time, [0.5] * 4, [[9.0, 9.0, 0.0]] * 4)
    roots = torch.tensor([[1.0, 2.0, 0.8], [3.0, 4.0, 0.9], [5.0, 6.0, 0.7], [7.0, 8.0, 1.0]])

    later = clock.next_cycle(library, roots)

    assert later.time[:2].tolist() == pytest.approx(over[:2], abs=1e-9)
    assert later.yaw.tolist() == pytest.approx(
        [0.5, 0.5 + float(library.cycle_yaw[TURN]), 0.5, 0.5]
    )
    assert same(later, clock, [2, 3]), "a kick is over, and that walk is not there yet"
    assert not later.shift[:, 2].any(), "the height is the clip's"
    for k, clip in enumerate((WALK, TURN)):
        own = rotated(root(library, clip, over[k]), float(later.yaw[k]))
        np.testing.assert_allclose(later.shift[k, :2], roots[k, :2].numpy() - own[:2], atol=1e-5)
    there = later.placed(library).pose.positions[:2, 0, :2]
    np.testing.assert_allclose(there, roots[:2, :2], atol=1e-5)


def test_a_cycle_that_misses_its_end_by_rounding_has_ended(library: MotionLibrary) -> None:
    duration = float(library.duration[WALK])
    clock = clock_at(library, [WALK, WALK], [duration - 1e-12, duration - 1e-6])
    later = clock.next_cycle(library, torch.zeros(2, 3))
    assert later.time.tolist() == [0.0, duration - 1e-6]


def test_an_aligned_reference_faces_as_the_character_does_below_it(library: MotionLibrary) -> None:
    clip, time = [WALK, KICK, TURN], [0.3, 0.6, 0.9]
    other = clock_at(library, [KICK, WALK, KICK], [0.2, 0.1, 1.0], [2.0, -1.0, 3.0])
    character = replace(other, shift=torch.tensor([[4.0, 5.0, 0.5]] * 3)).placed(library)

    clock = clock_at(library, clip, time).aligned(library, character)

    assert clock.clip.tolist() == clip and clock.time.tolist() == time
    assert not clock.shift[:, 2].any()
    placed = clock.placed(library)
    for k in range(3):
        own = rotated(root(library, clip[k], time[k]), float(clock.yaw[k]))
        place = character.pose.positions[k, 0].numpy()
        np.testing.assert_allclose(clock.shift[k, :2], place[:2] - own[:2], atol=1e-5)
    apart = heading(placed.pose.root_rotation) - heading(character.pose.root_rotation)
    np.testing.assert_allclose(torch.cos(apart), 1.0, atol=1e-6)


def test_a_clip_is_switched_at_its_most_alike_instant_where_the_character_is(
    library: MotionLibrary,
) -> None:
    clock = clock_at(library, [KICK, KICK, WALK, KICK], [0.1, 0.2, 0.3, 0.4])
    place = {"yaw": [2.0, -1.0], "shift": [[4.0, 5.0, 0.0], [-6.0, 0.0, 0.0]]}
    walkers = clock_at(library, [WALK, WALK], [0.5, 1.0], **place).placed(library)  # type: ignore[arg-type]

    switched = clock.switch_clip(library, torch.tensor([1, 3]), torch.tensor([WALK, WALK]), walkers)

    assert same(switched, clock, [0, 2])
    assert switched.clip.tolist() == [KICK, WALK, WALK, WALK]
    assert switched.time[[1, 3]].tolist() == pytest.approx([0.5, 1.0], abs=2e-3)
    assert torch.cos(switched.yaw[[1, 3]] - torch.tensor(place["yaw"])).min() > 1.0 - 1e-6
    there = switched.placed(library).pose.positions[[1, 3]]
    np.testing.assert_allclose(there, walkers.pose.positions, atol=1e-3)
    assert switched.rotated


def test_worlds_are_taken_over_from_another_clock(library: MotionLibrary) -> None:
    clock = clock_at(library, [WALK] * 3, [0.1, 0.2, 0.3])
    other = clock_at(library, [KICK], [0.9], [1.5], [[1.0, 2.0, 0.0]])
    taken = clock.with_worlds(torch.tensor([1]), other)
    assert same(taken, clock, [0, 2])
    assert taken.clip[1] == KICK and taken.time[1] == 0.9 and taken.yaw[1] == 1.5
    assert taken.shift[1].tolist() == [1.0, 2.0, 0.0]
    assert taken.rotated


# Cycles of an environment


def at(environment: Environment, *times: float) -> Tensor:
    """Start every world at these times; the observation there."""
    return environment.reset(torch.tensor(times, dtype=torch.float64))


def zero(environment: Environment) -> Tensor:
    return torch.zeros(environment.worlds, environment.actions)


def duration_of(environment: Environment) -> float:
    return float(environment.library.duration[0])


def frame_at(environment: Environment, time: float) -> int:
    library = environment.library
    return int(library.frame(torch.tensor([0]), torch.tensor([time], dtype=torch.float64)))


def yaw_of(qpos: Array) -> float:
    return float(rot.to_rotvec(rot.heading(qpos[3:7]))[2])


def test_a_cycle_of_a_world_begins_where_its_character_is(
    make: Make, move: Callable[..., None]
) -> None:
    environment = make(worlds=2, max_body_error=0.0)
    near_end = duration_of(environment) - 0.02
    at(environment, near_end, near_end)
    move(environment, 1, (0.1, 0.2, 0.0))
    apart = reference_qpos(environment)[:, :2] - environment.engine.qpos[:, :2].numpy()
    np.testing.assert_allclose(apart, [[0.0, 0.0], [-0.1, -0.2]], atol=1e-6)

    *_, info = environment.step(zero(environment))

    root = reference_qpos(environment)[:, :3]
    np.testing.assert_allclose(root[:, :2], environment.engine.qpos[:, :2], atol=1e-6)
    np.testing.assert_allclose(root, info.reference.pose.positions[:, 0], atol=1e-6)
    frame = frame_at(environment, near_end + STEP - duration_of(environment))
    height = environment.library.qpos[frame, 2]
    np.testing.assert_allclose(root[:, 2], height.repeat(2), atol=1e-6)  # the height is the clip's


def test_within_a_cycle_the_reference_goes_its_own_way(
    make: Make, move: Callable[..., None]
) -> None:
    environment = make(worlds=1, **ENDLESS)
    at(environment, 0.0)
    move(environment, 0, (0.3, 0.0, 0.0))
    environment.step(zero(environment))
    own = environment.library.qpos[frame_at(environment, STEP)]
    np.testing.assert_allclose(reference_qpos(environment)[0], own, atol=1e-9)


@pytest.mark.parametrize("clip", ["walker_turn_left0", "walker_turn_right0"])
def test_each_cycle_turns_on_as_the_clip_does(make: Make, clip: str) -> None:
    environment = make(clip, worlds=1, **ENDLESS)
    duration, cycle_yaw = duration_of(environment), float(environment.library.cycle_yaw[0])
    assert abs(cycle_yaw) > 0.25
    start = duration - 2.5 * STEP
    at(environment, start)
    cycles = set()
    for step in range(1, 43):
        environment.step(zero(environment))
        cycle, time = divmod(start + step * STEP + 1e-9, duration)
        own = environment.library.qpos[frame_at(environment, time)].numpy()
        turned = yaw_of(reference_qpos(environment)[0]) - yaw_of(own)
        assert np.cos(turned - cycle * cycle_yaw) == pytest.approx(1.0, abs=1e-6)
        cycles.add(cycle)
    assert cycles == {0, 1, 2}


@pytest.mark.parametrize("clip", ["walk", "walker_turn_left0"])
def test_what_lies_ahead_runs_on_across_the_seam(make: Make, clip: str) -> None:
    """Starts one frame of the library apart, around where the pose one step ahead is a cycle on."""
    environment = make(clip, worlds=24)
    duration, last = duration_of(environment), len(environment.library.qpos) - 1
    steps = [(k - 12 + 0.3) / last for k in range(24)]  # the rest keeps clear of rounding

    observation = at(environment, *(duration * (1.0 + part) - STEP for part in steps))

    changes = (observation[1:] - observation[:-1]).abs().amax(-1)
    assert changes.min() > 0.05
    assert changes.max() < 2.0 * changes.min()


def test_what_lies_ahead_is_what_comes(make: Make) -> None:
    """The reference seen one step ahead is that of the next step, on its way over the seam too."""
    environment = make("walker_turn_left0", worlds=1, **ENDLESS)
    start = duration_of(environment) - 5.5 * STEP
    at(environment, start)
    dofs = environment.actions
    for step in range(1, 10):
        observation, *_ = environment.step(zero(environment))
        frame = frame_at(environment, start + (step + 1) * STEP)
        ahead = environment.library.motion(torch.tensor([frame]))
        expected = torch.cat([ahead.coordinates, ahead.velocities], dim=-1)
        np.testing.assert_allclose(observation[:, -2 * dofs :], expected, atol=1e-6)


def test_a_reference_that_was_rotated_goes_on_that_way(make: Make) -> None:
    """A cycle later, the rotated walk is a cycle further along where it was rotated to."""
    environment = make(worlds=1, **ENDLESS)
    at(environment, 0.0)
    qpos, qvel = environment.engine.qpos.clone(), environment.engine.qvel.clone()
    quarter = rot.from_rotvec(np.array([0.0, 0.0, np.pi / 2]))
    qpos[0, 3:7] = torch.from_numpy(rot.multiply(quarter, qpos[0, 3:7].numpy()))
    environment.engine.reset(torch.tensor([0]), qpos, qvel)
    environment.align_reference(torch.zeros(1))
    reset_to_start(environment)
    start = reference_qpos(environment)[0, :2]
    for _ in range(30):
        *_, info = environment.step(zero(environment))
    way = reference_qpos(environment)[0, :2] - start
    assert way[1] > 5 * abs(way[0])
    assert torch.allclose(
        info.reference.pose.positions[0, 0, :2].double(),
        torch.from_numpy(reference_qpos(environment)[0, :2]),
        atol=1e-4,
    )
