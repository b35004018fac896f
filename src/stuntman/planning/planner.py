"""A first way through the clip, found by planning in the simulator before anything is learned.

Model predictive control: at each control step the next ones are improved by iterative LQR (Tassa et
al. 2012) on the true physics, differentiated by finite differences, and the first action is taken.
What that makes of the clip, physics obeyed, is the plan. Around it the physics is fitted by linear
models over states as far from it as a body gets, so that a foot may land earlier or later than
planned (as in guided policy search, Levine and Abbeel 2014); their LQR gains hold the body on it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from stuntman.errors import StuntmanError
from stuntman.imitation.actuation import Actuation
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.problem import Problem
from stuntman.physics.engine import Engine
from stuntman.planning.tracking_cost import TrackingCost
from stuntman.spatial.rotations import Array

Indices = NDArray[np.int64]

_NUDGE = 1e-6  # of a finite difference; larger ones meet more landings, and each is a jump
_STEEPEST = 60.0  # of a derivative; what is more is such a jump
_SHORTER = np.array([1.0, 0.7, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02])  # of a step that iterative LQR asks
_STIFFER = np.array([0.1, 1.0, 10.0])  # of its regularisation, which stays within the next two
_SOFTEST, _STIFFEST = 1e-4, 10.0
_HALTED = 30.0  # times as stiff after a pass that found nothing better
_FIRST_PASSES = 10  # the plan's start has nothing to begin from
_FARTHEST = 2.0  # rad, of a target from the feed-forward
_SPREAD = 0.01, 0.02, 0.1, 0.3, 0.1  # m, rad, m/s, rad/s of states and rad of targets
_RIDGE = 1e-3  # of a sample's weight, against directions that few samples tell of
_LAPS = 6  # round a loop, after which its gains no longer change


@dataclass(frozen=True)
class PlanConfig:
    """How the clip is planned.

    Attributes:
        lookahead: control steps that are planned ahead.
        other_horizons: lookaheads that are tried instead, one after the other, where the plan earns
            less than `sufficient_reward`: a leap is planned from farther off, some walks better
            from nearer. The best plan is taken.
        sufficient_reward: mean reward a step.
        passes: of iterative LQR at each step.
        planning_cost: cost of a squared rad of target beside the feed-forward, in planning.
        control_cost: the same, in the gains that hold the body on the plan: small gains reach
            farther.
        samples: simulated steps that each linear model is fitted to.
    """

    lookahead: int = 24
    other_horizons: tuple[int, ...] = (36, 16)
    sufficient_reward: float = 0.85
    passes: int = 1
    planning_cost: float = 0.02
    control_cost: float = 2.0
    samples: int = 512

    def __post_init__(self) -> None:
        for name in ("lookahead", "passes", "samples", "planning_cost", "control_cost"):
            if not getattr(self, name) > 0:
                raise StuntmanError(f"planning: '{name}' has to be more than 0.")
        if min(self.other_horizons, default=1) < 1:
            raise StuntmanError(
                "planning: 'other_horizons' are numbers of control steps, 1 or more."
            )


@dataclass(frozen=True, eq=False)
class Plan:
    """What to do along the clip, and about being off it. Its rows are a control step apart.

    Attributes:
        times: (rows,) s in the clip, of a loop those of one cycle.
        deviations: (rows, 2 nv) where the plan is, from the reference, as `Tangent` has it.
        targets: (rows, actuators) rad to add to the feed-forward.
        gains: (rows, actuators, 2 nv) rad by what the state is off the plan.
        duration: s, of the clip. loops: whether its last row leads to the first.
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
        return _between(self.deviations, self._rows(times))

    def target(self, times: Array) -> Array:
        """(n, actuators) rad to add to the feed-forward, at times (n,) s on the plan."""
        return _between(self.targets, self._rows(times))

    def correction(self, times: Array, deviation: Array) -> Array:
        """What to add to the target, (n, actuators) rad, at times (n,) s for states that far
        (n, 2 nv) from the reference."""
        low, high, share = at = self._rows(times)
        row = np.where(share < 0.5, low, high)
        off = deviation - _between(self.deviations, at)
        return (self.gains[row] @ off[..., None])[..., 0]

    def _rows(self, times: Array) -> tuple[Indices, Indices, Array]:
        """The rows (n,) before and after times (n,), and how far on from the one to the other."""
        since, count = times - self.times[0], len(self.times)
        end = self.duration if self.loops else self.times[-1] - self.times[0] + 1.0 / CONTROL_RATE
        since = since % end if self.loops else since.clip(0.0, end)
        marks = np.append(self.times - self.times[0], end)
        low = (np.searchsorted(marks, since, side="right") - 1).clip(0, count - 1)
        share = (since - marks[low]) / (marks[low + 1] - marks[low])
        high = (low + 1) % count if self.loops else (low + 1).clip(0, count - 1)
        return low, high, share


