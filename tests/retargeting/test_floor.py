"""Feet on the floor: what counts as standing."""

import numpy as np
import pytest

from stuntman.retargeting.floor import hover

FPS = 60.0


@pytest.mark.parametrize(("glide", "lowered"), [(0.3, 0.03), (5.0, 0.0)])
def test_what_goes_along_close_to_the_floor_does_not_stand(glide: float, lowered: float) -> None:
    """3 cm above the floor for half a second: heels off in a crouch, or a runner's foot on its way
    to its next step."""
    heights, speeds = np.zeros(120), np.zeros(120)
    heights[45:75], speeds[45:75] = 0.03, glide
    assert hover(heights, speeds, FPS, loops=True)[60] == pytest.approx(lowered, abs=0.002)
