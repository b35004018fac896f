"""The learner against sums done by hand, on a problem whose answer is known, and on the walk."""

import copy
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.imitation.environment import Environment
from stuntman.learning import ppo
from stuntman.learning.advantages import advantages
from stuntman.learning.ppo import Ppo, PpoConfig
from stuntman.recipes.recipe import Recipe
from stuntman.training import checkpoint
from stuntman.training.state import RunState

TINY = PpoConfig(worlds=8, steps=8, epochs=2, minibatches=2, hidden=(16, 16))
# Ends of both kinds within a few steps.
SHORT = {"worlds": 8, "horizon": 0.5, "max_body_error": 0.15}


def by_hand(
    rewards: Tensor,
    values: Tensor,
    next_values: Tensor,
    terminated: Tensor,
    truncated: Tensor,
    gamma: float,
    lam: float,
) -> Tensor:
    """The definition: the sum of (gamma lambda)^k times the error k steps on, up to the end of the
    episode or of the batch."""
    steps, worlds = rewards.shape
    out = torch.zeros(steps, worlds)
    for world in range(worlds):
        for start in range(steps):
            for t in range(start, steps):
                future = 0.0 if terminated[t, world] else next_values[t, world].item()
                error = rewards[t, world] + gamma * future - values[t, world]
                out[start, world] += (gamma * lam) ** (t - start) * error
                if terminated[t, world] or truncated[t, world]:
                    break
    return out


@pytest.mark.parametrize(("gamma", "lam"), [(0.97, 0.95), (0.9, 0.0), (0.9, 1.0), (0.0, 0.95)])
def test_advantages_are_the_sum_that_defines_them(gamma: float, lam: float) -> None:
    rng = torch.Generator().manual_seed(0)
    rewards, values, next_values = torch.randn(3, 12, 6, generator=rng)
    ends = torch.randint(5, (12, 6), generator=rng)
    terminated, truncated = ends == 0, ends == 1
    terminated[-1, 0], truncated[-1, 1] = True, True
    truncated &= ~terminated
    assert terminated.sum() > 5
    assert truncated.sum() > 5

    got = advantages(rewards, values, next_values, terminated, truncated, gamma, lam)

    expected = by_hand(rewards, values, next_values, terminated, truncated, gamma, lam)
    np.testing.assert_allclose(got, expected, atol=1e-5)


