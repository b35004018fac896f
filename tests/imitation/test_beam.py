"""Ground that winds: seen in a grid, and with a reference that is led along its middle."""

from dataclasses import replace

import mujoco
import numpy as np
import pytest
import torch

from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.environment import Environment
from stuntman.imitation.observations import Sight
from stuntman.imitation.symmetry import mirror
from stuntman.physics.terrain.beam import Settings
from stuntman.physics.terrain.ground import GroundSettings
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe
from stuntman.spatial.rotations import Array
from stuntman.spatial.torch_rotations import heading

WORLDS, SIDE = 3, 16


@pytest.fixture(scope="module")
def environment(walk: object) -> Environment:
    config = EnvironmentConfig(held_out=True, max_body_error=0.0, early_termination=False)
    beam: dict[str, GroundSettings] = {"beam": Settings(start=0.5, length=(0.8, 1.0))}
    recipe = Recipe({"walk": 1.0}, terrain=beam, warm_start=False, environment=config)
    return build.make_environment(recipe, WORLDS, threads=1)


def test_the_reference_walks_on_the_middle(environment: Environment) -> None:
    """Its root sways by as much as on the flat: a few centimetres."""
    env = environment
    env.reset(torch.zeros(WORLDS, dtype=torch.float64))
    assert env.ground is not None
    tiles = env.ground.tiles
    turned = torch.zeros(WORLDS)
    for _ in range(120):
        env.step(torch.zeros(WORLDS, env.actions))
        reference = env.clock.placed(env.library)
        root = reference.pose.positions[:, 0].double() - env.ground.origin.index_fill(
            1, torch.tensor([2]), 0.0
        )
        on_line = tiles.line(root[:, :1]).squeeze(1)
        assert (root[:, 1] - on_line).abs().max() < 0.12
        turned = torch.maximum(turned, heading(reference.pose.root_rotation).abs())
    assert root[:, 0].max() > 1.5
    assert turned.max() > 0.15  # and not straight on


def test_the_grid_is_what_rays_find(environment: Environment) -> None:
    env = environment
    env.reset(torch.zeros(WORLDS, dtype=torch.float64))
    assert env.ground is not None
    engine = env.engine
    qpos = engine.qpos.clone()
    qpos[:, 0] += 1.0
    engine.reset(torch.arange(WORLDS), qpos, engine.qvel.clone())
    motion = env.motion()
    sight = Sight(motion, torch.zeros(WORLDS), (), env.clock.clip)
    observed = env.problem.goal_terms[0].compute(sight).view(WORLDS, SIDE, SIDE)
    seen = env.ground.around(engine.qpos, 8.0, 0.5)
    for world in range(WORLDS):
        spec = mujoco.MjSpec()
        for k, half in enumerate(seen.size[world].numpy()):
            spec.worldbody.add_geom(
                type=mujoco.mjtGeom.mjGEOM_BOX,
                size=half,
                pos=seen.position[world, k].numpy(),
                quat=seen.quaternion[world, k].numpy(),
            )
        model = spec.compile()
        data = mujoco.MjData(model)
        mujoco.mj_forward(model, data)
        yaw = float(heading(motion.pose.root_rotation)[world])
        turn = np.array([[np.cos(yaw), -np.sin(yaw)], [np.sin(yaw), np.cos(yaw)]])
        for row, column in np.ndindex(SIDE, SIDE):
            ahead, aside = -0.3 + 1.6 * (row + 0.5) / SIDE, -0.8 + 1.6 * (column + 0.5) / SIDE
            begin = np.append(qpos[world, :2].numpy() + turn @ [ahead, aside], 3.0)
            down, geom = np.array([0.0, 0.0, -1.0]), np.zeros(1, np.int32)
            hit = mujoco.mj_ray(model, data, begin, down, None, 1, -1, geom) >= 0
            value = float(observed[world, row, column])
            # Covered by more than half, or less; boxes of a corner reach over by some centimetres.
            assert hit or value < 0.0
            assert not hit or value > -2.0 or near_a_corner(env, world, begin)


def near_a_corner(env: Environment, world: int, place: Array) -> bool:
    assert env.ground is not None
    x = place[0] - float(env.ground.origin[world, 0])
    return bool((env.ground.tiles.x1[world] - x).abs().min() < 0.25)


def test_a_mirror_flips_the_grid_left_to_right(environment: Environment) -> None:
    problem = environment.problem
    image = mirror(problem.model, (problem.goal_terms[0],))
    assert image is not None
    grid = torch.arange(float(SIDE * SIDE)).view(1, SIDE, SIDE)
    assert torch.equal(image.observation(grid.flatten(1)).view(1, SIDE, SIDE), grid.flip(2))


def test_on_the_easiest_beam_the_course_is_straight_and_wide() -> None:
    settings = replace(Settings(), tiles=5)
    draws = torch.rand(2, 5, 4, dtype=torch.float64)
    tiles = settings.make(draws, torch.zeros(2, 1, dtype=torch.float64))
    assert tiles.yaw.abs().max() == 0.0
    assert torch.allclose(tiles.y1 - tiles.y0, torch.tensor(1.2, dtype=torch.float64))
