"""Forward kinematics of a MuJoCo body for batches of states, in torch and differentiable.

The engine's own body poses are one substep behind its positions; computing them from the
positions costs a tenth of asking MuJoCo for another `mj_forward`, and gradients pass through.
"""

from dataclasses import dataclass

import mujoco
import numpy as np
import torch
from torch import Tensor

from stuntman.errors import StuntmanError


@dataclass(frozen=True)
class Pose:
    """Where the bodies are and how they move, in the world frame.

    Bodies are MuJoCo's without the world body: body 1 of the model is index 0.

    Attributes:
        positions: (..., bodies, 3) m, of the body frames.
        rotations: (..., bodies, 3, 3) body to world.
        velocities: (..., bodies, 3) m/s, of the body frames.
        angular_velocities: (..., bodies, 3) rad/s.
        end_effectors: (..., sites, 3) m.
        com: (..., 3) m, centre of mass of the whole character.
    """

    positions: Tensor
    rotations: Tensor
    velocities: Tensor
    angular_velocities: Tensor
    end_effectors: Tensor
    com: Tensor


def quat_to_matrix(q: Tensor) -> Tensor:
    """Rotation matrices (..., 3, 3) of unit quaternions (..., 4), w x y z."""
    w, x, y, z = q.unbind(-1)
    wx, wy, wz = w * x, w * y, w * z
    xx, xy, xz = x * x, x * y, x * z
    yy, yz, zz = y * y, y * z, z * z
    half = torch.stack(
        [0.5 - yy - zz, xy - wz, xz + wy, xy + wz, 0.5 - xx - zz, yz - wx, xz - wy, yz + wx,
         0.5 - xx - yy],
        dim=-1,
    )  # fmt: skip
    return (2.0 * half).unflatten(-1, (3, 3))


def quat_to_rotvec(q: Tensor) -> Tensor:
    """Rotation vectors (..., 3) of unit quaternions (..., 4), of length at most pi."""
    vector = q[..., 1:]
    sine = vector.square().sum(-1, keepdim=True).clamp_min(1e-12).sqrt()
    w = q[..., :1]
    return vector * (2.0 * torch.atan2(sine, w.abs()) / sine) * torch.where(w < 0, -1.0, 1.0)


def rotate(matrices: Tensor, vectors: Tensor) -> Tensor:
    """Apply matrices (..., 3, 3) to vectors (..., 3)."""
    return (matrices * vectors.unsqueeze(-2)).sum(-1)