def arguments_of_advantages(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What `advantages` is called with from now on."""
    calls: list[dict[str, Any]] = []
    names = ("rewards", "values", "next_values", "terminated", "truncated", "gamma", "lam")

    def spy(*given: Any) -> Tensor:
        calls.append(dict(zip(names, given, strict=True)))
        return advantages(*given)

    monkeypatch.setattr(ppo, "advantages", spy)
    return calls


def test_a_truncation_is_worth_the_state_reached_and_not_the_one_after_the_reset(
    bandit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = arguments_of_advantages(monkeypatch)
    environment = bandit(worlds=5, length=3, truncates=True)
    config = PpoConfig(worlds=5, steps=7, epochs=1, minibatches=1, hidden=(8,), gamma=0.9)
    learner = Ppo(environment, config, seed=0)
    model, normalizer = copy.deepcopy(learner.model), copy.deepcopy(learner.normalizer)

    def worth(observation: Tensor) -> float:
        with torch.no_grad():
            return model.value(normalizer(observation).unsqueeze(0)).item() / (1.0 - 0.9)

    learner.iterate()

    (call,) = calls
    assert call["truncated"].nonzero()[:, 0].unique().tolist() == [2, 5]
    environment.steps = 3
    at_third = worth(environment.reached())
    environment.steps = 6
    at_sixth = worth(environment.reached())
    usual = worth(torch.zeros(3))
    assert len({round(x, 3) for x in (at_third, at_sixth, usual)}) == 3
    expected = np.array([usual, usual, at_third, usual, usual, at_sixth, usual])
    np.testing.assert_allclose(call["next_values"], expected[:, None].repeat(5, 1), rtol=1e-4)
    np.testing.assert_allclose(call["values"], usual, rtol=1e-4)


def test_learning_makes_better_actions_more_likely(bandit: Callable[..., Any]) -> None:
    environment = bandit(worlds=64)
    config = PpoConfig(worlds=64, steps=4, hidden=(16,), learning_rate=3e-3)
    learner = Ppo(environment, config, seed=0)

    def aim() -> Tensor:
        with torch.no_grad():
            return learner.actor(learner.normalizer(environment.reset()))[0]

    before, rewards = aim(), []
    for _ in range(20):
        rewards.append(learner.iterate()["reward"])

    assert before.abs().max() < 0.05
    assert aim()[0] > 0.5, "the first number earns most at 1"
    assert abs(aim()[1]) < 0.3, "the second earns nothing"
    assert rewards[-1] > rewards[0] + 0.5


def test_the_value_function_learns_what_is_earned(bandit: Callable[..., Any]) -> None:
    learner = Ppo(bandit(worlds=64), PpoConfig(worlds=64, steps=4, hidden=(16,)), seed=0)
    losses = [learner.iterate()["loss/value"] for _ in range(10)]
    assert losses[-1] < 0.5 * losses[0]


@pytest.mark.parametrize(
    ("target", "start", "end"),
    [
        (1e6, 1e-4, 1e-4 * 1.5**3),  # once each pass
        (1e6, 9e-3, 1e-2),
        (1e-9, 1e-3, 1e-3 / 1.5**3),
        (1e-9, 2e-5, 1e-5),
    ],
)
def test_the_learning_rate_follows_the_divergence_within_bounds(
    bandit: Callable[..., Any], target: float, start: float, end: float
) -> None:
    config = PpoConfig(
        worlds=16, steps=4, epochs=3, hidden=(8,), learning_rate=start, target_kl=target
    )
    # So little noise that even a small step is far from it.
    config = replace(config, initial_std=0.01)
    learner = Ppo(bandit(worlds=16), config, seed=0)
    assert learner.iterate()["learning_rate"] == pytest.approx(end)


def test_a_divergence_near_its_target_leaves_the_learning_rate(bandit: Callable[..., Any]) -> None:
    config = PpoConfig(worlds=16, steps=4, epochs=1, hidden=(8,))
    moved = Ppo(bandit(worlds=16), config, seed=0).iterate()["kl"]
    config = replace(config, target_kl=moved)
    stats = Ppo(bandit(worlds=16), config, seed=0).iterate()
    assert stats["learning_rate"] == config.learning_rate


def test_within_an_iteration_observations_are_scaled_alike(bandit: Callable[..., Any]) -> None:
    environment = bandit(worlds=8, length=2, truncates=True)
    environment.reset = lambda: torch.full((8, 3), 0.5 * environment.steps)
    learner = Ppo(environment, TINY, seed=0)
    means: list[Tensor] = []
    environment.on_step = lambda actions: means.append(learner.normalizer.mean.clone())

    learner.iterate()
    learner.iterate()

    first, second = means[:8], means[8:]
    assert all(torch.equal(mean, first[0]) for mean in first)
    assert all(torch.equal(mean, second[0]) for mean in second)
    assert not torch.equal(first[0], second[0])


def test_the_normaliser_has_seen_exactly_what_the_policy_has(bandit: Callable[..., Any]) -> None:
    """The first observation once before the first iteration, then each that was acted on."""
    environment = bandit(worlds=8)
    environment.reset = lambda: torch.full((8, 3), float(environment.steps))
    learner = Ppo(environment, TINY, seed=0)
    learner.iterate()
    assert learner.normalizer.count == 8 + 64
    assert learner.normalizer.mean[0].item() == pytest.approx(8 * sum(range(8)) / 72)


def test_what_an_iteration_tells(bandit: Callable[..., Any]) -> None:
    environment = bandit(worlds=8, length=4)
    actions: list[Tensor] = []
    environment.on_step = actions.append
    learner = Ppo(environment, TINY, seed=0)

    stats = learner.iterate()

    assert learner.samples == learner.samples_per_iteration == 64
    assert stats["episode_length"] == 4.0
    assert stats["terminated"] == 0.25
    assert stats["diverged"] == 0.0
    earned = -(torch.stack(actions)[..., 0] - 1.0).square().mean().item()
    assert stats["reward"] == pytest.approx(earned, rel=1e-5)
    assert stats["reward/closeness"] == pytest.approx(earned, rel=1e-5)


def test_where_no_episode_ended_no_length_is_told(bandit: Callable[..., Any]) -> None:
    assert "episode_length" not in Ppo(bandit(worlds=8, length=99), TINY, seed=0).iterate()


def alike(one: dict[str, Tensor], other: dict[str, Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[k], other[k]) for k in one)


def test_a_seed_fixes_what_is_learned(make: Callable[..., Environment]) -> None:
    def learned(seed: int) -> dict[str, Tensor]:
        learner = Ppo(make(seed=seed, **SHORT), TINY, seed)
        learner.iterate()
        learner.iterate()
        return learner.state_dict()

    first = learned(1)
    assert alike(learned(1), first)
    assert not alike(learned(2), first)


def test_a_seed_is_the_learners_own(make: Callable[..., Environment]) -> None:
    """Neither does torch's own generator decide anything, nor is it used up."""
    torch.manual_seed(1)
    one = Ppo(make(**SHORT), TINY, 5)
    one.iterate()
    torch.manual_seed(2)
    state = torch.get_rng_state()
    other = Ppo(make(**SHORT), TINY, 5)
    other.iterate()
    assert alike(one.state_dict(), other.state_dict())
    assert torch.equal(torch.get_rng_state(), state)


def test_two_iterations_and_two_more_from_a_file_are_four(
    make: Callable[..., Environment], tmp_path: Path
) -> None:
    settings = SHORT | {"max_body_error": 0.08}  # so strict that some world is new after any step
    straight = Ppo(make(seed=1, **settings), TINY, 1)
    told = [straight.iterate() for _ in range(4)]
    assert sum(stats["terminated"] for stats in told) > 0.5

    first = Ppo(make(seed=1, **settings), TINY, 1)
    assert [first.iterate(), first.iterate()] == told[:2]
    path = tmp_path / "checkpoint.safetensors"
    checkpoint.save(path, first, RunState(Recipe({"walk": 1.0}, ppo=TINY), 1))
    state, _ = checkpoint.load(path)
    second = Ppo(make(seed=8, **settings), TINY, 9)
    second.load_state_dict(state)

    assert [second.iterate(), second.iterate()] == told[2:]
    assert alike(second.state_dict(), straight.state_dict())
    assert second.samples == straight.samples == 256


def test_it_continues_from_the_observation_itself(bandit: Callable[..., Any]) -> None:
    """Asked for it again, an environment may give one that differs in its last bits."""
    straight, other = Ppo(bandit(worlds=8), TINY, 1), Ppo(bandit(worlds=8), TINY, 2)
    straight.iterate()
    load = other.environment.load_state_dict
    other.environment.load_state_dict = lambda state: load(state) + 1e-4  # type: ignore[method-assign]
    other.load_state_dict({name: t.clone() for name, t in straight.state_dict().items()})
    assert other.iterate() == straight.iterate()


def test_a_world_that_diverged_leaves_the_rest_to_learn_from(
    make: Callable[..., Environment], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # MuJoCo writes of it into MUJOCO_LOG.TXT
    learner = Ppo(make(**SHORT), TINY, 1)
    state = learner.environment.engine.save()
    state[3] = torch.nan
    learner.environment.engine.restore(state)

    stats = learner.iterate()

    assert stats["diverged"] == 1.0
    assert len(learner.environment.diverged.take()) == 1
    assert np.isfinite(list(stats.values())).all()
    assert all(torch.isfinite(p).all() for p in learner.model.parameters())
    assert torch.isfinite(learner.normalizer.mean).all()


@pytest.mark.parametrize(
    ("name", "has", "fast"),
    [("AMD EPYC", True, True), ("AMD EPYC", False, False), ("Intel Xeon", True, False)],
)
def test_not_all_that_multiply_bfloat16_are_faster_so(name: str, has: bool, fast: bool) -> None:
    assert ppo.fast_in_bfloat16({"cpu_name": name, "avx512_bf16": has}) == fast
    assert not ppo.fast_in_bfloat16({})


def test_an_actor_that_knows_something_waits_for_the_critic(bandit: Callable[..., Any]) -> None:
    learner = Ppo(bandit(worlds=16), PpoConfig(worlds=16, steps=4, hidden=(16,)), seed=0)
    learner.warm_start(torch.zeros(16, 3), std=0.2, learning_rate=1e-3, critic_warmup=2)
    actor = [p.clone() for p in learner.model.actor.parameters()]
    critic = [p.clone() for p in learner.model.critic.parameters()]

    def moved(parameters: Iterable[Tensor], before: list[Tensor]) -> bool:
        return any(not torch.equal(p, q) for p, q in zip(parameters, before, strict=True))

    for _ in range(2):
        assert learner.iterate()["std"] == pytest.approx(0.2)
        assert not moved(learner.model.actor.parameters(), actor)
    assert moved(learner.model.critic.parameters(), critic)
    assert learner.iterate()["std"] != pytest.approx(0.2)
    assert moved(learner.model.actor.parameters(), actor)
