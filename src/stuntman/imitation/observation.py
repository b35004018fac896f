"""What the policy sees, in the character's heading frame: x where the root faces, z up."""

import torch
from torch import Tensor

from stuntman.characters.kinematics import rotate
from stuntman.imitation.reference import Motion


def heading_matrix(root: Tensor) -> Tensor:
    """World to heading frame (..., 3, 3) of root rotations (..., 3, 3)."""
    x, y = root[..., 0, 0] + root[..., 1, 1], root[..., 1, 0] - root[..., 0, 1]
    length = (x.square() + y.square()).clamp_min(1e-12).sqrt()
    c, s = x / length, y / length
    zero, one = torch.zeros_like(c), torch.ones_like(c)
    return torch.stack([c, s, zero, -s, c, zero, zero, zero, one], dim=-1).unflatten(-1, (3, 3))


def observe(motion: Motion, phase: Tensor, ahead: list[Motion]) -> Tensor:
    """Observation (worlds, n).

    The character: height of the root; its rotation (two columns of the matrix), velocity and
    angular velocity; positions of the bodies relative to it; joint coordinates and velocities.
    The phase as a point on a circle. Then for each coming reference pose: where it has root and
    bodies relative to where they are now, the root's rotation and velocity, joint coordinates
    and velocities.

    Args:
        motion: the character in the world.
        phase: (worlds,) in [0, 1].
        ahead: the reference in the world at coming instants.
    """
    pose = motion.pose
    to_heading = heading_matrix(pose.rotations[:, 0])
    turn = to_heading.unsqueeze(1)
    root = pose.positions[:, :1]
    turns = torch.stack([pose.rotations[:, 0], *(a.pose.rotations[:, 0] for a in ahead)], dim=1)
    vectors = torch.cat(
        [
            pose.velocities[:, :1],
            pose.angular_velocities[:, :1],
            pose.positions[:, 1:] - root,
            *(
                part
                for a in ahead
                for part in (a.pose.velocities[:, :1], a.pose.positions - pose.positions)
            ),
        ],
        dim=1,
    )
    angle = 2.0 * torch.pi * phase
    return torch.cat(
        [
            root[:, 0, 2:],
            torch.sin(angle).unsqueeze(-1),
            torch.cos(angle).unsqueeze(-1),
            (turn @ turns)[..., :2].flatten(1),
            rotate(turn, vectors).flatten(1),
            motion.coordinates,
            motion.velocities,
            *(part for a in ahead for part in (a.coordinates, a.velocities)),
        ],
        dim=-1,
    )
