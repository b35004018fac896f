"""Proximal policy optimisation (Schulman et al. 2017), as DeepMimic uses it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from stuntman.errors import POSITIVE, StuntmanError, refuse_outside
from stuntman.imitation.environment import Environment
from stuntman.imitation.state_dicts import joined, split
from stuntman.learning.advantages import advantages
from stuntman.learning.distributed import all_mean, all_mean_and_variance, average_gradients
from stuntman.learning.episodes import Episodes
from stuntman.learning.networks import ActorCritic
from stuntman.learning.normalizer import Normalizer
from stuntman.learning.optimizer_state import load_moments, moments
from stuntman.learning.rollout import Columns, Rollout
from stuntman.learning.teachers import Teachers
from stuntman.threads import physics_first


@dataclass(frozen=True)
class PpoConfig:
    """What PPO is told.

    Attributes:
        worlds: how many are simulated together.
        steps: control steps in each of them that make a batch.
        epochs: passes over a batch.
        minibatches: parts of each pass.
        gamma: discount.
        lam: lambda of the advantage estimate.
        clip: how far the probability ratio may leave 1 and still earn.
        learning_rate: where Adam begins with the actor; after each pass it moves so that the
            policy's divergence stays near `target_kl`.
        critic_learning_rate: Adam's with the critic. A policy that may move but little is no reason
            to judge it late.
        hidden: sizes of the hidden layers of policy and critic.
        channels: of the first of two convolutions on what is seen of the ground, the second has
            twice as many; with 0 there are none.
        initial_std: standard deviation of the actions at the start; learned from there.
        bfloat16: learn in that where the processor multiplies it faster.
        std_rate: how much faster than the actor it learns. At their own pace the noise is what
            holds the reward back long after the policy knows better.
        teacher_weight: of keeping to what teachers would do, where there are any (Schmitt et al.
            2018, kickstarting).
    """

    worlds: int = 512
    steps: int = 16
    epochs: int = 4
    minibatches: int = 4
    gamma: float = 0.95
    lam: float = 0.95
    clip: float = 0.2
    learning_rate: float = 1e-3
    critic_learning_rate: float = 1e-3
    target_kl: float = 0.02
    max_gradient: float = 1.0
    hidden: tuple[int, ...] = (256, 256)
    channels: int = 16
    initial_std: float = 0.7
    std_rate: float = 3.0
    bfloat16: bool = True
    teacher_weight: float = 0.02

    def __post_init__(self) -> None:
        counts = ("worlds", "steps", "epochs", "minibatches")
        refuse_outside("ppo", self, counts, 1, _MAX_COUNT)
        if not self.hidden or not 1 <= min(self.hidden) <= max(self.hidden) <= _MAX_COUNT:
            raise StuntmanError(f"ppo: 'hidden' is {self.hidden}: give sizes of 1 or more.")
        refuse_outside("ppo", self, ("channels",), 0, _MAX_COUNT)
        for name in ("gamma", "lam"):
            if not 0.0 <= (value := getattr(self, name)) < 1.0:
                raise StuntmanError(f"ppo: '{name}' is {value}: give a number from 0 to below 1.")
        rates = ("clip", "learning_rate", "critic_learning_rate", "target_kl", "max_gradient")
        refuse_outside("ppo", self, (*rates, "initial_std"), *POSITIVE)
        refuse_outside("ppo", self, ("std_rate", "teacher_weight"), 0, POSITIVE[1])


_MAX_COUNT = 100_000  # of anything that is counted; memory ends long before
_MIN_LEARNING_RATE = 1e-5  # below it a run stands still
_MAX_LEARNING_RATE = 1e-2  # above it Adam's first steps destroy a network
_RATE_FACTOR = 1.5  # by which the rate moves where the divergence is off its target


def fast_in_bfloat16(processor: Mapping[str, Any]) -> bool:
    """Whether a processor, as torch describes it, learns faster so: AMD's in 0.4 of the time, but
    Intel's that have the same instructions (avx512_bf16) in 1.5 times of it."""
    return bool(processor.get("avx512_bf16")) and "Intel" not in processor.get("cpu_name", "")


