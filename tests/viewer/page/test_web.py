"""The pace at which the page lives."""

import pytest

from stuntman.viewer.page import web

RATE = 30.0


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def perf_counter(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(web, "time", clock)
    return clock


@pytest.mark.parametrize("picture", [0.001, 0.05, 0.15])
def test_the_world_keeps_pace_however_long_a_picture_takes(clock: Clock, picture: float) -> None:
    ticker, beats = web.Ticker(RATE), 0
    while clock.now < 10.0:
        beats += ticker.wait()
        clock.sleep(picture)
    assert beats == pytest.approx(10.0 * RATE, abs=7)


def test_what_a_stall_cost_is_made_up_for_bit_by_bit_and_a_long_one_given_up(clock: Clock) -> None:
    ticker = web.Ticker(RATE)
    ticker.wait()
    clock.sleep(0.51)
    assert [ticker.wait() for _ in range(4)] == [6, 6, 3, 1]
    clock.sleep(60.0)
    made_up = [ticker.wait() for _ in range(10)]
    assert max(made_up) == 6
    assert sum(made_up) < 2.0 * RATE
