"""One control step from any number of states."""

from collections.abc import Callable, Iterable

import numpy as np
import torch

from stuntman.physics.engine import Engine
from stuntman.spatial.rotations import Array


class Simulation:
    """Physics as a function from states and PD targets to the states a control step later.

    Attributes:
        samples: control steps simulated so far.
    """

    def __init__(
        self,
        engines: Callable[[int], Engine],
        sizes: Iterable[int],
        check: Callable[[], None] = lambda: None,
    ) -> None:
        """
        Args:
            engines: makes physics with so many worlds.
            sizes: how many states will be asked for at a time; more are simulated in parts.
            check: called after each part; what it raises ends the simulation.
        """
        self._engines = [engines(size) for size in sorted(set(sizes))]
        self._check = check
        self.samples = 0

    @property
    def worlds(self) -> int:
        """How many states are simulated together at most."""
        return self._engines[-1].worlds

    def __call__(self, states: Array, pd_targets: Array) -> Array:
        """States (n, nq + nv) a control step later, with PD targets (n, actuators) in rad."""
        enough = (engine for engine in self._engines if engine.worlds >= len(states))
        engine = next(enough, self._engines[-1])
        nq = engine.model.nq
        worlds = torch.arange(engine.worlds)
        out = np.empty_like(states)
        for start in range(0, len(states), engine.worlds):
            part = slice(start, start + engine.worlds)
            count = len(states[part])
            # An engine steps all its worlds: those to spare repeat the last state.
            rows = np.arange(engine.worlds).clip(0, count - 1)
            begun = torch.from_numpy(states[part][rows])
            engine.reset(worlds, begun[:, :nq], begun[:, nq:])
            engine.step(torch.from_numpy(pd_targets[part][rows]))
            out[part] = torch.cat([engine.qpos, engine.qvel], dim=1)[:count].numpy()
            self._check()
        self.samples += len(states)
        return out
