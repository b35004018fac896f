"""Teachers: policies that know some clips each, asked what they would do in a learner's place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from stuntman.imitation.actuation import Actuation
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP
from stuntman.imitation.environment import Environment
from stuntman.imitation.problem import Problem

# m, of the mean of all bodies from where the reference has them, at which a teacher counts e^-1.
# Steered among the ways of `moves`, of two that began alike the one whose teacher counted the same
# everywhere fell 10.6 times a minute after 5.8 M samples instead of 2.5 before.
_AWAY = 0.05


@dataclass(frozen=True, eq=False)
class Teacher:
    """A policy that knows one clip of a learner's.

    Attributes:
        act: from what it observes (n, observations) to its actions (n, actions).
        problem: what it was trained on; its actuation is what its actions are added to. What it
            sees, and whether its halves are mirrored, may be other than the learner's.
        clip: which of its problem's it is asked about.
    """

    act: Callable[[Tensor], Tensor]
    problem: Problem
    clip: int = 0


class Teachers:
    """An expert in an environment each of whose clips one teacher knows.

    Attributes:
        teachers: of each clip.
    """

    def __init__(self, environment: Environment, teachers: Sequence[Teacher | None]) -> None:
        """
        Args:
            teachers: of each of the environment's clips, in its order; their references are the
                same as there. None where nobody knows one.
        """
        self._environment, self.teachers = environment, teachers
        known = [teacher is not None for teacher in teachers]
        ways = [False] * (len(environment.library.clips) - len(known))
        self._known = torch.tensor(known + ways, device=environment.device)

    def begin(self) -> Tensor:
        """Start an episode in every world; the observation (worlds, n) there."""
        return self._environment.reset()

    def answers(self) -> tuple[Tensor, Tensor]:
        """Actions (worlds, actions) of the environment's that lead to the PD targets that each
        world's teacher asks for; on a way between clips, and on a clip that none knows, they
        are worth nothing."""
        env = self._environment
        frames = env.clock.frame(env.library, STEP)
        given = env.library.of_clips(env.actuation.feed_forward_targets, frames)
        away = self._pd_targets(given) - given
        actions = env.problem.mirror_actions(away / env.actuation.action_scale, env.clock)
        return actions, self._known[env.clock.clip]

    def trust(self) -> Tensor:
        """What each world's teacher is worth listening to in practice (worlds,): 1 on its clip,
        less the farther from it, where it has never been and what it says makes characters fall."""
        env = self._environment
        reference = env.clock.placed(env.library)
        away = (env.motion().pose.positions - reference.pose.positions).norm(dim=-1).mean(-1)
        return self._known[env.clock.clip] * torch.exp(-((away / _AWAY) ** 2))

    def actuation(self) -> Actuation:
        """What the environment's actions are best added to: what each clip's teacher adds its own
        to, which may have been improved since they were made of the clip."""
        env = self._environment
        parts = [
            _of_clip(teacher.problem.actuation.feed_forward_targets, teacher.problem, teacher.clip)
            for teacher in self.teachers
            if teacher is not None
        ]
        return replace(env.actuation, feed_forward_targets=torch.cat(parts).to(env.device))

    def _pd_targets(self, given: Tensor) -> Tensor:
        """(worlds, actuators) rad; those given where nobody knows more."""
        env, motion = self._environment, self._environment.motion()
        out = given.clone()
        for clip, teacher in enumerate(self.teachers):
            worlds = (env.clock.clip == clip).nonzero().squeeze(-1)
            if teacher is None or not len(worlds):
                continue
            problem, clock = teacher.problem, _of_worlds(env.clock, worlds, teacher.clip)
            actions = teacher.act(problem.observe(motion.of_worlds(worlds), clock))
            actions = problem.mirror_actions(actions, clock)
            frames = clock.frame(problem.library, STEP)
            out[worlds] = problem.actuation.pd_targets(actions, frames)
        return out


def _of_worlds(clock: ReferenceClock, worlds: Tensor, clip: int) -> ReferenceClock:
    """The clock of the worlds of these indices (n,), in a library in which their clip has another
    index."""
    clips = torch.full_like(worlds, clip)
    return ReferenceClock(
        clips, clock.time[worlds], clock.yaw[worlds], clock.shift[worlds], clock.rotated
    )


def _of_clip(frames: Tensor, problem: Problem, clip: int) -> Tensor:
    """The rows (frames of a clip, ...) among those of all its library's frames."""
    return frames[problem.library.clip_of_frame == clip]
