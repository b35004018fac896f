"""The imitation reward of DeepMimic (Peng et al. 2018, section 5.2)."""

from dataclasses import dataclass

import torch
from torch import Tensor

from stuntman.imitation.reference import Motion
from stuntman.mjcf.kinematics import quat_to_rotvec


@dataclass(frozen=True)
class RewardConfig:
    """Weight of each term and scale of its exponential; the defaults are the paper's."""

    pose_weight: float = 0.65
    pose_scale: float = 2.0
    velocity_weight: float = 0.10
    velocity_scale: float = 0.1
    end_effector_weight: float = 0.15
    end_effector_scale: float = 40.0
    com_weight: float = 0.10
    com_scale: float = 10.0


PAPER = RewardConfig()
# The same with wider kernels where an untrained body is far off, and with more weight on
# velocities, which are what a plan is best at: without it, learning gives them up. A backflip was
# at .652 after 2.2 million samples instead of .44 to .56.
TRAINING = RewardConfig(
    pose_weight=0.54,
    velocity_weight=0.25,
    velocity_scale=0.04,
    end_effector_weight=0.125,
    end_effector_scale=15.0,
    com_weight=0.085,
)


def reward_terms(
    motion: Motion, target: Motion, hinges: Tensor, config: RewardConfig = PAPER
) -> dict[str, Tensor]:
    """Weighted reward terms (...) by name, each between zero and its weight.

    pose: angle of each joint's rotation away from the target's; velocity: joint angular
    velocities; end_effector: hands and feet in the world; com: the centre of mass in the world.

    Args:
        motion, target: what is and what should be, both in the world.
        hinges: indices of the hinges among the joint coordinates; the rest are balls'.
    """
    dot = (motion.balls * target.balls).sum(-1).abs().clamp_max(1.0)
    sine = (1.0 - dot.square()).clamp_min(1e-12).sqrt()
    swing = (2.0 * torch.atan2(sine, dot)).square().sum(-1)  # unlike acos has a slope at no angle
    bend = motion.coordinates.index_select(-1, hinges) - target.coordinates.index_select(-1, hinges)
    bend = bend.square().sum(-1)
    velocity = (motion.velocities - target.velocities).square().sum(-1)
    ends = (motion.pose.end_effectors - target.pose.end_effectors).square().sum((-2, -1))
    com = (motion.pose.com - target.pose.com).square().sum(-1)
    return {
        "pose": config.pose_weight * torch.exp(-config.pose_scale * (swing + bend)),
        "velocity": config.velocity_weight * torch.exp(-config.velocity_scale * velocity),
        "end_effector": config.end_effector_weight * torch.exp(-config.end_effector_scale * ends),
        "com": config.com_weight * torch.exp(-config.com_scale * com),
    }


def residuals(motion: Motion, target: Motion, hinges: Tensor) -> dict[str, Tensor]:
    """What the squares of `reward_terms` are of, (..., n) by the term's name; a ball's is the
    rotation vector from where it should be to where it is."""
    there, here = target.balls, motion.balls
    scalar = (there * here).sum(-1, keepdim=True)
    vector = there[..., :1] * here[..., 1:] - here[..., :1] * there[..., 1:]
    vector = vector - torch.linalg.cross(there[..., 1:], here[..., 1:])
    swing = quat_to_rotvec(torch.cat([scalar, vector], dim=-1)).flatten(-2)
    bend = motion.coordinates.index_select(-1, hinges) - target.coordinates.index_select(-1, hinges)
    return {
        "pose": torch.cat([swing, bend], dim=-1),
        "velocity": motion.velocities - target.velocities,
        "end_effector": (motion.pose.end_effectors - target.pose.end_effectors).flatten(-2),
        "com": motion.pose.com - target.pose.com,
    }
