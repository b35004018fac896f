"""Names of bones: which side they are on, and what is left once a program's prefixes are gone."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

# Words that a program puts before every bone's name are those that more than this part of the names
# begin with, and no fewer names than that.
_COMMON, _FEWEST = 0.5, 4
# How a name falls into words: `LeftUpLeg`, `lThighBend`, `Bip01_L_Thigh`, `L_Hip_Pitch`, `左足`.
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|左|右|[^\W\d_a-zA-Z左右]+")
_NUMBERED = re.compile(r"(?<=[^\W_])[_.]\d{1,4}$")
# Letters of a name that count; what looks for sides takes longer by their square.
_LONGEST = 80
_SIDE_WORDS = {
    "left": "right",
    "lft": "rgt",
    "l": "r",
    "左": "右",
}
_SIDE_WORDS |= {right: left for left, right in _SIDE_WORDS.items()}
_LEFT = ("l", "左")


def words(name: str) -> list[str]:
    """The words of a name, in lower case."""
    return [word.lower() for word in _WORD.findall(name)]


def tidy(names: Sequence[str]) -> tuple[str, ...]:
    """Bone names without a program's prefixes, sides as `left_` and `right_`, all different.

    A side may stand anywhere in a name, and counts only where the other side's name is there too.
    What is left of a name stays as it was; names that are tidy already do not change.
    """
    bare = [(name[max(map(name.rfind, ":|")) + 1 :] or name)[:_LONGEST] for name in names]
    bare = _without_numbers(_without_prefix(bare))
    known = {name.lower() for name in bare}
    spelled: dict[str, str] = {}
    taken: set[str] = set()
    out = []
    for name in bare:
        wanted = _sided(name, known)
        side = side_of(wanted)  # both sides as the first of them is spelled: LeftHand, Righthand
        part = wanted.removeprefix(side)
        sided = wanted = side + spelled.setdefault(part.lower(), part) if side else wanted
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


def side_of(name: str) -> str:
    """`left_`, `right_`, or nothing for what is in the middle, of a tidy name."""
    return next((side for side in ("left_", "right_") if name.startswith(side)), "")


def _without_prefix(names: list[str]) -> list[str]:
    """Names without the words that more than half of them begin with, such as `mixamorig`."""
    while True:
        starts = Counter(_start(name) for name in names)
        start, count = starts.most_common(1)[0]
        if count < _FEWEST or not start or count <= _COMMON * len(names):
            return names
        names = [name[len(start) :] if _start(name) == start else name for name in names]


def _start(name: str) -> str:
    """The first word of a name with what parts it from the next; nothing where it is the only one
    or tells a side."""
    match = re.match(r"[\W_]*(?:[A-Z]?[a-z]+\d*|[A-Z]+(?![a-z])\d*)[\W_]*", name)
    if match is None or match.end() == len(name) or match.group().strip(" _.-").lower() in _SIDES:
        return ""
    rest = name[match.end() :]
    return match.group() if any(letter.isalpha() for letter in rest) else ""


_SIDES = frozenset(_SIDE_WORDS)


def _without_numbers(names: list[str]) -> list[str]:
    """Names without the number of the node that some programs put after each."""
    numbered = [name for name in names if _NUMBERED.search(name)]
    stripped = [_NUMBERED.sub("", name) for name in names]
    if 2 * len(numbered) <= len(names) or 2 * len(set(stripped)) <= len(names):
        return names
    return stripped


def _sided(name: str, known: set[str]) -> str:
    for begin, end in _sides(name):
        side = name[begin:end]
        if (name[:begin] + _other(side) + name[end:]).lower() in known:
            whole = "left" if side[0].lower() in _LEFT else "right"
            before, after = name[:begin], name[end:]
            if not before or not after:
                return f"{whole}_{(before + after).strip(' _.-')}"
            return f"{whole}_{(before.rstrip(' _.-') + after).strip(' _.-')}"
    return name


def _sides(name: str) -> Iterator[tuple[int, int]]:
    """Where in a name a side may be told, likeliest first: a word that is one, a letter that
    begins or ends a word, any letter."""
    places = [match.span() for match in _WORD.finditer(name)]
    whole = [(b, e) for b, e in places if name[b:e].lower() in _SIDE_WORDS]
    yield from sorted(whole, key=lambda place: place[0] - place[1])
    for match in re.finditer(r"left|right", name, re.IGNORECASE):
        yield match.span()
    letters = [k for k, letter in enumerate(name) if letter in "lrLR"]
    edges = {edge for begin, end in places for edge in (begin, end - 1)}
    for k in sorted(letters, key=lambda k: k not in edges):
        yield k, k + 1


def _other(side: str) -> str:
    """The other side, in the same case."""
    other = _SIDE_WORDS[side.lower()]
    if side.isupper():
        return other.upper()
    return other.capitalize() if side[0].isupper() else other
