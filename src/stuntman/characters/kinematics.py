"""Forward kinematics of a MuJoCo body for batches of states, in torch and differentiable.

The engine's own body poses are one substep behind its positions; computing them from the
positions costs a twentieth of asking MuJoCo for another `mj_forward`, and gradients pass through.
"""

from dataclasses import dataclass

import mujoco
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from stuntman.errors import StuntmanError

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Pose:
    """Where the bodies are, in the world frame.

    Bodies are MuJoCo's without the world body: body 1 of the model is index 0.

    Attributes:
        positions: (..., bodies, 3) m, of the body frames.
        root_rotation: (..., 3, 3) root to world.
        end_effectors: (..., sites, 3) m.
        com: (..., 3) m, centre of mass of the whole character.
    """

    positions: Tensor
    root_rotation: Tensor
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
    columns = zip(matrices.unbind(-1), vectors.split(1, dim=-1), strict=True)
    x, y, z = (column * part for column, part in columns)
    return x + y + z


class Kinematics:
    """Forward kinematics of a model whose first joint is free and the rest hinges and balls.

    A body with several joints becomes a chain of links, one a joint. Only the links' rotations
    are computed level by level: positions of bodies, sites and the centre of mass are linear in
    the numbers of all rotation matrices, so one matrix product gives them all.

    Attributes:
        balls, hinges: joint ids of the joints after the root's, in model order.
        hinge_coordinates: (hinges,) where the hinges are among the joint coordinates.

    Raises:
        StuntmanError: the body has another kind of joint, or not one root.
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
        self._ball_qpos = _indices(model.jnt_qposadr, self.balls, 4)
        self._hinge_qpos = _indices(model.jnt_qposadr, self.hinges, 1)
        dofs = [
            *_indices(model.jnt_dofadr, self.balls, 3),
            *_indices(model.jnt_dofadr, self.hinges, 1),
        ]
        self._coordinate_row = torch.argsort(torch.stack(dofs))
        self.hinge_coordinates = _indices(model.jnt_dofadr, self.hinges, 1) - 6

        tree = _Tree(model)
        moving = [tree.joints.index(j) for j in self.balls + self.hinges]
        still = [k for k, j in enumerate(tree.joints) if k and j < 0]
        # Rows of cat([balls, hinges, still links]) that give every link but the root its rotation.
        self._rows = torch.argsort(torch.tensor(moving + still))
        self._parents = [torch.tensor(level) for level in tree.levels]
        fixed = [tree.fixed[k] for k in moving]
        self._ball_turn = torch.block_diag(
            torch.empty(0, 0),  # all there is where no joint is a ball
            *(_left_product(matrix) for matrix in fixed[: len(self.balls)]),
        ).T
        hinge = _matrices(fixed[len(self.balls) :])
        skew = _matrices([_skew(model.jnt_axis[j]) for j in self.hinges])
        self._hinge_turns = hinge, hinge @ skew, hinge @ skew @ skew
        self._still = torch.tensor(
            np.array([tree.fixed[k] for k in still]).reshape(-1, 3, 3)
        ).float()
        self._shape = [model.nbody - 1, len(sites), 1]
        self._linear = torch.tensor(tree.linear_map(model, sites), dtype=torch.float32)

    def joint_quaternions(self, qpos: Tensor) -> Tensor:
        """Ball joints' quaternions (..., balls, 4)."""
        return qpos.index_select(-1, self._ball_qpos).unflatten(-1, (len(self.balls), 4))

    def joint_angles(self, qpos: Tensor) -> Tensor:
        """Hinge angles (..., hinges) in rad."""
        return qpos.index_select(-1, self._hinge_qpos)

    def coordinates(self, rotvecs: Tensor, angles: Tensor) -> Tensor:
        """Rotation vectors (..., balls, 3) and angles (..., hinges), in the order of the degrees
        of freedom after the root's six: (..., dofs)."""
        joined = torch.cat([rotvecs.flatten(-2), angles], dim=-1)
        return joined.index_select(-1, self._coordinate_row)

    def __call__(self, qpos: Tensor) -> Pose:
        """Pose of positions qpos (..., nq) in MuJoCo's layout."""
        batch = qpos.shape[:-1]
        balls = qpos.index_select(-1, self._ball_qpos) @ self._ball_turn
        balls = balls.unflatten(-1, (len(self.balls), 4))
        angles = self.joint_angles(qpos)[..., None, None]
        rest, sine, versine = self._hinge_turns
        local = torch.cat(
            [
                quat_to_matrix(balls),
                rest + angles.sin() * sine + (1.0 - angles.cos()) * versine,
                self._still.expand(*batch, *self._still.shape),
            ],
            dim=-3,
        ).index_select(-3, self._rows)
        root = quat_to_matrix(qpos[..., 3:7])
        rotations = root.unsqueeze(-3)
        start = 0
        for parents in self._parents:
            end = start + len(parents)
            level = rotations.index_select(-3, parents) @ local[..., start:end, :, :]
            rotations = torch.cat([rotations, level], dim=-3)
            start = end
        points = (rotations.flatten(-3) @ self._linear).unflatten(-1, (-1, 3))
        bodies, ends, com = (points + qpos[..., None, :3]).split(self._shape, dim=-2)
        return Pose(bodies, root, ends, com.squeeze(-2))


