"""The engine on mujoco-warp against the one on the CPU, on warp's CPU backend and on a GPU; what
every engine keeps to is in test_engine_contract.py."""

import copy
import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import mujoco
import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import evaluate, for_evaluation, problem_for
from stuntman.imitation.environment import Environment
from stuntman.learning.ppo import Ppo, PpoConfig
from stuntman.mjcf.geometry import lowest_points
from stuntman.motion.clip import Clip
from stuntman.physics.cpu import CpuEngine
from stuntman.physics.engine import Engine
from stuntman.policies import policy as policies
from stuntman.spatial.rotations import Array

States = Callable[[int, int], tuple[Array, Array]]
Make = Callable[..., Engine]
SUBSTEPS = 4
WORLDS = 6


@pytest.fixture(params=["cpu", "cuda"])
def device(request: pytest.FixtureRequest) -> torch.device:
    pytest.importorskip("mujoco_warp", reason="pip install 'stuntman[gpu]' to test physics on GPUs")
    if request.param == "cuda" and not torch.cuda.is_available():
        pytest.skip("no NVIDIA GPU here")
    return torch.device(request.param)


@pytest.fixture
def make(device: torch.device, sensing_model: mujoco.MjModel) -> Make:
    """Makes an engine on warp, of the humanoid whose bodies all have a floor contact sensor."""
    from stuntman.physics.warp import WarpEngine

    def build_engine(model: mujoco.MjModel = sensing_model, worlds: int = WORLDS) -> Engine:
        return WarpEngine(model, worlds, SUBSTEPS, device)

    return build_engine


@pytest.fixture(scope="module")
def states(sensing_model: mujoco.MjModel) -> States:
    """Draws (count, seed) states, qpos and qvel: standing and lying by turns, pressed 5 mm into the
    floor. No capsule stands on it at a steep angle, whose friction the two engines direct
    differently."""

    def draw(count: int, seed: int) -> tuple[Array, Array]:
        rng, model = np.random.default_rng(seed), sensing_model
        qpos = np.tile(model.qpos0, (count, 1))
        qpos[1::2, 3:7] = [np.sqrt(0.5), 0.0, -np.sqrt(0.5), 0.0]
        for row in qpos:
            away = np.concatenate([np.zeros(6), rng.normal(scale=0.15, size=model.nv - 6)])
            mujoco.mj_integratePos(model, row, away, 1.0)
        qpos[:, 2] -= lowest_points(model, qpos) + 0.005
        return qpos, rng.normal(scale=0.5, size=(count, model.nv))

    return draw


@pytest.fixture
def engines(make: Make, sensing_model: mujoco.MjModel, states: States) -> tuple[Engine, Engine]:
    """One on warp and one on the CPU, in the same states."""
    pair = make(), CpuEngine(sensing_model, WORLDS, SUBSTEPS, threads=1)
    for engine in pair:
        put(engine, *states(WORLDS, 0))
    return pair


def put(engine: Engine, qpos: Array, qvel: Array) -> None:
    parts = torch.arange(WORLDS), torch.from_numpy(qpos), torch.from_numpy(qvel)
    engine.reset(*(part.to(engine.device) for part in parts))


def targets(engine: Engine, seed: int) -> Tensor:
    rng = torch.Generator().manual_seed(seed)
    return (0.5 * torch.randn(WORLDS, engine.model.nu, generator=rng)).to(engine.device)


def state(engine: Engine) -> Tensor:
    return torch.cat([engine.qpos, engine.qvel, engine.floor_contacts], dim=1).double().cpu()


def apart(engine: Engine, other: Engine) -> Tensor:
    """(worlds, 2): the largest difference in qpos, and in qvel."""
    qpos = (engine.qpos.double().cpu() - other.qpos).abs().amax(1)
    return torch.stack([qpos, (engine.qvel.double().cpu() - other.qvel).abs().amax(1)], dim=1)


