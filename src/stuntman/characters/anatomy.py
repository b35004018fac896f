"""Which bone is which part of a body: by names and structure together.

A part is called by the joint at its near end: `left_thigh` begins at the hip. The same judgement is
made for a clip's skeleton and for a MuJoCo body, so that any of the one can move any of the other.
A name counts for what it says, and the chain for what it allows: thigh over shin over foot, lengths
as limbs have them, left and right alike, the foot on the ground where that is known.
"""

import difflib
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from stuntman.characters import limbs, vocabulary
from stuntman.characters.bone_names import side_of
from stuntman.characters.limbs import ARM, LEG, Limb, Names, Parts, above, fork_of
from stuntman.errors import StuntmanError
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import Skeleton

SIDES = ("left_", "right_")
_MIDDLE = ("pelvis", "chest", "head")
# Without these nothing can be retargeted.
NEEDED = ("pelvis", *(side + part for side in SIDES for part in LEG))
PARTS = (*_MIDDLE, *(side + part for side in SIDES for part in (*LEG, "toe", *ARM)))
# How much a limb's place in the tree and its length count for a leg, against names (up to 12).
_PLACE = 3.0
_GROUND = 3.0
# A name that means another part by as much means no toe.
_ANOTHER = -3.0
# Fore and hind legs: what names of either count for a leg, how far ahead (of the size) counts, and
# how far apart (of the size) they leave the trunk.
_HIND, _AHEAD, _APART = 2.0, 2.0, 0.1


class Contradiction(StuntmanError):
    """What names say of a body's parts is against how they hang together."""


@dataclass(frozen=True)
class Wording:
    """How a message calls bones, and where the user can name them.

    Attributes:
        names: of the skeleton's bones as their file has them; empty: as the skeleton has them.
        file: whose [bone_map] names the bone of each part; empty: the flag does.
        flag: with its command, where that is another than the one that fails.
    """

    names: tuple[str, ...] = ()
    file: str = ""
    flag: str = "--bone-map"

    def of(self, skeleton: Skeleton) -> tuple[str, ...]:
        """The skeleton's bones as messages call them."""
        return self.names or skeleton.names

    def advice(self, parts: Iterable[str]) -> str:
        """How to name the bones of parts."""
        if self.file:
            rows = ", ".join(f'{part} = "BONE"' for part in parts)
            return f"name them in {self.file}, under [bone_map]: {rows}"
        return f"{self.flag} {' '.join(f'{part} BONE' for part in parts)}"


@dataclass(frozen=True)
class Anatomy:
    """The bones of some parts.

    Attributes:
        bones: index of the bone by part: "pelvis", "chest", "head", and with `left_` or `right_`
            before it "thigh", "shin", "foot", "toe", "upper_arm", "forearm", "hand".
        rest: the bones that are no part, by name.
        by_name: whether names tell left from right; else the body's own axes do.
    """

    bones: dict[str, int]
    rest: tuple[str, ...]
    by_name: bool


def guess(
    skeleton: Skeleton,
    given: dict[str, str] | None = None,
    ground: frozenset[int] = frozenset(),
    upright: bool = True,
    wording: Wording = Wording(),
) -> Anatomy:
    """Find a body's parts.

    Args:
        given: name of the bone by part, where the caller knows.
        ground: bones that touch the ground while the body stands, where that is known.
        upright: whether the skeleton stands in the house's axes, z up and y left; else limbs whose
            names tell nothing are told by where they leave the trunk, and left is either side.
        wording: of what is raised.

    Raises:
        StuntmanError: a given bone is not there; pelvis and legs are not found, or names
            contradict the chain; it names the part and the bones that come nearest.
    """
    known: dict[str, int] = {}
    for part, bone in (given or {}).items():
        if bone not in skeleton.names:
            raise StuntmanError(
                f"has no bone '{bone}' for the {part}{nearest(bone, wording.of(skeleton))}"
            )
        known[part] = skeleton.names.index(bone)
    _check_order(skeleton, known, wording)
    named, shaped = limbs.find(skeleton)
    by_name = bool(named)
    if upright or named:
        left = _left(skeleton, named)
        shaped = [_facing(skeleton, limb, left) for limb in shaped]
    found = [*named, *shaped]
    likeness = _leg_likeness(skeleton, upright)
    legs = _best(skeleton, [(limb, LEG) for limb in found], LEG, known, ground, likeness, wording)
    if legs is None:
        raise _untold(skeleton, found, "left_thigh", wording)
    leg, bones = legs
    own = {*leg.left, *leg.right}
    others = [limb for limb in found if not own & {*limb.left, *limb.right}]
    fore = [(limb, LEG) for limb in others if _apart(skeleton, limb, leg)]  # of four-legged bodies
    arms = _best(
        skeleton,
        [*((limb, ARM) for limb in others), *fore],
        ARM,
        known,
        frozenset(),
        lambda limb: 0.0,
        wording,
    )
    if arms is not None:
        bones |= arms[1]
    for side, chain in zip(SIDES, (leg.left, leg.right), strict=True):
        toe = _toe(skeleton, chain, bones[side + "foot"])
        if toe is not None:
            bones[side + "toe"] = toe
    bones |= _trunk(skeleton, bones, arms is not None) | known
    _check_order(skeleton, bones, wording)
    taken = set(bones.values())
    rest = tuple(name for bone, name in enumerate(skeleton.names) if bone not in taken)
    return Anatomy(bones, rest, by_name)


