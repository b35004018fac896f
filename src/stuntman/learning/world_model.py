"""A policy that learns from gradients which pass through a learned model of the physics.

Simulator forward, model backward: the states are the true simulator's, only their derivatives are
the model's (DMO, arXiv 2509.00215). Nothing is learned from what never happens, so a model of small
error is enough; and one batch gives each action a direction, where PPO has a number.
"""

from dataclasses import dataclass, fields
from typing import Any

import torch
from torch import Tensor, nn

from stuntman.errors import StuntmanError
from stuntman.imitation.environment import Environment, physics_first
from stuntman.imitation.reference import Motion
from stuntman.imitation.rewards import reward_terms
from stuntman.learning.dynamics import Dynamics, straight_through
from stuntman.learning.episodes import Episodes
from stuntman.learning.networks import mlp
from stuntman.learning.normalizer import Normalizer
from stuntman.learning.state_dicts import joined, load_moments, moments, split
from stuntman.mjcf.kinematics import Pose


@dataclass(frozen=True)
class WorldModelConfig:
    """What the learner is told.

    Attributes:
        worlds: how many are simulated together.
        window: control steps that gradients pass back through, and that make a batch.
        adjoint: longest derivative of the return by a state, for each world.
        noise: rad of PD target, standard deviation of what is added to the actions.
        first: samples that the model learns from before the policy does.
        updates: of the model, a window, each of `batch` transitions out of the last `memory`.
        learning_rate: Adam's with the policy. model_learning_rate: with the model.
        hidden: sizes of the policy's hidden layers. model_hidden: of the model's.
    """

    worlds: int = 64
    window: int = 24
    adjoint: float = 0.3
    noise: float = 0.1
    first: int = 20_000
    updates: int = 8
    batch: int = 512
    memory: int = 30_000
    learning_rate: float = 2e-3
    model_learning_rate: float = 1e-3
    hidden: tuple[int, ...] = (256, 256)
    model_hidden: tuple[int, ...] = (512, 512)

    def __post_init__(self) -> None:
        for name in ("worlds", "window", "updates", "batch", "memory", "first"):
            if (count := getattr(self, name)) < 1:
                raise StuntmanError(f"model: '{name}' is {count}, and has to be at least 1.")
        if not self.adjoint > 0:
            raise StuntmanError("model: 'adjoint' has to be more than 0.")


@dataclass(frozen=True)
class Window:
    """Some control steps of every world, in time's order.

    Attributes:
        rewards: (steps, worlds) of the states reached, with the model's gradient by the actions.
        observations: (steps, worlds, n) met. inputs, answers: (steps worlds, n) for the model.
        stats: numbers by name, of the simulator's own steps.
    """

    rewards: Tensor
    observations: Tensor
    inputs: Tensor
    answers: Tensor
    stats: dict[str, float]


