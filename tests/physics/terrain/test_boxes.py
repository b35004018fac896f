"""Boxes that are the ground: where tiles are, on every engine, held against plain MuJoCo."""

from collections.abc import Callable
from copy import copy

import mujoco
import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.characters.character import Character
from stuntman.physics import scene
from stuntman.physics.cpu import CpuEngine
from stuntman.physics.engine import Engine
from stuntman.physics.interactive import InteractiveEngine
from stuntman.physics.terrain.boxes import MARGIN, Boxes, Placed, edit_scene, near, placed
from stuntman.physics.terrain.profile import Profile
from stuntman.physics.terrain.tiles import Tiles

COUNT, SUBSTEPS = 5, 4


def rows(worlds: int, *values: float) -> Tensor:
    return torch.tensor([values], dtype=torch.float64).repeat(worlds, 1)


def course(worlds: int) -> Tiles:
    """A plate, a gap, a higher one, a slope down, a step up; all within reach of x = 2."""
    return Tiles.in_a_row(
        gap=rows(worlds, 0.0, 0.4, 0.0, 0.0, 0.3),
        length=rows(worlds, 1.0, 0.8, 1.0, 0.6, 3.0),
        top=rows(worlds, 0.0, 0.1, 0.1, -0.2, 0.15),
        rise=rows(worlds, 0.0, 0.0, -0.3, 0.0, 0.2),
    )


@pytest.fixture(scope="module")
def model(humanoid: Character) -> mujoco.MjModel:
    return scene.build(humanoid, edits=[lambda spec: edit_scene(spec, COUNT)])


def on_cpu(model: mujoco.MjModel, worlds: int) -> Engine:
    return CpuEngine(model, worlds, SUBSTEPS, 1)


def on_warp(model: mujoco.MjModel, worlds: int) -> Engine:
    pytest.importorskip("mujoco_warp", reason="pip install 'stuntman[gpu]' to test it")
    from stuntman.physics.warp import WarpEngine

    return WarpEngine(model, worlds, SUBSTEPS, torch.device("cpu"))


def interactive(model: mujoco.MjModel, worlds: int) -> Engine:
    return InteractiveEngine(model, model, SUBSTEPS)


def plain(model: mujoco.MjModel, boxes: Placed, world: int) -> mujoco.MjModel:
    """MuJoCo's own model with the boxes of a world."""
    own = copy(model)
    for slot in range(COUNT):
        geom = own.geom(f"ground:{slot}")
        geom.pos = boxes.position[world, slot].numpy()
        geom.quat = boxes.quaternion[world, slot].numpy()
        geom.size = boxes.size[world, slot].numpy()
        geom.rbound = np.linalg.norm(geom.size)
    return own


def height(model: mujoco.MjModel, data: mujoco.MjData, x: float, y: float) -> float:
    """Of the world's own geoms, by a ray from above."""
    groups, geom = None, np.zeros(1, np.int32)
    begin, down = np.array([x, y, 5.0]), np.array([0.0, 0.0, -1.0])
    return 5.0 - mujoco.mj_ray(model, data, begin, down, groups, 1, -1, geom)


@pytest.mark.parametrize("yaw", [0.0, 0.7])
def test_rays_from_above_find_the_tiles(model: mujoco.MjModel, yaw: float) -> None:
    tiles, root = course(1), rows(1, 2.0, 0.1)
    origin = rows(1, 1.0, -2.0, yaw)
    which = near(tiles, root[:, 0], 3.0, COUNT)
    world = plain(model, placed(tiles.picked(which), root, origin, 3.0), 0)
    data = mujoco.MjData(world)
    data.qpos[:2] = 50.0, 50.0
    mujoco.mj_kinematics(world, data)
    # By hand: the slope falls by .3 a metre from x = 2.2; the last tile rises by 1/15 from 4.1.
    known = {0.5: 0.0, 1.6: 0.1, 2.7: -0.05, 3.5: -0.2, 4.7: 0.15 + 0.6 / 15.0}
    for x, expected in known.items():
        there = (1.0 + np.cos(yaw) * x, -2.0 + np.sin(yaw) * x)
        assert height(world, data, *there) == pytest.approx(expected, abs=1e-9)
        one = rows(1, x - 1e-4), rows(1, x + 1e-4)
        profile = Profile.sunken(tiles, 0.5).mean(*one)
        assert float(profile) == pytest.approx(expected, abs=1e-9)
    gap = (1.0 + np.cos(yaw) * 1.2, -2.0 + np.sin(yaw) * 1.2)
    assert height(world, data, *gap) < -50.0


def test_a_tile_keeps_its_box_as_long_as_it_is_there() -> None:
    tiles = Tiles.in_a_row(torch.zeros(1, 20), torch.ones(1, 20), torch.zeros(1, 20))
    before, after = (near(tiles, torch.tensor([x]), 0.9, 4)[0].tolist() for x in (5.5, 6.5))
    assert sorted(before) == [4, 5, 6, 7]
    assert sorted(after) == [5, 6, 7, 8]
    assert sum(a == b for a, b in zip(before, after, strict=True)) == 3


@pytest.mark.parametrize("make", [on_cpu, on_warp, interactive])
def test_every_engine_has_the_ground_under_the_character(
    model: mujoco.MjModel, make: Callable[[mujoco.MjModel, int], Engine]
) -> None:
    """Dropped on the slope and on the plate before, it falls as in MuJoCo's own world; where there
    is a gap, below it."""
    engine = make(model, 2)
    worlds = engine.worlds
    tiles, reach = course(worlds), 1.5
    root = torch.stack([torch.tensor([2.5, 1.75]), torch.zeros(2)], 1).double()[:worlds]
    origin = rows(worlds, 0.0, 0.0, 0.0)
    qpos = torch.from_numpy(model.qpos0).repeat(worlds, 1)
    qpos[:, :2], qpos[:, 2] = root, 1.0
    boxes = Boxes(engine, reach)
    boxes.follow(tiles, root, origin)
    engine.reset(torch.arange(worlds), qpos, torch.zeros(worlds, model.nv, dtype=torch.float64))
    for _ in range(120):
        engine.step(torch.zeros(worlds, model.nu))
    margin = reach + MARGIN
    cut = placed(tiles.picked(near(tiles, root[:, 0], margin, COUNT)), root, origin, margin)
    for world in range(worlds):
        own = plain(model, cut, world)
        data = mujoco.MjData(own)
        data.qpos[:] = qpos[world].numpy()
        for _ in range(120 * SUBSTEPS):
            mujoco.mj_step(own, data)
        assert data.ncon > 0
        reached = engine.qpos[world].double().numpy()
        assert reached[:3] == pytest.approx(data.qpos[:3], abs=0.0 if make is on_cpu else 0.2)
