"""Names of bones: which side they are on, and what is left once a program's prefixes are gone."""

import re
from collections.abc import Sequence

# What programs put before every bone's name: Mixamo's underscored form, Character Creator, 3ds
# Max's biped, Bandai-Namco, MotionBuilder, Rigify.
_PREFIXES = (
    *("mixamorig_", "CC_Base_", "joint_", "Character1_", "DEF-", "ORG-"),
    *("Bip01 ", "Bip001 ", "Bip01_", "Bip001_"),
)
_SWAP = {"left": "right", "right": "left", "l": "r", "r": "l"}
_SIDES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<before>)(?P<side>left|right)(?P<after>.+)",  # LeftUpLeg, left_hip
        r"(?P<before>)(?P<side>l|r)(?P<after>[ _.-].+)",  # L_Thigh
        r"(?P<before>.+[ _.-])(?P<side>l|r)(?P<after>[ _.-].+)",  # Bip01 L Thigh
        r"(?P<before>.+)(?P<side>left|right)(?P<after>)",  # HandLeft
        r"(?P<before>.+[ _.-])(?P<side>l|r)(?P<after>)",  # thigh.L
        r"(?P<before>)(?P<side>l|r)(?P<after>.+)",  # lfemur
    )
)


def tidy(names: Sequence[str]) -> tuple[str, ...]:
    """Bone names without a program's prefixes, sides as `left_` and `right_`, all different.

    A side counts only where the other one is there too. What is left of a name stays as it was;
    names that are tidy already do not change.
    """
    bare = [re.sub(r".*[:|]", "", name) or name for name in names]
    for prefix in _PREFIXES:
        if 2 * sum(name.startswith(prefix) for name in bare) > len(bare):
            bare = [name.removeprefix(prefix) or name for name in bare]
    known = set(bare)
    taken: set[str] = set()
    out = []
    for name in bare:
        sided = wanted = _sided(name, known)
        copies = 1
        while sided in taken:
            copies += 1
            sided = f"{wanted}_{copies}"
        taken.add(sided)
        out.append(sided)
    return tuple(out)


def other_side(name: str) -> str:
    """The tidy name of what mirrors this one; its own in the middle."""
    for side, opposite in (("left_", "right_"), ("right_", "left_")):
        if name.startswith(side):
            return opposite + name.removeprefix(side)
    return name


def _sided(name: str, known: set[str]) -> str:
    for pattern in _SIDES:
        match = pattern.fullmatch(name)
        if not match:
            continue
        before, side, after = match["before"], match["side"], match["after"]
        if before + _other(side) + after in known:
            whole = "left" if side[0] in "lL" else "right"
            return f"{whole}_{(before.rstrip(' _.-') + after).strip(' _.-')}"
    return name


def _other(side: str) -> str:
    """The other side, in the same case."""
    other = _SWAP[side.lower()]
    if side.isupper():
        return other.upper()
    return other.capitalize() if side[0].isupper() else other
