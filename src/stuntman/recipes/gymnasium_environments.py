"""The environment as others' learners want it: Gymnasium's two interfaces.

An action is the policy's own, in units of `action_scale` rad of PD target beside the reference.
"""

from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import torch
from gymnasium.vector import AutoresetMode
from gymnasium.vector.utils import batch_space
from numpy.typing import NDArray

from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.environment import Environment
from stuntman.recipes import recipe as recipes
from stuntman.recipes.build import make_environment
from stuntman.recipes.recipe import Recipe
from stuntman.threads import physics_first

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

_ACTION_LIMIT = 20.0  # actions beyond it are cut off: 5 rad of target, past any joint's range


class VectorEnvironment(gymnasium.vector.VectorEnv[Floats, Floats, Floats]):
    """Many worlds at once: `gymnasium.make_vec("stuntman/walk-v0", num_envs=64)`.

    A world whose episode ended is reset within the step; `infos["final_obs"]` then holds what the
    episode ended with.

    Args:
        recipe: name of a recipe or a clip, a file, or a `Recipe`.
        threads: for the physics; 0 takes every core.
        character: the body, by name or folder; the recipe's if not given.

    Raises:
        StuntmanError: no such recipe, clip or body.
    """

    def __init__(
        self,
        recipe: str | Path | Recipe,
        num_envs: int = 1,
        threads: int = 0,
        seed: int = 0,
        character: str | None = None,
    ) -> None:
        self.metadata = {
            "render_modes": [],
            "render_fps": CONTROL_RATE,
            "autoreset_mode": AutoresetMode.SAME_STEP,
        }
        self.num_envs = num_envs
        self._recipe, self._threads = recipes.given(recipe, character), threads
        self._environment = self._made(seed)
        self.single_observation_space = _observation_space(self._environment)
        self.single_action_space = _action_space(self._environment)
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.action_space = batch_space(self.single_action_space, num_envs)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Floats, dict[str, Any]]:
        """Start an episode in every world; a seed fixes all that follows."""
        super().reset(seed=seed, options=options)
        if seed is not None:
            self._environment = self._made(seed)
        return self._environment.reset().numpy(), {}

    def step(self, actions: Floats) -> tuple[Floats, Floats, Bools, Bools, dict[str, Any]]:  # type: ignore[override]
        """Apply actions (worlds, actions) for one control step of 1/30 s."""
        given = torch.as_tensor(np.asarray(actions), dtype=torch.float32)
        with physics_first():
            observation, reward, terminated, truncated, info = self._environment.step(given)
        infos: dict[str, Any] = {name: term.numpy() for name, term in info.terms.items()}
        ended = (terminated | truncated).numpy()
        if ended.any():
            final = np.full(self.num_envs, None, dtype=object)
            for world in np.flatnonzero(ended):
                final[world] = info.final_observation[world].numpy()
            infos |= {"final_obs": final, "_final_obs": ended}
        return (
            observation.numpy(),
            reward.numpy(),
            terminated.numpy(),
            truncated.numpy(),
            infos,
        )

    def _made(self, seed: int) -> Environment:
        return make_environment(self._recipe, self.num_envs, seed, self._threads)


class SingleEnvironment(gymnasium.Env[Floats, Floats]):
    """One world: `gymnasium.make("stuntman/walk-v0")`. For learning take the vector environment,
    which is a hundred times as fast."""

    metadata = {"render_modes": [], "render_fps": int(CONTROL_RATE)}  # noqa: RUF012

    def __init__(self, recipe: str | Path | Recipe, character: str | None = None) -> None:
        self._worlds = VectorEnvironment(recipe, 1, threads=1, character=character)
        self.observation_space = self._worlds.single_observation_space
        self.action_space = self._worlds.single_action_space

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Floats, dict[str, Any]]:
        """Start an episode; a seed fixes all that follows."""
        super().reset(seed=seed, options=options)
        observation, info = self._worlds.reset(seed=seed, options=options)
        return observation[0].copy(), info

    def step(self, action: Floats) -> tuple[Floats, float, bool, bool, dict[str, Any]]:
        """Apply an action (actions,) for one control step of 1/30 s."""
        observation, reward, terminated, truncated, infos = self._worlds.step(action[None])
        ended = bool(terminated[0] or truncated[0])
        last = infos.pop("final_obs")[0] if ended else observation[0]
        infos.pop("_final_obs", None)
        told = {name: float(term[0]) for name, term in infos.items()}
        return last.copy(), float(reward[0]), bool(terminated[0]), bool(truncated[0]), told


def _observation_space(environment: Environment) -> gymnasium.spaces.Box:
    return gymnasium.spaces.Box(-np.inf, np.inf, (environment.observations,), np.float32)


def _action_space(environment: Environment) -> gymnasium.spaces.Box:
    shape = (environment.actions,)
    return gymnasium.spaces.Box(-_ACTION_LIMIT, _ACTION_LIMIT, shape, np.float32)
