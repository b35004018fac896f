"""Specialists: the policies of one clip each from which a policy of several learns.

Of those that are named and those that ship, the one that knows least else is taken for each clip.
What is missing is trained first, two side by side, each a run of its own in the folder of the run,
where it goes on when that is resumed.
"""

import contextlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from stuntman import paths
from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import evaluate, for_evaluation, problem_for
from stuntman.imitation.environment import Environment
from stuntman.learning.known import Known
from stuntman.learning.teachers import Teacher, Teachers
from stuntman.motion.library import ROUND_TRIP
from stuntman.motion.library import knows as knows_clip
from stuntman.motion.library import load as load_clip
from stuntman.policies import files
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.recipes import build
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe
from stuntman.training import folder as folders
from stuntman.training.side_by_side import Train, train_side_by_side

FOLDER = "specialists"
EPISODES = 64  # that each is evaluated on
SECONDS_EACH = 10.0  # that it takes, about, until it is known
AT_ONCE = 2  # trained at a time, each on one thread
_MEASURING_MINUTES = 1.0  # that a training takes beside the minutes that it is given

Wait = Callable[[str, float, float], None]  # what is done, the share of it, seconds left


@dataclass(frozen=True, eq=False)
class Specialist:
    """A policy that knows a clip, which of its own clips that is, and its name or folder."""

    policy: Policy
    clip: int
    name: str


def find(recipe: Recipe, digests: Sequence[str], folder: Path) -> dict[str, Specialist]:
    """Of the recipe's clips those that a policy knows already, with that policy: rather one without
    ways between clips, that knows fewer of them, and of these one that the recipe names, one that
    was trained in the run's folder, or one that ships.

    Args:
        digests: of the clips' contents, in the recipe's order.

    Raises:
        StuntmanError: a policy that the recipe names is not there, or acts on another body.
    """
    known = _known(recipe, folder)
    found = {}
    for clip, digest in zip(recipe.clips, digests, strict=True):
        if (specialist := _who_performs(digest, recipe, known)) is not None:
            found[clip] = specialist
    return found


def _known(recipe: Recipe, folder: Path) -> list[tuple[str, Policy]]:
    """All policies that may be specialists, by name, those that know little else first."""
    known = {name: policies.load(name) for name in recipe.teachers}
    for name, policy in known.items():
        if policy.header.recipe.character != recipe.character:
            raise StuntmanError(
                f"teachers: '{name}' acts on '{policy.header.recipe.character}', and this recipe "
                f"on '{recipe.character}': leave it out."
            )
    trained = [place for clip in recipe.clips if folders.has_ended(place := at(folder, clip))]
    for name in (*map(str, trained), *files.names()):
        known.setdefault(name, policies.load(name))
    return sorted(known.items(), key=lambda item: _versatility(item[1].header.recipe))


def _versatility(recipe: Recipe) -> tuple[bool, int]:
    """Whether a policy knows ways between clips too, for which it gives up some of each, and how
    many clips it knows: the less of both, the better it is at each."""
    return recipe.environment.transitions, len(recipe.clips)


def _who_performs(
    digest: str, recipe: Recipe, known: Iterable[tuple[str, Policy]]
) -> Specialist | None:
    """The first of policies that performs a clip of that digest, on the recipe's body alone."""
    for name, policy in known:
        header = policy.header
        own = header.recipe
        fits = own.character == recipe.character and own.only_imitates
        if fits and digest in header.clip_digests:
            return Specialist(policy, header.clip_digests.index(digest), name)
    return None


def of_clips(clips: Sequence[str], recipe: Recipe, folder: Path) -> dict[Path, Recipe]:
    """What to train for specialists of these clips: the clips' own recipes, by their folders. A
    round trip's begins from what performs its clip, if that is known."""
    trips = any(clip.endswith(ROUND_TRIP) for clip in clips)
    known, out = _known(recipe, folder) if trips else [], {}
    for clip in clips:
        own, whole = recipes.load(clip), clip.removesuffix(ROUND_TRIP)
        if whole != clip and knows_clip(whole):
            performs = _who_performs(load_clip(whole).digest, recipe, known)
            own = replace(own, initial_policy=performs.name if performs else "")
        out[at(folder, clip)] = replace(own, character=recipe.character)
    return out


