"""Limbs, pairs and feet, told from the tree alone: bodies whose parts are known."""

import mujoco
import numpy as np
import pytest

from stuntman.characters import character as characters
from stuntman.characters import library as bodies
from stuntman.characters import structure
from stuntman.errors import StuntmanError
from stuntman.physics import scene


def anonymous(name: str) -> tuple[mujoco.MjModel, dict[str, str]]:
    """A body that ships, its links called by numbers, and their names by those."""
    spec = characters.load(name).spec()
    called = {}
    for exclude in spec.excludes:
        spec.delete(exclude)
    for number, body in enumerate(spec.bodies[1:]):
        called[f"link_{number}"] = body.name
        body.name = f"link_{number}"
    return spec.compile(), called


@pytest.mark.parametrize(
    ("name", "feet", "trunk"),
    [
        ("humanoid", {"ankle"}, {"root", "chest", "neck"}),
        ("atlas", {"ankle"}, {"root", "chest"}),
    ],
)
def test_a_persons_parts_are_told_without_names(name: str, feet: set[str], trunk: set[str]) -> None:
    model, called = anonymous(name)
    found = structure.find(model, {})
    assert called[found.root] == "root"
    assert {called[foot].split("_")[1] for foot in found.feet} == feet
    assert {called[hand] for hand in found.hands} == {"left_elbow", "right_elbow"}
    assert {called[link] for link in found.trunk} == trunk
    for left, right in found.pairs:
        assert called[left] == called[right].replace("right_", "left_")
    assert len(found.pairs) == 5
    assert called[found.parts["left_thigh"]] == "left_hip"
    assert called[found.parts["right_shin"]] == "right_knee"


def test_frames_that_mark_a_sensor_are_no_limbs() -> None:
    """A link without geoms and joints, as URDF has them: the one above it does not end in it."""
    spec = characters.load("humanoid").spec()
    plain = structure.find(spec.compile(), {})
    for side in ("left", "right"):
        spec.body(f"{side}_knee").add_body(name=f"{side}_imu", pos=[0, 0, -0.1])
    found = structure.find(spec.compile(), {})
    assert found.feet == plain.feet and found.hands == plain.hands and found.parts == plain.parts


def test_four_legs_are_no_persons() -> None:
    model, called = anonymous("dog")
    found = structure.find(model, {})
    assert len(found.feet) == 4
    assert len({called[foot].split("_")[0] for foot in found.feet}) == 2
    assert found.hands == () and found.parts == {}
    assert {"root", "chest", "head"} <= {called[link] for link in found.trunk}
    geoms = {model.geom(g).name for foot in found.feet
             for g in structure.soles(model, model.body(foot).id, found.height)}  # fmt: skip
    assert geoms == set(characters.load("dog").feet)


def test_parts_can_be_told_by_hand_and_have_to_be_there() -> None:
    model = scene.build(characters.load("humanoid"))
    found = structure.find(model, {"left_shin": "left_knee"})
    assert found.parts["left_shin"] == "left_knee"
    with pytest.raises(StuntmanError, match="'left_knee' cannot be the left_foot"):
        structure.find(model, {"left_foot": "left_knee"})
    with pytest.raises(StuntmanError, match=r"no bone 'left_hoof' for the left_foot"):
        structure.find(model, {"left_foot": "left_hoof"})


def test_a_body_that_touches_nothing_cannot_stand() -> None:
    spec = characters.load("humanoid").spec()
    for geom in spec.geoms:
        geom.contype = geom.conaffinity = 0
    with pytest.raises(StuntmanError, match="none of its geoms collides"):
        structure.find(spec.compile(), {})


def test_hinges_in_a_row_turn_about_where_their_axes_come_nearest() -> None:
    model = mujoco.MjModel.from_xml_string("""
    <mujoco><worldbody><body name="pelvis"><freejoint/><geom size="0.1"/>
      <body name="pitch" pos="0 0.06 -0.1"><joint axis="0 1 0"/><geom size="0.02"/>
        <body name="roll" pos="0 0.05 0"><joint axis="1 0 0"/><geom size="0.02"/>
          <body name="yaw" pos="0 0 -0.12"><joint axis="0 0 1"/><geom size="0.02"/>
            <body name="knee" pos="0 0 -0.2"><joint axis="0 1 0"/><geom size="0.02"/></body>
    </body></body></body></body></worldbody></mujoco>""")
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    above, centre = structure.joint_centre(model, data, model.body("yaw").id)
    assert model.body(above).name == "pelvis"
    np.testing.assert_allclose(centre, [0.0, 0.11, -0.1], atol=1e-3)

    humanoid = characters.load("humanoid").spec().compile()
    data = mujoco.MjData(humanoid)
    mujoco.mj_kinematics(humanoid, data)
    hip = humanoid.body("left_hip").id
    above, centre = structure.joint_centre(humanoid, data, hip)
    assert humanoid.body(above).name == "root"
    np.testing.assert_array_equal(centre, data.xpos[hip])


def test_every_body_that_ships_stands_on_the_feet_that_it_says() -> None:
    for name in bodies.names():
        body = characters.load(name)
        found = structure.find(body.spec().compile(), {})
        model = body.spec().compile()
        told = {model.body(int(model.geom(foot).bodyid[0])).name for foot in body.feet}
        legs = {model.body(k).name for foot in found.feet
                for k in structure.links(model, model.body(foot).id)}  # fmt: skip
        assert told <= legs
