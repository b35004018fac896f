"""Changes on request, measured."""

from collections.abc import Callable

import torch

from stuntman.evaluation.switching import measure
from stuntman.imitation.environment import Environment

Make = Callable[..., Environment]


def test_who_falls_over_is_told_apart_from_who_stays_up(make: Make) -> None:
    """Without actions the feed-forward stands and does not walk; a body that nothing holds does
    neither."""
    settings = {"transitions": True, "max_body_error": 0.0, "horizon": 1e9}
    env = make("humanoid_stand", "walk", worlds=4, **settings)

    def limp(observation: torch.Tensor) -> torch.Tensor:
        return torch.full((len(observation), env.actions), 8.0)

    found = measure(limp, env, seconds=6.0, minutes=0.1)
    assert [(way.source, way.target) for way in found.directions] == [
        ("humanoid_stand", "walk"),
        ("walk", "humanoid_stand"),
    ]
    assert max(way.up for way in found.directions) < 0.4
    assert found.every_4_s == found.gaits_every_2_s == found.course_kept == 0.0
    assert found.falls_a_minute is not None and found.falls_a_minute > 5.0


def test_without_gaits_nothing_is_told_of_them(make: Make) -> None:
    settings = {"transitions": True, "max_body_error": 0.0, "horizon": 1e9}
    env = make("humanoid_stand", "kick", worlds=4, **settings)
    found = measure(lambda seen: torch.zeros(len(seen), env.actions), env, seconds=1.0)
    assert found.gaits_every_2_s is found.course_kept is found.falls_a_minute is None
    assert [way.target for way in found.directions] == ["kick", "humanoid_stand"]


def carried_in(env: Environment) -> Callable[[torch.Tensor], torch.Tensor]:
    """What puts characters where their references are before each step."""
    every = torch.arange(env.worlds)

    def carried(observation: torch.Tensor) -> torch.Tensor:
        library, clock = env.library, env.clock
        frames = clock.frame(library)
        placed = clock.placed(library)
        qpos, qvel = library.qpos[frames].clone(), library.qvel[frames].clone()
        qpos[:, :2] = placed.pose.positions[:, 0, :2].double()
        half = 0.5 * clock.yaw.double()
        turn = torch.stack([half.cos(), 0 * half, 0 * half, half.sin()], dim=1)
        w, x, y, z = qpos[:, 3:7].T
        a, d = turn[:, 0], turn[:, 3]
        qpos[:, 3:7] = torch.stack([a * w - d * z, a * x - d * y, a * y + d * x, a * z + d * w], 1)
        qvel[:, :3] = placed.root_velocity.double()
        env.engine.reset(every, qpos, qvel)
        return torch.zeros(env.worlds, env.actions)

    return carried


def test_a_character_carried_along_its_reference_keeps_its_course(make: Make) -> None:
    """Put where the reference is before each step, it falls nowhere, and goes where it is told."""
    settings = {"transitions": True, "max_body_error": 0.0, "horizon": 1e9, "turn_rate": 60.0}
    env = make("humanoid_stand", "walk", worlds=4, **settings)

    found = measure(carried_in(env), env, seconds=6.0, minutes=0.3)
    assert {way.up for way in found.directions} == {1.0}
    assert found.every_4_s == found.gaits_every_2_s == 1.0
    assert found.falls_a_minute == 0.0
    assert found.course_kept is not None and found.course_kept > 0.6
    stop = found.directions[1]
    assert 0.4 < stop.seconds < 0.8


def test_a_trick_is_done_once_from_standing_before_it_is_left(make: Make) -> None:
    """And not from its midst, where half of it is over."""
    settings = {"transitions": True, "max_body_error": 0.0, "horizon": 1e9}
    env = make("humanoid_stand", "kick", worlds=4, **settings)
    there, back = measure(carried_in(env), env, seconds=1.0).directions
    assert there.up == back.up == 1.0
    assert back.seconds > float(env.library.duration[1])
