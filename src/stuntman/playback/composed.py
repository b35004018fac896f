"""How long skills that are put together as in the paper stay up, when another comes each cycle
(section 7.2, the skill selector, and 7.3, the composite policy)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import torch

from stuntman.evaluation.evaluate import for_evaluation, problem_for
from stuntman.imitation.config import CONTROL_RATE
from stuntman.playback import composite
from stuntman.playback.composite import Composite
from stuntman.playback.world import LiveWorld
from stuntman.policies.policy import Policy
from stuntman.recipes import build
from stuntman.threads import physics_first

SECONDS = 20.0


@dataclass(frozen=True)
class Composed:
    """What came of so many episodes of so many s, without noise.

    Attributes:
        up: share of them without a fall. changes: from one skill to another, in an episode before
            a fall, on average. skills: share of the time in each, by name.
    """

    up: float
    changes: float
    skills: dict[str, float]
    episodes: int
    seconds: float


@torch.no_grad()
@physics_first()
def each_cycle(
    policy: Policy, episodes: int = 64, seconds: float = SECONDS, threads: int = 0
) -> Composed:
    """Of a policy of several clips, the clip of each cycle drawn as `switch_each_cycle` draws it in
    training.

    Raises:
        StuntmanError: what `problem_for` raises.
    """
    config = for_evaluation(policy.header.recipe.environment)
    config = replace(config, switch_each_cycle=True, horizon=seconds)
    worlds = build.environment(problem_for(policy), config, episodes, threads=threads)
    spread = torch.arange(episodes) % len(worlds.library.clips)
    observation = worlds.reset(torch.zeros(episodes).double(), spread)
    up, changes = torch.ones(episodes, dtype=torch.bool), torch.zeros(episodes)
    spent = torch.zeros(len(worlds.library.clips))
    for _ in range(round(seconds * CONTROL_RATE)):
        clip = worlds.clock.clip
        spent += torch.bincount(clip[up], minlength=len(spent))
        observation, _, terminated, _, _ = worlds.step(policy.act(observation))
        up &= ~terminated
        changes += up & (worlds.clock.clip != clip)
    shares = (spent / spent.sum().clamp_min(1)).tolist()
    return Composed(
        float(up.float().mean()),
        float(changes.mean()),
        dict(zip(worlds.library.clips, shares, strict=True)),
        episodes,
        seconds,
    )


@torch.no_grad()
def composite_of(
    policies: Mapping[str, Policy],
    episodes: int = 16,
    seconds: float = SECONDS,
    show: Callable[[int], None] = lambda done: None,
) -> Composed:
    """Of several policies, which each cycle one is drawn of by their value functions, from the
    first one's clip on.

    Args:
        policies: by name. show: told after each episode how many are done.

    Raises:
        StuntmanError: a policy has no value function, or what `LiveWorld` raises.
    """
    composite.check(policies)
    up, changes, steps = 0, 0, 0
    spent: dict[str, int] = {}
    world = LiveWorld(policies, blocks=0)
    for episode in range(episodes):
        world.skill, world.requested, world.switches = world.skills[0], None, ()
        world.restart(episode / episodes * world.duration)
        world.director = Composite(episode)
        fell = False
        for _ in range(round(seconds * CONTROL_RATE)):
            fell = world.step().fallen
            if fell:
                break
            spent[world.skill] = spent.get(world.skill, 0) + 1
            steps += 1
        up += not fell
        changes += len(world.switches)
        show(episode + 1)
    shares = {skill: spent.get(skill, 0) / max(steps, 1) for skill in world.skills}
    return Composed(up / episodes, changes / episodes, shares, episodes, seconds)
