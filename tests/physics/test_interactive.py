"""One world with blocks, pushes and a spring."""

from collections.abc import Callable
from typing import Any

import mujoco
import numpy as np
import pytest
import torch

from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.physics import scene
from stuntman.physics.interactive import InteractiveEngine, Pull, Push
from stuntman.spatial.rotations import Array

UPRIGHT = np.array([1.0, 0.0, 0.0, 0.0])
STILL = np.zeros(3)
HERE = np.array([3.0, 0.0, 1.0])
ONLY = torch.tensor([0])


@pytest.fixture
def engine(humanoid: Character, sensing_model: mujoco.MjModel) -> InteractiveEngine:
    world = scene.build(humanoid, blocks=6, floor_sensors=scene.sensor_bodies(sensing_model))
    return InteractiveEngine(sensing_model, world, substeps=4)


def in_the_air(engine: InteractiveEngine) -> None:
    """Without gravity and two metres up, where nothing but what is done to it moves it."""
    engine.gravity = 0.0
    qpos = torch.from_numpy(engine.model.qpos0[None].copy())
    qpos[0, 2] = 2.0
    engine.reset(ONLY, qpos, torch.zeros(1, engine.model.nv, dtype=torch.float64))


def step(engine: InteractiveEngine, steps: int) -> None:
    for _ in range(steps):
        engine.step(torch.zeros(1, engine.model.nu))


def momentum(engine: InteractiveEngine) -> Array:
    """(3,) kg m/s of the character alone."""
    mujoco.mj_comVel(engine.world, engine.data)
    mujoco.mj_subtreeVel(engine.world, engine.data)
    root = engine.model.body("root").id
    return engine.world.body_subtreemass[root] * engine.data.subtree_linvel[root]


def test_the_character_moves_as_if_there_were_no_blocks(
    engine: InteractiveEngine,
    sensing_model: mujoco.MjModel,
    random_states: Callable[[int, int], tuple[Array, Array]],
) -> None:
    qpos, qvel = random_states(1, 3)
    model = sensing_model
    data = mujoco.MjData(model)
    data.qpos[:], data.qvel[:] = qpos[0], qvel[0]
    engine.reset(ONLY, torch.from_numpy(qpos), torch.from_numpy(qvel))
    assert engine.qpos.shape == (1, model.nq) and engine.qvel.shape == (1, model.nv)
    assert not engine.floor_contacts.any(), "it has not moved yet"
    for _ in range(15):
        step(engine, 1)
        mujoco.mj_step(model, data, 4)
        floor = [data.sensor(scene.floor_sensor(model.body(b).name)).data[0] > 0
                 for b in range(1, model.nbody)]  # fmt: skip
        np.testing.assert_array_equal(engine.floor_contacts[0], floor)
    np.testing.assert_allclose(engine.qpos[0], data.qpos, atol=1e-6)
    np.testing.assert_allclose(engine.qvel[0], data.qvel, atol=1e-4)


def test_a_thrown_block_is_as_if_compiled_so(
    humanoid: Character, engine: InteractiveEngine
) -> None:
    spec = humanoid.spec()
    body = spec.worldbody.add_body(name="cube")
    body.add_freejoint()
    body.add_geom(type=mujoco.mjtGeom.mjGEOM_BOX, size=[0.15] * 3, mass=7)
    wanted = spec.compile()
    cube = wanted.body("cube").id
    slot = engine.throw(0.3, 7.0, np.array([3.0, 0.0, 1.0]), STILL, UPRIGHT)
    block = engine.world.body(scene.block(slot)).id
    for name in ("mass", "inertia", "invweight0", "subtreemass", "gravcomp"):
        field = f"body_{name}"
        np.testing.assert_allclose(
            getattr(engine.world, field)[block], getattr(wanted, field)[cube], rtol=1e-12
        )
    geom = engine.world.body_geomadr[block]
    for name in ("size", "rbound", "aabb"):
        field = f"geom_{name}"
        np.testing.assert_allclose(
            getattr(engine.world, field)[geom], getattr(wanted, field)[wanted.body_geomadr[cube]]
        )


