"""Teachers: policies that know some clips each, asked what they would do in a learner's place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from stuntman.imitation.actuation import Actuation
from stuntman.imitation.config import STEP
from stuntman.imitation.environment import Environment
from stuntman.imitation.motion import Motion
from stuntman.imitation.problem import Problem
from stuntman.learning.known import Known

# m, of the mean of all bodies from where the reference has them, at which a teacher counts e^-1.
# Steered among the ways of `moves`, of two that began alike the one whose teacher counted the same
# everywhere fell 10.6 times a minute after 5.8 M samples instead of 2.5 before.
_AWAY = 0.05


@dataclass(frozen=True, eq=False)
class Teacher:
    """A policy that knows some of a learner's clips, and perhaps ways between them.

    Attributes:
        act: from what it observes (n, observations) to its actions (n, actions).
        problem: what it was trained on; its actuation is what its actions are added to. What it
            sees, and whether its halves are mirrored, may be other than the learner's.
        known: where among its own each of the learner's clips and ways is; it is not asked about
            what is nowhere.
    """

    act: Callable[[Tensor], Tensor]
    problem: Problem
    known: Known


class Teachers:
    """An expert in an environment of clips that teachers know, and of ways.

    Attributes:
        teachers: each clip is taught by the first that knows it.
        on_ways: who know the ways, and how to come to a clip from them. What they know too counts
            the more, the farther the character is from its gait; who knows the gait alone has
            never been there. What is no gait they teach alone: who does a trick again and again
            ends it otherwise than who stops after it, and a learner is not told which it is to be.
    """

    def __init__(
        self,
        environment: Environment,
        teachers: Sequence[Teacher],
        on_ways: Sequence[Teacher] = (),
    ) -> None:
        self._environment, self.teachers, self.on_ways = environment, teachers, on_ways
        library = environment.library
        count = len(library.duration)
        self._clips = count if library.ways is None else library.ways.first
        self._of = _first(teachers, count).to(environment.device)
        self._of_ways = _first(on_ways, count).to(environment.device)
        self._gaits = torch.ones(count, dtype=torch.bool, device=environment.device)
        if library.ways is not None:
            self._gaits[: self._clips] = library.ways.gaits

    def begin(self) -> Tensor:
        """Start an episode in every world; the observation (worlds, n) there."""
        return self._environment.reset()

    def answers(self) -> tuple[Tensor, Tensor]:
        """Actions (worlds, actions) of the environment's that lead to the PD targets that each
        world's teacher asks for; where none knows the clip or the way, they are worth nothing."""
        clip, motion = self._environment.clock.clip, self._environment.motion()
        nearness = self._nearness(motion) if self.on_ways else None
        return self._actions(motion, nearness), (self._of[clip] >= 0) | (self._of_ways[clip] >= 0)

    def trusted_answers(self) -> tuple[Tensor, Tensor]:
        """The same actions, and what each world's teacher is worth listening to in practice
        (worlds,): 1 where somebody knows the ways there, else on its clip, and less the farther
        from it, where it has never been and what it says makes characters fall."""
        clip, motion = self._environment.clock.clip, self._environment.motion()
        nearness = self._nearness(motion)
        near = nearness * (self._of[clip] >= 0)
        return self._actions(motion, nearness), torch.where(self._of_ways[clip] >= 0, 1.0, near)

    def actuation(self) -> Actuation:
        """What the environment's actions are best added to: what each clip's teacher adds its own
        to, which may have been improved since they were made of the clip."""
        env = self._environment
        parts = []
        for clip in range(self._clips):
            teacher, own = self.of(clip)
            table, library = teacher.problem.actuation.feed_forward_targets, teacher.problem.library
            parts.append(table[library.clip_of_frame[: len(table)] == own])
        return replace(env.actuation, feed_forward_targets=torch.cat(parts).to(env.device))

    def of(self, clip: int) -> tuple[Teacher, int]:
        """Who teaches a clip of the learner's, and which of its own that is."""
        assert self._of[clip] >= 0, "each clip has a specialist"
        teacher = self.teachers[int(self._of[clip])]
        return teacher, int(teacher.known.clip[clip])

    def _actions(self, motion: Motion, nearness: Tensor | None) -> Tensor:
        env = self._environment
        frames = env.clock.frame(env.library, STEP)
        given = env.library.of_clips(env.actuation.feed_forward_targets, frames)
        of, of_ways = self._of[env.clock.clip], self._of_ways[env.clock.clip]
        targets = self._pd_targets(self.teachers, of, motion, given)
        if nearness is not None and self.on_ways:
            nearness = nearness * self._gaits[env.clock.clip]
            share = torch.where(of_ways < 0, 1.0, nearness) * (of >= 0)
            on_ways = self._pd_targets(self.on_ways, of_ways, motion, given)
            targets = torch.lerp(on_ways, targets, share.unsqueeze(-1))
        away = (targets - given) / env.actuation.action_scale
        return env.problem.mirror_actions(away, env.clock)

    def _nearness(self, motion: Motion) -> Tensor:
        """(worlds,) 1 where characters in `motion` are where their references are."""
        reference = self._environment.clock.placed(self._environment.library)
        away = (motion.pose.positions - reference.pose.positions).norm(dim=-1).mean(-1)
        return torch.exp(-((away / _AWAY) ** 2))

    def _pd_targets(
        self, teachers: Sequence[Teacher], who: Tensor, motion: Motion, given: Tensor
    ) -> Tensor:
        """(worlds, actuators) rad, of the teachers of these indices (worlds,); those given where
        there is none."""
        clock, out = self._environment.clock, given.clone()
        for index, teacher in enumerate(teachers):
            worlds = (who == index).nonzero().squeeze(-1)
            if not len(worlds):
                continue
            problem = teacher.problem
            own = teacher.known.clock(clock.of_worlds(worlds))
            actions = teacher.act(problem.observe(motion.of_worlds(worlds), own))
            actions = problem.mirror_actions(actions, own)
            frames, actuation = own.frame(problem.library, STEP), problem.actuation
            added_to = problem.library.of_clips(actuation.feed_forward_targets, frames)
            out[worlds] = added_to + actions * actuation.action_scale
        return out


def _first(teachers: Sequence[Teacher], count: int) -> Tensor:
    """(clips and ways,) the index of the first that knows it; -1 where none does."""
    first = torch.full((count,), -1)
    for index, teacher in reversed(list(enumerate(teachers))):
        first = torch.where(teacher.known.clip.cpu() >= 0, index, first)
    return first