def train_missing(
    runs: Mapping[Path, Recipe],
    minutes: float,
    train: Train,
    wait: Wait,
    check: Callable[[], None],
) -> None:
    """Train specialists, each in its folder.

    Args:
        minutes: for all of them; may be infinite.
        train: trains a recipe in a folder, or goes on with what is there; in a process of its own.
        wait: given which are being trained, the share that is done, and the s left at most.
        check: called twice a second; what it raises ends the trainings, which keep what they have.

    Raises:
        StuntmanError: what a training raised.
    """
    begun = time.monotonic()

    def look(done: int, running: list[Path]) -> None:
        check()
        passed = time.monotonic() - begun
        names = " and ".join(f"{runs[at].name} ({_nr(at)})" for at in running)
        wait(
            f"specialists, {done} of {len(runs)} trained, now {names}",
            min(1.0, max(done / len(runs), passed / (60.0 * minutes))),
            max(0.0, 60.0 * minutes - passed),
        )

    each = minutes * AT_ONCE / max(len(runs), AT_ONCE)
    each = max(each - _MEASURING_MINUTES, 0.5 * each)
    train_side_by_side(runs, each, AT_ONCE, train, look)


def teachers(
    environment: Environment, specialists: Mapping[str, Specialist], on_ways: Sequence[Teacher]
) -> Teachers:
    """Specialists, by clip, as the teachers of an environment of these clips, beside those on the
    ways between them.

    Raises:
        StuntmanError: a clip or the body is not as it was when its specialist was trained.
    """
    library = environment.library
    nowhere = torch.full((len(library.duration),), -1)
    found: dict[int, Teacher] = {}
    for clip, (name, specialist) in enumerate(specialists.items()):
        policy = specialist.policy
        if (teacher := found.get(id(policy))) is None:
            known = Known.whole(nowhere.clone())
            teacher = found[id(policy)] = Teacher(policy.act, problem_for(policy), known)
        frames = int(library.frames[clip])
        if int(teacher.problem.library.frames[specialist.clip]) != frames:
            raise StuntmanError(
                f"The specialist of '{name}' was trained at another frame rate: train it again."
            )
        teacher.known.clip[clip] = specialist.clip
    return Teachers(environment, list(found.values()), on_ways)


def normalised_returns(
    teachers: Teachers,
    specialists: Mapping[str, Specialist],
    threads: int,
    wait: Wait,
    check: Callable[[], None],
) -> dict[str, float]:
    """What each specialist earns on its clip, as `stuntman eval` tells it.

    Args:
        wait: given whose turn it is, the share that is done, and the s left by those before.
        check: called before each; what it raises ends this.
    """
    out: dict[str, float] = {}
    begun = time.monotonic()
    for clip, (name, specialist) in enumerate(specialists.items()):
        teacher, own = teachers.of(clip)
        check()
        each = (time.monotonic() - begun) / len(out) if out else SECONDS_EACH
        left = each * (len(specialists) - len(out))
        wait(f"measuring the specialist of {name}", len(out) / len(specialists), left)
        config = for_evaluation(specialist.policy.header.recipe.environment)
        environment = build.environment(teacher.problem, config, EPISODES, threads=threads)
        out[name] = evaluate(teacher.act, environment, own).nr
    return out


def at(folder: Path, clip: str) -> Path:
    """The folder of a clip's specialist."""
    return folder / FOLDER / paths.name_of(Path(clip))


def _nr(folder: Path) -> str:
    """The normalised return that a run was last measured to have."""
    with contextlib.suppress(ValueError, LookupError, TypeError):
        return f"NR {folders.metrics(folder)['history'][-1]['nr']:.2f}"
    return "setting up"
