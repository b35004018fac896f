"""A recipe set up: everything it says reaches the environment."""

import numpy as np
import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE, EnvironmentConfig, substeps
from stuntman.motion.clip import Clip
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe


def test_a_recipe_becomes_an_environment(walk: Clip) -> None:
    config = EnvironmentConfig(horizon=3.0, lookahead=(1, 2, 3))
    environment = build.build(Recipe({"walk": 1.0}, environment=config), 5, threads=1)
    assert environment.worlds == environment.engine.qpos.shape[0] == 5
    assert environment.config == config
    assert environment.library.clips == ("walk",)
    assert environment.library.duration.tolist() == pytest.approx([walk.duration])
    assert environment.library.loops.tolist() == [walk.loops]


def test_a_control_step_is_a_thirtieth_of_a_second_of_physics(walk: Clip) -> None:
    """In its zero pose in the air, where no drive pulls, the body falls g / 30 faster a step."""
    environment = build.build(Recipe({"walk": 1.0}), 1, threads=1)
    engine = environment.engine
    qpos = torch.from_numpy(engine.model.qpos0).unsqueeze(0)
    qpos[0, 2] = 5.0
    engine.reset(torch.zeros(1, dtype=torch.long), qpos, torch.zeros_like(engine.qvel))
    for _ in range(3):
        engine.step(torch.zeros(1, environment.actions))
    assert engine.qvel[0, 2].item() == pytest.approx(-9.81 * 3 / CONTROL_RATE, rel=1e-3)
    seconds = substeps(engine.model) * engine.model.opt.timestep
    assert seconds * CONTROL_RATE == pytest.approx(1.0)


def test_on_the_moon_bodies_and_references_fall_as_there(walk: Clip) -> None:
    """The root of a jump is thrown less high for as long a flight, where the floor lets it."""
    highest = {}
    for gravity in (9.81, 1.62):
        recipe = Recipe({"jump": 1.0}, environment=EnvironmentConfig(gravity=gravity))
        problem = build.make(recipe)
        np.testing.assert_allclose(problem.model.opt.gravity, [0.0, 0.0, -gravity])
        highest[gravity] = float(problem.library.qpos[:, 2].max())
    assert highest[1.62] < highest[9.81] - 0.03
    own = build.make_scene(Recipe({"jump": 1.0})).opt.gravity
    np.testing.assert_allclose(own, [0.0, 0.0, -9.81])


def test_a_clip_that_is_loaded_already_is_taken(walk: Clip) -> None:
    short = walk.slice(0.2, 0.7)
    library = build.make(Recipe({"walk": 1.0}), (short,)).library
    assert library.duration.tolist() == pytest.approx([0.5])
    assert library.digests == (short.digest,)
    assert not library.loops


def test_several_clips_come_with_their_weights(walk: Clip) -> None:
    recipe = Recipe({"walk": 2.0, "run": 1.0, "kick": 0.5}, warm_start=False)
    library = build.make(recipe).library
    assert library.clips == ("walk", "run", "kick")
    assert library.weights.tolist() == [2.0, 1.0, 0.5]
    assert library.loops.tolist() == [True, True, False]


def test_a_scene_that_is_compiled_already_is_taken(walk: Clip) -> None:
    recipe = Recipe({"walk": 1.0})
    model = build.make_scene(recipe)
    assert build.make(recipe, model=model).model is model


def test_environments_of_a_problem_share_it_and_have_physics_of_their_own(walk: Clip) -> None:
    recipe = Recipe({"walk": 1.0})
    problem = build.make(recipe)
    one, other = (build.environment(problem, recipe.environment, n, threads=1) for n in (2, 3))
    assert one.problem is other.problem is problem
    assert one.library is other.library
    before = other.engine.qpos.clone()
    one.step(torch.zeros(2, one.actions))
    assert torch.equal(other.engine.qpos, before)


def test_limbs_touch_each_other_unless_the_recipe_says_not(walk: Clip) -> None:
    config = EnvironmentConfig(self_contact=False)
    touching = build.build(Recipe({"walk": 1.0}), 1, threads=1).engine.model
    through = build.build(Recipe({"walk": 1.0}, environment=config), 1, threads=1).engine.model
    arm, others = touching.geom("right_forearm").id, through.ngeom - through.body_geomnum[0]
    assert through.npair == others  # with the floor each
    assert np.sum((touching.pair_geom1 == arm) | (touching.pair_geom2 == arm)) > 1
    assert np.sum((through.pair_geom1 == arm) | (through.pair_geom2 == arm)) == 1


def test_what_is_not_there_is_named(walk: Clip) -> None:
    with pytest.raises(StuntmanError, match="wlak"):
        build.build(Recipe({"wlak": 1.0}), 1)
    with pytest.raises(StuntmanError, match="No character 'robot'"):
        build.build(Recipe({"walk": 1.0}, character="robot"), 1)
