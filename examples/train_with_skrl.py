"""Another learner on our environment: skrl's PPO learns to walk for a minute.

    pip install skrl
    python examples/train_with_skrl.py 60

It is the vector environment of Gymnasium that skrl steps, so that any of its learners will do.
"""

import sys
import time

import gymnasium
import torch
from skrl.agents.torch.ppo import PPO, PPO_CFG
from skrl.envs.wrappers.torch import wrap_env
from skrl.memories.torch import RandomMemory
from skrl.models.torch import DeterministicMixin, GaussianMixin, Model
from skrl.resources.preprocessors.torch import RunningStandardScaler
from skrl.resources.schedulers.torch import KLAdaptiveLR
from torch import nn

import stuntman  # noqa: F401 - its environments are known to Gymnasium from here on

WORLDS, STEPS = 256, 16
STEPS_A_REPORT = 128


def mlp(inputs: int, outputs: int) -> nn.Sequential:
    layers = [nn.Linear(inputs, 256), nn.ELU(), nn.Linear(256, 256), nn.ELU()]
    last = nn.Linear(256, outputs)
    nn.init.uniform_(last.weight, -1e-3, 1e-3)  # the reference's own targets, at first
    return nn.Sequential(*layers, last)


class Policy(GaussianMixin, Model):
    """Actions with noise of .3, which is .075 rad of PD target."""

    def __init__(self, env) -> None:
        Model.__init__(
            self,
            observation_space=env.observation_space,
            action_space=env.action_space,
            device=env.device,
        )
        GaussianMixin.__init__(self)
        self.net = mlp(self.num_observations, self.num_actions)
        self.log_std = nn.Parameter(torch.full((self.num_actions,), 0.3).log())

    def compute(self, inputs, role):
        return self.net(inputs["observations"]), {"log_std": self.log_std}


class Value(DeterministicMixin, Model):
    def __init__(self, env) -> None:
        Model.__init__(
            self,
            observation_space=env.observation_space,
            action_space=env.action_space,
            device=env.device,
        )
        DeterministicMixin.__init__(self)
        self.net = mlp(self.num_observations, 1)

    def compute(self, inputs, role):
        return self.net(inputs["observations"]), {}


def main(seconds: float) -> None:
    env = wrap_env(gymnasium.make_vec("stuntman/walk-v0", num_envs=WORLDS))
    config = PPO_CFG(
        rollouts=STEPS,
        learning_epochs=4,
        mini_batches=4,
        discount_factor=0.95,
        learning_rate=1e-3,
        learning_rate_scheduler=KLAdaptiveLR,
        learning_rate_scheduler_kwargs={"kl_threshold": 0.01},
        observation_preprocessor=RunningStandardScaler,
        observation_preprocessor_kwargs={"size": env.observation_space, "device": env.device},
        value_preprocessor=RunningStandardScaler,
        value_preprocessor_kwargs={"size": 1, "device": env.device},
    )
    agent = PPO(
        models={"policy": Policy(env), "value": Value(env)},
        memory=RandomMemory(memory_size=STEPS, num_envs=WORLDS, device=env.device),
        observation_space=env.observation_space,
        action_space=env.action_space,
        device=env.device,
        cfg=config,
    )
    agent.init()
    agent.enable_training_mode(True)  # as skrl's own trainers do
    observations, _ = env.reset()
    began, step, episodes = time.monotonic(), 0, 0
    while time.monotonic() - began < seconds or step % STEPS_A_REPORT:
        with torch.no_grad():
            actions, _ = agent.act(observations, None, timestep=step, timesteps=10**9)
            following, rewards, terminated, truncated, infos = env.step(actions)
            agent.record_transition(
                observations=observations,
                states=None,
                actions=actions,
                rewards=rewards,
                next_observations=following,
                next_states=None,
                terminated=terminated,
                truncated=truncated,
                infos=infos,
                timestep=step,
                timesteps=10**9,
            )
        agent.post_interaction(timestep=step, timesteps=10**9)
        observations, step = following, step + 1
        episodes += int((terminated | truncated).sum())
        if step % STEPS_A_REPORT == 0:
            took = time.monotonic() - began
            length = STEPS_A_REPORT * WORLDS / max(1, episodes) / 30
            print(
                f"{took:4.0f} s, {step * WORLDS / 1e6:.2f} M samples: episodes of {length:.1f} s, "
                f"reward {float(rewards.mean()):.2f} a step"
            )
            episodes = 0


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0)
