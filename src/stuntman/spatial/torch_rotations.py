"""Rotations for torch tensors, batched over any leading axes; gradients pass through.

Quaternions are w x y z and of unit length, matrices (..., 3, 3), angles in rad.
"""

import torch
from torch import Tensor


def quaternion_to_rotvec(q: Tensor) -> Tensor:
    """Rotation vectors (..., 3) of unit quaternions (..., 4), of length at most pi."""
    vector = q[..., 1:]
    sine = vector.square().sum(-1, keepdim=True).clamp_min(1e-12).sqrt()
    w = q[..., :1]
    return vector * (2.0 * torch.atan2(sine, w.abs()) / sine) * torch.where(w < 0, -1.0, 1.0)


def multiply(a: Tensor, b: Tensor) -> Tensor:
    """Hamilton product a b (..., 4): rotate by b first, then by a."""
    aw, av, bw, bv = a[..., :1], a[..., 1:], b[..., :1], b[..., 1:]
    vector = aw * bv + bw * av + torch.linalg.cross(av, bv)
    return torch.cat([aw * bw - (av * bv).sum(-1, keepdim=True), vector], dim=-1)


def yaw_quaternion(yaw: Tensor) -> Tensor:
    """Quaternions (..., 4) of rotations about the vertical by yaw (...)."""
    zero = torch.zeros_like(yaw)
    return torch.stack([torch.cos(0.5 * yaw), zero, zero, torch.sin(0.5 * yaw)], dim=-1)


def rotate(matrices: Tensor, vectors: Tensor) -> Tensor:
    """Apply matrices (..., 3, 3) to vectors (..., 3)."""
    columns = zip(matrices.unbind(-1), vectors.split(1, dim=-1), strict=True)
    x, y, z = (column * part for column, part in columns)
    return x + y + z


def rotate_about_vertical(vectors: Tensor, yaw: Tensor) -> Tensor:
    """Vectors (batch, ..., 3) rotated about z by yaw (batch,)."""
    yaw = yaw.reshape(-1, *[1] * (vectors.ndim - 2))
    c, s = torch.cos(yaw), torch.sin(yaw)
    x, y, z = vectors.unbind(-1)
    return torch.stack([c * x - s * y, s * x + c * y, z.expand_as(c * x)], dim=-1)


def heading(matrices: Tensor) -> Tensor:
    """Yaw (...) of rotation matrices (..., 3, 3): their rotation about the vertical."""
    return torch.atan2(
        matrices[..., 1, 0] - matrices[..., 0, 1], matrices[..., 0, 0] + matrices[..., 1, 1]
    )