def test_a_block_hands_its_momentum_to_whom_it_hits(engine: InteractiveEngine) -> None:
    in_the_air(engine)
    chest = engine.data.body("chest").xipos.copy()
    slot = engine.throw(
        0.2, 2.0, chest + np.array([1.0, 0.0, 0.0]), np.array([-6.0, 0.0, 0.0]), UPRIGHT
    )
    struck = False
    for _ in range(20):
        step(engine, 1)
        struck |= bool(engine.hit[slot])
    assert struck
    block = engine.data.joint(scene.block(slot)).qvel[:3]
    assert momentum(engine)[0] < -8.0
    np.testing.assert_allclose(momentum(engine) + 2.0 * block, [-12.0, 0.0, 0.0], atol=0.05)


def test_blocks_lie_on_the_floor_and_on_each_other(engine: InteractiveEngine) -> None:
    for height in (0.3, 0.8):
        engine.throw(0.4, 5.0, np.array([3.0, 0.0, height]), STILL, UPRIGHT)
    step(engine, 45)
    np.testing.assert_allclose(engine.blocks.positions[:2, 2], [0.2, 0.6], atol=5e-3)
    assert list(engine.blocks.edges) == [0.4, 0.4, 0, 0, 0, 0]
    assert not engine.hit.any()


def test_the_oldest_block_is_thrown_again(engine: InteractiveEngine) -> None:
    slots = [
        engine.throw(0.1, 1.0, np.array([2.0 + k, 0.0, 0.05]), STILL, UPRIGHT) for k in range(8)
    ]
    assert slots == [0, 1, 2, 3, 4, 5, 0, 1]
    assert (engine.blocks.edges > 0).all()
    np.testing.assert_allclose(engine.blocks.positions[:, 0], [8.0, 9.0, 4.0, 5.0, 6.0, 7.0])


def test_what_is_cleared_is_in_nobodys_way(engine: InteractiveEngine) -> None:
    engine.throw(2.0, 100.0, engine.data.body("root").xpos.copy(), STILL, UPRIGHT)
    engine.clear()
    in_the_air(engine)
    step(engine, 5)
    assert not engine.blocks.edges.any() and not engine.hit.any()
    assert np.abs(momentum(engine)).max() < 1e-9


def test_a_push_gives_force_times_time(engine: InteractiveEngine) -> None:
    in_the_air(engine)
    engine.push(Push("root", np.array([30.0, -60.0, 0.0]), until=engine.data.time + 0.2))
    step(engine, 12)
    np.testing.assert_allclose(momentum(engine), [6.0, -12.0, 0.0], atol=0.01)


def test_a_spring_pulls_a_point_of_a_body_to_where_one_wants_it(engine: InteractiveEngine) -> None:
    in_the_air(engine)
    point = np.array([0.0, 0.0, -0.2])
    target = np.array([0.5, -0.6, 1.5])
    engine.pull = Pull("right_elbow", point, target)
    step(engine, 150)
    body = engine.data.body("right_elbow")
    held = body.xpos + body.xmat.reshape(3, 3) @ point
    np.testing.assert_allclose(held, target, atol=0.03)
    engine.pull = None
    before = momentum(engine)
    step(engine, 5)
    np.testing.assert_allclose(momentum(engine), before, atol=1e-3)


def test_on_the_moon_things_fall_slower(engine: InteractiveEngine) -> None:
    engine.gravity = 1.62
    slot = engine.throw(0.2, 1.0, np.array([3.0, 0.0, 3.0]), STILL, UPRIGHT)
    step(engine, 15)
    fallen = 3.0 - engine.blocks.positions[slot, 2]
    assert fallen == pytest.approx(0.5 * 1.62 * 0.5**2, rel=0.03)


@pytest.mark.parametrize("friction", [0.05, 1.0])
def test_a_block_slides_as_far_as_friction_lets_it(
    engine: InteractiveEngine, friction: float
) -> None:
    engine.friction = friction
    slot = engine.throw(0.4, 4.0, np.array([3.0, 0.0, 0.2]), np.array([1.0, 0.0, 0.0]), UPRIGHT)
    step(engine, 12)
    way = engine.blocks.positions[slot, 0] - 3.0
    stops = min(0.4, 1.0 / (friction * 9.81))
    assert way == pytest.approx(stops - 0.5 * friction * 9.81 * stops**2, abs=0.02)


