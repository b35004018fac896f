"""Numbers between keys: on the keys, as fast as the easing says, and round and round."""

import numpy as np
import pytest

from stuntman.motion.keyframes.curves import sample
from stuntman.motion.keyframes.drawing import EASINGS, Key

TIMES = np.linspace(0.0, 1.0, 101)


@pytest.mark.parametrize("easing", EASINGS)
def test_keys_are_met(easing: str) -> None:
    keys = [Key(0.0, 3.0, easing), Key(0.4, -1.0, easing), Key(1.0, 2.0, easing)]
    assert sample(keys, np.array([0.0, 0.4, 1.0]), None).tolist() == pytest.approx([3, -1, 2])


def test_one_key_is_a_number_that_stays() -> None:
    assert set(sample([Key(0.7, 5.0)], TIMES)) == {5.0}


@pytest.mark.parametrize(
    ("easing", "quarter", "speeds"),
    # Of a way of 1 in 1 s: where it is after 1/4 s, and how fast at both ends.
    [("linear", 0.25, (1, 1)), ("ease", 0.15625, (0, 0)), ("hold", 0.0, (0, None))],
)
def test_an_easing_is_what_its_name_says(
    easing: str, quarter: float, speeds: tuple[float, float | None]
) -> None:
    values = sample([Key(0.0, 0.0, easing), Key(1.0, 1.0)], TIMES)
    assert values[25] == pytest.approx(quarter)
    for speed, pair in zip(speeds, (values[:2], values[-2:]), strict=True):
        if speed is not None:
            assert np.diff(pair)[0] / 0.01 == pytest.approx(speed, abs=0.04)


def test_smooth_never_leaves_the_keys_behind_and_has_no_jump_in_speed() -> None:
    values = sample([Key(0.0, 0.0), Key(0.3, 0.0), Key(0.5, 1.0), Key(0.9, 0.2)], TIMES, 1.0)
    assert values.min() == 0.0
    assert values.max() == pytest.approx(1.0)
    assert np.ptp(values[:31]) == 0.0  # what stands between two equal keys stands still
    round_and_round = np.concatenate([values[:-1], values[:-1]])
    assert np.abs(np.diff(round_and_round, 2)).max() / 0.01**2 < 200.0  # a jump would be 1 / 0.01


def test_a_cycle_goes_on_where_it_ended() -> None:
    keys = [Key(0.2, 1.0), Key(0.7, 1.5)]
    here = sample(keys, TIMES, 1.0, advance=2.0)
    assert here[-1] - here[0] == pytest.approx(2.0)
    np.testing.assert_allclose(sample(keys, TIMES + 1.0, 1.0, 2.0), here + 2.0, atol=1e-12)
    # Every cycle rises by 2 and has no step in it.
    assert np.diff(here).min() > 0
    assert np.diff(here).max() < 0.1
