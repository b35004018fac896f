"""A first way through the clip, found by planning in the simulator before anything is learned.

Model predictive control: at each step the coming half second is improved by iterative LQR (Tassa et
al. 2012) on the true physics, differentiated by finite differences, and its first action is taken.
What that makes of the clip, physics obeyed, is the plan. Around it the physics is fitted by linear
models over states as far from it as a body gets, so that a foot may land earlier or later than
planned (as in guided policy search, Levine and Abbeel 2014); their LQR gains hold the body on it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stuntman.imitation.environment import CONTROL_RATE, Environment
from stuntman.learning.track import Track
from stuntman.motion.rotations import Array
from stuntman.physics.engine import Engine

_NUDGE = 1e-6  # of a finite difference; larger ones meet more landings, and each is a jump
_STEEPEST = 60.0  # of a derivative; what is more is such a jump
_SHORTER = np.array([1.0, 0.7, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02])  # of a step that iterative LQR asks
_STIFFER = np.array([0.1, 1.0, 10.0])  # of its regularisation
_FIRST_PASSES = 10  # the plan's start has nothing to begin from
_SPREAD = 0.01, 0.02, 0.1, 0.3, 0.1  # m, rad, m/s, rad/s of states and rad of targets


@dataclass(frozen=True)
class PlanConfig:
    """How the clip is planned.

    Attributes:
        lookahead: control steps that are planned ahead.
        passes: of iterative LQR at each step.
        effort: cost of a squared rad of target added to the feed-forward, in planning; `caution`,
            in the gains that hold the body on the plan: small gains reach farther.
        samples: simulated steps that a linear model is fitted to.
    """

    lookahead: int = 24
    passes: int = 1
    effort: float = 0.02
    caution: float = 2.0
    samples: int = 512


@dataclass(frozen=True, eq=False)
class Plan:
    """What to do along the clip, and about being off it, at `rows` times a control step apart.

    Attributes:
        times: (rows,) s in the clip, of a loop those of one cycle.
        deviations: (rows, 2 nv) where the plan is, from the reference, as `Tangent` has it.
        targets: (rows, actuators) rad to add to the feed-forward.
        gains: (rows, actuators, 2 nv) rad by what the state is off the plan.
        reward: the paper's mean reward a step along it.
        samples: control steps simulated to find it.
    """

    times: Array
    deviations: Array
    targets: Array
    gains: Array
    duration: float
    loops: bool
    reward: float
    samples: int

    def deviation(self, times: Array) -> Array:
        """(n, 2 nv) at times (n,) s."""
        return self._between(self.deviations, times)

    def act(self, times: Array, deviation: Array, most: float) -> Array:
        """Targets (n, actuators) in rad to add to the feed-forward, at times (n,) s for states that
        far (n, 2 nv) from the reference; what the gains ask is cut off at `most` rad."""
        off = deviation - self.deviation(times)
        place = np.round(self._place(times)).astype(int)
        row = place % len(self.times) if self.loops else place.clip(0, len(self.times) - 1)
        back = (self.gains[row] @ off[..., None])[..., 0]
        return self._between(self.targets, times) + back.clip(-most, most)

    def _place(self, times: Array) -> Array:
        since = times - self.times[0]
        return (since % self.duration if self.loops else since) * CONTROL_RATE

    def _between(self, rows: Array, times: Array) -> Array:
        place, last = self._place(times), len(rows) - 1
        low = np.floor(place).astype(int).clip(0, last)
        high = (low + 1) % len(rows) if self.loops else (low + 1).clip(0, last)
        share = (place - low).clip(0.0, 1.0)[:, None]
        return (1.0 - share) * rows[low] + share * rows[high]


def plan(
    environment: Environment, engines: Callable[[int], Engine], config: PlanConfig, seed: int
) -> Plan:
    """A plan of the environment's clip: of a loop, of its second cycle in a row.

    Args:
        engines: makes physics of the environment's body with so many worlds.
    """
    track = Track(environment)
    planner = _Planner(track, engines, config)
    step, duration = 1.0 / CONTROL_RATE, track.table.duration
    cycle = int(np.ceil(duration * CONTROL_RATE - 0.01))
    times: list[float] = []
    states: list[Array] = []
    targets: list[Array] = []
    now, turns = 0.0, 0
    planner.begin(now)
    while turns < 2 if track.table.loops else len(times) < cycle:
        if track.table.loops and now > duration - 0.01 * step:
            now, turns = max(0.0, now - duration), turns + 1
            planner.states = track.next_cycle(planner.states)
            if turns == 1:
                times, states, targets = [], [], []
            continue
        times.append(now)
        states.append(planner.states[0])
        targets.append(planner.targets[0])
        planner.advance(now)
        now += step
    on, states_, targets_ = np.array(times), np.array(states), np.array(targets)
    a, b, reached = planner.fit(on, states_, targets_, np.random.default_rng(seed))
    _, jacobian = track.residual(reached, on + step)
    return Plan(
        times=on,
        deviations=track.tangent.minus(states_, track.reference(on)),
        targets=targets_,
        gains=_gains(a, b, jacobian, config.caution, track.table.loops),
        duration=duration,
        loops=track.table.loops,
        reward=float(track.reward(reached, on + step).mean()),
        samples=planner.samples,
    )


class _Planner:
    """Model predictive control of one body.

    Attributes:
        states: (lookahead + 1, nq + nv), now and as planned. targets: (lookahead, actuators) rad.
        samples: control steps simulated.
    """

    states: Array
    targets: Array

    def __init__(self, track: Track, engines: Callable[[int], Engine], config: PlanConfig) -> None:
        self.track, self.config = track, config
        self.samples = 0
        nu, nx = track.model.nu, track.tangent.size
        steps = np.array([_NUDGE] * nx + [3.0 * _NUDGE] * nu)
        self._nudges = np.diag(steps)
        self._wide = engines(config.lookahead * (len(steps) + 1))
        self._narrow = engines(len(_SHORTER) * len(_STIFFER))
        self._stiffness = 1e-2

    def begin(self, now: float) -> None:
        """Stand where the reference is, and plan."""
        targets = np.zeros((self.config.lookahead, self.track.model.nu))
        states = [self.track.reference(np.array([now]))]
        for k, target in enumerate(targets):
            states.append(self._follow(states[-1], target[None], now + k / CONTROL_RATE))
        self.states, self.targets = np.concatenate(states), targets
        for _ in range(_FIRST_PASSES):
            self._improve(now)

    def advance(self, now: float) -> None:
        """Take the first of the targets planned at `now`, and plan one step more."""
        end = now + self.config.lookahead / CONTROL_RATE
        idle = np.zeros((1, self.track.model.nu))
        last = self._follow(self.states[-1:], idle, end)
        self.states = np.concatenate([self.states[1:], last])
        self.targets = np.concatenate([self.targets[1:], idle])
        for _ in range(self.config.passes):
            self._improve(now + 1.0 / CONTROL_RATE)

    def fit(
        self, times: Array, states: Array, targets: Array, rng: np.random.Generator
    ) -> tuple[Array, Array, Array]:
        """Linear models of a step from each of states (n, nq + nv) at times (n,), over a spread of
        states around it: by state (n, 2 nv, 2 nv), by targets (n, 2 nv, actuators), and the states
        (n, nq + nv) reached without any."""
        track, nv, nu = self.track, self.track.model.nv, self.track.model.nu
        place, angle, speed, spin, push = _SPREAD
        spread = np.repeat([place, angle, speed, spin, push], [3, nv - 3, 3, nv - 3, nu])
        reached = self._simulate(states, track.forward(times) + targets)
        half = rng.normal(size=(len(times), self.config.samples // 2, len(spread)))
        noise = np.concatenate([half, -half], axis=1)
        started = track.tangent.plus(states[:, None], noise[..., : 2 * nv] * spread[: 2 * nv])
        pushed = (track.forward(times) + targets)[:, None] + noise[..., 2 * nv :] * push
        after = self._simulate(started.reshape(-1, states.shape[1]), pushed.reshape(-1, nu))
        moved = track.tangent.minus(after.reshape(started.shape), reached[:, None])
        moved -= moved.mean(axis=1, keepdims=True)
        # A ridge, for the fewer samples the body has numbers.
        ridge = 1e-3 * noise.shape[1] * np.eye(len(spread))
        square = noise.swapaxes(1, 2) @ noise + ridge
        slopes = np.linalg.solve(square, noise.swapaxes(1, 2) @ moved).swapaxes(1, 2) / spread
        return slopes[..., : 2 * nv], slopes[..., 2 * nv :], reached

    def _improve(self, now: float) -> None:
        """A pass of iterative LQR over the plan that begins at `now`."""
        track, effort, targets = self.track, self.config.effort, self.targets
        times = now + np.arange(len(targets) + 1) / CONTROL_RATE
        a, b = self._differentiate(times[:-1])
        residual, jacobian = track.residual(self.states[1:], times[1:])
        cost = 0.5 * np.square(residual).sum() + 0.5 * effort * np.square(targets).sum()
        ways = [
            _sweep(a, b, residual, jacobian, targets, effort, self._stiffness * stiffer)
            for stiffer in _STIFFER
        ]
        shorter = np.tile(_SHORTER, len(ways))[:, None]
        pushes = np.repeat([push for push, _ in ways], len(_SHORTER), axis=0)
        gains = np.repeat([gain for _, gain in ways], len(_SHORTER), axis=0)
        states, tried = [np.repeat(self.states[:1], len(shorter), axis=0)], []
        costs = np.zeros(len(shorter))
        for k, time in enumerate(times[:-1]):
            off = track.tangent.minus(states[-1], self.states[k])
            back = (gains[:, k] @ off[..., None])[..., 0]
            tried.append((targets[k] + shorter * pushes[:, k] + back).clip(-2.0, 2.0))
            states.append(self._follow(states[-1], tried[-1], time))
            ends = np.broadcast_to(times[k + 1], len(shorter))
            costs += track.cost(states[-1], ends) + 0.5 * effort * np.square(tried[-1]).sum(-1)
        best = int(np.nan_to_num(costs, nan=np.inf).argmin())
        if costs[best] < cost:
            self.states = np.stack(states, axis=1)[best]
            self.targets = np.stack(tried, axis=1)[best]
            stiffness = self._stiffness * _STIFFER[best // len(_SHORTER)]
        else:
            stiffness = 30.0 * self._stiffness
        self._stiffness = float(np.clip(stiffness, 1e-4, 10.0))

    def _differentiate(self, times: Array) -> tuple[Array, Array]:
        """Derivatives of the plan's steps by state (n, 2 nv, 2 nv) and targets (n, 2 nv, nu)."""
        track, nx = self.track, self.track.tangent.size
        nudges = np.concatenate([np.zeros((1, len(self._nudges))), self._nudges])
        states = track.tangent.plus(self.states[:-1, None], nudges[:, :nx])
        targets = (track.forward(times) + self.targets)[:, None] + nudges[:, nx:]
        after = self._simulate(
            states.reshape(-1, states.shape[-1]), targets.reshape(-1, targets.shape[-1])
        ).reshape(len(times), len(nudges), -1)
        moved = track.tangent.minus(after[:, 1:], after[:, :1]).swapaxes(1, 2)
        slopes = (moved / self._nudges.diagonal()).clip(-_STEEPEST, _STEEPEST)
        return slopes[..., :nx], slopes[..., nx:]

    def _follow(self, states: Array, targets: Array, time: float) -> Array:
        """States (n, nq + nv) a control step after `time`, with targets beside the feed-forward."""
        return self._simulate(states, self.track.forward(np.array(time)) + targets)

    def _simulate(self, states: Array, targets: Array) -> Array:
        """States (n, nq + nv) a control step later, with PD targets (n, actuators)."""
        engine = self._narrow if len(states) <= self._narrow.worlds else self._wide
        nq = self.track.model.nq
        out = np.empty_like(states)
        for start in range(0, len(states), engine.worlds):
            part = slice(start, start + engine.worlds)
            # Spare worlds repeat the last one: an engine steps all it has.
            fill = np.arange(engine.worlds).clip(0, len(states[part]) - 1)
            begun = states[part][fill]
            engine.reset(np.arange(engine.worlds), begun[:, :nq], begun[:, nq:])
            engine.step(targets[part][fill])
            count = len(states[part])
            out[part] = np.concatenate([engine.qpos, engine.qvel], axis=1)[:count]
        self.samples += len(states)
        return out