def unnamed(bone_map: dict[str, str]) -> bool:
    """Whether a [bone_map] names no part; it may still name what a clip's other bones move."""
    return not set(bone_map) & set(PARTS)


def check_parts(bone_map: dict[str, str]) -> None:
    """Refuse what --bone-map calls a part and is none.

    Raises:
        StuntmanError: it names the parts that come nearest.
    """
    for part in bone_map:
        if part not in PARTS:
            raise StuntmanError(f"--bone-map: no part is called '{part}'{nearest(part, PARTS)}")


def nearest(name: str, names: Iterable[str]) -> str:
    """The names most like one, as the end of a sentence."""
    every = list(names)[:400]
    near = difflib.get_close_matches(name, every, n=3, cutoff=0.3)
    return f"; nearest are {', '.join(near)}" if near else f"; there are {', '.join(every[:40])}"


def _left(skeleton: Skeleton, named: list[Limb]) -> Array:
    """Where left is (3,): by limbs whose names tell, else y."""
    places = limbs.places(skeleton)
    out = sum((places[limb.left[-1]] - places[limb.right[-1]] for limb in named), np.zeros(3))
    return out if out.any() else np.array([0.0, 1.0, 0.0])


def _facing(skeleton: Skeleton, limb: Limb, left: Array) -> Limb:
    """The limb with the one further to the left as the left."""
    places = limbs.places(skeleton)
    one, other = ((places[list(chain)] @ left).mean() for chain in (limb.left, limb.right))
    return limb if one > other else Limb(limb.right, limb.left, limb.fork)


def _leg_likeness(skeleton: Skeleton, upright: bool) -> Callable[[Limb], float]:
    """How much a limb is a leg by its place, and a hind leg rather than a fore leg: low where up is
    known, else near the root and long."""
    places = limbs.places(skeleton)
    size = max(float(np.ptp(places, axis=0).max()), 1e-9)

    def hind(limb: Limb) -> float:
        return _HIND * max((vocabulary.hind(skeleton.names[k]) for k in limb.left[:3]), key=abs)

    def low(limb: Limb) -> float:
        height, ahead = places[limb.left[-1], 2], places[limb.left[0], 0]
        return hind(limb) - float(_PLACE * height + _AHEAD * ahead) / size

    def near(limb: Limb) -> float:
        length = float(np.linalg.norm(skeleton.offsets[list(limb.left[1:])], axis=-1).sum())
        deep = 0.5 * len(above(skeleton.parents, limb.fork))
        return hind(limb) + _PLACE * (length / size - deep)

    return low if upright else near


def _apart(skeleton: Skeleton, limb: Limb, leg: Limb) -> bool:
    """Whether a limb leaves the trunk elsewhere than the legs do."""
    places = limbs.places(skeleton)
    size = float(np.ptp(places, axis=0).max())
    step = places[limb.left[0]] - places[leg.left[0]]
    return float(np.linalg.norm(step)) > _APART * size


def _best(
    skeleton: Skeleton,
    found: list[tuple[Limb, Names]],
    parts: Names,
    known: dict[str, int],
    ground: frozenset[int],
    likeness: Callable[[Limb], float],
    wording: Wording,
) -> tuple[Limb, dict[str, int]] | None:
    """The limb that is most like a leg, or an arm, and its bones by part; None where none is.

    Args:
        found: limbs, each with the parts that its names would tell.
    """
    best: tuple[float, Limb, dict[str, int]] | None = None
    contradiction = ""
    for limb, called in found:
        told = _parts(skeleton, limb, parts, called, known, ground)
        if not told.joints or told.another:
            continue
        score = told.score + likeness(limb)
        if best is None or score > best[0]:
            bones = {
                side + part: chain[joint]
                for side, chain in zip(SIDES, (limb.left, limb.right), strict=True)
                for part, joint in zip(parts, told.joints, strict=False)
            }
            best = score, limb, bones
            contradiction = told.contradicted
    if best is None:
        return None
    if contradiction:
        side = "left_" + contradiction
        raise Contradiction(
            f"its names contradict its chain: '{wording.of(skeleton)[best[2][side]]}' is where the "
            f"{side} has to be; say which bones are {', '.join(parts)}: "
            f"{wording.advice('left_' + part for part in parts[:2])} ..."
        )
    return best[1], best[2]


