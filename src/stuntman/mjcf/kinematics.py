"""Forward kinematics of a MuJoCo body for batches of states, in torch and differentiable.

The engine's own body poses are one substep behind its positions; computing them from the
positions costs a twentieth of asking MuJoCo for another `mj_forward`, and gradients pass through.
"""

import copy
from dataclasses import dataclass
from itertools import pairwise

import mujoco
import numpy as np
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.spatial.rotations import Array


def _from_products() -> Tensor:
    """Matrix (9, 16) from the products q_i q_j of a unit quaternion's numbers to its rotation
    matrix."""
    out = torch.zeros(3, 3, 4, 4)
    out[:, :, 0, 0] = torch.eye(3)
    for x, y, z in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
        out[:, :, x + 1, x + 1] = -torch.eye(3)
        out[x, x, x + 1, x + 1] = 1.0
        out[x, y, x + 1, y + 1] = out[y, x, x + 1, y + 1] = 2.0
        out[y, x, 0, z + 1], out[x, y, 0, z + 1] = 2.0, -2.0
    return out.reshape(9, 16)


_FROM_PRODUCTS = _from_products()


@dataclass(frozen=True)
class Pose:
    """Where the bodies are, in the world frame.

    Bodies are counted without the world body: body 1 of the model is index 0.

    Attributes:
        positions: (..., bodies, 3) m, of the body frames.
        root_rotation: (..., 3, 3) from the root's frame to the world's.
        end_effectors: (..., sites, 3) m.
        com: (..., 3) m, centre of mass of the whole character.
    """

    positions: Tensor
    root_rotation: Tensor
    end_effectors: Tensor
    com: Tensor


def quaternion_to_matrix(quats: Tensor) -> Tensor:
    """Rotation matrices (3, 3, ...) of unit quaternions (4, ...), w x y z."""
    numbers = quats.flatten(1)
    products = (numbers.unsqueeze(1) * numbers).flatten(0, 1)
    matrices = _FROM_PRODUCTS.to(quats, non_blocking=True) @ products
    return matrices.unflatten(0, (3, 3)).unflatten(2, quats.shape[1:])


def matrix_products(first: Tensor, second: Tensor) -> Tensor:
    """Products (3, 3, ...) of matrices (3, 3, ...)."""
    x, y, z = (first[:, k, None] * second[k] for k in range(3))
    return x + y + z


class Kinematics:
    """Forward kinematics of a model whose first joint is free and the others hinges and balls.

    A body with several joints becomes a chain of links, one for each joint. Only the links'
    rotations are computed level by level. The positions of bodies and sites and the centre of mass
    are linear in the numbers of all rotation matrices, so one matrix product gives all of them.
    Inside, states are the last axis, so that operations over many states are vectorised.

    Attributes:
        balls, hinges: joint ids of the joints after the root's, in model order.
        sites: names of the end effectors, in order.
        hinge_coordinates: (hinges,) index of each hinge among the joint coordinates.

    Raises:
        StuntmanError: the body has another kind of joint, or not one root.
    """

    def __init__(self, model: mujoco.MjModel, sites: tuple[str, ...]) -> None:
        self.sites = sites
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
        fixed_links = [k for k, j in enumerate(tree.joints) if k and j < 0]
        # Rows of cat([root, balls, hinges, fixed links]) that give every link its rotation.
        self._rows = torch.argsort(torch.tensor([0, *moving, *fixed_links]))
        self._sizes = [1, *(len(level) for level in tree.levels)]
        self._parents = [torch.tensor(level) for level in tree.levels]
        fixed = [tree.fixed[k] for k in moving]
        # Matrix from qpos to the quaternions (4, 1 + balls) of root and balls in their parents.
        products = [torch.eye(4), *(_left_product(matrix) for matrix in fixed[: len(self.balls)])]
        columns = torch.cat([torch.arange(3, 7), self._ball_qpos])
        self._quats = torch.zeros(len(columns), model.nq)
        self._quats[:, columns] = torch.block_diag(*products)
        self._quats = self._quats.unflatten(0, (-1, 4)).transpose(0, 1).flatten(0, 1)
        # Rodrigues' formula: R(angle) = constant + sin(angle) sine - cos(angle) cosine.
        hinge = _matrices(fixed[len(self.balls) :])
        skew = _matrices([_skew(model.jnt_axis[j]) for j in self.hinges])
        cosine = hinge @ skew @ skew
        self._hinge_parts = [_states_last(part) for part in (hinge + cosine, hinge @ skew, cosine)]
        self._fixed = _states_last(_matrices([tree.fixed[k] for k in fixed_links]))
        self._shape = [model.nbody - 1, len(sites), 1]
        self._linear = torch.tensor(tree.linear_map(model, sites), dtype=torch.float32)

    def to(self, device: torch.device) -> "Kinematics":
        """The same with its tensors on a device."""
        moved = copy.copy(self)
        for name, value in vars(self).items():
            if isinstance(value, Tensor):
                setattr(moved, name, value.to(device))
            elif isinstance(value, list) and value and isinstance(value[0], Tensor):
                setattr(moved, name, [part.to(device) for part in value])
        return moved

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
        states = qpos.reshape(-1, qpos.shape[-1])
        balls = quaternion_to_matrix((self._quats @ states.T).unflatten(0, (4, -1)))  # and the root
        angles = self.joint_angles(states).T
        constant, sine, cosine = self._hinge_parts
        hinges = constant + angles.sin() * sine - angles.cos() * cosine
        fixed = self._fixed.expand(-1, -1, -1, len(states))
        local = torch.cat([balls, hinges, fixed], dim=2).index_select(2, self._rows)
        root, *below = local.split(self._sizes, dim=2)
        levels = [root]
        for parents, level in zip(self._parents, below, strict=True):
            levels.append(matrix_products(levels[-1].index_select(2, parents), level))
        rotations = torch.cat(levels, dim=2).flatten(0, 2)
        points = (rotations.T @ self._linear).reshape(*batch, -1, 3) + qpos[..., None, :3]
        bodies, ends, com = points.split(self._shape, dim=-2)
        root_rotation = root.flatten(0, 2).T.reshape(*batch, 3, 3)
        return Pose(bodies, root_rotation, ends, com.squeeze(-2))


