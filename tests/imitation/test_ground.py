"""Ground that is not flat in an environment: seen, followed, fallen from, and gone on with."""

from dataclasses import replace

import mujoco
import numpy as np
import pytest
import torch

from stuntman.characters.character import Character
from stuntman.evaluation.evaluate import evaluate, for_evaluation
from stuntman.imitation.config import EnvironmentConfig, substeps
from stuntman.imitation.environment import Environment
from stuntman.imitation.ground import SEEN
from stuntman.imitation.motion import motion_of
from stuntman.imitation.problem import Problem
from stuntman.physics.terrain.gaps import Settings
from stuntman.physics.terrain.stairs import Settings as Stairs
from stuntman.recipes import build
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe
from stuntman.spatial.torch_rotations import heading

WORLDS = 6


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return Recipe({"run": 1.0}, terrain={"gaps": Settings(start=1.0)}, warm_start=False)


@pytest.fixture(scope="module")
def problem(recipe: Recipe) -> Problem:
    return build.make(recipe)


@pytest.fixture
def environment(recipe: Recipe, problem: Problem) -> Environment:
    return build.environment(problem, recipe.environment, WORLDS, seed=1, threads=1)


def test_flat_ground_that_is_made_of_boxes_is_the_floor(recipe: Recipe) -> None:
    """At difficulty 0 there are no gaps: what imitation earns is what it earns on the floor."""
    easy = replace(recipe, terrain={"gaps": Settings(first_difficulty=0.0)})
    flat = replace(recipe, terrain={})
    earned = []
    for one in (easy, flat):
        env = build.make_environment(one, WORLDS, threads=1)
        env.reset(torch.linspace(0.0, 0.7, WORLDS, dtype=torch.float64))
        earned.append(torch.stack([env.step(torch.zeros(WORLDS, 28))[1] for _ in range(15)]))
    # A foot that lands hard has other contacts with a box.
    assert (earned[0] - earned[1]).abs().mean() < 0.01


def test_what_is_seen_is_what_rays_find(environment: Environment) -> None:
    """Rays spread over each stretch ahead, on boxes as far as they reach."""
    ground, engine = environment.ground, environment.engine
    assert ground is not None
    observation = environment.reset()[:, -SEEN:]
    seen = ground.around(engine.qpos, 6.0, 0.5)
    spec = mujoco.MjSpec()
    for k, half in enumerate(seen.size[-1].numpy()):
        spec.worldbody.add_geom(
            type=mujoco.mjtGeom.mjGEOM_BOX,
            size=half,
            pos=seen.position[-1, k].numpy(),
            quat=seen.quaternion[-1, k].numpy(),
        )
    model = spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    yaw = float(heading(environment.motion().pose.root_rotation)[-1])
    ways, found = np.array([np.cos(yaw), np.sin(yaw)]), []
    size = 3.2 / SEEN
    for ahead in -0.3 + size * (np.arange(SEEN)[:, None] + (np.arange(50) + 0.5) / 50.0):
        heights = []
        for distance in ahead:
            begin = np.append(engine.qpos[-1, :2].numpy() + distance * ways, 3.0)
            hit = mujoco.mj_ray(
                model, data, begin, np.array([0.0, 0.0, -1.0]), None, 1, -1, np.zeros(1, np.int32)
            )
            on_top = hit >= 0 and abs(3.0 - hit) < 1e-6
            heights.append(0.0 if on_top else -0.5)
        found.append(4.0 * np.mean(heights))
    assert observation[-1].min() < -0.1  # a gap is in sight
    assert observation[-1].numpy() == pytest.approx(np.array(found), abs=0.05)


def test_on_warp_it_is_the_same(recipe: Recipe, problem: Problem) -> None:
    pytest.importorskip("mujoco_warp", reason="pip install 'stuntman[gpu]' to test it")
    from stuntman.physics.warp import WarpEngine

    config = for_evaluation(recipe.environment)
    engine = WarpEngine(problem.model, WORLDS, substeps(problem.model), torch.device("cpu"))
    warp = Environment(problem, engine, config)
    plain = build.environment(problem, config, WORLDS, threads=1)
    times = torch.full((WORLDS,), 0.2, dtype=torch.float64)
    warp.reset(times)
    plain.reset(times)
    for _ in range(12):
        one = warp.step(torch.zeros(WORLDS, warp.actions))
        other = plain.step(torch.zeros(WORLDS, plain.actions))
    assert torch.allclose(one[0][:, -SEEN:], other[0][:, -SEEN:], atol=0.1)
    assert torch.allclose(one[4].metrics["distance"], other[4].metrics["distance"], atol=0.05)
    assert warp.engine.floor_contacts.shape == plain.engine.floor_contacts.shape


def test_a_body_in_a_gap_has_fallen(environment: Environment) -> None:
    ground = environment.ground
    assert ground is not None
    motion, reference = environment.motion(), environment.clock.placed(environment.library)
    assert not ground.sunk(motion, reference).any()
    motion.pose.positions[0, 0, 2] = 0.4
    assert ground.sunk(motion, reference).tolist() == [True] + [False] * (WORLDS - 1)


