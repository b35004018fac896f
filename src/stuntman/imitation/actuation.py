"""PD targets that lead to the reference before any policy adds to them.

A PD drive makes force only by being behind its target. Targets that are ahead of the motion by what
damping holds back, and by what force the motion takes, spare a policy from learning to carry the
body's weight. The forces are found by inverse dynamics.
"""

import itertools

import mujoco
import numpy as np
import torch
from scipy.ndimage import gaussian_filter1d
from scipy.optimize import nnls
from torch import Tensor

from stuntman.imitation.reference import Drives, ReferenceTable
from stuntman.mjcf.geometry import solid_geoms
from stuntman.physics import scene
from stuntman.retargeting.retarget import Reference
from stuntman.spatial.rotations import Array

_SMOOTH = 0.025  # s, standard deviation of what accelerations are averaged over
_TOUCHES = 0.03  # m; a point of the body this low can press on the floor
_MOMENTS = 3.0  # 1/m, what a newton metre unaccounted for at the root weighs against a newton
_SPARING = 0.01  # what a newton of contact weighs: enough to choose among equal ways to stand
_CORNERS = np.array(list(itertools.product((-1.0, 1.0), repeat=3)))
_ROUND = (mujoco.mjtGeom.mjGEOM_SPHERE, mujoco.mjtGeom.mjGEOM_CAPSULE)
_ENDS = np.array([[0.0, 0.0, -1.0], [0.0, 0.0, 1.0]])


def targets(
    model: mujoco.MjModel,
    reference: Reference,
    table: ReferenceTable,
    step: float,
    force_share: float,
    early: float,
) -> Tensor:
    """PD targets (frames, actuators) in rad: the row of a frame leads there when it is held for the
    control step before.

    Args:
        step: s, of control.
        force_share: how much of the motion's forces they give.
        early: how much of a step before its end the position is taken. Forces are taken half a step
            before, the mean of it.
    """
    drives = Drives(model)
    times = table.times
    motion = table.motion(table.row(times - early * step))
    out = motion.coordinates[:, drives.dof] + drives.lag * motion.velocities[:, drives.dof]
    if force_share > 0:
        push = torch.tensor(forces(model, reference), dtype=torch.float32)[:, 6 + drives.dof]
        push = force_share * push[table.row(times - 0.5 * step)]
        out += torch.minimum(push.abs(), drives.limit) * push.sign() / drives.gain
    return out


def forces(model: mujoco.MjModel, reference: Reference) -> Array:
    """Generalised forces (frames, nv) of the joints that make the reference's accelerations.

    The floor's part is what explains best the force and moment that the root would need: forces
    within the friction pyramids of the points near the floor, the least of them. In the air, and
    where a clip does what no body could, the rest of it is left unexplained. Passive damping is
    not counted: drives make up for it (`Drives.lag`).
    """
    dt = reference.duration / (reference.frames - 1)
    acceleration = _accelerations(reference, dt)
    slope = float(model.geom(scene.FLOOR).friction[0])
    weights = np.array([1.0, 1.0, 1.0, _MOMENTS, _MOMENTS, _MOMENTS])
    data = mujoco.MjData(model)
    out = np.empty((reference.frames, model.nv))
    for frame, needed in enumerate(out):
        data.qpos[:] = reference.qpos[frame]
        data.qvel[:] = reference.qvel[frame]
        data.qacc[:] = acceleration[frame]
        mujoco.mj_fwdPosition(model, data)
        mujoco.mj_fwdVelocity(model, data)
        mujoco.mj_rne(model, data, 1, needed)
        needed += model.dof_armature * acceleration[frame]
        pushes = _pushes(model, data, slope)
        if len(pushes):
            rows = [pushes[:, :6].T * weights[:, None], _SPARING * np.eye(len(pushes))]
            wanted = np.append(needed[:6] * weights, np.zeros(len(pushes)))
            needed -= nnls(np.concatenate(rows), wanted)[0] @ pushes
    return out


def _accelerations(reference: Reference, dt: float) -> Array:
    """(frames, nv) of the velocities, smooth."""
    straight = reference.loops and reference.cycle_yaw == 0.0
    qvel = reference.qvel[:-1] if straight else reference.qvel
    mode = "wrap" if straight else "nearest"
    out = gaussian_filter1d(qvel, _SMOOTH / dt, axis=0, order=1, mode=mode) / dt
    return np.concatenate([out, out[:1]]) if straight else out


def _pushes(model: mujoco.MjModel, data: mujoco.MjData, slope: float) -> Array:
    """Generalised forces (directions, nv) of unit pushes of the floor on the points near it, along
    the edges of their friction pyramids."""
    edges = [[slope, 0, 1], [-slope, 0, 1], [0, slope, 1], [0, -slope, 1]]
    jacobian = np.empty((3, model.nv))
    pushes = []
    for geom in solid_geoms(model).tolist():
        for point in _points(model, data, geom):
            if point[2] < _TOUCHES:
                mujoco.mj_jac(model, data, jacobian, None, point, model.geom_bodyid[geom])
                pushes.append(np.array(edges) @ jacobian)
    return np.concatenate(pushes) if pushes else np.empty((0, model.nv))


def _points(model: mujoco.MjModel, data: mujoco.MjData, geom: int) -> Array:
    """Points (n, 3) of a geom that can touch the floor: corners, or what lies below an end; of what
    is neither box nor round, the corners of the box around it."""
    centre, axes = data.geom_xpos[geom], data.geom_xmat[geom].reshape(3, 3)
    size, kind = model.geom_size[geom], mujoco.mjtGeom(model.geom_type[geom])
    if kind not in _ROUND:
        middle, half = model.geom_aabb[geom, :3], model.geom_aabb[geom, 3:]
        return centre + (middle + _CORNERS * half) @ axes.T
    ends = _ENDS * size[1] if kind == mujoco.mjtGeom.mjGEOM_CAPSULE else np.zeros((1, 3))
    return centre + ends @ axes.T - [0.0, 0.0, size[0]]
