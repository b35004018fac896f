"""What came of blocks and pushes."""

import numpy as np

from stuntman.playback.frame import Hit, judged

NOBODY, FIRST, BOTH = np.array([False, False]), np.array([True, False]), np.array([True, True])


def test_who_falls_was_felled_by_what_struck_last() -> None:
    """Two blocks within two seconds: it stood the first, and not the second."""
    thrown = (Hit("a", 0.0, slot=0), Hit("b", 1.0, slot=1))
    hits = judged(thrown, 0.5, FIRST, fell=False, down=False)
    assert [hit.verdict for hit in hits] == ["staggering", "in the air"]
    hits = judged(hits, 1.5, BOTH, fell=False, down=False)
    assert [hit.verdict for hit in hits] == ["stayed up", "staggering"]
    hits = judged(hits, 2.0, BOTH, fell=True, down=False)
    assert [hit.verdict for hit in hits] == ["stayed up", "fell"]


def test_who_lies_or_gets_up_is_not_judged() -> None:
    hits = judged((Hit("a", 0.0, slot=0),), 0.5, FIRST, fell=True, down=True)
    assert [hit.verdict for hit in hits] == ["was down"]
    assert judged(hits, 3.0, FIRST, fell=False, down=False) == hits


def test_two_seconds_on_its_feet_it_has_stayed_up_and_what_never_came_has_missed() -> None:
    done = (Hit("a push", 1.0, struck=1.0), Hit("a block", 1.0, slot=0))
    assert judged(done, 2.9, NOBODY, False, False)[0].verdict == "staggering"
    hits = judged(done, 3.0, NOBODY, False, False)
    assert [hit.verdict for hit in hits] == ["stayed up", "in the air"]
    hits = judged(hits, 4.0, NOBODY, False, False)
    assert [hit.verdict for hit in hits] == ["stayed up", "missed"]
