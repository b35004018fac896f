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

    A smooth number runs through the keys without a jump in speed and never beyond them: between two
    equal keys it stands still (the monotone cubic of Fritsch and Carlson, 1980).

    Args:
        keys: one or more, at rising times.
        period: s, after which the keys come again, each raised by `advance`; None if they do not.
    """
    if period is not None:
        # Two cycles on either side, because a slope depends on the keys on both sides of it.
        keys = [
            replace(key, time=key.time + cycle * period, value=key.value + cycle * advance)
            for cycle in range(-2, 3)
            for key in keys
        ]
    key_times = np.array([key.time for key in keys])
    values = np.array([key.value for key in keys])
    if len(keys) == 1:
        return np.full(len(times), values[0])
    slopes = PchipInterpolator(key_times, values)(key_times, 1)
    left, u = locate(times, key_times)
    span, rise = np.diff(key_times)[left], np.diff(values)[left]
    easing = np.array([key.easing for key in keys])[left]
    start, end = slopes[left] * span, slopes[left + 1] * span
    for kind, slope in (("ease", np.zeros_like(rise)), ("linear", rise)):
        start, end = np.where(easing == kind, slope, start), np.where(easing == kind, slope, end)
    curve = rise * u**2 * (3.0 - 2.0 * u) + start * u * (1.0 - u) ** 2 - end * u**2 * (1.0 - u)
    return values[left] + np.where(easing == "hold", np.where(u < 1.0, 0.0, rise), curve)
