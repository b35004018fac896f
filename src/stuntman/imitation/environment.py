"""The problem to solve: many worlds, in each the character imitates one clip."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation import actuation as feed_forward
from stuntman.imitation.observations import heading, observe
from stuntman.imitation.reference import Motion, ReferenceTable, observe_motion
from stuntman.imitation.rewards import TRAINING, RewardConfig, reward_terms
from stuntman.imitation.symmetry import Mirror, Swap, halves_match, mirror
from stuntman.imitation.terminations import fallen, strayed
from stuntman.mjcf.kinematics import Kinematics
from stuntman.mjcf.tangent import Tangent
from stuntman.physics import scene
from stuntman.physics.engine import Array, Engine
from stuntman.retargeting.retarget import Reference
from stuntman.spatial import rotations as rot

CONTROL_RATE = 30.0  # Hz, the paper's

Selection = Tensor | slice
ALL = slice(None)
FASTEST = 1e4  # rad/s; a joint beyond it has diverged
_REACH_BACK = 2.0  # s
_TURNED = 0.01  # rad a cycle; what turns more has no mirror image


@contextmanager
def physics_first() -> Iterator[None]:
    """Keep torch to one thread while worlds are stepped: what it does between two steps is too
    small to share, and its threads get in the way of the physics' own (a quarter of the speed)."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


@dataclass(frozen=True)
class EnvironmentConfig:
    """How a clip is turned into episodes.

    Attributes:
        reference_state_initialisation: start anywhere in the clip (paper, 6.1), else at its start.
        hard_starts: of these starts, how many lie where an episode fell, or up to two seconds
            before, but no earlier than it began; half of them as early as that.
        early_termination: a fall ends the episode (paper, 6.2).
        stray_limit: m; so does a body this far from the reference. 0 is off, as it is in every
            evaluation.
        horizon: s, an episode of a looping clip; of any other, the clip's length.
        residual_targets: the action is added to the reference's joint coordinates, with a
            feed-forward of its velocities and forces; else targets are absolute, as in the paper.
            What is planned or refined then comes on top.
        force_share: of the joint forces that inverse dynamics finds in the reference, how much the
            targets give before any action.
        target_early: a target is held for a step, at whose end the motion is to be there; how much
            of a step before that end its position is taken.
        action_scale: rad of PD target a unit of action.
        lookahead: control steps ahead of now at which the policy sees the reference.
        fall_bodies: bodies that must not touch the ground; None takes the character's. It is
            `stage` that looks.
        self_contact: limbs touch torso and other limbs.
        mirrored_halves: of a loop whose halves mirror each other, as those of strides do, the
            second is seen in a mirror and acted in it.
        reward: weights and scales of the reward to train on; evaluations use the paper's.
    """

    reference_state_initialisation: bool = True
    hard_starts: float = 0.5
    early_termination: bool = True
    stray_limit: float = 0.5
    horizon: float = 20.0
    residual_targets: bool = True
    # Zero action earned most with these in the first 20 steps of walk, run and jump: .88, .73, .88;
    # without either .84, .64, .83. Tried: shares 0, 0.5, 0.8, 1; steps 0, 0.25, 0.5.
    force_share: float = 0.8
    target_early: float = 0.25
    action_scale: float = 0.25
    lookahead: tuple[int, ...] = (1,)
    fall_bodies: tuple[str, ...] | None = None
    self_contact: bool = True
    mirrored_halves: bool = True
    reward: RewardConfig = TRAINING

    def __post_init__(self) -> None:
        if not self.horizon > 0:
            raise StuntmanError(f"environment: 'horizon' is {self.horizon} s: make it longer.")
        if min(self.lookahead, default=0) < 0:
            raise StuntmanError("environment: 'lookahead' counts steps from now, 0 or more.")
        if not 0.0 <= self.hard_starts <= 1.0:
            raise StuntmanError("environment: 'hard_starts' is a share, from 0 to 1.")


