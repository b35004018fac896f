"""What the policy sees, in the character's heading frame: x where the root faces, z up."""

import torch
from torch import Tensor

from stuntman.imitation.reference import Motion, turn


def heading(root: Tensor) -> Tensor:
    """Yaw (...) in rad of root rotations (..., 3, 3): their turn about the vertical."""
    return torch.atan2(root[..., 1, 0] - root[..., 0, 1], root[..., 0, 0] + root[..., 1, 1])


def layout(bodies: int, dofs: int, ahead: int) -> tuple[tuple[str, int], ...]:
    """What `observe` puts together, in order: a name and how many numbers.

    Args:
        bodies: of the body. dofs: joint coordinates. ahead: how many coming reference poses.
    """
    return (
        ("root_height", 1),
        ("phase_sine", 1),
        ("phase_cosine", 1),
        ("root_rotation", 6),
        ("root_velocity", 3),
        ("root_spin", 3),
        ("body_positions", 3 * (bodies - 1)),
        *(
            part
            for k in range(ahead)
            for part in (
                (f"reference_{k}_root_rotation", 6),
                (f"reference_{k}_root_velocity", 3),
                (f"reference_{k}_body_offsets", 3 * bodies),
            )
        ),
        ("joint_coordinates", dofs),
        ("joint_velocities", dofs),
        *(
            part
            for k in range(ahead)
            for part in (
                (f"reference_{k}_joint_coordinates", dofs),
                (f"reference_{k}_joint_velocities", dofs),
            )
        ),
    )


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
    root = pose.positions[:, :1]
    vectors = [
        pose.root_rotation.mT[:, :2],
        motion.root_velocity.unsqueeze(1),
        motion.root_spin.unsqueeze(1),
        pose.positions[:, 1:] - root,
    ]
    for a in ahead:
        vectors += [
            a.pose.root_rotation.mT[:, :2],
            a.root_velocity.unsqueeze(1),
            a.pose.positions - pose.positions,
        ]
    angle = 2.0 * torch.pi * phase.unsqueeze(-1)
    return torch.cat(
        [
            root[:, 0, 2:],
            torch.sin(angle),
            torch.cos(angle),
            turn(torch.cat(vectors, dim=1), -heading(pose.root_rotation)).flatten(1),
            motion.coordinates,
            motion.velocities,
            *(part for a in ahead for part in (a.coordinates, a.velocities)),
        ],
        dim=-1,
    )
