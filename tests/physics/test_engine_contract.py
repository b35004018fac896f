"""What every engine of many worlds keeps to, held against plain MuJoCo world by world.

A new engine joins by one more entry in ENGINES.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import mujoco
import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.physics import scene
from stuntman.physics.cpu import CpuEngine
from stuntman.physics.engine import Engine
from stuntman.spatial.rotations import Array

States = Callable[[int, int], tuple[Array, Array]]
SUBSTEPS = 4
WORLDS = 5
ALL = torch.arange(WORLDS)


@dataclass(frozen=True)
class Kind:
    """An engine, and how near to plain MuJoCo one of its control steps is.

    Attributes:
        make: from a model, worlds and physics steps in a control step.
        position: m or rad. velocity: m/s or rad/s.
        strays: worlds of the five that may be farther off.
        repeats: how far apart two runs of the same may be.
    """

    make: Callable[[mujoco.MjModel, int, int], Engine]
    position: float = 0.0
    velocity: float = 0.0
    strays: int = 0
    repeats: float = 0.0

    @property
    def exact(self) -> bool:
        return self.position == self.velocity == 0.0

    def same(self, one: Tensor, other: Tensor) -> bool:
        """Whether two runs of the same have come to the same."""
        return torch.allclose(one, other, rtol=0.0, atol=self.repeats, equal_nan=True)


def on_cpu(threads: int) -> Kind:
    return Kind(lambda model, worlds, substeps: CpuEngine(model, worlds, substeps, threads))


def on_warp(device: str) -> Kind:
    def make(model: mujoco.MjModel, worlds: int, substeps: int) -> Engine:
        pytest.importorskip("mujoco_warp", reason="pip install 'stuntman[gpu]' to test it")
        if device == "cuda" and not torch.cuda.is_available():
            pytest.skip("no NVIDIA GPU here")
        from stuntman.physics.warp import WarpEngine

        return WarpEngine(model, worlds, substeps, torch.device(device))

    # Rounding of float32. The two direct the friction of a capsule that stands steeply on the floor
    # differently, and now and then a contact comes a physics step sooner.
    repeats = 0.0 if device == "cpu" else 1e-2
    return Kind(make, position=1e-6, velocity=1e-4, strays=2, repeats=repeats)


ENGINES = {f"cpu_{threads}": on_cpu(threads) for threads in (1, 2, 3)} | {
    f"warp_{device}": on_warp(device) for device in ("cpu", "cuda")
}


@pytest.fixture(params=ENGINES)
def kind(request: pytest.FixtureRequest) -> Kind:
    return ENGINES[request.param]


@pytest.fixture(scope="session")
def model(sensing_model: mujoco.MjModel) -> mujoco.MjModel:
    return sensing_model


@pytest.fixture
def make(kind: Kind, model: mujoco.MjModel) -> Callable[[], Engine]:
    """Makes an engine of five worlds."""
    return lambda: kind.make(model, WORLDS, SUBSTEPS)


@pytest.fixture
def engine(make: Callable[[], Engine], random_states: States) -> Engine:
    """Five worlds in random states on the floor."""
    engine = make()
    engine.reset(ALL.to(engine.device), *tensors(engine, random_states(WORLDS, 0)))
    return engine


class Plain:
    """The same worlds with nothing but mujoco.mj_step.

    Args:
        models: each world's.
    """

    def __init__(self, models: list[mujoco.MjModel]) -> None:
        self.models = models
        self.data = [mujoco.MjData(model) for model in models]

    @property
    def qpos(self) -> Array:
        return np.array([data.qpos for data in self.data])

    @property
    def qvel(self) -> Array:
        return np.array([data.qvel for data in self.data])

    def reset(self, worlds: NDArray[np.int64], qpos: Array, qvel: Array) -> None:
        for world, position, velocity in zip(worlds, qpos, qvel, strict=True):
            model, data = self.models[world], self.data[world]
            mujoco.mj_resetData(model, data)
            data.qpos[:], data.qvel[:] = position, velocity

    def step(self, pd_targets: Array) -> None:
        for model, data, target in zip(self.models, self.data, pd_targets, strict=True):
            data.ctrl[:] = target
            for _ in range(SUBSTEPS):
                mujoco.mj_step(model, data)

    def floor_contacts(self) -> Array:
        """(worlds, bodies), by the list of contacts; none before a world moves."""
        out = np.zeros((len(self.data), self.models[0].nbody), dtype=bool)
        for row, model, data in zip(out, self.models, self.data, strict=True):
            floor = model.geom(scene.FLOOR).id
            at_floor = data.contact.geom[(data.contact.geom == floor).any(axis=1)]
            row[model.geom_bodyid[at_floor.ravel()]] = True
        return out[:, 1:]


def tensors(engine: Engine, parts: tuple[Array, ...]) -> list[Tensor]:
    return [torch.from_numpy(np.ascontiguousarray(part)).to(engine.device) for part in parts]


def array(tensor: Tensor) -> Array:
    return tensor.cpu().numpy().copy()


def pd_targets(engine: Engine, seed: int) -> Tensor:
    """Some, float32 like those of a policy."""
    generator = torch.Generator().manual_seed(seed)
    return 0.5 * torch.randn(WORLDS, engine.model.nu, generator=generator).to(engine.device)


def everything(engine: Engine) -> Tensor:
    """(worlds, n), what is to be seen of each world."""
    return torch.cat([engine.qpos, engine.qvel, engine.floor_contacts], dim=1).clone()


def run(engine: Engine, seeds: range) -> Tensor:
    for seed in seeds:
        engine.step(pd_targets(engine, seed))
    return everything(engine)


def check(kind: Kind, engine: Engine, plain: Plain) -> None:
    """Every world, but for as many as may stray."""
    right = np.abs(array(engine.qpos) - plain.qpos).max(axis=1) <= kind.position
    right &= np.abs(array(engine.qvel) - plain.qvel).max(axis=1) <= kind.velocity
    right &= (array(engine.floor_contacts) == plain.floor_contacts()).all(axis=1)
    assert (~right).sum() <= kind.strays


def test_every_world_is_plain_mujocos(
    kind: Kind, make: Callable[[], Engine], model: mujoco.MjModel, random_states: States
) -> None:
    """Over resets of some worlds and steps of all; from states of its own, where an engine is not
    exact."""
    rng = np.random.default_rng(1)
    engine, plain = make(), Plain([model] * WORLDS)
    worlds = np.arange(WORLDS)
    touched = torch.zeros(model.nbody - 1, dtype=torch.bool, device=engine.device)
    for round_ in range(12):
        states = random_states(len(worlds), 100 + round_)
        engine.reset(torch.from_numpy(worlds).to(engine.device), *tensors(engine, states))
        plain.reset(worlds, *states)
        assert not engine.floor_contacts[torch.from_numpy(worlds)].any(), "they have not moved"
        for k in range(int(rng.integers(1, 5))):
            if not kind.exact:
                plain.reset(np.arange(WORLDS), array(engine.qpos), array(engine.qvel))
            targets = pd_targets(engine, 10 * round_ + k)
            engine.step(targets)
            plain.step(array(targets))
            check(kind, engine, plain)
            touched |= engine.floor_contacts.any(dim=0)
        worlds = np.flatnonzero(rng.random(WORLDS) < 0.4)
    assert touched.sum() > 6


def test_what_is_told_has_the_shapes_that_are_promised(
    engine: Engine, model: mujoco.MjModel
) -> None:
    engine.step(pd_targets(engine, 0))
    assert engine.worlds == WORLDS and engine.model is model
    assert engine.qpos.shape == (WORLDS, model.nq) and engine.qvel.shape == (WORLDS, model.nv)
    assert engine.floor_contacts.shape == (WORLDS, len(scene.sensor_bodies(model)))
    assert engine.floor_contacts.dtype == torch.bool
    assert len(engine.save()) == WORLDS
    for tensor in (engine.qpos, engine.qvel, engine.floor_contacts, engine.save()):
        assert tensor.device == engine.device


def test_a_reset_leaves_the_state_that_was_given(engine: Engine) -> None:
    qpos, qvel = engine.qpos[:2].clone(), engine.qvel[:2].clone()
    engine.step(torch.zeros(WORLDS, engine.model.nu, device=engine.device))
    some = torch.tensor([1, 4], device=engine.device)
    engine.reset(some, qpos, qvel)
    assert torch.equal(engine.qpos[some], qpos)
    assert torch.equal(engine.qvel[some], qvel)
    assert not engine.floor_contacts[some].any()


def test_a_world_can_be_reset_to_the_state_it_is_in(
    kind: Kind, model: mujoco.MjModel, engine: Engine
) -> None:
    qpos, qvel = engine.qpos.clone(), engine.qvel.clone()
    engine.reset(ALL.to(engine.device), qpos, qvel)
    assert torch.equal(engine.qpos, qpos) and torch.equal(engine.qvel, qvel)

    plain = Plain([model] * WORLDS)
    plain.reset(np.arange(WORLDS), array(qpos), array(qvel))
    targets = pd_targets(engine, 0)
    engine.step(targets)
    plain.step(array(targets))
    check(kind, engine, plain)


def test_a_world_that_was_reset_is_as_a_new_one(
    kind: Kind, engine: Engine, make: Callable[[], Engine], random_states: States
) -> None:
    run(engine, range(3))
    new = make()
    for each in (engine, new):
        each.reset(ALL.to(each.device), *tensors(each, random_states(WORLDS, 4)))
    assert torch.equal(engine.save(), new.save())
    assert kind.same(run(engine, range(2)), run(new, range(2)))


def test_a_reset_leaves_the_other_worlds_alone(
    kind: Kind, engine: Engine, random_states: States
) -> None:
    start = engine.save()
    undisturbed = run(engine, range(2))

    engine.restore(start)
    run(engine, range(1))
    states = tensors(engine, random_states(1, 9))
    engine.reset(torch.tensor([2], device=engine.device), *states)
    disturbed = run(engine, range(1, 2))
    others = [0, 1, 3, 4]
    assert kind.same(disturbed[others], undisturbed[others])
    assert not torch.equal(disturbed[2], undisturbed[2])


def test_a_saved_state_continues_bit_for_bit_in_any_engine_of_the_kind(
    kind: Kind, engine: Engine, make: Callable[[], Engine]
) -> None:
    run(engine, range(1))
    saved, before = engine.save(), engine.qpos.clone()
    expected = run(engine, range(4))
    assert not torch.equal(engine.qpos, before)
    for each in (engine, make()):
        each.restore(saved)
        assert torch.equal(each.qpos, before)
        assert kind.same(run(each, range(4)), expected)


def test_a_saved_state_stays_what_it_was(engine: Engine) -> None:
    saved = engine.save()
    kept = saved.clone()
    run(engine, range(1))
    assert torch.equal(saved, kept)


@pytest.mark.parametrize("sick", ["qpos", "qvel", "target"])
def test_a_world_that_diverges_stays_alone_and_can_be_seen(
    sick: str, kind: Kind, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # MuJoCo writes its warnings into a file here
    worlds, others = ALL.to(engine.device), [0, 2, 3, 4]
    qpos, qvel = engine.qpos.clone(), engine.qvel.clone()
    targets = pd_targets(engine, 3)
    healthy = []
    for _ in range(3):
        engine.step(targets)
        healthy.append(everything(engine)[others])

    engine.reset(worlds, qpos, qvel)
    {"qpos": qpos, "qvel": qvel, "target": targets}[sick][1, 9] = torch.nan
    engine.reset(worlds, qpos, qvel)
    for expected in healthy:
        engine.step(targets)
        assert not torch.isfinite(engine.qvel[1]).all()
        assert kind.same(everything(engine)[others], expected)

    engine.reset(worlds[1:2], engine.qpos[:1].clone(), engine.qvel[:1].clone())
    engine.step(targets[0].expand(WORLDS, -1))
    assert torch.isfinite(engine.qpos).all()


# Models of their own


def varied(model: mujoco.MjModel, name: str, factors: list[float]) -> Tensor:
    """A field of the model (worlds, ...) times a factor for each world."""
    field = torch.from_numpy(getattr(model, name).copy())
    return torch.stack([factor * field for factor in factors])


def with_field(model: mujoco.MjModel, name: str, values: Array) -> mujoco.MjModel:
    """The model with other values in a field."""
    other = copy(model)
    getattr(other, name)[:] = values
    return other


@pytest.mark.parametrize("name", ["dof_damping", "actuator_gainprm", "geom_pos"])
def test_a_world_may_have_a_model_of_its_own(
    name: str, kind: Kind, model: mujoco.MjModel, engine: Engine
) -> None:
    values = varied(model, name, [1.0, 0.5, 2.0, 1.1, 0.0])
    plain = Plain([with_field(model, name, array(row)) for row in values])
    before = run(engine, range(1))
    engine.reset(ALL.to(engine.device), engine.qpos.clone(), engine.qvel.clone())

    engine.set_model_field(name, values.to(engine.device))

    for k in range(3):
        if k == 0 or not kind.exact:
            plain.reset(np.arange(WORLDS), array(engine.qpos), array(engine.qvel))
        targets = pd_targets(engine, k)
        engine.step(targets)
        plain.step(array(targets))
        check(kind, engine, plain)
    assert not torch.equal(everything(engine), before)


def test_forces_act_on_a_body_until_others_are_set(
    kind: Kind, model: mujoco.MjModel, engine: Engine
) -> None:
    plain, forces = Plain([model] * WORLDS), 100.0 * torch.eye(WORLDS, 3)
    for force in (forces, -forces, 0.0 * forces):
        plain.reset(np.arange(WORLDS), array(engine.qpos), array(engine.qvel))
        for data, row in zip(plain.data, force.tolist(), strict=True):
            data.xfrc_applied[3, :3] = row
        engine.set_force(3, force.to(engine.device))
        engine.step(targets := pd_targets(engine, 0))
        plain.step(array(targets))
        check(kind, engine, plain)


def test_a_model_of_its_own_is_given_to_the_worlds_that_are_named(
    kind: Kind, engine: Engine, make: Callable[[], Engine], model: mujoco.MjModel
) -> None:
    start = engine.save()
    plain = run(engine, range(2))
    engine.restore(start)
    some = torch.tensor([1, 3], device=engine.device)

    engine.set_model_field("dof_damping", varied(model, "dof_damping", [4.0, 9.0]), some)

    changed = run(engine, range(2))
    assert kind.same(changed[[0, 2, 4]], plain[[0, 2, 4]])
    for world in (1, 3):
        assert not torch.equal(changed[world], plain[world])
    engine.restore(start)
    assert kind.same(run(engine, range(2)), changed), "the model is no part of the state"
    other = make()
    other.restore(start)
    assert kind.same(run(other, range(2)), plain), "and no other engine's"
    engine.set_model_field("dof_damping", varied(model, "dof_damping", [1.0] * WORLDS))
    engine.restore(start)
    assert kind.same(run(engine, range(2)), plain)


@pytest.mark.parametrize("name", ["colour_of_the_sky", "nbody", "body_name", "__class__"])
def test_a_field_that_no_model_has_is_refused_by_name(name: str, engine: Engine) -> None:
    with pytest.raises(StuntmanError, match=name):
        engine.set_model_field(name, torch.zeros(WORLDS, 1))


def test_values_of_another_shape_are_refused(engine: Engine, model: mujoco.MjModel) -> None:
    with pytest.raises(StuntmanError, match=rf"dof_damping.*\({model.nv},\).*\({model.nv + 1},\)"):
        engine.set_model_field("dof_damping", torch.zeros(WORLDS, model.nv + 1))
    run(engine, range(1))
    assert torch.isfinite(engine.qpos).all()
