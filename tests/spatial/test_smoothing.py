"""Tracks averaged over time."""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from stuntman.spatial.smoothing import smooth


def test_away_from_the_ends_it_is_scipys_gaussian_filter() -> None:
    track = np.random.default_rng(0).normal(size=(60, 2, 3))
    found = smooth(track, 2.0)
    expected = gaussian_filter1d(track, 2.0, axis=0, truncate=3.0)
    np.testing.assert_allclose(found[6:-6], expected[6:-6], atol=1e-12)


def test_a_straight_line_stays_as_it_is_up_to_its_ends() -> None:
    line = np.linspace([0.0, 1.0], [3.0, -2.0], 5)
    np.testing.assert_allclose(smooth(line, 2.5), line, atol=1e-12)
