"""The engine against plain MuJoCo, world by world, bit for bit."""

import sys
from collections.abc import Callable
from pathlib import Path

import mujoco
import numpy as np
import pytest
from numpy.typing import NDArray

from stuntman.physics import scene
from stuntman.physics.cpu import CpuEngine
from stuntman.physics.engine import Array

States = Callable[[int, int], tuple[Array, Array]]
SUBSTEPS = 4
WORLDS = 5


class Plain:
    """The same worlds with nothing but mujoco.mj_step."""

    def __init__(self, model: mujoco.MjModel, worlds: int) -> None:
        self.model = model
        self.data = [mujoco.MjData(model) for _ in range(worlds)]
        self.moved = np.zeros(worlds, dtype=bool)

    def reset(self, worlds: NDArray[np.int64], qpos: Array, qvel: Array) -> None:
        for world, position, velocity in zip(worlds, qpos, qvel, strict=True):
            data = self.data[world]
            mujoco.mj_resetData(self.model, data)
            data.qpos[:], data.qvel[:] = position, velocity
        self.moved[worlds] = False

    def step(self, targets: Array) -> None:
        self.moved[:] = True
        for data, target in zip(self.data, targets, strict=True):
            data.ctrl[:] = target
            for _ in range(SUBSTEPS):
                mujoco.mj_step(self.model, data)

    def touching(self) -> NDArray[np.bool_]:
        """(worlds, bodies), by the list of contacts; none before a world moves."""
        out = np.zeros((len(self.data), self.model.nbody), dtype=bool)
        floor = self.model.geom(scene.FLOOR).id
        for row, data in zip(out, self.data, strict=True):
            at_floor = data.contact.geom[(data.contact.geom == floor).any(axis=1)]
            row[self.model.geom_bodyid[at_floor.ravel()]] = True
        return out[:, 1:] & self.moved[:, None]


def check(engine: CpuEngine, plain: Plain) -> None:
    np.testing.assert_array_equal(engine.qpos, [data.qpos for data in plain.data])
    np.testing.assert_array_equal(engine.qvel, [data.qvel for data in plain.data])
    np.testing.assert_array_equal(engine.touching, plain.touching())


def targets(model: mujoco.MjModel, rng: np.random.Generator) -> Array:
    return rng.normal(scale=0.5, size=(WORLDS, model.nu))


@pytest.fixture(scope="session")
def model(feeling: mujoco.MjModel) -> mujoco.MjModel:
    return feeling


@pytest.fixture
def engine(model: mujoco.MjModel, random_states: States) -> CpuEngine:
    """Five worlds in random states on the floor."""
    engine = CpuEngine(model, WORLDS, SUBSTEPS, threads=2)
    engine.reset(np.arange(WORLDS), *random_states(WORLDS, 0))
    return engine


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_every_world_is_plain_mujocos(
    threads: int, model: mujoco.MjModel, random_states: States
) -> None:
    rng = np.random.default_rng(threads)
    engine, plain = CpuEngine(model, WORLDS, SUBSTEPS, threads), Plain(model, WORLDS)
    worlds = np.arange(WORLDS)
    touched = np.zeros(model.nbody - 1, dtype=bool)
    for round_ in range(12):
        qpos, qvel = random_states(len(worlds), 100 * threads + round_)
        engine.reset(worlds, qpos, qvel)
        plain.reset(worlds, qpos, qvel)
        check(engine, plain)
        for _ in range(int(rng.integers(1, 5))):
            target = targets(model, rng)
            engine.step(target)
            plain.step(target)
            check(engine, plain)
            touched |= engine.touching.any(axis=0)
        worlds = np.flatnonzero(rng.random(WORLDS) < 0.4)
    assert touched.sum() > 6


def test_a_reset_leaves_the_state_that_was_given(model: mujoco.MjModel, engine: CpuEngine) -> None:
    qpos, qvel = engine.qpos[:2].copy(), engine.qvel[:2].copy()
    engine.step(np.zeros((WORLDS, model.nu)))
    engine.reset(np.array([1, 4]), qpos, qvel)
    np.testing.assert_array_equal(engine.qpos[[1, 4]], qpos)
    np.testing.assert_array_equal(engine.qvel[[1, 4]], qvel)


