"""PD drives for a body whose model has motors, or no actuators at all.

A joint moves what hangs on it against the rest of the body. Gains are derived from the geometric
mean of the inertias of the two sides, about the joint's axis, in the zero pose: a foot is light,
but while it stands, its ankle moves the whole body. By that measure the published gains of the
humanoid (kp; kd = kp/20) give natural frequencies of 12 to 30 rad/s in all joints but twists.

A joint that stands on the floor holds up what is above it as well: softer than weight times height,
it lets an upright body tip over. The humanoid's ankles have 1.4 times that.
"""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import mink
import mujoco
import numpy as np
from scipy.optimize import nnls

from stuntman.characters.known_drives import KnownDrive
from stuntman.characters.structure import Structure, soles
from stuntman.errors import StuntmanError
from stuntman.mjcf.inverse_kinematics import Solver
from stuntman.spatial.rotations import Array

# Natural frequency (rad/s) of derived drives: the plan of a walk on the G1 earns .89 with it, and
# .80 with 20.
FREQUENCY = 30.0
# Damping ratio of derived drives.
DAMPING_RATIO = 0.5
# Share of the damping that sits in the joint itself (docs/humanoid.md says why).
PASSIVE_SHARE = 1.0 / 3.0
# Where a model gives no limit, the torque is what kp gives for this error (rad). The humanoid's
# limits are those of errors of 0.2 to 0.5, with softer drives.
_LIMIT_ERROR = 0.15
# The least armature, as a share of the inertia; the humanoid's is 0.01 to 0.06.
_MIN_ARMATURE = 0.02
# A drive whose damping ratio is lower than this oscillates.
_MIN_DAMPING_RATIO = 0.1
# The crouch in which drives have to carry the weight: how far down, as a share of the height.
_CROUCH = 0.08
# How far joints are first moved towards the middle of their ranges, as a share of the way, because
# a straight leg does not show which way it bends.
_BENT = 0.15
# Steps of inverse kinematics that the crouch takes.
_CROUCH_STEPS = 100
# A body tips over where more than this share of weight times height is left as a moment on its
# root.
_MAX_MOMENT = 0.05
# What a drive at its limit costs, against the body's whole weight left without support.
_EFFORT_COST = 0.01
# Edges of the friction pyramid: how far sideways the floor pushes for each unit upwards.
_PYRAMID = np.array([[0.7, 0, 1], [-0.7, 0, 1], [0, 0.7, 1], [0, -0.7, 1]])
# Corners of a box of half-sizes 1.
_CORNERS = np.array(list(itertools.product((-1.0, 1.0), repeat=3)))
_JOINT_TRANSMISSIONS = (mujoco.mjtTrn.mjTRN_JOINT, mujoco.mjtTrn.mjTRN_JOINTINPARENT)
_AXES = "xyz"


@dataclass(frozen=True)
class Drive:
    """A position actuator of one degree of freedom.

    Attributes:
        axis: 0 of a hinge; which of a ball joint's x, y, z.
        kp: N m/rad. kd: N m s/rad, inside the actuator. limit: N m.
        damping: N m s/rad, armature: kg m², of the joint itself.
        kept: the gains are the model's own or known; else derived.
        limited: so is the limit. weighed: so is the armature.
        velocity_limit: rad/s, where it is known; physics does not hold the joint to it.
    """

    name: str
    joint: str
    axis: int
    kp: float
    kd: float
    limit: float
    damping: float
    armature: float
    kept: bool
    limited: bool
    weighed: bool = True
    velocity_limit: float | None = None

    @property
    def derived(self) -> tuple[str, ...]:
        """What of it was neither told by the model nor known."""
        told = {"gains": self.kept, "torque limit": self.limited, "armature": self.weighed}
        return tuple(what for what, was_told in told.items() if not was_told)


