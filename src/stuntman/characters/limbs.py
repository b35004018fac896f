"""Limbs of a tree of bones: pairs of chains that mirror each other, and the joints along one.

Told by the sides in names, else by shape: two branches of one bone, alike in their lengths. None of
it depends on which way the body's axes point.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from stuntman.characters import vocabulary
from stuntman.characters.bone_names import other_side, side_of, words
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import Skeleton

Names = tuple[str, str, str]
LEG = ("thigh", "shin", "foot")
ARM = ("upper_arm", "forearm", "hand")
# A branch is a limb where it is as long as this part of the longest one; fingers are not.
_SHORTEST = 0.3
# Lengths of mirrored branches differ by less than this part.
_ALIKE = 0.08
# Bones in a row turn about one joint where they are as near as this part of the limb; the links of
# a robot's hip, shoulder and wrist also where their names tell so.
_ONE_JOINT = 0.2
_TURNS = {"pitch", "roll", "yaw"}
# Longer chains are tails and tentacles; what lies further down is left out.
_MOST = 16
_GIVEN, _CONTRADICTED = 100.0, 1.5


@dataclass(frozen=True)
class Limb:
    """A pair of chains of bones, each from where it leaves the trunk to its end.

    Attributes:
        fork: the bone of the trunk that both hang from.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    fork: int


@dataclass(frozen=True)
class Parts:
    """The joints of a chain that begin the parts of a limb.

    Attributes:
        joints: one a part, the places in the chain. score: how well names and lengths agree.
        contradicted: the part whose bone is called by the word for another; empty where none is.
        another: whether no bone is called by its part's word and one by another's: another limb.
    """

    joints: tuple[int, ...]
    score: float
    contradicted: str = ""
    another: bool = False


def above(parents: Sequence[int], bone: int) -> list[int]:
    """The bones that one hangs from, nearest first."""
    out = []
    while bone >= 0 and parents[bone] >= 0:
        bone = parents[bone]
        out.append(bone)
    return out


def fork_of(parents: Sequence[int], one: int, other: int) -> int:
    """The last bone that two hang from; the root where one of them is it."""
    others = {other, *above(parents, other)}
    return next((bone for bone in (one, *above(parents, one)) if bone in others), 0)


def places(skeleton: Skeleton) -> Array:
    """Where each bone begins at rest (bones, 3), in m from the root."""
    out = np.zeros_like(skeleton.offsets)
    for bone, parent in enumerate(skeleton.parents[1:], start=1):
        out[bone] = out[parent] + skeleton.offsets[bone]
    return out


def find(skeleton: Skeleton) -> tuple[list[Limb], list[Limb]]:
    """Pairs of limbs whose names tell the sides, and other pairs, alike in shape, of which it is
    not told which is left."""
    named = _by_names(skeleton)
    taken = {bone for limb in named for bone in (*limb.left, *limb.right)}
    shaped = [limb for limb in by_shape(skeleton) if not taken & {*limb.left, *limb.right}]
    return named, shaped


def _by_names(skeleton: Skeleton) -> list[Limb]:
    names, parents = skeleton.names, skeleton.parents
    index = {name: bone for bone, name in enumerate(names)}
    inner = set(parents)
    out = {}
    for end in range(len(names)):
        if end in inner:
            continue
        chain = [bone for bone in (end, *above(parents, end)) if side_of(names[bone]) == "left_"]
        if not chain or (vocabulary.is_extra(names[chain[0]]) and len(chain) == 1):
            continue
        others = [index.get(other_side(names[bone]), -1) for bone in chain]
        if -1 in others:
            chain = [bone for bone, other in zip(chain, others, strict=True) if other >= 0]
            others = [other for other in others if other >= 0]
        if chain:
            fork = fork_of(parents, chain[-1], others[-1])
            left, right = tuple(reversed(chain)), tuple(reversed(others))
            out[left[:_MOST]] = Limb(left[:_MOST], right[:_MOST], fork)
    return list(out.values())


