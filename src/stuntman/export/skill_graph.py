"""All that the page asks of a policy, as one graph: a part of it is run for each question."""

import math
from copy import copy
from dataclasses import replace

import torch
from torch import Tensor, nn

from stuntman.export.onnx import Controller, clock_numbers, clock_of
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.motion import Motion, motion_of
from stuntman.imitation.problem import Problem
from stuntman.imitation.requests import Requests
from stuntman.policies.policy import Policy
from stuntman.spatial.torch_rotations import multiply, rotate_about_vertical, yaw_quaternion

OUTPUTS = (
    "targets",
    "next_clock",
    "nearest_time",
    "placed_clock",
    "reference_qpos",
    "start_qpos",
    "start_qvel",
)
# What it also tells where ways lead from clip to clip.
LED_OUTPUTS = ("led_clock", "led_clip", "asked_clip", "likest_clip")


def with_its_ways(policy: Policy, problem: Problem) -> Problem:
    """The problem with the ways that a policy has learned, if a graph can lead it along them: how
    to get up from any heap it cannot."""
    environment = policy.header.recipe.environment
    if not environment.transitions:
        return problem
    led = problem.with_transitions(environment.accelerations, 0)
    assert led.library.ways is not None
    return problem if bool(led.library.ways.lies.any()) else led


class SkillGraph(nn.Module):
    """What the page asks of any policy."""

    def __init__(self, policy: Policy, problem: Problem) -> None:
        super().__init__()
        self._controller = Controller(policy, problem)
        self._problem = problem
        library = problem.library
        self._qpos = library.qpos.float()
        first_rows = problem.start_of_frame[library.first_frame]
        self._starts = problem.starts.states[first_rows].float()

    def forward(
        self, qpos: Tensor, qvel: Tensor, clock: Tensor, time: Tensor, clip: Tensor
    ) -> tuple[Tensor, ...]:
        """`OUTPUTS`, for the clip of this index (1,): PD targets and next clock of a state at a
        clock; s of the clip at which it is most like that state; the clock that lays the clip's
        instant `time` (1,) s under that state; where the clip wants the character at a clock, and
        the state in which it begins."""
        targets, next_clock, _, _ = self._controller(qpos, qvel, clock, clip)
        problem, library = self._problem, self._problem.library
        motion = motion_of(problem.kinematics, qpos.unsqueeze(0).float(), qvel.unsqueeze(0).float())
        laid = ReferenceClock.at(library, clip, time).aligned(library, motion)
        nearest = library.nearest(clip, motion)
        now = clock_of(clock, clip)
        yaw, shift = (numbers.double() for numbers in now.over_the_end(library))
        wanted = _placed(self._qpos[now.frame(library)].double(), yaw, shift)
        nq = problem.model.nq
        start_qpos, start_qvel = self._starts[clip].double().split([nq, problem.model.nv], dim=1)
        velocity = rotate_about_vertical(start_qvel[:, :3], yaw)
        return (
            targets,
            next_clock,
            nearest,
            clock_numbers(laid),
            wanted,
            _placed(start_qpos, yaw, shift),
            torch.cat([velocity, start_qvel[:, 3:]], dim=1)[0],
        )


class LedSkillGraph(SkillGraph):
    """The same where ways lead from clip to clip, as requests have them."""

    def __init__(self, policy: Policy, problem: Problem) -> None:
        super().__init__(policy, problem)
        turn_rate = math.radians(policy.header.recipe.environment.turn_rate)
        self.requests = _Branchless(problem.library, 1, turn_rate)

    def forward(  # type: ignore[override]
        self, qpos: Tensor, qvel: Tensor, clock: Tensor, time: Tensor, clip: Tensor, asked: Tensor
    ) -> tuple[Tensor, ...]:
        """`OUTPUTS`, and `LED_OUTPUTS`: the clock and the clip or way (1,) a step later, when the
        state is that; the clip that is asked for then; and the one that the reference is most like.

        Args:
            asked: (3,) the clip that is asked for; the direction to go in, rad in the world; and
                whether there is one, 1 or 0.
        """
        problem, library = self._problem, self._problem.library
        motion = motion_of(problem.kinematics, qpos.unsqueeze(0).float(), qvel.unsqueeze(0).float())
        requests = copy(self.requests)
        requests.clip, requests.heading = asked[:1].long(), asked[1:2].float()
        requests.headed = asked[2:] > 0.5
        led = requests.advance(clock_of(clock, clip), motion)
        likest = library.clip_of_frame[library.on_clips(led.frame(library))]
        told = super().forward(qpos, qvel, clock, time, clip)
        return *told, clock_numbers(led), led.clip, requests.clip, likest


class _Branchless(Requests):
    """Requests of one world that nothing lies in, so that no step depends on what a tensor says."""

    def _entered(
        self,
        clock: ReferenceClock,
        who: Tensor,
        clip: Tensor,
        time: Tensor,
        place: ReferenceClock,
    ) -> ReferenceClock:
        begun = ReferenceClock.at(self._library, clip, time)
        begun = begun.aligned(self._library, place.placed(self._library))
        return replace(
            begun,
            clip=torch.where(who, begun.clip, clock.clip),
            time=torch.where(who, begun.time, clock.time),
            yaw=torch.where(who, begun.yaw, clock.yaw),
            shift=torch.where(who.unsqueeze(-1), begun.shift, clock.shift),
        )

    def _lain(self, clock: ReferenceClock, motion: Motion) -> tuple[ReferenceClock, Tensor]:
        return clock, torch.zeros_like(self.headed)


def _placed(qpos: Tensor, yaw: Tensor, shift: Tensor) -> Tensor:
    """The first of positions (1, nq), rotated about the vertical by yaw (1,) rad and then moved by
    shift (1, 3) m."""
    position = rotate_about_vertical(qpos[:, :3], yaw) + shift
    rotation = multiply(yaw_quaternion(yaw), qpos[:, 3:7])
    return torch.cat([position, rotation, qpos[:, 7:]], dim=1)[0]
