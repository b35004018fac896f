"""Quaternions w x y z, batched over any leading axes, for NumPy arrays.

Unit quaternions rotate by q v q*. Rotation vectors are axis times angle in radians.
Every function works component by component, so it is fast on arrays of any layout and keeps
the dtype it is given.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

IDENTITY = np.array([1.0, 0.0, 0.0, 0.0])


def normalize(q: Array) -> Array:
    """Scale quaternions (..., 4) to unit length."""
    return q / np.linalg.norm(q, axis=-1, keepdims=True)


def conjugate(q: Array) -> Array:
    """Inverse rotation of unit quaternions (..., 4)."""
    return q * np.array([1.0, -1.0, -1.0, -1.0], dtype=q.dtype)


def multiply(a: Array, b: Array) -> Array:
    """Hamilton product a b (..., 4): rotate by b first, then by a."""
    aw, ax, ay, az = a[..., 0], a[..., 1], a[..., 2], a[..., 3]
    bw, bx, by, bz = b[..., 0], b[..., 1], b[..., 2], b[..., 3]
    out = np.empty(np.broadcast_shapes(a.shape, b.shape), dtype=np.result_type(a, b))
    out[..., 0] = aw * bw - ax * bx - ay * by - az * bz
    out[..., 1] = aw * bx + ax * bw + ay * bz - az * by
    out[..., 2] = aw * by - ax * bz + ay * bw + az * bx
    out[..., 3] = aw * bz + ax * by - ay * bx + az * bw
    return out


def cross(a: Array, b: Array) -> Array:
    """Cross product (..., 3), without numpy.cross's overhead on small arrays."""
    out = np.empty(np.broadcast_shapes(a.shape, b.shape), dtype=np.result_type(a, b))
    out[..., 0] = a[..., 1] * b[..., 2] - a[..., 2] * b[..., 1]
    out[..., 1] = a[..., 2] * b[..., 0] - a[..., 0] * b[..., 2]
    out[..., 2] = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    return out


def rotate(q: Array, v: Array) -> Array:
    """Rotate vectors v (..., 3) by unit quaternions q (..., 4)."""
    u = q[..., 1:]
    t = 2.0 * cross(u, v)
    return v + q[..., :1] * t + cross(u, t)


def rotate_inverse(q: Array, v: Array) -> Array:
    """Rotate vectors v (..., 3) by the inverses of unit quaternions q (..., 4)."""
    u = q[..., 1:]
    t = 2.0 * cross(u, v)
    return v - q[..., :1] * t + cross(u, t)


def to_rotvec(q: Array) -> Array:
    """Rotation vectors (..., 3) in rad, of length at most pi (q and -q give the same)."""
    w = np.abs(q[..., :1])
    sine = np.linalg.norm(q[..., 1:], axis=-1, keepdims=True)
    angle = 2.0 * np.arctan2(sine, w)
    # angle / sine tends to 2 / w as the angle goes to zero.
    small = sine < 1e-6
    scale = np.where(small, 2.0, angle / np.where(small, 1.0, sine))
    return np.where(q[..., :1] < 0, -scale, scale) * q[..., 1:]


def from_rotvec(v: Array) -> Array:
    """Unit quaternions (..., 4) of rotation vectors v (..., 3) in rad."""
    half = 0.5 * np.linalg.norm(v, axis=-1, keepdims=True)
    return np.concatenate([np.cos(half), 0.5 * np.sinc(half / np.pi) * v], axis=-1)


def angle_between(a: Array, b: Array) -> Array:
    """Angle (...) in rad, 0 to pi, of the rotation that takes a to b."""
    d = multiply(conjugate(a), b)
    return 2.0 * np.arctan2(np.linalg.norm(d[..., 1:], axis=-1), np.abs(d[..., 0]))


def slerp(a: Array, b: Array, t: Array) -> Array:
    """Spherical interpolation the short way from a (t = 0) to b (t = 1); t is (...)."""
    step = to_rotvec(multiply(conjugate(a), b))
    return normalize(multiply(a, from_rotvec(step * np.asarray(t)[..., None])))


def from_yaw(yaw: Array | float) -> Array:
    """Unit quaternions (..., 4) that rotate about the vertical z by yaw (...) in rad."""
    yaw = np.asarray(yaw)
    vectors = np.zeros((*yaw.shape, 3), dtype=yaw.dtype)
    vectors[..., 2] = yaw
    return from_rotvec(vectors)


def heading(q: Array) -> Array:
    """The part (..., 4) of a rotation that is about the vertical z.

    It is the twist of the swing-twist decomposition about z; the identity where that is undefined,
    because q points z downwards.
    """
    out = np.zeros_like(q)
    norm = np.sqrt(q[..., 0] ** 2 + q[..., 3] ** 2)
    flipped = norm < 1e-6
    safe = np.where(flipped, 1.0, norm)
    out[..., 0] = np.where(flipped, 1.0, q[..., 0] / safe)
    out[..., 3] = np.where(flipped, 0.0, q[..., 3] / safe)
    return out


def yaw(q: Array) -> Array:
    """Angle (...) in rad, at most pi, of the heading."""
    return to_rotvec(heading(q))[..., 2]


def mean_yaw(q: Array) -> float:
    """Angle (rad) about the vertical to where rotations (n, 4) point the x axis on average.

    A mean is defined where a single rotation may not be: a body that lies on its back faces up.
    """
    x, y, _ = rotate(q, np.array([1.0, 0.0, 0.0])).mean(axis=0)
    return float(np.arctan2(y, x))


def unroll(q: Array) -> Array:
    """Choose signs along the first axis so that quaternions run on without jumps.

    A quaternion and its negative are the same rotation. Each one gets the sign with which it is
    nearer to the one before.
    """
    q = q.copy()
    for i in range(1, len(q)):
        q[i] *= np.where(np.sum(q[i] * q[i - 1], axis=-1, keepdims=True) < 0, -1.0, 1.0)
    return q


def to_matrix(q: Array) -> Array:
    """Rotation matrices (..., 3, 3) of unit quaternions (..., 4)."""
    basis = np.eye(3, dtype=q.dtype)
    return np.stack([rotate(q, basis[i]) for i in range(3)], axis=-1)


def from_matrix(m: Array) -> Array:
    """Unit quaternions (..., 4) of rotation matrices (..., 3, 3), or of what is nearly one.

    The largest eigenvector of a symmetric matrix (Bar-Itzhack 2000).
    """
    k = np.zeros((*m.shape[:-2], 4, 4), dtype=m.dtype)
    skew = np.stack([m[..., i, j] - m[..., j, i] for i, j in ((2, 1), (0, 2), (1, 0))], axis=-1)
    trace = np.trace(m, axis1=-2, axis2=-1)
    k[..., 0, 0], k[..., 0, 1:], k[..., 1:, 0] = trace, skew, skew
    k[..., 1:, 1:] = m + np.swapaxes(m, -1, -2) - trace[..., None, None] * np.eye(3)
    out: Array = np.linalg.eigh(k)[1][..., -1]
    return out
