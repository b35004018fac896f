"""What kind of body a skeleton is: a person, four-legged, winged, many-legged."""

import itertools
from collections import Counter

import numpy as np

from stuntman.characters import anatomy, limbs, vocabulary
from stuntman.characters.anatomy import SIDES
from stuntman.characters.bone_names import side_of
from stuntman.errors import StuntmanError
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import Skeleton

PERSON, FOUR_LEGS, WINGS, MANY_LEGS = "a person", "four-legged", "winged", "many-legged"
# A limb stands where it ends this near to the lowest joint, of the body's size.
_STANDS = 0.15
# A limb that stands is a leg where it is as long as this part of the longest.
_LEG = 0.4
# Arms this many times as long as the legs are wings; a gibbon's are 1.7 times.
_WING = 1.8
# Legs of one pair and of another leave the trunk this far apart, of the body's size.
_APART = 0.1


def plan(skeleton: Skeleton, known: dict[str, int] | None = None) -> str:
    """The kind of body by its rest pose and names, in the house's axes.

    Four-legged is what stands on its hands with its trunk level. Winged is what has wings for arms,
    by name or length; many-legged what stands on three pairs of limbs or more, or on two and has
    arms, or has three pairs alike on one bone.

    Args:
        known: bone by part (characters/anatomy.py), where the caller has told them.

    Raises:
        StuntmanError: no legs can be told.
    """
    places = limbs.places(skeleton)
    size = max(float(np.ptp(places, axis=0).max()), 1e-9)
    lowest = float(places[:, 2].min())
    lengths: dict[int, float] = {}  # of each pair of limbs, by its first bone
    forks: dict[int, int] = {}
    standing: set[int] = set()
    for limb in itertools.chain(*limbs.find(skeleton)):
        first = limb.left[0]
        length = float(np.linalg.norm(skeleton.offsets[list(limb.left[1:])], axis=-1).sum())
        lengths[first], forks[first] = max(length, lengths.get(first, 0.0)), limb.fork
        if places[limb.left[-1], 2] < lowest + _STANDS * size and not _extra(skeleton, limb.left):
            standing.add(first)
    longest = max((lengths[first] for first in standing), default=0.0)
    legs = {first for first in standing if lengths[first] > _LEG * longest}
    if len(legs) >= 3 or _alike(lengths, forks) >= 3:
        return MANY_LEGS
    bones = anatomy.guess(skeleton).bones if known is None else known
    if "left_upper_arm" not in bones:
        return WINGS if _winged(skeleton.names) else PERSON
    arm, thigh = bones["left_upper_arm"], bones["left_thigh"]
    if _long_arms(places, bones) or "wing" in skeleton.names[arm].lower():
        return WINGS
    own = {arm, thigh, *limbs.above(skeleton.parents, arm), *limbs.above(skeleton.parents, thigh)}
    if any(np.linalg.norm(places[leg] - places[thigh]) > _APART * size for leg in legs - own):
        return MANY_LEGS
    hips, shoulders = (
        np.mean([places[bones[side + part]] for side in SIDES], axis=0)
        for part in ("thigh", "upper_arm")
    )
    trunk = shoulders - hips
    level = np.hypot(trunk[0], trunk[1]) > abs(trunk[2])
    hands = [places[bones.get(s + "hand", bones[s + "forearm"]), 2] for s in SIDES]
    stands = max(hands) < hips[2] - 0.5 * (hips[2] - lowest)
    return FOUR_LEGS if level and stands else PERSON


def _alike(lengths: dict[int, float], forks: dict[int, int]) -> int:
    """How many pairs of limbs of one length leave one bone, at most."""
    told = Counter(
        (fork, f"{lengths[first]:.3g}") for first, fork in forks.items() if lengths[first]
    )
    return max(told.values(), default=0)


def _winged(names: tuple[str, ...]) -> bool:
    return any("wing" in name.lower() and side_of(name) for name in names)


def _long_arms(places: Array, bones: dict[str, int]) -> bool:
    def length(*parts: str) -> float:
        told = places[[bones["left_" + part] for part in parts if "left_" + part in bones]]
        return float(np.linalg.norm(np.diff(told, axis=0), axis=-1).sum())

    return length(*limbs.ARM) > _WING * length(*limbs.LEG)


def _extra(skeleton: Skeleton, chain: tuple[int, ...]) -> bool:
    return any(vocabulary.is_extra(skeleton.names[bone]) for bone in chain[:2])


def refuse_other(kind: str, name: str, own: str, character: str) -> None:
    """Refuse to put a clip of one kind of body on a body of another.

    Args:
        kind, name: of the clip. own, character: of the body.

    Raises:
        StuntmanError: they are not alike, or nobody here has such a body.
    """
    if kind in (WINGS, MANY_LEGS):
        raise StuntmanError(
            f"{name}: its body is {kind}, and clips go onto persons and four-legged bodies; draw "
            "it for a body of its own, or give --anyway"
        )
    if kind != own:
        raise StuntmanError(
            f"{name}: its body is {kind}, and {character} is {own}; choose a --character of its "
            "kind, or give --anyway"
        )
