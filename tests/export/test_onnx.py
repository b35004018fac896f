"""The exported policy in onnxruntime: it does what ours does, and walks without us."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.export import onnx
from stuntman.imitation.tasks.heading import Settings
from stuntman.playback.recording import Performance, perform
from stuntman.policies import policy as policies
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

onnxruntime = pytest.importorskip("onnxruntime", reason="pip install onnxruntime")
EXAMPLE = Path(__file__).parents[2] / "examples" / "onnx_walk.py"


@pytest.fixture(scope="module")
def exported(performance: Performance, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("onnx") / "walk.onnx"
    onnx.write(policies.load("walk"), path)
    return path


@pytest.fixture(scope="module")
def session(exported: Path) -> Any:
    return onnxruntime.InferenceSession(str(exported))


@pytest.fixture(scope="module")
def about(exported: Path) -> dict[str, Any]:
    return json.loads(exported.with_suffix(".json").read_text())


def run(session: Any, qpos: Array, qvel: Array, clock: Array) -> dict[str, Array]:
    state = {"qpos": qpos, "qvel": qvel, "clock": clock}
    return dict(zip(onnx.OUTPUTS, session.run(onnx.OUTPUTS, state), strict=True))


def test_it_agrees_with_ours_step_by_step_over_several_cycles(session: Any) -> None:
    done = perform(policies.load("walk"), seconds=4.0)
    clock: Array = np.zeros(4)
    for k in range(len(done.qpos)):
        out = run(session, done.qpos[k], done.qvel[k], clock)
        np.testing.assert_allclose(out["targets"], done.targets[k], atol=1e-5)
        np.testing.assert_allclose(out["action"], done.actions[k], atol=1e-5)
        clock = out["next_clock"]
    assert clock[0] < 1.3 and clock[2] > 2.0, "the clock has gone round, and on"


def test_a_policy_that_knows_both_halves_mirrors_none(tmp_path: Path) -> None:
    policy = policies.load("walk")
    assert policy.header.mirrored_halves == (True,), "the other tests are of a mirror"
    settings = replace(policy.header.recipe.environment, mirrored_halves=False)
    recipe = replace(policy.header.recipe, environment=settings)
    policy.header = replace(policy.header, recipe=recipe, mirrored_halves=(False,))
    onnx.write(policy, tmp_path / "walk.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "walk.onnx"))
    done, mirrored = perform(policy, seconds=1.2), perform(policies.load("walk"), seconds=1.2)
    clock: Array = np.zeros(4)
    for k in range(len(done.qpos)):
        out = run(session, done.qpos[k], done.qvel[k], clock)
        np.testing.assert_allclose(out["targets"], done.targets[k], atol=1e-5)
        clock = out["next_clock"]
    apart = np.abs(done.targets - mirrored.targets).max(axis=1)
    assert not apart[:15].any() and apart[25:].min() > 1e-3


def test_nobody_elses_model_beside_it_is_overwritten(exported: Path, tmp_path: Path) -> None:
    policy = policies.load("walk")
    (tmp_path / "robot.xml").write_text("<mujoco/>")
    with pytest.raises(StuntmanError, match=r"robot\.xml would be overwritten"):
        onnx.write(policy, tmp_path / "robot.onnx")
    assert [path.name for path in tmp_path.iterdir()] == ["robot.xml"]
    for suffix in (".onnx", ".json", ".xml"):  # its own, it may
        shutil.copy(exported.with_suffix(suffix), tmp_path)
    (tmp_path / "walk.onnx").write_bytes(b"")
    onnx.write(policy, tmp_path / "walk.onnx")
    assert (tmp_path / "walk.onnx").stat().st_size > 0


def test_where_the_character_is_and_faces_does_not_matter(
    session: Any, performance: Performance
) -> None:
    qpos, qvel = performance.qpos[30], performance.qvel[30]
    placed = np.array([0.7, 0.0, *(qpos[:2] - performance.reference[30, :2])])
    here = run(session, qpos, qvel, placed)
    turn = rot.from_rotvec(np.array([0.0, 0.0, 2.0]))
    away, fast = qpos.copy(), qvel.copy()
    shift = np.array([3.0, -5.0, 0.0])
    away[:3] = rot.rotate(turn, qpos[:3]) + shift
    away[3:7] = rot.multiply(turn, qpos[3:7])
    fast[:3] = rot.rotate(turn, qvel[:3])
    moved = rot.rotate(turn, np.array([*placed[2:], 0.0])) + shift
    there = run(session, away, fast, np.array([0.7, 2.0, *moved[:2]]))
    np.testing.assert_allclose(there["targets"], here["targets"], atol=1e-4)


def test_the_json_says_what_is_where(
    session: Any, about: dict[str, Any], performance: Performance
) -> None:
    parts = about["outputs"]["observation"]["parts"]
    ends = dict(zip([p["name"] for p in parts], np.cumsum([p["size"] for p in parts]), strict=True))
    out = run(session, performance.qpos[30], performance.qvel[30], np.zeros(4))
    seen, model = out["observation"], performance.model
    assert ends[parts[-1]["name"]] == len(seen)
    assert seen[ends["root_height"] - 1] == pytest.approx(performance.qpos[30, 2], abs=1e-6)
    rates = seen[ends["joint_coordinates"] : ends["joint_velocities"]]
    np.testing.assert_allclose(rates, performance.qvel[30, 6:], atol=1e-5)
    knee = next(a for a in about["actuators"] if a["name"] == "left_knee")
    assert (knee["kp"], knee["kd"], knee["joint_damping"], knee["limit"]) == (500, 17, 8, 150)
    for actuator in about["actuators"]:
        if actuator["joint"] in ("left_knee", "right_elbow"):
            assert actuator["axis"] == model.joint(actuator["joint"]).axis.tolist()
    axes = [a["axis"] for a in about["actuators"] if a["joint"] == "chest"]
    assert axes == np.eye(3).tolist(), "of a ball, one actuator about each"
    assert about["inputs"]["qpos"]["names"][model.jnt_qposadr[model.joint("left_knee").id]] == (
        "left_knee.angle"
    )
    assert (about["control_rate"], about["physics_steps"]) == (30.0, 4)


def test_the_example_walks_ten_seconds_without_stuntman(exported: Path) -> None:
    assert "import stuntman" not in EXAMPLE.read_text()
    command = [sys.executable, str(EXAMPLE), str(exported)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "stayed up for 10 s" in ended.stdout


def test_a_policy_that_sees_goals_is_refused(tmp_path: Path) -> None:
    policy = policies.load("walk")
    recipe = replace(policy.header.recipe, tasks={"heading": Settings()})
    policy.header = replace(policy.header, recipe=recipe)
    with pytest.raises(StuntmanError, match="sees the goals of heading"):
        onnx.write(policy, tmp_path / "walk.onnx")
    assert not list(tmp_path.iterdir())