def reflected_inertias(model: mujoco.MjModel) -> Array:
    """Inertia (nv,) in kg m² that each degree of freedom works against, armature included.

    It is the geometric mean of the inertias on the joint's two sides.
    """
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    mass_matrix = np.zeros((model.nv, model.nv))
    mujoco.mj_fullM(model, data, mass_matrix)
    out = np.diag(mass_matrix).copy()  # of what hangs on the joint
    inertia_frames = data.ximat.reshape(-1, 3, 3)
    for joint in range(1, model.njnt):
        body, first = int(model.jnt_bodyid[joint]), int(model.jnt_dofadr[joint])
        if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL:
            axes = data.xmat[body].reshape(3, 3).T
        else:
            axes = data.xaxis[joint][None]
        for dof, axis in enumerate(axes, start=first):
            arms = np.cross(data.xipos - data.xanchor[joint], axis)
            local = np.einsum("bji,j->bi", inertia_frames, axis)
            about = (model.body_inertia * local**2).sum(-1) + model.body_mass * (arms**2).sum(-1)
            hanging = out[dof] - model.dof_armature[dof]
            rest = max(float(about.sum()) - hanging, 0.0)
            out[dof] = np.sqrt(out[dof] * (rest + model.dof_armature[dof]))
    return out


def weight_stiffness(model: mujoco.MjModel, feet: Iterable[str]) -> Array:
    """Stiffness (nv,) in N m/rad, below which the body tips over about one degree of freedom of a
    leg, while the foot stands: weight times height of what is above it, in the zero pose.

    Args:
        feet: links; other degrees of freedom than those between them and the root carry nothing.
    """
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    mass, gravity = float(model.body_mass.sum()), float(np.linalg.norm(model.opt.gravity))
    legs = _legs(model, feet)
    out = np.zeros(model.nv)
    for joint in range(1, model.njnt):
        link, first = int(model.jnt_bodyid[joint]), int(model.jnt_dofadr[joint])
        if link not in legs:
            continue
        hanging = float(model.body_subtreemass[link])
        above = mass * data.subtree_com[1] - hanging * data.subtree_com[link]
        moment = gravity * (above - (mass - hanging) * data.xanchor[joint])[2]
        if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL:
            axes = data.xmat[link].reshape(3, 3).T
        else:
            axes = data.xaxis[joint][None]
        out[first : first + len(axes)] = moment * (1.0 - axes[:, 2] ** 2)
    return out


def _legs(model: mujoco.MjModel, feet: Iterable[str]) -> set[int]:
    """The links from the feet up to the root."""
    legs: set[int] = set()
    for foot in feet:
        link = int(model.body(foot).id)
        while link > 0:
            legs.add(link)
            link = int(model.body_parentid[link])
    return legs


def drives(
    model: mujoco.MjModel,
    feet: Iterable[str] = (),
    known: Mapping[str, KnownDrive] = MappingProxyType({}),
) -> tuple[list[Drive], list[str]]:
    """A drive for each degree of freedom but the root's; and notes, in sentences, on what of the
    model's own actuators was not used or changed.

    Args:
        model: takes on the armatures that are known.
        feet: the links on which it stands.
        known: by joint; it goes before what the model tells.
    """
    gains, limits, notes = _own_gains(model)
    for joint in range(1, model.njnt):
        told = known.get(model.joint(joint).name, KnownDrive())
        first = int(model.jnt_dofadr[joint])
        for dof in range(first, first + _dofs(model, joint)):
            if told.armature is not None:
                model.dof_armature[dof] = told.armature
            if told.torque_limit is not None:
                limits[dof] = told.torque_limit
            if told.kp is not None and told.kd is not None:
                gains[dof] = told.kp, told.kd
                model.dof_damping[dof] = 0.0  # all of it is in kd
    inertias, stiffness = reflected_inertias(model), weight_stiffness(model, feet)
    out: list[Drive] = []
    for joint in range(1, model.njnt):
        name, first = model.joint(joint).name, int(model.jnt_dofadr[joint])
        ball = _dofs(model, joint) == 3
        told = known.get(name, KnownDrive())
        for axis in range(_dofs(model, joint)):
            dof = first + axis
            inertia = float(inertias[dof])
            limit = limits.get(dof, np.inf)
            if model.jnt_actfrclimited[joint] and told.torque_limit is None:
                limit = min(limit, float(np.abs(model.jnt_actfrcrange[joint]).max()))
            wanted = min(inertia * FREQUENCY**2, limit / _LIMIT_ERROR)
            derived = max(wanted, float(stiffness[dof]))
            kp, kd = gains.get(dof, (derived, 0.0))
            damping = float(model.dof_damping[dof])
            critical = 2.0 * float(np.sqrt(kp * inertia))
            kept = dof in gains
            weak = told.kp is None and damping + kd < _MIN_DAMPING_RATIO * critical
            if not kept or weak:
                total = DAMPING_RATIO * critical
                damping, kd = PASSIVE_SHARE * total, (1.0 - PASSIVE_SHARE) * total
            if ball:  # its three axes share one damping and one armature
                damping = out[-1].damping if axis else damping
            armature = float(model.dof_armature[dof])
            weighed = kept or told.armature is not None or armature >= _MIN_ARMATURE * inertia
            if not weighed:
                armature = out[-1].armature if ball and axis else _MIN_ARMATURE * inertia
            out.append(
                Drive(
                    name=f"{name}_{_AXES[axis]}" if ball else name,
                    joint=name,
                    axis=axis,
                    kp=kp,
                    kd=kd,
                    limit=float(limit) if np.isfinite(limit) else _LIMIT_ERROR * kp,
                    damping=damping,
                    armature=armature,
                    kept=kept,
                    limited=bool(np.isfinite(limit)),
                    weighed=weighed,
                    velocity_limit=told.velocity_limit,
                )
            )
    return out, notes