def by_shape(skeleton: Skeleton) -> list[Limb]:
    """Limbs whose names tell no side: two branches of a bone that are alike in their lengths. Which
    of the two is left is not told."""
    parents = skeleton.parents
    lengths = np.linalg.norm(skeleton.offsets, axis=-1)
    children: list[list[int]] = [[] for _ in parents]
    for bone, parent in enumerate(parents[1:], start=1):
        children[parent].append(bone)
    reach, sums, sizes = lengths.copy(), lengths.copy(), np.ones(len(parents))
    longest: list[int] = [-1] * len(parents)
    for bone in range(len(parents) - 1, 0, -1):
        parent = parents[bone]
        sums[parent] += sums[bone]
        sizes[parent] += sizes[bone]
        if lengths[parent] + reach[bone] > reach[parent] or longest[parent] < 0:
            reach[parent], longest[parent] = lengths[parent] + reach[bone], bone
    whole = float(reach.max())
    found = []
    taken: set[int] = set()
    for fork, branches in enumerate(children):
        if set(above(parents, fork)) & taken or fork in taken:
            continue  # fingers of a hand
        order = sorted((b for b in branches if reach[b] > _SHORTEST * whole), key=reach.__getitem__)
        for one, other in itertools.pairwise(order):
            alike = (
                abs(reach[one] - reach[other]) < _ALIKE * reach[other]
                and abs(sums[one] - sums[other]) < _ALIKE * sums[other]
                and sizes[one] == sizes[other]
            )
            if alike and not {one, other} & taken:
                taken |= {one, other}
                chains = [_down(longest, branch) for branch in (one, other)]
                found.append(Limb(chains[0], chains[1], fork))
    return found


def _down(longest: list[int], bone: int) -> tuple[int, ...]:
    out: list[int] = []
    while bone >= 0 and len(out) < _MOST:
        out.append(bone)
        bone = longest[bone]
    return tuple(out)


def assign(
    skeleton: Skeleton,
    limb: Limb,
    parts: Names,
    fewest: int,
    given: Callable[[int, int], bool | None],
    stands: Callable[[int], float],
) -> Parts:
    """Which joints of a limb begin its three parts, by names and lengths together, both sides as
    one.

    The order along the chain is that of the parts, whatever the names are.

    Args:
        fewest: how many parts it has at least.
        given: whether the bones at a place in the chain (the first argument) are known to be, or
            not to be, the part of that number (the second); None where nothing is known.
        stands: what touching the ground at a place in the chain counts for its being the last part.
    """
    names = [skeleton.names[bone] for bone in limb.left]
    lengths_of = np.linalg.norm(skeleton.offsets, axis=-1)
    steps = np.array(
        [lengths_of[list(pair)].mean() for pair in zip(limb.left, limb.right, strict=False)]
    )
    steps[0] = 0.0
    along = np.cumsum(steps)
    own = [[vocabulary.likeness(name, part) for part in parts] for name in names]
    said = Counter(vocabulary.bare(name) for name in names)
    for joint, name in enumerate(names):
        if said[vocabulary.bare(name)] >= len(parts):  # arm_1, arm_2, arm_3: the limb's word
            own[joint] = [max(likeness, 0.0) for likeness in own[joint]]
    best = Parts((), -np.inf)
    counts = range(fewest, len(parts) + 1)
    for joints in itertools.chain(*(itertools.combinations(range(len(names)), n) for n in counts)):
        lengths = np.diff(along[list(joints)])
        if lengths.min() < 1e-6:
            continue
        score = 0.5
        if len(joints) == 3:
            score = 2.0 * float(lengths.sum() / along[-1])
            score -= 2.0 * abs(float(np.log(lengths[0] / lengths[1]))) - stands(joints[2])
        contradicted, agrees = "", False
        for number, joint in enumerate(joints):
            known = given(joint, number)
            likeness = own[joint][number]
            agrees = agrees or known is True or likeness > 0.0
            if known is None and likeness < 0.0:
                likeness *= _CONTRADICTED
                contradicted = contradicted or (parts[number] if likeness <= -4.0 else "")
            score += likeness if known is None else _GIVEN * (1.0 if known else -1.0)
            if joint + 1 < len(names) and joint + 1 not in joints:
                step = float(along[joint + 1] - along[joint])
                near = step < _ONE_JOINT * float(lengths.min())
                turns = number != 1 and _TURNS & set(words(names[joint])) != set()
                if own[joint + 1][number] >= own[joint][number]:
                    # One joint with the next, which has the turns of both; or called no better.
                    score -= 3.0 if near or turns else 0.5 * (own[joint][number] > 0.0)
        if score > best.score:
            another = bool(contradicted) and not agrees
            best = Parts(joints, score, contradicted, another)
    return best
