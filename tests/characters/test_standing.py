"""Models that lie, hang upside down or look aside are stood up, facing x; and what is refused."""

import itertools
from collections.abc import Callable
from pathlib import Path

import mujoco
import numpy as np
import pytest

from stuntman.characters import standing, structure
from stuntman.characters.adoption import adopt
from stuntman.errors import StuntmanError

Drawn = Callable[..., str]
Row = tuple[str, str, tuple[float, float, float]]
SIDE: tuple[Row, ...] = (
    ("thigh", "pelvis", (0, 0.1, 0)),
    ("shin", "thigh", (0, 0, -0.42)),
    ("foot", "shin", (0, 0, -0.4)),
    ("upper_arm", "chest", (0, 0.2, 0.2)),
    ("forearm", "upper_arm", (0, 0, -0.28)),
    ("hand", "forearm", (0, 0, -0.25)),
)
PERSON: list[Row] = [("pelvis", "", (0, 0, 0)), ("chest", "pelvis", (0, 0, 0.3))]
PERSON += [("head", "chest", (0, 0, 0.35))]
DOG: list[Row] = [("trunk", "", (0, 0, 0)), ("head", "trunk", (0.4, 0, 0.1))]
for end, ahead in (("front", 0.3), ("rear", -0.3)):
    for side, sign in (("left", 1), ("right", -1)):
        DOG += [(f"{side}_{end}_thigh", "trunk", (ahead, 0.1 * sign, 0)),
                (f"{side}_{end}_shin", f"{side}_{end}_thigh", (0, 0, -0.2)),
                (f"{side}_{end}_foot", f"{side}_{end}_shin", (0, 0, -0.2))]  # fmt: skip
for side, sign in (("left", 1), ("right", -1)):
    PERSON += [
        (f"{side}_{part}", above if above in ("pelvis", "chest") else f"{side}_{above}",
         (x, sign * y, z)) for part, above, (x, y, z) in SIDE
    ]  # fmt: skip
UPS = {
    "z": "0 0 0",
    "-z": "180 0 0",
    "y": "-90 0 0",
    "-y": "90 0 0",
    "x": "0 90 0",
    "-x": "0 -90 0",
}


def stood(text: str) -> tuple[mujoco.MjModel, mujoco.MjData, list[str]]:
    spec = mujoco.MjSpec.from_string(text)
    notes = standing.stand_up(spec)
    model, turned = standing.face_ahead(spec)
    assert len(turned) <= 1
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    return model, data, notes


@pytest.mark.parametrize(("up", "heading"), [*itertools.product(UPS, (0, 90, 180, 270, 37))])
def test_a_person_is_stood_up_whatever_is_up_and_ahead(drawn: Drawn, up: str, heading: int) -> None:
    turn = f'euler="{UPS[up]}"><frame euler="0 0 {heading}"'
    text = drawn(PERSON, turn=turn).replace("</frame>", "</frame></frame>")
    _, data, notes = stood(text)
    root = data.body("pelvis").xpos
    np.testing.assert_allclose(data.body("head").xpos - root, [0, 0, 0.65], atol=1e-6)
    np.testing.assert_allclose(data.body("left_foot").xpos - root, [0, 0.1, -0.82], atol=1e-6)
    toes = data.geom_xpos[data.model.geom_bodyid == data.body("left_foot").id]
    assert toes[0, 0] > root[0] + 0.03, "ahead"
    assert bool(notes) == (up != "z")


@pytest.mark.parametrize("up", ["y", "-y", "x", "-z"])
def test_another_body_is_stood_up_where_gravity_tells(drawn: Drawn, up: str) -> None:
    way = np.zeros(3)
    way["xyz".index(up[-1])] = -9.81 if len(up) == 1 else 9.81
    pull = " ".join(map(str, way))
    turn = f'euler="{UPS[up]}"'
    _, data, notes = stood(drawn(DOG, turn=turn, world=f'<option gravity="{pull}"/>'))
    assert data.body("left_front_foot").xpos[2] < data.body("trunk").xpos[2] - 0.3
    assert notes == [f"{up} was up in its zero pose; it is stood up"]


def test_a_body_that_stands_is_left_as_it_is(drawn: Drawn) -> None:
    for rows in (PERSON, DOG):
        _, data, notes = stood(drawn(rows))
        assert not notes
        assert data.xpos[1, 2] == 1.0


