"""A goal beside imitation: rewards add up, the policy sees more, and a run goes on bit for bit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.config import STEP, EnvironmentConfig
from stuntman.imitation.environment import Environment
from stuntman.imitation.motion import Motion
from stuntman.imitation.observations import ObservationTerm
from stuntman.imitation.rewards import RewardTerm
from stuntman.imitation.tasks.goal import Context, Goal, GoalSettings, goal_metrics
from stuntman.imitation.tasks.task import Moment
from stuntman.motion.clip import Clip
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe
from stuntman.spatial.torch_rotations import heading, rotate_about_vertical

WORLDS = 6


@dataclass(frozen=True)
class Altitude(GoalSettings):
    """Get the root to a height that is drawn for each episode, along a way that is drawn too, in
    so many control steps."""

    weight: float = 0.5
    name: str = "wanted"
    patience: int = 10**6

    def make(self, context: Context) -> Goal:
        return Climb(self, context)


class Climb(Goal):
    def __init__(self, settings: Altitude, context: Context) -> None:
        super().__init__(context)
        self.settings, name = settings, settings.name
        self.observation_terms = (
            ObservationTerm(
                f"{name}_height", 1, "scalar", lambda _: self.values["height"].unsqueeze(-1)
            ),
            ObservationTerm(f"{name}_way", 3, "polar", lambda _: self.values["way"].unsqueeze(1)),
        )
        self.reward_terms = (
            RewardTerm(
                f"{name}_height",
                settings.weight,
                10.0,
                lambda motion, reference: self.apart(motion.pose.positions).unsqueeze(-1),
            ),
        )

    def apart(self, positions: Tensor) -> Tensor:
        return positions[:, 0, 2] - self.values["height"]

    def draw(self, motion: Motion) -> dict[str, Tensor]:
        uniform = self.context.uniform
        return {
            "height": uniform(0.5, 1.5),
            "way": torch.stack([uniform(0.0, 1.0) for _ in range(3)], dim=-1),
            "steps": torch.zeros(self.context.worlds),
        }

    def advance(self, moment: Moment) -> None:
        super().advance(moment)
        self.values["steps"] = self.values["steps"] + 1

    def terminated(self, moment: Moment) -> Tensor:
        return self.values["steps"] >= self.settings.patience

    def metrics(self, moment: Moment) -> dict[str, Tensor]:
        error = self.apart(moment.motion.pose.positions).abs()
        return {f"{self.settings.name}_error": error}


Compose = Callable[..., Environment]


@pytest.fixture
def compose(walk: Clip) -> Compose:
    """An environment of the walk with these goals."""

    def build_environment(*goals: Altitude, seed: int = 0, **settings: Any) -> Environment:
        config = EnvironmentConfig(**settings)
        problem = build.make(Recipe({"walk": 1.0}, environment=config)).with_goals(goals)
        return build.environment(problem, config, WORLDS, seed, threads=1)

    return build_environment


def times(environment: Environment) -> Tensor:
    """All over the clip, in both of its halves."""
    return torch.arange(WORLDS) / WORLDS * environment.library.duration[0]


def some_actions(environment: Environment) -> Tensor:
    generator = torch.Generator().manual_seed(0)
    return 0.1 * torch.randn(WORLDS, environment.actions, generator=generator)


def test_rewards_add_up(compose: Compose) -> None:
    plain, both = compose(), compose(Altitude())
    plain.reset(times(plain))
    both.reset(times(both))
    actions = some_actions(plain)

    _, reward, _, _, info = plain.step(actions)
    _, total, _, _, told = both.step(actions)

    error = told.motion.pose.positions[:, 0, 2] - both.goals[0].values["height"]
    earned = 0.5 * torch.exp(-10.0 * error.square())
    assert earned.std() > 0.05
    assert list(told.terms) == [*info.terms, "wanted_height"]
    assert torch.equal(told.terms["pose"], info.terms["pose"])
    np.testing.assert_allclose(told.terms["wanted_height"], earned, atol=1e-6)
    np.testing.assert_allclose(total, reward + earned, atol=1e-6)
    assert torch.equal(told.metrics["wanted_error"], error.abs())
    assert info.metrics == {}
    np.testing.assert_allclose(told.metrics["task_return"], earned / 0.5, atol=1e-6)


def test_the_policy_sees_the_goal_after_the_rest_along_its_own_heading(compose: Compose) -> None:
    plain, both = compose(mirrored_halves=False), compose(Altitude(), mirrored_halves=False)
    assert both.observations == both.problem.observations == plain.observations + 4
    assert both.problem.layout == (
        *plain.problem.layout,
        ("wanted_height", 1),
        ("wanted_way", 3),
    )
    seen, more = plain.reset(times(plain)), both.reset(times(both))
    assert more.shape == (WORLDS, both.observations)
    np.testing.assert_allclose(more[:, :-4], seen, atol=1e-5)
    np.testing.assert_allclose(more[:, -4], both.goals[0].values["height"])
    facing = heading(both.motion().pose.root_rotation)
    way = rotate_about_vertical(both.goals[0].values["way"].unsqueeze(1), -facing).squeeze(1)
    np.testing.assert_allclose(more[:, -3:], way, atol=1e-6)


def test_in_a_mirrored_half_the_goal_is_seen_in_the_mirror(compose: Compose) -> None:
    goal = Altitude()
    apart, alike = compose(goal, mirrored_halves=False), compose(goal, mirrored_halves=True)
    plain, seen = apart.reset(times(apart)), alike.reset(times(alike))
    assert torch.equal(apart.goals[0].values["way"], alike.goals[0].values["way"])
    left = WORLDS // 2
    np.testing.assert_allclose(seen[:left, -4:], plain[:left, -4:], atol=1e-6)
    image = plain[left:, -4:] * torch.tensor([1.0, 1.0, -1.0, 1.0])
    np.testing.assert_allclose(seen[left:, -4:], image, atol=1e-6)


def test_a_goal_ends_episodes_beside_imitation(compose: Compose) -> None:
    environment = compose(Altitude(patience=3), max_body_error=0.0)
    environment.reset(times(environment))
    ends = [environment.step(some_actions(environment))[2].tolist() for _ in range(6)]
    assert ends == [[False] * WORLDS] * 2 + [[True] * WORLDS] + [[False] * WORLDS] * 2 + [
        [True] * WORLDS
    ]
    both = compose(Altitude(patience=3), max_body_error=1e-6)
    assert both.step(some_actions(both))[2].all(), "losing the reference still ends them"


def test_after_an_end_the_goal_is_that_of_the_new_episode(compose: Compose) -> None:
    environment = compose(Altitude(), horizon=STEP)
    values = environment.goals[0].values
    before = values["height"]

    observation, *_, truncated, info = environment.step(some_actions(environment))

    assert truncated.all() and not torch.equal(values["height"], before)
    np.testing.assert_allclose(info.final_observation[:, -4], before)
    np.testing.assert_allclose(observation[:, -4], values["height"])


def test_two_goals_are_added_one_after_the_other(compose: Compose) -> None:
    environment = compose(Altitude(name="high"), Altitude(name="far", patience=1))
    names = [name for name, _ in environment.problem.layout]
    assert names[-4:] == ["high_height", "high_way", "far_height", "far_way"]

    _, reward, terminated, _, info = environment.step(some_actions(environment))

    assert list(info.terms)[-2:] == ["high_height", "far_height"]
    assert torch.equal(reward, torch.stack(list(info.terms.values())).sum(0))
    shared = ["task_return", "task_success", "task_counts"]
    assert list(info.metrics) == ["high_error", "far_error", *shared]
    assert terminated.all(), "the second is out of patience"
    assert not environment.goals[0].values["steps"].any(), "and the first begins anew too"
    assert {"task1/value/steps", "task2/value/steps"} <= set(environment.state_dict())


def trace(environment: Environment, steps: int) -> list[Tensor]:
    out: list[Tensor] = []
    for _ in range(steps):
        observation, reward, terminated, truncated, info = environment.step(
            some_actions(environment)
        )
        out += [observation, reward, terminated, truncated, info.metrics["wanted_error"]]
    return out


def test_a_saved_state_continues_bit_for_bit(compose: Compose) -> None:
    settings = {"horizon": 0.4, "max_body_error": 0.3}
    one = compose(Altitude(patience=5), seed=1, **settings)
    trace(one, 7)
    state = {name: tensor.clone() for name, tensor in one.state_dict().items()}
    expected = trace(one, 12)
    assert any(bool(part.any()) for part in expected[2::5]), "no episode ended"

    other = compose(Altitude(patience=5), seed=2, **settings)
    trace(other, 3)
    for _ in range(2):  # the state is not used up
        other.load_state_dict(state)
        again = trace(other, 12)
        assert all(torch.equal(a, b) for a, b in zip(again, expected, strict=True))


def test_loading_a_state_gives_the_observation_of_its_goal(compose: Compose) -> None:
    one, other = compose(Altitude(), seed=1), compose(Altitude(), seed=2)
    observation = trace(one, 4)[-5]
    other.reset()  # draws other goals
    np.testing.assert_allclose(other.load_state_dict(one.state_dict()), observation, atol=1e-5)


def test_two_tasks_that_call_something_the_same_are_refused(compose: Compose) -> None:
    with pytest.raises(StuntmanError, match="observation term 'wanted_height'"):
        compose(Altitude(), Altitude())


@dataclass(frozen=True)
class Wall(Altitude):
    """The same, before a wall."""

    def edit_scene(self, scene: mujoco.MjSpec) -> None:
        scene.worldbody.add_geom(
            name="wall", type=mujoco.mjtGeom.mjGEOM_BOX, size=[0.1, 2.0, 1.0], pos=[3.0, 0.0, 1.0]
        )


@dataclass(frozen=True)
class Cart(Altitude):
    """The same, with a cart beside, which falls from as high as is wanted."""

    def add_bodies(self, scene: mujoco.MjSpec) -> None:
        cart = scene.worldbody.add_body(name="cart")
        cart.add_freejoint()
        cart.add_geom(type=mujoco.mjtGeom.mjGEOM_BOX, size=[0.2, 0.1, 0.1])

    def make(self, context: Context) -> Goal:
        return Drop(self, context)


class Drop(Climb):
    def draw(self, motion: Motion) -> dict[str, Tensor]:
        drawn = super().draw(motion)
        self.cart = self.context.loose.body("cart")
        beside = torch.tensor([0.0, 5.0, 0.0]) + drawn["height"].unsqueeze(-1) * torch.eye(3)[2]
        self.cart.put(torch.ones(len(beside), dtype=torch.bool), beside, 0.0 * beside)
        return drawn


def test_a_goal_may_bring_bodies_that_move(walk: Clip) -> None:
    recipe = Recipe({"walk": 1.0}, tasks={"cart": Cart()}, warm_start=False)
    plain, environment = (
        build.build(each, WORLDS, threads=1) for each in (Recipe({"walk": 1.0}), recipe)
    )
    assert environment.observations == plain.observations + 4
    assert environment.problem.model.nq == plain.problem.model.nq
    plain.reset(times(plain))
    environment.reset(times(environment))
    (goal,) = environment.goals
    assert isinstance(goal, Drop)
    height = goal.cart.position[:, 2]
    for _ in range(6):
        plain.step(some_actions(plain))
        environment.step(some_actions(environment))
    # It falls for .2 s, or until it lies, and the character moves as if it were not there.
    fallen = (height - 0.5 * 9.81 * 0.04).clamp_min(0.1)
    np.testing.assert_allclose(goal.cart.position[:, 2], fallen, atol=0.015)
    np.testing.assert_allclose(environment.engine.qpos, plain.engine.qpos, atol=1e-6)


def test_what_says_nothing_of_an_episode_does_not_count(compose: Compose) -> None:
    one, other = (compose(Altitude(), Altitude(name="far")) for _ in range(2))
    for goal, met in zip(one.goals, (1.0, 0.0), strict=True):
        goal.count(torch.ones(WORLDS) > 0, torch.full((WORLDS,), met) > 0)
    first = one.goals[1]
    first.counts = lambda: torch.arange(WORLDS) > 2  # type: ignore[method-assign]
    terms = other.step(some_actions(other))[-1].terms
    told = goal_metrics(one.goals, terms)
    assert told["task_success"].tolist() == [1.0] * 3 + [0.5] * 3
    assert told["task_counts"].tolist() == [1.0] * WORLDS


def test_a_goal_may_put_things_into_the_scene(walk: Clip) -> None:
    recipe = Recipe({"walk": 1.0}, tasks={"wall": Wall()})
    environment = build.build(recipe, WORLDS, threads=1)
    assert environment.engine.model.geom("wall").pos[0] == 3.0
    assert environment.step(torch.zeros(WORLDS, environment.actions))[1].shape == (WORLDS,)
