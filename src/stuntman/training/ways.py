"""Specialists of the ways between standing and a clip, which teach who is to change on request.

Of each clip first one of its round trip, a clip that loops (imitation/round_trips.py). Who ends a
clip after one and who goes on in it, mixed, fall (benchmarks/suite/README.md). So a third one, of
standing and that clip, is taught by both, practises to change between them, and then teaches.
"""

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import torch

from stuntman.evaluation.evaluate import problem_for
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.environment import Environment
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.imitation.round_trips import round_trips, there_and_back
from stuntman.learning.known import known_to
from stuntman.learning.teachers import Teacher
from stuntman.motion.formats import clip_json
from stuntman.motion.library import ROUND_TRIP
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.recipes.recipe import Recipe
from stuntman.training import folder as folders
from stuntman.training.specialists import AT_ONCE, FOLDER, Specialist, at

# What the five tricks that were tried want: requests often, teachers that count little, little
# noise, and the trick oftener than standing (benchmarks/suite/README.md).
_SWITCH_SECONDS, _TEACHER_WEIGHT, _CLIP_WEIGHT = 3.0, 0.005, 2.0
_HIDDEN, _ROUNDS, _STD, _LEARNING_RATE = (512, 256), 14, 0.1, 5e-5

_ON_REQUEST = "_on_request"  # instead of a round trip's ending, of the one of two clips
# Normalised return over 20 s from which on one is known well enough to be taught.
_TEACHES = 0.2
# Minutes each below which they are not begun: trips take some fifteen, those of two clips thirty.
_LEAST_MINUTES, _LEAST_MINUTES_OF_TWO = 5.0, 15.0
_TRIPS_SHARE = 0.4  # of the time for both


def trips_minutes(count: int, minutes: float) -> float:
    """Of the minutes for so many ways, those for their round trips: all, where what is left would
    be too short for more."""
    left = (1.0 - _TRIPS_SHARE) * minutes
    return _TRIPS_SHARE * minutes if _fits(count, left, _LEAST_MINUTES_OF_TWO) else minutes


def missing_trips(
    environment: Environment,
    recipe: Recipe,
    specialists: Mapping[str, Specialist],
    folder: Path,
    minutes: float,
) -> dict[Path, Recipe]:
    """What to train, by its folder, for specialists of round trips whose ways nobody that is named
    knows and that have not learned yet; the clips of these are written there. Nothing where there
    is no time for them.

    Args:
        specialists: by clip, that know what is between the ways: from these the trips' begin.
        minutes: for all of them.

    Raises:
        StuntmanError: the folder cannot be written to.
    """
    library = environment.library.to(torch.device("cpu"))
    if library.ways is None:
        return {}
    names, known = list(recipe.clips), torch.full((len(library.duration),), -1)
    for teacher in _who_know(library, map(policies.load, recipe.teachers)):
        known = torch.maximum(known, teacher.known.clip)
    out = {}
    for clip, trip in round_trips(library, environment.problem.model).items():
        place = _place(folder, clip, trip.name)
        taught = all(int(known[way]) >= 0 for way in there_and_back(library.ways, clip))
        if not taught and not _has_learned(place):
            file = place / f"{place.name}.clip"
            clip_json.write(trip, file)
            own = recipe.environment
            world = EnvironmentConfig(self_contact=own.self_contact, gravity=own.gravity)
            knows = specialists.get(names[clip])
            same = knows is not None and knows.policy.header.recipe.world == recipe.world
            out[place] = Recipe(
                {str(file.absolute()): 1.0},
                recipe.character,
                environment=world,
                initial_policy=knows.name if knows is not None and same else "",
            )
    return out if _fits(len(out), minutes, _LEAST_MINUTES) else {}


def missing_on_request(
    environment: Environment, recipe: Recipe, folder: Path, minutes: float
) -> dict[Path, Recipe]:
    """What to train, by its folder, for specialists of standing and one clip, each on request, that
    are taught by those of the round trips in the run's folder. Nothing where there is no time for
    them.

    Args:
        minutes: for all of them.
    """
    library = environment.library.to(torch.device("cpu"))
    if library.ways is None:
        return {}
    out, names = {}, list(recipe.clips)
    for clip, trip in round_trips(library, environment.problem.model).items():
        taught_by = _place(folder, clip, trip.name)
        place = _on_request(taught_by)
        if _has_learned(taught_by) and not _has_learned(place):
            out[place] = replace(
                recipe,
                clips={names[library.ways.stands]: 1.0, names[clip]: _CLIP_WEIGHT},
                initial_policy="",
                teachers=(*recipe.teachers, str(taught_by)),
                environment=replace(recipe.environment, switch_seconds=_SWITCH_SECONDS),
                ppo=replace(recipe.ppo, hidden=_HIDDEN, teacher_weight=_TEACHER_WEIGHT),
                cloning=replace(
                    recipe.cloning, rounds=_ROUNDS, std=_STD, learning_rate=_LEARNING_RATE
                ),
            )
    return out if _fits(len(out), minutes, _LEAST_MINUTES_OF_TWO) else {}


def teachers(library: MotionLibrary, recipe: Recipe, folder: Path) -> list[Teacher]:
    """Those who know some of a library's ways: the policies that a recipe names, and the
    specialists that were trained in the run's folder.

    Raises:
        StuntmanError: a policy or its clip is not there, or not as it was.
    """
    trained = []
    for trip in sorted((folder / FOLDER).glob(f"*{ROUND_TRIP}")):
        best = _on_request(trip) if _has_learned(_on_request(trip)) else trip
        trained += [str(best)] if _has_learned(best) else []
    return _who_know(library, map(policies.load, (*recipe.teachers, *trained)))


def _who_know(library: MotionLibrary, named: Iterator[Policy]) -> list[Teacher]:
    """Those of policies that know some of a library's ways, as teachers."""
    out = []
    for policy in named if library.ways is not None else ():
        own = policy.header.recipe
        if not own.only_imitates:
            continue
        problem = problem_for(policy)
        if own.environment.transitions:
            problem = problem.with_transitions(own.environment.accelerations, 0)
        known = known_to(problem.library, library)
        assert library.ways is not None
        if bool((known.clip[library.ways.first :] >= 0).any()):
            out.append(Teacher(policy.act, problem, known))
    return out


def _place(folder: Path, clip: int, trip: str) -> Path:
    """The run of a clip's round trip, which has that name."""
    return at(folder, f"{clip}_{trip}")


def _on_request(trip: Path) -> Path:
    """The run of standing and a clip, each on request, whose round trip's is at that place."""
    return trip.with_name(trip.name.removesuffix(ROUND_TRIP) + _ON_REQUEST)


def _fits(count: int, minutes: float, each: float) -> bool:
    """Whether there is time for so many trainings."""
    return minutes * AT_ONCE >= each * count


def _has_learned(folder: Path) -> bool:
    """Whether a run has ended well enough to teach."""
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        metrics = json.loads((folder / folders.METRICS).read_text(encoding="utf-8"))
        return folders.has_ended(folder) and metrics["after"]["nr"] > _TEACHES
    return False
