"""A trained character outside stuntman: plain MuJoCo, onnxruntime, and the files of an export.

    stuntman export onnx walk --out walk.onnx
    pip install mujoco onnxruntime
    python examples/onnx_walk.py walk.onnx

The graph takes the body's state and a clock, and gives the PD targets and the next clock.
"""

import json
import sys
from pathlib import Path

import mujoco
import numpy as np
import onnxruntime

SECONDS = 10.0
FALLEN = 0.6  # m, a root lower than this lies on the ground


def main(path: Path) -> int:
    about = json.loads(path.with_suffix(".json").read_text())
    model = mujoco.MjModel.from_xml_path(str(path.with_name(about["model"])))
    data = mujoco.MjData(model)
    policy = onnxruntime.InferenceSession(str(path))

    # The file says which actuator each target is for: names, never positions.
    order = [model.actuator(name).id for name in about["outputs"]["targets"]["names"]]
    data.qpos[:] = about["start"]["qpos"]
    data.qvel[:] = about["start"]["qvel"]
    clock = np.array(about["start"]["clock"])
    mujoco.mj_forward(model, data)

    for step in range(round(SECONDS * about["control_rate"])):
        state = {"qpos": data.qpos, "qvel": data.qvel, "clock": clock}
        targets, clock = policy.run(["targets", "next_clock"], state)
        data.ctrl[order] = targets
        mujoco.mj_step(model, data, about["physics_steps"])
        x, y, height = data.qpos[:3]
        if step % 30 == 29:
            way = np.hypot(x, y)
            print(f"{data.time:4.1f} s: {way:5.2f} m from the start, root at {height:.2f} m")
        if height < FALLEN:
            print(f"It fell after {data.time:.1f} s.")
            return 1
    print(f"It stayed up for {SECONDS:g} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "walk.onnx")))
