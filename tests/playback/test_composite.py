"""The composite: who expects most acts most often, none twice in a row."""

from collections import Counter

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.learning.networks import mlp
from stuntman.motion.clip import Clip
from stuntman.playback import composite
from stuntman.playback.composite import Composite, probabilities
from stuntman.playback.recording import perform_composite
from stuntman.playback.world import LiveWorld
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy


def expecting(name: str, mean_reward: float) -> Policy:
    """A policy that ships, which expects the same everywhere."""
    policy = policies.load(name)
    policy.critic = mlp(policy.header.observations, (4,), 1, last_gain=0.0)
    policy.critic[-1].bias.data.fill_(mean_reward)  # type: ignore[operator]
    return policy


@pytest.fixture
def three(walk: Clip) -> dict[str, Policy]:
    return {
        "walk": expecting("walk", 0.9),
        "run": expecting("run", 0.88),
        "jump": expecting("jump", 0.1),
    }


def test_skills_are_picked_by_the_exponential_of_what_they_expect() -> None:
    chances = probabilities([18.0, 17.7, 2.0])
    assert chances[0] / chances[1] == pytest.approx(np.e)
    assert sum(chances) == pytest.approx(1.0) and chances[2] < 1e-9


def test_what_a_skill_expects_is_asked_where_it_would_take_over(three: dict[str, Policy]) -> None:
    world = LiveWorld(three)
    before = world.environment.clock
    assert world.expected("run") == pytest.approx(17.6, abs=1e-3)
    assert world.environment.clock is before
    seen = []
    three["walk"].value = lambda observations: seen.append(observations) or observations[:, 0]  # type: ignore
    world.expected("walk")
    world.switch("walk")
    np.testing.assert_allclose(seen[0], world.environment.observe(world.environment.motion()))


def test_each_cycle_another_takes_over_and_those_that_expect_more_more_often(
    three: dict[str, Policy],
) -> None:
    world = LiveWorld(three)
    director, drawn = Composite(seed=3, seconds=0.1), Counter[str]()
    for _ in range(300):
        asked = director(world)
        if asked is not None:
            assert asked != world.skill
            drawn[asked] += 1
            world.skill = asked
    assert sum(drawn.values()) == 100 and drawn["walk"] == drawn["run"] == 50


def test_it_changes_when_a_cycle_has_ended(three: dict[str, Policy]) -> None:
    done = perform_composite(three, seconds=2.0)
    first = done.skills.index("run")
    assert set(done.skills[:first]) == {"walk"} and 38 <= first <= 39
    assert [switch.skill for switch in done.switches][:1] == ["run"]


def test_policies_without_a_value_function_are_refused_with_the_next_command() -> None:
    both = {name: policies.load(name) for name in ("jump", "kick")}
    said = "'jump' has no value function: `stuntman train jump --from jump"
    with pytest.raises(StuntmanError, match=said):
        composite.check(both)
    with pytest.raises(StuntmanError, match="several skills"):
        composite.check({"jump": both["jump"]})


def test_three_that_ship_can_be_put_together(walk: Clip) -> None:
    three = {name: policies.load(name) for name in ("walk", "run", "backflip")}
    composite.check(three)
    world = LiveWorld(three, blocks=0)
    expected = [world.expected(name) for name in three]
    assert all(0.0 < value < 20.0 for value in expected), "of a reward of 1 a step at most"
    assert expected[0] > 0.8 * 20.0, "it walks"
