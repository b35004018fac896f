"""Training ends when the skill is learned, or when practising longer brings nothing."""

from stuntman.training.state import Measure
from stuntman.training.stopping import verdict

EVERY = 400_000  # samples


def measures(returns: list[float], seconds: float = 60.0) -> list[Measure]:
    return [Measure(k * seconds, k * EVERY, nr, 1.0, 0.1) for k, nr in enumerate(returns)]


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
    """After the three that rise: what is no better than they by 0.005 has not risen."""
    risen = [0.1, 0.3, 0.5]
    assert verdict(measures([*risen, *[0.502] * 14]), target=0.9) is None
    ended = verdict(measures([*risen, *[0.502] * 15]), target=0.9)
    assert ended is not None
    assert "0.502 in the last" in ended and "0.500 before" in ended


def test_a_rise_within_the_last_fifteen_keeps_it_going() -> None:
    risen = [0.1, 0.3, 0.5]
    assert verdict(measures([*risen, *[0.502] * 7, 0.51, *[0.502] * 7]), target=0.9) is None


def test_after_a_long_rise_fifteen_flat_measures_are_too_few() -> None:
    risen = [0.01 * k for k in range(60)]
    assert verdict(measures([*risen, *[0.59] * 20]), target=0.9) is None
    assert verdict(measures([*risen, *[0.59] * 65]), target=0.9) is not None


def test_how_fast_the_machine_is_decides_nothing() -> None:
    """So that a seed fixes a run."""
    returns = [0.1, 0.3, 0.5, *[0.502] * 15]
    for n in range(1, len(returns)):
        slow, fast = (verdict(measures(returns[:n], s), target=0.9) for s in (1.0, 1e5))
        assert slow == fast
