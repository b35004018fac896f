"""What films say of hits."""

from types import SimpleNamespace
from typing import cast

from stuntman.cli import filming
from stuntman.playback.frame import Hit
from stuntman.playback.recording import Performance


def test_a_hit_is_named_when_it_comes_and_told_when_it_has_struck() -> None:
    hits = (Hit("a block", 1.0, struck=2.0, stood=True), Hit("a push", 2.5, stood=False))
    done = cast(Performance, SimpleNamespace(rate=2.0, qpos=[None] * 14, hits=hits))
    assert filming.captions(done) == [
        *([[]] * 2),
        *([["a block"]] * 3),
        *([["a block", "a push"]] * 2),
        *([["a block: stayed up", "a push"]] * 1),
        *([["a block: stayed up", "a push: fell"]] * 2),
        *([["a push: fell"]] * 1),
        *([[]] * 3),
    ]
