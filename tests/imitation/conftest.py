"""Motions on the humanoid, and ways to meddle with its worlds."""

from collections.abc import Callable

import mujoco
import numpy as np
import pytest
import torch

from stuntman.characters.character import Character
from stuntman.imitation.environment import Environment
from stuntman.mjcf.kinematics import Kinematics
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.retargeting.retarget import Reference, retarget
from stuntman.spatial import rotations as rot


@pytest.fixture(scope="session")
def kinematics(model: mujoco.MjModel, humanoid: Character) -> Kinematics:
    return Kinematics(model, humanoid.end_effectors)


@pytest.fixture(scope="session")
def walking(walk: Clip, humanoid: Character, model: mujoco.MjModel) -> Reference:
    """A loop."""
    return retarget(walk, humanoid, model)


@pytest.fixture(scope="session")
def kicking(walk: Clip, humanoid: Character, model: mujoco.MjModel) -> Reference:
    """A clip that does not loop."""
    return retarget(library.load("kick"), humanoid, model)


@pytest.fixture
def move() -> Callable[[Environment, int, tuple[float, float, float]], None]:
    """Moves one world's character by (x, y, z) m."""

    def by(environment: Environment, world: int, shift: tuple[float, float, float]) -> None:
        engine, one = environment.engine, torch.tensor([world])
        qpos, qvel = engine.qpos[one].clone(), engine.qvel[one].clone()
        qpos[0, :3] += torch.tensor(shift)
        engine.reset(one, qpos, qvel)

    return by


@pytest.fixture
def lay() -> Callable[[Environment, int, float], None]:
    """Puts one world's character on its back, its pelvis at a height in m."""

    def at(environment: Environment, world: int, height: float) -> None:
        model = environment.engine.model
        qpos = torch.from_numpy(model.qpos0.copy())[None]
        lying = rot.from_rotvec(np.array([0.0, -np.pi / 2, 0.0]))
        qpos[0, 2], qpos[0, 3:7] = height, torch.from_numpy(lying)
        qvel = torch.zeros(1, model.nv, dtype=torch.float64)
        environment.engine.reset(torch.tensor([world]), qpos, qvel)

    return at