def test_a_control_step_is_that_of_the_engine_on_the_cpu(
    engines: tuple[Engine, Engine], states: States
) -> None:
    warp, cpu = engines
    errors = []
    touched = torch.zeros_like(cpu.floor_contacts[0])
    for seed in range(8):
        for engine in engines:
            put(engine, *states(WORLDS, seed))
            engine.step(targets(engine, seed))
        errors.append(apart(warp, cpu))
        assert torch.equal(warp.floor_contacts.cpu(), cpu.floor_contacts)
        touched |= cpu.floor_contacts.any(0)
    assert touched.sum() > 4
    # In a world or two a contact comes a physics step sooner.
    rounding = torch.cat(errors).quantile(0.9, dim=0)
    assert rounding[0] < 1e-6 and rounding[1] < 5e-5


def test_a_state_of_another_engine_is_refused(engines: tuple[Engine, Engine]) -> None:
    warp, cpu = engines
    for one, other in ((warp, cpu), (cpu, warp)):
        with pytest.raises(StuntmanError, match="another engine"):
            one.restore(other.save())


def heavier(model: mujoco.MjModel, factor: float) -> dict[str, Array]:
    return {name: factor * getattr(model, name) for name in ("body_mass", "body_inertia")}


def give(engine: Engine, fields: dict[str, Array], worlds: list[int]) -> None:
    for name, value in fields.items():
        rows = torch.from_numpy(np.stack([value] * len(worlds))).to(engine.device)
        engine.set_model_field(name, rows, torch.tensor(worlds, device=engine.device))


@pytest.mark.parametrize("kind", ["friction", "mass"])
def test_worlds_can_have_models_of_their_own(
    kind: str, engines: tuple[Engine, Engine], sensing_model: mujoco.MjModel, states: States
) -> None:
    changed = heavier(sensing_model, 1.7)
    if kind == "friction":
        changed = {"geom_friction": 0.2 * sensing_model.geom_friction}
    other = copy.copy(sensing_model)
    for name, value in changed.items():
        getattr(other, name)[:] = value
    if kind == "friction":
        other.pair_friction[:] *= 0.2
    mujoco.mj_setConst(other, mujoco.MjData(other))
    plain, changed_everywhere = engines[1], CpuEngine(other, WORLDS, SUBSTEPS, threads=1)
    expected = {}
    for name, each in (("plain", plain), ("changed", changed_everywhere)):
        put(each, *states(WORLDS, 0))
        each.step(targets(each, 1))
        expected[name] = state(each)
    assert (expected["plain"] - expected["changed"])[:, : sensing_model.nq].abs().amax(1).min() > 0
    for engine in engines:
        put(engine, *states(WORLDS, 0))
        before = engine.qpos.clone(), engine.qvel.clone()
        give(engine, changed, [1, 4])
        assert torch.equal(engine.qpos, before[0]) and torch.equal(engine.qvel, before[1])
        engine.step(targets(engine, 1))
        found = state(engine)
        for worlds, wanted in (([1, 4], "changed"), ([0, 2, 3, 5], "plain")):
            torch.testing.assert_close(found[worlds], expected[wanted][worlds], rtol=0.0, atol=1e-4)


def test_what_it_cannot_do_is_refused(engines: tuple[Engine, Engine]) -> None:
    warp, _ = engines
    with pytest.raises(StuntmanError, match="no field 'jnt_qposadr'"):
        warp.set_model_field("jnt_qposadr", torch.zeros(WORLDS, warp.model.njnt))
    with pytest.raises(StuntmanError, match=r"friction has to be at least 0\.05"):
        warp.set_model_field("geom_friction", torch.zeros(WORLDS, warp.model.ngeom, 3))
    warp.step(targets(warp, 0))


