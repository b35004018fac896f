"""The measure itself, on episodes whose rewards are known, and on clips."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.evaluation import evaluate as measure
from stuntman.evaluation.evaluate import Evaluation, evaluate, evaluate_clips, for_evaluation
from stuntman.imitation.actuation import Actuation
from stuntman.imitation.config import CONTROL_RATE, EnvironmentConfig
from stuntman.imitation.environment import Environment
from stuntman.imitation.rewards import PAPER, RewardConfig
from stuntman.motion.clip import Clip
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.recipes import build

Build = Callable[..., Environment]


class Script:
    """Episodes told in advance: every step earns 0.5 + 0.25, and 0.6 by the released reward; bodies
    are `apart` m away, and world w falls in step `falls[w]` (from 1).

    Attributes:
        earns: what the 0.5 is multiplied by, by world. apart: m, by step (from 0) and world.
    """

    device = torch.device("cpu")
    problem = None
    tasks = (SimpleNamespace(reward_terms=[SimpleNamespace(name=n) for n in ("pose", "com")]),)

    def __init__(
        self,
        falls: dict[int, int],
        worlds: int = 4,
        horizon: float = 20.0,
        duration: float = 1.3,
        loops: bool = True,
        apart: float = 0.1,
    ) -> None:
        self.worlds, self.falls = worlds, falls
        self.config = SimpleNamespace(horizon=horizon)
        length = torch.tensor([duration], dtype=torch.float64)
        self.library = SimpleNamespace(
            clips=("waltz",), duration=length, loops=torch.tensor([loops])
        )
        self.earns = torch.ones(worlds)
        self.apart: Callable[[int], Tensor] = lambda step: torch.full((worlds,), apart)
        self.metrics: dict[str, Tensor] = {}
        self.steps = 0
        self.clock = SimpleNamespace(time=torch.empty(0))
        self.acted: list[Tensor] = []

    def reset(self, times: Tensor, clip: Tensor) -> Tensor:
        assert clip.tolist() == [0] * self.worlds
        self.clock.time = times
        return torch.zeros(self.worlds, 2)

    def step(self, actions: Tensor) -> tuple[Any, ...]:
        self.acted.append(actions)
        apart = self.apart(self.steps)
        self.steps += 1
        fallen = torch.tensor([self.falls.get(w) == self.steps for w in range(self.worlds)])
        terms = {"pose": 0.5 * self.earns, "com": torch.full((self.worlds,), 0.25)}
        here = torch.zeros(self.worlds, 2, 3)
        up = torch.tensor([0.0, 0.0, 1.0])
        info = SimpleNamespace(
            terms=terms | {"goal": torch.full((self.worlds,), 0.9)},
            metrics=self.metrics,
            motion=SimpleNamespace(pose=SimpleNamespace(positions=here)),
            reference=SimpleNamespace(
                pose=SimpleNamespace(positions=here + apart[:, None, None] * up)
            ),
        )
        observation = torch.full((self.worlds, 2), float(self.steps))
        return observation, sum(terms.values()), fallen, torch.zeros_like(fallen), info


@pytest.fixture(autouse=True)
def released(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script has no body by which to count it."""
    if not {"make", "walk"} & set(request.fixturenames):
        reward = torch.tensor(0.6)
        monkeypatch.setattr(measure, "ReleasedReward", lambda problem: lambda info: reward)


def run(script: Script) -> Evaluation:
    environment: Any = script
    return evaluate(lambda observations: 2.0 * observations, environment)


def test_the_normalised_return_is_the_mean_reward_over_the_horizon() -> None:
    script = Script(falls={}, horizon=2.0)
    result = run(script)
    assert script.steps == 60
    assert result.nr == pytest.approx(0.75)
    assert result.terms == pytest.approx({"pose": 0.5, "com": 0.25})
    assert result.nr_released == pytest.approx(0.6)
    assert result.clip == "waltz"
    assert result.success == 1.0
    assert result.error_m == pytest.approx(0.1)
    assert (result.episodes, result.horizon_s) == (4, 2.0)


