"""Clips for bodies whose parts cannot be told: what is said is true of both, in their own names."""

from pathlib import Path

import pytest

from stuntman.characters import character as characters
from stuntman.characters import library as bodies
from stuntman.characters.adoption import adopt
from stuntman.errors import StuntmanError
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.physics import scene
from stuntman.retargeting import fitting

LEG = """
<body name="{leg}_hip" pos="{x} {y} 0"><joint name="{leg}_abduct" axis="1 0 0"/>
  <geom type="sphere" size="0.04" mass="0.5"/>
  <body name="{leg}_thigh" pos="0 {out} 0"><joint name="{leg}_hip" axis="0 1 0"/>
    <geom type="capsule" fromto="0 0 0 0 0 -0.2" size="0.025" mass="1"/>
    <body name="{leg}_calf" pos="0 0 -0.2"><joint name="{leg}_knee" axis="0 1 0"/>
      <geom type="capsule" fromto="0 0 0 0 0 -0.2" size="0.015" mass="0.2"/>
    </body>
  </body>
</body>"""
# Names of the four legs: left and right, fore and hind.
SCHEMES = ["FL FR RL RR", "LF RF LH RH", "fl fr hl hr"]


def quadruped(legs: str) -> str:
    places = [(0.18, 0.06), (0.18, -0.06), (-0.18, 0.06), (-0.18, -0.06)]
    limbs = "".join(
        LEG.format(leg=leg, x=x, y=y, out=y / 2)
        for leg, (x, y) in zip(legs.split(), places, strict=True)
    )
    return f"""
<mujoco><worldbody><body name="trunk" pos="0 0 0.42"><freejoint/>
  <geom type="box" size="0.2 0.06 0.05" mass="6"/>{limbs}
</body></worldbody></mujoco>"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bodies, "own_folder", lambda: tmp_path / "characters")
    return tmp_path


def refused(clip: Clip, character: str) -> str:
    body = characters.load(character)
    with pytest.raises(StuntmanError) as error:
        fitting.fit(clip, body, scene.build(body))
    return str(error.value)


@pytest.mark.parametrize("legs", SCHEMES)
def test_a_persons_clip_for_a_quadruped_is_refused_by_what_both_are(
    walk: Clip, home: Path, legs: str
) -> None:
    (home / "quad.xml").write_text(quadruped(legs))
    adopt(home / "quad.xml", "quad", {})
    assert refused(walk, "quad") == (
        "quad is no person's body (it stands on 4 feet), and walk is a person's clip: draw one for "
        "it (docs/keyframes.md)"
    )
    trot = library.load("dog_trot")
    assert "4 feet), and dog_trot is of another body: draw" in refused(trot, "quad")


def test_where_parts_are_named_by_hand_the_file_and_its_own_links_are_told(
    walk: Clip, home: Path
) -> None:
    (home / "quad.xml").write_text(quadruped(SCHEMES[0]))
    settings = adopt(home / "quad.xml", "quad", {}).folder / "character.toml"
    text = settings.read_text()
    settings.write_text(text.replace("[bone_map]\n", '[bone_map]\nchest = "trunk"\n'))
    said = refused(walk, "quad")
    assert "quad: its names contradict its chain: 'RL_thigh' is where the left_shin" in said
    assert f"name them in {settings}, under [bone_map]: left_thigh = " in said
    assert "--bone-map" not in said
