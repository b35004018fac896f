"""All that the environments of a run share, built once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import mujoco
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation import fallen
from stuntman.imitation.actuation import Actuation, feed_forward_targets
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import CONTROL_RATE, STEP, EnvironmentConfig
from stuntman.imitation.ground import Ground
from stuntman.imitation.motion import Motion, motion_of
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.imitation.observations import (
    ObservationTerm,
    Sight,
    clip_term,
    imitation_terms,
    observe,
)
from stuntman.imitation.start_states import StartStates
from stuntman.imitation.symmetry import Mirror, halves_match, mirror
from stuntman.imitation.tasks.goal import Context, Goal, GoalSettings, check_made
from stuntman.imitation.tasks.task import check_names
from stuntman.imitation.transition_graph import rising, with_ways
from stuntman.mjcf.geometry import bodies_on_floor
from stuntman.mjcf.kinematics import Kinematics
from stuntman.physics import scene
from stuntman.physics.loose import Loose
from stuntman.physics.terrain.ground import GroundSettings
from stuntman.retargeting.retarget import Reference

# m above the floor, below which a body of a clip lies on it. The shoulders of one that gets up are
# at .06; hips that crawl at .10, and no other part that may not touch it lower.
ON_FLOOR = 0.08
HEAPS = 96  # that getting up is practised from
_STRAIGHT = 0.01  # rad a cycle; a loop that turns by more has no mirror image


@dataclass(frozen=True, eq=False)
class Problem:
    """A body, its clips, what the policy sees of them, and what its actions are added to.

    Attributes:
        model: the compiled scene of the character. kinematics: of it. library: the clips on it.
        actuation: without any action, the references' own targets.
        terms: what the policy sees of body and clips. goal_terms: what it sees of the goals, and
            of ground that is not flat.
        goals: what is asked beside imitation, and ground: to be made for each environment; None
            where it is flat.
        lookahead: control steps ahead at which the policy sees the reference.
        mirror: of the body, where some clip's halves are learned as one; None where none is.
        fall_bodies: (clips, bodies with a floor contact sensor) which must not touch the ground.
        starts: the states in which episodes start; without more, the references' own.
        start_of_frame: (frames of the library,) which of them is nearest to each frame.
        start_observations: (starts, n) what the policy sees in them.
        world: the scene with bodies that tasks bring; None where they bring none.
    """

    model: mujoco.MjModel
    kinematics: Kinematics
    library: MotionLibrary
    actuation: Actuation
    terms: tuple[ObservationTerm, ...]
    lookahead: tuple[int, ...]
    mirror: Mirror | None
    fall_bodies: Tensor
    starts: StartStates
    start_of_frame: Tensor
    start_observations: Tensor
    goals: tuple[GoalSettings, ...] = ()
    ground: GroundSettings | None = None
    goal_terms: tuple[ObservationTerm, ...] = ()
    world: mujoco.MjModel | None = None

    @property
    def observations(self) -> int:
        """How many numbers the policy sees, those of the goals last."""
        return sum(size for _, size in self.layout)

    @property
    def goal_observations(self) -> int:
        """How many of them are of the goals."""
        return sum(term.size for term in self.goal_terms)

    @property
    def actions(self) -> int:
        """How many numbers the policy gives, one an actuator."""
        return int(self.model.nu)

    @property
    def layout(self) -> tuple[tuple[str, int], ...]:
        """Name and size of each observation term, in order."""
        return tuple((term.name, term.size) for term in (*self.terms, *self.goal_terms))

    @property
    def actuators(self) -> tuple[str, ...]:
        """Names of the actuators, in the order of the actions."""
        return tuple(self.model.actuator(k).name for k in range(self.model.nu))

    def observe(self, motion: Motion, clock: ReferenceClock) -> Tensor:
        """What the policy sees (worlds, n) of characters in motion, its mirror image in a half that
        is learned so."""
        phase = clock.phase(self.library)
        ahead = [clock.placed(self.library, steps / CONTROL_RATE) for steps in self.lookahead]
        sight = Sight(motion, phase, tuple(ahead), clock.clip)
        observations = observe((*self.terms, *self.goal_terms), sight)
        return self.mirror_observations(observations, clock)

    def mirror_observations(self, observations: Tensor, clock: ReferenceClock) -> Tensor:
        """Observations (worlds, n), those in a mirrored half in the mirror, and back."""
        if self.mirror is None:
            return observations
        mirrored = self.mirror.observation(observations)
        return torch.where(self._in_mirror(clock).unsqueeze(-1), mirrored, observations)

    def mirror_actions(self, actions: Tensor, clock: ReferenceClock) -> Tensor:
        """Actions (worlds, actuators), those in a mirrored half in the mirror. Applied twice, it
        gives the input back."""
        if self.mirror is None:
            return actions
        return torch.where(
            self._in_mirror(clock).unsqueeze(-1), self.mirror.action(actions), actions
        )

    def falls(self, clip: int) -> tuple[str, ...]:
        """Names of the bodies that must not touch the ground in a clip."""
        sensed = scene.sensor_bodies(self.model)
        return tuple(sensed[k] for k in self.fall_bodies[clip].nonzero().flatten().tolist())

    def start(self, clip: int) -> dict[str, list[float]]:
        """The state in which a clip's episode starts at its beginning, to the last bit: feet that
        stand on the floor by a hair's breadth touch it or not, and what follows differs by
        millimetres."""
        row = self.start_of_frame[self.library.first_frame[clip]]
        qpos, qvel = self.starts.states[row].split([self.model.nq, self.model.nv])
        return {"qpos": qpos.tolist(), "qvel": qvel.tolist()}

    def symmetrize(self, targets: Tensor) -> Tensor:
        """The mean of targets (frames, actuators) in rad and their mirror image half a cycle on, of
        the clips whose halves mirror each other."""
        if self.mirror is None:
            return targets
        library = self.library
        image = self.mirror.action(targets[half_a_cycle_on(library)])
        mirrored = library.mirrored_halves[library.clip_of_frame].unsqueeze(-1)
        return torch.where(mirrored, 0.5 * (targets + image), targets)

    def with_starts(self, starts: StartStates) -> "Problem":
        """The problem whose episodes start in these states."""
        library = self.library
        clock = ReferenceClock.at(
            library, library.clip_of_frame[starts.frames], library.time_of_frame[starts.frames]
        )
        qpos, qvel = starts.states.float().split([self.model.nq, self.model.nv], dim=1)
        seen = self.start_observations  # which nobody looks up where there are goals or ground
        if not self.goal_terms:
            seen = self.observe(motion_of(self.kinematics, qpos, qvel), clock)
        return replace(
            self,
            starts=starts,
            start_of_frame=starts.rows(library),
            start_observations=seen,
        )

    def with_transitions(
        self, accelerations: tuple[float, float], practised: int = HEAPS
    ) -> "Problem":
        """The problem with ways between its clips.

        Args:
            accelerations: m/s² by which they speed up, and slow down.
            practised: heaps that episodes start in, where some clip gets up from the floor.

        Raises:
            StuntmanError: there are no clips to go between.
        """
        clip, heaps = self._heaps(practised)
        library = with_ways(self.library, self.model, self.kinematics, accelerations, clip)
        ways, frames = library.ways, len(self.library.qpos)
        assert ways is not None
        begin = library.first_frame[ways.first :]
        falls = self.fall_bodies[library.begins_as] & self.fall_bodies[ways.after_clip]
        states = torch.cat([library.qpos[frames:], library.qvel[frames:]], dim=1)
        # Who has fallen starts where a way from the floor begins, in a heap of its own.
        lies = ways.lies[library.clip_of_frame[frames:]]
        first = torch.isin(torch.arange(frames, len(library.qpos)), begin)
        lying = (lies & first).nonzero().squeeze(-1)
        if len(lying):
            states[lying] = fallen.lying_on(library, self.kinematics, lying + frames, heaps)
        starts = StartStates(
            torch.cat([self.starts.frames, (first | ~lies).nonzero().squeeze(-1) + frames]),
            torch.cat([self.starts.states, states[first | ~lies]]),
        )
        falls[[*clip, *ways.lies.nonzero().flatten().tolist()]] = False  # who gets up may kneel
        return replace(self, library=library, fall_bodies=falls).with_starts(starts)

    def _heaps(self, practised: int) -> tuple[list[int], Tensor]:
        """Which clip gets up from each heap, ascending, and their states; its beginning is one."""
        library = self.library
        clips = torch.tensor(rising(library), dtype=torch.long)
        first = library.first_frame[clips]
        states = torch.cat([library.qpos[first], library.qvel[first]], dim=1)
        if not len(clips) or not practised:
            return clips.tolist(), states
        targets = self.actuation.feed_forward_targets
        found = fallen.heaps(self.model, library, targets, practised)
        qpos, qvel = found.float().split([self.model.nq, self.model.nv], dim=1)
        clip = fallen.likest(library, clips, motion_of(self.kinematics, qpos, qvel))
        clip, order = torch.cat([clips, clip]).sort(stable=True)
        return clip.tolist(), torch.cat([states, found])[order]

    def make_goals(
        self,
        worlds: int,
        rng: torch.Generator,
        clock: Callable[[], ReferenceClock] | None = None,
        loose: Loose | None = None,
        held_out: bool = True,
    ) -> tuple[Goal, ...]:
        """The goals of an environment of so many worlds, which draws from `rng`.

        Args:
            clock: gives where its references are; where their clips begin, if not given.
            loose: its engine's; without physics, if not given. held_out: nobody learns there.
        """
        loose = loose or Loose.still(self.world or self.model, self.model, worlds)
        if clock is None:
            first = torch.zeros(worlds, dtype=torch.long, device=rng.device)
            begins = ReferenceClock.at(self.library, first, first.double())
            clock = partial(replace, begins)
        body = self.model, self.kinematics.sites
        context = Context(*body, worlds, rng, self.library, clock, loose, held_out)
        return tuple(check_made(settings.make(context), settings) for settings in self.goals)

    def make_ground(
        self, worlds: int, device: torch.device, seed: int = 0, held_out: bool = False
    ) -> Ground | None:
        """The ground of an environment, if it is not flat; the arguments are those of `Ground`."""
        if self.ground is None:
            return None
        return Ground(self.ground, worlds, device, seed, held_out)

    def with_goals(
        self, goals: tuple[GoalSettings, ...], ground: GroundSettings | None = None
    ) -> "Problem":
        """The problem in which these are asked too, on this ground.

        Raises:
            StuntmanError: the body lacks what one needs, or two call something the same.
        """
        problem = replace(self, goals=goals, ground=ground)
        made = problem.make_goals(1, torch.Generator())
        return problem.with_goal_terms(made, problem.make_ground(1, torch.device("cpu")))

    def with_goal_terms(self, goals: tuple[Goal, ...], ground: Ground | None) -> "Problem":
        """The problem of which the policy sees these, at work in an environment."""
        check_names(goals, self.terms)
        seen = tuple(term for goal in goals for term in goal.observation_terms)
        seen = (*seen, *(ground.observation_terms if ground else ()))
        image = self.mirror and mirror(self.model, (*self.terms, *seen))
        return replace(self, goal_terms=seen, mirror=image)

    def to(self, device: torch.device) -> "Problem":
        """The same with its tensors on a device."""
        return replace(
            self,
            kinematics=self.kinematics.to(device),
            library=self.library.to(device),
            actuation=self.actuation.to(device),
            mirror=self.mirror and self.mirror.to(device),
            fall_bodies=self.fall_bodies.to(device),
            starts=self.starts.to(device),
            start_of_frame=self.start_of_frame.to(device),
            start_observations=self.start_observations.to(device),
        )

    def _in_mirror(self, clock: ReferenceClock) -> Tensor:
        """(worlds,): in the second half of a clip that is learned as one half."""
        library = self.library
        frame = library.on_clips(clock.frame(library))
        # Looked up only where there are ways: torch's exporter cannot follow an index of an index.
        clip = clock.clip if library.ways is None else library.clip_of_frame[frame]
        frames = library.frames[clip] - 1
        frame = (frame - library.first_frame[clip]) % frames
        return library.mirrored_halves[clip] & (2 * frame >= frames)


def make_problem(
    model: mujoco.MjModel,
    references: tuple[Reference, ...],
    weights: tuple[float, ...],
    end_effectors: tuple[str, ...],
    fall_bodies: tuple[str, ...],
    config: EnvironmentConfig,
    actuation: Actuation | None = None,
) -> Problem:
    """The problem of imitating these references on the body of a compiled scene.

    Args:
        weights: of the references where starts are drawn.
        end_effectors: sites of the body. fall_bodies: names; each has a floor contact sensor.
        actuation: what actions are added to; found from the references if not given.

    Raises:
        StuntmanError: a lookahead reaches past a cycle, or the body's drives are not as wanted.
    """
    kinematics = Kinematics(model, end_effectors)
    library = MotionLibrary.build(references, kinematics, weights)
    for reference in references:
        if max(config.lookahead, default=0) / CONTROL_RATE >= reference.duration:
            raise StuntmanError(
                f"environment: a lookahead of {max(config.lookahead)} steps reaches past one "
                f"cycle of {reference.clip}: make it shorter."
            )
    if actuation is None:
        targets = _targets(model, references, library, config)
        actuation = Actuation(targets, config.action_scale)
    terms = imitation_terms(model.nbody - 1, model.nv - 6, len(config.lookahead))
    if config.clip_seen:
        terms = (*terms, clip_term(len(references)))
    starts = StartStates.of(library)
    problem = Problem(
        model=model,
        kinematics=kinematics,
        library=library,
        actuation=actuation,
        terms=terms,
        lookahead=config.lookahead,
        mirror=None,
        fall_bodies=_fall_bodies(model, references, fall_bodies, config),
        starts=starts,
        start_of_frame=starts.rows(library),
        start_observations=torch.empty(0),
    )
    clock = ReferenceClock.at(library, library.clip_of_frame, library.time_of_frame)
    seen = problem.observe(clock.placed(library), clock)
    if config.mirrored_halves:
        problem = _with_mirror(problem, seen)
        seen = problem.mirror_observations(seen, clock)
    return replace(problem, start_observations=seen)


def _targets(
    model: mujoco.MjModel,
    references: tuple[Reference, ...],
    library: MotionLibrary,
    config: EnvironmentConfig,
) -> Tensor:
    """(frames, actuators) rad, to which actions are added."""
    if not config.residual_targets:
        return torch.zeros(len(library.qpos), model.nu)
    share, early = config.force_share, config.target_early
    return feed_forward_targets(model, references, library, STEP, share, early)


def _fall_bodies(
    model: mujoco.MjModel,
    references: tuple[Reference, ...],
    names: tuple[str, ...],
    config: EnvironmentConfig,
) -> Tensor:
    """(clips, bodies with a floor contact sensor) which must not touch the ground: those of
    `names`, but for what the clip itself lays on it, unless the recipe names them."""
    rows = []
    for reference in references:
        allowed: frozenset[str] = frozenset()
        if config.fall_bodies is None:
            allowed = bodies_on_floor(model, reference.qpos, ON_FLOOR)
        rows.append([n in names and n not in allowed for n in scene.sensor_bodies(model)])
    return torch.tensor(rows, dtype=torch.bool).reshape(len(references), -1)


def half_a_cycle_on(library: MotionLibrary) -> Tensor:
    """The frame (frames,) half a cycle after each of the library."""
    clip = library.clip_of_frame
    return library.frame(clip, library.time_of_frame + 0.5 * library.duration[clip])


def _with_mirror(problem: Problem, starts: Tensor) -> Problem:
    """The problem with a mirror, where some clip's halves are one another's mirror image, as
    observations (frames, n) at its frames tell."""
    found, library = mirror(problem.model, problem.terms), problem.library
    if found is None:
        return problem
    image, later = found.observation(starts), starts[half_a_cycle_on(library)]
    mirrored = torch.zeros_like(library.mirrored_halves)
    for clip in range(len(library.clips)):
        rows = library.clip_of_frame == clip
        straight = abs(float(library.cycle_yaw[clip])) <= _STRAIGHT
        if library.loops[clip] and straight:
            mirrored[clip] = halves_match(image[rows], later[rows])
    if not mirrored.any():
        return problem
    return replace(problem, library=replace(library, mirrored_halves=mirrored), mirror=found)
