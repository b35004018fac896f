"""After rehearsal the actor does what the plan says, and PPO goes on from there."""

import torch

from stuntman.evaluation.evaluate import for_evaluation
from stuntman.imitation.environment import CONTROL_RATE
from stuntman.learning.ppo import Ppo, PpoConfig
from stuntman.motion.clip import Clip
from stuntman.planning.cloning import RehearsalConfig, rehearse
from stuntman.planning.planner import PlanConfig
from stuntman.recipes import build as stage
from stuntman.recipes.recipe import Recipe


def test_an_actor_that_has_rehearsed_keeps_to_the_plan(walk: Clip) -> None:
    recipe = for_evaluation(Recipe("walk"))
    environment = stage.build(recipe, 64, clip=walk.slice(0.3, 0.6))
    ppo = Ppo(environment, PpoConfig(worlds=64, hidden=(64,)), seed=1)
    config = RehearsalConfig(
        PlanConfig(lookahead=8, others=(), samples=256), rounds=3, steps=16, std=0.3
    )

    before = environment.lead

    planned = rehearse(ppo, stage.physics(environment.engine.model), config, seed=1)

    assert ppo.samples == planned.samples + 3 * 16 * 64
    assert torch.allclose(ppo.model.log_std.exp(), torch.tensor(0.3))
    actor, normalizer = ppo.policy()
    environment.reset()
    times = environment.times
    observation = environment.deviate(planned.deviation(times.numpy()))
    wanted = torch.from_numpy(planned.target(times.numpy())).float()
    with torch.no_grad():
        targets = environment.targets(actor(normalizer(observation)))
    asked = targets - before[environment.table.row(times + 1.0 / CONTROL_RATE)]
    assert (asked - wanted).abs().mean() < 0.25 * wanted.abs().mean()
