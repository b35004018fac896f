"""What each ground that ships is made of, and the example of docs/terrain.md."""

import itertools
import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.physics.terrain import ledge, obstacles, slopes, stairs
from stuntman.physics.terrain.ground import GroundSettings
from stuntman.physics.terrain.registry import GROUNDS
from stuntman.physics.terrain.tiles import Tiles, course_numbers
from stuntman.recipes import build
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe

DOCS = Path(__file__).parents[3] / "docs" / "terrain.md"
COURSES = 20


def courses(settings: GroundSettings, difficulty: float = 1.0) -> Tiles:
    world = torch.arange(COURSES)
    numbers = course_numbers(torch.zeros_like(world), world, torch.zeros_like(world))
    return settings.courses(numbers, torch.full((COURSES,), difficulty))


def kept(tiles: Tiles) -> list[list[tuple[float, float, float, float]]]:
    """x0, x1, top, rise of each tile that has a length, but for the first and the last."""
    rows = torch.stack([tiles.x0, tiles.x1, tiles.top, tiles.rise], dim=-1)
    return [[tuple(tile) for tile in row.tolist() if tile[1] > tile[0]][1:-1] for row in rows]


def test_stairs_go_up_and_down_by_steps_of_one_height() -> None:
    for row in kept(courses(stairs.Settings(rise=(0.1, 0.2), tread=0.3, steps=6))):
        tops = [0.0, *(tile[2] for tile in row)]
        rises = [b - a for a, b in itertools.pairwise(tops)]
        assert all(tile[1] - tile[0] >= 0.3 - 1e-9 for tile in row)
        assert 0.1 <= rises[0] <= 0.2
        assert rises[:6] == pytest.approx([rises[0]] * 6)
        assert -0.2 <= rises[6] <= -0.1
        assert rises[6:12] == pytest.approx([rises[6]] * 6)


def test_slopes_go_on_where_the_one_before_ends_and_no_steeper_than_they_may() -> None:
    steepest = math.tan(math.radians(10.0))
    for row in kept(courses(slopes.Settings(angle=10.0))):
        for one, other in itertools.pairwise(row):
            assert other[0] == pytest.approx(one[1])
            assert other[2] == pytest.approx(one[2] + one[3])
        assert all(abs(tile[3]) <= steepest * (tile[1] - tile[0]) + 1e-9 for tile in row)


def test_obstacles_are_of_four_kinds() -> None:
    settings = obstacles.Settings()
    found = set()
    for row in kept(courses(settings)):
        for one, other in itertools.pairwise(row):
            gap, up = other[0] - one[1], other[2] - one[2]
            if other[1] - other[0] <= settings.thick[1]:
                found.add("wall")
                assert 0.15 <= up <= 0.3
                assert gap == pytest.approx(0.0)
            elif gap > 1e-9:
                found.add("gap")
                assert 0.3 <= gap <= 0.6
                assert up == pytest.approx(0.0)
            elif one[1] - one[0] > settings.thick[1]:
                found.add("up" if up > 0 else "down")
                assert 0.1 <= abs(up) <= 0.25
    assert found == {"wall", "gap", "up", "down"}


def test_a_ledge_is_as_high_as_it_is_told() -> None:
    for row in kept(courses(ledge.Settings(height=2.0), 0.5)):
        assert [tile[2] for tile in row][:3] == [-1.0, -2.0, -3.0]


@pytest.mark.parametrize("name", GROUNDS.names())
def test_at_difficulty_0_all_is_flat_and_boxes_suffice_at_1(name: str) -> None:
    settings = GROUNDS.settings_of(name, "here")()
    flat = courses(settings, 0.0)
    assert (flat.x1 > flat.x0).sum(1).max() <= 100
    assert flat.top.abs().max() == flat.rise.abs().max() == 0.0
    hard = courses(settings)
    assert (hard.x1 > hard.x0).sum(1).min() > 10
    reach = settings.reach + 0.25
    for x in torch.linspace(0.0, 60.0, 241, dtype=torch.float64):
        there = (hard.x1 > x - reach) & (hard.x0 < x + reach) & (hard.x1 > hard.x0)
        assert there.sum(1).max() <= settings.boxes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[terrain.moon]", "mine.toml, [terrain.moon]: no ground 'moon'"),
        ("[terrain.gaps]\nhole = 1", "mine.toml, [terrain.gaps] has an unknown key 'hole'"),
        ("[terrain.gaps]\ngap = [2, 1]", "[terrain.gaps]: 'gap' is [2.0, 1.0]: give two numbers"),
        ("[terrain.gaps]\n[terrain.stairs]", "has the grounds gaps, stairs"),
        ("terrain = 3", "'terrain' is 3"),
    ],
)
def test_what_no_ground_has_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f'clip = "walk"\n{text}\n')
    with pytest.raises(StuntmanError) as error:
        recipes.load(str(path))
    assert said in str(error.value)


def test_a_recipe_with_a_ground_is_the_same_out_of_its_header() -> None:
    recipe = Recipe({"walk": 1.0}, terrain={"stairs": stairs.Settings(steps=3)})
    again = recipes.from_dict(
        {"clips": {"walk": 1.0}, "terrain": {"stairs": {"steps": 3}}}, "its header"
    )
    assert again == recipe
    assert not recipe.plans  # a plan knows a flat floor


def test_a_users_own_ground_in_one_file(
    example: Callable[[str, str], tuple[Recipe, Recipe]],
) -> None:
    first, recipe = example("terrain.md", "stones.py")
    assert list(first.terrain) == ["gaps"]
    environment = build.environment(build.make(recipe), recipe.environment, 4, threads=1)
    assert environment.problem.layout[-1] == ("heights", 32)
    assert environment.ground is not None
    hard = courses(environment.ground.settings)
    assert 0.0 <= hard.top.min() < hard.top.max() <= 0.15
    *_, info = environment.step(torch.zeros(4, environment.actions))
    assert (info.metrics["distance"].abs() < 0.5).all()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("draws, difficulty)", "draws)", "'make' in 'stones.py' has to take self, draws, diff"),
        (
            "return Tiles.in_a_row(gap, length, top)",
            "return gap",
            "'make' in stones.py gives Tensor",
        ),
        ("length, top)", "length, 0.5)", "'stones.py' makes a 'top' that is float"),
        ("(gap, length, top)", "(gap[:, 1:], length[:, 1:], top)", "'x0' that is (20, 95)"),
        ("return self.stone[0]", "return 0.0", "'shortest' in stones.py is 0.0"),
        ("uneven:", "draws: ClassVar = 0.5\n    uneven:", "'draws' in stones.py is 0.5"),
    ],
)
def test_a_users_own_ground_that_is_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(), re.DOTALL)
    assert old in code
    monkeypatch.chdir(tmp_path)
    Path("stones.py").write_text("from typing import ClassVar\n" + code.replace(old, new))
    with pytest.raises(StuntmanError) as error:
        settings = GROUNDS.settings_of("stones.py", "mine.toml")()
        courses(settings)
        settings.boxes  # noqa: B018
    assert said in str(error.value)
