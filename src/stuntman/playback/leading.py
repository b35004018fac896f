"""A character that has learned the ways between its clips: which skill is at work, where it is told
to go, and how it gets there."""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

from stuntman.imitation.environment import Environment
from stuntman.imitation.motion import Motion
from stuntman.playback import goals
from stuntman.playback.goals import Asked
from stuntman.playback.skills import Skill


def name_of(skills: Mapping[str, Skill], environment: Environment, clip: int) -> str:
    """The skill that is this clip in an environment."""
    return next(
        name
        for name, skill in skills.items()
        if skill.environment is environment and skill.clip == clip
    )


def at_work(skills: Mapping[str, Skill], environment: Environment) -> str:
    """The skill whose clip the reference is most like."""
    library, clock = environment.library, environment.clock
    frame = library.on_clips(clock.frame(library))
    return name_of(skills, environment, int(library.clip_of_frame[frame]))


def lead(environment: Environment, skill: Skill) -> bool:
    """Ask for a skill; whether ways lead there."""
    requests = environment.requests
    if requests is None or skill.environment is not environment:
        return False
    return bool(requests.ask(torch.zeros(1, dtype=torch.long), torch.tensor([skill.clip])))


def begin(environment: Environment, times: Tensor, motion: Motion | None, clip: Tensor) -> None:
    """Start an episode as `Environment.align_reference` does; a course that was asked for stays."""
    requests = environment.requests
    headed = None if requests is None else requests.headed
    environment.align_reference(times, motion, clip)
    if requests is not None and headed is not None:
        requests.headed = headed


def phase(environment: Environment) -> float:
    """s within the clip at work."""
    library, clock = environment.library, environment.clock
    if environment.requests is None:
        return float(clock.time[0])
    return float(library.time_of_frame[library.on_clips(clock.frame(library))])


def can_be_steered(environment: Environment) -> bool:
    """Whether it can be told in what direction to go."""
    requests = environment.requests
    by_gaits = requests is not None and bool(requests.paces)
    return by_gaits or any("direction" in goal.values for goal in environment.goals)


def speeds(environment: Environment) -> tuple[float, float]:
    """m/s at which it may be asked to go: slowly, and fast.

    Raises:
        StuntmanError: it cannot be steered.
    """
    requests = environment.requests
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
    requests = environment.requests
    if requests is None or not requests.paces:
        goals.steer(environment.goals, direction, speed)
        return
    angle, metres = goals.check_course(direction, speed)
    requests.steer(torch.tensor([angle]), torch.tensor([metres]))


def asked(environment: Environment) -> Asked:
    """What is asked of the character."""
    requests = environment.requests
    if requests is None or not bool(requests.headed):
        return goals.asked(environment.goals)
    angle, pace = float(requests.heading), requests.paces.get(int(requests.clip), 0.0)
    return Asked(pace * np.array([np.cos(angle), np.sin(angle), 0.0]))