class _Tree:
    """Links in order of depth, the root's first.

    Attributes:
        joints: each link's joint id, -1 for a link that does not move.
        fixed: each link's rotation (3, 3) in its parent at joint position zero.
        levels: the parents of the links of each depth from 1.
    """

    def __init__(self, model: mujoco.MjModel) -> None:
        links: list[tuple[int, int, Array, Array, int]] = [(0, -1, np.zeros(3), np.eye(3), 0)]
        last, anchors = {1: 0}, {1: np.zeros(3)}  # body -> its last link, and that link's origin
        for body in range(2, model.nbody):
            parent = int(model.body_parentid[body])
            if parent not in last:
                raise StuntmanError("The body has several roots: only one tree can imitate.")
            link, offset = last[parent], model.body_pos[body] - anchors[parent]
            numbers, origin = np.empty(9), np.zeros(3)
            mujoco.mju_quat2Mat(numbers, model.body_quat[body])
            rotation = numbers.reshape(3, 3)
            first, count = int(model.body_jntadr[body]), int(model.body_jntnum[body])
            for joint in range(first, first + count) if count else [-1]:
                anchor = model.jnt_pos[joint] if joint >= 0 else np.zeros(3)
                offset = offset + rotation @ (anchor - origin)
                turn = rotation @ _zero_turn(model, joint)
                links.append((links[link][0] + 1, link, offset, turn, joint))
                link, offset, rotation, origin = len(links) - 1, np.zeros(3), np.eye(3), anchor
            last[body], anchors[body] = link, origin
        order = sorted(range(len(links)), key=lambda k: links[k][0])
        rank = {k: place for place, k in enumerate(order)}
        self.joints = [links[k][4] for k in order]
        self.fixed = [links[k][3] for k in order]
        self._parent = [rank.get(links[k][1], -1) for k in order]
        self._offset = [links[k][2] for k in order]
        self._body_link = {body: rank[link] for body, link in last.items()}
        self._anchor = anchors
        deepest = links[order[-1]][0]
        self.levels = [
            [rank[links[k][1]] for k in order if links[k][0] == depth]
            for depth in range(1, deepest + 1)
        ]

    def linear_map(self, model: mujoco.MjModel, sites: tuple[str, ...]) -> Array:
        """(9 links, 3 points): rotation matrices to points relative to the root's position: the
        bodies, the sites, the centre of mass."""
        bodies = range(1, model.nbody)
        points = [self._point(body, np.zeros(3)) for body in bodies]
        points += [
            self._point(int(model.site(name).bodyid[0]), model.site(name).pos) for name in sites
        ]
        weights = model.body_mass[1:] / model.body_mass[1:].sum()
        centres = [self._point(body, model.body_ipos[body]) for body in bodies]
        points.append(sum(w * centre for w, centre in zip(weights, centres, strict=True)))
        return np.concatenate(points, axis=1)

    def _point(self, body: int, position: Array) -> Array:
        """(9 links, 3): rotation matrices to a point of a body, relative to the root."""
        link = self._body_link[body]
        arm = np.zeros((len(self.joints), 3))  # what is added along each link's axes
        arm[link] = position - self._anchor[body]
        while link:
            arm[self._parent[link]] += self._offset[link]
            link = self._parent[link]
        # Row (link, i, j) of a rotation matrix adds arm[link, j] to coordinate i.
        return np.einsum("lj,ik->lijk", arm, np.eye(3)).reshape(-1, 3)


def _indices(starts: Array, joints: list[int], width: int) -> Tensor:
    return torch.tensor([starts[j] + k for j in joints for k in range(width)], dtype=torch.long)


def _zero_turn(model: mujoco.MjModel, joint: int) -> Array:
    """Rotation (3, 3) of a joint at position zero, which is not none where a hinge has a `ref`."""
    quat, matrix = np.array([1.0, 0.0, 0.0, 0.0]), np.empty(9)
    if joint >= 0 and model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_HINGE:
        reference = model.qpos0[model.jnt_qposadr[joint]]
        mujoco.mju_axisAngle2Quat(quat, model.jnt_axis[joint], -reference)
    mujoco.mju_quat2Mat(matrix, quat)
    return matrix.reshape(3, 3)


def _left_product(matrix: Array) -> Tensor:
    """(4, 4): multiplies a quaternion from the left by a rotation."""
    quat = np.empty(4)
    mujoco.mju_mat2Quat(quat, matrix.flatten())
    w, x, y, z = quat.tolist()
    return torch.tensor([[w, -x, -y, -z], [x, w, -z, y], [y, z, w, -x], [z, -y, x, w]])


def _matrices(rows: list[Array]) -> Tensor:
    return torch.tensor(np.reshape(rows, (-1, 3, 3)), dtype=torch.float32)


def _skew(axis: Array) -> Array:
    x, y, z = axis
    return np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
