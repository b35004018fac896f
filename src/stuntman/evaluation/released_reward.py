"""The reward of the paper's released code, to which the paper's own figures compare.

The paper prints sums over joints (section 5.2). The authors' released code computes means over
joints by weight, counts the root among the joints, has a term for the root, compares end effectors
in each one's own heading frame with heights above ground, and velocities of the centre of mass
instead of its positions. The paper's table gives the run .951, which it can hardly have by the
printed form: by that the best plan that is known earns .90.
"""

import mujoco
import numpy as np
import torch
from torch import Tensor

from stuntman.imitation.info import Info
from stuntman.imitation.motion import Motion
from stuntman.imitation.problem import Problem
from stuntman.mjcf.tangent import Tangent
from stuntman.spatial.torch_rotations import heading, rotate_about_vertical

_POSE, _VELOCITY, _END_EFFECTOR, _ROOT, _COM = 0.5, 0.05, 0.15, 0.2, 0.1  # weights of the terms
_POSE_SCALE, _VELOCITY_SCALE, _END_EFFECTOR_SCALE, _ROOT_SCALE, _COM_SCALE = (
    2.0,
    0.1,
    40.0,
    5.0,
    10.0,
)
# Of the root's term: what rotation², velocity² and spin² count beside position².
_ROOT_ROTATION, _ROOT_VELOCITY, _ROOT_SPIN = 0.1, 0.01, 0.001
_COM_VELOCITY = 0.1  # what velocity² counts in the term of the centre of mass
_ROOT_JOINT = 1.0  # weight of the root among the joints
# Weight of a joint by how many moving links from the root it is, and of all beyond: which gives the
# humanoid's chest and hips .5, neck, knees and shoulders .3, ankles and elbows .2, as released.
_JOINT_WEIGHTS = (0.5, 0.3, 0.2)
_NUDGE = 1e-3  # s of motion over which the centre of mass's velocity is measured


class ReleasedReward:
    """The reward (worlds,) of a step, by what the environment told of it."""

    def __init__(self, problem: Problem) -> None:
        model, kinematics = problem.model, problem.kinematics
        self._library, self._kinematics = problem.library, kinematics
        self._tangent = Tangent(model)
        weights = _link_weights(model)
        self._hinges = kinematics.hinge_coordinates
        device = self._hinges.device
        per_joint = torch.tensor([weights[int(body)] for body in model.jnt_bodyid])
        self._balls = per_joint[kinematics.balls].to(device)
        self._hinge_weights = per_joint[kinematics.hinges].to(device)
        dofs = torch.tensor([weights[int(body)] for body in model.dof_bodyid[6:]])
        self._dofs = dofs.to(device)
        self._total = _ROOT_JOINT + sum(weights.values())
        library = problem.library
        self._com_velocities = self._com_velocity(torch.cat([library.qpos, library.qvel], dim=1))

    def __call__(self, info: Info) -> Tensor:
        """(worlds,), between 0 and 1."""
        motion, reference = info.motion, info.reference
        root = (motion.pose.positions[:, 0] - reference.pose.positions[:, 0]).square().sum(-1)
        rotation = _angle(motion, reference).square()
        velocity = (motion.root_velocity - reference.root_velocity).square().sum(-1)
        spin = (motion.root_spin - reference.root_spin).square().sum(-1)
        root = root + _ROOT_ROTATION * rotation + _ROOT_VELOCITY * velocity + _ROOT_SPIN * spin

        dot = (motion.balls * reference.balls).sum(-1).abs().clamp_max(1.0)
        pose = ((2.0 * torch.acos(dot)).square() * self._balls).sum(-1) + _ROOT_JOINT * rotation
        bend = (motion.coordinates - reference.coordinates).index_select(-1, self._hinges)
        pose = (pose + (bend.square() * self._hinge_weights).sum(-1)) / self._total
        rates = (motion.velocities - reference.velocities).square() * self._dofs
        rates = (rates.sum(-1) + _ROOT_JOINT * spin) / self._total

        ends = (_relative_ends(motion) - _relative_ends(reference)).square().sum(-1).mean(-1)
        wanted = self._com_velocities[info.clock.frame(self._library)]
        wanted = rotate_about_vertical(wanted, info.clock.yaw)
        com = _COM_VELOCITY * (self._com_velocity(info.state) - wanted).square().sum(-1)
        return (
            _POSE * torch.exp(-_POSE_SCALE * pose)
            + _VELOCITY * torch.exp(-_VELOCITY_SCALE * rates)
            + _END_EFFECTOR * torch.exp(-_END_EFFECTOR_SCALE * ends)
            + _ROOT * torch.exp(-_ROOT_SCALE * root)
            + _COM * torch.exp(-_COM_SCALE * com)
        )

    def _com_velocity(self, state: Tensor) -> Tensor:
        """Velocity (n, 3) in m/s of the centre of mass in states (n, nq + nv)."""
        tangent = self._tangent
        here = state.double().cpu().numpy().copy()
        here[:, :2] = 0.0  # far from the origin float32 has too few digits
        step = np.zeros((len(here), tangent.size))
        nv = tangent.size // 2
        step[:, :nv] = _NUDGE * here[:, -nv:]
        later = tangent.integrate(here, step)
        both = torch.from_numpy(np.stack([here, later])).to(state.device, torch.float32)
        before, after = self._kinematics(both[..., : both.shape[-1] - nv]).com
        return (after - before) / _NUDGE


def _link_weights(model: mujoco.MjModel) -> dict[int, float]:
    """Weight of each body that a joint moves, the root left out."""
    depth = {1: 0}
    weights: dict[int, float] = {}
    for body in range(2, model.nbody):
        moves = int(model.body_jntnum[body]) > 0
        depth[body] = depth[int(model.body_parentid[body])] + moves
        if moves:
            weights[body] = _JOINT_WEIGHTS[min(depth[body], len(_JOINT_WEIGHTS)) - 1]
    return {1: 0.0} | weights


def _angle(motion: Motion, reference: Motion) -> Tensor:
    """(worlds,) rad between the roots' rotations."""
    trace = (motion.pose.root_rotation * reference.pose.root_rotation).sum((-2, -1))
    return torch.acos((0.5 * (trace - 1.0)).clamp(-1.0, 1.0))


def _relative_ends(motion: Motion) -> Tensor:
    """End effectors (worlds, ends, 3) seen from the root along its heading; heights
    are above ground."""
    pose = motion.pose
    level = pose.positions[:, :1] * pose.positions.new_tensor([1.0, 1.0, 0.0])
    return rotate_about_vertical(pose.end_effectors - level, -heading(pose.root_rotation))