class WorldModel:
    """The learner: `iterate()` simulates one window and learns from it.

    Everything random comes from `rng`, so that a seed and a number of threads fix a run.
    """

    def __init__(self, environment: Environment, config: WorldModelConfig, seed: int) -> None:
        self.environment, self.config = environment, config
        self.rng = torch.Generator().manual_seed(seed)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.actor = mlp(environment.observations, config.hidden, environment.actions, 0.01)
            self.dynamics = Dynamics(environment.engine.model, config.model_hidden)
        self.normalizer = Normalizer(environment.observations)
        self.samples = 0
        self._optimizer = torch.optim.Adam(self.actor.parameters(), config.learning_rate)
        self._model_optimizer = torch.optim.Adam(
            self.dynamics.parameters(), config.model_learning_rate
        )
        self._inputs, self._answers = torch.empty(0), torch.empty(0)
        self._episodes = Episodes(environment.worlds)
        self.normalizer.update(environment.reset())

    @property
    def samples_per_iteration(self) -> int:
        return self.config.worlds * self.config.window

    def policy(self) -> tuple[nn.Module, Normalizer]:
        """The network that acts, and what normalises its observations."""
        return self.actor, self.normalizer

    def iterate(self) -> dict[str, float]:
        """One window and what was learned from it, as numbers by name."""
        with physics_first():
            window = self.play()
        stats = window.stats
        if self.samples >= self.config.first:
            # Summed, so that a state's derivative does not depend on how many there are.
            parameters = list(self.actor.parameters())
            gradients = torch.autograd.grad(-window.rewards.sum(), parameters)
            for parameter, gradient in zip(parameters, gradients, strict=True):
                parameter.grad = gradient / window.rewards.numel()
            stats["gradient"] = float(nn.utils.clip_grad_norm_(parameters, 1.0))
            self._optimizer.step()
        self.normalizer.update(window.observations)
        stats |= self.fit(window)
        self.samples += self.samples_per_iteration
        return stats

    def play(self) -> Window:
        """Simulate a window from where the worlds are, and keep what gradients need."""
        env, config = self.environment, self.config
        state = env.state()
        rows: dict[str, list[Any]] = {}
        for _ in range(config.window):
            state = _clipped(state, config.adjoint)
            motion = env.motion_of(state)
            observation = env.observe(motion)
            noise = torch.randn(env.worlds, env.actions, generator=self.rng)
            action = self.actor(self.normalizer(observation))
            action = action + config.noise / env.config.action_scale * noise
            inputs = self.dynamics.inputs(motion, env.targets(action))
            modelled = self.dynamics(state, motion, inputs)
            with torch.no_grad():
                _, reward, terminated, truncated, info = env.step(action)
                answers = self.dynamics.answers(state, motion, info.state)
            self._episodes.note(reward, terminated, truncated, info)
            # What diverged is no state and nothing to learn from: the world stays where it was, and
            # earns nothing.
            diverged = info.diverged.unsqueeze(-1)
            state = torch.where(diverged, state.detach(), straight_through(info.state, modelled))
            row = {
                "observation": observation.detach(),
                "input": inputs.detach(),
                "answer": torch.where(diverged, torch.nan, answers),
                "sane": ~info.diverged,
                "state": state,
                "target": info.target,
            }
            for name, value in row.items():
                rows.setdefault(name, []).append(value)
            ended = (terminated | truncated).unsqueeze(-1)
            state = torch.where(ended, env.state(), state)
        # Kinematics once for all the window, not a step at a time.
        reached = env.motion_of(torch.stack(rows.pop("state")))
        target = _stacked(rows.pop("target"))
        hinges = env.kinematics.hinge_coordinates
        terms = reward_terms(reached, target, hinges, env.config.reward)
        column = {name: torch.stack(values) for name, values in rows.items()}
        return Window(
            rewards=torch.stack(list(terms.values())).sum(0) * column["sane"],
            observations=column["observation"],
            inputs=column["input"].flatten(0, 1),
            answers=column["answer"].flatten(0, 1),
            stats=self._episodes.take(),
        )

    def fit(self, window: Window) -> dict[str, float]:
        """Fit the model to the last transitions, after telling how well it foretold these."""
        config, dynamics = self.config, self.dynamics
        sane = torch.isfinite(window.answers).all(-1)
        inputs, answers = window.inputs[sane], window.answers[sane]
        self._inputs = torch.cat([self._inputs, inputs])[-config.memory :]
        self._answers = torch.cat([self._answers, answers])[-config.memory :]
        if self.samples < config.first:
            dynamics.normalizer.update(inputs)
            dynamics.scale.copy_(self._answers.std(0) + 1e-6)
        with torch.no_grad():
            left = dynamics.error(inputs, answers).square().mean()
            explained = 1.0 - left / (answers / dynamics.scale).var(0).mean()
        loss = torch.zeros(())
        for _ in range(config.updates):
            part = torch.randint(len(self._inputs), (config.batch,), generator=self.rng)
            error = dynamics.error(self._inputs[part], self._answers[part])
            loss = nn.functional.smooth_l1_loss(error, torch.zeros_like(error))
            self._model_optimizer.zero_grad()
            loss.backward()
            self._model_optimizer.step()
        return {"model/explained": float(explained), "loss/model": float(loss.detach())}

    def state_dict(self) -> dict[str, Tensor]:
        """All that `load_state_dict` needs to continue bit for bit, the worlds included."""
        parts = {
            "actor": self.actor.state_dict(),
            "dynamics": self.dynamics.state_dict(),
            "normalizer": self.normalizer.state_dict(),
            "environment": self.environment.state_dict(),
            "optimizer": moments(self._optimizer),
            "model_optimizer": moments(self._model_optimizer),
            "learner": {
                "rng": self.rng.get_state(),
                "inputs": self._inputs,
                "answers": self._answers,
                "lengths": self._episodes.lengths,
                "samples": torch.tensor(self.samples),
            },
        }
        return joined(parts)

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        """Continue from a `state_dict`."""
        parts = split(state)
        self.actor.load_state_dict(parts["actor"])
        self.dynamics.load_state_dict(parts["dynamics"])
        self.normalizer.load_state_dict(parts["normalizer"])
        self.environment.load_state_dict(parts["environment"])
        load_moments(self._optimizer, parts.get("optimizer", {}))
        load_moments(self._model_optimizer, parts.get("model_optimizer", {}))
        learner = parts["learner"]
        self.rng.set_state(learner["rng"])
        self._inputs, self._answers = learner["inputs"], learner["answers"]
        self._episodes.lengths, self.samples = learner["lengths"], int(learner["samples"])


class _Clipped(torch.autograd.Function):
    """States (worlds, n) as they are, whose derivatives are kept from growing, world by world: a
    foot that lands multiplies them."""

    @staticmethod
    def forward(ctx: Any, state: Tensor, longest: float) -> Tensor:
        ctx.longest = longest
        return state.view_as(state)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None]:
        gradient = torch.nan_to_num(gradients[0])
        length = gradient.norm(dim=-1, keepdim=True)
        return gradient * (ctx.longest / length.clamp_min(ctx.longest)), None


def _clipped(state: Tensor, longest: float) -> Tensor:
    out: Tensor = _Clipped.apply(state, longest)  # type: ignore[no-untyped-call]
    return out


def _stacked(motions: list[Motion]) -> Motion:
    """Motions of (worlds, ...) as one of (steps, worlds, ...)."""
    poses = [motion.pose for motion in motions]
    pose = Pose(*(torch.stack([getattr(p, part.name) for p in poses]) for part in fields(Pose)))
    rest = [part.name for part in fields(Motion) if part.name != "pose"]
    return Motion(pose, *(torch.stack([getattr(m, name) for m in motions]) for name in rest))
