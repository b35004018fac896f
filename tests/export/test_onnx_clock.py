"""The exported clock wraps a loop where the simulation does, whatever the loop's length."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
import pytest
import torch
from torch import Tensor, nn

from stuntman.characters.character import Character
from stuntman.export.onnx import traced
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.mjcf.kinematics import Kinematics
from stuntman.motion.clip import Clip
from stuntman.retargeting.retarget import retarget

onnxruntime = pytest.importorskip("onnxruntime", reason="pip install onnxruntime")

LENGTHS = range(10, 151)  # control steps
CYCLES = 10
_FRAMES_A_STEP = 4


@pytest.fixture(scope="module")
def library(walk: Clip, humanoid: Character, model: mujoco.MjModel) -> MotionLibrary:
    """A loop of each length, a world each: the walk's frames over and over."""
    whole = retarget(walk, humanoid, model)
    references = []
    for length in LENGTHS:
        rows = np.arange(length * _FRAMES_A_STEP + 1) % len(whole.qpos)
        references.append(
            replace(
                whole,
                clip=f"{length} steps",
                duration=length / 30.0,
                qpos=whole.qpos[rows],
                qvel=whole.qvel[rows],
                cycle_shift=np.array([0.5, 0.1]),
                cycle_yaw=0.3,
            )
        )
    return MotionLibrary.build(references, Kinematics(model, humanoid.end_effectors))


class Wrapping(nn.Module):
    """What an exported policy does with its clock, of all loops at once."""

    def __init__(self, library: MotionLibrary) -> None:
        super().__init__()
        self.library = library

    def forward(self, time: Tensor, yaw: Tensor, roots: Tensor) -> tuple[Tensor, ...]:
        clip = torch.arange(len(LENGTHS))
        clock = ReferenceClock(clip, time, yaw, torch.zeros(len(LENGTHS), 3), rotated=True)
        clock = clock.next_cycle(self.library, roots)
        ahead = clock.placed(self.library, STEP).pose.positions[:, 0]
        return clock.advance(STEP).time, clock.yaw, clock.frame(self.library, STEP), ahead


def test_every_loop_wraps_when_ours_does_over_ten_cycles(
    library: MotionLibrary, tmp_path: Path
) -> None:
    ours = Wrapping(library)
    roots = torch.randn(len(LENGTHS), 3, generator=torch.Generator().manual_seed(0))
    start = torch.zeros(len(LENGTHS), dtype=torch.float64), torch.zeros(len(LENGTHS))
    inputs = {"time": start[0], "yaw": start[1], "roots": roots}
    outputs = ("next_time", "next_yaw", "frame", "ahead")
    traced(ours, inputs, outputs).save(tmp_path / "clock.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "clock.onnx"))
    (time, yaw), (graph_time, graph_yaw) = start, [part.numpy() for part in start]
    wraps = np.zeros(len(LENGTHS))
    for _ in range(CYCLES * max(LENGTHS) + 1):
        expected: Any = ours(time, yaw, roots)
        fed = {"time": graph_time, "yaw": graph_yaw, "roots": roots.numpy()}
        got = session.run(outputs, fed)
        for mine, theirs in zip(expected, got, strict=True):
            np.testing.assert_allclose(theirs, mine.numpy(), atol=2e-6)
        wraps += (expected[0] < time).numpy()
        (time, yaw, *_), (graph_time, graph_yaw, *_) = expected, got
    assert wraps.min() >= CYCLES
