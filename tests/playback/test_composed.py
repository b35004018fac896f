"""Skills put together as in the paper: how long they stay up, and what each has of the time."""

import pytest
import torch

from stuntman.learning.networks import mlp
from stuntman.playback.composed import composite_of, each_cycle
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy


def expecting(name: str, mean_reward: float) -> Policy:
    """A policy that ships, which expects the same everywhere."""
    policy = policies.load(name)
    policy.critic = mlp(policy.header.observations, (4,), 1, last_gain=0.0)
    policy.critic[-1].bias.data.fill_(mean_reward)  # type: ignore[operator]
    return policy


def test_a_composite_goes_from_skill_to_skill(walk: object) -> None:
    two = {"walk": expecting("walk", 0.9), "kick": expecting("kick", 0.9)}
    seen: list[int] = []
    found = composite_of(two, episodes=2, seconds=3.0, show=seen.append)
    assert seen == [1, 2]
    assert (found.episodes, found.seconds) == (2, 3.0)
    assert found.changes >= 1.0, "the walk's cycle is over after 1.3 s"
    assert sum(found.skills.values()) == pytest.approx(1.0)
    assert set(found.skills) == {"walk", "kick"} and min(found.skills.values()) > 0.05
    assert found.up in (0.0, 0.5, 1.0)


def test_who_acts_at_random_falls_and_its_time_ends_there(walk: object) -> None:
    walker, kicker = expecting("walk", 0.9), expecting("kick", 0.9)
    for policy in (walker, kicker):
        policy.act = lambda observations: 3.0 * torch.randn(len(observations), 28)  # type: ignore
    found = composite_of({"walk": walker, "kick": kicker}, episodes=2, seconds=6.0)
    assert found.up == 0.0


def test_of_one_policy_the_next_cycles_clip_is_drawn(walk: object) -> None:
    found = each_cycle(policies.load("trio"), episodes=6, seconds=2.0)
    assert 0.5 <= found.changes <= 2.0, "cycles of .8, 1.3 and 1.8 s, a third of which goes on"
    assert sum(found.skills.values()) == pytest.approx(1.0)
    assert set(found.skills) == {"walk", "run", "backflip"} and min(found.skills.values()) > 0.1
    assert 0.0 <= found.up <= 1.0