@dataclass(frozen=True)
class Info:
    """What a step tells beside the reward.

    Attributes:
        terms: reward terms (worlds,) by name.
        state: (worlds, nq + nv) reached, before any reset, in MuJoCo's layout.
        motion, target: the same, and what it should have been.
        final_observation: (worlds, n) of the state reached; differs from what `step` returns
            where the world was reset.
        fell, diverged: (worlds,) why an episode terminated.
    """

    terms: dict[str, Tensor]
    state: Tensor
    motion: Motion
    target: Motion
    final_observation: Tensor
    fell: Tensor
    diverged: Tensor


class Environment:
    """N worlds in which a character imitates a reference.

    `reset() -> observation`, `step(actions) -> observation, reward, terminated, truncated, info`;
    tensors are float32 of shape (worlds, ...). A world whose episode ended is reset within the
    step. A fall terminates; the horizon or the end of a clip truncates.
    """

    def __init__(
        self,
        engine: Engine,
        reference: Reference,
        end_effectors: tuple[str, ...],
        fall_bodies: tuple[str, ...],
        config: EnvironmentConfig,
        seed: int = 0,
    ) -> None:
        model = engine.model
        self.engine = engine
        self.config = config
        self.worlds = engine.worlds
        self.kinematics = Kinematics(model, end_effectors)
        self.table = ReferenceTable(reference, self.kinematics)
        self._tangent = Tangent(model)
        # PD targets (frames, actuators) in rad of no action at all.
        self.lead = torch.zeros(reference.frames, model.nu)
        if config.residual_targets:
            self.lead = feed_forward.targets(
                model,
                reference,
                self.table,
                1.0 / CONTROL_RATE,
                config.force_share,
                config.target_early,
            )
        if max(config.lookahead, default=0) / CONTROL_RATE >= reference.duration:
            raise StuntmanError(
                f"environment: a lookahead of {max(config.lookahead)} steps reaches past one "
                f"cycle of {reference.clip}: make it shorter."
            )
        self.actions = model.nu
        felt = scene.feeling(model)
        self._fall_bodies = torch.tensor([felt.index(name) for name in fall_bodies]).long()
        self._hinges = self.kinematics.hinge_coordinates
        self._rng = torch.Generator().manual_seed(seed)
        self._seconds = torch.zeros(self.worlds, dtype=torch.float64)  # since the episode began
        self._time = torch.zeros(self.worlds, dtype=torch.float64)  # within the clip
        self._yaw = torch.zeros(self.worlds)
        self._shift = torch.zeros(self.worlds, 3)
        # When in the clip each world last fell, and how long before that its episode began, up to
        # _REACH_BACK; before it has, anywhere.
        self._falls = torch.rand(self.worlds, generator=self._rng, dtype=torch.float64)
        self._falls *= self.table.duration
        self._spans = torch.zeros(self.worlds, dtype=torch.float64)
        self._diverged: list[tuple[Array, Array]] = []
        self._mirror: Mirror | None = None
        starts = self._observations_at_starts()
        self._mirror = self._mirror_of_halves(starts) if config.mirrored_halves else None
        self._starts = self.seen(starts, self.table.times)
        self.observations = self._starts.shape[-1]
        self.reset()

    def reset(self, times: Tensor | None = None) -> Tensor:
        """Start an episode in every world, at the reference's frames nearest to `times` (worlds,) s
        of the clip if given."""
        return self._start(torch.arange(self.worlds), times)

    def step(self, actions: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Info]:
        """Apply actions (worlds, actions) for one control step."""
        before, targets = self.engine.save(), self.targets(actions).double().numpy()
        self.engine.step(targets)
        self._time += 1.0 / CONTROL_RATE
        self._seconds += 1.0 / CONTROL_RATE
        state = self.state()
        motion = self.motion_of(state)
        if self.table.loops:
            self._next_cycle(motion)
        target = self._target()
        terms = reward_terms(motion, target, self._hinges, self.config.reward)
        reward = torch.stack(list(terms.values())).sum(0)

        # Written so that what is no number counts as too fast.
        sane = motion.velocities.abs().amax(-1) < FASTEST
        diverged = ~(sane & torch.isfinite(reward))
        for world in diverged.nonzero().flatten().tolist():
            self._diverged.append((before[world], targets[world]))
        fell = fallen(torch.from_numpy(self.engine.touching), self._fall_bodies)
        terminated = diverged
        if self.config.early_termination:
            terminated = terminated | fell
            if self.config.stray_limit > 0:
                terminated = terminated | strayed(motion, target, self.config.stray_limit)
        self._falls = torch.where(terminated, self._time, self._falls)
        span = self._seconds.clamp_max(_REACH_BACK)
        self._spans = torch.where(terminated, span, self._spans)
        truncated = self._seconds >= self.config.horizon - 1e-6
        if not self.table.loops:
            truncated |= self._time >= self.table.duration - 1e-6
        truncated &= ~terminated

        final = self.observe(motion)
        observation = final
        ended = (terminated | truncated).nonzero().squeeze(-1)
        if len(ended):
            observation = final.index_copy(0, ended, self._start(ended))
        info = Info(terms, state, motion, target, final, fell, diverged)
        reward = torch.where(diverged, 0.0, reward)
        return observation, reward, terminated, truncated, info

    def follow(self, times: Tensor, motion: Motion | None = None) -> Tensor:
        """Start an episode in every world with the character as it is: the reference, at `times`
        (worlds,) s of the clip, comes to where the character stands and faces; the observation.

        Args:
            motion: where to, instead, in the world.
        """
        motion = self.motion() if motion is None else motion
        self._seconds.zero_()
        self._time[:] = times
        self._yaw.zero_()
        self._shift.zero_()
        facing = heading(self._target().pose.root_rotation)
        self._yaw[:] = heading(motion.pose.root_rotation) - facing
        self._shift_to(motion)
        return self.observe(self.motion())

    def snap(self) -> Tensor:
        """Put every character into its reference's state, where that is now; the observation."""
        return self.deviate(np.zeros((self.worlds, self._tangent.size)))

    def deviation(self) -> rot.Array:
        """How far each character's state is from its reference's, as `Tangent` has it, along the
        clip's own axes: (worlds, 2 nv)."""
        here = np.concatenate([self.engine.qpos, self.engine.qvel], axis=1)
        return self._turned(self._tangent.minus(here, self._reference_state()), -1.0)

    def deviate(self, deviation: rot.Array) -> Tensor:
        """Put every character that far (worlds, 2 nv) from its reference; the observation."""
        moved = self._tangent.plus(self._reference_state(), self._turned(deviation, 1.0))
        state = moved.astype(np.float64, copy=False)
        nq = self.engine.model.nq
        self.engine.reset(np.arange(self.worlds), state[:, :nq], state[:, nq:])
        return self.observe(self.motion())

    def targets(self, actions: Tensor) -> Tensor:
        """PD targets (worlds, actuators) in rad of actions (worlds, actuators)."""
        row = self.table.row(self._time + 1.0 / CONTROL_RATE)
        return self.lead[row] + self.done(actions) * self.config.action_scale

    def seen(self, observations: Tensor, times: Tensor) -> Tensor:
        """Observations (n, observations) at times (n,) s of the clip as the policy has them: in the
        mirror, where that is how this half is learned."""
        if self._mirror is None:
            return observations
        return self._mirrored(self._mirror.observation, observations, times)

    def done(self, actions: Tensor, times: Tensor | None = None) -> Tensor:
        """Actions (n, actions) at times (n,) s of the clip, now if not given, as they are done for
        what the policy says; and the other way round."""
        if self._mirror is None:
            return actions
        return self._mirrored(self._mirror.action, actions, self._time if times is None else times)

    def evened(self, lead: Tensor) -> Tensor:
        """The mean of targets (frames, actuators) in rad and their mirror image half a cycle on,
        where halves mirror each other."""
        if self._mirror is None:
            return lead
        return 0.5 * (lead + self._mirror.action(lead[self._half_a_cycle_on()]))

    @property
    def times(self) -> Tensor:
        """How far into its clip each world is: (worlds,) s."""
        return self._time.clone()

    def reference_qpos(self) -> Array:
        """Where the reference is now, in the world: (worlds, nq) in MuJoCo's layout."""
        qpos: Array = self.table.qpos[self.table.row(self._time).numpy()].copy()
        turned = self._turn()
        qpos[:, :3] = rot.rotate(turned, qpos[:, :3]) + self._shift.numpy()
        qpos[:, 3:7] = rot.multiply(turned, qpos[:, 3:7])
        return qpos

    def take_diverged(self) -> list[tuple[Array, Array]]:
        """Engine states (n,) and targets (actuators,) of the steps in which a world's numbers
        ceased to be finite since this was last asked."""
        taken, self._diverged = self._diverged, []
        return taken

    def state_dict(self) -> dict[str, Tensor]:
        """All that `load_state_dict` needs to continue bit for bit."""
        return {
            "engine": torch.from_numpy(self.engine.save()),
            "rng": self._rng.get_state(),
            "seconds": self._seconds.clone(),
            "time": self._time.clone(),
            "falls": self._falls.clone(),
            "spans": self._spans.clone(),
            "yaw": self._yaw.clone(),
            "shift": self._shift.clone(),
            "lead": self.lead,
        }

    def load_state_dict(self, state: dict[str, Tensor]) -> Tensor:
        """Continue from a `state_dict`; the observation (worlds, n) there."""
        self.engine.restore(state["engine"].numpy())
        self._rng.set_state(state["rng"])
        self._seconds, self._time = state["seconds"].clone(), state["time"].clone()
        self._yaw, self._shift = state["yaw"].clone(), state["shift"].clone()
        self._falls, self._spans = state["falls"].clone(), state["spans"].clone()
        self.lead = state["lead"]
        return self.observe(self.motion())

    def _start(self, worlds: Tensor, times: Tensor | None = None) -> Tensor:
        """Put these worlds at a frame of the clip; the observation there."""
        if times is None:
            times = self._draw(len(worlds)) * self.config.reference_state_initialisation
        rows = self.table.row(times)
        if self.table.loops:
            rows = rows % (len(self.table.times) - 1)  # a cycle's end is the next one's beginning
        row = rows.numpy()
        self.engine.reset(worlds.numpy(), self.table.qpos[row], self.table.qvel[row])
        self._time[worlds] = self.table.times[rows]
        self._seconds[worlds] = 0.0
        self._yaw[worlds] = 0.0
        self._shift[worlds] = 0.0
        return self._starts.index_select(0, rows)

    def _observations_at_starts(self) -> Tensor:
        """What the policy sees (frames, n) where an episode starts."""
        times = self.table.times
        yaw, shift = torch.zeros(len(times)), torch.zeros(len(times), 3)
        return self._observe(self.table.placed(times, yaw, shift), times, yaw, shift)

    def _mirror_of_halves(self, starts: Tensor) -> Mirror | None:
        """The body's mirror image, where the clip's halves are one another's; by observations
        (frames, n) at its frames."""
        if not self.table.loops or abs(self.table.cycle_yaw) > _TURNED:
            return None
        found = mirror(self.engine.model, len(self.config.lookahead))
        later = starts[self._half_a_cycle_on()]
        return found if found and halves_match(found.observation(starts), later) else None

    def _half_a_cycle_on(self) -> Tensor:
        """The frame (frames,) half a cycle after each."""
        return self.table.row(self.table.times + 0.5 * self.table.duration)

    def _mirrored(self, swap: Swap, rows: Tensor, times: Tensor) -> Tensor:
        """Rows (n, ...) at times (n,) s of the clip, those of its second half in the mirror."""
        frames = len(self.table.times) - 1
        second = 2 * (self.table.row(times) % frames) >= frames
        return torch.where(second.unsqueeze(-1), swap(rows), rows)

    def _draw(self, count: int) -> Tensor:
        """Times (count,) s of the clip to start at."""
        part, hard, before = torch.rand(3, count, generator=self._rng, dtype=torch.float64)
        fell = torch.randint(self.worlds, (count,), generator=self._rng)
        before = (2.0 * before).clamp_max(1.0)  # half of them where that episode began
        times = self._falls[fell] - before * self._spans[fell]
        last = self.table.duration - 1.0 / CONTROL_RATE
        times = times % self.table.duration if self.table.loops else times.clamp(0.0, last)
        return torch.where(hard < self.config.hard_starts, times, part * self.table.duration)

    def state(self) -> Tensor:
        """The state (worlds, nq + nv) the characters are in, in MuJoCo's layout."""
        qpos, qvel = torch.from_numpy(self.engine.qpos), torch.from_numpy(self.engine.qvel)
        return torch.cat([qpos, qvel], dim=-1).float()

    def motion(self) -> Motion:
        """The same in the terms of imitation, in the world."""
        return self.motion_of(self.state())

    def motion_of(self, state: Tensor) -> Motion:
        """What states (..., nq + nv) are in the terms of imitation; gradients pass through."""
        nq = self.engine.model.nq
        return observe_motion(self.kinematics, state[..., :nq], state[..., nq:])

    def _turn(self) -> rot.Array:
        """Rotations (worlds, 4) that turn the clip to where each world has it face."""
        yaw = np.zeros((self.worlds, 3))
        yaw[:, 2] = self._yaw.numpy()
        return rot.from_rotvec(yaw)

    def _reference_state(self) -> rot.Array:
        """Where the reference is now and how fast it moves, in the world: (worlds, nq + nv)."""
        qvel: Array = self.table.qvel[self.table.row(self._time).numpy()].copy()
        qvel[:, :3] = rot.rotate(self._turn(), qvel[:, :3])
        return np.concatenate([self.reference_qpos(), qvel], axis=1)

    def _turned(self, deviation: rot.Array, direction: float) -> rot.Array:
        """A deviation whose place and speed of the root are turned from the clip's axes to the
        world's, or back (-1)."""
        out, nv = deviation.copy(), self.engine.model.nv
        turn = self._turn() if direction > 0 else rot.conjugate(self._turn())
        for start in (0, nv):
            out[:, start : start + 3] = rot.rotate(turn, out[:, start : start + 3])
        return out

    def _next_cycle(self, motion: Motion) -> None:
        """Where a cycle ended, begin the next one at the character's horizontal position, turned
        as the clip turns (the paper's code does so too)."""
        ended = (self._time >= self.table.duration - 1e-9).nonzero().squeeze(-1)
        if not len(ended):
            return
        self._time[ended] = (self._time[ended] - self.table.duration).clamp_min(0.0)
        self._yaw[ended] += self.table.cycle_yaw
        self._shift_to(motion, ended)

    def _shift_to(self, motion: Motion, worlds: Selection = ALL) -> None:
        """Bring the reference's root over the character's."""
        reference = self.table.root(self._time[worlds], self._yaw[worlds])
        apart = motion.pose.positions[worlds, 0] - reference
        apart[:, 2] = 0.0
        self._shift[worlds] = apart

    def _target(self) -> Motion:
        """The reference in the world."""
        return self.table.placed(self._time, self._yaw, self._shift)

    def observe(self, motion: Motion) -> Tensor:
        """What the policy sees (worlds, n) of characters in motion now."""
        return self._observe(motion, self._time, self._yaw, self._shift)

    def _observe(self, motion: Motion, times: Tensor, yaw: Tensor, shift: Tensor) -> Tensor:
        ahead = [
            self.table.placed(times + steps / CONTROL_RATE, yaw, shift)
            for steps in self.config.lookahead
        ]
        observations = observe(motion, (times / self.table.duration).float(), ahead)
        return self.seen(observations, times)