def _dofs(model: mujoco.MjModel, joint: int) -> int:
    return 3 if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL else 1


def _own_gains(
    model: mujoco.MjModel,
) -> tuple[dict[int, tuple[float, float]], dict[int, float], list[str]]:
    """What the model's own actuators give.

    Returns:
        kp and kd by degree of freedom; the largest torque by degree of freedom; notes on actuators
        that are not used or were changed.
    """
    gains: dict[int, tuple[float, float]] = {}
    limits: dict[int, float] = {}
    unused, clamped = [], []
    for k in range(model.nu):
        actuator = model.actuator(k)
        name = actuator.name or f"number {k + 1}"
        gear, gain, bias = actuator.gear, float(actuator.gainprm[0]), actuator.biasprm
        axes = np.flatnonzero(gear)
        plain = (
            mujoco.mjtTrn(int(actuator.trntype[0])) in _JOINT_TRANSMISSIONS
            and actuator.dyntype[0] == mujoco.mjtDyn.mjDYN_NONE
            and actuator.gaintype[0] == mujoco.mjtGain.mjGAIN_FIXED
            and len(axes) == 1
            and gain != 0
        )
        affine = actuator.biastype[0] == mujoco.mjtBias.mjBIAS_AFFINE
        position = affine and gain > 0 and np.isclose(bias[1], -gain) and bias[0] == 0
        if not plain or (affine and not position):
            unused.append(name)
            continue
        dof = int(model.jnt_dofadr[int(actuator.trnid[0])]) + int(axes[0])
        ratio = abs(float(gear[axes[0]]))
        strength = np.inf
        if actuator.forcelimited[0]:
            strength = ratio * float(np.abs(actuator.forcerange).max())
        if actuator.ctrllimited[0]:
            if position:
                clamped.append(name)
            else:
                strength = min(strength, ratio * abs(gain) * np.abs(actuator.ctrlrange).max())
        if position:
            gains[dof] = ratio**2 * gain, -(ratio**2) * float(bias[2])
        if np.isfinite(strength) and strength > 0:
            limits[dof] = min(limits.get(dof, np.inf), float(strength))
    notes = []
    if unused:
        notes.append(
            f"left out, being neither a motor nor a position drive of a joint: {_few(unused)}; "
            "joints without another drive get one with derived gains"
        )
    if clamped:
        notes.append(f"control range clamped the targets, taken away: {_few(clamped)}")
    return gains, limits, notes