def test_a_task_is_told_beside_imitation_and_counts_until_a_fall() -> None:
    """One of four worlds falls in step 16 of 60."""
    script = Script(falls={2: 16}, horizon=2.0)
    assert run(script).task_return is None
    script = Script(falls={2: 16}, horizon=2.0)
    met = torch.tensor([1.0, 1.0, 1.0, 0.0])
    script.metrics = {
        "task_return": torch.full((4,), 0.8),
        "task_success": met,
        "task_counts": torch.ones(4),
    }
    result = run(script)
    lived = (3 + 15 / 60) / 4
    assert result.nr == pytest.approx(0.75 * lived)
    assert result.task_return == pytest.approx(0.8 * lived)
    assert result.task_success == pytest.approx((2 + 15 / 60) / 4)
    script = Script(falls={2: 16}, horizon=2.0)
    script.metrics = script.metrics | {
        "task_return": torch.full((4,), 0.8),
        "task_success": torch.tensor([1.0, 1.0, 1.0, 0.0]),
        "task_counts": torch.tensor([1.0, 0.0, 1.0, 0.0]),
    }
    assert run(script).task_success == pytest.approx((1 + 15 / 60) / 2)


def test_after_a_fall_nothing_is_earned() -> None:
    """One world falls in step 16 of 60, and is up again in the next: 15 steps count."""
    result = run(Script(falls={1: 16}, horizon=2.0))
    assert result.nr == pytest.approx(0.75 * (3 * 60 + 15) / (4 * 60))
    assert result.nr_released == pytest.approx(0.6 * (3 * 60 + 15) / (4 * 60))
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
    assert script.clock.time.tolist() == pytest.approx([0.0, 0.4, 0.8, 1.2, 1.6])


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


def test_the_worst_start_is_told_by_the_mean_over_all() -> None:
    """Over the first two seconds: the worst earns 0.25 + 0.25 a step, the others 0.75."""
    script = Script(falls={}, horizon=4.0)
    script.earns = torch.tensor([1.0, 0.5, 1.0, 1.0])
    assert run(script).worst_start == pytest.approx(0.5 / ((3 * 0.75 + 0.5) / 4))


def test_a_start_that_falls_early_is_the_worst() -> None:
    """15 of the first 60 steps count; what comes after two seconds does not."""
    result = run(Script(falls={1: 16, 2: 61}, horizon=4.0))
    assert result.worst_start == pytest.approx(0.25 / ((3 + 0.25) / 4))


def test_where_all_fall_at_once_the_worst_start_is_a_number() -> None:
    assert run(Script(falls={w: 1 for w in range(4)})).worst_start == 0.0


def test_starts_alike_are_none_the_worst() -> None:
    assert run(Script(falls={}, horizon=1.0)).worst_start == pytest.approx(1.0)


def test_who_strays_by_half_a_metre_is_counted_even_if_it_comes_back() -> None:
    """One is 0.6 m off for a single step, one falls, one is 0.6 m off only in the step in which it
    falls, and one stays within 0.49 m."""
    script = Script(falls={1: 5, 2: 7}, horizon=1.0)
    off = torch.full((30, 4), 0.49)
    off[10, 0] = off[6, 2] = 0.6
    script.apart = lambda step: off[step]
    result = run(script)
    assert result.within_half_metre == 0.25
    assert result.success == 0.5


def test_whoever_strays_after_the_end_of_the_clip_has_stayed_within() -> None:
    script = Script(falls={}, duration=2.0, loops=False)  # 60, 45, 30 and 15 steps
    script.apart = lambda step: torch.tensor([0.1, 0.1, 0.1, 0.1 if step < 15 else 0.9])
    assert run(script).within_half_metre == 1.0