class _Tree:
    """Links in order of depth, the root's first.

    Attributes:
        joints: each link's joint id, -1 for a link that does not move.
        fixed: each link's rotation (3, 3) in its parent at joint position zero.
        levels: for each depth from 1, the index of each link's parent among the links one level up.
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
                fixed = rotation @ _rotation_at_zero(model, joint)
                links.append((links[link][0] + 1, link, offset, fixed, joint))
                link, offset, rotation, origin = len(links) - 1, np.zeros(3), np.eye(3), anchor
            last[body], anchors[body] = link, origin
        order = sorted(range(len(links)), key=lambda k: links[k][0])
        rank = {k: index for index, k in enumerate(order)}
        self.joints = [links[k][4] for k in order]
        self.fixed = [links[k][3] for k in order]
        self._parent = [rank.get(links[k][1], -1) for k in order]
        self._offset = [links[k][2] for k in order]
        self._body_link = {body: rank[link] for body, link in last.items()}
        self._anchor = anchors
        deepest = links[order[-1]][0]
        depths = [[k for k in order if links[k][0] == depth] for depth in range(deepest + 1)]
        self.levels = [
            [parents.index(links[k][1]) for k in level] for parents, level in pairwise(depths)
        ]

    def linear_map(self, model: mujoco.MjModel, sites: tuple[str, ...]) -> Array:
        """Matrix (9 links, 3 points) from rotation matrices (3, 3, links) to points relative to the
        root: the bodies, the sites and the centre of mass."""
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
        """Matrix (9 links, 3) from rotation matrices to a point of a body, relative to the root."""
        link = self._body_link[body]
        arm = np.zeros((len(self.joints), 3))  # the way to the point along each link's axes
        arm[link] = position - self._anchor[body]
        while link:
            arm[self._parent[link]] += self._offset[link]
            link = self._parent[link]
        # Number (i, j) of a link's rotation adds arm[link, j] to coordinate i.
        return np.einsum("lj,ik->ijlk", arm, np.eye(3)).reshape(-1, 3)


def _indices(starts: Array, joints: list[int], width: int) -> Tensor:
    return torch.tensor([starts[j] + k for j in joints for k in range(width)], dtype=torch.long)


def _rotation_at_zero(model: mujoco.MjModel, joint: int) -> Array:
    """Rotation (3, 3) of a joint at position zero: not the identity where a hinge has a `ref`."""
    quat, matrix = np.array([1.0, 0.0, 0.0, 0.0]), np.empty(9)
    if joint >= 0 and model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_HINGE:
        reference = model.qpos0[model.jnt_qposadr[joint]]
        mujoco.mju_axisAngle2Quat(quat, model.jnt_axis[joint], -reference)
    mujoco.mju_quat2Mat(matrix, quat)
    return matrix.reshape(3, 3)


def _left_product(matrix: Array) -> Tensor:
    """Matrix (4, 4) that multiplies quaternions from the left by a rotation (3, 3)."""
    quat = np.empty(4)
    mujoco.mju_mat2Quat(quat, matrix.flatten())
    w, x, y, z = quat.tolist()
    return torch.tensor([[w, -x, -y, -z], [x, w, -z, y], [y, z, w, -x], [z, -y, x, w]])


def _matrices(rows: list[Array]) -> Tensor:
    return torch.tensor(np.reshape(rows, (-1, 3, 3)), dtype=torch.float32)


def _states_last(matrices: Tensor) -> Tensor:
    """Matrices (n, 3, 3) as (3, 3, n, 1), to be broadcast over states."""
    return matrices.permute(1, 2, 0).unsqueeze(-1)


def _skew(axis: Array) -> Array:
    """Matrix (3, 3) of the cross product with an axis."""
    x, y, z = axis
    return np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
