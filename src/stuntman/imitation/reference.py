"""The reference as the learner meets it: one row of numbers per instant, placed in the world."""

from dataclasses import dataclass, fields, replace

import mujoco
import numpy as np
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.mjcf.kinematics import Kinematics, Pose, quat_to_rotvec, rotate
from stuntman.retargeting.retarget import Reference


@dataclass(frozen=True)
class Motion:
    """State of a character, or what the reference wants it to be, at one instant.

    Joint coordinates are what MuJoCo calls the actuators' lengths, ordered like the degrees of
    freedom after the root's six: a hinge's angle, a ball's rotation vector.

    Attributes:
        pose: body poses.
        root_velocity: (..., 3) m/s. root_spin: (..., 3) rad/s, both along the world's axes.
        balls: (..., balls, 4) quaternions of the ball joints.
        coordinates: (..., dofs) rad. velocities: (..., dofs) rad/s.
    """

    pose: Pose
    root_velocity: Tensor
    root_spin: Tensor
    balls: Tensor
    coordinates: Tensor
    velocities: Tensor


class Drives:
    """How a model's position actuators hang on its joints, read from the compiled model.

    Attributes:
        dof: (actuators,) the degree of freedom (after the root's six) each one drives.
        lag: (actuators,) s, kd/kp: how far behind a moving target the damping holds the joint.
        gain: (actuators,) N m/rad, kp. limit: (actuators,) N m, the most one can give.

    Raises:
        StuntmanError: an actuator is no position actuator with a unit gear on a joint.
    """

    def __init__(self, model: mujoco.MjModel) -> None:
        dof, lag, gains, limits = [], [], [], []
        for k in range(model.nu):
            actuator = model.actuator(k)
            joint = int(actuator.trnid[0])
            gear, gain = np.array(actuator.gear), float(actuator.gainprm[0])
            axis = int(np.argmax(np.abs(gear)))
            if (
                actuator.trntype[0] != mujoco.mjtTrn.mjTRN_JOINT
                or not np.array_equal(gear, np.eye(6)[axis])
                or gain <= 0
                or actuator.biasprm[1] != -gain
            ):
                raise StuntmanError(
                    f"Actuator '{actuator.name}' is no position actuator with gear 1 on a joint: "
                    "imitation drives joints by PD targets, so change it in the character.xml."
                )
            address = int(model.jnt_dofadr[joint]) + axis
            dof.append(address - 6)
            lag.append((model.dof_damping[address] - actuator.biasprm[2]) / gain)
            gains.append(gain)
            limits.append(actuator.forcerange[1] if actuator.forcelimited[0] else np.inf)
        self.dof = torch.tensor(dof, dtype=torch.long)
        self.lag = torch.tensor(lag, dtype=torch.float32)
        self.gain = torch.tensor(gains, dtype=torch.float32)
        self.limit = torch.tensor(limits, dtype=torch.float32)


def observe_motion(kinematics: Kinematics, qpos: Tensor, qvel: Tensor) -> Motion:
    """Everything imitation looks at, from states qpos (..., nq) and qvel (..., nv)."""
    balls = kinematics.joint_quaternions(qpos)
    pose = kinematics(qpos)
    return Motion(
        pose=pose,
        root_velocity=qvel[..., :3],
        root_spin=rotate(pose.root_rotation, qvel[..., 3:6]),
        balls=balls,
        coordinates=kinematics.coordinates(quat_to_rotvec(balls), kinematics.joint_angles(qpos)),
        velocities=qvel[..., 6:],
    )