def _between(rows: Array, at: tuple[Indices, Indices, Array]) -> Array:
    low, high, share = at
    return (1.0 - share)[:, None] * rows[low] + share[:, None] * rows[high]


def plan(
    problem: Problem,
    actuation: Actuation,
    engines: Callable[[int], Engine],
    config: PlanConfig,
    seed: int,
) -> Plan:
    """A plan of a problem's one clip.

    Args:
        actuation: what its targets are added to.
        engines: makes physics of the problem's body with so many worlds.

    Raises:
        StuntmanError: physics diverges along the clip.
    """
    track = TrackingCost(problem, actuation)
    plans: list[Plan] = []
    for lookahead in (config.lookahead, *config.other_horizons):
        plans.append(_plan(track, engines, replace(config, lookahead=lookahead), seed))
        if plans[-1].reward >= config.sufficient_reward:
            break
    sound = [each for each in plans if np.isfinite(each.gains).all()]
    if not sound:
        raise StuntmanError(
            "The clip cannot be planned, its physics diverges: train it with --no-warm-start."
        )
    best = max(sound, key=lambda each: each.reward)
    return replace(best, samples=sum(each.samples for each in plans))


def _plan(
    track: TrackingCost, engines: Callable[[int], Engine], config: PlanConfig, seed: int
) -> Plan:
    """A plan with this lookahead: of a loop, of its second cycle in a row."""
    planner = _Planner(track, engines, config)
    planner.begin()
    times, states, targets = _cycle(planner, 0.0)
    if track.loops:
        start = max(0.0, times[-1] + 1.0 / CONTROL_RATE - track.duration)
        planner.states = track.next_cycle(planner.states, start)
        times, states, targets = _cycle(planner, start)
    a, b, reached = planner.fit(times, states, targets, np.random.default_rng(seed))
    ends = times + 1.0 / CONTROL_RATE
    _, jacobian = track.residual(reached, ends)
    gains = _gains(a, b, jacobian, config.control_cost, track.wrap)
    return Plan(
        times=times,
        deviations=track.tangent.minus(states, track.reference(times)),
        targets=targets,
        gains=gains,
        duration=track.duration,
        loops=track.loops,
        reward=float(track.reward(reached, ends).mean()),
        samples=planner.samples,
    )


def _cycle(planner: "_Planner", start: float) -> tuple[Array, Array, Array]:
    """Times (n,) of the control steps from `start` to the clip's end, the states (n, nq + nv) that
    they begin in and the targets (n, actuators) taken."""
    end = planner.track.duration - 1e-9
    times = start + np.arange(np.ceil((end - start) * CONTROL_RATE)) / CONTROL_RATE
    states, targets = [], []
    for now in times:
        states.append(planner.states[0])
        targets.append(planner.targets[0])
        planner.advance(now)
    return times, np.array(states), np.array(targets)


