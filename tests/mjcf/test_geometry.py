"""The lowest point of every kind of geom."""

import mujoco
import numpy as np
import pytest

from stuntman.mjcf.geometry import lowest_points
from stuntman.spatial import rotations as rot


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
