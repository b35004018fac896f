"""One number over time, drawn by its values at a few times."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.interpolate import PchipInterpolator

from stuntman.motion.keyframes.drawing import Key
from stuntman.spatial.interpolation import locate
from stuntman.spatial.rotations import Array


def sample(
    keys: Sequence[Key], times: Array, period: float | None = None, advance: float = 0.0
) -> Array:
    """Values (n,) at times (n,) in s; before the first key and after the last, that key's.

    What is smooth runs through the keys without a jump in speed and never beyond them: between two
    equal keys it stands still (Fritsch and Carlson's monotone cubic).

    Args:
        keys: one or more, at rising times.
        period: s, after which the keys come again, each raised by `advance`; None if they do not.
    """
    if period is not None:
        # Two cycles on either side, for a slope hangs on the keys to both sides of it.
        keys = [
            replace(key, time=key.time + cycle * period, value=key.value + cycle * advance)
            for cycle in range(-2, 3)
            for key in keys
        ]
    at = np.array([key.time for key in keys])
    values = np.array([key.value for key in keys])
    if len(keys) == 1:
        return np.full(len(times), values[0])
    slopes = PchipInterpolator(at, values)(at, 1)
    left, u = locate(times, at)
    span, rise = np.diff(at)[left], np.diff(values)[left]
    easing = np.array([key.easing for key in keys])[left]
    start, end = slopes[left] * span, slopes[left + 1] * span
    for kind, slope in (("ease", np.zeros_like(rise)), ("linear", rise)):
        start, end = np.where(easing == kind, slope, start), np.where(easing == kind, slope, end)
    bent = rise * u**2 * (3.0 - 2.0 * u) + start * u * (1.0 - u) ** 2 - end * u**2 * (1.0 - u)
    return values[left] + np.where(easing == "hold", np.where(u < 1.0, 0.0, rise), bent)
