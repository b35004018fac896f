"""The floor and what feels it, in the compiled scene."""

from collections.abc import Callable

import mujoco
import numpy as np
import pytest

from stuntman.characters import character as characters
from stuntman.characters.character import Character
from stuntman.physics import scene
from stuntman.spatial.rotations import Array


def on_the_floor(model: mujoco.MjModel, data: mujoco.MjData) -> set[str]:
    """Bodies that touch the floor, by the list of contacts."""
    floor = model.geom(scene.FLOOR).id
    pairs = data.contact.geom[(data.contact.geom == floor).any(axis=1)]
    return {model.body(model.geom_bodyid[int(g)]).name for g in pairs.ravel() if g != floor}


@pytest.mark.parametrize("self_contact", [True, False])
def test_each_body_feels_the_floor_by_its_own_sensor(
    self_contact: bool,
    humanoid: Character,
    sensing_model: mujoco.MjModel,
    random_states: Callable[[int, int], tuple[Array, Array]],
) -> None:
    model = scene.build(humanoid, self_contact, floor_sensors=scene.sensor_bodies(sensing_model))
    bodies = {model.body(k).name for k in range(1, model.nbody)}
    assert model.nsensor == model.nsensordata == len(bodies)
    data = mujoco.MjData(model)
    touched = set()
    for qpos in random_states(100, 5)[0]:
        data.qpos[:] = qpos
        data.qpos[2] -= 0.1  # well into the floor, or root and chest would hardly ever get there
        mujoco.mj_forward(model, data)
        felt = {body for body in bodies if data.sensor(scene.floor_sensor(body)).data[0] > 0}
        assert felt == on_the_floor(model, data)
        touched |= felt
        assert 0 < len(felt) < len(bodies)
    assert touched == bodies


def test_only_bodies_that_must_not_touch_the_floor_feel_it_if_nothing_else_is_said(
    humanoid: Character, model: mujoco.MjModel
) -> None:
    assert scene.sensor_bodies(model) == humanoid.fall_bodies == ("root", "chest", "neck")
    assert scene.sensor_bodies(scene.build(humanoid, floor_sensors=())) == ()


def test_in_the_air_nothing_touches(sensing_model: mujoco.MjModel) -> None:
    data = mujoco.MjData(sensing_model)
    data.qpos[2] = 3.0
    mujoco.mj_forward(sensing_model, data)
    assert not data.sensordata.any()


def test_the_floor_is_flat_at_height_zero_and_grips(model: mujoco.MjModel) -> None:
    floor = model.geom(scene.FLOOR)
    assert floor.type[0] == mujoco.mjtGeom.mjGEOM_PLANE
    assert not floor.pos.any() and list(floor.quat) == [1, 0, 0, 0]

    data = mujoco.MjData(model)
    data.qpos[2] = 0.5
    mujoco.mj_forward(model, data)
    assert data.ncon > 0
    np.testing.assert_allclose(data.contact.friction[:, :2], 1.0)
    np.testing.assert_allclose(data.contact.frame[:, :3], [[0.0, 0.0, 1.0]] * data.ncon, atol=1e-12)


def test_self_contact_is_a_switch(humanoid: Character, model: mujoco.MjModel) -> None:
    qpos = model.qpos0.copy()
    qpos[2] = 3.0
    for side, turn in (("right", 0.6), ("left", -0.6)):  # legs crossed
        address = int(model.joint(f"{side}_hip").qposadr[0])
        qpos[address : address + 4] = [np.cos(turn / 2), np.sin(turn / 2), 0.0, 0.0]
    found = []
    for self_contact in (True, False):
        body = scene.build(humanoid, self_contact)
        data = mujoco.MjData(body)
        data.qpos[:] = qpos
        mujoco.mj_forward(body, data)
        found.append(data.ncon > 0)
    assert found == [True, False]


@pytest.mark.parametrize("name", ["humanoid", "trex"])
@pytest.mark.parametrize("self_contact", [True, False])
def test_pairs_in_a_list_are_those_that_a_search_finds(name: str, self_contact: bool) -> None:
    body = characters.load(name)
    searching = scene.spec(body, self_contact).compile()
    listing = scene.build(body, self_contact)
    assert searching.npair == 0 < listing.npair == len(scene.touching_pairs(searching))
    assert scene.touching_pairs(listing) == []
    searched, listed = mujoco.MjData(searching), mujoco.MjData(listing)
    rng, found = np.random.default_rng(3), 0
    for _ in range(200):  # crumpled on the floor: every limb in some other's way
        velocity = rng.normal(size=searching.nv)
        mujoco.mj_integratePos(searching, searched.qpos, velocity, 0.3)
        searched.qpos[2] = 0.4
        listed.qpos[:] = searched.qpos
        mujoco.mj_forward(searching, searched)
        mujoco.mj_forward(listing, listed)
        np.testing.assert_array_equal(listed.contact.geom, searched.contact.geom)
        np.testing.assert_array_equal(listed.qacc, searched.qacc)
        found += np.sum(searched.contact.geom.min(axis=1) > searching.geom(scene.FLOOR).id)
    assert (found > 100) == self_contact


def test_blocks_are_searched_for(humanoid: Character) -> None:
    assert scene.build(humanoid, blocks=1).npair == 0


def test_pairs_that_the_body_lists_or_excludes_are_left_to_it() -> None:
    world = mujoco.MjSpec.from_string("""
        <mujoco>
          <worldbody>
            <geom name="floor" type="plane" size="0 0 1"/>
            <body name="a"><freejoint/><geom name="a" size=".1"/>
              <body name="b"><joint/><geom name="b" size=".1"/>
                <body name="c"><joint/><geom name="c" size=".1"/><geom name="d" size=".1"/>
                </body>
              </body>
            </body>
          </worldbody>
          <contact><exclude body1="c" body2="a"/><pair geom1="d" geom2="floor"/></contact>
        </mujoco>""")
    model = world.compile()
    names = [(model.geom(a).name, model.geom(b).name) for a, b in scene.touching_pairs(model)]
    assert names == [("floor", "a"), ("floor", "b"), ("floor", "c")]
    model.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_FILTERPARENT
    assert len(scene.touching_pairs(model)) == 6


def test_a_diverging_world_is_not_put_back_in_silence(model: mujoco.MjModel) -> None:
    assert model.opt.disableflags & mujoco.mjtDisableBit.mjDSBL_AUTORESET