def test_contacts_that_find_no_room_are_told_and_end_the_world(
    make: Make, sensing_model: mujoco.MjModel, states: States, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stuntman.physics import warp

    engine = make()
    qpos, qvel = states(WORLDS, 0)
    wanted = targets(engine, 1)
    needed = [rows(sensing_model, *each) for each in zip(qpos, qvel, wanted.tolist(), strict=True)]
    there = int(np.median(needed))
    assert min(needed) <= there < max(needed)
    monkeypatch.setattr(warp, "_ROWS", there)
    engine = make()
    put(engine, qpos, qvel)
    with pytest.warns(UserWarning, match=f"{there} rows"):
        engine.step(wanted)
        assert torch.isfinite(engine.qvel).all(dim=1).tolist() == [n <= there for n in needed]
        engine.step(wanted)  # a GPU may tell of the last step only in the next one


def rows(model: mujoco.MjModel, qpos: Array, qvel: Array, targets: list[float]) -> int:
    """Most rows of constraints that a control step needs, by plain MuJoCo."""
    data, most = mujoco.MjData(model), 0
    data.qpos[:], data.qvel[:], data.ctrl[:] = qpos, qvel, targets
    for _ in range(SUBSTEPS):
        mujoco.mj_step(model, data)
        most = max(most, data.nefc)
    return most


def test_a_body_without_floor_contact_sensors_steps_too(
    make: Make, humanoid: Any, sensing_model: mujoco.MjModel
) -> None:
    from stuntman.physics import scene

    engine = make(scene.build(humanoid, floor_sensors=()), 2)
    assert engine.floor_contacts.shape == (2, 0)
    engine.step(torch.zeros(2, engine.model.nu, device=engine.device))
    engine.restore(engine.save())
    assert torch.isfinite(engine.qpos).all()


def test_the_walk_that_ships_walks_and_ppo_learns(walk: Clip, device: torch.device) -> None:
    from stuntman.physics.warp import WarpEngine

    policy = policies.load("walk")
    problem = problem_for(policy)
    config = replace(for_evaluation(policy.header.recipe.environment), horizon=2.0)
    results = []
    for engine in (
        WarpEngine(problem.model, 8, SUBSTEPS, device),
        CpuEngine(problem.model, 8, SUBSTEPS, threads=1),
    ):
        environment = Environment(problem.to(engine.device), engine, config)
        results.append(evaluate(policy.to(engine.device).act, environment))
    assert results[0].success == 1.0
    assert results[0].nr == pytest.approx(results[1].nr, abs=2e-3)

    engine = WarpEngine(problem.model, 8, SUBSTEPS, device)
    environment = Environment(
        problem.to(engine.device), engine, policy.header.recipe.environment, seed=1
    )
    learner = Ppo(environment, PpoConfig(worlds=8, steps=4), seed=1)
    assert np.isfinite(learner.iterate()["loss/value"])
    saved = {name: tensor.cpu() for name, tensor in learner.state_dict().items()}
    learner.iterate()
    learner.load_state_dict(saved)
    assert all(p.device.type == device.type for p in learner.actor.parameters())
    learner.iterate()


@pytest.fixture
def fresh_import() -> Iterator[None]:
    """Lets stuntman.physics.warp be imported anew, and gives the old one back."""
    before = sys.modules.pop("stuntman.physics.warp", None)
    yield
    sys.modules.pop("stuntman.physics.warp", None)
    if before is not None:
        sys.modules["stuntman.physics.warp"] = before


@pytest.mark.usefixtures("fresh_import")
def test_without_the_package_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "mujoco_warp", None)
    with pytest.raises(StuntmanError, match=r"pip install 'stuntman\[gpu\]'"):
        importlib.import_module("stuntman.physics.warp")


@pytest.mark.skipif(torch.cuda.is_available(), reason="a GPU is here")
def test_without_a_gpu_a_sentence_says_so(sensing_model: mujoco.MjModel) -> None:
    pytest.importorskip("mujoco_warp", reason="pip install 'stuntman[gpu]' to test physics on GPUs")
    from stuntman.physics.warp import WarpEngine

    with pytest.raises(StuntmanError, match="no NVIDIA GPU"):
        WarpEngine(sensing_model, 1, SUBSTEPS, torch.device("cuda"))


@pytest.mark.parametrize(
    "lacking, said",
    [("is_conditional_graph_supported", "older than CUDA 12.4"), ("is_mempool_enabled", "pool")],
)
def test_a_driver_that_would_be_slow_is_refused(
    lacking: str, said: str, sensing_model: mujoco.MjModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("mujoco_warp", reason="pip install 'stuntman[gpu]' to test physics on GPUs")
    import warp as wp

    from stuntman.physics.warp import WarpEngine

    for name in ("is_conditional_graph_supported", "is_mempool_enabled"):
        monkeypatch.setattr(wp, name, lambda *_, there=name != lacking: there)
    monkeypatch.setattr(wp, "device_from_torch", str)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "current_device", lambda: 0)
    with pytest.raises(StuntmanError, match=said):
        WarpEngine(sensing_model, 1, SUBSTEPS, torch.device("cuda"))
