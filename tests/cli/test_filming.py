"""What films say of hits."""

from types import SimpleNamespace
from typing import cast

import pytest

from stuntman.cli import filming
from stuntman.playback.frame import Hit, Switch
from stuntman.playback.recording import Performance


def test_a_hit_is_named_when_it_comes_and_told_when_it_has_struck() -> None:
    hits = (Hit("a block", 1.0, struck=2.0, stood=True), Hit("a push", 2.5, stood=False))
    done = cast(Performance, SimpleNamespace(rate=2.0, qpos=[None] * 14, hits=hits, switches=()))
    assert filming.captions(done) == [
        *([[]] * 2),
        *([["a block"]] * 3),
        *([["a block", "a push"]] * 2),
        *([["a block: stayed up", "a push"]] * 1),
        *([["a block: stayed up", "a push: fell"]] * 2),
        *([["a push: fell"]] * 1),
        *([[]] * 3),
    ]


def test_a_switch_is_named_and_told_when_it_loses_the_character(
    capsys: pytest.CaptureFixture[str],
) -> None:
    switches = (
        Switch("walk", "run", 1.0),
        Switch("run", "jump", 3.0, 5.5, "fell"),
    )
    done = cast(
        Performance, SimpleNamespace(rate=2.0, qpos=[None] * 16, hits=(), switches=switches)
    )
    assert filming.captions(done) == [
        *([[]] * 2),
        *([["walk to run"]] * 4),
        *([["run to jump"]] * 4),
        *([[]] * 1),
        *([["run to jump, fell"]] * 4),
        *([[]] * 1),
    ]
    filming.tell(done)
    assert capsys.readouterr().out == "  3.0 s: run to jump, fell, 2.5 s later.\n"
