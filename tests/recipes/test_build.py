"""A recipe set up: everything it says reaches the environment."""

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.imitation.environment import CONTROL_RATE, EnvironmentConfig
from stuntman.motion.clip import Clip
from stuntman.recipes import build as stage
from stuntman.recipes.recipe import Recipe


def test_a_recipe_becomes_an_environment(walk: Clip) -> None:
    config = EnvironmentConfig(horizon=3.0, lookahead=(1, 2, 3))
    environment = stage.build(Recipe("walk", environment=config), 5, threads=1)
    assert environment.worlds == environment.engine.qpos.shape[0] == 5
    assert environment.config == config
    assert environment.table.duration == pytest.approx(walk.duration)
    assert environment.table.loops == walk.loops


def test_a_control_step_is_a_thirtieth_of_a_second_of_physics(walk: Clip) -> None:
    """In its zero pose in the air, where no drive pulls, the body falls g / 30 faster a step."""
    environment = stage.build(Recipe("walk"), 1, threads=1)
    engine = environment.engine
    qpos = engine.model.qpos0[None].copy()
    qpos[0, 2] = 5.0
    engine.reset(np.array([0]), qpos, np.zeros_like(engine.qvel))
    for _ in range(3):
        engine.step(np.zeros((1, environment.actions)))
    assert engine.qvel[0, 2] == pytest.approx(-9.81 * 3 / CONTROL_RATE, rel=1e-3)
    seconds = stage.substeps(engine.model) * engine.model.opt.timestep
    assert seconds * CONTROL_RATE == pytest.approx(1.0)


def test_a_clip_that_is_loaded_already_is_taken(walk: Clip) -> None:
    short = walk.slice(0.2, 0.7)
    environment = stage.build(Recipe("walk"), 1, threads=1, clip=short)
    assert environment.table.duration == pytest.approx(0.5)
    assert not environment.table.loops


def test_limbs_touch_each_other_unless_the_recipe_says_not(walk: Clip) -> None:
    config = EnvironmentConfig(self_contact=False)
    touching = stage.build(Recipe("walk"), 1, threads=1).engine.model
    through = stage.build(Recipe("walk", environment=config), 1, threads=1).engine.model
    arm, others = touching.geom("right_forearm").id, through.ngeom - through.body_geomnum[0]
    assert through.npair == others  # with the floor each
    assert np.sum((touching.pair_geom1 == arm) | (touching.pair_geom2 == arm)) > 1
    assert np.sum((through.pair_geom1 == arm) | (through.pair_geom2 == arm)) == 1


def test_what_is_not_there_is_named(walk: Clip) -> None:
    with pytest.raises(StuntmanError, match="wlak"):
        stage.build(Recipe("wlak"), 1)
    with pytest.raises(StuntmanError, match="No character 'robot'"):
        stage.build(Recipe("walk", character="robot"), 1)
