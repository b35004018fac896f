"""From actions to PD targets.

A PD drive makes force only by being behind its target. Targets that are ahead of the motion by what
damping holds back, and by what force the motion takes, spare a policy from learning to carry the
body's weight: the feed-forward.
"""

from dataclasses import dataclass, replace

import mujoco
import numpy as np
import torch
from scipy.ndimage import gaussian_filter1d
from torch import Tensor

from stuntman.imitation.motion_library import MotionLibrary
from stuntman.mjcf.actuators import PdActuators
from stuntman.mjcf.inverse_dynamics import joint_forces
from stuntman.physics import scene
from stuntman.retargeting.retarget import Reference
from stuntman.spatial.rotations import Array

_SMOOTHING = 0.025  # s, standard deviation of what accelerations are averaged over


@dataclass(frozen=True)
class Actuation:
    """What a policy's actions are added to, and how much of a target a unit of action is.

    Attributes:
        feed_forward_targets: (frames, actuators) rad, one row a frame of the motion library: the
            PD targets without any action for the control step that ends at that frame.
        action_scale: rad of PD target a unit of action.
    """

    feed_forward_targets: Tensor
    action_scale: float

    def pd_targets(self, actions: Tensor, library: MotionLibrary, frames: Tensor) -> Tensor:
        """PD targets (n, actuators) in rad of actions (n, actuators) for the control steps that end
        at `frames` (n,) of the library, on ways between those of their clips."""
        without = library.of_clips(self.feed_forward_targets, frames)
        return without + actions * self.action_scale

    def to(self, device: torch.device) -> "Actuation":
        """The same on a device."""
        return replace(self, feed_forward_targets=self.feed_forward_targets.to(device))


def feed_forward_targets(
    model: mujoco.MjModel,
    references: tuple[Reference, ...],
    library: MotionLibrary,
    step: float,
    force_share: float,
    target_early: float,
) -> Tensor:
    """PD targets (frames, actuators) in rad that follow the references without any action: the row
    of a frame leads there when it is held for the control step before.

    Args:
        references: of the library, in its order.
        step: s, of control.
        force_share: how much of the motion's forces, found by inverse dynamics, the targets give.
        target_early: how much of a step before its end the position is taken. Forces are taken half
            a step before, the mean of it.
    """
    drives = PdActuators(model)
    clip, times = library.clip_of_frame, library.time_of_frame
    motion = library.motion(library.frame(clip, times - target_early * step))
    out = motion.coordinates[:, drives.dof] + drives.lag * motion.velocities[:, drives.dof]
    if force_share > 0:
        forces = torch.cat([_joint_forces(model, reference) for reference in references])
        forces = force_share * forces[:, 6 + drives.dof][library.frame(clip, times - 0.5 * step)]
        out += torch.minimum(forces.abs(), drives.limit) * forces.sign() / drives.gain
    return out


def _joint_forces(model: mujoco.MjModel, reference: Reference) -> Tensor:
    """(frames, nv) that the reference takes."""
    step = reference.duration / (reference.frames - 1)
    friction = float(model.geom(scene.FLOOR).friction[0])
    qacc = _accelerations(reference, step)
    forces = joint_forces(model, reference.qpos, reference.qvel, qacc, friction)
    return torch.tensor(forces, dtype=torch.float32)


def _accelerations(reference: Reference, step: float) -> Array:
    """(frames, nv) of the velocities, smooth."""
    straight = reference.loops and reference.cycle_yaw == 0.0
    qvel = reference.qvel[:-1] if straight else reference.qvel
    mode = "wrap" if straight else "nearest"
    out: Array = gaussian_filter1d(qvel, _SMOOTHING / step, axis=0, order=1, mode=mode) / step
    return np.concatenate([out, out[:1]]) if straight else out
