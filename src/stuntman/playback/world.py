"""A character at work in a world one can meddle with: hit it, push it, change its mind."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE, STEP, substeps
from stuntman.imitation.deviations import reference_qpos, reset_to_start
from stuntman.imitation.environment import Environment
from stuntman.imitation.info import Info
from stuntman.imitation.motion import Motion
from stuntman.physics.interactive import FORCE, InteractiveEngine, Pull, Push, checked
from stuntman.playback import destination, leading
from stuntman.playback.destination import Destination
from stuntman.playback.frame import VERDICT_SECONDS, Frame, Hit, Switch, judged, settled
from stuntman.playback.getting_up import LYING_SECONDS, NAME, GettingUp, down, has_fallen
from stuntman.playback.ground import Ground
from stuntman.playback.skills import scenes_of, set_up
from stuntman.playback.throwing import thrown_at
from stuntman.policies.policy import Policy
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.torch_rotations import heading

BLOCKS = 24  # in the world at once
REMEMBERED = 60.0  # s of the past that can be recorded
_SPEEDS = 0.1, 100.0  # m/s; slower, a block is in the air for minutes
_PUSH_SECONDS = 60.0  # at most
_SAVES, _STEPS_BETWEEN_SAVES = 5, 30


class LiveWorld:
    """One character with one or several skills, in real physics at the control rate, for one
    thread.

    Args:
        helper: policies that are no skills of its own, but get it up when it has fallen.
        blocks: how many may be out at once. seed: of where they come from.
        skill: with which it begins; the first if not given.
        start: part of that one's clip, 0 to 1, at which it begins.

    Attributes:
        skills: names; `skill` is the one at work. requested: the one that is to take over when
            the one at work is out of the air. repertoire: all of them by name.
        destination: where it goes by itself, as long as it is not there.
        frame: the world now. past: the frames of the last minute, oldest first.
        hits: what was done to the character, oldest first. switches: which skills took over.
        restart_after: s on the ground after which the skill begins again, where nobody gets it up;
            None waits for ever.
        director: asked after each step which skill is to take over, if any; None has none.
        engine: the physics; its gravity and friction may be set at any time.

    Raises:
        StuntmanError: a policy's clip is not here, or it was trained on another body than the
            others, or on the body as it no longer is.
    """

    def __init__(
        self,
        policies: Mapping[str, Policy],
        blocks: int = BLOCKS,
        seed: int = 0,
        start: float = 0.0,
        skill: str | None = None,
        helper: Mapping[str, Policy] | None = None,
    ) -> None:
        self.character, model, world = scenes_of({**policies, **(helper or {})}, blocks)
        self.engine = InteractiveEngine(model, world, substeps(model))
        self.repertoire = set_up(policies, model, self.engine, seed)
        self.skills = tuple(self.repertoire)
        helpers = set_up(helper or {}, model, self.engine, seed)
        self._getting_up = GettingUp(self.repertoire, helpers)
        self._all = self._getting_up.skills
        self.skill = self.skills[0] if skill is None else skill
        self.requested: str | None = None
        self.destination: Destination | None = None
        self.director: Callable[[LiveWorld], str | None] | None = None
        self.restart_after: float | None = VERDICT_SECONDS
        self.hits: tuple[Hit, ...] = ()
        self.switches: tuple[Switch, ...] = ()
        limits = np.abs(model.actuator_forcerange).max(axis=1)
        self._limits = np.where(model.actuator_forcelimited, limits, np.inf)
        self._rng, self._steps = np.random.default_rng(seed), 0
        self._fell_at: float | None = None
        self._saved: deque[tuple[str, dict[str, Tensor]]] = deque(maxlen=_SAVES)
        begin = torch.tensor([start * self.duration], dtype=torch.float64)
        self._observation = self.environment.reset(begin, self._clip)
        self._action, self._targets, self._begun = torch.zeros(model.nu), np.zeros(model.nu), True
        self.past: deque[Frame] = deque(maxlen=round(REMEMBERED * CONTROL_RATE))
        self.past.append(self._now({}, False))

    @property
    def _clip(self) -> Tensor:
        """(1,) index of the clip at work in its environment's library."""
        return torch.tensor([self._all[self.skill].clip])

    @property
    def frame(self) -> Frame:
        return self.past[-1]

    @property
    def environment(self) -> Environment:
        """What the skill at work acts in."""
        return self._all[self.skill].environment

    @property
    def duration(self) -> float:
        """s of the clip at work."""
        return self.duration_of(self.skill)

    def duration_of(self, skill: str) -> float:
        """s of a skill's clip."""
        of = self._all[skill]
        return float(of.environment.library.duration[of.clip])

    def expected(self, skill: str) -> float:
        """What a skill expects if it takes over now (`Skill.expects`)."""
        return self.repertoire[skill].expects(self.environment.motion())

    @property
    def phase(self) -> float:
        """s within the clip at work."""
        return leading.phase(self.environment)

    @property
    def loops(self) -> bool:
        """Whether it does."""
        return bool(self.environment.library.loops[self._clip])

    @property
    def over(self) -> bool:
        """Whether the clip at work has its end within the next step; a loop never has."""
        ends = self.environment.requests is None and not self.loops  # else it leads to standing
        return ends and self.phase + STEP >= self.duration - 1e-6

    @property
    def can_be_steered(self) -> bool:
        """Whether a skill has a direction to go in as its goal."""
        return any(leading.can_be_steered(skill.environment) for skill in self.repertoire.values())

    def step(self) -> Frame:
        """Let a control step pass."""
        if self._steps % _STEPS_BETWEEN_SAVES == 0:
            self._saved.append((self.skill, self.environment.state_dict()))
        action = self._all[self.skill].policy.act(self._observation)
        self._action = action[0]
        self._targets = self.environment.pd_targets(action)[0].double().numpy()
        self._begun, notice = False, ""
        if self.destination is not None and self._getting_up.resumes is None:
            self.destination = destination.approach(self.environment, self.destination, self.frame)
            self._name_request()
        self._observation, _, _, truncated, info = self.environment.step(action)
        self._steps += 1
        if info.diverged.item():
            notice = self._recover()
        elif truncated.item():  # the clip is over: from its start, but where the character is
            self._begin(0.0, info.motion)
        fell = not notice and has_fallen(info)
        self._judge(fell, info)
        self._fell_at = self._time if fell and self._fell_at is None else self._fell_at
        self._leave_the_floor()
        if self.environment.requests is not None:
            self._name_skill()
        self.requested = self._getting_up.resumed(self.environment, self._time) or self.requested
        if self.director is not None:
            self.requested = self.director(self) or self.requested
        self._take_over()
        terms = {name: float(term) for name, term in info.terms.items()}
        self.past.append(self._now(terms, fell, notice))
        return self.frame

    def restart(self, seconds: float = 0.0) -> None:
        """Put the character into its clip's pose at `seconds`, where it is now.

        Raises:
            StuntmanError: the clip has no such instant.
        """
        checked("the start", seconds, 0.0, self.duration)
        self._begin(seconds)
        self._refresh()

    def switch(self, skill: str) -> None:
        """Let another skill take over: by the ways that lead there, where the policy has learned
        such; else from the state the character is in, at the instant of its clip that is most like
        it: now, or where the clip at work is in mid-flight, after that. The newest request counts.

        Raises:
            StuntmanError: no such skill.
        """
        if skill not in self.repertoire:
            raise StuntmanError(f"No skill '{skill}' here: use {', '.join(self.skills)}.")
        self.requested, self.destination = skill, None
        self._take_over()
        self._refresh()

    def throw(
        self, edge: float = 0.2, mass: float = 3.0, speed: float = 8.0, origin: Array | None = None
    ) -> Hit:
        """Throw a cube at where the character's centre of mass will be.

        Args:
            edge: m. mass: kg. speed: m/s, horizontally as good as.
            origin: (3,) m it comes from; from some side, 3 m away, if not given.

        Raises:
            StuntmanError: one of these is no number, or absurd.
        """
        checked("the block's speed", speed, *_SPEEDS)
        throw = thrown_at(self.environment, self._rng, origin, edge, speed, self.engine.gravity)
        turn = rot.normalize(self._rng.normal(size=4))
        slot = self.engine.throw(edge, mass, throw.start, throw.velocity, turn)
        return self._did(Hit(f"block of {mass:g} kg at {speed:g} m/s", self._time, slot))

    def shove(self, newtons: float, degrees: float = 0.0, seconds: float = 0.2) -> Hit:
        """Push the character's root for a while.

        Args:
            degrees: whereto, from where the character faces (0: forward, 90: to its left).

        Raises:
            StuntmanError: one of these is no number, or absurd.
        """
        checked("the push's newtons", newtons, -FORCE, FORCE)
        checked("the push's direction", degrees, -360.0, 360.0)
        checked("the push's seconds", seconds, 0.0, _PUSH_SECONDS)
        motion = self.environment.motion()
        angle = float(heading(motion.pose.root_rotation)) + np.radians(degrees)
        force = newtons * np.array([np.cos(angle), np.sin(angle), 0.0])
        self.engine.push(Push(self.character.root, force, self.engine.data.time + seconds))
        what = f"push of {newtons:g} N for {seconds:g} s"
        return self._did(Hit(what, self._time, struck=self._time))

    def steer(self, direction: float, speed: float) -> None:
        """Ask the character to go that way, in the world, until something else is asked: as the
        skill at work has it as a goal, or by the gait whose speed is nearest, or standing.

        Args:
            direction: rad about the vertical, 0 along x. speed: m/s.

        Raises:
            StuntmanError: one of these is no number, or absurd; or the skill has no such goal.
        """
        if self._getting_up.resumes is not None:  # it does not listen while it is got up
            return
        leading.steer(self.environment, direction, speed)
        self.destination = None
        self._name_request()
        self._see_goals()

    def aim(self, point: ArrayLike, fast: bool = False) -> None:
        """Ask the skill at work to go to a point (3,) m, or to hit it, until another is asked for.
        Who has no such goal and can be steered goes there, `fast` or not, and stops.

        Raises:
            StuntmanError: it is no place, or the skill can neither.
        """
        if self._getting_up.resumes is None:
            self.destination = destination.aim(self.environment, point, fast)
            self._see_goals()

    def pull(self, pull: Pull) -> None:
        """Pull a body by a spring, from now until `release`."""
        self.engine.pull = pull

    def release(self) -> Hit | None:
        """Let go of what is pulled."""
        pull, self.engine.pull = self.engine.pull, None
        now = self._time
        return None if pull is None else self._did(Hit(f"pull at {pull.body}", now, struck=now))

    def clear(self) -> None:
        """Take all blocks away."""
        self.engine.clear()
        self._refresh()

    @property
    def _time(self) -> float:
        return self._steps / CONTROL_RATE

    def _refresh(self) -> None:
        """What was changed between two steps shows at once."""
        self.past[-1] = self._now(self.frame.terms, fallen=False)

    def _see_goals(self) -> None:
        self._observation = self.environment.observe(self.environment.motion())
        self._refresh()

    def _take_over(self) -> None:
        """Let the requested skill begin, if there is one and it may, or ways lead there."""
        if self.requested is None:
            return
        if leading.lead(self.environment, self._all[self.requested]):
            return self._name_skill()
        if self._getting_up.resumes is not None:
            self._getting_up.resumes, self.requested = self.requested, None
            return
        library, clock = self.environment.library, self.environment.clock
        if bool(library.airborne[clock.frame(library)]) and not self.over:
            return
        self._note_switch(self.requested)
        motion = self.environment.motion()
        self.skill, self.requested = self.requested, None
        times = self.environment.library.nearest(self._clip, motion)
        self._observation = self.environment.align_reference(times, clip=self._clip)

    def _leave_the_floor(self) -> None:
        """Who has lain there for long enough gets up, or is set upright."""
        if self._fell_at is None or self.restart_after is None:
            return
        skill = self._getting_up.by(self.skill, self._fell_at)
        patience = self.restart_after if skill is None else LYING_SECONDS
        if self._time - self._fell_at < patience - 1e-9:
            return
        if skill is None:
            return self._begin(0.0)
        environment = self._all[skill].environment
        self._getting_up.begin(self.skill, environment)
        self.skill, self._fell_at = skill, None
        self._observation = environment.get_up()

    def _name_skill(self) -> None:
        """Along a way, each skill takes over that the reference is most like."""
        skill = leading.at_work(self._all, self.environment)
        if skill != self.skill:
            self._note_switch(skill)
            self.skill = skill
        if self.requested == skill:
            self.requested = None

    def _note_switch(self, skill: str) -> None:
        """Another takes over now; nobody has asked for those that get it up."""
        if {skill, self.skill} <= set(self.skills):
            self.switches = (*self.switches[-499:], Switch(self.skill, skill, self._time))

    def _name_request(self) -> None:
        if (requests := self.environment.requests) is not None:
            self.requested = leading.name_of(self._all, self.environment, int(requests.clip))

    def _did(self, hit: Hit) -> Hit:
        on_ground = hit.struck is not None and down(self.environment, self._fell_at)
        self.hits = (*self.hits[-49:], replace(hit, down=on_ground))
        return self.hits[-1]

    def _begin(self, seconds: float, motion: Motion | None = None) -> None:
        times = torch.tensor([seconds], dtype=torch.float64)
        times = self.environment.start_times(self._clip, times)
        env = self.environment
        leading.begin(env, times, motion, self._clip)
        there = env.clock.placed(env.library).pose.positions[:, 0]
        env.renew_ground(self._clip.new_zeros(1), there)
        self._observation = reset_to_start(self.environment)
        self._begun, self._fell_at, self.hits = True, None, settled(self.hits)

    def _recover(self) -> str:
        """Go back to the last sound state, or where there is none, begin anew; in words."""
        self.environment.diverged.take()
        self._begun, self._fell_at, self.hits = True, None, settled(self.hits)
        if not self._saved:
            self.engine.clear()
            times = torch.zeros(1, dtype=torch.float64)
            self._observation = self.environment.reset(times, self._clip)
            return "The simulation broke down; it has begun anew."
        self.skill, state = self._saved.pop()
        self._observation = self.environment.load_state_dict(state)
        return "The simulation broke down; it is back at its last good state."

    def _judge(self, fell: bool, info: Info) -> None:
        """Say of each hit, and of the last switch, what came of it."""
        on_ground = down(self.environment, self._fell_at)
        self.hits = judged(self.hits, self._time, self.engine.hit, fell, on_ground)
        apart = info.motion.pose.positions - info.reference.pose.positions
        error = float(apart.norm(dim=-1).mean())
        last = (switch.judged(self._time, fell, error) for switch in self.switches[-1:])
        self.switches = (*self.switches[:-1], *last)

    def _now(self, terms: dict[str, float], fallen: bool, notice: str = "") -> Frame:
        return Frame(
            time=self._time,
            skill=self.skill if self.skill in self.skills else NAME,
            phase=self.phase,
            qpos=self.engine.qpos[0].numpy().copy(),
            qvel=self.engine.qvel[0].numpy().copy(),
            reference=reference_qpos(self.environment)[0],
            action=self._action.double().numpy(),
            targets=self._targets,
            begun=self._begun,
            blocks=self.engine.blocks,
            terms=terms,
            torques=self.engine.data.actuator_force / self._limits,
            fallen=fallen,
            asked=destination.asked(self.environment, self.destination),
            ground=Ground.around(self.environment),
            notice=notice,
        )
