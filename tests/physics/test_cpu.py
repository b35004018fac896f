"""What the engine on the CPU does beside the contract (test_engine_contract.py)."""

import sys

import mujoco
import pytest
import torch

from stuntman.physics.cpu import CpuEngine

SUBSTEPS = 4


def test_states_are_read_where_they_are_and_not_copied(model: mujoco.MjModel) -> None:
    engine = CpuEngine(model, 2, SUBSTEPS, threads=1)
    qpos, qvel = engine.qpos, engine.qvel
    before = qpos.clone()
    engine.step(torch.zeros(2, model.nu))
    assert engine.qpos.data_ptr() == qpos.data_ptr() and engine.qvel.data_ptr() == qvel.data_ptr()
    assert torch.equal(engine.qpos, qpos) and not torch.equal(qpos, before)


@pytest.mark.skipif(sys.platform == "win32", reason="its clock goes on there")
def test_no_clock_is_read_while_the_worlds_move(model: mujoco.MjModel) -> None:
    CpuEngine(model, 1, SUBSTEPS)
    data = mujoco.MjData(model)
    mujoco.mj_step(model, data)
    assert data.timer[mujoco.mjtTimer.mjTIMER_STEP].number == 1
    assert data.timer[mujoco.mjtTimer.mjTIMER_STEP].duration == 0.0
