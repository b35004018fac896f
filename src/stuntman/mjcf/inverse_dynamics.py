"""The joint forces that a motion takes, the floor's part told apart."""

import itertools

import mujoco
import numpy as np
from scipy.optimize import nnls

from stuntman.mjcf.geometry import solid_geoms
from stuntman.spatial.rotations import Array

_CONTACT_HEIGHT = 0.03  # m; a point of the body this low can press on the floor
_MOMENT_WEIGHT = 3.0  # 1/m, what a newton metre unaccounted for at the root weighs against a newton
_CONTACT_COST = 0.01  # weight of a newton of contact: enough to choose among equal ways to stand
_BOX_CORNERS = np.array(list(itertools.product((-1.0, 1.0), repeat=3)))
_ROUND_GEOMS = (mujoco.mjtGeom.mjGEOM_SPHERE, mujoco.mjtGeom.mjGEOM_CAPSULE)
_CAPSULE_ENDS = np.array([[0.0, 0.0, -1.0], [0.0, 0.0, 1.0]])


def joint_forces(
    model: mujoco.MjModel, qpos: Array, qvel: Array, qacc: Array, friction: float
) -> Array:
    """Generalised forces (frames, nv) that make accelerations qacc (frames, nv) in states qpos
    (frames, nq) and qvel (frames, nv).

    The floor's part is what explains best the force and moment that the root would need: forces
    within the friction pyramids of the points near the floor, the least of them. In the air, and
    where a clip does what no body could, the rest is left unexplained. Passive damping is not
    counted: targets that lead by the actuators' lag make up for it (`PdActuators.lag`).

    Args:
        friction: sliding friction of the floor.
    """
    weights = np.array([1.0, 1.0, 1.0, _MOMENT_WEIGHT, _MOMENT_WEIGHT, _MOMENT_WEIGHT])
    data = mujoco.MjData(model)
    out = np.empty((len(qpos), model.nv))
    for frame, force in enumerate(out):
        data.qpos[:] = qpos[frame]
        data.qvel[:] = qvel[frame]
        data.qacc[:] = qacc[frame]
        mujoco.mj_fwdPosition(model, data)
        mujoco.mj_fwdVelocity(model, data)
        mujoco.mj_rne(model, data, 1, force)
        force += model.dof_armature * qacc[frame]
        contacts = _contact_directions(model, data, friction)
        if len(contacts):
            rows = [contacts[:, :6].T * weights[:, None], _CONTACT_COST * np.eye(len(contacts))]
            wanted = np.append(force[:6] * weights, np.zeros(len(contacts)))
            force -= nnls(np.concatenate(rows), wanted)[0] @ contacts
    return out


def _contact_directions(model: mujoco.MjModel, data: mujoco.MjData, friction: float) -> Array:
    """Generalised forces (directions, nv) of unit forces of the floor on the points near it, along
    the edges of their friction pyramids."""
    edges = [[friction, 0, 1], [-friction, 0, 1], [0, friction, 1], [0, -friction, 1]]
    jacobian = np.empty((3, model.nv))
    directions = []
    for geom in solid_geoms(model).tolist():
        for point in _contact_points(model, data, geom):
            if point[2] < _CONTACT_HEIGHT:
                mujoco.mj_jac(model, data, jacobian, None, point, model.geom_bodyid[geom])
                directions.append(np.array(edges) @ jacobian)
    return np.concatenate(directions) if directions else np.empty((0, model.nv))


def _contact_points(model: mujoco.MjModel, data: mujoco.MjData, geom: int) -> Array:
    """Points (n, 3) of a geom that can touch the floor: its corners, or what lies below an end of a
    round one; of any other kind, the corners of the box around it."""
    centre, axes = data.geom_xpos[geom], data.geom_xmat[geom].reshape(3, 3)
    size, kind = model.geom_size[geom], mujoco.mjtGeom(model.geom_type[geom])
    if kind not in _ROUND_GEOMS:
        middle, half = model.geom_aabb[geom, :3], model.geom_aabb[geom, 3:]
        return centre + (middle + _BOX_CORNERS * half) @ axes.T
    capsule = kind == mujoco.mjtGeom.mjGEOM_CAPSULE
    ends = _CAPSULE_ENDS * size[1] if capsule else np.zeros((1, 3))
    return centre + ends @ axes.T - [0.0, 0.0, size[0]]