class _Planner:
    """Model predictive control of one body.

    Attributes:
        states: (lookahead + 1, nq + nv), now and as planned. targets: (lookahead, actuators) rad.
        samples: control steps simulated.
    """

    states: Array
    targets: Array

    def __init__(
        self, track: TrackingCost, engines: Callable[[int], Engine], config: PlanConfig
    ) -> None:
        self.track, self.config = track, config
        self.samples = 0
        nu, nx = track.model.nu, track.tangent.size
        steps = np.array([_NUDGE] * nx + [3.0 * _NUDGE] * nu)
        self._nudges = np.diag(steps)
        self._wide = engines(config.lookahead * (len(steps) + 1))
        self._narrow = engines(len(_SHORTER) * len(_STIFFER))
        self._stiffness = 1e-2

    def begin(self) -> None:
        """Stand where the reference begins, and plan."""
        targets = np.zeros((self.config.lookahead, self.track.model.nu))
        states = [self.track.reference(np.zeros(1))]
        for k, target in enumerate(targets):
            states.append(self._follow(states[-1], target[None], k / CONTROL_RATE))
        self.states, self.targets = np.concatenate(states), targets
        for _ in range(_FIRST_PASSES):
            self._improve(0.0)

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
        (n, nq + nv) reached without noise. What diverges is left out."""
        track, nv, nu = self.track, self.track.model.nv, self.track.model.nu
        place, angle, speed, spin, push = _SPREAD
        spread = np.repeat([place, angle, speed, spin, push], [3, nv - 3, 3, nv - 3, nu])
        reached = self._simulate(states, track.feed_forward(times) + targets)
        noise = rng.normal(size=(len(times), self.config.samples, len(spread)))
        started = track.tangent.plus(states[:, None], noise[..., : 2 * nv] * spread[: 2 * nv])
        pushed = (track.feed_forward(times) + targets)[:, None] + noise[..., 2 * nv :] * push
        after = self._simulate(started.reshape(-1, states.shape[1]), pushed.reshape(-1, nu))
        moved = track.tangent.minus(after.reshape(started.shape), reached[:, None])
        sane = np.isfinite(moved).all(axis=-1, keepdims=True)
        moved, noise = np.where(sane, moved, 0.0), np.where(sane, noise, 0.0)
        moved -= moved.mean(axis=1, keepdims=True)
        ridge = _RIDGE * self.config.samples * np.eye(len(spread))
        square = noise.swapaxes(1, 2) @ noise + ridge
        slopes = np.linalg.solve(square, noise.swapaxes(1, 2) @ moved).swapaxes(1, 2) / spread
        return slopes[..., : 2 * nv], slopes[..., 2 * nv :], reached

    def _improve(self, now: float) -> None:
        """A pass of iterative LQR over the plan that begins at `now`."""
        track, effort, targets = self.track, self.config.planning_cost, self.targets
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
            tried.append((targets[k] + shorter * pushes[:, k] + back).clip(-_FARTHEST, _FARTHEST))
            states.append(self._follow(states[-1], tried[-1], time))
            ends = np.broadcast_to(times[k + 1], len(shorter))
            costs += track.cost(states[-1], ends) + 0.5 * effort * np.square(tried[-1]).sum(-1)
        best = int(np.nan_to_num(costs, nan=np.inf).argmin())
        if costs[best] < np.nan_to_num(cost, nan=np.inf):
            self.states = np.stack(states, axis=1)[best]
            self.targets = np.stack(tried, axis=1)[best]
            stiffness = self._stiffness * _STIFFER[best // len(_SHORTER)]
        else:
            stiffness = _HALTED * self._stiffness
        self._stiffness = float(np.clip(stiffness, _SOFTEST, _STIFFEST))

    def _differentiate(self, times: Array) -> tuple[Array, Array]:
        """Derivatives of the plan's steps by state (n, 2 nv, 2 nv) and targets (n, 2 nv, nu)."""
        track, nx = self.track, self.track.tangent.size
        nudges = np.concatenate([np.zeros((1, len(self._nudges))), self._nudges])
        states = track.tangent.plus(self.states[:-1, None], nudges[:, :nx])
        targets = (track.feed_forward(times) + self.targets)[:, None] + nudges[:, nx:]
        after = self._simulate(
            states.reshape(-1, states.shape[-1]), targets.reshape(-1, targets.shape[-1])
        ).reshape(len(times), len(nudges), -1)
        moved = track.tangent.minus(after[:, 1:], after[:, :1]).swapaxes(1, 2)
        slopes = (moved / self._nudges.diagonal()).clip(-_STEEPEST, _STEEPEST)
        return slopes[..., :nx], slopes[..., nx:]

    def _follow(self, states: Array, targets: Array, time: float) -> Array:
        """States (n, nq + nv) a control step after `time`, with targets beside the feed-forward."""
        return self._simulate(states, self.track.feed_forward(np.array(time)) + targets)

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
            worlds = torch.arange(engine.worlds)
            rows = torch.from_numpy(begun)
            engine.reset(worlds, rows[:, :nq], rows[:, nq:])
            engine.step(torch.from_numpy(targets[part][fill]))
            count = len(states[part])
            out[part] = torch.cat([engine.qpos, engine.qvel], dim=1)[:count].numpy()
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


def _gains(a: Array, b: Array, jacobian: Array, effort: float, wrap: Array | None) -> Array:
    """LQR gains (n, nu, 2 nv) along a plan: of a loop, those of going round for ever.

    Args:
        wrap: (2 nv, 2 nv) of a loop, a deviation at its end to what it is at its beginning.
    """
    out = np.empty((len(a), b.shape[-1], a.shape[-1]))
    bend = np.zeros(a.shape[1:])
    for _ in range(1 if wrap is None else _LAPS):
        if wrap is not None:
            bend = wrap.T @ bend @ wrap
        for k in reversed(range(len(a))):
            bend += jacobian[k].T @ jacobian[k]
            cross = b[k].T @ bend @ a[k]
            square = effort * np.eye(len(cross)) + b[k].T @ bend @ b[k]
            out[k] = -np.linalg.solve(square, cross)
            bend = a[k].T @ bend @ a[k] + cross.T @ out[k]
            bend = 0.5 * (bend + bend.T)
    return out