def save(folder: Path, text: str) -> Path:
    (folder / "model.xml").write_text(text)
    return folder / "model.xml"


def test_what_stands_may_have_been_fixed_to_the_world(drawn: Drawn, shelf: Path) -> None:
    added = adopt(save(shelf, drawn(PERSON, root="")), "tin", {})
    assert any("fixed to the world" in note for note in added.notes)
    assert added.model.jnt_type[0] == mujoco.mjtJoint.mjJNT_FREE
    arm: list[Row] = [("base", "", (0, 0, 0)), ("upper", "base", (0, 0, 0.4))]
    arm += [("lower", "upper", (0.4, 0, 0)), ("tip", "lower", (0, 0, -0.4))]
    with pytest.raises(StuntmanError, match="no free root and does not stand"):
        adopt(save(shelf, drawn(arm, root="")), "arm", {})


def test_a_ball_to_kick_is_left_out(drawn: Drawn, shelf: Path) -> None:
    ball = '<body name="ball" pos="2 0 0"><freejoint/><geom size="0.1"/></body></worldbody>'
    for root in ("<freejoint/>", ""):
        text = drawn(PERSON, root=root).replace("</worldbody>", ball)
        added = adopt(save(shelf, text), f"tin{len(root)}", {})
        assert "left out, for it is no part of the body: ball" in added.notes


@pytest.mark.parametrize("unit", [0.01, 100.0])
def test_a_body_in_other_units_is_refused(drawn: Drawn, shelf: Path, unit: float) -> None:
    rows = [(name, above, tuple(x * unit for x in place)) for name, above, place in PERSON]
    text = drawn(rows)
    for length in ('"0.03"', '"0.09 0.04 0.02"', '"0.04 0 -0.05"'):
        scaled = " ".join(f"{float(x) * unit:g}" for x in length.strip('"').split())
        text = text.replace(length, f'"{scaled}"')
    with pytest.raises(StuntmanError, match=r"m tall, for MuJoCo's unit is the metre"):
        adopt(save(shelf, text), "odd", {})


def test_gravity_in_centimetres_tells_the_unit(drawn: Drawn, shelf: Path) -> None:
    text = drawn(PERSON, world='<option gravity="0 0 -981"/>')
    with pytest.raises(StuntmanError, match="its gravity is 981, so its lengths are no metres"):
        adopt(save(shelf, text), "odd", {})


def test_one_leg_is_a_body_too(drawn: Drawn, shelf: Path) -> None:
    hopper: list[Row] = [("torso", "", (0, 0, 0)), ("thigh", "torso", (0, 0, -0.1))]
    hopper += [("leg", "thigh", (0, 0, -0.4)), ("foot", "leg", (0, 0, -0.4))]
    told = adopt(save(shelf, drawn(hopper)), "hop", {}).structure
    assert told.feet == ("foot",)
    assert told.trunk == ("torso",), "what a leg is made of may touch the floor"


def test_legs_side_by_side_in_a_plane_are_no_trunk(drawn: Drawn, shelf: Path) -> None:
    walker: list[Row] = [("torso", "", (0, 0, 0))]
    for side in ("", "_left"):
        walker += [(f"thigh{side}", "torso", (0, 0, -0.1)), (f"leg{side}", f"thigh{side}",
                   (0, 0, -0.4)), (f"foot{side}", f"leg{side}", (0, 0, -0.4))]  # fmt: skip
    told = adopt(save(shelf, drawn(walker)), "plane", {}).structure
    assert set(told.feet) == {"foot", "foot_left"}
    assert told.trunk == ("torso",)


def test_what_was_turned_is_said_and_feet_that_point_back_are_refused(drawn: Drawn) -> None:
    spec = mujoco.MjSpec.from_string(drawn(PERSON, turn='euler="0 0 90"'))
    assert standing.face_ahead(spec)[1] == ["it faced 90 degrees to the left of x; it faces x now"]
    other = {"left": "right", "right": "left"}

    def swap(name: str) -> str:
        side, _, part = name.partition("_")
        return f"{other[side]}_{part}" if side in other else name

    swapped = [(swap(name), swap(above), place) for name, above, place in PERSON]
    model, _ = standing.face_ahead(mujoco.MjSpec.from_string(drawn(swapped)))
    with pytest.raises(StuntmanError, match="its feet point back: what its names call left"):
        structure.find(model, {})
