"""What programs, data sets and robots call the parts of a body.

A part is called by the joint at its near end: the thigh begins at the hip. So the words for a bone
and for the joint that begins it stand side by side.
"""

import re

from stuntman.characters.bone_names import side_of, words

# By part, the words for it and how surely each names it: 4 this part and no other, 2 this one or
# the next (`leg` is a thigh above a shin, and a shin below a thigh), 1 sometimes. Words are letters
# alone, in lower case, joined, without the side.
WORDS: dict[str, dict[str, float]] = {
    "thigh": {
        **dict.fromkeys(("upleg", "upperleg", "legupper", "legup", "uleg", "thigh", "femur"), 4.0),
        **dict.fromkeys(("hfe", "もも", "大腿", "腿"), 4.0),
        **dict.fromkeys(("hip", "leg", "足", "haa", "hr"), 2.0),
    },
    "shin": {
        **dict.fromkeys(("lowleg", "lowerleg", "leglower", "legdown", "lleg", "calf", "crus"), 4.0),
        **dict.fromkeys(("stifle", "gaskin"), 4.0),
        **dict.fromkeys(("shin", "shank", "tibia", "knee", "kn", "kfe", "ひざ", "膝"), 4.0),
        **dict.fromkeys(("leg",), 2.0),
    },
    "foot": {
        **dict.fromkeys(("ankle", "ank", "talus", "足首", "ffe", "faa", "hock"), 4.0),
        **dict.fromkeys(("foot", "feet", "paw", "hoof"), 3.0),
    },
    "toe": {
        **dict.fromkeys(("toebase", "toes", "toe", "ball", "toesub", "つま先", "足先ex"), 4.0),
        **dict.fromkeys(("foot", "metatarsals"), 1.0),
    },
    "collar": {
        **dict.fromkeys(("clavicle", "collar", "scapula"), 4.0),
        **dict.fromkeys(("shoulder", "肩"), 2.0),
    },
    "upper_arm": {
        **dict.fromkeys(("upperarm", "uparm", "armupper", "armup", "uarm", "humerus"), 4.0),
        **dict.fromkeys(("shldr", "bicep", "腕"), 4.0),
        **dict.fromkeys(("arm", "shoulder", "肩"), 2.0),
    },
    "forearm": {
        **dict.fromkeys(("forearm", "lowerarm", "lowarm", "armlower", "larm", "radius"), 4.0),
        **dict.fromkeys(("elbow", "ulna", "ひじ", "肘"), 4.0),
        **dict.fromkeys(("arm",), 1.0),
    },
    "hand": {
        **dict.fromkeys(("hand", "palm", "手首", "手", "carpus"), 4.0),
        **dict.fromkeys(("wrist", "gripper", "paw", "hoof"), 3.0),
    },
    "pelvis": dict.fromkeys(
        (
            *("hips", "pelvis", "hip", "root", "base", "lowertorso", "torsobase", "trunk"),
            *("lowerbody", "cog", "center", "spinebase", "hipcenter", "下半身"),
        ),
        4.0,
    ),
    "head": {
        **dict.fromkeys(("head", "skull", "頭"), 4.0),
        **dict.fromkeys(("neck", "neckyhead", "首"), 2.0),
    },
}
# Words that say nothing of the part.
_NOISE = frozenset(
    (
        *("link", "links", "pitch", "roll", "yaw", "joint", "jnt", "jt", "bone", "bodypart"),
        *("body", "bend", "bn", "def", "org", "skel", "cross", "right", "left", "l", "r"),
        *("x", "y", "z", "d", "c", "b", "m"),
    )
)
# What hangs on a part, and is none.
_EXTRA = re.compile(
    r"twist|share|nub|_end\b|end_?site|\bik|ik\b|\uff29\uff2b|pole|helper|muscle|jiggle|skirt|hair|cloth|weapon|"
    r"breast|finger|thumb|index|middle|ring|pinky|eye|jaw|tongue|tail|wing|ear\b|捩|目|指|"
    r"forearm_?roll|upleg_?roll|leg_?roll_|arm_?roll\b(?!.*link)",
    re.IGNORECASE,
)


def likeness(name: str, part: str) -> float:
    """How surely a tidy name means a part: up to 4; 0 where it says nothing, less than 0 where it
    means another part."""
    own = _weight(name, part)
    if own > 0.0:
        return own
    return -max((_weight(name, other) for other in WORDS if other != part), default=0.0)


def hind(name: str) -> float:
    """Whether a tidy name is a hind leg's (1), a fore leg's (-1), or says nothing of it."""
    told = words(name.removeprefix(side_of(name)))
    for word in told:
        if word != "forearm" and word.startswith(("fore", "front")):
            return -1.0
        if word.startswith(("hind", "rear", "back")):
            return 1.0
    return {"f": -1.0, "h": 1.0, "r": 1.0, "b": 1.0}.get(told[0] if len(told) > 1 else "", 0.0)


def is_extra(name: str) -> bool:
    """Whether a name tells of something that only hangs on a part."""
    return _EXTRA.search(name) is not None


def _weight(name: str, part: str) -> float:
    if is_extra(name):
        return 0.0
    key = bare(name)
    table = WORDS[part]
    if key in table:
        return table[key]
    # A word among others: `lowerlegjoint1`, `zarm`, `hipjoint`; not across two, as in `epaule_g`.
    own = _own(name)
    tails = ["".join(own[k:]) for k in range(len(own))]
    inside = (
        word
        for word in _LONG
        if word in key and (any(word in w for w in own) or any(t.startswith(word) for t in tails))
    )
    longest = max(inside, key=len, default="")
    return 0.75 * table.get(longest, 0.0)


def bare(name: str) -> str:
    """A tidy name's letters without its side, numbers and words that say nothing."""
    return "".join(_own(name))


def _own(name: str) -> list[str]:
    kept = [word for word in words(name.removeprefix(side_of(name))) if word not in _NOISE]
    return [word for word in kept if not word.isdecimal()]


_LONG = frozenset(word for table in WORDS.values() for word in table if len(word) >= 3)
