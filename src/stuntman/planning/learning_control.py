"""Iterative learning control: better feed-forward targets beneath a policy that stays as it is.

A policy that stays on a clip does the same thing lap after lap, so its repeated errors can be put
right in advance (Bristow, Tharayil and Alleyne 2006). What a nudge of a target does to the steps
that follow is measured in the simulator, with the policy acting on it, one target and instant at a
time; a Gauss-Newton step on all of them together brings the motion nearer to the clip.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.actuation import Actuation
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.environment import Environment
from stuntman.imitation.info import Info
from stuntman.spatial.torch_rotations import heading, rotate_about_vertical
from stuntman.threads import physics_first

Act = Callable[[Tensor], Tensor]

_SETTLING = 2.0  # s, after which a lap is like the next
_TRIED = [(damping, part) for damping in (1e-3, 1e-2, 1e-1, 1.0) for part in (0.4, 1.0)]
_STARTS = 32  # that each of them is tried from
_SECONDS = 8.0  # for so long
_WORLD_VECTORS = ("end_effector", "com")  # reward terms whose residuals lie along the world's axes
_STEEPEST = 50.0  # of a derivative; what is more is a foot that lands a step earlier


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
        for name in ("laps", "nudge", "reach", "stretch"):
            if not getattr(self, name) > 0:
                raise StuntmanError(f"learning_control: '{name}' has to be more than 0.")


@dataclass(frozen=True, eq=False)
class _Laps:
    """A policy's way along the clip, a world each, from a control step before its beginning on.

    Attributes:
        states: of the environment before each step.
        marks: (steps, laps) where each step begins, in control steps of the clip.
        errors: (steps, laps, n) residuals that it ends with, and weights: what they count.
        sound: those without a fall.
    """

    states: list[dict[str, Tensor]]
    marks: Tensor
    errors: Tensor
    weights: Tensor
    sound: list[int]


class LearningControl:
    """Improves the targets of one clip's policies.

    Args:
        build: makes the environment that a policy is measured in, with so many worlds and, of a
            loop, without a horizon.
    """

    def __init__(self, build: Callable[[int], Environment], config: LearningControlConfig) -> None:
        self.config = config
        self._along = build(config.laps)
        library, self._actions = self._along.library, self._along.actions
        self._duration, self._loops = float(library.duration[0]), bool(library.loops[0])
        self._begins = library.time_of_frame - 1.0 / CONTROL_RATE  # a frame's targets lead up to it
        self._rows = max(1, round(self._duration * CONTROL_RATE))
        self._stretches = torch.arange(self._rows).tensor_split(ceil(self._rows / config.stretch))
        self._nudged = build(len(self._stretches[0]) * self._actions)
        self._compared = build(_STARTS * (1 + len(_TRIED)))
        self._samples = 0

    @property
    def max_samples(self) -> int:
        """Control steps simulated each time, at most: nearly what all take."""
        config, seconds = self.config, _SECONDS if self._loops else self._duration
        nudged = config.laps * config.reach * self._nudged.worlds * len(self._stretches)
        compared = ceil(seconds * CONTROL_RATE) * self._compared.worlds
        along = config.laps * (2 * self._rows + config.reach + ceil(_SETTLING * CONTROL_RATE))
        return config.passes * (nudged + compared + along)

    @torch.no_grad()
    @physics_first()
    def __call__(self, act: Act, actuation: Actuation) -> tuple[Actuation, int]:
        """An actuation with better targets for a policy to act on, or the same where none are
        found; and the control steps simulated for it."""
        self._samples = 0
        for _ in range(self.config.passes):
            for environment in (self._along, self._nudged, self._compared):
                environment.actuation = actuation
            laps = self._laps(act)
            if not laps.sound:
                break
            changes = [_steps(*self._measure(act, laps, stretch)) for stretch in self._stretches]
            tried = torch.cat(changes, dim=1).unflatten(-1, (self._rows, self._actions))
            tried = torch.cat([torch.zeros_like(tried[:1]), tried])  # the first as it is
            best = int(self._compare(act, tried).argmax())
            if best == 0:
                break
            which = torch.zeros(len(self._begins), dtype=torch.long)
            change = self._between(tried[[best]], self._begins, which)
            targets = actuation.feed_forward_targets + change
            actuation = replace(actuation, feed_forward_targets=targets)
        return actuation, self._samples

    def _laps(self, act: Act) -> _Laps:
        env = self._along
        observation = env.reset(torch.arange(env.worlds) / (env.worlds * CONTROL_RATE))
        begun, rate = env.clock.time, self._rows / self._duration
        before = ceil(_SETTLING / self._duration) * self._rows if self._loops else 0
        until = self._rows + (self.config.reach if self._loops else 0)
        states, marks, errors, weights = [], [], [], []
        sound = torch.ones(env.worlds, dtype=torch.bool)
        going = sound.clone()  # the clip has not ended
        for step in range(ceil((before + until) / rate * CONTROL_RATE)):
            mark = (begun + step / CONTROL_RATE) * rate - before
            state = env.world_state()
            observation, _, terminated, truncated, info = self._step(env, act(observation))
            sound &= ~(terminated & going)
            if (mark >= -1.0).all():
                error, weight = self._errors(info)
                states.append(state)
                marks.append(mark)
                errors.append(error)
                weights.append(weight * going.unsqueeze(-1))
            going &= ~truncated
        return _Laps(
            states,
            torch.stack(marks),
            torch.stack(errors),
            torch.stack(weights),
            sound.nonzero().flatten().tolist(),
        )

    def _measure(self, act: Act, laps: _Laps, stretch: Tensor) -> tuple[Tensor, Tensor]:
        """Of a stretch of the clip's control steps, the normal matrix and the slope (targets,) of
        half the mean squared error by its targets: each control step's, one after the other."""
        count = len(stretch) * self._actions
        normal, slope = torch.zeros(count, count).double(), torch.zeros(count).double()
        for lap in laps.sound:
            first = (laps.marks[:, lap].unsqueeze(1) >= stretch - 1.0).int().argmax(0)
            low, high = int(first.min()), int(first.max()) + self.config.reach
            span = self._rows if self._loops else len(laps.marks) - low
            steps = slice(low, low + min(span, high - low))
            answers = self._answers(act, laps, lap, stretch, first, steps)
            error = (laps.errors[steps, lap] * laps.weights[steps, lap]).flatten()
            share = 1.0 / ((steps.stop - low) * len(laps.sound))
            normal += share * (answers @ answers.T)
            slope += share * (answers @ error)
        return normal, slope

    def _answers(
        self, act: Act, laps: _Laps, lap: int, stretch: Tensor, first: Tensor, steps: slice
    ) -> Tensor:
        """What a nudge of each target does to the weighted residuals of these steps, those that it
        reaches in the next round of a loop added to the ones they are like: (targets, n)."""
        env, config, last = self._nudged, self.config, len(laps.marks) - 1
        targets = torch.arange(len(stretch) * self._actions)
        row, step = stretch[targets // self._actions], first[targets // self._actions]
        push = config.nudge / env.actuation.action_scale
        observation = env.load_world_state(_spread(laps, lap, step, env))
        alive = torch.ones(len(targets), dtype=torch.bool)
        out = torch.zeros(len(targets), steps.stop - steps.start, laps.errors.shape[-1])
        for _ in range(config.reach):
            alive &= step <= last
            at = step.clamp_max(last)
            apart = (laps.marks[at, lap] - row).abs()
            if self._loops:
                apart = apart % self._rows
                apart = torch.minimum(apart, self._rows - apart)
            nudge = torch.zeros(env.worlds, self._actions)
            nudge[targets, targets % self._actions] = push * (1.0 - apart).clamp_min(0.0).float()
            observation, _, terminated, _, info = self._step(env, act(observation), nudge)
            alive &= ~terminated[: len(targets)]
            change = (self._errors(info)[0][: len(targets)] - laps.errors[at, lap]) / config.nudge
            change = change.clamp(-_STEEPEST, _STEEPEST) * laps.weights[at, lap]
            change = torch.where(alive.unsqueeze(-1), change, 0.0)
            out[targets, (at - steps.start) % out.shape[1]] += change
            step = step + 1
        return out.flatten(1)

    def _compare(self, act: Act, tried: Tensor) -> Tensor:
        """What each change (n, rows, actuators) of the targets earns in an episode: (n,)."""
        env = self._compared
        starts = torch.arange(_STARTS, dtype=torch.float64) / _STARTS * self._duration
        observation = env.reset(starts.repeat(len(tried)))
        which = torch.arange(len(tried)).repeat_interleave(_STARTS)
        earned, running = torch.zeros(env.worlds), torch.ones(env.worlds, dtype=torch.bool)
        seconds = _SECONDS if self._loops else self._duration
        for _ in range(ceil(seconds * CONTROL_RATE)):
            change = self._between(tried, env.clock.time, which) / env.actuation.action_scale
            observation, reward, terminated, truncated, _ = self._step(
                env, act(observation), change
            )
            running &= ~terminated
            earned += torch.where(running, reward, 0.0)
            running &= ~truncated
        return earned.unflatten(0, (len(tried), _STARTS)).mean(1)

    def _step(
        self, env: Environment, actions: Tensor, change: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Info]:
        """A step with what a policy says, and a change to what is done for it."""
        self._samples += env.worlds
        return env.step(
            actions if change is None else actions + env.problem.mirror_actions(change, env.clock)
        )

    def _errors(self, info: Info) -> tuple[Tensor, Tensor]:
        """Residuals (worlds, n) of the reward's terms, and the square roots of what their squares
        count: a term's slope where it is."""
        env = self._along
        # Along the reference's own axes, the same in every round of a clip that turns.
        yaw = -heading(info.reference.pose.root_rotation)
        errors, weights = [], []
        for term in env.tasks[0].reward_terms:
            error = term.residual(info.motion, info.reference)
            if term.name in _WORLD_VECTORS:
                error = rotate_about_vertical(error.unflatten(-1, (-1, 3)), yaw).flatten(-2)
            steepness = term.weight * term.scale
            weight = steepness * torch.exp(-term.scale * error.square().sum(-1, keepdim=True))
            errors.append(error)
            weights.append(weight.sqrt().expand_as(error))
        return torch.cat(errors, -1), torch.cat(weights, -1)

    def _between(self, changes: Tensor, times: Tensor, which: Tensor) -> Tensor:
        """Of changes (n, rows, actuators) the `which`th (m,), at times (m,) s: (m, actuators)."""
        mark = times * (self._rows / self._duration)
        mark = mark % self._rows if self._loops else mark.clamp(0.0, self._rows - 1.0)
        low = mark.floor().long().clamp_max(self._rows - 1)
        high = (low + 1) % self._rows if self._loops else (low + 1).clamp_max(self._rows - 1)
        share = (mark - low).unsqueeze(-1).float()
        return (1.0 - share) * changes[which, low] + share * changes[which, high]


def _spread(laps: _Laps, lap: int, steps: Tensor, env: Environment) -> dict[str, Tensor]:
    """The environment's state with each of its worlds where a lap is before one of these steps
    (n,); worlds to spare repeat the last."""
    spare = steps[-1:].expand(env.worlds - len(steps))
    rows = torch.cat([steps, spare])
    return {
        name: torch.stack([state[name][lap] for state in laps.states])[rows]
        for name in laps.states[0]
    }


def _steps(normal: Tensor, slope: Tensor) -> Tensor:
    """What to try (n, targets): Gauss-Newton steps of different damping and length."""
    unit = torch.eye(len(slope)).double()
    whole = {
        damping: -torch.linalg.solve(normal + damping * unit, slope).float()
        for damping in {damping for damping, _ in _TRIED}
    }
    return torch.stack([part * whole[damping] for damping, part in _TRIED])
