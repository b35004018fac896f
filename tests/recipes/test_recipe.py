"""A recipe is data: read whole, or refused in one sentence that names the file and the key."""

import dataclasses
import json
import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stuntman.characters import library as bodies
from stuntman.errors import StuntmanError
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.rewards import RewardConfig
from stuntman.learning.ppo import PpoConfig
from stuntman.motion import classics, library
from stuntman.physics.randomization import RandomizationConfig
from stuntman.recipes import files
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe

NAN = math.nan
COUNTS = ("worlds", "steps", "epochs", "minibatches")
POSITIVE = (
    *("clip", "learning_rate", "critic_learning_rate", "target_kl", "max_gradient", "initial_std"),
)


@pytest.mark.parametrize("name", files.names())
def test_a_recipe_that_ships_loads_and_names_a_real_clip_and_body(name: str) -> None:
    recipe = recipes.load(name)
    drawn = {path.stem for path in library.SHIPPED.glob("*.toml")}
    assert recipe.character in {*bodies.names(), "g1"}  # which is to be added first
    for clip in recipe.clips:
        whole = clip.removesuffix(library.ROUND_TRIP)
        assert whole in {*classics.DIGESTS, *classics.AUTHORS, *drawn}
        if clip in drawn:
            assert recipe.character == library.character_of(clip)


def test_recipes_ship() -> None:
    assert "walk" in files.names()


def test_what_is_no_recipe_is_a_clip_with_the_defaults() -> None:
    assert recipes.load("cartwheel") == Recipe({"cartwheel": 1.0})
    assert recipes.load("clips/mine.txt") == Recipe({"clips/mine.txt": 1.0})


def test_a_clip_is_performed_by_the_body_that_it_was_drawn_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "FOLDER", tmp_path)  # all of those that ship have recipes
    assert recipes.load("dog_trot") == Recipe({"dog_trot": 1.0}, "dog")
    path = tmp_path / "nod.toml"  # keyframes, and no recipe
    path.write_text('character = "dog"\nduration = 1\n[[pose]]\ntime = 0\nneck = { pitch = 5 }')
    assert recipes.load(str(path)) == Recipe({str(path): 1.0}, "dog")


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        """
        clip = "roll"
        character = "humanoid"
        [environment]
        early_termination = false
        max_body_error = 1
        lookahead = [1, 5]
        fall_bodies = ["root"]
        [environment.reward]
        pose_scale = 3.5
        [ppo]
        worlds = 64
        learning_rate = 1e-4
        hidden = [128]
        """
    )
    assert recipes.load(str(path)) == Recipe(
        {"roll": 1.0},
        environment=EnvironmentConfig(
            early_termination=False,
            max_body_error=1.0,
            lookahead=(1, 5),
            fall_bodies=("root",),
            reward=RewardConfig(pose_scale=3.5),
        ),
        ppo=PpoConfig(worlds=64, learning_rate=1e-4, hidden=(128,)),
    )


def test_a_name_that_is_nearly_a_recipes_is_answered_with_it() -> None:
    with pytest.raises(StuntmanError, match='"heading_jogs"; did you mean heading_jog'):
        recipes.load("heading_jogs")
    assert recipes.load("wlak").clips == {"wlak": 1.0}, "which the library answers"


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe({"walk": 1.0}),
        Recipe(
            {"kick": 1.0, "punch": 0.5},
            "atlas",
            0.8,
            EnvironmentConfig(fall_bodies=(), lookahead=(), reward=RewardConfig(0.5)),
            ppo=PpoConfig(hidden=(7,), gamma=0.5),
            warm_start=False,
        ),
    ],
)
def test_a_recipe_goes_through_json_and_back(recipe: Recipe) -> None:
    settings = json.loads(json.dumps(dataclasses.asdict(recipe)))
    assert recipes.from_dict(settings, "there") == recipe


def test_a_setting_keeps_the_type_it_has_to_be_of(tmp_path: Path) -> None:
    recipe = recipes.from_dict({"clip": "walk", "environment": {"horizon": 5}}, "there")
    assert type(recipe.environment.horizon) is float


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "lacks 'clip'"),
        ('character = "humanoid"', "lacks 'clip'"),
        ("clip = 3", "'clip' is 3.* text in quotes"),
        ('clip = "walk"\nclips = { run = 1 }', "'clip' is 'walk'.* without 'clips' beside it"),
        ("clips = 3", "'clips' is 3.* a table"),
        ("clips = {}", "'clips' is empty"),
        ("clips = { walk = 0 }", "weight of 'walk' is 0.0, and has to be more than 0"),
        ("clips = { walk = nan }", "weight of 'walk' is nan"),
        ('clips = { walk = "much" }', "'walk' is 'much'.* a number"),
        ('clip = "walk"\nlearner = "sac"', "'learner' is 'sac': use one of ppo"),
        ('clip = "walk"\nminutes = 3', "unknown key 'minutes'"),
        ('clip = "walk"\ngravity = 1.62', r"'gravity': put it into \[environment\]"),
        (
            'clip = "walk"\n[environment]\ngravity = -3',
            "'gravity' is -3.0: give a number from 0 to 25",
        ),
        (
            'clip = "walk"\n[ppo]\nworld = 3',
            r"\[ppo\] has an unknown key 'world': did you mean worlds\?",
        ),
        (
            'clip = "walk"\n[environment.reward]\npose = 3',
            r"toml, \[environment.reward\] has an unknown key 'pose'",
        ),
        (
            'clip = "walk"\n[environment.reward]\npose_weight = -1',
            r"toml, \[environment.reward\]: 'pose_weight' is -1.0: give a number of 0",
        ),
        (
            'clip = "walk"\n[environment.randomization]\npush = -1',
            r"toml, \[environment.randomization\]: 'push' is -1.0",
        ),
        (
            'clip = "walk"\n[tasks.heading]\nweight = -1',
            r"toml, \[tasks.heading\]: 'weight' is -1.0",
        ),
        ('clip = "walk"\n[ppo]\nworlds = 1.5', r"\[ppo\].*'worlds' is 1.5.* a whole number"),
        ('clip = "walk"\n[ppo]\nworlds = true', "'worlds' is True.* a whole number"),
        ('clip = "walk"\n[ppo]\ngamma = "high"', "'gamma' is 'high'.* a number"),
        ('clip = "walk"\n[ppo]\ngamma = true', "'gamma' is True.* a number"),
        ('clip = "walk"\n[ppo]\nhidden = 256', "'hidden' is 256.* a list in"),
        ('clip = "walk"\n[ppo]\nhidden = [256, "wide"]', "'hidden' is 'wide'.* a whole number"),
        ('clip = "walk"\nppo = 3', "'ppo' is 3.* a table"),
        ('clip = "walk"\n[environment]\nearly_termination = 1', "is 1.* true or false"),
        ('clip = "walk"\n[environment]\nfall_bodies = "root"', "'fall_bodies' is 'root'"),
        ('clip = "walk"\n[environment]\nhorizon = 0', r"toml, \[environment\]: 'horizon' is 0.0 s"),
        ('clip = "walk', "is not valid TOML"),
        ('clip = "walk"\nclip = "run"', "is not valid TOML"),
    ],
)
def test_a_bad_recipe_is_refused_by_file_and_key(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content)
    with pytest.raises(StuntmanError) as caught:
        recipes.load(str(path))
    message = str(caught.value)
    assert message.startswith(str(path))
    assert re.search(said, message)
    assert len(message.splitlines()) == 1


