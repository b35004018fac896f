"""The rest pose, and the lowest point of every kind of geom."""

import mujoco
import numpy as np
import pytest

from stuntman.characters.character import Character
from stuntman.mjcf.geometry import bodies_on_floor, lowest_points, rest
from stuntman.spatial import rotations as rot


def test_at_rest_the_body_stands_with_all_bodies_as_the_world_but_for_a_limit(
    humanoid: Character,
) -> None:
    spec = humanoid.spec()
    spec.joint("left_knee").range = [-2.0, -0.1]  # a knee that cannot be straight
    model = spec.compile()
    data = mujoco.MjData(model)

    data.qpos[:] = rest(model)
    mujoco.mj_kinematics(model, data)

    assert lowest_points(model, data.qpos[None])[0] == pytest.approx(0.0, abs=1e-9)
    angles = rot.angle_between(rot.IDENTITY, data.xquat[1:])
    below = [model.body(name).id - 1 for name in ("left_knee", "left_ankle")]
    assert angles[below] == pytest.approx(0.1)
    assert np.delete(angles, below).max() < 1e-6


@pytest.mark.parametrize(
    "shape",
    [
        'type="sphere" size="0.2"',
        'type="capsule" size="0.1 0.3"',
        'type="box" size="0.1 0.2 0.3"',
        'type="ellipsoid" size="0.1 0.2 0.3"',
        'type="cylinder" size="0.15 0.3"',
        'type="mesh" mesh="wedge"',
    ],
)
def test_the_lowest_point_of_any_shape_is_where_it_meets_the_floor(shape: str) -> None:
    model = mujoco.MjModel.from_xml_string(f"""
    <mujoco>
      <asset><mesh name="wedge" vertex="0 0 0  0.3 0 0  0 0.4 0  0.1 0.1 0.5"/></asset>
      <worldbody>
        <geom name="floor" type="plane" size="5 5 1"/>
        <body pos="0 0 2"><freejoint/><geom name="it" {shape}/>
          <geom type="sphere" size="1" contype="0" conaffinity="0"/></body>
      </worldbody>
    </mujoco>""")
    rng = np.random.default_rng(0)
    qpos = np.tile(model.qpos0, (20, 1))
    qpos[:, 3:7] = rot.normalize(rng.normal(size=(20, 4)))
    data = mujoco.MjData(model)
    for position, height in zip(qpos, lowest_points(model, qpos), strict=True):
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        floor, it = model.geom("floor").id, model.geom("it").id
        away = mujoco.mj_geomDistance(model, data, floor, it, 5.0, None)
        assert height == pytest.approx(away, abs=1e-5)


def test_the_bodies_on_the_floor_are_those_that_come_near_it_in_any_state(
    humanoid: Character,
) -> None:
    model = humanoid.spec().compile()
    standing = rest(model)
    lying = standing.copy()
    lying[2:7] = [0.12, np.cos(np.pi / 4), 0.0, np.sin(np.pi / 4), 0.0]  # m, on its face
    assert bodies_on_floor(model, standing[None], 0.02) == {"right_ankle", "left_ankle"}
    both = bodies_on_floor(model, np.array([standing, lying]), 0.05)
    assert {"chest", "root", "right_ankle"} <= both
