"""The archive of a performance: that its numbers belong together."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import mujoco
import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.export import npz
from stuntman.motion import formats
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


def test_the_fields_common_layout_of_a_robot_is_read_back(tmp_path: Path) -> None:
    leg = """<body name="{s}_hip" pos="0 {y} -0.1"><joint name="{s}_hip" axis="0 1 0"/>
      <geom size="0.05"/><body name="{s}_knee" pos="0 0 -0.4"><joint name="{s}_knee" axis="0 1 0"/>
      <geom size="0.05"/><body name="{s}_ankle" pos="0 0 -0.4"><joint name="{s}_ankle"
      axis="0 1 0"/><geom size="0.05"/></body></body></body>"""
    legs = leg.format(s="left", y=0.1) + leg.format(s="right", y=-0.1)
    model = mujoco.MjModel.from_xml_string(
        f'<mujoco><worldbody><body name="pelvis"><freejoint/><geom size="0.1"/>{legs}</body>'
        "</worldbody></mujoco>"
    )
    times = np.arange(30) / 30.0
    qpos = np.tile(model.qpos0, (30, 1))
    qpos[:, 0], qpos[:, 2], qpos[:, 7:] = times, 0.9, 0.3 * np.sin(times[:, None] + np.arange(6))
    qvel = np.zeros((30, model.nv))
    qvel[:, 0], qvel[:, 6:] = 1.0, 0.3 * np.cos(times[:, None] + np.arange(6))
    robot = SimpleNamespace(model=model, qpos=qpos, qvel=qvel, rate=30.0,
                            character=SimpleNamespace(name="robot"))  # fmt: skip
    npz.write_mjlab(cast(Performance, robot), tmp_path / "robot.npz")
    with np.load(tmp_path / "robot.npz", allow_pickle=False) as file:
        take = dict(file)
    np.testing.assert_array_equal(take["joint_pos"], qpos[:, 7:])
    assert take["joint_names"].tolist()[:2] == ["left_hip", "left_knee"]
    np.testing.assert_allclose(take["body_lin_vel_w"][:, 0], [[1.0, 0.0, 0.0]] * 30, atol=1e-9)
    steps = np.diff(take["body_pos_w"], axis=0) * 30.0
    between = 0.5 * (take["body_lin_vel_w"][1:] + take["body_lin_vel_w"][:-1])
    np.testing.assert_allclose(steps, between, atol=2e-3)
    clip = formats.read(tmp_path / "robot.npz")
    np.testing.assert_allclose(clip.global_transforms()[0], take["body_pos_w"], atol=1e-6)


def test_ball_joints_have_no_place_in_that_layout(performance: Performance, tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match="humanoid has ball joints"):
        npz.write_mjlab(performance, tmp_path / "take.npz")
    assert not list(tmp_path.iterdir())
