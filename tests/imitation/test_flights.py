"""Flights of references: they last as long as those of the characters."""

from dataclasses import replace

import pytest
import torch

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP, EnvironmentConfig
from stuntman.imitation.flights import Flights
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.imitation.problem import Problem
from stuntman.physics.terrain.ledge import Settings
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe

TAKES_OFF, LANDS = 0.65, 1.28  # s, as the clip is drawn


@pytest.fixture(scope="module")
def problem() -> Problem:
    ledge = Settings(start=0.1, averaged=(-0.61, -0.06))
    return build.make(Recipe({"landing": 1.0}, terrain={"ledge": ledge}, warm_start=False))


def at(library: MotionLibrary, *times: float) -> ReferenceClock:
    clip = torch.zeros(len(times)).long()
    return ReferenceClock.at(library, clip, torch.tensor(times, dtype=torch.float64))


def test_a_clip_is_in_the_air_from_where_it_takes_off_to_where_it_lands(problem: Problem) -> None:
    library = problem.library
    lands = Flights.of(library, 9.81).lands
    flies = (lands != torch.arange(len(lands))).nonzero().flatten()
    times = library.time_of_frame
    assert float(times[flies[0]]) == pytest.approx(TAKES_OFF, abs=0.04)
    assert times[lands[flies]].tolist() == pytest.approx([LANDS] * len(flies), abs=0.04)
    loop = build.make(Recipe({"run": 1.0}, warm_start=False)).library
    assert bool(loop.airborne.any())
    assert torch.equal(Flights.of(loop, 9.81).lands, torch.arange(len(loop.airborne)))


def test_its_time_goes_as_fast_as_the_character_falls(problem: Problem) -> None:
    """.2 m from the middle of the ledge, 2 m above where it lands: one that neither rises nor
    sinks needs sqrt(2 * 2 / 9.81) s."""
    library = problem.library
    flights, clock = Flights.of(library, 9.81), at(library, 0.9, 0.3)
    away = replace(clock, shift=clock.shift + torch.tensor([0.2, 0.0, 0.5]))
    motion = away.placed(library)
    motion = replace(motion, root_velocity=torch.zeros(2, 3))
    led = flights.led(clock, library, motion, torch.tensor([2.0, 2.0]), STEP)
    lands = float(library.time_of_frame[flights.lands[clock.frame(library)[0]]])
    pace = (lands - 0.9) / (2 * 2 / 9.81) ** 0.5
    assert 0.3 < pace < 0.9
    assert led.time.tolist() == pytest.approx([0.9 - STEP * (1 - pace), 0.3], abs=1e-6)
    # In the air the reference is where the character is, on the floor where it was, and on it.
    assert led.shift[0].tolist() == pytest.approx([0.2, 0.0, 0.5], abs=1e-5)
    assert led.shift[1].tolist() == pytest.approx([0.0, 0.0, 0.0], abs=1e-6)


def test_who_leaves_a_ledge_as_the_clip_does_lands_when_the_clip_lands(problem: Problem) -> None:
    """A point that takes off with the clip's root and falls from the ledge as gravity has it."""
    environment = build.environment(problem, EnvironmentConfig(held_out=True), 1, threads=1)
    ground, library = environment.ground, problem.library
    assert ground is not None
    environment.reset(torch.tensor([TAKES_OFF + STEP], dtype=torch.float64))
    clock = environment.clock
    motion = clock.placed(library)
    place, velocity = motion.pose.positions[0, 0].clone(), motion.root_velocity[0].clone()
    place[2] += float(ground.height(motion.pose.positions[:, 0]))
    seconds = 0.0
    while bool(library.airborne[clock.frame(library)]):
        place = place + velocity * STEP - torch.tensor([0.0, 0.0, 0.5 * 9.81 * STEP**2])
        velocity = velocity - torch.tensor([0.0, 0.0, 9.81 * STEP])
        here = place - torch.tensor([0.0, 0.0, float(ground.height(place[None]))])
        pose = replace(motion.pose, positions=here[None, None])
        clock = ground.led(
            clock.advance(STEP), library, replace(motion, pose=pose, root_velocity=velocity[None])
        )
        seconds += STEP
    root = clock.placed(library).pose.positions[0, 0]
    assert 0.8 < seconds < 1.1, "the clip is in the air for .6 s"
    assert float(place[2]) == pytest.approx(-2.0 + float(root[2]), abs=0.3)
