"""The measure itself, on episodes whose rewards are known, and once on the walk."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from rich.console import Console
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.evaluation import evaluate as measure
from stuntman.evaluation.evaluate import evaluate, for_evaluation, report
from stuntman.imitation.environment import CONTROL_RATE, Environment, EnvironmentConfig
from stuntman.imitation.rewards import PAPER, RewardConfig
from stuntman.motion.clip import Clip
from stuntman.policies import policy as policies
from stuntman.policies.policy import Header, Policy
from stuntman.recipes.recipe import Recipe


class Script:
    """Episodes told in advance: every step earns 0.5 + 0.25, bodies are `apart` m away, and world
    w falls in step `falls[w]` (from 1)."""

    def __init__(
        self,
        falls: dict[int, int],
        worlds: int = 4,
        horizon: float = 20.0,
        duration: float = 1.3,
        loops: bool = True,
        apart: float = 0.1,
    ) -> None:
        self.worlds, self.falls, self.apart = worlds, falls, apart
        self.config = SimpleNamespace(horizon=horizon)
        self.table = SimpleNamespace(duration=duration, loops=loops)
        self.steps = 0
        self.times = torch.empty(0)
        self.acted: list[Tensor] = []

    def reset(self, times: Tensor) -> Tensor:
        self.times = times
        return torch.zeros(self.worlds, 2)

    def step(self, actions: Tensor) -> tuple[Any, ...]:
        self.acted.append(actions)
        self.steps += 1
        fallen = torch.tensor([self.falls.get(w) == self.steps for w in range(self.worlds)])
        terms = {
            name: torch.full((self.worlds,), earned)
            for name, earned in (("pose", 0.5), ("com", 0.25))
        }
        here = torch.zeros(self.worlds, 2, 3)
        there = here + torch.tensor([0.0, 0.0, self.apart])
        info = SimpleNamespace(
            terms=terms,
            motion=SimpleNamespace(pose=SimpleNamespace(positions=here)),
            target=SimpleNamespace(pose=SimpleNamespace(positions=there)),
        )
        observation = torch.full((self.worlds, 2), float(self.steps))
        return observation, sum(terms.values()), fallen, torch.zeros_like(fallen), info


def run(script: Script) -> measure.Evaluation:
    environment: Any = script
    return evaluate(lambda observations: 2.0 * observations, environment)


def test_the_normalised_return_is_the_mean_reward_over_the_horizon() -> None:
    script = Script(falls={}, horizon=2.0)
    result = run(script)
    assert script.steps == 60
    assert result.nr == pytest.approx(0.75)
    assert result.terms == pytest.approx({"pose": 0.5, "com": 0.25})
    assert result.success == 1.0
    assert result.error_m == pytest.approx(0.1)
    assert (result.episodes, result.horizon_s) == (4, 2.0)


def test_after_a_fall_nothing_is_earned() -> None:
    """One world falls in step 16 of 60, and is up again in the next: 15 steps count."""
    result = run(Script(falls={1: 16}, horizon=2.0))
    assert result.nr == pytest.approx(0.75 * (3 * 60 + 15) / (4 * 60))
    assert result.success == 0.75
    assert sum(result.terms.values()) == pytest.approx(result.nr)


def test_where_all_have_fallen_there_is_nothing_more_to_see() -> None:
    script = Script(falls={0: 1, 1: 2, 2: 3, 3: 7})
    result = run(script)
    assert script.steps == 7
    assert result.nr == pytest.approx(0.75 * (0 + 1 + 2 + 6) / (4 * 600))
    assert result.success == 0.0


def test_a_fall_after_the_horizon_does_not_count() -> None:
    script = Script(falls={0: 31}, horizon=1.0)
    assert run(script).success == 1.0
    assert script.steps == 30


def test_starts_are_spread_evenly_over_the_clip() -> None:
    script = Script(falls={}, worlds=5, duration=2.0, horizon=0.1)
    run(script)
    assert script.times.tolist() == pytest.approx([0.0, 0.4, 0.8, 1.2, 1.6])


def test_episodes_of_a_clip_that_does_not_loop_end_with_it() -> None:
    """Starts at 0, 0.5, 1.0 and 1.5 s of two: 60, 45, 30 and 15 steps, each a whole episode."""
    script = Script(falls={}, duration=2.0, loops=False)
    result = run(script)
    assert script.steps == 60
    assert result.nr == pytest.approx(0.75)
    assert result.success == 1.0
    assert result.horizon_s == pytest.approx(2.0)


def test_each_of_those_is_measured_by_its_own_length() -> None:
    """The one of 15 steps falls in its eleventh; another after its own end, in the next episode."""
    result = run(Script(falls={3: 11, 2: 31}, duration=2.0, loops=False))
    assert result.nr == pytest.approx(0.75 * (3 + 10 / 15) / 4)
    assert result.success == 0.75


def test_the_policy_acts_on_what_it_sees() -> None:
    script = Script(falls={}, horizon=0.1)
    run(script)
    assert [actions[0, 0].item() for actions in script.acted] == [0.0, 2.0, 4.0]


def test_the_error_is_that_of_the_time_before_a_fall() -> None:
    script = Script(falls={0: 1, 1: 1, 2: 1, 3: 2}, apart=0.2)
    assert run(script).error_m == pytest.approx(0.2)
    script = Script(falls={w: 1 for w in range(4)})
    assert run(script).error_m == 0.0


def test_a_recipe_is_measured_by_the_papers_reward_and_ends() -> None:
    trained = EnvironmentConfig(
        reward=RewardConfig(pose_scale=1.0),
        stray_limit=0.4,
        early_termination=False,
        action_scale=0.3,
        horizon=7.0,
    )
    measured = for_evaluation(Recipe("kick", environment=trained))
    assert measured.clip == "kick"
    assert measured.environment == replace(
        trained, reward=PAPER, stray_limit=0.0, early_termination=True
    )


def test_the_walk_without_actions_is_good_while_it_lasts(make: Callable[..., Environment]) -> None:
    environment = make(worlds=6, horizon=0.3, stray_limit=0.0)

    def nothing(observations: Tensor) -> Tensor:
        return torch.zeros(len(observations), environment.actions)

    result = evaluate(nothing, environment)

    assert evaluate(nothing, environment) == result, "nothing about it is random"
    assert result.success == 1.0
    assert 0.6 < result.nr < 0.99
    assert sum(result.terms.values()) == pytest.approx(result.nr)
    assert list(result.terms) == ["pose", "velocity", "end_effector", "com"]
    assert 0.0 < result.error_m < 0.2
    assert environment.engine.qpos.shape[0] == 6


def test_an_episode_of_a_kick_takes_as_long_as_the_clip(make: Callable[..., Environment]) -> None:
    environment = make("kick", worlds=2, stray_limit=0.0, early_termination=False)

    def nothing(observations: Tensor) -> Tensor:
        return torch.zeros(len(observations), environment.actions)

    result = evaluate(nothing, environment)
    assert result.horizon_s == pytest.approx(46 / CONTROL_RATE, abs=1e-3)
    assert result.success == 1.0


@pytest.fixture
def policy(walk: Clip) -> Policy:
    """A header with nothing behind it."""
    header = Header(
        recipe=Recipe("walk"),
        clip="walk",
        clip_digest=walk.digest,
        observations=1,
        actions=1,
        actuators=("knee",),
        learner="ppo",
        seed=3,
        samples=5_000_000,
        train_minutes=12.3456,
        version="0.1.0",
    )
    nothing: Any = None
    return Policy(header, nothing, nothing)


def test_a_policy_acts_only_on_the_clip_and_the_body_it_learned(policy: Policy) -> None:
    header = policy.header
    policy.header = replace(header, clip_digest="0" * 64)
    with pytest.raises(StuntmanError, match="'walk' here is not the one"):
        measure.environment_for(policy, header.recipe, worlds=1, threads=1)
    policy.header = header  # of a body with a single actuator
    with pytest.raises(StuntmanError, match="'humanoid' is not as it was"):
        measure.environment_for(policy, header.recipe, worlds=1, threads=1)


def test_a_policy_acts_on_its_own_targets() -> None:
    policy = policies.load("walk")
    recipe = policy.header.recipe
    usual = measure.environment_for(policy, recipe, worlds=3, threads=1)
    policy.lead = usual.lead + 0.1
    other = measure.environment_for(policy, recipe, worlds=3, threads=1)
    still = torch.zeros(3, 28)
    torch.testing.assert_close(other.targets(still), usual.targets(still) + 0.1)
    policy.lead = policy.lead[:-1]
    with pytest.raises(
        StuntmanError,
        match=f"{len(policy.lead)} frames, and the clip has {len(usual.lead)}: train again",
    ):
        measure.environment_for(policy, recipe, worlds=3, threads=1)


def test_the_report_has_the_keys_that_others_read(policy: Policy) -> None:
    row = report("mine", policy, run(Script(falls={1: 16}, horizon=2.0)))
    assert row.keys() == {
        *("policy", "clip", "nr", "success", "error_m", "terms", "episodes", "horizon_s"),
        *("samples", "train_minutes", "seed", "version"),
    }
    assert (row["policy"], row["clip"], row["seed"]) == ("mine", "walk", 3)
    assert (row["samples"], row["train_minutes"]) == (5_000_000, 12.35)
    assert row["nr"] == pytest.approx(0.75 * 195 / 240)


def test_the_table_shows_the_same(policy: Policy) -> None:
    row = report("mine", policy, run(Script(falls={1: 16}, horizon=2.0)))
    console = Console(width=80, record=True)
    console.print(measure.table("mine", row))
    shown = console.export_text()
    parts = ("mine", "walk", f"{row['nr']:.3f}", "75%", "10.0 cm", "4 of 2.0 s", "5.0 M", "12 min")
    assert [part for part in (*parts, "pose", "com") if part not in shown] == []
