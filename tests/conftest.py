"""Fixtures that several rooms share."""

import mujoco
import pytest
import torch

from stuntman.characters import character as characters
from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.physics import scene


@pytest.fixture(scope="session")
def humanoid() -> Character:
    return characters.load("humanoid")


@pytest.fixture(scope="session")
def model(humanoid: Character) -> mujoco.MjModel:
    return scene.build(humanoid)


@pytest.fixture(scope="session")
def walk() -> Clip:
    try:
        return library.load("walk")
    except StuntmanError:
        pytest.skip("the classic clips are not here: run `stuntman clips fetch`")


@pytest.fixture(autouse=True)
def one_thread() -> None:
    """Tests run small batches, and results must not depend on how sums are split."""
    torch.set_num_threads(1)
