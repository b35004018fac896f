"""The learner whose gradients pass through a learned model."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import mujoco
import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.imitation.environment import CONTROL_RATE, Environment, EnvironmentConfig, Info
from stuntman.learning.world_model import WorldModel, WorldModelConfig
from stuntman.mjcf.kinematics import Kinematics
from stuntman.physics import scene
from stuntman.recipes import build as stage
from stuntman.retargeting.retarget import TABLE_RATE, Reference

# A heavy box with two arms.
SMALL = f"""
<mujoco>
  <option timestep="{1 / 120}" integrator="implicitfast"/>
  <worldbody>
    <body name="box" pos="0 0 0.2">
      <freejoint/>
      <geom type="box" size="0.3 0.3 0.2" mass="5"/>
      <body name="left" pos="0 0.35 0.2">
        <joint name="left" axis="0 1 0" damping="1"/>
        <geom type="capsule" fromto="0 0 0 0.4 0 0" size="0.05" mass="2"/>
        <site name="left_end" pos="0.4 0 0"/>
      </body>
      <body name="right" pos="0 -0.35 0.2">
        <joint name="right" axis="0 1 0" damping="1"/>
        <geom type="capsule" fromto="0 0 0 0.4 0 0" size="0.05" mass="2"/>
        <site name="right_end" pos="0.4 0 0"/>
      </body>
    </body>
  </worldbody>
  <actuator>
    <position name="left" joint="left" kp="30"/>
    <position name="right" joint="right" kp="30"/>
  </actuator>
