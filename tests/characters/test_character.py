"""Loading bodies, and what is said when one cannot be."""

from pathlib import Path

import pytest

from stuntman.characters import character as characters
from stuntman.characters import library as bodies
from stuntman.characters.character import Character
from stuntman.errors import StuntmanError

SETTINGS = """
description = "A ball"
root = "ball"
end_effectors = ["north"]
feet = ["ball"]
fall_bodies = []
"""
MODEL = """
<mujoco>
  <worldbody>
    <body name="ball">
      <freejoint/><geom name="ball" size="0.1"/><site name="north" pos="0 0 0.1"/>
    </body>
  </worldbody>
</mujoco>
"""


def folder(path: Path, settings: str) -> str:
    """A folder that holds a body."""
    path.mkdir()
    (path / "character.toml").write_text(settings)
    (path / "character.xml").write_text(MODEL)
    return str(path)


def test_the_humanoid_ships_and_names_what_its_model_has(humanoid: Character) -> None:
    assert "humanoid" in bodies.names()
    assert humanoid.name == "humanoid"
    model = humanoid.spec().compile()
    assert model.body(humanoid.root).dofnum[0] == 6
    for body in humanoid.fall_bodies:
        model.body(body)
    for geom in humanoid.feet:
        model.geom(geom)
    for site in humanoid.end_effectors:
        model.site(site)


def test_a_body_of_ones_own_is_loaded_by_its_folder(tmp_path: Path) -> None:
    body = characters.load(folder(tmp_path / "ball", SETTINGS + '[bone_map]\nhips = "ball"'))
    assert (body.name, body.end_effectors, body.fall_bodies) == ("ball", ("north",), ())
    assert body.bone_map == {"hips": "ball"}
    assert body.spec().compile().body("ball").mass[0] > 0
    assert characters.load(folder(tmp_path / "plain", SETTINGS)).bone_map == {}


def test_each_spec_is_a_fresh_one(humanoid: Character) -> None:
    humanoid.spec().worldbody.add_geom(size=[1, 1, 1])
    assert len(humanoid.spec().worldbody.geoms) == 0


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(StuntmanError, match=r"No character 'humanoit': give one of .*humanoid"):
        characters.load("humanoit")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("description = \n", r"character\.toml is not valid TOML: .*line 1"),
        (SETTINGS.replace("feet", "foot"), r"character\.toml lacks 'feet'"),
        ("wings = 2" + SETTINGS, r"character\.toml has an unknown key 'wings'"),
    ],
)
def test_broken_settings_are_a_sentence(tmp_path: Path, settings: str, message: str) -> None:
    with pytest.raises(StuntmanError, match=message) as caught:
        characters.load(folder(tmp_path / "ball", settings))
    assert str(tmp_path) in str(caught.value)


def test_a_name_that_the_model_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match=r"names the geom 'paw', which .*character.xml"):
        characters.load(folder(tmp_path / "a", SETTINGS.replace('["ball"]', '["paw"]')))
    with pytest.raises(StuntmanError, match="names the site 'south'"):
        characters.load(folder(tmp_path / "b", SETTINGS.replace("north", "south")))


def test_a_name_where_a_list_belongs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match="feet has to be a list of names"):
        characters.load(folder(tmp_path / "a", SETTINGS.replace('["ball"]', '"ball"')))


def test_a_model_that_mujoco_cannot_read_is_refused(tmp_path: Path) -> None:
    broken, gone = folder(tmp_path / "a", SETTINGS), folder(tmp_path / "b", SETTINGS)
    (Path(broken) / "character.xml").write_text("<mujoco><worldbody>")
    (Path(gone) / "character.xml").unlink()
    for path in (broken, gone):
        with pytest.raises(StuntmanError, match=r"character\.xml"):
            characters.load(path)
