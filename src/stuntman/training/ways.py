"""Specialists of the ways between standing and a clip, which teach who is to change on request.

For each clip two are trained. The first learns its round trip, as one clip that loops
(imitation/round_trips.py). But it stops after one, and the clip's own specialist never does; a
learner that is taught by both falls (benchmarks/suite/README.md). So the second learns two clips,
standing and that one, each on request: it is taught by the first and by the clips' own, practises,
and then teaches alone.
"""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import torch

from stuntman.evaluation.evaluate import problem_for
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.environment import Environment
from stuntman.imitation.round_trips import round_trips, there_and_back
from stuntman.learning.known import known_to
from stuntman.learning.teachers import Teacher
from stuntman.motion.clip import Clip
from stuntman.motion.formats import clip_json
from stuntman.motion.library import ROUND_TRIP
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.recipes.recipe import Recipe
from stuntman.training import folder as folders
from stuntman.training.specialists import AT_ONCE, Specialist, at

# What the five tricks that were tried want: requests often, teachers that count little, little
# noise, and the trick oftener than standing (benchmarks/suite/README.md).
_SWITCH_SECONDS, _TEACHER_WEIGHT, _CLIP_WEIGHT = 3.0, 0.005, 2.0
_HIDDEN, _ROUNDS, _STD, _LEARNING_RATE = (512, 256), 14, 0.1, 5e-5

_ON_REQUEST = "_on_request"  # ends the name of the second one's run, as `_and_back` the first one's
# Normalised return from which on they may teach: of a round trip; and of two clips with requests,
# where the five that were tried came to .71 to .83.
_TEACHES, _TEACHES_ON_REQUEST = 0.2, 0.5
# Minutes each below which they are not begun: round trips take some fifteen, the others thirty.
_LEAST_MINUTES, _LEAST_MINUTES_ON_REQUEST = 5.0, 15.0
_TRIPS_SHARE = 0.4  # of the time for both


def trips_minutes(count: int, minutes: float) -> float:
    """Minutes for round trips, of those for them and for so many runs on request after them; all,
    where the rest would be too short for these."""
    rest = (1.0 - _TRIPS_SHARE) * minutes
    return _TRIPS_SHARE * minutes if _fits(count, rest, _LEAST_MINUTES_ON_REQUEST) else minutes


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
    trips = _round_trips(environment)
    if not trips:
        return {}
    library = environment.library.to(torch.device("cpu"))
    assert library.ways is not None
    names, known = list(recipe.clips), torch.full((len(library.duration),), -1)
    for teacher in _who_know(environment, map(policies.load, recipe.teachers)):
        known = torch.maximum(known, teacher.known.clip)
    out = {}
    for clip, trip in trips.items():
        place = _place(folder, clip, trip)
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
    environment: Environment,
    recipe: Recipe,
    specialists: Mapping[str, Specialist],
    folder: Path,
    minutes: float,
) -> dict[Path, Recipe]:
    """What to train, by its folder, for specialists of standing and one clip, each on request,
    where the round trip's in the run's folder has learned and they have not. Nothing where there
    is no time for them, or where goals or the ground decide what is done.

    Args:
        specialists: by clip, that know both clips: they teach these.
        minutes: for all of them.
    """
    asked = recipe.only_imitates and recipe.environment.changed_on_request
    out, names = {}, list(recipe.clips)
    for clip, trip in (_round_trips(environment) if asked else {}).items():
        taught_by = _place(folder, clip, trip)
        place = _on_request(taught_by)
        if _has_learned(taught_by) and not _has_learned_on_request(place):
            assert environment.library.ways is not None
            stands = names[environment.library.ways.stands]
            teach = (
                specialists[name].name for name in (stands, names[clip]) if name in specialists
            )
            out[place] = replace(
                recipe,
                clips={stands: 1.0, names[clip]: _CLIP_WEIGHT},
                initial_policy="",
                teachers=(*recipe.teachers, *teach, str(taught_by.absolute())),
                environment=replace(recipe.environment, switch_seconds=_SWITCH_SECONDS),
                ppo=replace(recipe.ppo, hidden=_HIDDEN, teacher_weight=_TEACHER_WEIGHT),
                cloning=replace(
                    recipe.cloning, rounds=_ROUNDS, std=_STD, learning_rate=_LEARNING_RATE
                ),
            )
    return out if _fits(len(out), minutes, _LEAST_MINUTES_ON_REQUEST) else {}


def teachers(environment: Environment, recipe: Recipe, folder: Path) -> list[Teacher]:
    """Those who know some of an environment's ways: the policies that a recipe names, and the
    specialists that were trained in the run's folder.

    Raises:
        StuntmanError: a policy or its clip is not there, or not as it was.
    """
    trained = []
    for clip, trip in _round_trips(environment).items():
        place = _place(folder, clip, trip)
        if _has_learned_on_request(_on_request(place)):
            trained.append(str(_on_request(place)))
        elif _has_learned(place):
            trained.append(str(place))
    return _who_know(environment, map(policies.load, (*recipe.teachers, *trained)))


def _round_trips(environment: Environment) -> dict[int, Clip]:
    """Of an environment's clips, by their indices; none where it has no ways."""
    library = environment.library.to(torch.device("cpu"))
    return {} if library.ways is None else round_trips(library, environment.problem.model)


def _who_know(environment: Environment, named: Iterable[Policy]) -> list[Teacher]:
    """Those of policies that know some of an environment's ways, as teachers."""
    out, library = [], environment.library
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


def _place(folder: Path, clip: int, trip: Clip) -> Path:
    """The folder of the run of a clip's round trip."""
    return at(folder, f"{clip}_{trip.name}")


def _on_request(trip: Path) -> Path:
    """The folder of the run on request that belongs to a round trip's."""
    return trip.with_name(trip.name.removesuffix(ROUND_TRIP) + _ON_REQUEST)


def _fits(count: int, minutes: float, each: float) -> bool:
    """Whether there is time for so many trainings, `AT_ONCE` at a time."""
    return minutes * AT_ONCE >= each * max(count, AT_ONCE)


def _has_learned(trip: Path) -> bool:
    """Whether the run of a round trip has ended well enough to teach."""
    with contextlib.suppress(LookupError, TypeError):
        return folders.has_ended(trip) and bool(folders.metrics(trip)["after"]["nr"] > _TEACHES)
    return False


def _has_learned_on_request(both: Path) -> bool:
    """Whether the run of two clips has, on request."""
    with contextlib.suppress(LookupError, TypeError):
        worth = folders.metrics(both)["kept_nr"]
        return folders.has_ended(both) and bool(worth > _TEACHES_ON_REQUEST)
    return False
