"""stuntman's own clips keep every skeleton, and that a motion loops."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.motion import formats
from stuntman.motion.clip import Clip
from stuntman.motion.formats import clip_json
from stuntman.spatial import rotations as rot


@pytest.mark.parametrize("loops", [True, False])
def test_what_is_written_is_read_back(clip: Clip, tmp_path: Path, loops: bool) -> None:
    clip_json.write(replace(clip, loops=loops, character="dog"), tmp_path / "new" / "tumble.clip")

    again = formats.read(tmp_path / "new" / "tumble.clip")

    assert (again.name, again.fps, again.loops) == ("tumble", clip.fps, loops)
    assert again.character == "dog"
    assert again.skeleton.names == clip.skeleton.names
    assert again.skeleton.parents == clip.skeleton.parents
    np.testing.assert_allclose(again.skeleton.offsets, clip.skeleton.offsets, atol=1e-6)
    np.testing.assert_allclose(again.root_positions, clip.root_positions, atol=1e-5)
    assert rot.angle_between(again.rotations, clip.rotations).max() < 1e-5
    assert formats.timing(tmp_path / "new" / "tumble.clip") == again.timing
    # Written once more it is the same to the last bit, and so is what was solved for it.
    clip_json.write(again, tmp_path / "twice.clip")
    assert formats.read(tmp_path / "twice.clip").digest == again.digest


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"stuntman_clip": 2}, 'has no "stuntman_clip": 1'),
        ({"fps": "many"}, "no fps, loops or bones"),
        ({"bones": [{"name": "a", "parent": "b", "offset": [0, 0, 0]}]}, "bone 1 has no name or"),
        ({"rotations": [[["x"]]]}, '"rotations" are not 3 lists deep of numbers'),
        ({"root_positions": 7}, '"root_positions" are not 2 lists deep of numbers'),
        ({"root_positions": [[0, 0]]}, "1 frames"),
        ({"rig": 1}, "has a rig that is none"),
        ({"rig": {"names": ["a"], "rest_rotations": [], "axes": [], "unit": 1.0}}, "a rig that is"),
    ],
)
def test_damage_is_told(clip: Clip, tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    path = tmp_path / "bad.clip"
    clip_json.write(clip, path)
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
    with pytest.raises(StuntmanError, match=f"bad.clip: .*{said}"):
        formats.read(path)