def test_a_world_can_be_reset_to_the_state_it_is_in(
    model: mujoco.MjModel, engine: CpuEngine
) -> None:
    qpos, qvel = engine.qpos.copy(), engine.qvel.copy()
    engine.reset(np.arange(WORLDS), qpos, qvel)
    np.testing.assert_array_equal(engine.qpos, qpos)

    plain = Plain(model, WORLDS)
    plain.reset(np.arange(WORLDS), qpos, qvel)
    target = targets(model, np.random.default_rng(0))
    engine.step(target)
    plain.step(target)
    check(engine, plain)


def test_a_reset_leaves_the_other_worlds_alone(
    model: mujoco.MjModel, engine: CpuEngine, random_states: States
) -> None:
    rng = np.random.default_rng(1)
    first, second = targets(model, rng), targets(model, rng)
    start = engine.save()
    engine.step(first)
    engine.step(second)
    undisturbed = engine.qpos.copy()

    engine.restore(start)
    engine.step(first)
    engine.reset(np.array([2]), *random_states(1, 9))
    engine.step(second)
    others = [0, 1, 3, 4]
    np.testing.assert_array_equal(engine.qpos[others], undisturbed[others])
    assert not np.array_equal(engine.qpos[2], undisturbed[2])


def test_a_saved_state_continues_bit_for_bit_in_any_engine(
    model: mujoco.MjModel, engine: CpuEngine
) -> None:
    rng = np.random.default_rng(2)
    ahead = [targets(model, rng) for _ in range(4)]
    engine.step(ahead[0])
    saved = engine.save()
    before = engine.qpos.copy()

    def run(other: CpuEngine) -> Array:
        for target in ahead:
            other.step(target)
        return np.concatenate([other.qpos, other.qvel, other.touching], axis=1)

    expected = run(engine)
    other = CpuEngine(model, WORLDS, SUBSTEPS, threads=1)
    for each in (engine, other):
        each.restore(saved)
        np.testing.assert_array_equal(each.qpos, before)
        np.testing.assert_array_equal(run(each), expected)


@pytest.mark.parametrize("sick", ["qpos", "qvel", "target"])
def test_a_world_that_diverges_stays_alone_and_can_be_seen(
    sick: str,
    model: mujoco.MjModel,
    engine: CpuEngine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)  # MuJoCo writes its warnings into a file here
    qpos, qvel = engine.qpos.copy(), engine.qvel.copy()
    target = targets(model, np.random.default_rng(3))
    {"qpos": qpos, "qvel": qvel, "target": target}[sick][1, 9] = np.nan
    engine.reset(np.arange(WORLDS), qpos, qvel)
    plain = Plain(model, WORLDS)
    plain.reset(np.arange(WORLDS), qpos, qvel)
    healthy = [0, 2, 3, 4]
    for _ in range(3):
        engine.step(target)
        plain.step(target)
        assert not np.isfinite(engine.qvel[1]).all()
        for world in healthy:
            np.testing.assert_array_equal(engine.qpos[world], plain.data[world].qpos)
            np.testing.assert_array_equal(engine.qvel[world], plain.data[world].qvel)

    engine.reset(np.array([1]), engine.qpos[[0]], engine.qvel[[0]])
    engine.step(np.tile(target[0], (WORLDS, 1)))
    assert np.isfinite(engine.qpos).all()


@pytest.mark.skipif(sys.platform == "win32", reason="its clock goes on there")
def test_no_clock_is_read_while_the_worlds_move(model: mujoco.MjModel) -> None:
    CpuEngine(model, 1, SUBSTEPS)
    data = mujoco.MjData(model)
    mujoco.mj_step(model, data)
    assert data.timer[mujoco.mjtTimer.mjTIMER_STEP].number == 1
    assert data.timer[mujoco.mjtTimer.mjTIMER_STEP].duration == 0.0
