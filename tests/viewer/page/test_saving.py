"""Files of what just happened."""

from pathlib import Path

import numpy as np
import pytest

from stuntman.characters.character import Character
from stuntman.motion.formats import read
from stuntman.physics import scene
from stuntman.playback.take import Take
from stuntman.viewer.gl import working_backend
from stuntman.viewer.page.saving import film, motion


@pytest.fixture
def take(humanoid: Character) -> Take:
    qpos = np.tile(scene.build(humanoid).qpos0, (5, 1))
    qpos[:, 0] = np.linspace(0.0, 0.4, 5)
    return Take(30.0, qpos)


def test_a_film(humanoid: Character, take: Take) -> None:
    if working_backend() is None:
        pytest.skip("MuJoCo cannot draw on this machine")
    assert film(humanoid, take)[4:8] == b"ftyp"


def test_a_motion(humanoid: Character, take: Take, tmp_path: Path) -> None:
    (tmp_path / "take.bvh").write_bytes(motion(humanoid, take))
    clip = read(tmp_path / "take.bvh")
    assert clip.frames == 5 and clip.fps == pytest.approx(30.0)
    np.testing.assert_allclose(clip.root_positions[:, 0], take.qpos[:, 0], atol=1e-6)
