"""The time that a run takes, and what is left of the time given."""

import math
import time


class Timer:
    """Counts from one call of `lap` to the next, and knows when the time given is over.

    Attributes:
        deadline: s of the monotonic clock.
    """

    def __init__(self) -> None:
        self._since = time.monotonic()
        self.deadline = math.inf

    def lap(self) -> float:
        """Seconds since the last call, or since the timer was made."""
        before, self._since = self._since, time.monotonic()
        return self._since - before

    def allow(self, seconds: float) -> None:
        """Set the deadline, so many seconds after the last lap."""
        self.deadline = self._since + seconds

    def late(self, seconds: float = 0.0) -> bool:
        """Whether what takes so long from now on would end after the deadline."""
        return time.monotonic() + seconds > self.deadline
