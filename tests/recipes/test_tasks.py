"""Tasks in recipes: settings of their own, checked, and the same again out of a header."""

import dataclasses
import json
from pathlib import Path

import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.imitation.tasks import heading, strike
from stuntman.recipes import build
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe


def test_a_table_gives_a_tasks_settings(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('clip = "walk"\n[tasks.heading]\nturn = 45\nspeed = [1, 1.5]\n')
    recipe = recipes.load(str(path))
    assert recipe.tasks == {"heading": heading.Settings(turn=45.0, speed=(1.0, 1.5))}
    again = recipes.from_dict(json.loads(json.dumps(dataclasses.asdict(recipe))), "its header")
    assert again == recipe


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tasks.fly]", "mine.toml, [tasks.fly]: no task 'fly'"),
        ("[tasks.heading]\nspin = 1", "mine.toml, [tasks.heading] has an unknown key 'spin'"),
        ("[tasks.heading]\nturn = 'far'", "'turn' is 'far', and has to be a number"),
        ("[tasks.heading]\nturn = 400", "mine.toml, [tasks.heading]: 'turn' is 400.0"),
        ("[tasks.heading]\nturn = 400", "give a number from 0 to 180."),
        ("[tasks.heading]\nweight = -1", "give a number of 0 or more."),
        ("[tasks.heading]\nseconds = [0, 1]", "give two numbers of 0.0333333 or more, the smaller"),
        ("[tasks.strike]\nradius = 0", "give a number above 0."),
        ("[tasks.strike]\npractised = 2", "give a number above 0, 1 at most."),
        ("[tasks]\nheading = 1", "mine.toml, [tasks.heading] is 1: make it a table"),
        ("tasks = 3", "'tasks' is 3"),
        (
            "[tasks.throw]\n[terrain.gaps]",
            "'throw' brings something that moves, for which the ground",
        ),
    ],
)
def test_what_no_task_has_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f'clip = "walk"\n{text}\n')
    with pytest.raises(StuntmanError) as error:
        recipes.load(str(path))
    assert said in str(error.value)


def test_a_foot_that_the_body_lacks_is_refused(walk: object) -> None:
    recipe = Recipe({"walk": 1.0}, tasks={"strike": strike.Settings(end_effector="tail")})
    with pytest.raises(StuntmanError, match="no end effector 'tail'"):
        build.make(recipe)


@pytest.mark.parametrize("name", ["heading_walk", "heading_run", "strike", "throw"])
def test_those_that_ship_go_on_bit_for_bit(walk: object, name: str) -> None:
    recipe = recipes.load(name)
    problem = build.make(recipe)
    one, other = (
        build.environment(problem, recipe.environment, 4, seed, threads=1) for seed in (1, 2)
    )
    actions = torch.zeros(4, one.actions)
    for _ in range(3):
        one.step(actions)
    state = one.state_dict()
    other.load_state_dict({name: tensor.clone() for name, tensor in state.items()})
    for _ in range(70):
        (seen, earned, *_, told), (again, same, *_, also) = one.step(actions), other.step(actions)
        assert torch.equal(seen, again) and torch.equal(earned, same)
        assert torch.equal(told.metrics["task_success"], also.metrics["task_success"])