def test_episodes_are_measured_by_the_papers_reward_and_ends() -> None:
    trained = EnvironmentConfig(
        reward=RewardConfig(pose_scale=1.0),
        max_body_error=0.4,
        early_termination=False,
        action_scale=0.3,
        horizon=7.0,
        switch_seconds=3.0,
    )
    chosen = EnvironmentConfig(switch_each_cycle=True, clip_seen=True)
    assert not for_evaluation(chosen).switch_each_cycle and for_evaluation(chosen).clip_seen
    assert for_evaluation(trained) == replace(
        trained,
        reward=PAPER,
        max_body_error=0.0,
        early_termination=True,
        switch_seconds=0.0,
        held_out=True,
    )


# On clips


def nothing(observations: Tensor) -> Tensor:
    return torch.zeros(len(observations), 28)


def test_the_walk_without_actions_is_good_while_it_lasts(make: Build) -> None:
    environment = make(worlds=6, horizon=0.3, max_body_error=0.0)

    result = evaluate(nothing, environment)

    assert evaluate(nothing, environment) == result, "nothing about it is random"
    assert result.success == result.within_half_metre == 1.0
    assert 0.6 < result.nr < 0.99
    assert result.nr < result.nr_released < 1.0
    assert 0.6 < result.worst_start < 1.0
    assert sum(result.terms.values()) == pytest.approx(result.nr)
    assert list(result.terms) == ["pose", "velocity", "end_effector", "com"]
    assert 0.0 < result.error_m < 0.2
    assert environment.engine.qpos.shape[0] == 6


def test_an_episode_of_a_kick_takes_as_long_as_the_clip(make: Build) -> None:
    environment = make("kick", worlds=2, max_body_error=0.0, early_termination=False)
    result = evaluate(nothing, environment)
    assert result.horizon_s == pytest.approx(46 / CONTROL_RATE, abs=1e-3)
    assert result.success == 1.0


def test_several_clips_are_measured_each_as_if_it_were_alone(make: Build) -> None:
    settings = {"worlds": 3, "horizon": 0.4, "max_body_error": 0.0}
    results = evaluate_clips(nothing, make("walk", "kick", "run", **settings))
    assert [result.clip for result in results] == ["walk", "kick", "run"]
    assert len({result.nr for result in results}) == 3
    for result in results:
        assert result == evaluate(nothing, make(result.clip, **settings))


# Of a policy


@pytest.fixture
def policy(walk: Clip) -> Policy:
    return policies.load("walk")


def test_a_policy_acts_only_on_the_clip_and_the_body_it_learned(policy: Policy) -> None:
    header = policy.header
    policy.header = replace(header, clip_digests=("0" * 64,))
    with pytest.raises(StuntmanError, match="'walk' here is not the one"):
        measure.problem_for(policy)
    policy.header = replace(header, actuators=("knee",))
    with pytest.raises(StuntmanError, match="'humanoid' is not as it was"):
        measure.problem_for(policy)


def test_a_policy_acts_on_its_own_targets(policy: Policy) -> None:
    usual = measure.problem_for(policy)
    targets = usual.actuation.feed_forward_targets
    policy.actuation = Actuation(targets + 0.1, 0.25)
    problem = measure.problem_for(policy)
    config = policy.header.recipe.environment
    one, other = (build.environment(p, config, 3, threads=1) for p in (usual, problem))
    still = torch.zeros(3, 28)
    torch.testing.assert_close(other.pd_targets(still), one.pd_targets(still) + 0.1)
    policy.actuation = Actuation(targets[:-1], 0.25)
    with pytest.raises(
        StuntmanError,
        match=f"{len(targets) - 1} frames, and its clips have {len(targets)}: train again",
    ):
        measure.problem_for(policy)


def test_a_policy_is_measured_on_each_of_its_clips(policy: Policy) -> None:
    (result,) = measure.evaluate_policy(policy, episodes=2, threads=1)
    assert (result.clip, result.episodes, result.horizon_s) == ("walk", 2, 20.0)
