"""Pause, single step, slow motion and the timeline: how the page goes through time."""

import time
from collections.abc import Callable
from functools import partial

import viser

from stuntman.viewer.page.controls import add_command, put

SPEEDS = {"1": 1.0, "1/2": 0.5, "1/4": 0.25, "1/8": 0.125}
_UNTOUCHED_SECONDS = 0.6  # after a hand has been on the timeline, it moves by itself again

Ask = Callable[[Callable[[], object]], None]


class Transport:
    """The controls for time. A beat of the page moves it on by a part of a step.

    Args:
        ask: has something done by the page's loop.
        step: moves on by a step. seek: goes to a second of the clip.
        space: whether the space bar pauses too; P always does.

    Attributes:
        playing: whether time passes at all. speed: seconds shown a second. pausing: the command
            that ends and begins it.
    """

    def __init__(
        self,
        server: viser.ViserServer,
        ask: Ask,
        step: Callable[[], object],
        seek: Callable[[float], object],
        space: bool = True,
    ) -> None:
        self.playing, self.speed = True, 1.0
        self._step, self._seek, self._ask = step, seek, ask
        self._progress = 0.0
        self._touched = -float("inf")
        gui = server.gui
        self._server = server
        self._timeline = gui.add_slider(
            "Timeline", 0.0, 1.0, 0.01, 0.0, hint="Drag it: it begins again there"
        )
        self._timeline.on_update(lambda event: self._scrub(event) if event.client else None)
        buttons = gui.add_button_group("Play", ("Pause", "Step", "Restart"))
        acts = {"Pause": self.pause, "Step": self.single, "Restart": lambda: seek(0.0)}
        buttons.on_click(lambda event: ask(acts[event.target.value]))
        for key in ("P", "space")[: 1 + space]:
            self.pausing = add_command(server, "Pause or go on", key, lambda _: ask(self.pause))
        add_command(server, "Single step", "N", lambda _: ask(self.single))
        add_command(server, "Restart", "R", lambda _: ask(lambda: seek(0.0)))

    def add_speeds(self) -> None:
        """Add the choice of speeds, where controls are being added."""
        speeds = self._server.gui.add_button_group("Speed", tuple(SPEEDS))
        speeds.on_click(lambda event: self._ask(partial(self.go, SPEEDS[event.target.value])))

    @property
    def part(self) -> float:
        """How much of the last step is to be shown."""
        return self._progress if self.playing and self.speed < 1.0 else 1.0

    def beat(self) -> None:
        """Let time pass."""
        if self.playing:
            self._progress += self.speed
            if self._progress >= 1.0:
                self._progress -= 1.0
                self._step()

    def show(self, seconds: float, duration: float) -> None:
        """Move the timeline to where the clip is, unless somebody holds it."""
        if self._timeline.max != round(duration, 2):
            self._timeline.max = round(duration, 2)
        if time.monotonic() - self._touched > _UNTOUCHED_SECONDS:
            put(self._timeline, round(seconds, 2))

    def _scrub(self, event: viser.GuiEvent[viser.GuiSliderHandle[float]]) -> None:
        self._touched = time.monotonic()
        seconds = event.target.value
        self._ask(lambda: self._seek(seconds))

    def pause(self) -> None:
        self.playing = not self.playing

    def single(self) -> None:
        self.playing = False
        self._step()

    def go(self, speed: float) -> None:
        self.playing, self.speed = True, speed
