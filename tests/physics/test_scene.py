"""The floor and what feels it, in the compiled scene."""

from collections.abc import Callable

import mujoco
import numpy as np
import pytest

from stuntman.characters.character import Character
from stuntman.motion.rotations import Array
from stuntman.physics import scene


def on_the_floor(model: mujoco.MjModel, data: mujoco.MjData) -> set[str]:
    """Bodies that touch the floor, by the list of contacts."""
    floor = model.geom(scene.FLOOR).id
    pairs = data.contact.geom[(data.contact.geom == floor).any(axis=1)]
    return {model.body(model.geom_bodyid[int(g)]).name for g in pairs.ravel() if g != floor}


@pytest.mark.parametrize("self_contact", [True, False])
def test_each_body_feels_the_floor_by_its_own_sensor(
    self_contact: bool,
    humanoid: Character,
    feeling: mujoco.MjModel,
    random_states: Callable[[int, int], tuple[Array, Array]],
) -> None:
    model = scene.build(humanoid, self_contact, feel=scene.feeling(feeling))
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
    assert scene.feeling(model) == humanoid.fall_bodies == ("root", "chest", "neck")
    assert scene.feeling(scene.build(humanoid, feel=())) == ()


def test_in_the_air_nothing_touches(feeling: mujoco.MjModel) -> None:
    data = mujoco.MjData(feeling)
    data.qpos[2] = 3.0
    mujoco.mj_forward(feeling, data)
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


def test_a_diverging_world_is_not_put_back_in_silence(model: mujoco.MjModel) -> None:
    assert model.opt.disableflags & mujoco.mjtDisableBit.mjDSBL_AUTORESET
