"""Goals by hand: motions of one body and what a goal says of them."""

from collections.abc import Callable
from typing import Any

import mujoco
import pytest
import torch
from torch import Tensor

from stuntman.imitation.motion import Motion
from stuntman.imitation.tasks.goal import Context
from stuntman.imitation.tasks.task import Moment
from stuntman.mjcf.kinematics import Pose
from stuntman.physics.loose import Loose

Standing = Callable[..., Motion]


@pytest.fixture
def context() -> Context:
    """Two worlds, a body with a hand and a foot, and no clips."""
    rng, model = torch.Generator().manual_seed(3), mujoco.MjModel.from_xml_string("<mujoco/>")
    none: Any = None
    return Context(model, ("hand", "foot"), 2, rng, none, none, Loose.still(model, model, 2))


@pytest.fixture
def standing() -> Standing:
    """A motion of two worlds: root places (2, 3), yaw (rad), velocities and feet (2, 3)."""

    def motion(
        places: list[list[float]],
        yaw: float = 0.0,
        velocity: tuple[float, float, float] = (0.0, 0.0, 0.0),
        foot: tuple[float, float, float] = (0.0, 0.0, 0.0),
    ) -> Motion:
        roots = torch.tensor(places)
        nothing = torch.zeros(2, 0)
        c, s = float(torch.cos(torch.tensor(yaw))), float(torch.sin(torch.tensor(yaw)))
        turn = torch.tensor([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]]).expand(2, 3, 3)
        ends = torch.stack([torch.zeros(2, 3), torch.tensor([foot, foot])], dim=1)
        pose = Pose(roots.unsqueeze(1), turn, ends, roots)
        speeds = torch.tensor([velocity, velocity])
        return Motion(pose, speeds, torch.zeros(2, 3), torch.zeros(2, 0, 4), nothing, nothing)

    return motion


@pytest.fixture
def passes() -> Callable[..., Tensor]:
    """Lets a control step pass in a goal; its reward (2,)."""

    def step(goal: object, motion: Motion, phase: float = 0.5) -> Tensor:
        no = torch.zeros(2, dtype=torch.bool)
        moment = Moment(motion, motion, no, torch.full((2,), phase), no)
        goal.advance(moment)  # type: ignore[attr-defined]
        (term,) = goal.reward_terms  # type: ignore[attr-defined]
        reward: Tensor = term(motion, motion)
        return reward

    return step