def test_it_continues_bit_for_bit_from_what_it_saved(engine: InteractiveEngine) -> None:
    engine.throw(0.3, 2.0, np.array([0.6, 0.0, 1.6]), np.array([-3.0, 0.0, 0.0]), UPRIGHT)
    step(engine, 3)
    saved = engine.save()
    step(engine, 10)
    wanted = engine.data.qpos.copy()
    engine.throw(1.0, 50.0, np.array([1.0, 0.0, 2.0]), STILL, UPRIGHT)
    engine.clear()
    step(engine, 3)
    engine.restore(saved)
    assert engine.blocks.edges[0] == 0.3
    step(engine, 10)
    np.testing.assert_array_equal(engine.data.qpos, wanted)


def test_a_block_without_numbers_is_not_hidden(
    engine: InteractiveEngine, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))  # MuJoCo writes of it into MUJOCO_LOG.TXT
    slot = engine.throw(0.3, 2.0, np.array([3.0, 0.0, 1.0]), STILL, UPRIGHT)
    engine.data.qvel[engine.model.nv] = np.nan  # of the first block
    step(engine, 1)
    assert np.isnan(engine.blocks.positions[slot]).any()
    assert torch.isnan(engine.qvel).all()


BAD = (np.nan, np.inf, -np.inf, 1e30, -1.0, "heavy", None, [1.0, 2.0])


@pytest.mark.parametrize("bad", BAD, ids=str)
@pytest.mark.parametrize("what", ["edge", "mass", "gravity", "friction"])
def test_what_would_break_the_world_is_refused_and_leaves_it_as_it_was(
    engine: InteractiveEngine, what: str, bad: Any
) -> None:
    before, masses = engine.save(), engine.world.body_mass.copy()
    with pytest.raises(StuntmanError, match=what):
        if what in ("edge", "mass"):
            sizes = {"edge": 0.3, "mass": 2.0} | {what: bad}
            engine.throw(**sizes, position=HERE, velocity=STILL, rotation=UPRIGHT)
        else:
            setattr(engine, what, bad)
    assert torch.equal(engine.save(), before)
    np.testing.assert_array_equal(engine.world.body_mass, masses)


@pytest.mark.parametrize("bad", [[np.nan, 0.0, 0.0], [1e300, 0.0, 0.0], [0.0], ["a", "b", "c"], {}])
def test_forces_and_places_that_are_none_are_refused(engine: InteractiveEngine, bad: Any) -> None:
    for make in (
        lambda: Push("root", bad, until=1.0),
        lambda: Pull("root", bad, HERE),
        lambda: Pull("root", HERE, bad),
        lambda: engine.throw(0.3, 2.0, bad, STILL, UPRIGHT),
        lambda: engine.throw(0.3, 2.0, HERE, bad, UPRIGHT),
    ):
        with pytest.raises(StuntmanError, match="give"):
            make()


def test_what_was_thrown_is_forgotten_with_its_mass(engine: InteractiveEngine) -> None:
    masses = engine.world.body_mass.copy()
    engine.throw(0.3, 5000.0, HERE, STILL, UPRIGHT)
    engine.clear()
    np.testing.assert_array_equal(engine.world.body_mass, masses)


def test_the_character_may_have_a_model_of_its_own(
    engine: InteractiveEngine, sensing_model: mujoco.MjModel
) -> None:
    gravity = engine.world.body_gravcomp.copy()
    engine.set_model_field("body_gravcomp", torch.ones(1, sensing_model.nbody))
    qpos = torch.from_numpy(sensing_model.qpos0[None].copy())
    qpos[0, 2] = 2.0
    engine.reset(ONLY, qpos, torch.zeros(1, sensing_model.nv, dtype=torch.float64))
    step(engine, 10)
    assert engine.qpos[0, 2] == pytest.approx(2.0, abs=0.01), "nothing pulls it down"
    np.testing.assert_array_equal(
        engine.world.body_gravcomp[sensing_model.nbody :], gravity[sensing_model.nbody :]
    )
    for name in ("nbody", "colour_of_the_sky"):
        with pytest.raises(StuntmanError, match=name):
            engine.set_model_field(name, torch.zeros(1, 3))
