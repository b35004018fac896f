"""What happened in the interactive world, instant by instant."""

from dataclasses import dataclass, replace

from stuntman.physics.interactive import Blocks
from stuntman.playback.goals import Asked
from stuntman.playback.ground import Ground
from stuntman.spatial.rotations import Array

VERDICT_SECONDS = 2.0  # on its feet for so long after a hit, it has stayed up
FAR = 0.5  # m that bodies are from their reference on average, beyond which it is lost
_FLIGHT_SECONDS = 3.0  # a block that has touched nobody by then has missed


@dataclass(frozen=True)
class Hit:
    """Something done to the character.

    Attributes:
        what: in words.
        at: s, when it was thrown or begun. slot: of the block, if it is one.
        struck: s, when it reached the character.
        stood: whether the character stayed up; None as long as nobody knows, and where it `missed`
            or the character was `down` already.
    """

    what: str
    at: float
    slot: int | None = None
    struck: float | None = None
    stood: bool | None = None
    missed: bool = False
    down: bool = False

    @property
    def verdict(self) -> str:
        """In words."""
        if self.missed:
            return "missed"
        if self.down:
            return "was down"
        if self.stood is None:
            return "in the air" if self.struck is None else "staggering"
        return "stayed up" if self.stood else "fell"

    @property
    def open(self) -> bool:
        """Whether nobody knows yet what comes of it."""
        return self.stood is None and not self.missed and not self.down

    def arrived(self, now: float, slots: Array, down: bool) -> "Hit":
        """What is known of one that is open after another step, at `now` s.

        Args:
            slots: (slots,) which blocks have reached the character by now. down: who was on the
                ground before, or getting up from there.
        """
        if self.struck is not None:
            return self
        if self.slot is not None and bool(slots[self.slot]):
            return replace(self, struck=now, down=down)
        return replace(self, missed=now - self.at >= _FLIGHT_SECONDS)


def judged(
    hits: tuple[Hit, ...], now: float, struck: Array, fell: bool, down: bool
) -> tuple[Hit, ...]:
    """What is known of hits after another step, at `now` s. Who falls has been felled by what
    struck last; what struck before that, the character had stood.

    Args:
        struck: (slots,) which blocks have reached the character by now. fell: who is on the ground
            now. down: who was before, or was getting up.
    """
    found = [hit.arrived(now, struck, down) if hit.open else hit for hit in hits]
    waiting = [index for index, hit in enumerate(found) if hit.open and hit.struck is not None]
    last = max(waiting, key=lambda index: (found[index].struck or 0.0, index), default=None)
    for index in waiting:
        since = now - (found[index].struck or 0.0)
        if index == last and not fell:
            stood = True if since >= VERDICT_SECONDS else None
        else:
            stood = index != last
        found[index] = replace(found[index], stood=stood)
    return tuple(found)


def settled(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Those whose verdict is known, where the character goes on from elsewhere: what it was about
    to do after the others nobody will see."""
    return tuple(hit for hit in hits if not hit.open)


@dataclass(frozen=True)
class Switch:
    """Another skill has taken over.

    Attributes:
        before, skill: which from, and which to. at: s, when.
        lost_at: s, when the character was lost while the skill was at work; None if it was not.
        how: in words.
    """

    before: str
    skill: str
    at: float
    lost_at: float | None = None
    how: str = ""

    @property
    def words(self) -> str:
        """Which it is, and what came of it."""
        lost = "" if self.lost_at is None else f", {self.how}"
        return f"{self.before} to {self.skill}{lost}"

    def judged(self, now: float, fell: bool, error: float) -> "Switch":
        """What is known of it after another step, at `now` s, with bodies `error` m from their
        reference on average."""
        if self.lost_at is not None or not (fell or error > FAR):
            return self
        how = "fell" if fell else f"more than {FAR:g} m away from its clip"
        return replace(self, lost_at=now, how=how)


@dataclass(frozen=True, eq=False)
class Frame:
    """The world at one instant.

    Attributes:
        time: s since it began. skill: who acts. phase: s within that skill's clip.
        qpos, reference: (nq,) the character, and where its clip wants it. qvel: (nv,).
        action, targets: (actuators,) what the policy did to get here, and the PD targets (rad)
            that made of it.
        begun: the skill began here, at the start or anew, so that nothing led here.
        blocks: what was thrown.
        terms: the paper's reward by term.
        torques: (actuators,) of each one's limit, -1 to 1.
        fallen: a body is on the ground that should not be, or the character has sunk down on what
            may be there.
        asked: what goals ask of the character.
        ground: below and around it; None where it is flat.
        notice: what happened that one ought to know, or nothing.
    """

    time: float
    skill: str
    phase: float
    qpos: Array
    qvel: Array
    reference: Array
    action: Array
    targets: Array
    begun: bool
    blocks: Blocks
    terms: dict[str, float]
    torques: Array
    fallen: bool
    asked: Asked
    ground: Ground | None = None
    notice: str = ""
