"""What happened in the interactive world, instant by instant."""

from dataclasses import dataclass

from stuntman.physics.interactive import Blocks
from stuntman.spatial.rotations import Array


@dataclass(frozen=True)
class Hit:
    """Something done to the character.

    Attributes:
        what: in words.
        at: s, when it was thrown or begun. slot: of the block, if it is one.
        struck: s, when it reached the character.
        stood: whether the character stayed up; None as long as nobody knows, and where `missed`.
    """

    what: str
    at: float
    slot: int | None = None
    struck: float | None = None
    stood: bool | None = None
    missed: bool = False

    @property
    def verdict(self) -> str:
        """In words."""
        if self.missed:
            return "missed"
        if self.stood is None:
            return "in the air" if self.struck is None else "staggering"
        return "stayed up" if self.stood else "fell"


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
    notice: str = ""
