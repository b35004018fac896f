"""A policy of several clips in one graph: on each clip it does what ours does, and changes clip."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stuntman.evaluation.evaluate import on_clip
from stuntman.export import onnx
from stuntman.motion.clip import Clip
from stuntman.playback.recording import perform
from stuntman.playback.world import LiveWorld
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.spatial.rotations import Array

onnxruntime = pytest.importorskip("onnxruntime", reason="pip install onnxruntime")
ROOT = Path(__file__).parents[2]
CLOSE = 2e-6  # rad


@pytest.fixture(scope="module")
def policy(walk: Clip) -> Policy:
    return policies.load(ROOT / "benchmarks" / "locomotion" / "policy.safetensors")


@pytest.fixture(scope="module")
def exported(policy: Policy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("onnx") / "locomotion.onnx"
    onnx.write(policy, path)
    return path


@pytest.fixture(scope="module")
def session(exported: Path) -> Any:
    return onnxruntime.InferenceSession(str(exported))


def run(session: Any, qpos: Array, qvel: Array, clock: Array, clip: int) -> dict[str, Array]:
    names = (*onnx.OUTPUTS, *onnx.CLIP_OUTPUTS)
    state = {"qpos": qpos, "qvel": qvel, "clock": clock, "clip": np.array([clip])}
    return dict(zip(names, session.run(names, state | {"time": clock[:1]}), strict=True))


def test_on_each_clip_it_does_what_ours_does_once_round(session: Any, policy: Policy) -> None:
    for index, name in enumerate(policy.header.recipe.clips):
        done = perform(on_clip(policy, name))
        clock: Array = np.zeros(4)
        for k in range(round(done.cycle * done.rate) + 1):
            out = run(session, done.qpos[k], done.qvel[k], clock, index)
            np.testing.assert_allclose(out["targets"], done.targets[k], atol=CLOSE, err_msg=name)
            clock = out["next_clock"]
        assert clock[0] < 0.5 * done.cycle, "it has gone round"


def test_it_changes_clip_where_and_when_ours_does(session: Any, policy: Policy) -> None:
    world = LiveWorld({"locomotion": policy})
    for _ in range(40):
        world.step()
    before = world.frame
    world.switch("walker_turn_left0")
    index = list(policy.header.recipe.clips).index("walker_turn_left0")
    out = run(session, before.qpos, before.qvel, np.zeros(4), index)
    nearest = np.array([out["nearest_time"][0], 0.0, 0.0, 0.0])
    assert nearest[0] == pytest.approx(world.phase, abs=1e-6)
    entered = run(session, before.qpos, before.qvel, nearest, index)["entry_clock"]
    out = run(session, before.qpos, before.qvel, entered, index)
    np.testing.assert_allclose(out["targets"], world.step().targets, atol=1e-5)


def test_the_json_tells_the_clips_apart(exported: Path, policy: Policy) -> None:
    about = json.loads(exported.with_suffix(".json").read_text())
    assert [clip["name"] for clip in about["clips"]] == list(policy.header.recipe.clips)
    assert about["inputs"]["clip"]["names"] == list(policy.header.recipe.clips)
    assert about["clips"][1]["duration"] == pytest.approx(0.8, abs=1e-3)
    assert about["clips"][1]["start"]["qpos"] != about["clips"][0]["start"]["qpos"]
    assert "clip" not in about and "start" not in about and "clip" not in about["policy"]
