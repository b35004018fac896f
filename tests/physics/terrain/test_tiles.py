"""Courses: the same ones from the same numbers, and by their settings."""

import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.physics.terrain import gaps
from stuntman.physics.terrain.profile import Profile
from stuntman.physics.terrain.tiles import Tiles, course_numbers, uniform


def numbers(seed: int, world: int, episode: int) -> Tensor:
    return course_numbers(*(torch.tensor([n]) for n in (seed, world, episode)))


def row(*values: float) -> Tensor:
    return torch.tensor([values], dtype=torch.float64)


def test_draws_are_those_of_splitmix64() -> None:
    """The first outputs of the generator with seed 0, as its authors' code gives them."""
    known = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    expected = torch.tensor([(value >> 11) * 2.0**-53 for value in known], dtype=torch.float64)
    assert torch.equal(uniform(torch.zeros(1, dtype=torch.long), 3, 1).flatten(), expected)


def test_seed_world_and_episode_decide_a_course_and_nothing_else() -> None:
    settings = gaps.Settings()
    one = settings.courses(numbers(1, 2, 3), torch.ones(1)).x0
    assert torch.equal(settings.courses(numbers(1, 2, 3), torch.ones(1)).x0, one)
    for other in (numbers(2, 2, 3), numbers(1, 3, 3), numbers(1, 2, 4)):
        assert not torch.equal(settings.courses(other, torch.ones(1)).x0, one)


def test_gaps_are_as_long_as_the_settings_say_and_shorter_where_it_is_easier() -> None:
    settings = gaps.Settings(plate=(0.8, 2.0), gap=(0.3, 0.5), start=3.0)
    for difficulty, least, most in ((1.0, 0.3, 0.5), (0.5, 0.15, 0.25)):
        tiles = settings.courses(numbers(0, 0, 0), torch.tensor([difficulty]))
        between = (tiles.x0[0, 1:] - tiles.x1[0, :-1])[:-1]  # the last one is flush with the end
        plates = (tiles.x1 - tiles.x0)[0, 1:-2]
        assert tiles.x1[0, 0] == 3.0
        assert least <= between.min() < between.max() <= most
        assert plates.min() >= 0.8
        assert plates.max() <= 2.0


def test_without_gaps_all_is_one_plate() -> None:
    tiles = gaps.Settings().courses(numbers(0, 0, 0), torch.zeros(1))
    assert (tiles.x1 - tiles.x0).count_nonzero() == 1


def test_flush_tops_are_merged_and_others_are_not() -> None:
    #       0 to 1, flush: to 2, a gap to 2.5, higher to 3, a slope from there to 4
    tiles = Tiles.in_a_row(
        gap=row(0.0, 0.0, 0.5, 0.0, 0.0),
        length=row(1.0, 1.0, 0.5, 0.5, 0.5),
        top=row(0.0, 0.0, 0.0, 0.2, 0.2),
        rise=row(0.0, 0.0, 0.0, 0.0, 0.1),
    ).merged()
    assert tiles.x0.tolist() == [[0.0, 2.5, 3.0, 3.5, 4.0]]
    assert tiles.x1.tolist() == [[2.0, 3.0, 3.5, 4.0, 4.0]]
    assert tiles.top.tolist()[0][:4] == [0.0, 0.0, 0.2, 0.2]


def test_means_of_a_profile_are_the_sums_done_by_hand() -> None:
    # Level at 0 up to 1, a gap up to 2, then from .4 up by .2 over 2 m.
    tiles = Tiles.in_a_row(
        gap=row(0.0, 1.0), length=row(1.0, 2.0), top=row(0.0, 0.4), rise=row(0.0, 0.2)
    )
    begins, ends = row(0.2, 1.0, 1.5, 2.0, 0.5), row(0.8, 2.0, 2.5, 4.0, 2.5)
    bridged = Profile.bridged(tiles).mean(begins, ends)
    # The bridge rises from 0 to .4. Over .5 to 2.5: (0 + .2 · 1 + .425 · .5) / 2.
    assert bridged[0].tolist() == pytest.approx([0.0, 0.2, 0.3625, 0.5, 0.20625])
    sunken = Profile.sunken(tiles, 0.5).mean(begins, ends)
    # Half of 1.5 to 2.5 is at -.5, the other at .425 on average.
    assert sunken[0].tolist() == pytest.approx([0.0, -0.5, -0.0375, 0.5, -0.14375])


def test_settings_that_make_no_ground_are_refused() -> None:
    with pytest.raises(StuntmanError, match="'gap' is"):
        gaps.Settings(gap=(0.5, 0.3))
    with pytest.raises(StuntmanError, match="'start' is"):
        gaps.Settings(start=0.0)
    with pytest.raises(StuntmanError, match="do not follow one another"):
        Tiles.in_a_row(row(0.0, -3.0), row(1.0, 1.0), row(0.0, 0.0)).check("mine")


def test_a_ground_that_makes_too_few_tiles_is_told_so() -> None:
    class Short(gaps.Settings):
        def make(self, draws: Tensor, difficulty: Tensor) -> Tiles:
            return Tiles(*(part[:, :3] for part in vars(super().make(draws, difficulty)).values()))

    with pytest.raises(StuntmanError, match=r"'x0' that is \(1, 3\) where it should be"):
        Short().courses(numbers(0, 0, 0), torch.ones(1))
