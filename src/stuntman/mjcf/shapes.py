"""Triangles of a model's geoms, with a normal a corner."""

from collections.abc import Sequence
from dataclasses import dataclass

import mujoco
import numpy as np
from numpy.typing import NDArray

from stuntman.errors import StuntmanError
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

_DIGITS = 6  # to which corners are told apart
_SLICES, _STACKS = 24, 12  # of what is round; a person's thigh is then true to 1 mm


@dataclass(frozen=True, eq=False)
class Shape:
    """A surface.

    Attributes:
        points: (corners, 3) m. normals: (corners, 3), of length 1, outwards.
        triangles: (n, 3) corners, counter-clockwise seen from outside.
    """

    points: Array
    normals: Array
    triangles: NDArray[np.int64]


def shape(model: mujoco.MjModel, geom: int) -> Shape:
    """A geom's surface in its body's frame.

    Raises:
        StuntmanError: the geom is a plane or a height field, which have no surface of their own.
    """
    kind, size = mujoco.mjtGeom(model.geom_type[geom]), model.geom_size[geom]
    if kind == mujoco.mjtGeom.mjGEOM_SPHERE:
        local = _ball(np.repeat(size[0], 3))
    elif kind == mujoco.mjtGeom.mjGEOM_ELLIPSOID:
        local = _ball(size)
    elif kind == mujoco.mjtGeom.mjGEOM_CAPSULE:
        local = _ball(np.repeat(size[0], 3), size[1])
    elif kind == mujoco.mjtGeom.mjGEOM_CYLINDER:
        local = cylinder(size[0], size[1])
    elif kind == mujoco.mjtGeom.mjGEOM_BOX:
        local = box(size)
    elif kind == mujoco.mjtGeom.mjGEOM_MESH:
        local = _mesh(model, int(model.geom_dataid[geom]))
    else:
        raise StuntmanError(
            f"Geom '{model.geom(geom).name}' of the body has no surface to draw: make it a "
            "capsule, sphere, ellipsoid, cylinder, box or mesh."
        )
    return moved(local, model.geom_quat[geom], model.geom_pos[geom])


def moved(surface: Shape, turn: Array, place: Array) -> Shape:
    """Turned by a quaternion (4,), and then moved by (3,) m."""
    return Shape(
        rot.rotate(turn, surface.points) + place,
        rot.rotate(turn, surface.normals),
        surface.triangles,
    )


def joined(surfaces: Sequence[Shape]) -> Shape:
    """All of them as one."""
    starts = np.cumsum([0, *(len(surface.points) for surface in surfaces[:-1])])
    return Shape(
        np.concatenate([surface.points for surface in surfaces]),
        np.concatenate([surface.normals for surface in surfaces]),
        np.concatenate([s.triangles + k for s, k in zip(surfaces, starts, strict=True)]),
    )


def shared_corners(surface: Shape, smooth: bool = False) -> Shape:
    """The surface for what draws with the mean normal of the triangles that share a corner. Corners
    of one place are one where their normals are the same; if `smooth`, always, with the normal of
    one of them."""
    points, normals = surface.points, surface.normals
    told_by = points if smooth else np.hstack([points, normals])
    _, first, which = np.unique(
        told_by.round(_DIGITS), axis=0, return_index=True, return_inverse=True
    )
    return Shape(points[first], normals[first], which.reshape(-1)[surface.triangles])


def _ball(radii: Array, half: float = 0.0) -> Shape:
    """A sphere scaled by radii (3,), its upper and lower half `half` above and below the middle."""
    tilt = np.linspace(0.0, np.pi, _STACKS + 1)
    if half:  # the middle twice: the straight part lies between
        tilt = np.insert(tilt, _STACKS // 2, np.pi / 2)
    round_ = np.linspace(0.0, 2.0 * np.pi, _SLICES + 1)
    tilts, rounds = np.meshgrid(tilt, round_, indexing="ij")
    unit = np.stack(
        [np.sin(tilts) * np.cos(rounds), np.sin(tilts) * np.sin(rounds), np.cos(tilts)], axis=-1
    )
    rise = np.where(np.arange(len(tilt)) <= _STACKS // 2, half, -half)
    points = unit * radii
    points[..., 2] += rise[:, None]
    normals = unit / radii
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    # The first and the last row are points: of their squares, one triangle is left.
    grid = _grid(len(tilt), len(round_))
    last = len(tilt) - 2
    kept = [
        (square[:1] if row == last else square[1:] if row == 0 else square)
        for row, squares in enumerate(grid)
        for square in squares
    ]
    return Shape(points.reshape(-1, 3), normals.reshape(-1, 3), np.concatenate(kept))


def cylinder(radius: float, half: float) -> Shape:
    """An upright one about the origin, of half its height, in m."""
    angle = np.linspace(0.0, 2.0 * np.pi, _SLICES + 1)
    ring = np.stack([np.cos(angle), np.sin(angle), np.zeros_like(angle)], axis=-1)
    up = np.array([0.0, 0.0, 1.0])
    points, normals = [ring * radius + up * half, ring * radius - up * half], [ring, ring]
    triangles = [_grid(2, len(angle)).reshape(-1, 3)]
    for side in (1.0, -1.0):
        start = sum(len(part) for part in points)
        points.append(np.concatenate([[up * half * side], ring * radius + up * half * side]))
        normals.append(np.tile(up * side, (len(angle) + 1, 1)))
        fan = start + np.array([[0, k, k + 1] for k in range(1, len(angle))])
        triangles.append(fan if side > 0 else fan[:, ::-1])
    return Shape(np.concatenate(points), np.concatenate(normals), np.concatenate(triangles))


def box(half: Array) -> Shape:
    """A box about the origin, with half of its edges (3,) in m."""
    points: list[Array] = []
    normals: list[Array] = []
    triangles: list[list[int]] = []
    for axis in range(3):
        for side in (1.0, -1.0):
            normal = side * np.eye(3)[axis]
            a, b = np.eye(3)[(axis + 1) % 3], side * np.eye(3)[(axis + 2) % 3]
            corners = [normal - a - b, normal + a - b, normal + a + b, normal - a + b]
            start = 4 * len(normals)
            points += [corner * half for corner in corners]
            normals.append(np.tile(normal, (4, 1)))
            triangles += [[start, start + 1, start + 2], [start, start + 2, start + 3]]
    return Shape(np.array(points), np.concatenate(normals), np.array(triangles))


def _mesh(model: mujoco.MjModel, mesh: int) -> Shape:
    first, count = int(model.mesh_faceadr[mesh]), int(model.mesh_facenum[mesh])
    corners = model.mesh_face[first : first + count] + model.mesh_vertadr[mesh]
    points = model.mesh_vert[corners].astype(float)
    a, b, c = np.moveaxis(points, 1, 0)
    # Flat: MuJoCo's own normals of a mesh with sharp edges can point inwards.
    normals = np.cross(b - a, c - a)
    normals /= np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-12)
    return Shape(
        points.reshape(-1, 3),
        np.repeat(normals, 3, axis=0),
        np.arange(3 * count).reshape(-1, 3),
    )


def _grid(rows: int, columns: int) -> NDArray[np.int64]:
    """(rows - 1, columns - 1, 2, 3): two triangles for each square of a grid of corners, which run
    downwards and counter-clockwise seen from above."""
    corner = np.arange(rows * columns).reshape(rows, columns)
    a, b = corner[:-1, :-1], corner[:-1, 1:]
    c, d = corner[1:, :-1], corner[1:, 1:]
    return np.stack([np.stack([a, d, b], axis=-1), np.stack([a, c, d], axis=-1)], axis=-2)
