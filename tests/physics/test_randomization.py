"""What worlds draw is what MuJoCo then simulates, and pushes are as hard as they say."""

from copy import copy
from dataclasses import replace

import mujoco
import numpy as np
import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.physics.cpu import CpuEngine
from stuntman.physics.randomization import Randomization, RandomizationConfig

WORLDS, SUBSTEPS, STEP = 4, 4, 1.0 / 30.0
DRIFT = 0.02  # m/s, of what no force acts on, by the integrator
BODIES = RandomizationConfig(friction=0.5, masses=0.3, gains=0.4)
PUSHES = RandomizationConfig(push=1.0, push_seconds=0.1)


def drawn(
    model: mujoco.MjModel, config: RandomizationConfig, worlds: int = WORLDS, height: float = 5.0
) -> tuple[CpuEngine, Randomization]:
    """Worlds of their own in a pose high up, and what they have drawn."""
    engine = CpuEngine(model, worlds, SUBSTEPS, threads=1)
    rng = torch.Generator().manual_seed(0)
    randomization = Randomization(engine, config, STEP, rng)
    qpos = torch.from_numpy(model.qpos0).repeat(worlds, 1)
    qpos[:, 2] = height
    everyone = torch.arange(worlds)
    engine.reset(
        everyone, *randomization.begin(everyone, qpos, torch.zeros(worlds, model.nv).double())
    )
    return engine, randomization


def test_each_world_is_mujocos_with_what_it_has_drawn(model: mujoco.MjModel) -> None:
    engine, randomization = drawn(model, BODIES, height=0.9)
    targets = 0.5 * torch.randn(WORLDS, model.nu, generator=torch.Generator().manual_seed(1))
    start = engine.qpos.clone()
    for _ in range(10):
        engine.step(randomization.disturb(targets))
    state = randomization.state_dict()
    assert len(set(state["friction"].flatten().tolist())) == WORLDS
    for world in range(WORLDS):
        own = copy(model)
        friction, kp, kd = (float(state[name][world]) for name in ("friction", "kp", "kd"))
        own.geom_friction *= friction
        own.pair_friction *= friction
        own.body_mass *= state["masses"][world].numpy()
        own.body_inertia *= state["masses"][world].numpy()[:, None]
        own.actuator_gainprm *= kp
        own.actuator_biasprm[:, 1] *= kp
        own.actuator_biasprm[:, 2] *= kd
        own.dof_damping *= kd
        mujoco.mj_setConst(own, mujoco.MjData(own))
        data = mujoco.MjData(own)
        data.qpos[:], data.ctrl[:] = start[world], targets[world]
        for _ in range(10 * SUBSTEPS):
            mujoco.mj_step(own, data)
        np.testing.assert_allclose(engine.qpos[world], data.qpos, atol=1e-6)
        for name, spread in (("friction", 0.5), ("masses", 0.3), ("kp", 0.4), ("kd", 0.4)):
            assert (
                1.0 - spread <= state[name][world].min() <= state[name][world].max() <= 1 + spread
            )


def speeds(engine: CpuEngine) -> torch.Tensor:
    """How fast the body's centre of mass moves horizontally (worlds,)."""
    model, out = engine.model, []
    data = mujoco.MjData(model)
    for qpos, qvel in zip(engine.qpos.numpy(), engine.qvel.numpy(), strict=True):
        data.qpos[:], data.qvel[:] = qpos, qvel
        mujoco.mj_forward(model, data)
        mujoco.mj_subtreeVel(model, data)
        out.append(np.linalg.norm(data.subtree_linvel[1][:2]))
    return torch.tensor(out)


def test_a_push_of_the_bodys_weight_gives_it_two_metres_a_second(model: mujoco.MjModel) -> None:
    """9.81 m/s^2 for 0.2 s in the air; smaller ones less, and never two at once."""
    engine, randomization = drawn(model, PUSHES, worlds=64)
    targets = torch.zeros(64, model.nu)
    for _ in range(8):
        engine.step(randomization.disturb(targets))
    found = speeds(engine)
    assert 1.6 < found.max() < 9.81 * 0.2 + DRIFT and 0.4 < found.mean() < 1.2


