"""What a training run shows: a bar in a terminal, now and then a line in a file."""

import io

import pytest
from rich.console import Console

from stuntman.training.run import Report
from stuntman.training.state import Progress
from stuntman.viewer.progress import TrainingDisplay


def report(share: float, measured: int = 1_250_000, **stats: float) -> Report:
    return Report(
        progress=Progress(seconds=90.0, samples=1_250_000, iterations=40),
        share=share,
        stats={"reward": 0.654} | stats,
        samples_per_s=12345.6,
        nr=0.789,
        measured=measured,
    )


def shown(terminal: bool, *reports: Report) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=150, color_system=None)
    with TrainingDisplay(console) as display:
        for each in reports:
            display.show(each)
    return file.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_it_says_how_good_how_far_how_fast_and_how_long(terminal: bool) -> None:
    text = shown(terminal, report(0.25, episode_length=45.0))
    parts = ("25%", "NR 0.789", "reward 0.654", "1.5 s", "1.2 M samples", "12,346/s", "4:30 left")
    assert [part for part in parts if part not in text] == []


def test_a_measure_of_before_says_when_it_was() -> None:
    """Or it would look as if nothing were learned."""
    assert "NR 0.789  reward" in shown(False, report(0.5))
    assert "NR 0.789 at 0.4 M  reward" in shown(False, report(0.5, measured=420_000))


def test_before_an_episode_ended_and_at_the_end_there_is_less_to_say() -> None:
    assert "0.0 s" in shown(False, report(0.5))
    assert "left" not in shown(False, report(1.0))


def test_in_a_file_a_line_appears_every_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([100.0, 101.0, 109.9, 110.1, 111.0, 125.0])
    monkeypatch.setattr("stuntman.viewer.progress.time.monotonic", lambda: next(times))
    shares = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
    lines = shown(False, *(report(share) for share in shares)).splitlines()
    assert [line.split()[0] for line in lines] == ["10%", "40%", "60%"]


def test_the_first_line_appears_at_once_however_young_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("stuntman.viewer.progress.time.monotonic", lambda: 3.0)
    assert "NR" in shown(False, report(0.1))


def test_an_error_passes_through_the_display() -> None:
    with (
        pytest.raises(ZeroDivisionError),
        TrainingDisplay(Console(file=io.StringIO(), force_terminal=True)),
    ):
        1 / 0  # noqa: B018


@pytest.mark.parametrize("terminal", [True, False])
def test_what_it_is_told_stays_on_a_line_of_its_own(terminal: bool) -> None:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=150, color_system=None)
    with TrainingDisplay(console) as display:
        display.tell("Planning the clip.")
        display.show(report(0.5))
    assert "Planning the clip.\n" in file.getvalue()
