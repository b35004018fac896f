"""The library of references: against MuJoCo, by frames, and of several clips."""

from collections.abc import Callable
from dataclasses import fields

import mujoco
import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.imitation.environment import Environment
from stuntman.imitation.motion import Motion
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.mjcf.actuators import PdActuators
from stuntman.mjcf.kinematics import Kinematics
from stuntman.motion import library as clips
from stuntman.retargeting.retarget import Reference, retarget
from stuntman.spatial import rotations as rot

Make = Callable[..., Environment]
WALK, KICK = 0, 1


@pytest.fixture(scope="module")
def both(walking: Reference, kicking: Reference, kinematics: Kinematics) -> MotionLibrary:
    """A loop and a clip that does not loop."""
    return MotionLibrary.build((walking, kicking), kinematics, (1.0, 3.0))


@pytest.fixture(scope="module")
def alone(
    walking: Reference, kicking: Reference, kinematics: Kinematics
) -> tuple[MotionLibrary, MotionLibrary]:
    """Each of them in a library of its own."""
    return (
        MotionLibrary.build((walking,), kinematics),
        MotionLibrary.build((kicking,), kinematics),
    )


@pytest.fixture(scope="module")
def running(kinematics: Kinematics, humanoid: Character, model: mujoco.MjModel) -> MotionLibrary:
    return MotionLibrary.build((retarget(clips.load("run"), humanoid, model),), kinematics)


def frames(library: MotionLibrary, *times: float, clip: int = 0) -> list[int]:
    """Those of a clip at these times, counted from its first."""
    clips = torch.full((len(times),), clip)
    found = library.frame(clips, torch.tensor(times, dtype=torch.float64))
    return (found - library.first_frame[clip]).tolist()


def equal(one: Motion, other: Motion) -> bool:
    return all(torch.equal(a, b) for a, b in zip(numbers(one), numbers(other), strict=True))


def numbers(motion: Motion) -> list[Tensor]:
    pose = motion.pose
    return [
        *(getattr(pose, part.name) for part in fields(pose)),
        *(getattr(motion, part.name) for part in fields(motion)[1:]),
    ]


def test_the_library_says_what_mujoco_says_of_the_same_state(
    both: MotionLibrary, model: mujoco.MjModel
) -> None:
    dof = PdActuators(model).dof
    data = mujoco.MjData(model)
    sites = [model.site(name).id for name in ("right_hand", "left_hand", "right_foot", "left_foot")]
    some = torch.tensor([0, 100, 333, len(both.qpos) - 1])  # the last is the kick's

    motion = both.motion(some)

    for k, frame in enumerate(some.tolist()):
        data.qpos[:], data.qvel[:] = both.qpos[frame], both.qvel[frame]
        mujoco.mj_forward(model, data)
        for got, want in (
            (motion.pose.positions[k], data.xpos[1:]),
            (motion.pose.root_rotation[k], data.xmat[1].reshape(3, 3)),
            (motion.pose.end_effectors[k], data.site_xpos[sites]),
            (motion.pose.com[k], data.subtree_com[1]),
            (motion.root_velocity[k], data.qvel[:3]),
            (motion.root_spin[k], data.xmat[1].reshape(3, 3) @ data.qvel[3:6]),
            (motion.coordinates[k, dof], data.actuator_length),
            (motion.velocities[k, dof], data.actuator_velocity),
        ):
            np.testing.assert_allclose(got, want, atol=1e-5)


@pytest.mark.parametrize("with_another", [False, True])
def test_a_loop_wraps_around(
    both: MotionLibrary, alone: tuple[MotionLibrary, MotionLibrary], with_another: bool
) -> None:
    library = both if with_another else alone[WALK]
    duration, last = float(library.duration[WALK]), int(library.frames[WALK]) - 1
    frame = duration / last

    assert library.loops[WALK] and library.any_loops
    assert library.all_loop is not with_another
    assert frames(library, 0.0, frame, duration - frame) == [0, 1, last - 1]
    assert frames(library, duration, duration + frame) == [0, 1]
    assert frames(library, 5 * duration + 7 * frame) == [7]


@pytest.mark.parametrize("with_another", [False, True])
def test_a_clip_that_does_not_loop_stays_at_its_end(
    both: MotionLibrary, alone: tuple[MotionLibrary, MotionLibrary], with_another: bool
) -> None:
    library, clip = (both, KICK) if with_another else (alone[KICK], 0)
    duration, last = float(library.duration[clip]), int(library.frames[clip]) - 1

    assert not library.loops[clip]
    times = 0.0, duration, duration + 0.1, 99.0
    assert frames(library, *times, clip=clip) == [0, last, last, last]
    assert frames(library, -0.1, clip=clip) == [0]


