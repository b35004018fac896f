"""States of worlds whose numbers ceased to be finite, kept for replay."""

from torch import Tensor

_MAX_KEPT = 10  # more of them tell nothing new, and a run's folder would fill up


class DivergedStates:
    """Engine states and PD targets of the control steps in which worlds diverged."""

    def __init__(self) -> None:
        self._kept: list[tuple[Tensor, Tensor]] = []
        self._noted = 0

    def note(self, diverged: Tensor, states: Tensor, pd_targets: Tensor) -> None:
        """Keep the states (worlds, n) and targets (worlds, actuators) of diverged (worlds,), until
        ten have been kept in all."""
        for world in diverged.nonzero().flatten().tolist():
            if self._noted < _MAX_KEPT:
                self._noted += 1
                self._kept.append((states[world], pd_targets[world]))

    def take(self) -> list[tuple[Tensor, Tensor]]:
        """What was kept since this was last asked."""
        taken, self._kept = self._kept, []
        return taken
