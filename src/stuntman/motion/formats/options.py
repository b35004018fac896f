"""What may be said against a file's own word."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """What whoever reads a file may say against it.

    Attributes:
        up: its vertical, one of AXES; unit: metres to its unit; fps: its frames a second; take:
            which of its animations.
    """

    up: str | None = None
    unit: float | None = None
    fps: float | None = None
    take: str | None = None


AS_TOLD = Options()
