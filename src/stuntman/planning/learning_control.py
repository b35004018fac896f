"""Iterative learning control: better feed-forward targets beneath a policy that stays as it is.

A policy that stays on a clip does the same thing lap after lap, so its repeated errors can be put
right in advance (Bristow, Tharayil and Alleyne 2006). How the errors answer to each target is
measured in the simulator, with the policy acting on what comes of it; a Gauss-Newton step on all
targets together brings the motion nearer to the clip.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

import torch
from torch import Tensor

from stuntman.errors import POSITIVE, refuse_outside
from stuntman.imitation.actuation import Actuation
from stuntman.imitation.config import CONTROL_RATE, STEP
from stuntman.imitation.environment import Environment
from stuntman.imitation.info import Info
from stuntman.spatial.torch_rotations import heading, rotate_about_vertical
from stuntman.threads import physics_first

Act = Callable[[Tensor], Tensor]

MAX_COUNT = 1000  # of anything that is counted
SETTLING_SECONDS = 2.0  # after which a lap is like the next
# Gauss-Newton steps that are tried: what is added to the normal matrix, and shares of the step.
TRIED = [(damping, share) for damping in (1e-3, 1e-2, 1e-1, 1.0) for share in (0.4, 1.0)]
STARTS = 32  # from which each is tried, evenly over the clip
TRIED_SECONDS = 8.0  # for which each is tried, of a loop; else to the clip's end
WORLD_VECTORS = ("end_effector", "com")  # reward terms whose residuals lie along the world's axes
MAX_DERIVATIVE = 50.0  # what is more is a foot that lands a step earlier


@dataclass(frozen=True)
class LearningControlConfig:
    """How targets are improved.

    Attributes:
        passes: Gauss-Newton steps each time; 0 for no learning control.
        laps: of the clip along which nudges are tried, each begun a little later in a control step.
        nudge: rad.
        reach: control steps for which a nudge is followed.
        stretch: control steps of the clip whose targets are improved together.
    """

    passes: int = 2
    laps: int = 4
    nudge: float = 3e-3
    reach: int = 48
    stretch: int = 64

    def __post_init__(self) -> None:
        counts = ("laps", "reach", "stretch")
        refuse_outside("learning_control", self, counts, 1, MAX_COUNT)
        refuse_outside("learning_control", self, ("passes",), 0, MAX_COUNT)
        refuse_outside("learning_control", self, ("nudge",), *POSITIVE)


@dataclass(frozen=True, eq=False)
class _Laps:
    """A policy's laps of the clip, a world each, from a control step before its beginning on.

    Attributes:
        states: of the environment before each step.
        clip_steps: (steps, laps) where in the clip each step begins, counted in control steps.
        errors: (steps, laps, n) residuals that it ends with. weights: square roots of what their
            squares count.
        without_fall: indices of the laps without a fall.
    """

    states: list[dict[str, Tensor]]
    clip_steps: Tensor
    errors: Tensor
    weights: Tensor
    without_fall: list[int]


class LearningControl:
    """Improves the targets of one clip's policies.

    Args:
        build: makes the environment that a policy is measured in, with so many worlds and, of a
            loop, without a horizon.
    """

    def __init__(self, build: Callable[[int], Environment], config: LearningControlConfig) -> None:
        self.config = config
        self._lap_worlds = build(config.laps)
        library, self._actions = self._lap_worlds.library, self._lap_worlds.actions
        self._duration, self._loops = float(library.duration[0]), bool(library.loops[0])
        self._begins = library.time_of_frame - STEP  # a frame's targets lead up to it
        self._rows = max(1, round(self._duration * CONTROL_RATE))  # of targets: a control step each
        self._stretches = torch.arange(self._rows).tensor_split(ceil(self._rows / config.stretch))
        self._nudged_worlds = build(len(self._stretches[0]) * self._actions)
        self._trial_worlds = build(STARTS * (1 + len(TRIED)))
        self._samples = 0

    @property
    def max_samples(self) -> int:
        """Control steps simulated each time, at most: nearly what all take."""
        config, seconds = self.config, TRIED_SECONDS if self._loops else self._duration
        nudged = config.laps * config.reach * self._nudged_worlds.worlds * len(self._stretches)
        tried = ceil(seconds * CONTROL_RATE) * self._trial_worlds.worlds
        settling = ceil(SETTLING_SECONDS * CONTROL_RATE)
        laps = config.laps * (2 * self._rows + config.reach + settling)
        return config.passes * (nudged + tried + laps)

    @torch.no_grad()
    @physics_first()
    def __call__(self, act: Act, actuation: Actuation) -> tuple[Actuation, int]:
        """An actuation with better targets for a policy to act on, or the same where none are
        found; and the control steps simulated for it."""
        self._samples = 0
        for _ in range(self.config.passes):
            for environment in (self._lap_worlds, self._nudged_worlds, self._trial_worlds):
                environment.actuation = actuation
            laps = self._laps(act)
            if not laps.without_fall:
                break
            steps = [
                _gauss_newton_steps(*self._normal_equations(act, laps, stretch))
                for stretch in self._stretches
            ]
            changes = torch.cat(steps, dim=1).unflatten(-1, (self._rows, self._actions))
            changes = torch.cat([torch.zeros_like(changes[:1]), changes])  # none is tried as well
            best = int(self._rewards(act, changes).argmax())
            if best == 0:
                break
            first = torch.zeros(len(self._begins), dtype=torch.long)
            change = self._between(changes[[best]], self._begins, first)
            targets = actuation.feed_forward_targets + change
            actuation = replace(actuation, feed_forward_targets=targets)
        return actuation, self._samples

    def _laps(self, act: Act) -> _Laps:
        """Let the policy act along the clip, of a loop after it has settled."""
        env = self._lap_worlds
        observation = env.reset(torch.arange(env.worlds) / (env.worlds * CONTROL_RATE))
        begun, rate = env.clock.time, self._rows / self._duration
        before = ceil(SETTLING_SECONDS / self._duration) * self._rows if self._loops else 0
        until = self._rows + (self.config.reach if self._loops else 0)
        states, clip_steps, errors, weights = [], [], [], []
        without_fall = torch.ones(env.worlds, dtype=torch.bool)
        running = without_fall.clone()  # the clip has not ended
        for step in range(ceil((before + until) / rate * CONTROL_RATE)):
            clip_step = (begun + step / CONTROL_RATE) * rate - before
            state = env.world_state()
            observation, _, terminated, truncated, info = self._step(env, act(observation))
            without_fall &= ~(terminated & running)
            if (clip_step >= -1.0).all():
                error, weight = self._errors(info)
                states.append(state)
                clip_steps.append(clip_step)
                errors.append(error)
                weights.append(weight * running.unsqueeze(-1))
            running &= ~truncated
        return _Laps(
            states,
            torch.stack(clip_steps),
            torch.stack(errors),
            torch.stack(weights),
            without_fall.nonzero().flatten().tolist(),
        )

    def _normal_equations(self, act: Act, laps: _Laps, stretch: Tensor) -> tuple[Tensor, Tensor]:
        """Of half the mean squared error by the targets of a stretch of the clip's control steps,
        each step's one after the other: Gauss-Newton's normal matrix (targets, targets) and the
        gradient (targets,)."""
        count = len(stretch) * self._actions
        normal_matrix, gradient = torch.zeros(count, count).double(), torch.zeros(count).double()
        for lap in laps.without_fall:
            first = (laps.clip_steps[:, lap].unsqueeze(1) >= stretch - 1.0).int().argmax(0)
            low, high = int(first.min()), int(first.max()) + self.config.reach
            span = self._rows if self._loops else len(laps.clip_steps) - low
            steps = slice(low, low + min(span, high - low))
            jacobian = self._jacobian(act, laps, lap, stretch, first, steps)
            error = (laps.errors[steps, lap] * laps.weights[steps, lap]).flatten()
            share = 1.0 / ((steps.stop - low) * len(laps.without_fall))
            normal_matrix += share * (jacobian @ jacobian.T)
            gradient += share * (jacobian @ error)
        return normal_matrix, gradient

    def _jacobian(
        self, act: Act, laps: _Laps, lap: int, stretch: Tensor, first: Tensor, steps: slice
    ) -> Tensor:
        """Derivatives (targets, n) of the weighted residuals of these steps of a lap by each target
        of the stretch. Of a loop, what a target does to the next lap is added to the steps of this
        one that are like those.

        Args:
            first: (stretch,) the lap's first step that each row of targets has a part in.
        """
        env, config, last = self._nudged_worlds, self.config, len(laps.clip_steps) - 1
        targets = torch.arange(len(stretch) * self._actions)
        row, step = stretch[targets // self._actions], first[targets // self._actions]
        size = config.nudge / env.actuation.action_scale
        observation = env.load_world_state(_at_steps(laps, lap, step, env))
        alive = torch.ones(len(targets), dtype=torch.bool)
        out = torch.zeros(len(targets), steps.stop - steps.start, laps.errors.shape[-1])
        for _ in range(config.reach):
            alive &= step <= last
            at = step.clamp_max(last)
            distance = (laps.clip_steps[at, lap] - row).abs()
            if self._loops:
                distance = distance % self._rows
                distance = torch.minimum(distance, self._rows - distance)
            nudge = torch.zeros(env.worlds, self._actions)
            nudge[targets, targets % self._actions] = size * (1.0 - distance).clamp_min(0.0).float()
            observation, _, terminated, _, info = self._step(env, act(observation), nudge)
            alive &= ~terminated[: len(targets)]
            change = (self._errors(info)[0][: len(targets)] - laps.errors[at, lap]) / config.nudge
            change = change.clamp(-MAX_DERIVATIVE, MAX_DERIVATIVE) * laps.weights[at, lap]
            change = torch.where(alive.unsqueeze(-1), change, 0.0)
            out[targets, (at - steps.start) % out.shape[1]] += change
            step = step + 1
        return out.flatten(1)

    def _rewards(self, act: Act, changes: Tensor) -> Tensor:
        """What each change (n, rows, actuators) of the targets earns in an episode, (n,): the mean
        over starts."""
        env = self._trial_worlds
        starts = torch.arange(STARTS, dtype=torch.float64) / STARTS * self._duration
        observation = env.reset(starts.repeat(len(changes)))
        which = torch.arange(len(changes)).repeat_interleave(STARTS)
        earned, running = torch.zeros(env.worlds), torch.ones(env.worlds, dtype=torch.bool)
        seconds = TRIED_SECONDS if self._loops else self._duration
        for _ in range(ceil(seconds * CONTROL_RATE)):
            change = self._between(changes, env.clock.time, which) / env.actuation.action_scale
            observation, reward, terminated, truncated, _ = self._step(
                env, act(observation), change
            )
            running &= ~terminated
            earned += torch.where(running, reward, 0.0)
            running &= ~truncated
        return earned.unflatten(0, (len(changes), STARTS)).mean(1)

    def _step(
        self, env: Environment, actions: Tensor, change: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Info]:
        """A step with the policy's actions and, if given, a change of the targets (worlds,
        actuators), in units of action."""
        self._samples += env.worlds
        return env.step(
            actions if change is None else actions + env.problem.mirror_actions(change, env.clock)
        )

    def _errors(self, info: Info) -> tuple[Tensor, Tensor]:
        """Residuals (worlds, n) of the reward's terms, and the square roots of what their squares
        count: the derivative of a term by its squared error, where it is."""
        env = self._lap_worlds
        # Along the reference's own axes, the same in every lap of a clip that turns.
        yaw = -heading(info.reference.pose.root_rotation)
        errors, weights = [], []
        for term in env.tasks[0].reward_terms:
            error = term.residual(info.motion, info.reference)
            if term.name in WORLD_VECTORS:
                error = rotate_about_vertical(error.unflatten(-1, (-1, 3)), yaw).flatten(-2)
            at_best = term.weight * term.scale
            weight = at_best * torch.exp(-term.scale * error.square().sum(-1, keepdim=True))
            errors.append(error)
            weights.append(weight.sqrt().expand_as(error))
        return torch.cat(errors, -1), torch.cat(weights, -1)

    def _between(self, changes: Tensor, times: Tensor, which: Tensor) -> Tensor:
        """Of changes (n, rows, actuators) the `which`th (m,), at times (m,) s: (m, actuators)."""
        row = times * (self._rows / self._duration)
        row = row % self._rows if self._loops else row.clamp(0.0, self._rows - 1.0)
        before = row.floor().long().clamp_max(self._rows - 1)
        after = (before + 1) % self._rows if self._loops else (before + 1).clamp_max(self._rows - 1)
        share = (row - before).unsqueeze(-1).float()
        return (1.0 - share) * changes[which, before] + share * changes[which, after]


def _at_steps(laps: _Laps, lap: int, steps: Tensor, env: Environment) -> dict[str, Tensor]:
    """The environment's state with each of its worlds where a lap is before one of these steps
    (n,); worlds to spare repeat the last."""
    spare = steps[-1:].expand(env.worlds - len(steps))
    rows = torch.cat([steps, spare])
    return {
        name: torch.stack([state[name][lap] for state in laps.states])[rows]
        for name in laps.states[0]
    }


def _gauss_newton_steps(normal_matrix: Tensor, gradient: Tensor) -> Tensor:
    """The steps of `TRIED`: (n, targets)."""
    unit = torch.eye(len(gradient)).double()
    whole = {
        damping: -torch.linalg.solve(normal_matrix + damping * unit, gradient).float()
        for damping in {damping for damping, _ in TRIED}
    }
    return torch.stack([share * whole[damping] for damping, share in TRIED])
