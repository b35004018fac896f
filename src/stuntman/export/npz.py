"""NumPy archive of a performance: states, actions and what came of them, all by name.

Row k of `actions`, `targets` and `reward_*` belongs to the control step that begins in state k.
"""

from pathlib import Path
from typing import Any

import numpy as np

from stuntman import __version__, paths
from stuntman.mjcf import names
from stuntman.mjcf.geometry import body_poses
from stuntman.playback.recording import Performance


def write(performance: Performance, path: Path) -> None:
    """Write the archive; whole or not at all. docs/export.md lists its arrays.

    Raises:
        StuntmanError: the file cannot be written.
    """
    model = performance.model
    positions, rotations = body_poses(model, performance.qpos)
    arrays: dict[str, Any] = {
        "time": np.arange(len(performance.qpos)) / performance.rate,
        "qpos": performance.qpos,
        "qvel": performance.qvel,
        "actions": performance.actions,
        "targets": performance.targets,
        "reference_qpos": performance.reference,
        "body_positions": positions,
        "body_rotations": rotations,
        **{f"reward_{name}": term for name, term in performance.terms.items()},
        "begun": performance.begun,
        "joint_names": names.joint_names(model),
        "qpos_names": names.qpos_names(model),
        "qvel_names": names.qvel_names(model),
        "actuator_names": names.actuator_names(model),
        "body_names": names.body_names(model),
        "control_rate": performance.rate,
        "physics_rate": 1.0 / model.opt.timestep,
        "character": performance.character.name,
        "clip": performance.clip,
        "version": __version__,
    }
    with paths.written(path) as part, part.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
