"""The state of a character in the terms of imitation."""

from dataclasses import dataclass

from torch import Tensor

from stuntman.mjcf.kinematics import Kinematics, Pose
from stuntman.spatial.torch_rotations import quaternion_to_rotvec, rotate


@dataclass(frozen=True)
class Motion:
    """What characters do at one instant, or what the reference wants them to do, in the world.

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

    def of_worlds(self, worlds: Tensor) -> "Motion":
        """That of the worlds of these indices (n,)."""
        pose = self.pose
        return Motion(
            Pose(
                pose.positions[worlds],
                pose.root_rotation[worlds],
                pose.end_effectors[worlds],
                pose.com[worlds],
            ),
            self.root_velocity[worlds],
            self.root_spin[worlds],
            self.balls[worlds],
            self.coordinates[worlds],
            self.velocities[worlds],
        )


def motion_of(kinematics: Kinematics, qpos: Tensor, qvel: Tensor) -> Motion:
    """Everything that imitation looks at, of states qpos (..., nq) and qvel (..., nv)."""
    balls = kinematics.joint_quaternions(qpos)
    pose = kinematics(qpos)
    return Motion(
        pose=pose,
        root_velocity=qvel[..., :3],
        root_spin=rotate(pose.root_rotation, qvel[..., 3:6]),
        balls=balls,
        coordinates=kinematics.coordinates(
            quaternion_to_rotvec(balls), kinematics.joint_angles(qpos)
        ),
        velocities=qvel[..., 6:],
    )
