"""The problem to solve: many worlds, in each a character that imitates a clip."""

import math
from dataclasses import replace

import torch
from torch import Tensor

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP, EnvironmentConfig
from stuntman.imitation.diverged import DivergedStates
from stuntman.imitation.height_map import height_map
from stuntman.imitation.info import Info
from stuntman.imitation.motion import Motion, motion_of
from stuntman.imitation.problem import HEAPS, Problem
from stuntman.imitation.requests import Requests
from stuntman.imitation.rewards import imitation_rewards, scaled
from stuntman.imitation.starts import StartDistribution
from stuntman.imitation.state_dicts import Remembering, joined, split
from stuntman.imitation.steering import Steering
from stuntman.imitation.switches import Switches
from stuntman.imitation.tasks.goal import goal_metrics
from stuntman.imitation.tasks.imitation import Imitation
from stuntman.imitation.tasks.task import Moment, Task, judge
from stuntman.imitation.terminations import fallen
from stuntman.physics.engine import Engine
from stuntman.physics.randomization import Randomization
from stuntman.spatial.torch_rotations import heading, rotate_about_vertical

_MAX_JOINT_SPEED = 1e4  # rad/s; a joint beyond it has diverged
_HORIZON_TOLERANCE = 1e-6  # s; sums of control steps miss the horizon by rounding


