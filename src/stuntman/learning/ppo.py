"""Proximal policy optimisation (Schulman et al. 2017), as DeepMimic uses it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from stuntman.errors import StuntmanError
from stuntman.imitation.environment import Environment, physics_first
from stuntman.learning.advantages import advantages
from stuntman.learning.episodes import Episodes
from stuntman.learning.networks import ActorCritic
from stuntman.learning.normalizer import Normalizer
from stuntman.learning.state_dicts import joined, load_moments, moments, split


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
        initial_std: standard deviation of the actions at the start; learned from there.
        bfloat16: learn in that where the processor multiplies it faster.
        std_rate: how much faster than the actor it learns. At their own pace the noise is what
            holds the reward back long after the policy knows better.
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
    initial_std: float = 0.7
    std_rate: float = 3.0
    bfloat16: bool = True

    def __post_init__(self) -> None:
        for name in ("worlds", "steps", "epochs", "minibatches"):
            if (count := getattr(self, name)) < 1:
                raise StuntmanError(f"ppo: '{name}' is {count}, and has to be at least 1.")


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
        self.rng = torch.Generator().manual_seed(seed)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.model = ActorCritic(
                environment.observations, environment.actions, config.hidden, config.initial_std
            )
        self.normalizer = Normalizer(environment.observations)
        groups: list[dict[str, Any]] = [
            {"params": self.model.actor.parameters()},
            {"params": self.model.critic.parameters(), "lr": config.critic_learning_rate},
            {"params": [self.model.log_std]},
        ]
        self.optimizer = torch.optim.Adam(groups)
        self._learning_rate = config.learning_rate
        self.samples = 0
        self._wait = 0  # iterations before the actor learns
        self._bfloat16 = config.bfloat16 and fast_in_bfloat16(torch.cpu.get_capabilities())
        # The critic's output is a mean reward, near 1 at most; values are sums over the horizon.
        self._value_scale = 1.0 / (1.0 - config.gamma)
        self._episodes = Episodes(environment.worlds)
        self._observation = environment.reset()
        self.normalizer.update(self._observation)

    @property
    def samples_per_iteration(self) -> int:
        return self.config.worlds * self.config.steps

    def policy(self) -> tuple[nn.Module, Normalizer]:
        """The network that acts, and what normalises its observations."""
        return self.model.actor, self.normalizer

    def go_on_from(self, observation: Tensor, std: float, learning_rate: float, wait: int) -> None:
        """Begin with an actor that knows something: smaller noise and steps, and for `wait`
        iterations only the critic learns, so that it does not lead the actor astray.

        Args:
            observation: (worlds, n) of the states that the environment is in.
        """
        self._observation = observation
        self._episodes.lengths.zero_()
        with torch.no_grad():
            self.model.log_std.fill_(math.log(std))
        self._learning_rate, self._wait = learning_rate, wait

    def iterate(self) -> dict[str, float]:
        """One batch and what was learned from it, as numbers by name."""
        with physics_first():
            batch, stats = self._gather()
        self.normalizer.update(batch.pop("raw"))
        stats |= self._learn(batch)
        self.samples += self.samples_per_iteration
        self._wait = max(0, self._wait - 1)
        return stats

    def state_dict(self) -> dict[str, Tensor]:
        """All that `load_state_dict` needs to continue bit for bit, the worlds included."""
        parts = {
            "model": self.model.state_dict(),
            "normalizer": self.normalizer.state_dict(),
            "environment": self.environment.state_dict(),
            "optimizer": moments(self.optimizer),
            "learner": {
                "rng": self.rng.get_state(),
                # Worked out anew for other worlds at a time, its last bits would differ.
                "observation": self._observation,
                "lengths": self._episodes.lengths,
                "samples": torch.tensor(self.samples),
                "wait": torch.tensor(self._wait),
                "learning_rate": torch.tensor(self._learning_rate, dtype=torch.float64),
            },
        }
        return joined(parts)

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        """Continue from a `state_dict`."""
        parts = split(state)
        self.model.load_state_dict(parts["model"])
        self.normalizer.load_state_dict(parts["normalizer"])
        self.environment.load_state_dict(parts["environment"])
        self._observation = parts["learner"]["observation"]
        load_moments(self.optimizer, parts.get("optimizer", {}))
        self._learning_rate = float(parts["learner"]["learning_rate"])
        self.rng.set_state(parts["learner"]["rng"])
        self._episodes.lengths = parts["learner"]["lengths"]
        self.samples = int(parts["learner"]["samples"])
        self._wait = int(parts["learner"]["wait"])

    @property
    def _learning_rate(self) -> float:
        return float(self.optimizer.param_groups[0]["lr"])

    @_learning_rate.setter
    def _learning_rate(self, value: float) -> None:
        actor, _, std = self.optimizer.param_groups
        actor["lr"], std["lr"] = value, value * self.config.std_rate

    @torch.no_grad()
    def _gather(self) -> tuple[dict[str, Tensor], dict[str, float]]:
        env, model = self.environment, self.model
        columns: dict[str, list[Tensor]] = {}
        final_values: list[tuple[int, Tensor, Tensor]] = []
        std = model.log_std.exp()
        for step in range(self.config.steps):
            seen = self.normalizer(self._observation)
            mean = model.actor(seen)
            actions = mean + std * torch.randn(mean.shape, generator=self.rng)
            raw = self._observation
            self._observation, reward, terminated, truncated, info = env.step(actions)
            if truncated.any():
                reached = self.normalizer(info.final_observation[truncated])
                final_values.append((step, truncated, self._value(reached)))
            self._episodes.note(reward, terminated, truncated, info)
            row = {
                "raw": raw, "seen": seen, "mean": mean, "actions": actions, "rewards": reward,
                "terminated": terminated, "truncated": truncated,
            }  # fmt: skip
            for name, value in row.items():
                columns.setdefault(name, []).append(value)
        batch = {name: torch.stack(rows) for name, rows in columns.items()}
        last = self.normalizer(self._observation)
        values = self._value(torch.cat([batch["seen"], last.unsqueeze(0)]))
        next_values = values[1:].clone()
        for step, truncated, value in final_values:
            next_values[step, truncated] = value
        batch["values"] = values[:-1]
        batch["advantages"] = advantages(
            batch["rewards"],
            batch["values"],
            next_values,
            batch.pop("terminated"),
            batch.pop("truncated"),
            self.config.gamma,
            self.config.lam,
        )
        return batch, self._episodes.take()

    def _value(self, seen: Tensor) -> Tensor:
        return self.model.value(seen) * self._value_scale

    def _learn(self, batch: dict[str, Tensor]) -> dict[str, float]:
        config, model = self.config, self.model
        flat = {name: rows.flatten(0, 1) for name, rows in batch.items()}
        returns = (flat["advantages"] + flat["values"]) / self._value_scale
        gain = flat["advantages"]
        gain = (gain - gain.mean()) / (gain.std() + 1e-8)
        with torch.no_grad():
            old_std = model.log_std.exp()
            old_log_prob = model.log_prob(flat["mean"], flat["actions"])
        totals = {"loss/policy": 0.0, "loss/value": 0.0, "kl": 0.0}
        for _ in range(config.epochs):
            divergence = 0.0
            order = torch.randperm(len(gain), generator=self.rng)
            parts = order.chunk(config.minibatches)
            for part in parts:
                seen = flat["seen"][part]
                with torch.autocast("cpu", torch.bfloat16, enabled=self._bfloat16):
                    mean, value = model.actor(seen).float(), model.value(seen).float()
                ratio = torch.exp(model.log_prob(mean, flat["actions"][part]) - old_log_prob[part])
                clipped = ratio.clamp(1.0 - config.clip, 1.0 + config.clip)
                policy_loss = -torch.minimum(ratio * gain[part], clipped * gain[part]).mean()
                value_loss = (value - returns[part]).square().mean()
                self.optimizer.zero_grad()
                (value_loss if self._wait else policy_loss + value_loss).backward()
                for group in self.optimizer.param_groups:
                    nn.utils.clip_grad_norm_(group["params"], config.max_gradient)
                self.optimizer.step()
                totals["loss/policy"] += policy_loss.item()
                totals["loss/value"] += value_loss.item()
                divergence += self._divergence(flat["mean"][part], old_std, mean)
            divergence /= len(parts)
            totals["kl"] += divergence
            if not self._wait:
                self._adapt(divergence)
        updates = config.epochs * config.minibatches
        return {
            "loss/policy": totals["loss/policy"] / updates,
            "loss/value": totals["loss/value"] / updates,
            "kl": totals["kl"] / config.epochs,
            "std": float(model.log_std.detach().exp().mean()),
            "learning_rate": self._learning_rate,
        }

    @torch.no_grad()
    def _divergence(self, old_mean: Tensor, old_std: Tensor, mean: Tensor) -> float:
        """Mean Kullback-Leibler divergence of the new Gaussian from the old one."""
        std = self.model.log_std.exp()
        spread = (old_std.square() + (old_mean - mean).square()) / (2.0 * std.square())
        return float((torch.log(std / old_std) + spread - 0.5).sum(-1).mean())

    def _adapt(self, divergence: float) -> None:
        """Learn slower when the policy moved twice too far, faster when half as far."""
        if divergence > 2.0 * self.config.target_kl:
            self._learning_rate = max(1e-5, self._learning_rate / 1.5)
        elif divergence < 0.5 * self.config.target_kl:
            self._learning_rate = min(1e-2, self._learning_rate * 1.5)
