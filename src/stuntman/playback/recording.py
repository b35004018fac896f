"""A policy performing: what it did, state by state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat

import mujoco
import numpy as np
from numpy.typing import NDArray

from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE
from stuntman.physics.interactive import Blocks
from stuntman.playback import composite, getting_up, sequence
from stuntman.playback.composite import Composite
from stuntman.playback.frame import Frame, Hit, Switch
from stuntman.playback.goals import Asked
from stuntman.playback.ground import Ground
from stuntman.playback.sequence import Part
from stuntman.playback.skills import skills_of
from stuntman.playback.take import Take
from stuntman.playback.world import BLOCKS, LiveWorld
from stuntman.policies.policy import Policy
from stuntman.spatial.rotations import Array

LENGTH = 10.0  # s of a clip that loops; of any other, its own


@dataclass(frozen=True, eq=False)
class Performance:
    """What a character did at evenly spaced instants, the first one included.

    Attributes:
        character: who. clip: what it imitated, several with commas between them. cycle: s, how
            long that is, or all of them one after another.
        rate: states a second, which is the control rate.
        qpos: (frames, nq), qvel: (frames, nv): MuJoCo's layout.
        reference: (frames, nq) where the clip wanted it at the same instants, in the world.
        actions, targets: (frames, actuators) what the policy did in each state, and the PD targets
            (rad) that made of it, held until the next state.
        skills: (frames,) which was at work. phases: (frames,) s, where in its clip the character
            was to be.
        terms: the paper's reward (frames,) by term, for what came of it.
        begun: (frames,) the clip began here, at the start or anew: nothing led here.
        blocks: what had been thrown, frame by frame. hits: what was done to the character.
        switches: from skill to skill.
        asked: what goals asked, frame by frame; nothing if empty. ground: likewise; flat if empty.
    """

    character: Character
    clip: str
    cycle: float
    rate: float
    qpos: Array
    qvel: Array
    reference: Array
    actions: Array
    targets: Array
    skills: tuple[str, ...]
    phases: Array
    terms: dict[str, Array]
    begun: NDArray[np.bool_]
    blocks: tuple[Blocks, ...]
    hits: tuple[Hit, ...]
    switches: tuple[Switch, ...] = ()
    asked: tuple[Asked, ...] = ()
    ground: tuple[Ground, ...] = ()

    @property
    def model(self) -> mujoco.MjModel:
        """The character alone."""
        return self.character.spec().compile()

    @property
    def take(self) -> Take:
        """What a film needs of it."""
        return Take(self.rate, self.qpos, self.reference, self.blocks, self.asked, self.ground)


def perform(
    policy: Policy,
    seconds: float | None = None,
    seed: int | None = None,
    blocks: int = 0,
    push: float = 0.0,
) -> Performance:
    """Let a policy act, and be hit. Where its clip ends, it begins anew in the place where the
    character is; who falls gets up, or where nobody gets it up, is set upright after two seconds.

    Args:
        seconds: how long; if not given, as long as the clip, or 10 s where that loops.
        seed: where in the clip it begins is drawn from this; at its start if not given. Also from
            where blocks come.
        blocks: to throw, evenly over the time.
        push: N, for 0.2 s to its left, halfway.

    Raises:
        StuntmanError: the clip is not here, or clip or body are not those it was trained on.
    """
    start = 0.0 if seed is None else np.random.default_rng(seed).uniform()
    slots = _slots(blocks)
    policies = {policy.header.recipe.name: policy}
    helper = _helper(policies, blocks, push)
    world = LiveWorld(policies, slots, seed or 0, start, helper=helper)
    if seconds is None:
        seconds = LENGTH if world.loops else world.duration
    if not 0 < seconds < np.inf:
        raise StuntmanError(f"A performance of {seconds:g} s cannot be: give more than zero.")
    steps = max(2, round(seconds * CONTROL_RATE))
    skill, cycle = world.skill, world.duration
    frames = _recorded(world, repeat(None, steps), steps, blocks, push)
    return _performance(world, skill, cycle, frames)


def perform_sequence(
    policies: Mapping[str, Policy],
    parts: tuple[Part, ...],
    seed: int | None = None,
    blocks: int = 0,
    push: float = 0.0,
) -> Performance:
    """Let a character perform clips one after another, in one take (playback/sequence.py).

    Args:
        policies: by name; of a policy of several clips, each is a skill.
        seed: from where blocks come. blocks, push: as in `perform`, over all of it.

    Raises:
        StuntmanError: there is no such skill, or what `LiveWorld` raises.
    """
    character = next(iter(policies.values())).header.recipe.character
    sequence.check(parts, skills_of(policies), character)
    helper = _helper(policies, blocks, push)
    world = LiveWorld(policies, _slots(blocks), seed or 0, skill=parts[0].skill, helper=helper)
    steps = sequence.steps(world, parts)
    frames = _recorded(world, sequence.cues(world, parts), steps, blocks, push)
    clips = ", ".join(part.skill for part in parts)
    return _performance(world, clips, steps / CONTROL_RATE, frames)


def perform_composite(
    policies: Mapping[str, Policy],
    seconds: float = LENGTH,
    seed: int | None = None,
    blocks: int = 0,
    push: float = 0.0,
) -> Performance:
    """Let a character act by the composite of policies (playback/composite.py), from the first
    one's clip on.

    Args:
        policies, seconds, seed, blocks, push: as above; the skills are drawn from the seed too.

    Raises:
        StuntmanError: a policy has no critic, or what `LiveWorld` raises.
    """
    composite.check(policies)
    world = LiveWorld(policies, _slots(blocks), seed or 0)
    world.director = Composite(seed or 0)
    steps = max(2, round(seconds * CONTROL_RATE))
    frames = _recorded(world, repeat(None, steps), steps, blocks, push)
    return _performance(world, ", ".join(world.skills), seconds, frames)


def _helper(policies: Mapping[str, Policy], blocks: int, push: float) -> dict[str, Policy]:
    """Who gets a character up that is hit; to set that up takes seconds."""
    return getting_up.helper(policies) if blocks or push else {}


def _slots(blocks: int) -> int:
    """How many of so many blocks may be out at once."""
    if blocks < 0:
        raise StuntmanError(f"{blocks} blocks cannot be thrown: give 0 or more.")
    return min(blocks, BLOCKS)


def _recorded(
    world: LiveWorld, cues: Iterable[None], steps: int, blocks: int, push: float
) -> list[Frame]:
    """The frames of a world, the first included, that makes a step after each cue, while blocks are
    thrown evenly over `steps` and it is pushed halfway."""
    throws = [round(steps * (k + 1) / (blocks + 1)) for k in range(blocks)]
    frames = [world.frame]
    for step, _ in enumerate(cues):
        frames[-1] = world.frame  # in which another skill may have taken over
        for _ in range(throws.count(step)):
            world.throw()
        if push and step == steps // 2:
            world.shove(push, degrees=90.0)
        frames.append(world.step())
    return frames


def _performance(world: LiveWorld, clip: str, cycle: float, frames: list[Frame]) -> Performance:
    """Of frames one more than there are states: the last tells only what came of the one before."""
    states, outcomes = frames[:-1], frames[1:]
    return Performance(
        character=world.character,
        clip=clip,
        cycle=cycle,
        rate=CONTROL_RATE,
        qpos=np.array([frame.qpos for frame in states]),
        qvel=np.array([frame.qvel for frame in states]),
        reference=np.array([frame.reference for frame in states]),
        actions=np.array([frame.action for frame in outcomes]),
        targets=np.array([frame.targets for frame in outcomes]),
        skills=tuple(frame.skill for frame in states),
        phases=np.array([frame.phase for frame in states]),
        terms={  # a goal earns nothing while another policy gets the character up
            name: np.array([frame.terms.get(name, np.nan) for frame in outcomes])
            for name in outcomes[0].terms
        },
        begun=np.array([frame.begun for frame in states]),
        blocks=tuple(frame.blocks for frame in states),
        hits=world.hits,
        switches=world.switches,
        asked=tuple(frame.asked for frame in states),
        ground=tuple(frame.ground for frame in states if frame.ground is not None),
    )
