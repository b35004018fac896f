"""Cloning: before reinforcement learning, the actor is taught what an expert does.

Behaviour cloning of a plan's controller, or of policies that know the clips already, asked about
states that the actor itself comes to (DAgger, Ross et al. 2011).
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor, nn

from stuntman.errors import POSITIVE, refuse_outside
from stuntman.imitation.state_dicts import joined, split
from stuntman.learning.learner import Learner
from stuntman.learning.optimizer_state import load_moments, moments
from stuntman.threads import physics_first

MAX_COUNT = 100_000  # of anything that is counted
EXPERT_ROUNDS = 2  # in which the expert acts; the actor knows nothing yet
FIRST_LEARNING_RATE = 1e-3  # of each round
LAST_LEARNING_RATE = 1e-5
NOISY_SHARE = 0.5  # of the steps that have noise


@dataclass(frozen=True)
class CloningConfig:
    """How an expert is taught to an actor.

    Attributes:
        rounds: of gathering states and learning what the expert says about them. In the first two
            the expert acts, in the others the actor.
        steps: control steps a round, in each world.
        noise: rad of PD target, in half of the steps, so that the actor learns what to do farther
            from where the expert goes.
        max_correction: rad that the plan's gains may ask. A state for which they ask twice as much
            has lost the plan, and is not learned from.
        updates: gradient steps a round.
        batch: states in each.
        std: standard deviation of the noise that the learner goes on with.
        learning_rate: that the learner goes on with.
        critic_warmup: iterations in which its critic learns alone.
        freeze_normalizer: it goes on with observations scaled as they were when this ended. With
            several clips, where what is met changes with what fails, the scales would move on
            under what has been learned, and undo it.
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
    freeze_normalizer: bool = False

    def __post_init__(self) -> None:
        refuse_outside("cloning", self, ("rounds", "steps", "updates", "batch"), 1, MAX_COUNT)
        refuse_outside("cloning", self, ("std", "learning_rate", "max_correction"), *POSITIVE)
        refuse_outside("cloning", self, ("critic_warmup",), 0, MAX_COUNT)
        refuse_outside("cloning", self, ("noise",), 0, 10)


@dataclass(frozen=True)
class CloningProgress:
    """How many rounds are done, of how many; the seconds that the last one took, and that the rest
    takes if they go on so."""

    rounds: int
    rounds_in_all: int
    seconds_a_round: float
    seconds_left: float


class Expert(Protocol):
    """Knows what to do in a learner's environment."""

    def begin(self) -> Tensor:
        """Start an episode in every world; the observation (worlds, n) there."""

    def answers(self) -> tuple[Tensor, Tensor]:
        """Actions (worlds, actions) in the states that the environment is in, as its policy gives
        them, and whether they are worth learning (worlds,)."""


class Cloning:
    """Teaches a learner that has not begun its actor, its normaliser and its noise; round by
    round."""

    def __init__(
        self,
        learner: Learner,
        expert: Expert,
        config: CloningConfig,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        """
        Args:
            check: called many times in each round. What it raises ends the cloning, which then goes
                on from a `state_dict` alone.
        """
        self._learner, self._expert, self._config, self._check = learner, expert, config, check
        self._optimizer = torch.optim.Adam(learner.actor.parameters())
        self._observations: list[Tensor] = []  # (n, observations) a round
        self._answers: list[Tensor] = []  # (n, actions) the expert's, to them
        self._last_observation = torch.empty(0)  # (worlds, observations)

    @property
    def rounds(self) -> int:
        """How many are done."""
        return len(self._observations)

    def steps(self) -> Iterator[CloningProgress]:
        """Teach for all rounds; how far it is after each."""
        in_all = self._config.rounds
        while self.rounds < in_all:
            begun = time.monotonic()
            self._round()
            took = time.monotonic() - begun
            yield CloningProgress(self.rounds, in_all, took, took * (in_all - self.rounds))

    def finish(self) -> None:
        """Let the learner go on from what it has been taught."""
        config = self._config
        self._learner.warm_start(
            self._last_observation,
            config.std,
            config.learning_rate,
            config.critic_warmup,
            config.freeze_normalizer or self._learner.normalizer.frozen,
        )

    def state_dict(self) -> dict[str, Tensor]:
        """All that `load_state_dict` needs to go on bit for bit, the learner included."""
        rounds = {f"observations{k}": rows for k, rows in enumerate(self._observations)}
        rounds |= {f"answers{k}": rows for k, rows in enumerate(self._answers)}
        return joined(
            {
                "learner": self._learner.state_dict(),
                "optimizer": moments(self._optimizer),
                "rounds": rounds | {"last_observation": self._last_observation},
            }
        )

    def load_state_dict(self, state: Mapping[str, Tensor]) -> None:
        """Go on from a `state_dict` of the same expert, settings and learner."""
        parts = split(dict(state))
        self._learner.load_state_dict(parts["learner"])
        load_moments(self._optimizer, parts["optimizer"])
        rounds = parts["rounds"]
        count = (len(rounds) - 1) // 2
        self._observations = [rounds[f"observations{k}"] for k in range(count)]
        self._answers = [rounds[f"answers{k}"] for k in range(count)]
        self._last_observation = rounds["last_observation"]

    def _round(self) -> None:
        learner, by_expert = self._learner, self.rounds < EXPERT_ROUNDS
        with physics_first():
            observations, answers, self._last_observation = self._gather(by_expert)
        learner.normalizer.update(observations)
        self._learn([*self._observations, observations], [*self._answers, answers])
        self._observations.append(observations)
        self._answers.append(answers)

    @torch.no_grad()
    def _gather(self, by_expert: bool) -> tuple[Tensor, Tensor, Tensor]:
        """States met (n, observations), what the expert says of them (n, actions), and the last
        observation (worlds, n)."""
        learner, expert, config = self._learner, self._expert, self._config
        env, rng = learner.environment, learner.rng
        scale = env.actuation.action_scale
        observation = expert.begin()
        observations, answers = [], []
        for _ in range(config.steps):
            answer, known = expert.answers()
            observations.append(observation[known])
            answers.append(answer[known])
            actions = answer if by_expert else learner.actor(learner.normalizer(observation))
            noisy = torch.rand(env.worlds, 1, generator=rng, device=env.device) < NOISY_SHARE
            noise = torch.randn(answer.shape, generator=rng, device=env.device) * noisy
            observation, *_ = env.step(actions + config.noise / scale * noise)
            learner.samples += env.worlds
            self._check()
        return torch.cat(observations), torch.cat(answers), observation

    def _learn(self, observations: list[Tensor], answers: list[Tensor]) -> None:
        """Have the actor answer these observations as asked."""
        config, learner = self._config, self._learner
        inputs, wanted = learner.normalizer(torch.cat(observations)), torch.cat(answers)
        for update in range(config.updates):
            share = update / config.updates
            rate = FIRST_LEARNING_RATE + (LAST_LEARNING_RATE - FIRST_LEARNING_RATE) * share
            self._optimizer.param_groups[0]["lr"] = rate
            rows = torch.randint(
                len(inputs), (config.batch,), generator=learner.rng, device=inputs.device
            )
            loss = nn.functional.smooth_l1_loss(learner.actor(inputs[rows]), wanted[rows])
            self._optimizer.zero_grad()
            loss.backward()
            self._optimizer.step()
            self._check()
