"""Surfaces of geoms: closed, facing outwards, and of the right size."""

import mujoco
import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.mjcf.shapes import box, joined, moved, shape, shared_corners

VOLUMES = {
    'type="sphere" size="0.3"': 4 / 3 * np.pi * 0.3**3,
    'type="capsule" size="0.1 0.4"': 4 / 3 * np.pi * 0.1**3 + np.pi * 0.1**2 * 0.8,
    'type="cylinder" size="0.2 0.4"': np.pi * 0.2**2 * 0.8,
    'type="ellipsoid" size="0.1 0.2 0.4"': 4 / 3 * np.pi * 0.1 * 0.2 * 0.4,
    'type="box" size="0.1 0.2 0.4"': 0.2 * 0.4 * 0.8,
    'type="mesh" mesh="wedge"': 1 / 6,
}


def model_of(geom: str) -> mujoco.MjModel:
    return mujoco.MjModel.from_xml_string(
        '<mujoco><asset><mesh name="wedge" vertex="0 0 0 1 0 0 0 1 0 0 0 1"/></asset><worldbody>'
        f'<body><geom pos="1 2 3" euler="20 30 40" {geom}/></body></worldbody></mujoco>'
    )


@pytest.mark.parametrize("geom", VOLUMES)
def test_a_surface_is_closed_and_as_big_as_the_geom(geom: str) -> None:
    model = model_of(geom)
    surface = shape(model, 0)
    a, b, c = np.moveaxis(surface.points[surface.triangles], 1, 0)
    volume = np.sum(a * np.cross(b, c)) / 6.0
    assert volume == pytest.approx(VOLUMES[geom], rel=0.04), "negative: it is inside out"
    area = np.cross(b - a, c - a)
    assert np.linalg.norm(area, axis=1).min() > 1e-9, "a triangle without area"
    np.testing.assert_allclose(area.sum(axis=0), 0.0, atol=1e-9)  # closed
    centre = np.sum((a + b + c) * np.sum(a * np.cross(b, c), axis=1, keepdims=True), axis=0)
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    np.testing.assert_allclose(centre / (24.0 * volume), data.xipos[1], atol=0.01)


@pytest.mark.parametrize("geom", VOLUMES)
def test_normals_point_outwards(geom: str) -> None:
    surface = shape(model_of(geom), 0)
    np.testing.assert_allclose(np.linalg.norm(surface.normals, axis=1), 1.0, atol=1e-6)
    a, b, c = np.moveaxis(surface.points[surface.triangles], 1, 0)
    faces = np.cross(b - a, c - a)[:, None]
    assert np.all(np.sum(faces * surface.normals[surface.triangles], axis=-1) > -1e-9)


def test_a_plane_is_named() -> None:
    model = mujoco.MjModel.from_xml_string(
        '<mujoco><worldbody><geom name="ground" type="plane" size="1 1 1"/></worldbody></mujoco>'
    )
    with pytest.raises(StuntmanError, match="'ground' of the body has no surface"):
        shape(model, 0)


@pytest.mark.parametrize("geom", VOLUMES)
def test_where_it_is_round_triangles_share_corners_and_along_edges_they_do_not(geom: str) -> None:
    surface = shape(model_of(geom), 0)
    shared = shared_corners(surface)
    points, triangles = shared.points, shared.triangles
    np.testing.assert_allclose(points[triangles], surface.points[surface.triangles])
    a, b, c = np.moveaxis(points[triangles], 1, 0)
    made = np.zeros_like(points)  # as a browser makes them
    for corner in range(3):
        np.add.at(made, triangles[:, corner], np.cross(b - a, c - a))
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    nearness = np.sum(made[triangles] * surface.normals[surface.triangles], axis=-1)
    assert nearness.min() > 0.99, "a seam, or a rounded edge"


def test_a_mesh_may_be_smooth() -> None:
    shared = shared_corners(shape(model_of('type="mesh" mesh="wedge"'), 0), smooth=True)
    assert len(shared.points) == 4 and len(shared.triangles) == 4


def test_surfaces_are_moved_and_joined() -> None:
    half = np.array([0.1, 0.2, 0.3])
    turned = moved(box(half), np.array([0.0, 0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0]))
    both = joined([box(half), turned])
    assert both.points.min(axis=0) == pytest.approx(-half)
    assert both.points.max(axis=0) == pytest.approx([1.1, 0.2, 0.3])
    assert len(both.triangles) == 24 and both.triangles.max() == len(both.points) - 1