class Environment:
    """N worlds in which a character imitates references.

    `reset() -> observation`, `step(actions) -> observation, reward, terminated, truncated, info`;
    tensors are float32 of shape (worlds, ...), on the engine's device. A world whose episode ended
    is reset within the step. A fall terminates; the horizon or the end of a clip truncates.

    Attributes:
        problem: what all environments of a run share.
        tasks: imitation, then `goals`. ground: None where it is flat.
        requests: which clips are asked for, where there are ways between clips.
        actuation: what actions are added to; may be replaced.
        height_map: which of the observations are heights of the ground; None where none are.
        clock: where each world's reference is. diverged: states that led to no number.
    """

    def __init__(
        self,
        problem: Problem,
        engine: Engine,
        config: EnvironmentConfig,
        seed: int = 0,
    ) -> None:
        self.worlds, self.device = engine.worlds, engine.device
        self._rng = torch.Generator(self.device).manual_seed(seed)
        if config.transitions:
            practised = HEAPS * config.reference_state_initialisation
            problem = problem.with_transitions(config.accelerations, practised)
        self.goals = problem.make_goals(
            self.worlds, self._rng, lambda: self.clock, engine.loose, config.held_out
        )
        self.ground = problem.make_ground(self.worlds, self.device, seed, config.held_out)
        if problem.goal_terms:
            problem = problem.with_goal_terms(self.goals, self.ground).to(self.device)
        self.problem, self.engine, self.config = problem, engine, config
        self.library, self.kinematics = problem.library, problem.kinematics
        self.actuation = problem.actuation
        self.observations, self.actions = problem.observations, problem.actions
        self.goal_observations = problem.goal_observations
        self.height_map = height_map(problem.layout)
        rewards = imitation_rewards(self.kinematics.hinge_coordinates, config.reward)
        turn_rate = math.radians(config.turn_rate)
        self._steering: Steering | None = None
        if config.steerable:
            self._steering = Steering(self.library, rewards, self.goals, turn_rate)
        self.requests: Requests | None = None
        if config.transitions:
            self.requests = Requests(self.library, self.worlds, turn_rate)
        rewards = scaled(rewards, config.imitation_weight)
        self.tasks: tuple[Task, ...] = (Imitation(problem.terms, rewards, config), *self.goals)
        self._switches = Switches(self.library, config, self._rng)
        self._starts = StartDistribution(self.library, self.worlds, config, self._rng)
        self._all = torch.arange(self.worlds, device=self.device)
        self._seconds = torch.zeros(self.worlds, dtype=torch.float64, device=self.device)
        self._randomization: Randomization | None = None
        if config.randomization.on:
            self._randomization = Randomization(engine, config.randomization, STEP, self._rng)
        clip = torch.zeros_like(self._all)
        self.clock = ReferenceClock.at(self.library, clip, torch.zeros_like(self._seconds))
        self.diverged = DivergedStates()
        if self.ground is not None:
            self.ground.build(engine, self.library)
        self.reset()

    def reset(self, times: Tensor | None = None, clip: Tensor | None = None) -> Tensor:
        """Start an episode in every world; the observation (worlds, n) there.

        Args:
            times: (worlds,) s of the clip, to start in the state nearest to it; drawn if not given.
            clip: (worlds,) indices into the library; if not given, drawn where times are too, else
                the first.
        """
        if self.ground is not None and self.config.held_out:
            self.ground.rewind()
        if times is not None and clip is None:
            clip = torch.zeros_like(self._all)
        return self._start(self._all, times, clip)

    def step(self, actions: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Info]:
        """Apply actions (worlds, actions) for one control step."""
        before, pd_targets = self.engine.save(), self.pd_targets(actions)
        if self._randomization is not None:
            pd_targets = self._randomization.disturb(pd_targets)
        self.engine.step(pd_targets)
        self._seconds = self._seconds + STEP
        state = self.state()
        motion = self.motion_of(state)
        time = self.clock.time
        self.clock = self._advanced(motion)
        gone_round = self.clock.time < time
        reference = self.clock.placed(self.library)
        fell = fallen(self.engine.floor_contacts, self.problem.fall_bodies, self.clock.clip)
        if self.ground is not None:
            fell = fell | self.ground.sunk(motion, reference)
        lies = self._all < 0 if self.requests is None else self.requests.lies(self.clock)
        phase = self.clock.phase(self.library)
        judged = judge(self.tasks, Moment(motion, reference, fell, phase, lies))
        terms = judged.terms
        metrics = judged.metrics | goal_metrics(self.goals, terms)
        reward = torch.stack(list(terms.values())).sum(0)

        # Written so that what is no number counts as too fast.
        sane = motion.velocities.abs().amax(-1) < _MAX_JOINT_SPEED
        diverged = ~(sane & torch.isfinite(reward))
        self.diverged.note(diverged, before, pd_targets)
        terminated = diverged | judged.terminated
        truncated = self._truncated() & ~terminated
        self._starts.note(self.clock, self._seconds, terminated, truncated)
        if self.ground is not None:
            self.ground.follow(motion.pose.positions[:, 0])
            metrics = metrics | self.ground.metrics()
            self.ground.note(self._seconds / self.config.horizon, terminated, truncated)
        if self._randomization is not None:
            self._randomization.judge(terminated)

        clock, config = self.clock, self.config
        ended = terminated | truncated
        if self.requests is not None and config.switch_seconds:
            facing = heading(motion.pose.root_rotation)
            self.requests.draw(self.library.weights, config.switch_seconds, facing, self._rng)
        elif config.switch_seconds or config.switch_each_cycle:
            self.clock = self._switches.after(clock, motion, gone_round, ended)
        final = self.observe(motion)
        observation = final
        if len(begun := ended.nonzero().squeeze(-1)):
            observation = final.index_copy(0, begun, self._start(begun))
        info = Info(terms, metrics, state, motion, reference, clock, final, fell, diverged)
        reward = torch.where(diverged, 0.0, reward)
        return observation, reward, terminated, truncated, info

    def pd_targets(self, actions: Tensor) -> Tensor:
        """PD targets (worlds, actuators) in rad of actions (worlds, actuators)."""
        frames = self.clock.frame(self.library, STEP)
        actions = self.problem.mirror_actions(actions, self.clock)
        return self.actuation.pd_targets(actions, self.library, frames)

    def state(self) -> Tensor:
        """The state (worlds, nq + nv) that the characters are in, in MuJoCo's layout."""
        return torch.cat([self.engine.qpos, self.engine.qvel], dim=-1).float()

    def motion(self) -> Motion:
        """The same in the terms of imitation, in the world."""
        return self.motion_of(self.state())

    def motion_of(self, state: Tensor) -> Motion:
        """What states (worlds, nq + nv) are in the terms of imitation, heights above the ground."""
        nq = self.engine.model.nq
        motion = motion_of(self.kinematics, state[:, :nq], state[:, nq:])
        return motion if self.ground is None else self.ground.lowered(motion)

    def ground_height(self) -> Tensor:
        """Of the ground (worlds,) in m where the characters are."""
        roots = self.engine.qpos[:, :3]
        return torch.zeros_like(roots[:, 0]) if self.ground is None else self.ground.height(roots)

    def observe(self, motion: Motion) -> Tensor:
        """What the policy sees (worlds, n) of characters in motion now."""
        return self.problem.observe(motion, self.clock)

    def start_times(self, clip: Tensor, times: Tensor) -> Tensor:
        """The instants (n,) s of clips (n,) nearest to `times` (n,) at which episodes start."""
        problem, library = self.problem, self.library
        rows = problem.start_of_frame[library.frame(clip, times)]
        return library.time_of_frame[problem.starts.frames[rows]]

    def align_reference(
        self, times: Tensor, motion: Motion | None = None, clip: Tensor | None = None
    ) -> Tensor:
        """Start an episode in every world with the character as it is: the reference, at `times`
        (worlds,) s of the clip, comes to where the character stands and faces; the observation.

        Args:
            motion: where to, instead, in the world.
            clip: (worlds,) which; the one at work if not given.
        """
        self._seconds.zero_()
        clip = self.clock.clip if clip is None else clip
        clock = ReferenceClock.at(self.library, clip, times.to(self._seconds))
        now = self.motion()
        self.clock = clock.aligned(self.library, now if motion is None else motion)
        if self.requests is not None:
            self.requests.begin(self._all, clip)
        for task in self.tasks:
            task.reset(self._all, now if motion is None else motion)
        return self.observe(now)

    def get_up(self) -> Tensor:
        """Have every character get up from where it lies, by the clip that begins most as it lies,
        and then do what it was asked for before; the observation. There has to be such a clip."""
        assert self.requests is not None
        now = self.motion()
        self.clock = self.requests.got_up(now)
        return self.observe(now)

    def put(self, qpos: Tensor, qvel: Tensor) -> Tensor:
        """Put every character into a state qpos (worlds, nq) and qvel (worlds, nv) in the world, in
        which what is asked of it begins anew; the observation there."""
        self.engine.reset(self._all, qpos, qvel)
        motion = self.motion()
        for task in self.tasks:
            task.reset(self._all, motion)
        return self.observe(motion)

    def renew_ground(self, worlds: Tensor, roots: Tensor) -> None:
        """Let another course begin at roots (n, 3) in worlds of these indices (n,), in the
        direction of their clip. With a clip that does not loop it begins where the clip does."""
        if self.ground is None:
            return
        library, clip = self.library, self.clock.clip[worlds]
        turn, shift = self.clock.yaw[worlds], self.clock.shift[worlds]
        first = library.root_position(library.first_frame[clip])
        begun = (rotate_about_vertical(first, turn) + shift)[:, :2].to(roots)
        roots = torch.where(library.loops[clip].unsqueeze(1), roots[:, :2], begun)
        way = library.cycle_shift[clip]
        yaw = torch.atan2(way[:, 1], way[:, 0]) + turn
        self.ground.reset(worlds, roots, yaw)
        self.ground.follow(self.engine.qpos)

    def world_state(self) -> dict[str, Tensor]:
        """What each world is in, a row of every tensor a world."""
        return {
            "engine": self.engine.save(),
            "seconds": self._seconds.clone(),
            "clip": self.clock.clip.clone(),
            "time": self.clock.time.clone(),
            "yaw": self.clock.yaw.clone(),
            "shift": self.clock.shift.clone(),
            **({} if self.ground is None else self.ground.state()),
        }

    def load_world_state(self, state: dict[str, Tensor]) -> Tensor:
        """Go on from such rows, also of another environment of the same problem; the observation
        (worlds, n) there."""
        self.engine.restore(state["engine"])
        self._seconds = state["seconds"].clone()
        if self.ground is not None:
            self.ground.load_state(state, self.engine.qpos)
        rotated = self.library.any_turns or bool(state["yaw"].any())
        self.clock = ReferenceClock(
            state["clip"], state["time"], state["yaw"], state["shift"], rotated
        )
        return self.observe(self.motion())

    def state_dict(self) -> dict[str, Tensor]:
        """All that `load_state_dict` needs to continue bit for bit."""
        shared = {
            "rng": self._rng.get_state(),
            "feed_forward_targets": self.actuation.feed_forward_targets,
        }
        parts = {name: part.state_dict() for name, part in self._remembering().items()}
        return joined({"world": self.world_state(), "shared": shared} | parts)

    def load_state_dict(self, state: dict[str, Tensor]) -> Tensor:
        """Continue from a `state_dict`; the observation (worlds, n) there."""
        parts = split({name: part.to(self.device) for name, part in state.items()})
        self._rng.set_state(parts["shared"]["rng"].cpu())
        targets = parts["shared"]["feed_forward_targets"]
        self.actuation = replace(self.actuation, feed_forward_targets=targets)
        for name, part in self._remembering().items():
            part.load_state_dict(parts.get(name, {}))
        return self.load_world_state(parts["world"])

    def _remembering(self) -> dict[str, Remembering]:
        """What has a state beside that of the worlds, by name."""
        parts: dict[str, Remembering | None] = {
            "starts": self._starts,
            "randomization": self._randomization,
            "requests": self.requests,
            **{f"task{k}": task for k, task in enumerate(self.tasks)},
        }
        return {name: part for name, part in parts.items() if part is not None}

    def _start(
        self, worlds: Tensor, times: Tensor | None = None, clip: Tensor | None = None
    ) -> Tensor:
        """Start episodes in the worlds of these indices (n,); the observations (n, ...) there."""
        library = self.library
        if clip is None:
            clip = self._starts.draw_clips(worlds, self.clock.clip)
        if times is None:
            times = self._starts.draw_times(clip) * self.config.reference_state_initialisation
        starts = self.problem.starts
        rows = self.problem.start_of_frame[library.frame(clip, times)]
        frames, states = starts.frames[rows], starts.states[rows]
        nq = self.engine.model.nq
        qpos, qvel = states[:, :nq], states[:, nq:]
        if self._randomization is not None:
            qpos, qvel = self._randomization.begin(worlds, qpos, qvel)
        self.engine.reset(worlds, qpos, qvel)
        self._seconds[worlds] = 0.0
        started = ReferenceClock.at(library, clip, library.time_of_frame[frames])
        self.clock = self.clock.with_worlds(worlds, started)
        if self.requests is not None:
            practises = self.config.switch_seconds > 0.0
            self.requests.begin(worlds, clip, self._rng if practises else None)
        self.renew_ground(worlds, states)
        if self.ground is not None and not library.all_loop:  # it may start anywhere on its course
            qpos, qvel = self.ground.raised(self.engine.qpos, self.engine.qvel)
            self.engine.reset(worlds, qpos[worlds], qvel[worlds])
        if self.problem.goal_terms:  # what is seen of them is no matter of the frame
            motion = self.motion()
            for task in self.tasks:
                task.reset(worlds, motion)
            return self.observe(motion).index_select(0, worlds)
        if self._randomization is not None:
            motion = motion_of(self.kinematics, qpos.float(), qvel.float())
            return self.problem.observe(motion, started)
        return self.problem.start_observations.index_select(0, rows)

    def _advanced(self, motion: Motion) -> ReferenceClock:
        """The clocks a step later, when the characters are in `motion`."""
        if self._steering is not None:
            return self._steering.advance(self.clock, STEP, motion)
        if self.requests is not None:
            for goal in self.goals if self.config.led_by_goals else ():
                if (course := goal.course(motion)) is not None:
                    self.requests.steer(*course)
            return self.requests.advance(self.clock, motion)
        roots = motion.pose.positions[:, 0]
        clock = self.clock.advance(STEP).next_cycle(self.library, roots)
        return clock if self.ground is None else self.ground.led(clock, self.library, motion)

    def _truncated(self) -> Tensor:
        """(worlds,): at the horizon, or at the end of a clip that does not loop."""
        over = self._seconds >= self.config.horizon - _HORIZON_TOLERANCE
        if self.library.all_loop or self.requests is not None:
            return over
        clip = self.clock.clip
        end = self.clock.time >= self.library.duration[clip] - _HORIZON_TOLERANCE
        return over | (end & ~self.library.loops[clip])
