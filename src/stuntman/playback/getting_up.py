"""Who has fallen gets up and goes on with what it did: by the skill at work if it knows how, or by
a policy that comes along for this alone."""

from collections.abc import Mapping

import torch

from stuntman.imitation.environment import Environment
from stuntman.imitation.info import Info
from stuntman.playback.skills import Skill
from stuntman.policies import files
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy

NAME = "getup"  # of the policy that ships
LYING_SECONDS = 0.5  # until who has fallen begins to get up
_LOW = 0.4  # of the reference's height
_STEADY = 1.0  # s that it stands, or walks, before it goes on with what it did
_SOON = 3.0  # s after it got up, within which who falls again is set upright


def helper(wanted: Mapping[str, Policy]) -> dict[str, Policy]:
    """The policy that ships to get up who acts by these, by its name; none for most bodies, under
    another gravity, on ground that is not flat, and where one of them gets up itself."""
    if NAME not in files.names():
        return {}
    ships = policies.load(NAME)
    own, recipes = ships.header.recipe, [policy.header.recipe for policy in wanted.values()]
    for recipe in recipes:
        rises = recipe.environment.transitions and own.clips.keys() <= recipe.clips.keys()
        if rises or recipe.terrain or recipe.world != own.world:
            return {}
    return {NAME: ships}


def down(environment: Environment, fell_at: float | None) -> bool:
    """Whether who acts in this is on the ground since `fell_at` s, or gets up."""
    requests, clock = environment.requests, environment.clock
    return fell_at is not None or (requests is not None and bool(requests.rises(clock)))


def has_fallen(info: Info) -> bool:
    """Whether the character has: or its root is far lower than it should be, as of one that sits
    on hands and thighs."""
    height, wanted = info.motion.pose.positions[0, 0, 2], info.reference.pose.positions[0, 0, 2]
    return bool(info.fell.item()) or bool(height < _LOW * wanted)


class GettingUp:
    """Leads a character from the floor to what it did before.

    Args:
        own: skills of the character. helpers: those that are there for this alone.

    Attributes:
        skills: all of them by name.
        resumes: the skill to go on with, while another policy has the character.
    """

    def __init__(self, own: Mapping[str, Skill], helpers: Mapping[str, Skill]) -> None:
        self.skills = {**own, **{f"{NAME} {name}": one for name, one in helpers.items()}}
        self.resumes: str | None = None
        self._led_until = self._resumed_at = -torch.inf  # s

    def by(self, skill: str, fell_at: float) -> str | None:
        """Which skill gets up who has fallen in this one, at `fell_at` s; None where none can, or
        where it had only just been got up, and in vain."""
        if fell_at - self._resumed_at < _SOON:
            return None
        own = self.skills[skill].environment
        able = {
            name: one.environment
            for name, one in self.skills.items()
            if one.environment.requests is not None and one.environment.requests.gets_up
        }
        return skill if own in able.values() else next(iter(able), None)

    def begin(self, skill: str, environment: Environment) -> None:
        """An environment has the character now; if it is not that of this skill, to lead it to the
        same clip if it knows that, or else to stand."""
        if environment is self.skills[skill].environment:
            return
        self.resumes = self.resumes or skill
        library, requests = environment.library, environment.requests
        assert requests is not None and library.ways is not None
        before = self.skills[self.resumes]
        digest = before.environment.library.digests[before.clip]
        known = [c for c in range(library.ways.first) if library.digests[c] == digest]
        requests.clip.fill_(known[0] if known else library.ways.stands)

    def resumed(self, environment: Environment, now: float) -> str | None:
        """The skill that goes on at `now` s, once the character is where it was led to."""
        requests, clock = environment.requests, environment.clock
        if self.resumes is None or requests is None:
            return None
        if bool(clock.clip != requests.clip):
            self._led_until = now
        if now - self._led_until < _STEADY:
            return None
        skill, self.resumes, self._resumed_at = self.resumes, None, now
        return skill
