"""When a skill counts as learned."""

from collections.abc import Sequence

LEAST_RISE = 0.005  # of normalised return; two measures of one policy differ by as much
PATIENCE = 600.0  # s


def verdict(seconds: Sequence[float], returns: Sequence[float], target: float) -> str | None:
    """Why training may end, as a sentence; None while it goes on.

    A skill is learned when the last measure reaches the target. It no longer rises when for ten
    minutes, and for half of all the time, no measure was better than the best before by
    `LEAST_RISE`.

    Args:
        seconds: (measures,) of training before each measure, rising.
        returns: (measures,) normalised returns measured then.
        target: normalised return to reach.
    """
    if returns[-1] >= target:
        return f"Learned: normalised return {returns[-1]:.3f}, its target {target:g}."
    now = seconds[-1]
    since = now - max(PATIENCE, 0.5 * now)
    before = [nr for at, nr in zip(seconds, returns, strict=True) if at <= since]
    after = [nr for at, nr in zip(seconds, returns, strict=True) if at > since]
    if not before or max(after) > max(before) + LEAST_RISE:
        return None
    return (
        f"It no longer rises: normalised return {max(after):.3f} in the last "
        f"{(now - since) / 60:.0f} minutes, {max(before):.3f} before (target {target:g})."
    )