class Ppo:
    """The learner: `iterate()` gathers one batch and learns from it.

    Everything random comes from `rng`, so that a seed and a number of threads fix a run.
    """

    def __init__(self, environment: Environment, config: PpoConfig, seed: int) -> None:
        self.environment = environment
        self.config = config
        device = environment.device
        self.rng = torch.Generator(device).manual_seed(seed)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.model = ActorCritic(
                environment.observations,
                environment.actions,
                config.hidden,
                config.initial_std,
                environment.height_map,
                config.channels,
            ).to(device)
        self.actor: nn.Module = self.model.actor
        self.critic: nn.Module = self.model.critic
        unscaled = environment.goal_observations
        self.normalizer = Normalizer(environment.observations, unscaled=unscaled).to(device)
        groups: list[dict[str, Any]] = [
            {"params": self.model.actor.parameters()},
            {"params": self.model.critic.parameters(), "lr": config.critic_learning_rate},
            {"params": [self.model.log_std]},
        ]
        self.optimizer = torch.optim.Adam(groups)
        self._learning_rate = config.learning_rate
        self.samples = 0
        self.teachers: Teachers | None = None
        self._critic_warmup = 0  # iterations before the actor learns
        processor = torch.cpu.get_capabilities() if device.type == "cpu" else {}
        self._bfloat16 = config.bfloat16 and fast_in_bfloat16(processor)
        # The critic's output is a mean reward, near 1 at most; values are sums over the horizon.
        self._value_scale = 1.0 / (1.0 - config.gamma)
        self._episodes = Episodes(environment.worlds, device)
        self._observation = environment.reset()
        self.normalizer.update(self._observation)

    @property
    def samples_per_iteration(self) -> int:
        return self.config.worlds * self.config.steps

    def warm_start(
        self,
        observation: Tensor,
        std: float,
        learning_rate: float,
        critic_warmup: int,
        freeze_normalizer: bool = False,
    ) -> None:
        """Go on with an actor that has been taught something already: with smaller noise and steps,
        and for some iterations the critic learns alone, so that it does not lead the actor astray.

        Args:
            observation: (worlds, n) of the states that the environment is in.
            std: of the actions. critic_warmup: iterations.
            freeze_normalizer: observations are scaled for good as they are now.
        """
        self.normalizer.frozen = freeze_normalizer
        self._observation = observation
        self._episodes.lengths.zero_()
        with torch.no_grad():
            self.model.log_std.fill_(math.log(std))
        self._learning_rate, self._critic_warmup = learning_rate, critic_warmup

    def slow_down(self) -> None:
        """Learn at half the rate from now on, the critic too."""
        self._learning_rate = 0.5 * self._learning_rate
        self._critic_learning_rate = 0.5 * self._critic_learning_rate

    def iterate(self) -> dict[str, float]:
        """One batch and what was learned from it, as numbers by name."""
        with physics_first():
            rollout, stats = self._gather()
        self.normalizer.update(rollout.observations)
        stats |= self._learn(rollout.samples())
        self.samples += self.samples_per_iteration
        self._critic_warmup = max(0, self._critic_warmup - 1)
        return stats

    def state_dict(self) -> dict[str, Tensor]:
        """All that `load_state_dict` needs to continue bit for bit, the worlds included."""
        parts = {
            "model": self.model.state_dict(),
            "normalizer": self.normalizer.state_dict(),
            "optimizer": moments(self.optimizer),
            "learner": {
                "rng": self.rng.get_state(),
                # Worked out anew for other worlds at a time, its last bits would differ.
                "observation": self._observation,
                "lengths": self._episodes.lengths,
                "samples": torch.tensor(self.samples),
                "critic_warmup": torch.tensor(self._critic_warmup),
                "normalizer_frozen": torch.tensor(self.normalizer.frozen),
                "learning_rate": torch.tensor(self._learning_rate, dtype=torch.float64),
            },
        }
        if (rate := self._critic_learning_rate) != self.config.critic_learning_rate:
            parts["slowed"] = {"critic_learning_rate": torch.tensor(rate, dtype=torch.float64)}
        return joined(parts | {"environment": self.environment.state_dict()})

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        """Continue from a `state_dict`."""
        parts = split(state)
        self.model.load_state_dict(parts["model"])
        self.normalizer.load_state_dict(parts["normalizer"])
        self.environment.load_state_dict(parts["environment"])
        learner = parts["learner"]
        device = self.environment.device
        self._observation = learner["observation"].to(device)
        load_moments(self.optimizer, parts.get("optimizer", {}))
        self._learning_rate = float(learner["learning_rate"])
        if "slowed" in parts:
            self._critic_learning_rate = float(parts["slowed"]["critic_learning_rate"])
        self.rng.set_state(learner["rng"].cpu())
        self._episodes.lengths = learner["lengths"].to(device)
        self.samples = int(learner["samples"])
        self._critic_warmup = int(learner["critic_warmup"])
        self.normalizer.frozen = bool(learner["normalizer_frozen"])

    @property
    def _learning_rate(self) -> float:
        return float(self.optimizer.param_groups[0]["lr"])

    @_learning_rate.setter
    def _learning_rate(self, value: float) -> None:
        actor, _, std = self.optimizer.param_groups
        actor["lr"], std["lr"] = value, value * self.config.std_rate

    @property
    def _critic_learning_rate(self) -> float:
        return float(self.optimizer.param_groups[1]["lr"])

    @_critic_learning_rate.setter
    def _critic_learning_rate(self, value: float) -> None:
        self.optimizer.param_groups[1]["lr"] = value

    @torch.no_grad()
    def _gather(self) -> tuple[Rollout, dict[str, float]]:
        env, model = self.environment, self.model
        columns = Columns()
        final_values: list[tuple[int, Tensor, Tensor]] = []
        std = model.log_std.exp()
        for step in range(self.config.steps):
            seen = self.normalizer(self._observation)
            mean = model.actor(seen)
            noise = torch.randn(mean.shape, generator=self.rng, device=mean.device)
            actions = mean + std * noise
            raw = self._observation
            if self.teachers is not None:
                answers, trust = self.teachers.trusted_answers()
                columns.add(teacher_actions=answers, teacher_trust=trust)
            self._observation, reward, terminated, truncated, info = env.step(actions)
            if truncated.any():
                reached = self.normalizer(info.final_observation[truncated])
                final_values.append((step, truncated, self._value(reached)))
            self._episodes.note(reward, terminated, truncated, info)
            columns.add(
                observations=raw,
                actor_observations=seen,
                means=mean,
                actions=actions,
                rewards=reward,
                terminated=terminated,
                truncated=truncated,
            )
        rows = columns.stacked()
        rows["critic_observations"] = rows["actor_observations"]
        last = self.normalizer(self._observation)
        values = self._value(torch.cat([rows["critic_observations"], last.unsqueeze(0)]))
        next_values = values[1:].clone()
        for step, truncated, value in final_values:
            next_values[step, truncated] = value
        rows["values"] = values[:-1]
        rows["advantages"] = advantages(
            rows["rewards"],
            rows["values"],
            next_values,
            rows["terminated"],
            rows["truncated"],
            self.config.gamma,
            self.config.lam,
        )
        return Rollout(**rows), self._episodes.take()

    def _value(self, seen: Tensor) -> Tensor:
        return self.model.value(seen) * self._value_scale

    def _learn(self, batch: Rollout) -> dict[str, float]:
        config, model = self.config, self.model
        returns = (batch.advantages + batch.values) / self._value_scale
        mean_gain, variance = all_mean_and_variance(batch.advantages, correction=1)
        gain = (batch.advantages - mean_gain) / (variance.sqrt() + 1e-8)
        with torch.no_grad():
            old_std = model.log_std.exp()
            old_log_prob = model.log_prob(batch.means, batch.actions)
        device = gain.device
        totals = torch.zeros(3, device=device)  # policy loss, value loss, divergence
        for _ in range(config.epochs):
            divergence = torch.zeros((), device=device)
            order = torch.randperm(len(gain), generator=self.rng, device=device)
            parts = order.chunk(config.minibatches)
            for part in parts:
                with torch.autocast(device.type, torch.bfloat16, enabled=self._bfloat16):
                    mean = model.actor(batch.actor_observations[part]).float()
                    value = model.value(batch.critic_observations[part]).float()
                ratio = torch.exp(model.log_prob(mean, batch.actions[part]) - old_log_prob[part])
                clipped = ratio.clamp(1.0 - config.clip, 1.0 + config.clip)
                policy_loss = -torch.minimum(ratio * gain[part], clipped * gain[part]).mean()
                if batch.teacher_actions is not None and batch.teacher_trust is not None:
                    trust = batch.teacher_trust[part]
                    away = self._from_teachers(mean, batch.teacher_actions[part], trust)
                    policy_loss = policy_loss + config.teacher_weight * away
                value_loss = (value - returns[part]).square().mean()
                self.optimizer.zero_grad()
                (value_loss if self._critic_warmup else policy_loss + value_loss).backward()
                for group in self.optimizer.param_groups:
                    average_gradients(group["params"])
                    nn.utils.clip_grad_norm_(group["params"], config.max_gradient)
                self.optimizer.step()
                totals[:2] += torch.stack([policy_loss, value_loss]).detach()
                divergence += self._divergence(batch.means[part], old_std, mean)
            divergence = all_mean(divergence / len(parts))
            totals[2] += divergence
            if not self._critic_warmup:
                self._adapt(float(divergence))
        updates = config.epochs * config.minibatches
        policy_total, value_total, divergence_total = all_mean(totals).tolist()
        return {
            "loss/policy": policy_total / updates,
            "loss/value": value_total / updates,
            "kl": divergence_total / config.epochs,
            "std": float(model.log_std.detach().exp().mean()),
            "learning_rate": self._learning_rate,
        }

    @torch.no_grad()
    def _divergence(self, old_mean: Tensor, old_std: Tensor, mean: Tensor) -> Tensor:
        """Mean Kullback-Leibler divergence of the new Gaussian from the old one."""
        std = self.model.log_std.exp()
        spread = (old_std.square() + (old_mean - mean).square()) / (2.0 * std.square())
        return (torch.log(std / old_std) + spread - 0.5).sum(-1).mean()

    def _from_teachers(self, mean: Tensor, wanted: Tensor, trust: Tensor) -> Tensor:
        """How far the policy is from its teachers, in standard deviations, by what they are worth
        listening to (n,): half the square of small differences, less of large ones."""
        scaled = (mean - wanted) * torch.exp(-self.model.log_std.detach())
        apart = nn.functional.smooth_l1_loss(scaled, torch.zeros_like(scaled), reduction="none")
        return (apart.sum(-1) * trust).mean()

    def _adapt(self, divergence: float) -> None:
        """Learn slower when the policy moved twice too far, faster when half as far."""
        if divergence > 2.0 * self.config.target_kl:
            self._learning_rate = max(_MIN_LEARNING_RATE, self._learning_rate / _RATE_FACTOR)
        elif divergence < 0.5 * self.config.target_kl:
            self._learning_rate = min(_MAX_LEARNING_RATE, self._learning_rate * _RATE_FACTOR)