</mujoco>
"""
Step = tuple[Tensor, Tensor, Tensor, Tensor, Info]
ENDS = "left_end", "right_end"


@pytest.fixture
def waving() -> Environment:
    """The small character, whose arms go up and down."""
    body = SimpleNamespace(spec=lambda: mujoco.MjSpec.from_string(SMALL), fall_bodies=())
    model = scene.build(cast(Character, body))
    duration, count = 1.0, round(TABLE_RATE) + 1
    phase = 2.0 * np.pi * np.linspace(0.0, 1.0, count)
    qpos, qvel = np.tile(model.qpos0, (count, 1)), np.zeros((count, model.nv))
    qpos[:, 7], qpos[:, 8] = 0.5 * np.sin(phase), 0.5 * np.cos(phase)
    qvel[:, 6], qvel[:, 7] = np.pi * np.cos(phase), -np.pi * np.sin(phase)
    pose = Kinematics(model, ENDS)(torch.tensor(qpos, dtype=torch.float32))
    still = np.zeros(2)
    reference = Reference("wave", "", duration, True, qpos, qvel, pose, 0.0, still, 0.0, 0.0, 0.0)
    engine = stage.physics(model, 1)(64)
    return Environment(engine, reference, ENDS, (), EnvironmentConfig(self_contact=False))


def _returns(learner: WorldModel, parameters: Tensor, start: dict[str, Tensor]) -> Tensor:
    """The sum of rewards of the window that begins at `start`, with these parameters."""
    learner.environment.load_state_dict(start)
    learner.rng.manual_seed(5)
    torch.nn.utils.vector_to_parameters(parameters, learner.actor.parameters())
    return learner.play().rewards.sum()


def _gradient(learner: WorldModel) -> Tensor:
    parts = [parameter.grad for parameter in learner.actor.parameters()]
    return torch.cat([part.flatten() for part in parts if part is not None])


def test_its_policy_gradient_is_the_true_simulators(waving: Environment) -> None:
    config = WorldModelConfig(
        worlds=64, window=4, adjoint=1e6, hidden=(), model_hidden=(64, 64), updates=20, first=9**9
    )
    learner = WorldModel(waving, config, seed=3)
    for _ in range(50):
        learner.iterate()
    start = {name: tensor.clone() for name, tensor in waving.state_dict().items()}
    parameters = torch.nn.utils.parameters_to_vector(learner.actor.parameters()).detach()

    _returns(learner, parameters, start).backward()
    found = _gradient(learner)

    true = torch.zeros_like(found)
    with torch.no_grad():
        for k, nudge in enumerate(0.02 * torch.eye(len(parameters))):
            higher = _returns(learner, parameters + nudge, start)
            true[k] = (higher - _returns(learner, parameters - nudge, start)) / 0.04

    assert float(torch.cosine_similarity(found, true, dim=0)) > 0.8
    assert 0.5 < float(found.norm() / true.norm()) < 2.0


def test_its_rewards_are_the_simulators(make: Callable[..., Environment]) -> None:
    env = make(worlds=8)
    earned: list[Tensor] = []
    step = env.step

    def watched(actions: Tensor) -> Step:
        out = step(actions)
        earned.append(out[1])
        return out

    env.step = watched  # type: ignore[method-assign]
    learner = WorldModel(env, WorldModelConfig(worlds=8, window=30), seed=1)

    window = learner.play()

    assert torch.stack(earned).numpy() == pytest.approx(window.rewards.detach().numpy(), abs=1e-5)


@pytest.mark.parametrize(("steps", "passes"), [(1, False), (100, True)])
def test_gradients_pass_within_an_episode_only(
    waving: Environment, steps: int, passes: bool
) -> None:
    waving.config = replace(waving.config, horizon=steps / CONTROL_RATE)
    start = {name: tensor.clone() for name, tensor in waving.state_dict().items()}
    found = []
    for adjoint in (1e-9, 1e6):  # the first lets none pass from a step to the one before
        config = WorldModelConfig(worlds=64, window=3, adjoint=adjoint, hidden=())
        waving.load_state_dict(start)
        learner = WorldModel(waving, config, seed=3)
        torch.manual_seed(0)
        for weights in learner.dynamics.parameters():
            torch.nn.init.normal_(weights, std=0.1)
        parameters = torch.nn.utils.parameters_to_vector(learner.actor.parameters()).detach()
        _returns(learner, parameters, start).backward()
        found.append(_gradient(learner))

    none, all_of_it = found
    assert bool((all_of_it - none).norm() > 1e-3 * none.norm()) == passes


def test_a_world_that_diverges_earns_nothing_and_harms_nobody(
    make: Callable[..., Environment],
) -> None:
    env = make(worlds=8)
    learner = WorldModel(env, WorldModelConfig(worlds=8, window=4, first=1, updates=1), seed=1)
    learner.iterate()
    targets = env.targets

    def mad(actions: Tensor) -> Tensor:
        out = targets(actions).clone()
        out[0] = torch.nan
        return out

    env.targets = mad  # type: ignore[method-assign]
    stats = learner.iterate()

    assert stats["diverged"] == 4
    assert all(torch.isfinite(p).all() for p in learner.actor.parameters())
    assert all(torch.isfinite(p).all() for p in learner.dynamics.state_dict().values())


def test_two_and_two_windows_are_four(make: Callable[..., Environment]) -> None:
    config = WorldModelConfig(worlds=4, window=4, first=16, updates=2, batch=8)
    whole = WorldModel(make(seed=2), config, seed=2)
    half = WorldModel(make(seed=2), config, seed=2)
    for _ in range(2):
        whole.iterate()
        half.iterate()
    state = {name: tensor.clone() for name, tensor in half.state_dict().items()}
    assert any(name.startswith("optimizer/") for name in state), "the actor has learned"
    resumed = WorldModel(make(seed=7), config, seed=7)
    resumed.load_state_dict(state)

    for _ in range(2):
        assert whole.iterate() == resumed.iterate()
    ours, theirs = whole.actor.state_dict(), resumed.actor.state_dict()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)


def test_a_window_of_no_steps_is_refused() -> None:
    with pytest.raises(StuntmanError, match="'window' is 0"):
        WorldModelConfig(window=0)