def _sweep(
    a: Array,
    b: Array,
    residual: Array,
    jacobian: Array,
    targets: Array,
    effort: float,
    stiff: float,
) -> tuple[Array, Array]:
    """The backward sweep of iterative LQR: pushes (n, nu) and gains (n, nu, 2 nv), with `stiff`
    added to what a push costs."""
    pushes, gains = np.empty_like(targets), np.empty((*targets.shape, a.shape[-1]))
    slope, bend = np.zeros(a.shape[-1]), np.zeros(a.shape[1:])
    for k in reversed(range(len(targets))):
        bend += jacobian[k].T @ jacobian[k]
        slope = slope + jacobian[k].T @ residual[k]
        by_push = effort * targets[k] + b[k].T @ slope
        square = effort * np.eye(len(by_push)) + b[k].T @ bend @ b[k]
        cross = b[k].T @ bend @ a[k]
        asked = np.column_stack([by_push, cross])
        solved = -np.linalg.solve(square + stiff * np.eye(len(square)), asked)
        push, gain = solved[:, 0], solved[:, 1:]
        slope = a[k].T @ slope + gain.T @ (square @ push + by_push) + cross.T @ push
        bend = a[k].T @ bend @ a[k] + gain.T @ square @ gain + gain.T @ cross + cross.T @ gain
        bend = 0.5 * (bend + bend.T)
        pushes[k], gains[k] = push, gain
    return pushes, gains


def _gains(a: Array, b: Array, jacobian: Array, effort: float, loops: bool) -> Array:
    """LQR gains (n, nu, 2 nv) along a plan: of a loop, those of going round for ever."""
    out = np.empty((len(a), b.shape[-1], a.shape[-1]))
    bend = np.zeros(a.shape[1:])
    for _ in range(6 if loops else 1):
        for k in reversed(range(len(a))):
            bend += jacobian[k].T @ jacobian[k]
            cross = b[k].T @ bend @ a[k]
            square = effort * np.eye(len(cross)) + b[k].T @ bend @ b[k]
            out[k] = -np.linalg.solve(square, cross)
            bend = a[k].T @ bend @ a[k] + cross.T @ out[k]
            bend = 0.5 * (bend + bend.T)
    return out
