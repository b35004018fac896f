"""A recipe is data: read whole, or refused in one sentence that names the file and the key."""

import dataclasses
import json
import re
from pathlib import Path

import pytest

from stuntman.characters import library as bodies
from stuntman.errors import StuntmanError
from stuntman.imitation.environment import EnvironmentConfig
from stuntman.imitation.rewards import RewardConfig
from stuntman.learning.ppo import PpoConfig
from stuntman.motion import classics, library
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe


@pytest.mark.parametrize("name", recipes.names())
def test_a_recipe_that_ships_loads_and_names_a_real_clip_and_body(name: str) -> None:
    recipe = recipes.load(name)
    drawn = {path.stem for path in library.SHIPPED.glob("*.toml")}
    assert recipe.clip in {*classics.DIGESTS, *drawn}
    assert recipe.character in {*bodies.names(), "g1"}  # which is to be added first
    if recipe.clip in drawn:
        assert recipe.character == library.character_of(recipe.clip)


def test_recipes_ship() -> None:
    assert "walk" in recipes.names()


def test_what_is_no_recipe_is_a_clip_with_the_defaults() -> None:
    assert recipes.load("cartwheel") == Recipe(clip="cartwheel")
    assert recipes.load("clips/mine.txt") == Recipe(clip="clips/mine.txt")


def test_a_clip_is_performed_by_the_body_that_it_was_drawn_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipes, "FOLDER", tmp_path)  # all of those that ship have recipes
    assert recipes.load("dog_trot") == Recipe(clip="dog_trot", character="dog")
    path = tmp_path / "nod.toml"  # keyframes, and no recipe
    path.write_text('character = "dog"\nduration = 1\n[[pose]]\ntime = 0\nneck = { pitch = 5 }')
    assert recipes.load(str(path)) == Recipe(clip=str(path), character="dog")


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        """
        clip = "roll"
        character = "humanoid"
        [environment]
        early_termination = false
        stray_limit = 1
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
        clip="roll",
        environment=EnvironmentConfig(
            early_termination=False,
            stray_limit=1.0,
            lookahead=(1, 5),
            fall_bodies=("root",),
            reward=RewardConfig(pose_scale=3.5),
        ),
        ppo=PpoConfig(worlds=64, learning_rate=1e-4, hidden=(128,)),
    )


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe("walk"),
        Recipe(
            "kick",
            "atlas",
            0.8,
            EnvironmentConfig(fall_bodies=(), lookahead=(), reward=RewardConfig(0.5)),
            PpoConfig(hidden=(), gamma=0.5),
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
        ("clip = 3", "'clip' is 3.* type str"),
        ('clip = "walk"\nminutes = 3', "unknown key 'minutes'"),
        ('clip = "walk"\n[ppo]\nworld = 3', r"\[ppo\].*unknown key 'world'"),
        ('clip = "walk"\n[environment.reward]\npose = 3', r"\[reward\].*unknown key 'pose'"),
        ('clip = "walk"\n[ppo]\nworlds = 1.5', r"\[ppo\].*'worlds' is 1.5.* type int"),
        ('clip = "walk"\n[ppo]\nworlds = true', "'worlds' is True.* type int"),
        ('clip = "walk"\n[ppo]\ngamma = "high"', "'gamma' is 'high'.* type float"),
        ('clip = "walk"\n[ppo]\ngamma = true', "'gamma' is True.* type float"),
        ('clip = "walk"\n[ppo]\nhidden = 256', "'hidden' is 256.* type tuple"),
        ('clip = "walk"\n[ppo]\nhidden = [256, "wide"]', "'hidden' is 'wide'.* type int"),
        ('clip = "walk"\nppo = 3', "'ppo' is 3.* type PpoConfig"),
        ('clip = "walk"\n[environment]\nearly_termination = 1', "is 1.* type bool"),
        ('clip = "walk"\n[environment]\nfall_bodies = "root"', "'fall_bodies' is 'root'"),
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


@pytest.mark.parametrize("key", ["worlds", "steps", "epochs", "minibatches"])
@pytest.mark.parametrize("value", [0, -4])
def test_a_batch_without_samples_is_refused_by_key(key: str, value: int) -> None:
    with pytest.raises(StuntmanError, match=f"'{key}' is {value}"):
        recipes.from_dict({"clip": "walk", "ppo": {key: value}}, "mine.toml")
