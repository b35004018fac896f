"""Training ends when the skill is learned, or when waiting longer brings nothing."""

from stuntman.training.state import Measure
from stuntman.training.stopping import verdict

EVERY = 400_000  # samples


def measures(returns: list[float]) -> list[Measure]:
    return [Measure(60.0 * k, EVERY * k, nr, 1.0, 0.0) for k, nr in enumerate(returns)]


def test_the_target_ends_it_and_both_figures_are_told() -> None:
    ended = verdict(measures([0.1, 0.6, 0.912]), target=0.9)
    assert ended is not None
    assert "0.912" in ended
    assert "0.9." in ended


def test_a_target_passed_once_and_lost_again_does_not_end_it() -> None:
    assert verdict(measures([0.1, 0.91, 0.7]), target=0.9) is None


def test_while_it_rises_it_goes_on() -> None:
    rising = [0.01 * k for k in range(60)]
    assert all(verdict(measures(rising[:n]), target=0.9) is None for n in range(1, 60))


def test_fifteen_flat_measures_end_it_and_fourteen_do_not() -> None:
    risen = [0.1, 0.3, 0.5]
    assert verdict(measures([*risen, *[0.502] * 14]), target=0.9) is None
    ended = verdict(measures([*risen, *[0.502] * 15]), target=0.9)
    assert ended is not None
    assert "0.502 in the last" in ended and "0.500 before" in ended


def test_after_sixty_measures_fifteen_flat_ones_are_too_few() -> None:
    risen = [0.01 * k for k in range(60)]
    assert verdict(measures([*risen, *[0.59] * 15]), target=0.9) is None
    assert verdict(measures([*risen, *[0.59] * 65]), target=0.9) is not None


def test_the_clock_decides_nothing() -> None:
    history = measures([0.1, 0.3, *[0.5] * 10])
    slow = [Measure(1e5 * m.seconds, m.samples, m.nr, m.success, m.error_m) for m in history]
    assert verdict(slow, target=0.9) is verdict(history, target=0.9) is None