def _few(names: list[str]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def check_strength(model: mujoco.MjModel, structure: Structure, chosen: list[Drive]) -> None:
    """Check that the drives hold the body in a crouch on its feet.

    Raises:
        StuntmanError: the body cannot bring its weight over its feet, or a leg's drive is too weak.
    """
    legs = _legs(model, structure.feet)
    limits = np.full(model.nv, np.inf)
    names = [""] * model.nv
    for drive in chosen:
        joint = model.joint(drive.joint)
        dof = int(joint.dofadr[0]) + drive.axis
        names[dof] = drive.name
        if int(joint.bodyid[0]) in legs:
            limits[dof] = drive.limit
    data, soles = _crouch(model, structure)
    torques = _holding_forces(model, data, soles, limits)
    weight = float(np.abs(data.qfrc_bias[:3]).max())
    if np.abs(torques[3:6]).max() > _MAX_MOMENT * weight * structure.height:
        raise StuntmanError(
            f"it cannot bring its weight over its feet ({', '.join(structure.feet)}), so that it "
            "would fall; stand its zero pose on them"
        )
    worst = int(np.argmax(np.abs(torques) / limits))
    if abs(torques[worst]) > limits[worst]:
        raise StuntmanError(
            f"it cannot hold itself: a crouch takes {abs(torques[worst]):.3g} N m of "
            f"'{names[worst]}', whose limit is {limits[worst]:.3g}; raise the limit in the model"
        )


def _crouch(model: mujoco.MjModel, structure: Structure) -> tuple[mujoco.MjData, list[int]]:
    """The body in a crouch, and the geoms that it stands on.

    Its feet are where the zero pose has them, its root is lower, and its weight is over its feet.
    """
    q = model.qpos0.copy()
    for joint in np.flatnonzero(model.jnt_limited):
        if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_HINGE:
            at = model.jnt_qposadr[joint]
            q[at] += _BENT * (model.jnt_range[joint].mean() - q[at])
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    geoms = [
        geom
        for name in structure.feet
        for geom in soles(model, model.body(name).id, structure.height)
    ]
    feet = [mink.FrameTask(name, "body", 5.0, 0.5, lm_damping=1e-3) for name in structure.feet]
    root = mink.FrameTask(structure.root, "body", [0.0, 0.0, 2.0], 1.0, lm_damping=1e-3)
    for task in (*feet, root):
        link = model.body(task.frame_name).id
        position = data.xpos[link].copy()
        position[2] -= _CROUCH * structure.height * (task is root)
        task.set_target(mink.SE3(np.concatenate([data.xquat[link], position])))
    balance = mink.ComTask([2.0, 2.0, 0.0])
    balance.set_target(data.geom_xpos[geoms].mean(axis=0))
    posture = mink.PostureTask(model, cost=0.01)
    posture.set_target(q)
    tasks = [*feet, root, balance, posture]
    solver = Solver(model, damping=1e-4)
    solver.configuration.update(q)
    for _ in range(_CROUCH_STEPS):
        solver.step(tasks)
    data.qpos[:] = solver.configuration.q
    mujoco.mj_forward(model, data)
    return data, geoms


def _holding_forces(
    model: mujoco.MjModel, data: mujoco.MjData, geoms: list[int], limits: Array
) -> Array:
    """Generalised forces (nv,) that hold a pose while the floor pushes at the corners of geoms, in
    the way that asks least of the drives.

    The root has no drive: its six numbers are the part of the weight that nothing supports.
    """
    jacobian = np.empty((3, model.nv))
    pushes = []
    for geom in geoms:
        centre, half = model.geom_aabb[geom, :3], model.geom_aabb[geom, 3:]
        axes = data.geom_xmat[geom].reshape(3, 3)
        for corner in data.geom_xpos[geom] + (centre + _CORNERS * half) @ axes.T:
            mujoco.mj_jac(model, data, jacobian, None, corner, model.geom_bodyid[geom])
            pushes.append(_PYRAMID @ jacobian)
    push_forces = np.concatenate(pushes)
    weights = np.where(np.isfinite(limits), _EFFORT_COST / limits, 0.0)
    weights[:6] = 1.0 / float(np.abs(data.qfrc_bias[:3]).max())
    forces, _ = nnls(push_forces.T * weights[:, None], data.qfrc_bias * weights)
    out: Array = data.qfrc_bias - forces @ push_forces
    return out