def test_a_recipe_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe\x00clip")
    with pytest.raises(StuntmanError, match=r"mine\.toml is not valid TOML"):
        recipes.load(str(path))


def test_a_recipe_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match=r"absent\.toml: no such recipe file"):
        recipes.load(str(tmp_path / "absent.toml"))


def test_a_folder_is_no_recipe(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(StuntmanError, match=r"folder\.toml cannot be read"):
        recipes.load(str(tmp_path / "folder.toml"))


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        *(("ppo", key, n) for key in COUNTS for n in (0, -4, 10**9, 10**30)),
        *(("ppo", key, x) for key in ("gamma", "lam") for x in (1.0, 1.5, -0.1, NAN)),
        *(("ppo", key, x) for key in POSITIVE for x in (0.0, -1.0, math.inf, NAN)),
        *(("ppo", "std_rate", x) for x in (-1.0, math.inf, NAN)),
        *(("ppo", "hidden", sizes) for sizes in ([], [0], [256, -1], [10**9])),
        *(("cloning", key, x) for key in ("std", "learning_rate", "rounds") for x in (0, -1)),
        *(("planning", key, 0) for key in ("lookahead", "passes", "samples", "control_cost")),
        *(("learning_control", key, 0) for key in ("laps", "nudge", "reach", "stretch")),
        *(("environment", "failure_start_fraction", x) for x in (-0.1, 1.1, NAN)),
        *(("environment", key, x) for key in ("horizon", "switch_seconds") for x in (-1.0, NAN)),
        ("environment", "lookahead", [-1]),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_by_file_and_key(
    section: str, key: str, value: Any
) -> None:
    with pytest.raises(StuntmanError) as caught:
        recipes.from_dict({"clip": "walk", section: {key: value}}, "mine.toml")
    message = str(caught.value)
    assert message.startswith("mine.toml")
    assert f"'{key}'" in message
    assert len(message.splitlines()) == 1


def test_a_setting_that_just_makes_sense_is_taken() -> None:
    ppo = {"gamma": 0.0, "lam": 0.0, "std_rate": 0.0, "worlds": 1, "hidden": [1]}
    environment = {"lookahead": [], "failure_start_fraction": 1.0, "max_body_error": 0.0}
    recipe = recipes.from_dict({"clip": "walk", "ppo": ppo, "environment": environment}, "there")
    assert (recipe.ppo.gamma, recipe.environment.lookahead) == (0.0, ())


def test_several_clips_have_a_name_together() -> None:
    settings = {"clips": {"walk": 2, "run": 1}, "warm_start": False}
    recipe = recipes.from_dict(settings, "there")
    assert recipe.clips == {"walk": 2.0, "run": 1.0}
    assert recipe.name == "walk+run"


def test_its_first_policy_goes_on_teaching_where_clips_follow_or_pushes_come() -> None:
    plain = replace(recipes.load("walk"), initial_policy="walk")
    pushed = RandomizationConfig(push=0.5)
    env = plain.environment
    assert not plain.keeps_initial
    for new in (
        replace(env, transitions=True),
        replace(env, switch_each_cycle=True),
        replace(env, randomization=pushed),
    ):
        assert replace(plain, environment=new).keeps_initial
        assert not replace(plain, environment=new, initial_policy="").keeps_initial
    gaps = recipes.load("gaps")
    on_gaps = replace(gaps, environment=replace(gaps.environment, randomization=pushed))
    assert on_gaps.initial_policy and not on_gaps.keeps_initial, "who sees no gaps"


def test_the_runs_that_teach_are_found_beside_a_run_that_has_moved(tmp_path: Path) -> None:
    (tmp_path / "trip").mkdir()
    both = replace(Recipe({"walk": 1.0}), teachers=("moves", "/was/here/trip"))
    moved = recipes.with_files_from(both, tmp_path / "on_request")
    assert moved.teachers == ("moves", str(tmp_path / "trip"))
