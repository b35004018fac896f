"""A clip's round trip, for who wants it as a clip of its own: from standing, there and back."""

from stuntman.errors import StuntmanError
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.round_trips import round_trips
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.recipes import build
from stuntman.recipes.recipe import BODY, Recipe

STANDING = "humanoid_stand"  # the clip of a body that stands


def round_trip(clip: str) -> Clip:
    """Of a clip, by name or file, on the body that it was drawn for.

    Raises:
        StuntmanError: there is no such clip, no way leads from standing to it and back, or its body
            has no clip of standing.
    """
    body = library.character_of(clip) or BODY
    if body != BODY:
        raise StuntmanError(f"'{clip}' is drawn for '{body}', of which no clip stands.")
    problem = build.make(Recipe({STANDING: 1.0, clip: 1.0}))
    try:
        led = problem.with_transitions(EnvironmentConfig().accelerations, practised=0)
        return round_trips(led.library, problem.model)[1]
    except (StuntmanError, KeyError) as error:  # nothing leads anywhere, or not there
        raise StuntmanError(
            f"'{clip}' has no round trip from standing: it is a gait, or does not begin and end "
            "upright."
        ) from error
