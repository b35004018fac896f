"""Tracks averaged over time."""

import numpy as np

from stuntman.spatial.rotations import Array


def smooth(track: Array, deviation: float) -> Array:
    """A track (frames, ...) averaged over its neighbours in time with Gaussian weights.

    The track is continued beyond its ends by reflection through them, so it keeps its first and
    last value and its slope there; a straight line stays as it is.

    Args:
        deviation: standard deviation in frames, above 0.
    """
    reach = max(1, round(3.0 * deviation))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / deviation) ** 2)
    weights /= weights.sum()
    flat = track.reshape(len(track), -1)
    padded = np.pad(flat, ((reach, reach), (0, 0)), mode="reflect", reflect_type="odd")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=0)
    averaged: Array = windows @ weights
    return averaged.reshape(track.shape)