def test_it_goes_on_bit_for_bit(recipe: Recipe, problem: Problem, environment: Environment) -> None:
    """With other courses than it was made with, and after episodes have ended."""
    actions = torch.zeros(WORLDS, environment.actions)
    for _ in range(40):
        environment.step(actions)
    state = environment.state_dict()
    again = build.environment(problem, recipe.environment, WORLDS, seed=5, threads=1)
    again.load_state_dict(state)
    for _ in range(40):
        one, other = environment.step(actions), again.step(actions)
        assert torch.equal(one[0], other[0])
        assert torch.equal(one[1], other[1])
    assert environment.ground is not None
    assert again.ground is not None
    assert environment.ground.state()["ground_episode"].min() > 1
    assert torch.equal(environment.ground.distance, again.ground.distance)


def test_difficulty_rises_with_success_and_falls_with_failure(environment: Environment) -> None:
    ground = environment.ground
    assert ground is not None
    before = ground.difficulty.clone()
    ended = torch.tensor([True, True, True, False, False, False])
    share = torch.tensor([1.0, 0.4, 0.1, 1.0, 0.4, 0.1])
    ground.note(share, ended, torch.zeros_like(ended))
    change = (ground.difficulty - before).tolist()
    assert change[0] > 0 > change[2]
    assert [change[1], *change[3:]] == [0.0] * 4


def test_evaluations_are_on_the_same_courses_and_on_none_that_is_trained_on(
    recipe: Recipe, problem: Problem, environment: Environment
) -> None:
    config = replace(for_evaluation(recipe.environment), horizon=2.0)
    env = build.environment(problem, config, WORLDS, seed=1, threads=1)

    def act(observation: torch.Tensor) -> torch.Tensor:
        return torch.zeros(len(observation), env.actions)

    results = [evaluate(act, env) for _ in range(2)]
    assert results[0] == results[1]
    assert results[0].distance_m is not None
    assert results[0].distance_m > 0.5
    assert results[0].over_50_m == 0.0
    assert env.ground is not None
    assert environment.ground is not None
    assert (env.ground.difficulty == 1.0).all()
    easy = environment.ground.tiles.x1 - environment.ground.tiles.x0
    assert not torch.isin((env.ground.tiles.x1 - env.ground.tiles.x0)[:, 1:5], easy).any()


def test_feet_are_as_high_as_they_are_above_what_is_below_or_just_ahead_of_them(
    humanoid: Character,
) -> None:
    """A step of .2 m up and one of .2 m down; hands are as high as the root is."""
    steps = Recipe(
        {"walk": 1.0}, terrain={"stairs": Stairs(rise=(0.2, 0.2), landing=(1.0, 1.0), steps=1)}
    )
    env = build.make_environment(
        replace(steps, warm_start=False, environment=EnvironmentConfig(held_out=True)), 8, threads=1
    )
    ground, ends = env.ground, humanoid.end_effectors
    assert ground is not None
    rise = ground.tiles.top[0].diff()
    up, down = (float(ground.tiles.x0[0, 1:][sign * rise > 0.1][0]) for sign in (1, -1))
    flat = motion_of(env.kinematics, env.engine.qpos.float(), env.engine.qvel.float())
    origin = ground.origin.float()
    for x, below in (
        (up - 0.3, 0.0),
        (up - 0.1, 0.1),
        (up - 0.05, 0.15),
        (up + 0.1, 0.2),
        (down - 0.15, 0.2),
        (down, 0.1),
        (down + 0.15, 0.0),
    ):
        way = torch.stack([origin[:, 2].cos(), origin[:, 2].sin(), 0.0 * origin[:, 2]], dim=1)
        places = origin * torch.tensor([1.0, 1.0, 0.0]) + x * way + torch.tensor([0.0, 0.0, 1.0])
        every = places.unsqueeze(1).expand(-1, len(ends), 3)
        moved = replace(flat, pose=replace(flat.pose, end_effectors=every))
        lowered = ground.lowered(moved).pose
        root = flat.pose.positions[:, 0, 2] - lowered.positions[:, 0, 2]
        for k, name in enumerate(ends):
            taken = 1.0 - lowered.end_effectors[:, k, 2]
            expected = torch.full((8,), below) if "foot" in name else root
            torch.testing.assert_close(taken, expected, atol=1e-4, rtol=0)


def test_over_a_ledge_the_reference_falls_freely() -> None:
    """Of a clip that does not loop, the course lies where the clip begins, and episodes start
    anywhere on it: on the ledge, below it, and in a fall from rest between."""
    recipe = recipes.load("ledge")
    env = build.make_environment(
        replace(recipe, environment=for_evaluation(recipe.environment)), 40, threads=1
    )
    times = torch.linspace(0.0, 2.8, 40, dtype=torch.float64)
    env.reset(times)
    assert env.ground is not None
    roots = env.engine.qpos[:, :3]
    heights = env.ground.height(roots)
    assert heights[:9].abs().max() < 0.01
    assert heights[20:].numpy() == pytest.approx(-2.0)
    flight = ((times > 0.68) & (times < 1.26)).numpy()
    com = motion_of(env.kinematics, env.engine.qpos.float(), env.engine.qvel.float()).pose.com
    path = com[:, 2].numpy()[flight]
    fall = np.polyfit(times.numpy()[flight], path, 2)
    assert 2.0 * fall[0] == pytest.approx(-9.81, abs=2.0)
    assert np.abs(np.polyval(fall, times.numpy()[flight]) - path).max() < 0.04
    assert path[0] - path[-1] > 1.5
    speed = np.gradient(roots[:, 2].numpy(), times.numpy())
    sinking = env.engine.qvel[:, 2].numpy()
    assert sinking[flight][1:-1] == pytest.approx(speed[flight][1:-1], abs=0.8)
    _, _, terminated, _, _ = env.step(torch.zeros(40, env.actions))
    assert not terminated.any()
