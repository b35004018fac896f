"""Heaps: states of bodies that have fallen, and references laid where they lie."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.environment import Environment
from stuntman.imitation.fallen import WAIT, heaps, laid, likest

CLIPS = ("humanoid_stand", "walk", "getup_faceup", "getup_facedown")
STAND, WALK, FACE_UP, FACE_DOWN = range(4)


@pytest.fixture
def environment(make: Callable[..., Environment]) -> Environment:
    return make(*CLIPS, worlds=4, transitions=True, failure_start_fraction=0.0)


def test_heaps_lie_on_the_floor_each_in_its_own_way(environment: Environment) -> None:
    env = environment
    targets = env.actuation.feed_forward_targets
    found = heaps(env.engine.model, env.problem.library, targets, 16, seed=5)
    assert found.shape == (16, env.engine.model.nq + env.engine.model.nv)
    assert bool((found[:, 2] < 0.5).all()) and bool((found[:, 2] > 0.0).all())
    assert float(torch.pdist(found[:, 7 : env.engine.model.nq]).min()) > 0.5
    again = heaps(env.engine.model, env.problem.library, targets, 16, seed=5)
    np.testing.assert_array_equal(found, again)


def test_clips_that_get_up_are_got_to_from_the_floor(environment: Environment) -> None:
    library = environment.library
    assert library.ways is not None
    waits = library.ways.lies.nonzero().flatten().tolist()
    assert {library.clips[way] for way in waits} == {
        "the floor to getup_faceup",
        "the floor to getup_facedown",
    }
    assert {int(library.ways.after_clip[way]) for way in waits} == {FACE_UP, FACE_DOWN}
    for way in (waits[0], waits[-1]):
        clip = int(library.ways.after_clip[way])
        rows = library.clip_of_frame == way
        first = library.qpos[library.first_frame[clip]]
        np.testing.assert_allclose(library.qpos[rows][:, 7:], first[7:].expand(61, -1), atol=1e-9)
        np.testing.assert_allclose(library.qvel[rows], 0.0, atol=1e-9)
        assert float(library.duration[way]) == WAIT


def test_episodes_start_in_heaps_that_the_reference_lies_on(environment: Environment) -> None:
    env, library = environment, environment.library
    assert library.ways is not None and env.requests is not None
    waits = library.ways.lies.nonzero().flatten()[[5, 20, 60, 80]]
    env.reset(torch.full((4,), 0.5, dtype=torch.float64), waits)
    reference = env.clock.placed(library).pose.positions
    apart = (env.motion().pose.positions - reference).norm(dim=-1).mean(1)
    assert float(apart.min()) > 0.02 and float(apart.max()) < 0.8
    assert bool(env.requests.lies(env.clock).all()) and float(env.clock.time.max()) == 0.0
    for _ in range(8):
        _, _, terminated, _, _ = env.step(torch.zeros(4, env.actions))
        assert not bool(terminated.any())  # whatever touches the floor, and however far
        assert env.clock.clip.tolist() == waits.tolist()
    for _ in range(round(WAIT * CONTROL_RATE)):
        env.step(torch.zeros(4, env.actions))
    assert float(env.clock.time[env.requests.lies(env.clock)].sum()) < 4 * WAIT


def test_who_has_come_to_lie_as_the_reference_does_is_not_kept_waiting(
    environment: Environment,
) -> None:
    env = environment
    env.reset(torch.zeros(4, dtype=torch.float64), torch.full((4,), FACE_UP))
    env.get_up()
    for step in range(12):
        assert env.requests is not None
        assert bool(env.requests.lies(env.clock).all()) == (step < 10), step
        env.step(torch.zeros(4, env.actions))
    assert env.clock.clip.tolist() == [FACE_UP] * 4


def test_who_lies_gets_up_by_the_clip_that_begins_so_turned_as_it_lies(
    environment: Environment,
) -> None:
    env, library = environment, environment.library
    model = env.engine.model
    for clip in (FACE_UP, FACE_DOWN):
        frame = library.first_frame[clip]
        qpos = library.qpos[frame].repeat(4, 1)
        angle = 2.1  # about the vertical
        turn = torch.tensor([np.cos(angle / 2), 0.0, 0.0, np.sin(angle / 2)])
        a, d = turn[0], turn[3]
        w, x, y, z = qpos[:, 3:7].T
        qpos[:, 3:7] = torch.stack([a * w - d * z, a * x - d * y, a * y + d * x, a * z + d * w], 1)
        qpos[:, :2] = torch.tensor([3.0, -2.0])
        env.engine.reset(torch.arange(4), qpos, torch.zeros(4, model.nv, dtype=torch.float64))
        motion = env.motion()
        assert likest(library, torch.tensor([FACE_UP, FACE_DOWN]), motion).tolist() == [clip] * 4
        env.get_up()
        assert env.requests is not None and bool(env.requests.lies(env.clock).all())
        placed = env.clock.placed(library).pose.positions
        np.testing.assert_allclose(placed, motion.pose.positions, atol=2e-3)
        again = laid(env.clock, library, motion)
        np.testing.assert_allclose(again.shift, env.clock.shift, atol=1e-6)


def test_who_rolls_over_while_it_comes_to_lie_gets_up_by_the_other_clip(
    environment: Environment,
) -> None:
    """Four worlds wait on their backs; two of them roll onto the belly, and the time goes on."""
    env, library, model = environment, environment.library, environment.engine.model
    env.reset(torch.zeros(4, dtype=torch.float64), torch.full((4,), FACE_UP))
    env.get_up()
    for _ in range(3):
        env.step(torch.zeros(4, env.actions))
    qpos = library.qpos[library.first_frame[FACE_DOWN]].repeat(2, 1)
    env.engine.reset(torch.arange(2), qpos, torch.zeros(2, model.nv, dtype=torch.float64))
    env.step(torch.zeros(4, env.actions))
    assert env.requests is not None and bool(env.requests.lies(env.clock).all())
    assert library.ways is not None
    to = library.ways.after_clip[env.clock.clip].tolist()
    assert to == [FACE_DOWN, FACE_DOWN, FACE_UP, FACE_UP]
    np.testing.assert_allclose(env.clock.time, 4 / CONTROL_RATE)


def test_a_way_from_the_floor_ends_where_one_stands(environment: Environment) -> None:
    """Along its references alone: the floor, the clip, and standing, whatever lies in between."""
    env, library = environment, environment.library
    requests = env.requests
    assert requests is not None
    env.reset(torch.zeros(4, dtype=torch.float64), torch.full((4,), FACE_UP))
    env.get_up()
    requests.ask(torch.arange(4), torch.full((4,), STAND))
    clock, passed = env.clock, []
    for _ in range(round(8.0 * CONTROL_RATE)):
        clock = requests.advance(clock, clock.placed(library))
        passed.append(library.clips[int(clock.clip[0])])
    names = list(dict.fromkeys(passed))
    assert names == [
        "the floor to getup_faceup",
        "getup_faceup",
        "getup_faceup to humanoid_stand",
        "humanoid_stand",
    ]
