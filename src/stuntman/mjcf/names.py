"""Names of what the arrays of a compiled model hold, in their order."""

import mujoco

_COORDINATES = {
    mujoco.mjtJoint.mjJNT_FREE: ("x", "y", "z", "qw", "qx", "qy", "qz"),
    mujoco.mjtJoint.mjJNT_BALL: ("qw", "qx", "qy", "qz"),
    mujoco.mjtJoint.mjJNT_SLIDE: ("shift",),
    mujoco.mjtJoint.mjJNT_HINGE: ("angle",),
}
_VELOCITIES = {
    mujoco.mjtJoint.mjJNT_FREE: ("vx", "vy", "vz", "wx", "wy", "wz"),
    mujoco.mjtJoint.mjJNT_BALL: ("wx", "wy", "wz"),
    mujoco.mjtJoint.mjJNT_SLIDE: ("speed",),
    mujoco.mjtJoint.mjJNT_HINGE: ("rate",),
}


def body_names(model: mujoco.MjModel) -> tuple[str, ...]:
    """All bodies but the world."""
    return tuple(model.body(body).name for body in range(1, model.nbody))


def joint_names(model: mujoco.MjModel) -> tuple[str, ...]:
    """All joints."""
    return tuple(model.joint(joint).name for joint in range(model.njnt))


def actuator_names(model: mujoco.MjModel) -> tuple[str, ...]:
    """All actuators."""
    return tuple(model.actuator(actuator).name for actuator in range(model.nu))


def qpos_names(model: mujoco.MjModel) -> tuple[str, ...]:
    """(nq,) JOINT.x, .y, .z (m), .qw, .qx, .qy, .qz (of a quaternion), .angle (rad)."""
    return _each(model, _COORDINATES)


def qvel_names(model: mujoco.MjModel) -> tuple[str, ...]:
    """(nv,) JOINT.vx, .vy, .vz (m/s, in the world), .wx, .wy, .wz, .rate (rad/s, in the body)."""
    return _each(model, _VELOCITIES)


def _each(model: mujoco.MjModel, parts: dict[mujoco.mjtJoint, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(
        f"{name}.{part}"
        for joint, name in enumerate(joint_names(model))
        for part in parts[mujoco.mjtJoint(model.jnt_type[joint])]
    )
