"""The archive of a performance: that its numbers belong together."""

from pathlib import Path

import mujoco
import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.export import npz
from stuntman.physics import scene
from stuntman.playback.recording import Performance


def test_the_targets_lead_from_each_state_to_the_next(
    performance: Performance, tmp_path: Path
) -> None:
    npz.write(performance, tmp_path / "take.npz")
    with np.load(tmp_path / "take.npz", allow_pickle=False) as file:
        take = dict(file)
    model = scene.build(performance.character)
    data = mujoco.MjData(model)
    substeps = round(float(take["physics_rate"] / take["control_rate"]))
    for k in (0, 20, 40):
        data.qpos[:], data.qvel[:] = take["qpos"][k], take["qvel"][k]
        data.ctrl[:] = take["targets"][k]
        mujoco.mj_step(model, data, substeps)
        np.testing.assert_allclose(data.qpos, take["qpos"][k + 1], atol=1e-9)


def test_columns_are_found_by_name(performance: Performance, tmp_path: Path) -> None:
    npz.write(performance, tmp_path / "take.npz")
    with np.load(tmp_path / "take.npz", allow_pickle=False) as file:
        take = dict(file)
    knee = take["qpos"][:, take["qpos_names"].tolist().index("left_knee.angle")]
    assert knee.min() < -0.3 and knee.max() < 0.05, "a walk bends the knee, backwards alone"
    forward = take["qvel"][:, take["qvel_names"].tolist().index("root.vx")]
    assert forward.mean() == pytest.approx(1.1, abs=0.4)
    foot = take["body_positions"][:, take["body_names"].tolist().index("left_ankle")]
    assert 0.0 < foot[:, 2].min() < 0.12
    assert take["actions"].shape == (60, len(take["actuator_names"]))
    total = sum(take[name] for name in take if name.startswith("reward_"))
    assert 0.8 < total.mean() <= 1.0
    assert take["begun"].tolist() == [True] + 59 * [False]


def test_a_folder_that_is_not_there_is_a_sentence(performance: Performance, tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match=r"gone/take\.npz: cannot be written"):
        npz.write(performance, tmp_path / "gone" / "take.npz")
