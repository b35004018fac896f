"""A character that has learned the ways between its clips: which skill is at work, where it is told
to go, and how it gets there."""

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from stuntman.imitation.environment import Environment
from stuntman.imitation.motion import Motion
from stuntman.imitation.requests import Requests
from stuntman.playback import goals
from stuntman.playback.goals import Asked
from stuntman.playback.skills import Skill, is_jump

_FIRST = torch.zeros(1, dtype=torch.long)  # the one world there is


def name_of(skills: Mapping[str, Skill], environment: Environment, clip: int) -> str:
    """The skill that is this clip in an environment, or the one that it is altogether, where goals
    lead from clip to clip."""
    own = {skill.clip: name for name, skill in skills.items() if skill.environment is environment}
    return own[0] if environment.config.led_by_goals else own[clip]


def at_work(skills: Mapping[str, Skill], environment: Environment) -> str:
    """The skill whose clip the reference is most like."""
    library, clock = environment.library, environment.clock
    frame = library.on_clips(clock.frame(library))
    return name_of(skills, environment, int(library.clip_of_frame[frame]))


def tricks(skills: Mapping[str, Skill], names: Sequence[str]) -> tuple[str, ...]:
    """Which of these skills are motions for their own sake, neither standing nor a gait by which
    one is steered, jumps first; all of them where none is."""
    found = [name for name in names if _is_trick(skills[name])] or names
    return tuple(sorted(found, key=lambda name: not is_jump(name)))


def _is_trick(skill: Skill) -> bool:
    ways = skill.environment.library.ways
    return ways is None or not (bool(ways.gaits[skill.clip]) or skill.clip == ways.stands)


def lead(environment: Environment, skill: Skill) -> bool:
    """Ask for a skill; whether ways lead there. A gait keeps the direction it was told, anything
    else ends that."""
    requests = environment.requests
    if requests is None or skill.environment is not environment:
        return False
    reached = bool(requests.ask(_FIRST, torch.tensor([skill.clip])))
    if reached and skill.clip not in requests.paces:
        requests.headed = torch.zeros_like(requests.headed)
    return reached


def begin(environment: Environment, times: Tensor, motion: Motion | None, clip: Tensor) -> None:
    """Start an episode as `Environment.align_reference` does; a course that was asked for stays."""
    requests = environment.requests
    course = None if requests is None else (requests.headed, requests.clip)
    environment.align_reference(times, motion, clip)
    if requests is not None and course is not None and course[0]:
        requests.headed, asked = course
        requests.ask(_FIRST, asked)


def phase(environment: Environment) -> float:
    """s within the clip at work."""
    library, clock = environment.library, environment.clock
    if environment.requests is None:
        return float(clock.time[0])
    return float(library.time_of_frame[library.on_clips(clock.frame(library))])


def can_be_steered(environment: Environment) -> bool:
    """Whether it can be told in what direction to go."""
    by_gaits = _steered(environment) is not None
    return by_gaits or any("direction" in goal.values for goal in environment.goals)


def speeds(environment: Environment) -> tuple[float, float]:
    """m/s at which it may be asked to go: slowly, and fast.

    Raises:
        StuntmanError: it cannot be steered.
    """
    requests = _steered(environment)
    paces = [] if requests is None else [pace for pace in requests.paces.values() if pace]
    if paces:
        return min(paces), max(paces)
    return goals.with_value(environment.goals, "direction").speeds


def steer(environment: Environment, direction: float, speed: float) -> None:
    """Have the character go that way, in the world, until something else is asked: as its goal, or
    by the gait whose speed is nearest, or standing.

    Args:
        direction: rad about the vertical, 0 along x. speed: m/s.

    Raises:
        StuntmanError: one of these is no number, or absurd; or it cannot be steered.
    """
    requests = _steered(environment)
    if requests is None:
        goals.steer(environment.goals, direction, speed)
        return
    angle, metres = goals.check_course(direction, speed)
    requests.steer(torch.tensor([angle]), torch.tensor([metres]))


def asked(environment: Environment) -> Asked:
    """What is asked of the character."""
    requests = _steered(environment)
    if requests is None or not bool(requests.headed):
        return goals.asked(environment.goals)
    angle, pace = float(requests.heading), requests.paces.get(int(requests.clip), 0.0)
    return Asked(pace * np.array([np.cos(angle), np.sin(angle), 0.0]))


def _steered(environment: Environment) -> Requests | None:
    """What leads a character by gaits where it is told to; None where goals or nothing does."""
    requests = environment.requests
    if requests is None or not requests.paces or environment.config.led_by_goals:
        return None
    return requests
