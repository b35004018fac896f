"""What kind of body a skeleton is: a person, four-legged, winged, many-legged."""

import numpy as np

from stuntman.characters import anatomy, limbs, vocabulary
from stuntman.characters.anatomy import SIDES
from stuntman.characters.bone_names import side_of
from stuntman.errors import StuntmanError
from stuntman.spatial.skeleton import Skeleton

PERSON, FOUR_LEGS, WINGS, MANY_LEGS = "a person", "four-legged", "winged", "many-legged"
# A limb stands where it ends this near to the lowest joint, of the body's size.
_STANDS = 0.15
# A limb that stands is a leg where it is as long as this part of the longest.
_LEG = 0.4


def plan(skeleton: Skeleton) -> str:
    """The kind of body by its rest pose and names, in the house's axes.

    Four-legged is what stands on its hands with its trunk level. Winged is what has wings for arms;
    many-legged what stands on three pairs of limbs or more.

    Raises:
        StuntmanError: no legs can be told.
    """
    places = limbs.places(skeleton)
    size = max(float(np.ptp(places, axis=0).max()), 1e-9)
    lowest = float(places[:, 2].min())
    named, shaped = limbs.find(skeleton)
    standing: dict[int, float] = {}
    for limb in named + shaped:
        length = float(np.linalg.norm(skeleton.offsets[list(limb.left[1:])], axis=-1).sum())
        if places[limb.left[-1], 2] < lowest + _STANDS * size and not _extra(skeleton, limb.left):
            first = limb.left[0]
            standing[first] = max(length, standing.get(first, 0.0))
    longest = max(standing.values(), default=0.0)
    if sum(length > _LEG * longest for length in standing.values()) >= 3:
        return MANY_LEGS
    bones = anatomy.guess(skeleton).bones
    wings = [name for name in skeleton.names if "wing" in name.lower() and side_of(name)]
    arm = skeleton.names[bones["left_upper_arm"]] if "left_upper_arm" in bones else ""
    if wings and (not arm or "wing" in arm.lower()):
        return WINGS
    if "left_upper_arm" not in bones:
        return PERSON
    hips, shoulders = (
        np.mean([places[bones[side + part]] for side in SIDES], axis=0)
        for part in ("thigh", "upper_arm")
    )
    trunk = shoulders - hips
    level = np.hypot(trunk[0], trunk[1]) > abs(trunk[2])
    hands = [places[bones.get(s + "hand", bones[s + "forearm"]), 2] for s in SIDES]
    stands = max(hands) < hips[2] - 0.5 * (hips[2] - lowest)
    return FOUR_LEGS if level and stands else PERSON


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