class Kinematics:
    """Forward kinematics of a model whose first joint is free and the rest hinges and balls.

    A body with several joints becomes a chain of links, one a joint. Positions and velocities
    are sums along the chain from the root, so only the rotations are computed level by level.

    Attributes:
        balls, hinges: joint ids of the joints after the root's, in model order.
        hinge_coordinates: (hinges,) where the hinges are among the joint coordinates.
    """

    def __init__(self, model: mujoco.MjModel, sites: tuple[str, ...]) -> None:
        joints = range(model.njnt)
        kinds = {int(model.jnt_type[j]) for j in joints[1:]}
        if model.njnt == 0 or model.jnt_type[0] != mujoco.mjtJoint.mjJNT_FREE:
            raise StuntmanError("The body's first joint is not free: give its root a <freejoint/>.")
        if not kinds <= {int(mujoco.mjtJoint.mjJNT_HINGE), int(mujoco.mjtJoint.mjJNT_BALL)}:
            raise StuntmanError("Only hinge and ball joints can imitate: the body has a slide.")
        self.balls = [j for j in joints if model.jnt_type[j] == mujoco.mjtJoint.mjJNT_BALL]
        self.hinges = [j for j in joints if model.jnt_type[j] == mujoco.mjtJoint.mjJNT_HINGE]
        self._build_links(model)
        self._ball_qpos = _ranges(model.jnt_qposadr, self.balls, 4)
        self._ball_dof = _ranges(model.jnt_dofadr, self.balls, 3)
        self._hinge_qpos = torch.tensor(model.jnt_qposadr[self.hinges], dtype=torch.long)
        self._hinge_dof = torch.tensor(model.jnt_dofadr[self.hinges], dtype=torch.long)
        dofs = [model.jnt_dofadr[j] + k - 6 for j in self.balls for k in range(3)]
        dofs += [model.jnt_dofadr[j] - 6 for j in self.hinges]
        self._coordinate_row = torch.argsort(torch.tensor(dofs))
        self.hinge_coordinates = torch.tensor([model.jnt_dofadr[j] - 6 for j in self.hinges])
        skew = torch.stack([_skew(model.jnt_axis[j]) for j in self.hinges] or [torch.zeros(3, 3)])
        self._skew, self._skew2 = skew, skew @ skew
        self._hinge_axes = torch.tensor(model.jnt_axis[self.hinges], dtype=torch.float32)
        ids = [model.site(name).id for name in sites]
        self._site_body = torch.tensor(model.site_bodyid[ids] - 1, dtype=torch.long)
        self._site_offset = torch.tensor(model.site_pos[ids], dtype=torch.float32)
        self._mass = torch.tensor(model.body_mass[1:] / model.body_mass[1:].sum()).float()
        self._body_com = torch.tensor(model.body_ipos[1:], dtype=torch.float32)

    def _build_links(self, model: mujoco.MjModel) -> None:
        """Links in topological order: parent link, offset, fixed rotation, joint."""
        parents, offsets, fixed, joint = [-1], [np.zeros(3)], [np.eye(3)], [0]
        last, shift = {1: 0}, {1: np.zeros(3)}  # body -> its last link; anchor within the body
        for body in range(2, model.nbody):
            matrix = np.empty(9)
            mujoco.mju_quat2Mat(matrix, model.body_quat[body])
            parent = int(model.body_parentid[body])
            if parent not in last:
                raise StuntmanError("The body has several roots: only one tree can imitate.")
            origin = model.body_pos[body] - shift[parent]
            rotation, anchor = matrix.reshape(3, 3), np.zeros(3)
            first, count = int(model.body_jntadr[body]), int(model.body_jntnum[body])
            previous = last[parent]
            for j in range(first, first + count) if count else [-1]:
                position = model.jnt_pos[j] if j >= 0 else np.zeros(3)
                parents.append(previous)
                offsets.append(origin + rotation @ (position - anchor))
                fixed.append(rotation)
                joint.append(j)
                previous, origin, rotation = len(parents) - 1, np.zeros(3), np.eye(3)
                anchor = position
            last[body], shift[body] = previous, anchor
        depth = np.zeros(len(parents), dtype=int)
        ancestors = np.eye(len(parents))
        for link in range(1, len(parents)):
            depth[link] = depth[parents[link]] + 1
            ancestors[link] += ancestors[parents[link]]
        order = np.argsort(depth, kind="stable")
        rank = np.argsort(order)
        self._levels = [
            torch.tensor([rank[parents[k]] for k in order if depth[k] == d])
            for d in range(1, depth.max() + 1)
        ]
        self._parents = torch.tensor([rank[parents[k]] if k else 0 for k in order])
        self._offsets = torch.tensor(np.array(offsets)[order], dtype=torch.float32)
        self._fixed = torch.tensor(np.array(fixed)[order], dtype=torch.float32)
        self._ancestors = torch.tensor(ancestors[np.ix_(order, order)], dtype=torch.float32)
        position_of = {j: int(rank[k]) for k, j in enumerate(joint) if j > 0}
        moving = [position_of[j] for j in self.balls + self.hinges]
        still = [k for k in range(len(parents)) if k not in set(moving)]
        # Rows of cat([balls, hinges, still links]) that give every link its joint's rotation.
        self._joint_row = torch.argsort(torch.tensor(moving + still))
        self._still = len(still)
        self._body_link = torch.tensor([int(rank[last[b]]) for b in range(1, model.nbody)])
        self._body_shift = torch.tensor(
            np.array([shift[b] for b in range(1, model.nbody)]), dtype=torch.float32
        )
        self._shifted = bool(np.abs(self._body_shift.numpy()).max() > 0)

    def joint_quaternions(self, qpos: Tensor) -> Tensor:
        """Ball joints' quaternions (..., balls, 4)."""
        return qpos[..., self._ball_qpos].unflatten(-1, (-1, 4))

    def joint_angles(self, qpos: Tensor) -> Tensor:
        """Hinge angles (..., hinges) in rad."""
        return qpos[..., self._hinge_qpos]

    def coordinates(self, rotvecs: Tensor, angles: Tensor) -> Tensor:
        """Rotation vectors (..., balls, 3) and angles (..., hinges), in the order of the degrees
        of freedom after the root's six: (..., dofs)."""
        return torch.cat([rotvecs.flatten(-2), angles], dim=-1)[..., self._coordinate_row]

    def joint_velocities(self, qvel: Tensor) -> tuple[Tensor, Tensor]:
        """Angular velocities in the joints' own frames: balls (..., balls, 3), hinges (...)."""
        return qvel[..., self._ball_dof].unflatten(-1, (-1, 3)), qvel[..., self._hinge_dof]

    def __call__(self, qpos: Tensor, qvel: Tensor) -> Pose:
        """Pose of states qpos (..., nq), qvel (..., nv) in MuJoCo's layout."""
        batch = qpos.shape[:-1]
        angles = self.joint_angles(qpos)[..., None, None]
        eye = torch.eye(3, dtype=qpos.dtype)
        turned = torch.cat(
            [
                quat_to_matrix(self.joint_quaternions(qpos)),
                eye + angles.sin() * self._skew + (1.0 - angles.cos()) * self._skew2,
                eye.expand(*batch, self._still, 3, 3),
            ],
            dim=-3,
        )
        local = self._fixed @ turned[..., self._joint_row, :, :]
        root = quat_to_matrix(qpos[..., 3:7])
        rotations = root.unsqueeze(-3)
        start = 1
        for parents in self._levels:
            end = start + len(parents)
            level = rotations[..., parents, :, :] @ local[..., start:end, :, :]
            rotations = torch.cat([rotations, level], dim=-3)
            start = end

        balls, hinges = self.joint_velocities(qvel)
        spin = torch.cat(
            [
                balls,
                hinges.unsqueeze(-1) * self._hinge_axes,
                qpos.new_zeros(*batch, self._still, 3),
            ],
            dim=-2,
        )[..., self._joint_row, :]
        spin = rotate(rotations, spin)
        spin = torch.cat([spin[..., :1, :] + rotate(root, qvel[..., 3:6]).unsqueeze(-2),
                          spin[..., 1:, :]], dim=-2)  # fmt: skip
        angular = self._ancestors @ spin
        edges = rotate(rotations[..., self._parents, :, :], self._offsets)
        positions = self._ancestors @ edges + qpos[..., None, :3]
        swing = torch.linalg.cross(angular[..., self._parents, :], edges)
        velocities = self._ancestors @ swing + qvel[..., None, :3]

        link = self._body_link
        rotations, angular = rotations[..., link, :, :], angular[..., link, :]
        positions, velocities = positions[..., link, :], velocities[..., link, :]
        if self._shifted:
            arm = rotate(rotations, -self._body_shift)
            positions = positions + arm
            velocities = velocities + torch.linalg.cross(angular, arm)
        ends = rotate(rotations[..., self._site_body, :, :], self._site_offset)
        centres = positions + rotate(rotations, self._body_com)
        return Pose(
            positions=positions,
            rotations=rotations,
            velocities=velocities,
            angular_velocities=angular,
            end_effectors=positions[..., self._site_body, :] + ends,
            com=(self._mass.unsqueeze(-1) * centres).sum(-2),
        )


def _ranges(starts: np.ndarray, joints: list[int], width: int) -> Tensor:
    return torch.tensor([starts[j] + k for j in joints for k in range(width)], dtype=torch.long)


def _skew(axis: np.ndarray) -> Tensor:
    x, y, z = (float(a) for a in axis)
    return torch.tensor([[0, -z, y], [z, 0, -x], [-y, x, 0]], dtype=torch.float32)
