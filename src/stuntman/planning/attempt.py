"""One attempt at a plan, with one lookahead, a step at a time."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from math import ceil

import numpy as np
import torch
from torch import Tensor

from stuntman.imitation.config import CONTROL_RATE, STEP
from stuntman.physics.engine import Engine
from stuntman.planning.config import PlanConfig
from stuntman.planning.feedback import fit_linear_models, lqr_gains
from stuntman.planning.mpc import Horizon, ModelPredictiveControl
from stuntman.planning.plan import Plan
from stuntman.planning.tracking_cost import TrackingCost
from stuntman.spatial.rotations import Array

FIRST_PASSES = (
    10  # of iterative LQR, before the first control step, which has nothing to go on from
)


class Attempt:
    """Model predictive control along the clip, then feedback around what that has found.

    A loop is gone round twice: the first cycle begins in the clip's own state, the second where the
    body has come to, and that one is the plan.

    Attributes:
        samples: control steps simulated so far.
        finished: whether `plan` gives one, or None.
    """

    def __init__(
        self,
        cost: TrackingCost,
        engines: Callable[[int], Engine],
        config: PlanConfig,
        seed: int,
        check: Callable[[], None],
    ) -> None:
        self._cost, self._config = cost, config
        self._control = ModelPredictiveControl(cost, engines, config, check)
        self._horizon = self._control.roll_out()
        self.samples = self._control.simulation.samples
        self._passes = 0
        self._settling = cost.loops  # in the first cycle of two
        self._times: Array  # at which the cycle's steps begin
        self._states: list[Array]  # in which they began
        self._targets: list[Array]  # that they took
        self._begin_cycle(0.0)
        self._rng = np.random.default_rng(seed)
        self._models: list[tuple[Array, Array, Array]] = []
        self._fitted = 0
        self.finished = False

    @property
    def samples_in_all(self) -> int:
        """Control steps that the whole attempt simulates; of a loop, up to a step more or less."""
        steps = ceil(self._cost.duration * CONTROL_RATE)
        advances = steps * (2 if self._cost.loops else 1)
        planned = FIRST_PASSES + advances * self._config.passes
        return (
            self._config.lookahead
            + planned * self._control.samples_per_pass
            + advances
            + steps * (1 + self._config.samples)
        )

    def advance(self) -> None:
        """Do the next step. What `check` raises leaves the attempt as it was before."""
        self._control.simulation.samples = self.samples  # those of a step broken off do not count
        if self._passes < FIRST_PASSES:
            self._horizon = self._control.improve(self._horizon, 0.0)
            self._passes += 1
        elif len(self._states) < len(self._times):
            before = self._horizon
            self._horizon = self._control.advance(before, self._times[len(self._states)])
            self._states.append(before.states[0])
            self._targets.append(before.targets[0])
            if self._settling and len(self._states) == len(self._times):
                self._begin_second_cycle()
        else:
            self._fit()
        self.samples = self._control.simulation.samples
        # What is not finite stays so: nothing can be planned from it.
        diverged = not np.isfinite(self._horizon.states).all()
        self.finished = diverged or self._fitted == len(self._times)

    def plan(self) -> Plan | None:
        """The plan of an attempt that is finished; None if physics diverged."""
        if self._fitted < len(self._times):
            return None
        cost, times = self._cost, self._times
        f_x, f_u, reached = (np.concatenate(part) for part in zip(*self._models, strict=True))
        ends = times + STEP
        _, residuals_x = cost.residual(reached, ends)
        gains = lqr_gains(f_x, f_u, residuals_x, self._config.control_cost, cost.cycle_jacobian)
        if not np.isfinite(gains).all():
            return None
        return Plan(
            times=times,
            deviations=cost.tangent.difference(np.array(self._states), cost.reference(times)),
            targets=np.array(self._targets),
            gains=gains,
            duration=cost.duration,
            loops=cost.loops,
            reward=float(cost.reward(reached, ends).mean()),
            samples=self.samples,
        )

    def state_dict(self) -> dict[str, Tensor]:
        """All that `load_state_dict` needs to go on bit for bit."""
        numbers: dict[str, float] = {
            "samples": self.samples,
            "passes": self._passes,
            "settling": self._settling,
            "start": self._times[0],
            "regularization": self._horizon.regularization,
        }
        arrays = {
            "horizon_states": self._horizon.states,
            "horizon_targets": self._horizon.targets,
        }
        if self._states:
            arrays |= {"states": np.array(self._states), "targets": np.array(self._targets)}
        if self._models:
            parts = zip(("f_x", "f_u", "reached"), zip(*self._models, strict=True), strict=True)
            arrays |= {name: np.concatenate(part) for name, part in parts}
        values = (numbers | arrays).items()
        return {name: torch.from_numpy(np.asarray(value)) for name, value in values}

    def load_state_dict(self, state: Mapping[str, Tensor]) -> None:
        """Go on from a `state_dict`."""
        self.samples = int(state["samples"])
        self._passes, self._settling = int(state["passes"]), bool(state["settling"])
        self._horizon = Horizon(
            state["horizon_states"].numpy().copy(),
            state["horizon_targets"].numpy().copy(),
            float(state["regularization"]),
        )
        self._begin_cycle(float(state["start"]))
        if "states" in state:
            self._states = list(state["states"].numpy())
            self._targets = list(state["targets"].numpy())
        if "f_x" in state:
            f_x, f_u, reached = (state[name].numpy() for name in ("f_x", "f_u", "reached"))
            self._models, self._fitted = [(f_x, f_u, reached)], len(f_x)
            for _ in range(self._fitted):  # the noise of these
                self._rng.normal(size=(self._config.samples, f_x.shape[-1] + f_u.shape[-1]))
        self.finished = self._fitted == len(self._times)

    def _begin_cycle(self, start: float) -> None:
        """Go along the clip from `start`, s, to its end."""
        end = self._cost.duration - 1e-9
        steps = np.ceil((end - start) * CONTROL_RATE)
        self._times = start + np.arange(steps) / CONTROL_RATE
        self._states, self._targets = [], []

    def _begin_second_cycle(self) -> None:
        end = self._times[-1] + STEP
        start = max(0.0, end - self._cost.duration)
        states = self._cost.next_cycle(self._horizon.states, start)
        self._horizon = replace(self._horizon, states=states)
        self._settling = False
        self._begin_cycle(start)

    def _fit(self) -> None:
        """Fit linear models to the next steps, as many as are simulated together."""
        count = max(1, self._control.simulation.worlds // self._config.samples)
        part = slice(self._fitted, self._fitted + count)
        rng = deepcopy(self._rng)
        models = fit_linear_models(
            self._cost,
            self._control.simulation,
            self._times[part],
            np.array(self._states[part]),
            np.array(self._targets[part]),
            self._config.samples,
            rng,
        )
        self._rng = rng
        self._models.append(models)
        self._fitted += len(models[0])
