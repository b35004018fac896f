"""Rehearsal: before reinforcement learning, the actor learns to do what a plan says.

Behaviour cloning with the plan's LQR controller as the expert, asked about states that the actor
itself comes to (DAgger, Ross et al. 2011).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from stuntman.errors import StuntmanError
from stuntman.imitation.environment import CONTROL_RATE, physics_first
from stuntman.learning.ppo import Ppo
from stuntman.physics.engine import Engine
from stuntman.planning.planner import Plan, PlanConfig, plan

_BY_PLAN = 2  # rounds
_RATES = 1e-3, 1e-5  # learning rates at a round's beginning and end


@dataclass(frozen=True)
class RehearsalConfig:
    """How a plan is made and rehearsed.

    Attributes:
        plan: how it is made.
        rounds: of gathering states and learning what the plan says about them. The first two are
            played by the plan, the others by the actor.
        steps: control steps a round, in each world.
        noise: rad of PD target, in half of the steps; so much farther the actor knows its way.
        most: rad that the plan's gains may ask; what asks for twice as much has lost the plan, and
            is nothing to learn from.
        updates: gradient steps a round.
        batch: states in each.
        std: of the noise that PPO goes on with.
        learning_rate: that PPO goes on with.
        wait: iterations of PPO in which its critic learns alone.
    """

    plan: PlanConfig = field(default_factory=PlanConfig)
    rounds: int = 8
    steps: int = 32
    noise: float = 0.1
    most: float = 0.75
    updates: int = 200
    batch: int = 2048
    std: float = 0.2
    learning_rate: float = 1e-4
    wait: int = 4

    def __post_init__(self) -> None:
        for name in ("rounds", "steps", "updates", "batch", "std", "learning_rate", "most"):
            if not getattr(self, name) > 0:
                raise StuntmanError(f"rehearsal: '{name}' has to be more than 0.")


def rehearse(
    ppo: Ppo, engines: Callable[[int], Engine], config: RehearsalConfig, seed: int
) -> Plan:
    """Plan the clip, and have a learner that has not begun start from the plan: the targets that
    its actions are added to, its actor, its normaliser, its noise. The plan.

    Args:
        engines: makes physics of the learner's body with so many worlds.
    """
    with physics_first():
        planned = plan(ppo.environment, engines, config.plan, seed)
    ppo.samples += planned.samples
    env = ppo.environment
    begins = env.table.times - 1.0 / CONTROL_RATE  # a frame's targets lead up to it
    env.lead = env.evened(env.lead + torch.from_numpy(planned.target(begins.numpy())).float())
    optimizer = torch.optim.Adam(ppo.model.actor.parameters())
    observations: list[Tensor] = []
    answers: list[Tensor] = []
    for round_ in range(config.rounds):
        with physics_first():
            seen, said, observation = _play(ppo, planned, config, by_plan=round_ < _BY_PLAN)
        observations.append(seen)
        answers.append(said)
        ppo.normalizer.update(seen)
        inputs = ppo.normalizer(torch.cat(observations))
        _learn(ppo.model.actor, optimizer, inputs, torch.cat(answers), config, ppo.rng)
    ppo.go_on_from(observation, config.std, config.learning_rate, config.wait)
    return planned


@torch.no_grad()
def _play(
    ppo: Ppo, planned: Plan, config: RehearsalConfig, by_plan: bool
) -> tuple[Tensor, Tensor, Tensor]:
    """States met (n, observations), what the plan says of them (n, actions), and the last
    observation (worlds, n). Half of the worlds begin on the plan, the others on the clip."""
    env = ppo.environment
    env.reset()
    deviation = planned.deviation(env.times.numpy())
    deviation[::2] = 0.0
    observation = env.deviate(deviation)
    seen, said = [], []
    for _ in range(config.steps):
        times = env.times.numpy()
        back = planned.back(times, env.deviation())
        found = torch.from_numpy(abs(back).max(axis=1) < 2.0 * config.most)
        answer = torch.from_numpy(back.clip(-config.most, config.most)).float()
        answer = env.done(answer / env.config.action_scale)
        seen.append(observation[found])
        said.append(answer[found])
        actions = answer if by_plan else ppo.model.actor(ppo.normalizer(observation))
        noisy = torch.rand(env.worlds, 1, generator=ppo.rng) < 0.5
        noise = torch.randn(answer.shape, generator=ppo.rng) * noisy
        observation, *_ = env.step(actions + config.noise / env.config.action_scale * noise)
        ppo.samples += env.worlds
    return torch.cat(seen), torch.cat(said), observation


def _learn(
    actor: nn.Module,
    optimizer: torch.optim.Optimizer,
    inputs: Tensor,
    answers: Tensor,
    config: RehearsalConfig,
    rng: torch.Generator,
) -> None:
    """Have the actor answer inputs (n, observations) as asked (n, actions)."""
    for update in range(config.updates):
        first, last = _RATES
        optimizer.param_groups[0]["lr"] = first + (last - first) * update / config.updates
        rows = torch.randint(len(inputs), (config.batch,), generator=rng)
        loss = nn.functional.smooth_l1_loss(actor(inputs[rows]), answers[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
