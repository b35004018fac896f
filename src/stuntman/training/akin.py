"""Whose skill a new clip is like, so that its training need not begin with nothing."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.policies import policy as policies
from stuntman.recipes.recipe import Recipe
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# rad, root mean square over bones and a cycle, up to which clips are akin. A jog is .52 from the
# run, from which it comes in half the samples; a zombie's walk .65 from the nearest walk, from
# which it comes in more. benchmarks/learning/README.md has what this did to others.
_AKIN = 0.53
_PHASES = 64
_SAME_BONES = 0.75  # of all, where clips are of one kind of body
_VELOCITY = 0.1  # s, by which angular velocities count beside angles


def begun(recipe: Recipe, tell: Callable[[str], None]) -> Recipe:
    """The recipe, to begin from the policy nearest to its clip, if one is near; which it tells."""
    if not (name := nearest(recipe)):
        return recipe
    tell(f"It begins from '{name}', whose motion is like it.")
    return replace(recipe, initial_policy=name)


def nearest(recipe: Recipe) -> str:
    """The policy that ships, by name, whose loop is akin to the recipe's clip; "" if none is, or if
    one knows the clip itself: what ships is learned again as it was, from nothing."""
    if len(recipe.clips) > 1 or not recipe.plans or not recipe.only_imitates:
        return ""
    clip = library.load(recipe.name)
    if not clip.loops:
        return ""
    found = {"": _AKIN}
    for name in policies.names():
        header = policies.load(name).header
        own = header.recipe
        if len(own.clips) > 1 or own.world != recipe.world or not own.only_imitates:
            continue
        if clip.digest in header.clip_digests:
            return ""
        try:
            other = library.load(own.name)
        except StuntmanError:  # it has not been fetched, or not brought in
            continue
        if other.loops and other.digest in header.clip_digests:
            found[name] = apart(clip, other)
    return min(found, key=found.__getitem__)


def apart(clip: Clip, other: Clip) -> float:
    """How far two loops are apart, in rad, wherever they are and face, where in their cycles they
    are the most alike: over the bones that both have, angles and a tenth of angular velocities.
    Infinitely far where their bones are others."""
    names = [name for name in clip.skeleton.names if name in other.skeleton.names]
    most = max(len(each.skeleton.names) for each in (clip, other))
    if len(names) < _SAME_BONES * most:
        return np.inf
    (ours, our_speeds), (theirs, their_speeds) = (_cycle(each, names) for each in (clip, other))
    best = np.inf
    for shift in range(_PHASES):
        angles = rot.multiply(rot.conjugate(ours), np.roll(theirs, shift, axis=0))
        speeds = our_speeds - np.roll(their_speeds, shift, axis=0)
        square = np.square(rot.to_rotvec(angles)).sum(-1) + np.square(_VELOCITY * speeds).sum(-1)
        best = min(best, float(np.sqrt(square.mean())))
    return best


def _cycle(clip: Clip, names: list[str]) -> tuple[Array, Array]:
    """Local rotations (phases, bones, 4) of bones over a cycle, the root's as it faces x, and
    angular velocities (phases, bones, 3) in rad/s."""
    step = clip.duration / _PHASES
    _, rotations = clip.sample(step * np.arange(_PHASES))
    facing = rot.conjugate(rot.heading(rotations[:, 0]))
    rotations[:, 0] = rot.multiply(facing, rotations[:, 0])
    rotations = rotations[:, [clip.skeleton.names.index(name) for name in names]]
    turned = rot.multiply(rot.conjugate(rotations), np.roll(rotations, -1, axis=0))
    return rotations, rot.to_rotvec(turned) / step