def test_the_nearest_frame_is_read(both: MotionLibrary) -> None:
    duration = float(both.duration[KICK])
    frame = duration / (int(both.frames[KICK]) - 1)
    times = torch.linspace(0.0, duration, 1001, dtype=torch.float64)

    found = both.frame(torch.full((1001,), KICK), times) - both.first_frame[KICK]

    assert (found * frame - times).abs().max() <= 0.5 * frame + 1e-9
    assert frames(both, 10.4 * frame, 10.6 * frame, clip=KICK) == [10, 11]


def test_a_motion_is_placed_as_a_whole(both: MotionLibrary) -> None:
    """Rotated about the vertical, then moved: every point and every velocity, and no joint."""
    some = torch.tensor([40, 400])
    yaw, shift = torch.tensor([0.5, -2.0]), torch.tensor([[1.0, 2.0, 0.0], [-3.0, 0.5, 0.0]])
    motion = both.motion(some)

    placed = both.placed(some, yaw, shift)

    for k in range(2):
        rotation = rot.to_matrix(rot.from_rotvec(np.array([0.0, 0.0, yaw[k].item()])))
        move = shift[k].numpy()
        for got, given, offset in (
            (placed.pose.positions, motion.pose.positions, move),
            (placed.pose.end_effectors, motion.pose.end_effectors, move),
            (placed.pose.com, motion.pose.com, move),
            (placed.root_velocity, motion.root_velocity, 0.0),
            (placed.root_spin, motion.root_spin, 0.0),
            (placed.pose.root_rotation.mT, motion.pose.root_rotation.mT, 0.0),
        ):
            np.testing.assert_allclose(got[k], given[k].numpy() @ rotation.T + offset, atol=1e-5)
    for name in ("balls", "coordinates", "velocities"):
        assert torch.equal(getattr(placed, name), getattr(motion, name))


def test_a_motion_that_is_not_rotated_is_only_moved(both: MotionLibrary) -> None:
    some, shift = torch.tensor([40]), torch.tensor([[1.0, 2.0, 0.0]])
    motion, placed = both.motion(some), both.placed(some, None, shift)
    assert torch.equal(placed.pose.com, motion.pose.com + shift)
    assert torch.equal(placed.root_velocity, motion.root_velocity)


@pytest.mark.parametrize("clip", [WALK, KICK])
def test_a_state_of_a_clip_is_found_again(both: MotionLibrary, clip: int) -> None:
    times = torch.tensor([0.0, 0.2, 0.5, 0.8, 1.1], dtype=torch.float64)
    times = times if both.loops[clip] else times / 3.0  # where it may be entered
    clips = torch.full((5,), clip)
    yaw, shift = torch.linspace(-3.0, 3.0, 5), torch.tensor([[4.0, -2.0, 0.0]]).repeat(5, 1)
    there = both.placed(both.frame(clips, times), yaw, shift)
    assert torch.allclose(both.nearest(clips, there), times, atol=2e-3)


def test_the_most_alike_instant_is_of_the_clip_that_was_asked_for(both: MotionLibrary) -> None:
    """A walk's pose is a walk's, and yet the kick's most alike one is found, and at a loop's seam
    its first frame."""
    walking = both.motion(torch.arange(0, 300, 10))
    times = both.nearest(torch.full((30,), KICK), walking)
    assert (times <= both.duration[KICK]).all()
    kicking = both.motion(both.frame(torch.full((30,), KICK), times))
    apart = (kicking.coordinates - walking.coordinates).square().sum(-1)
    at_random = both.motion(both.first_frame[KICK] + torch.arange(0, 300, 10))
    assert apart.mean() < (at_random.coordinates - walking.coordinates).square().sum(-1).mean()
    seam = both.motion(both.frames[WALK : WALK + 1] - 1)
    assert both.nearest(torch.tensor([WALK]), seam).item() == 0.0


def test_no_clip_is_entered_in_flight(running: MotionLibrary) -> None:
    """A runner in the air finds an instant near it at which a foot is down."""
    assert 0.4 < running.airborne.float().mean() < 0.7
    flying = running.airborne.nonzero().squeeze(-1)[::10]
    times = running.nearest(torch.zeros_like(flying), running.motion(flying))
    frames = running.frame(torch.zeros_like(flying), times)
    assert not running.airborne[frames].any()
    assert (times - running.time_of_frame[flying]).abs().max() < 0.4


def test_a_clip_that_does_not_loop_is_entered_early(both: MotionLibrary) -> None:
    late = both.motion(both.frame(torch.tensor([KICK]), both.duration[KICK:] - 0.1))
    assert both.nearest(torch.tensor([KICK]), late) <= both.duration[KICK] / 3.0