def test_a_block_gives_its_momentum_at_most(model: mujoco.MjModel) -> None:
    """40 kg m/s, to 45 kg, in a step."""
    engine, randomization = drawn(model, replace(PUSHES, block_share=1.0), worlds=64)
    targets = torch.zeros(64, model.nu)
    engine.step(randomization.disturb(targets))
    found = speeds(engine)
    assert 0.0 < found.max() < 40.0 / 45.0
    assert 0.1 < (found > 1e-3).float().mean() < 0.6, "one step in three"


def test_forces_end(model: mujoco.MjModel) -> None:
    """Also where an episode ends under one."""
    engine, randomization = drawn(model, replace(PUSHES, block_share=0.5), worlds=64)
    targets, everyone = torch.zeros(64, model.nu), torch.arange(64)
    for _ in range(20):
        engine.step(randomization.disturb(targets))
    randomization.begin(everyone, engine.qpos, engine.qvel)
    quiet = replace(PUSHES, push_seconds=1e6)
    state = randomization.state_dict()
    randomization = Randomization(engine, quiet, STEP, torch.Generator().manual_seed(0))
    randomization.load_state_dict(state)
    before = speeds(engine)
    for _ in range(3):
        engine.step(randomization.disturb(targets))
    torch.testing.assert_close(speeds(engine), before, atol=DRIFT, rtol=0.0)


def test_targets_come_late_by_part_of_a_step(model: mujoco.MjModel) -> None:
    _, randomization = drawn(model, RandomizationConfig(delay=0.5))
    late = randomization.state_dict()["delay"]
    assert 0.0 <= late.min() < late.max() <= 0.5
    one, other = torch.full((WORLDS, model.nu), 1.0), torch.full((WORLDS, model.nu), 3.0)
    assert torch.equal(randomization.disturb(one), one), "there was none before"
    torch.testing.assert_close(randomization.disturb(other), other - 2.0 * late)
    assert torch.equal(randomization.disturb(other), other)


def test_an_episode_starts_shoved_and_tilted_and_no_farther(model: mujoco.MjModel) -> None:
    engine, _ = drawn(model, RandomizationConfig(start_speed=0.9, start_tilt=5.0), worlds=64)
    shoved = engine.qvel[:, :2].norm(dim=1)
    assert 0.8 < shoved.max() <= 0.9 and not engine.qvel[:, 2:].any()
    up = 1.0 - 2.0 * engine.qpos[:, 4:6].square().sum(1)  # z of the root's own axis
    tilted = torch.rad2deg(torch.arccos(up))
    assert 4.5 < tilted.max() <= 5.0 and engine.qpos[:, :3].unique(dim=0).tolist() == [[0, 0, 5]]
    assert torch.allclose(engine.qpos[:, 3:7].norm(dim=1), torch.ones(64).double())


def test_pushes_grow_where_they_are_survived_and_shrink_with_falls(model: mujoco.MjModel) -> None:
    engine, randomization = drawn(model, replace(PUSHES, curriculum=True))
    targets, nobody = torch.zeros(WORLDS, model.nu), torch.zeros(WORLDS, dtype=torch.bool)
    first = float(randomization.state_dict()["level"])
    randomization.judge(~nobody)
    assert float(randomization.state_dict()["level"]) == first, "nobody was pushed"
    while (randomization.state_dict()["unjudged"] == 0).any():
        randomization.disturb(targets)
    for _ in range(60):
        randomization.judge(nobody)
    grown = float(randomization.state_dict()["level"])
    assert grown == pytest.approx(first + 0.05)
    while (randomization.state_dict()["unjudged"] == 0).any():
        randomization.disturb(targets)
    randomization.judge(~nobody)
    assert float(randomization.state_dict()["level"]) < first
    assert engine.worlds == WORLDS


def test_settings_out_of_bounds_are_told() -> None:
    with pytest.raises(StuntmanError, match=r"environment.randomization: 'delay' is 2.0: give a"):
        RandomizationConfig(delay=2.0)
    assert not RandomizationConfig().on and RandomizationConfig(delay=0.1).on
