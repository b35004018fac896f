"""Cloning: before reinforcement learning, the actor is taught what a plan says.

Behaviour cloning with the plan's LQR controller as the expert, asked about states that the actor
itself comes to (DAgger, Ross et al. 2011).
"""

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.deviations import deviation, set_deviation
from stuntman.learning.learner import Learner
from stuntman.planning.planner import Plan
from stuntman.threads import physics_first

_EXPERT_ROUNDS = 2  # that the plan plays itself; the actor knows nothing yet
_FIRST_RATE, _LAST_RATE = 1e-3, 1e-5  # learning rates at a round's beginning and end


@dataclass(frozen=True)
class CloningConfig:
    """How a plan is taught to an actor.

    Attributes:
        rounds: of gathering states and learning what the plan says about them. The first two are
            played by the plan, the others by the actor.
        steps: control steps a round, in each world.
        noise: rad of PD target, in half of the steps; so much farther the actor knows its way.
        max_correction: rad that the plan's gains may ask; what asks for twice as much has lost the
            plan, and is nothing to learn from.
        updates: gradient steps a round.
        batch: states in each.
        std: of the noise that the learner goes on with.
        learning_rate: that the learner goes on with.
        critic_warmup: iterations in which its critic learns alone.
    """

    rounds: int = 8
    steps: int = 32
    noise: float = 0.1
    max_correction: float = 0.75
    updates: int = 200
    batch: int = 2048
    std: float = 0.2
    learning_rate: float = 1e-4
    critic_warmup: int = 4

    def __post_init__(self) -> None:
        for name in (
            *("rounds", "steps", "updates", "batch", "std", "learning_rate", "max_correction"),
        ):
            if not getattr(self, name) > 0:
                raise StuntmanError(f"cloning: '{name}' has to be more than 0.")


def clone(learner: Learner, plan: Plan, config: CloningConfig) -> None:
    """Have a learner that has not begun start from a plan: the targets that its actions are added
    to, its actor, its normaliser, its noise."""
    env = learner.environment
    begins = env.library.time_of_frame - 1.0 / CONTROL_RATE  # a frame's targets lead up to it
    planned = torch.from_numpy(plan.target(begins.cpu().numpy())).float().to(env.device)
    targets = env.problem.symmetrize(env.actuation.feed_forward_targets + planned)
    env.actuation = replace(env.actuation, feed_forward_targets=targets)
    optimizer = torch.optim.Adam(learner.actor.parameters())
    observations: list[Tensor] = []
    answers: list[Tensor] = []
    for round_ in range(config.rounds):
        by_plan = round_ < _EXPERT_ROUNDS
        with physics_first():
            seen, said, observation = _play(learner, plan, config, by_plan)
        observations.append(seen)
        answers.append(said)
        learner.normalizer.update(seen)
        inputs = learner.normalizer(torch.cat(observations))
        _learn(learner.actor, optimizer, inputs, torch.cat(answers), config, learner.rng)
    learner.warm_start(observation, config.std, config.learning_rate, config.critic_warmup)


@torch.no_grad()
def _play(
    learner: Learner, plan: Plan, config: CloningConfig, by_plan: bool
) -> tuple[Tensor, Tensor, Tensor]:
    """States met (n, observations), what the plan says of them (n, actions), and the last
    observation (worlds, n). Half of the worlds begin on the plan, the others on the clip."""
    env = learner.environment
    env.reset()
    away = plan.deviation(env.clock.time.cpu().numpy())
    away[::2] = 0.0
    observation = set_deviation(env, away)
    seen, said = [], []
    for _ in range(config.steps):
        correction = plan.correction(env.clock.time.cpu().numpy(), deviation(env))
        found = torch.from_numpy(abs(correction).max(axis=1) < 2.0 * config.max_correction)
        found = found.to(env.device)
        limited = correction.clip(-config.max_correction, config.max_correction)
        answer = torch.from_numpy(limited).float().to(env.device) / env.actuation.action_scale
        answer = env.problem.mirror_actions(answer, env.clock)
        seen.append(observation[found])
        said.append(answer[found])
        actions = answer if by_plan else learner.actor(learner.normalizer(observation))
        noisy = torch.rand(env.worlds, 1, generator=learner.rng, device=env.device) < 0.5
        noise = torch.randn(answer.shape, generator=learner.rng, device=env.device) * noisy
        observation, *_ = env.step(actions + config.noise / env.actuation.action_scale * noise)
        learner.samples += env.worlds
    return torch.cat(seen), torch.cat(said), observation


def _learn(
    actor: nn.Module,
    optimizer: torch.optim.Optimizer,
    inputs: Tensor,
    answers: Tensor,
    config: CloningConfig,
    rng: torch.Generator,
) -> None:
    """Have the actor answer inputs (n, observations) as asked (n, actions)."""
    for update in range(config.updates):
        part = update / config.updates
        optimizer.param_groups[0]["lr"] = _FIRST_RATE + (_LAST_RATE - _FIRST_RATE) * part
        rows = torch.randint(len(inputs), (config.batch,), generator=rng, device=inputs.device)
        loss = nn.functional.smooth_l1_loss(actor(inputs[rows]), answers[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