def test_frames_of_several_clips_follow_one_another(
    both: MotionLibrary, walking: Reference, kicking: Reference
) -> None:
    assert both.clips == ("walk", "kick") == (walking.clip, kicking.clip)
    assert both.digests == (walking.digest, kicking.digest)
    assert both.weights.tolist() == [1.0, 3.0]
    assert both.frames.tolist() == [walking.frames, kicking.frames]
    assert both.first_frame.tolist() == [0, walking.frames]
    assert both.loops.tolist() == [True, False]
    assert both.any_loops and not both.all_loop and not both.any_turns
    assert both.duration.tolist() == [walking.duration, kicking.duration]
    assert not both.airborne.any()
    assert both.clip_of_frame.tolist() == [0] * walking.frames + [1] * kicking.frames
    for clip, reference in enumerate((walking, kicking)):
        rows = both.clip_of_frame == clip
        np.testing.assert_array_equal(both.qpos[rows], reference.qpos)
        np.testing.assert_array_equal(both.qvel[rows], reference.qvel)
        evenly = np.linspace(0.0, reference.duration, reference.frames)
        np.testing.assert_allclose(both.time_of_frame[rows], evenly, atol=1e-12)
    np.testing.assert_allclose(both.cycle_shift[WALK, :2], walking.cycle_shift, atol=1e-6)
    assert both.cycle_shift[WALK, 0] > 1.0, "a cycle of the walk leads on"
    assert not both.cycle_shift[KICK].any()


def test_a_clip_has_the_same_numbers_beside_another_as_alone(
    both: MotionLibrary, alone: tuple[MotionLibrary, MotionLibrary]
) -> None:
    for clip, library in enumerate(alone):
        own = torch.arange(len(library.qpos))
        assert equal(both.motion(both.first_frame[clip] + own), library.motion(own))
        times = torch.linspace(-1.0, 5.0, 501, dtype=torch.float64)
        clips = torch.zeros(501, dtype=torch.long)
        there = both.frame(clips + clip, times) - both.first_frame[clip]
        assert torch.equal(there, library.frame(clips, times))
        walk = library.motion(own[::50])
        ones = torch.zeros(len(own[::50]), dtype=torch.long)
        assert torch.equal(both.nearest(ones + clip, walk), library.nearest(ones, walk))


@pytest.mark.parametrize(
    "weights", [(1.0, 0.0), (1.0, -1.0), (1.0, float("nan")), (1.0, float("inf")), (1.0,), ()]
)
def test_a_weight_that_is_none_is_refused(
    walking: Reference, kicking: Reference, kinematics: Kinematics, weights: tuple[float, ...]
) -> None:
    with pytest.raises(StuntmanError, match="weight of more than zero"):
        MotionLibrary.build((walking, kicking), kinematics, weights)


def test_a_library_of_nothing_is_refused(kinematics: Kinematics) -> None:
    with pytest.raises(StuntmanError, match="at least one"):
        MotionLibrary.build((), kinematics)


# Environments of several clips


@pytest.mark.parametrize("mirrored", [False, True])
def test_worlds_of_two_clips_are_those_of_two_environments_of_one(
    make: Make, mirrored: bool
) -> None:
    """World by world the same observations, rewards and ends, to the last bit."""
    settings = {
        "worlds": 6,
        "mirrored_halves": mirrored,
        "horizon": 100.0,
        "max_body_error": 0.0,
        "early_termination": False,
    }
    clip = torch.tensor([WALK, KICK, WALK, KICK, WALK, KICK])
    times = torch.tensor([0.0, 0.1, 0.8, 0.4, 1.1, 0.75], dtype=torch.float64)
    both, *alone = (
        make("walk", "kick", **settings),
        make("walk", **settings),
        make("kick", **settings),
    )
    seen = both.reset(times, clip)
    each = [environment.reset(times) for environment in alone]
    for k, name in enumerate(clip.tolist()):
        assert torch.equal(seen[k], each[name][k])
    generator = torch.Generator().manual_seed(0)
    for _ in range(24):
        actions = torch.randn(6, both.actions, generator=generator)
        _, reward, terminated, truncated, info = both.step(actions)
        steps = [environment.step(actions) for environment in alone]
        for k, name in enumerate(clip.tolist()):
            one = steps[name]
            assert torch.equal(info.final_observation[k], one[4].final_observation[k])
            assert torch.equal(reward[k], one[1][k])
            assert terminated[k] == one[2][k] and truncated[k] == one[3][k]
            assert {n: t[k].item() for n, t in info.terms.items()} == {
                n: t[k].item() for n, t in one[4].terms.items()
            }
    assert truncated.tolist() == [False] * 5 + [True], "the last kick ends with the last step"
