"""What commands show of what takes its time."""

import re

import pytest
from rich import console as rich_console

from stuntman.cli import console


def test_who_watches_sees_which_part_is_done_and_a_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Watched(rich_console.Console):
        def __init__(self, stderr: bool) -> None:
            super().__init__(stderr=stderr, force_terminal=True, width=100)

    monkeypatch.setattr(console, "Console", Watched)
    with console.progress("setting up") as show:
        show("run", 0.5)
        show("requests", 0.0)  # a new bar
        show("[walk] again", 0.5)
    shown = capsys.readouterr().err
    assert "[walk] again" in shown
    assert re.search(r"\d:\d\d:\d\d", shown), "a time"


def test_in_a_pipe_there_is_a_line_only_where_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter([0.0, 3.0, 11.0, 11.0, 12.0])
    monkeypatch.setattr(console, "monotonic", lambda: next(times))
    with console.progress("setting up") as show:
        show("walk", 0.25)
        show("[run]", 0.5)
        show("jump", 0.75)
    said = capsys.readouterr()
    assert said.out == "" and said.err.split() == ["50%", "[run]"]
