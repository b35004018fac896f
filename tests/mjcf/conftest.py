"""A motion of the humanoid."""

import mujoco
import pytest

from stuntman.characters.character import Character
from stuntman.motion.clip import Clip
from stuntman.retargeting.retarget import Reference, retarget


@pytest.fixture(scope="session")
def walking(walk: Clip, humanoid: Character, model: mujoco.MjModel) -> Reference:
    """A loop."""
    return retarget(walk, humanoid, model)
