"""Footholds: where a reference's feet come down, and that it is led to where they find ground."""

from dataclasses import replace

import pytest
import torch

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP
from stuntman.imitation.footholds import Footholds
from stuntman.imitation.problem import Problem
from stuntman.physics.terrain.gaps import Settings
from stuntman.physics.terrain.tiles import Tiles
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe

WORLDS = 16


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return Recipe({"run": 1.0}, terrain={"gaps": Settings(start=1.0)}, warm_start=False)


@pytest.fixture(scope="module")
def problem(walk: object, recipe: Recipe) -> Problem:
    return build.make(recipe)


@pytest.fixture(scope="module")
def footholds(problem: Problem) -> Footholds:
    return Footholds.of(problem.library, problem.model)


def test_a_run_has_two_a_cycle_half_a_cycle_and_half_its_way_apart(
    problem: Problem, footholds: Footholds
) -> None:
    library = problem.library
    (first, second), (heel, next_heel) = footholds.time[0], footholds.heel[0]
    assert second - first == pytest.approx(0.5 * float(library.duration[0]), abs=0.02)
    assert next_heel - heel == pytest.approx(0.5 * float(library.cycle_shift[0].norm()), abs=0.03)
    long = footholds.toe - footholds.heel
    assert (long > 0.17).all() and (long < 0.3).all(), "a foot of 18 cm, that comes down and rolls"


def test_a_foot_is_moved_by_the_least_that_brings_it_onto_a_tile(
    problem: Problem, footholds: Footholds
) -> None:
    library = problem.library
    clock = ReferenceClock.at(library, torch.zeros(4).long(), torch.tensor([0.1] * 4).double())
    heel, toe = float(footholds.heel[0, 0]), float(footholds.toe[0, 0])
    # Ends in its middle; ends just before it; a tile that is too short; none far and wide.
    ends = torch.tensor([[0.5 * (heel + toe)], [heel - 0.01], [heel + 0.1], [heel - 1.0]])
    begins = ends - torch.tensor([[5.0], [5.0], [0.1], [5.0]])
    level = torch.zeros_like(ends).double()
    tiles = Tiles.in_a_row(0.0 * level, (ends - begins).double(), level)
    tiles = replace(tiles, x0=begins.double(), x1=ends.double())
    origin = torch.zeros(4).double()
    missing, seconds = footholds.shortfall(clock, library, origin, tiles, origin)
    half = 0.5 * (toe - heel)
    assert missing.tolist() == pytest.approx([-half - 0.04, -2 * half - 0.05, 0.0, 0.0], abs=1e-6)
    assert seconds.tolist() == pytest.approx([float(footholds.time[0, 0]) - 0.1] * 4)
    one_later = replace(clock, time=clock.time + 0.7)
    _, seconds = footholds.shortfall(one_later, library, origin, tiles, origin)
    cycle = float(library.duration[0])
    assert seconds.tolist() == pytest.approx([cycle - 0.8 + float(footholds.time[0, 0])] * 4)


def test_a_reference_that_is_led_steps_into_gaps_far_less(
    recipe: Recipe, problem: Problem, footholds: Footholds
) -> None:
    environment = build.environment(problem, recipe.environment, WORLDS, seed=1, threads=1)
    ground, library = environment.ground, problem.library
    assert ground is not None
    ground.load_state(
        ground.state() | {"ground_difficulty": torch.ones(WORLDS)}, environment.engine.qpos
    )

    def missed(led: bool) -> float:
        clock, off, stands = environment.clock, 0, 0
        for _ in range(round(6.0 / STEP)):
            before = clock
            motion = clock.placed(library, STEP)  # of who is where it leads
            clock = clock.advance(STEP).next_cycle(library, motion.pose.positions[:, 0])
            clock = ground.led(clock, library, motion) if led else clock
            down = (footholds.time[0] > before.time.unsqueeze(1)) & (
                footholds.time[0] <= (before.time + STEP).unsqueeze(1)
            )
            for world, foot in down.nonzero().tolist():
                origin = ground._on_course(clock.shift)[world, 0]
                heel, toe = footholds.heel[0, foot] + origin, footholds.toe[0, foot] + origin
                tiles = ground.tiles
                on = (tiles.x0[world] <= heel) & (toe <= tiles.x1[world])
                stands, off = stands + 1, off + int(not on.any())
        assert stands > 10 * WORLDS
        return off / stands

    assert missed(led=False) > 0.2
    assert missed(led=True) < 0.02


def test_stairs_are_climbed_step_by_step(problem: Problem, footholds: Footholds) -> None:
    """Steps of .5 m, of which a stride of the run would pass two; each .15 or .3 m high."""
    library = problem.library
    clock = ReferenceClock.at(library, torch.zeros(2).long(), torch.tensor([0.1] * 2).double())
    heel, toe = float(footholds.heel[0, 0]), float(footholds.toe[0, 0])
    # Its foot would come down in the middle of the third step.
    begins = 0.5 * (heel + toe) - 1.25
    length = torch.full((2, 8), 0.5).double()
    rise = torch.tensor([[0.15], [0.3]]).double()
    level = rise * torch.arange(8)
    tiles = Tiles.in_a_row(torch.zeros_like(length), length, level, begin=begins)
    stands = torch.full((2,), begins + 0.75).double()  # on the second
    missing, _ = footholds.shortfall(clock, library, torch.zeros(2).double(), tiles, stands)
    back = -(0.25 + 0.5 * (toe - heel) + 0.04)  # into the step before, from the middle of one
    assert missing.tolist() == pytest.approx([0.0, back], abs=1e-6)
    stands = torch.full((2,), begins + 0.25).double()  # on the first
    missing, _ = footholds.shortfall(clock, library, torch.zeros(2).double(), tiles, stands)
    assert missing[0] == pytest.approx(back, abs=1e-6), "onto the second"
    assert missing[1] == 0.0, "none that is near enough is low enough"


def test_it_sets_out_from_where_the_character_is_at_each_touchdown(
    recipe: Recipe, problem: Problem, footholds: Footholds
) -> None:
    """On the flat, of one who is .3 m behind, along the course and across it."""
    easy = replace(recipe, terrain={"gaps": Settings(first_difficulty=0.0)})
    environment = build.environment(build.make(easy), recipe.environment, 4, threads=1)
    ground, library = environment.ground, problem.library
    assert ground is not None
    down = float(footholds.time[0, 0])
    for after, moved in ((-0.01, 0.0), (0.01, -0.3), (STEP - 0.001, -0.3), (STEP + 0.01, 0.0)):
        time = torch.full((4,), down + after, dtype=torch.float64)
        clock = replace(environment.clock, clip=torch.zeros(4).long(), time=time)
        yaw = ground.origin[:, 2].float()
        ahead, left = yaw.cos(), yaw.sin()
        behind = -0.3 * torch.stack([ahead - left, left + ahead, 0.0 * ahead], dim=1)
        away = replace(clock, shift=clock.shift + behind)
        led = ground.led(clock, library, away.placed(library))
        way = (led.shift - clock.shift)[:, :2]
        along = way[:, 0] * ahead + way[:, 1] * left
        torch.testing.assert_close(along, torch.full((4,), moved), atol=1e-4, rtol=0)
        across = way[:, 1] * ahead - way[:, 0] * left
        torch.testing.assert_close(across, torch.zeros(4), atol=1e-4, rtol=0)


def test_who_stays_where_he_is_has_none(walk: object) -> None:
    still = build.make(Recipe({"humanoid_stand": 1.0}, warm_start=False))
    assert torch.isinf(Footholds.of(still.library, still.model).time).all()
