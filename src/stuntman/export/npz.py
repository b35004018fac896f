"""NumPy archive of a performance: states, actions and what came of them, all by name.

Row k of `actions`, `targets` and `reward_*` belongs to the control step that begins in state k.
"""

from pathlib import Path
from typing import Any

import mujoco
import numpy as np

from stuntman import __version__, paths
from stuntman.errors import StuntmanError
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
    arrays = {
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
        "skills": np.array(performance.skills),
        "phases": performance.phases,
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
    _save(arrays, path)


def write_mjlab(performance: Performance, path: Path) -> None:
    """Write the motion as mjlab and BeyondMimic have it: fps, joint_pos, joint_vel (frames,
    joints), body_pos_w, body_quat_w (w x y z), body_lin_vel_w, body_ang_vel_w (frames, bodies, 3 or
    4), in MuJoCo's order, with `joint_names` and `body_names`.

    Raises:
        StuntmanError: the body has ball joints, which that layout has no place for; or the file
            cannot be written.
    """
    model = performance.model
    hinges = model.jnt_type == mujoco.mjtJoint.mjJNT_HINGE
    if not hinges[1:].all():
        raise StuntmanError(
            f"{performance.character.name} has ball joints, and the layout mjlab holds hinges "
            "alone; leave --layout out"
        )
    positions, rotations = body_poses(model, performance.qpos)
    data = mujoco.MjData(model)
    velocities = np.empty((*positions.shape[:2], 6))
    for frame, (qpos, qvel) in enumerate(zip(performance.qpos, performance.qvel, strict=True)):
        data.qpos[:], data.qvel[:] = qpos, qvel
        mujoco.mj_forward(model, data)
        for body in range(1, model.nbody):
            kind = mujoco.mjtObj.mjOBJ_XBODY
            mujoco.mj_objectVelocity(model, data, kind, body, velocities[frame, body - 1], 0)
    joints = np.flatnonzero(hinges)
    arrays = {
        "fps": np.array([performance.rate]),
        "joint_pos": performance.qpos[:, model.jnt_qposadr[joints]],
        "joint_vel": performance.qvel[:, model.jnt_dofadr[joints]],
        "body_pos_w": positions,
        "body_quat_w": rotations,
        "body_lin_vel_w": velocities[..., 3:],
        "body_ang_vel_w": velocities[..., :3],
        "joint_names": np.array([model.joint(joint).name for joint in joints]),
        "body_names": np.array([model.body(body).name for body in range(1, model.nbody)]),
    }
    _save(arrays, path)


def _save(arrays: dict[str, Any], path: Path) -> None:
    with paths.written(path) as part, part.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