def _parts(
    skeleton: Skeleton,
    limb: Limb,
    parts: Names,
    called: Names,
    known: dict[str, int],
    ground: frozenset[int],
) -> Parts:
    chains = dict(zip(SIDES, (limb.left, limb.right), strict=True))
    touching = [
        next((joint for joint, bone in enumerate(chain) if bone in ground), None)
        for chain in chains.values()
    ]

    def given(joint: int, number: int) -> bool | None:
        told: list[bool] = []
        for side, chain in chains.items():
            own = [known.get(side + part) for part in parts]
            if own[number] is not None:
                told.append(chain[joint] == own[number])
            elif chain[joint] in own:
                told.append(False)
        return all(told) if told else None

    def stands(joint: int) -> float:
        """The foot is the link that touches the ground."""
        return _GROUND * float(joint in touching)

    fewest = 3 if called == LEG else 2  # an arm may end without a hand
    return limbs.assign(skeleton, limb, called, fewest, given, stands)


def _toe(skeleton: Skeleton, chain: tuple[int, ...], foot: int) -> int | None:
    """The bone after the foot, where it is called a toe, or where names tell of neither."""
    below = chain[chain.index(foot) + 1 :]
    likeness = {bone: vocabulary.likeness(skeleton.names[bone], "toe") for bone in below}
    named = [bone for bone in below if likeness[bone] > 0.0]
    if named:
        return max(named, key=likeness.__getitem__)
    nameless = vocabulary.likeness(skeleton.names[foot], "foot") <= 0.0
    return below[0] if below and nameless and likeness[below[0]] > _ANOTHER else None


def _trunk(skeleton: Skeleton, bones: dict[str, int], arms: bool) -> dict[str, int]:
    """Pelvis and chest, where legs and arms leave the trunk, and the head."""
    names, parents = skeleton.names, skeleton.parents
    pelvis = fork_of(parents, bones["left_thigh"], bones["right_thigh"])
    out = {"pelvis": pelvis}
    limb = {bone for part, bone in bones.items()}
    if arms:
        chest = fork_of(parents, bones["left_upper_arm"], bones["right_upper_arm"])
        if chest != pelvis and chest not in above(parents, pelvis):
            out["chest"] = chest
    named = [
        (vocabulary.likeness(name, "head"), -len(above(parents, bone)), bone)
        for bone, name in enumerate(names)
        if not side_of(name) and bone not in limb
    ]
    likeness, _, head = max(named, default=(0.0, 0, 0))
    if likeness > 0.0:
        return out | {"head": head}
    top = out.get("chest", pelvis)
    ends = [
        bone
        for bone in range(len(names))
        if bone not in parents
        and top in above(parents, bone)
        and not limb & {bone, *above(parents, bone)} - set(above(parents, top)) - {top}
        and not side_of(names[bone])
    ]
    if ends:
        lengths = np.linalg.norm(skeleton.offsets, axis=-1)
        out["head"] = max(
            ends,
            key=lambda end: float(
                sum(lengths[b] for b in (end, *above(parents, end)) if top in above(parents, b))
            ),
        )
    return out


def _check_order(skeleton: Skeleton, bones: dict[str, int], wording: Wording) -> None:
    """Refuse parts that do not hang in order, as bones given by hand may not."""
    names = wording.of(skeleton)
    for side in SIDES:
        for chain in (LEG, ARM):
            for upper, lower in itertools.pairwise(chain):
                one, other = bones.get(side + upper), bones.get(side + lower)
                if one is None or other is None:
                    continue
                if one not in above(skeleton.parents, other):
                    where = f"[bone_map] in {wording.file}" if wording.file else wording.flag
                    raise StuntmanError(
                        f"'{names[other]}' cannot be the {side}{lower}, for it does not "
                        f"hang from the {side}{upper} '{names[one]}'; correct it with {where}"
                    )


def _untold(skeleton: Skeleton, found: list[Limb], part: str, wording: Wording) -> StuntmanError:
    near = nearest(part, wording.of(skeleton))
    if not any(len(limb.left) >= len(LEG) for limb in found):
        return StuntmanError(
            "no legs can be told: it has no pair of limbs, left and right, of three joints or more"
            f"{near}"
        )
    return StuntmanError(
        f"no bone can be told to be the {part}{near}; say which is: {wording.advice([part])}"
    )
