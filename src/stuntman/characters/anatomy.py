"""Which bone is which part of a body: by its name, else by where it hangs.

A part is called by the joint at its near end: `left_thigh` begins at the hip. The same guess is
made for a clip's skeleton and for a MuJoCo body, so that any of the one can move any of the other.
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import Skeleton

# What programs and data sets call each part, best first: letters alone, lower case, without the
# side. CMU, LAFAN1, Mixamo, Bandai-Namco, SMPL, Character Creator, 3ds Max, DeepMimic, robots.
_MIDDLE = {
    "pelvis": ("hips", "pelvis", "hip", "root", "base", "lowertorso", "torsobase", "trunk"),
    "chest": ("upperchest", "thorax", "chest", "spine", "torso", "utorso", "abdomen", "upperback"),
    "head": ("head", "neck", "neckyhead", "skull"),
}
_SIDED = {
    "thigh": ("upleg", "upperleg", "thigh", "femur", "hip", "uleg", "legupper"),
    "shin": ("lowleg", "lowerleg", "leg", "shin", "calf", "tibia", "knee", "lleg", "leglower"),
    "foot": ("foot", "ankle", "talus"),
    "toe": ("toebase", "toes", "toe", "ball", "toebasesharebone"),
    "upper_arm": ("upperarm", "uparm", "humerus", "arm", "shoulder", "uarm", "armupper"),
    "forearm": ("forearm", "lowerarm", "lowarm", "radius", "elbow", "larm", "armlower"),
    "hand": ("hand", "wrist", "wristjoint", "palm"),
}
# Without these nothing can be retargeted.
NEEDED = ("pelvis", *(f"{side}_{part}" for side in ("left", "right") for part in list(_SIDED)[:3]))
PARTS = (*_MIDDLE, *(f"{side}_{part}" for side in ("left", "right") for part in _SIDED))
# Words that say nothing of the part.
_NOISE = re.compile(r"link|pitch|roll|yaw|joint|bone|bodypart|body|[^a-z]")
_EXTRA = re.compile(r"twist|share|nub|_end|ik|pole|helper", re.IGNORECASE)


@dataclass(frozen=True)
class Anatomy:
    """The bones of some parts.

    Attributes:
        bones: index of the bone by part: "pelvis", "chest", "head", and with `left_` or `right_`
            before it "thigh", "shin", "foot", "toe", "upper_arm", "forearm", "hand".
        rest: the bones that are no part, by name.
    """

    bones: dict[str, int]
    rest: tuple[str, ...]


def guess(skeleton: Skeleton, given: dict[str, str] | None = None) -> Anatomy:
    """Find a body's parts by name; legs and arms that no name tells by where they hang.

    Args:
        given: name of the bone by part, where the caller knows.

    Raises:
        StuntmanError: a given bone is not there, or pelvis and legs are not found; names the
            part and the bones that come nearest.
    """
    names, parents = skeleton.names, skeleton.parents
    bones: dict[str, int] = {}
    for part, bone in (given or {}).items():
        if bone not in names:
            raise StuntmanError(f"has no bone '{bone}' for the {part}{nearest(bone, names)}")
        bones[part] = names.index(bone)
    for side in ("left_", "right_"):
        for part, words in _SIDED.items():
            bones.setdefault(side + part, _named(skeleton, words, side))
        # SMPL calls the ankle ankle and the toe's root foot.
        if _bare(names, bones[side + "foot"], side) == "foot" and (
            (ankle := _named(skeleton, ("ankle",), side)) in _above(parents, bones[side + "foot"])
        ):
            bones[side + "foot"], bones[side + "toe"] = ankle, bones[side + "foot"]
    for part, words in _MIDDLE.items():
        bones.setdefault(part, _named(skeleton, words, ""))
    bones = {part: bone for part, bone in bones.items() if bone >= 0}
    bones = _by_place(skeleton) | bones
    if "left_thigh" in bones and "right_thigh" in bones:
        hips = _fork(parents, [bones["left_thigh"], bones["right_thigh"]])
        # Above the hips' fork a name may mean a node that carries the body, not the body.
        if bones.get("pelvis") not in _above(parents, bones["left_thigh"]):
            bones["pelvis"] = hips
        bones["pelvis"] = _nearer(parents, bones["pelvis"], hips)
    arms = [bones[part] for part in ("left_upper_arm", "right_upper_arm") if part in bones]
    if len(arms) == 2 and (fork := _fork(parents, arms)) != bones.get("pelvis", -1):
        bones["chest"] = fork
    for side in ("left_", "right_"):
        toe = bones.get(side + "toe")
        if toe is not None and bones.get(side + "foot") not in _above(parents, toe):
            del bones[side + "toe"]
    missing = [part for part in NEEDED if part not in bones]
    if missing:
        raise StuntmanError(
            f"no bone can be told to be the {missing[0]}{nearest(missing[0], names)}"
        )
    taken = set(bones.values())
    return Anatomy(bones, tuple(name for bone, name in enumerate(names) if bone not in taken))


def nearest(name: str, names: Iterable[str]) -> str:
    """The names most like one, as the end of a sentence."""
    near = difflib.get_close_matches(name, list(names), n=3, cutoff=0.3)
    return f"; nearest are {', '.join(near)}" if near else f"; there are {', '.join(names)}"


def _bare(names: Sequence[str], bone: int, side: str) -> str:
    if bone < 0:
        return ""
    return _NOISE.sub("", names[bone].removeprefix(side).lower())


def _named(skeleton: Skeleton, words: tuple[str, ...], side: str) -> int:
    """The bone called by the first of the words that any is called by; the last of several in a
    chain, which is the one that has all of their turns; -1 where there is none."""
    names = skeleton.names
    for word in words:
        found = [
            bone
            for bone, name in enumerate(names)
            if name.startswith(side)
            and (side or not name.startswith(("left_", "right_")))
            and not _EXTRA.search(name)
            and _bare(names, bone, side) == word
        ]
        if found:
            chain = [bone for bone in found if found[0] in (bone, *_above(skeleton.parents, bone))]
            return chain[0] if word in _MIDDLE["pelvis"] and not side else chain[-1]
    return -1


def _by_place(skeleton: Skeleton) -> dict[str, int]:
    """Legs, arms and head of an upright body with its arms out or down, by its rest pose alone:
    of the branches that end left and right alike the lowest are legs, the highest arms."""
    parents = skeleton.parents
    places = rest_places(skeleton)
    ends = [bone for bone in range(len(parents)) if bone not in parents]
    size = float(np.ptp(places, axis=0).max())
    pairs = []
    for left in ends:
        for right in ends:
            gap = np.abs(places[left] * [1.0, -1.0, 1.0] - places[right]).max()
            if places[left, 1] > 0.02 * size and gap < 0.05 * size:
                pairs.append((left, right))
    out: dict[str, int] = {}
    if not pairs:
        return out
    low = min(pairs, key=lambda pair: places[pair[0], 2])
    legs = [_branch(skeleton, end, other) for end, other in (low, low[::-1])]
    for side, chain in zip(("left_", "right_"), legs, strict=True):
        out |= {side + part: bone for part, bone in zip(_SIDED, chain, strict=False)}
    above = [pair for pair in pairs if pair[0] not in legs[0] and places[pair[0], 2] > 0]
    if above:
        wide = max(above, key=lambda pair: len(_branch(skeleton, *pair)))
        for side, pair in (("left_", wide), ("right_", wide[::-1])):
            chain = _branch(skeleton, *pair)
            # The longest two bones in a row are the arm; a collarbone may come before them.
            lengths = np.linalg.norm(skeleton.offsets[chain], axis=-1)
            at = int(np.argmax(lengths[1:-1] + lengths[2:])) if len(chain) >= 3 else 0
            parts = ("upper_arm", "forearm", "hand")
            out |= {side + p: b for p, b in zip(parts, chain[at : at + 3], strict=False)}
    middle = [end for end in ends if abs(places[end, 1]) < 0.05 * size and places[end, 2] > 0]
    if middle:
        out["head"] = max(middle, key=lambda end: places[end, 2])
    return out


def _branch(skeleton: Skeleton, end: int, other: int) -> list[int]:
    """The bones with a length down to one end, from below where the way to the other parts."""
    shared = {other, *_above(skeleton.parents, other)}
    own = [bone for bone in (end, *_above(skeleton.parents, end)) if bone not in shared]
    return [bone for bone in reversed(own) if np.linalg.norm(skeleton.offsets[bone]) > 1e-6]


def _above(parents: Sequence[int], bone: int) -> list[int]:
    """The bones that one hangs from, nearest first."""
    out = []
    while bone >= 0 and parents[bone] >= 0:
        bone = parents[bone]
        out.append(bone)
    return out


def _fork(parents: Sequence[int], bones: list[int]) -> int:
    """The last bone that two hang from."""
    others = _above(parents, bones[1])
    return next(bone for bone in _above(parents, bones[0]) if bone in others)


def _nearer(parents: Sequence[int], bone: int, other: int) -> int:
    """Of two bones on one chain the lower."""
    return other if bone in _above(parents, other) else bone


def rest_places(skeleton: Skeleton) -> Array:
    """Where each bone begins at rest (bones, 3), in m from the root."""
    out = np.zeros_like(skeleton.offsets)
    for bone, parent in enumerate(skeleton.parents[1:], start=1):
        out[bone] = out[parent] + skeleton.offsets[bone]
    return out
