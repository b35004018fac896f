"""Turns of limbs from the ways that they point and the axes that their joints bend about."""

import numpy as np

from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# How much what a straight knee or elbow was before counts against the way that a bent one bends.
_STRAIGHT = 0.15


def unit(vectors: Array) -> Array:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)


def hinge_axes(way: Array, bend: Array, left: Array, follow: bool) -> Array:
    """The axis (frames, 3) that a knee or an elbow bends about, which points left.

    Args:
        way: (frames, 3) along the limb above it.
        bend: (frames, 3) the axis as the bend shows it, as long as the sine of the bend.
        left: (frames, 3) where left is for the body, which a straight joint falls back on; with
            `follow`, on what it was a frame before: arms go where left means nothing.
    """
    out = np.empty_like(way)
    before = left[0]
    for frame in range(len(way)):
        if not follow:
            before = left[frame]
        held = before - way[frame] * np.dot(before, way[frame])
        axis = bend[frame] + _STRAIGHT * held / max(float(np.linalg.norm(held)), 1e-9)
        length = float(np.linalg.norm(axis))
        out[frame] = before = axis / length if length > 1e-6 else before
    return out


def aligned(way: Array, axis: Array, way_to: Array, axis_to: Array) -> Array:
    """Turns (frames, 4) that take `way` to `way_to` (frames, 3), and `axis` as near as then can be
    to `axis_to` (frames, 3)."""
    turn = swing(way, way_to, axis)
    turned = rot.rotate(turn, axis)
    side = np.sum(rot.cross(turned, axis_to) * way_to, axis=-1)
    flat = turned - way_to * np.sum(turned * way_to, axis=-1, keepdims=True)
    twist = np.arctan2(side, np.sum(flat * axis_to, axis=-1))
    return rot.multiply(rot.from_rotvec(way_to * twist[:, None]), turn)


def swing(way: Array, way_to: Array, axis: Array) -> Array:
    """The shortest turns (frames, 4) that take `way` to `way_to` (frames, 3); about `axis` where
    they are opposite."""
    cross = rot.cross(way, way_to)
    size = np.linalg.norm(cross, axis=-1, keepdims=True)
    about = np.where(size > 1e-6, cross / np.maximum(size, 1e-9), axis)
    angle = np.arctan2(size[:, 0], way_to @ way)
    out: Array = rot.from_rotvec(about * angle[:, None])
    return out