class ReferenceTable:
    """A `Reference` as one float32 table, read at the nearest of its frames.

    Attributes:
        times: (frames,) s, of its frames.
    """

    def __init__(self, reference: Reference, kinematics: Kinematics) -> None:
        self.duration = reference.duration
        self.loops = reference.loops
        self.cycle_yaw = reference.cycle_yaw
        self.cycle_shift = torch.tensor([*reference.cycle_shift, 0.0], dtype=torch.float32)
        self.qpos, self.qvel = reference.qpos, reference.qvel
        self.times = torch.linspace(0.0, reference.duration, reference.frames, dtype=torch.float64)
        motion = observe_motion(
            kinematics,
            torch.tensor(reference.qpos, dtype=torch.float32),
            torch.tensor(reference.qvel, dtype=torch.float32),
        )
        columns = [*vars(motion.pose).values(), *list(vars(motion).values())[1:]]
        self._shapes = [column.shape[1:] for column in columns]
        self._sizes = [column[0].numel() for column in columns]
        self._table = torch.cat([column.flatten(1) for column in columns], dim=1)

    def row(self, times: Tensor) -> Tensor:
        """Nearest frame (...) of times (...) in s, which a loop carries round."""
        last = len(self.qpos) - 1
        times = times.remainder(self.duration) if self.loops else times.clamp(0.0, self.duration)
        return (times * (last / self.duration)).round().long()

    def nearest(self, motion: Motion) -> Tensor:
        """When (worlds,) in s the clip is most like these states: in joints, and in where their
        speeds take them within a tenth of a second."""

        def features(m: Motion) -> Tensor:
            return torch.cat([m.coordinates, 0.1 * m.velocities, m.pose.positions[:, 0, 2:]], -1)

        last = len(self.qpos) - 1
        whole = features(self.motion(torch.arange(last)))
        rows = torch.cdist(features(motion), whole).argmin(-1)
        return rows.double() * (self.duration / last)

    def motion(self, rows: Tensor) -> Motion:
        """What the clip does at frames (worlds,), in the clip's own place."""
        parts = self._table.index_select(0, rows).split(self._sizes, dim=-1)
        shaped = [
            part.unflatten(-1, shape) for part, shape in zip(parts, self._shapes, strict=True)
        ]
        pose = len(fields(Pose))
        return Motion(Pose(*shaped[:pose]), *shaped[pose:])

    def root(self, times: Tensor, yaw: Tensor) -> Tensor:
        """Where the clip has the root at times (worlds,) in s, turned by yaw (worlds,) rad:
        (worlds, 3) m."""
        return turn(self._table[self.row(times), :3], yaw)  # body 1's position comes first

    def placed(self, times: Tensor, yaw: Tensor, shift: Tensor) -> Motion:
        """What the clip does at times (worlds,) in s, turned by yaw (worlds,) rad and moved by
        shift (worlds, 3) m; past the end of a loop's cycle it goes on from where that ends."""
        traced = torch.onnx.is_in_onnx_export()  # a graph has to hold for any time and yaw
        over = times >= self.duration
        if self.loops and (traced or over.any()):
            way = turn(self.cycle_shift.expand(len(times), 3), yaw)
            shift = torch.where(over.unsqueeze(-1), shift + way, shift)
            yaw = torch.where(over, yaw + self.cycle_yaw, yaw)
        straight = not traced and not yaw.any()
        return place(self.motion(self.row(times)), None if straight else yaw, shift)


def turn(vectors: Tensor, yaw: Tensor) -> Tensor:
    """Vectors (worlds, ..., 3) turned about the vertical by yaw (worlds,) rad."""
    yaw = yaw.reshape(-1, *[1] * (vectors.ndim - 2))
    c, s = torch.cos(yaw), torch.sin(yaw)
    x, y, z = vectors.unbind(-1)
    return torch.stack([c * x - s * y, s * x + c * y, z.expand_as(c * x)], dim=-1)


def place(motion: Motion, yaw: Tensor | None, shift: Tensor) -> Motion:
    """The reference motion turned about the vertical by yaw (worlds,) rad, or not at all, then
    moved by shift (worlds, 3) m."""
    pose = motion.pose
    if yaw is not None:
        pose = Pose(
            positions=turn(pose.positions, yaw),
            root_rotation=turn(pose.root_rotation.mT, yaw).mT,  # column by column
            end_effectors=turn(pose.end_effectors, yaw),
            com=turn(pose.com, yaw),
        )
        motion = replace(
            motion,
            root_velocity=turn(motion.root_velocity, yaw),
            root_spin=turn(motion.root_spin, yaw),
        )
    return replace(
        motion,
        pose=replace(
            pose,
            positions=pose.positions + shift.unsqueeze(1),
            end_effectors=pose.end_effectors + shift.unsqueeze(1),
            com=pose.com + shift,
        ),
    )
