"""What goals ask of the character, shown on the page and changed there: an arrow on the ground that
keys turn, and a ball that the mouse drags."""

import time
from collections.abc import Callable
from functools import partial

import numpy as np
import viser
from numpy.typing import ArrayLike

from stuntman.errors import StuntmanError
from stuntman.physics.interactive import place
from stuntman.playback import leading
from stuntman.playback.goals import Asked
from stuntman.playback.world import LiveWorld
from stuntman.spatial.rotations import Array
from stuntman.viewer.drawing import ASKED_COLOUR
from stuntman.viewer.page.controls import add_command
from stuntman.viewer.page.scenery import Scenery

# Whereto, in degrees from where the camera looks, and by which key.
WAYS = {"W": 0.0, "A": 90.0, "S": 180.0, "D": -90.0}
_STOP, _STOP_SIGN = "X", "■"
_ARROWS = dict(zip("↑←↓→", WAYS.values(), strict=True))
_ASTRAY_SECONDS, _STILL_SECONDS = (
    3.0,
    0.2,
)  # a camera is brought back so long after a key, once still
_FARTHEST = 30.0  # m from the character that a place on the ground is dragged to
_COLOUR = np.round(255 * np.array(ASKED_COLOUR[:3])).astype(np.uint8)


class Asking:
    """The marks of goals in all browsers, and the controls where a skill can be steered.

    Args:
        ask: has something done by the page's loop.
    """

    def __init__(
        self,
        server: viser.ViserServer,
        world: LiveWorld,
        scenery: Scenery,
        ask: Callable[[Callable[[], object]], None],
    ) -> None:
        self._server, self._world, self._scenery, self._ask = server, world, scenery, ask
        # By client: what it looked at before a key moved it, and when the last one was pressed.
        self._pressed: dict[int, tuple[Array, float]] = {}
        self.arrow: viser.ArrowsHandle | None = None
        self.mark: viser.IcosphereHandle | None = None
        if world.can_be_steered:
            self._add_controls()

    def _add_controls(self) -> None:
        go = self._server.gui.add_button_group(
            "Go",
            (*_ARROWS, _STOP_SIGN),
            hint="As seen here. Keys W A S D, shift: fast, X: stop",
        )
        go.on_click(lambda event: self._clicked(event.client, event.target.value))
        for arrow, (key, degrees) in zip(_ARROWS, WAYS.items(), strict=True):
            slowly, fast = partial(self._press, degrees, False), partial(self._press, degrees, True)
            add_command(self._server, f"Go {arrow}", key, slowly)
            add_command(self._server, f"Go {arrow} fast", key, fast, shift=True)
        add_command(self._server, "Stop", _STOP, lambda _: self._ask(self.stop))

    def _clicked(self, client: viser.ClientHandle | None, sign: str) -> None:
        if sign == _STOP_SIGN:
            self._ask(self.stop)
        else:
            self._go(client, _ARROWS[sign], False)

    def _press(self, degrees: float, fast: bool, event: viser.CommandEvent) -> None:
        self._go(event.client, degrees, fast)
        if event.client is not None:
            seen = event.client.camera.look_at.copy()
            first, _ = self._pressed.get(event.client.client_id, (seen, 0.0))
            self._pressed[event.client.client_id] = first, time.time()

    def _go(self, client: viser.ClientHandle | None, degrees: float, fast: bool) -> None:
        if client is not None:
            camera = client.camera
            self._ask(partial(self.go, camera.position, camera.look_at, degrees, fast))

    def _bring_back(self) -> None:
        """The browser itself moves its camera by these keys: have it look where it did before."""
        clients, now = self._server.get_clients(), time.time()
        for number, (seen, at) in list(self._pressed.items()):
            if number not in clients or now - at > _ASTRAY_SECONDS:
                del self._pressed[number]
                continue
            camera = clients[number].camera
            position = camera.position + (seen - camera.look_at)
            still = now - camera.update_timestamp > _STILL_SECONDS
            if still and position.shape == (3,) and np.isfinite(position).all():
                camera.position = position  # and what it looks at, as far

    def go(self, eye: ArrayLike, seen: ArrayLike, degrees: float, fast: bool) -> None:
        """Have the character go so many degrees to the left of where a camera looks.

        Args:
            eye, seen: (3,) the camera, and what it looks at.

        Raises:
            StuntmanError: one of them is no place, or the skill at work cannot be steered.
        """
        x, y, _ = place("what the camera looks at", seen) - place("the camera", eye)
        slowly, quickly = leading.speeds(self._world.environment)
        angle = np.remainder(np.arctan2(y, x) + np.radians(degrees), 2.0 * np.pi)
        self._world.steer(angle, quickly if fast else slowly)

    def stop(self) -> None:
        """Have the character stand, or go as slowly as it can, where it heads for.

        Raises:
            StuntmanError: the skill at work cannot be steered.
        """
        velocity = self._world.frame.asked.velocity
        x, y, _ = (1.0, 0.0, 0.0) if velocity is None else velocity
        self._world.steer(float(np.arctan2(y, x)), 0.0)

    def drag(self, eye: ArrayLike, start: ArrayLike, end: ArrayLike) -> None:
        """Have the goal's point follow the mouse: what was on the ground stays on it.

        Args:
            eye, start, end: (3,) the camera, the grip and the mouse, where the browser draws them.

        Raises:
            StuntmanError: one of them is no place, or the skill at work has no point.
        """
        eye, start, end = (
            place("the camera", eye),
            place("the grip", start),
            place("the mouse", end),
        )
        point = self._world.frame.asked.point
        if point is None:
            raise StuntmanError("The skill at work has no point that could be dragged.")
        if point[2] > 0.0:
            self._world.aim(point + end - start)
            return
        down = eye[2] - end[2]
        if down <= 0.0:  # towards the sky
            return
        there = eye + eye[2] / down * (end - eye) + self._scenery.origin
        root = self._world.frame.qpos[:2]
        way = there[:2] - root
        way *= min(1.0, _FARTHEST / max(float(np.linalg.norm(way)), 1e-6))
        self._world.aim(np.array([*(root + way), 0.0]))

    def show(self, asked: Asked, root: Array) -> None:
        """Show what is asked of a character whose root is at `root` (3,)."""
        self._bring_back()
        arrow = asked.arrow(root)
        if arrow is not None:
            points = np.asarray(arrow - self._scenery.origin, np.float32)[None]
            if self.arrow is None:
                self.arrow = self._server.scene.add_arrows(
                    "/asked/arrow", points, _COLOUR, shaft_radius=0.03, head_radius=0.08
                )
            self.arrow.points = points
        if self.arrow is not None and self.arrow.visible != (arrow is not None):
            self.arrow.visible = arrow is not None
        if asked.point is not None:
            if self.mark is None:
                self.mark = self._server.scene.add_icosphere("/asked/point", 1.0, _COLOUR)
                self.mark.on_drag("left")(self._dragged)
            across, _, high = asked.half_axes
            self.mark.scale = across, across, high
            self.mark.position = asked.point - self._scenery.origin
        if self.mark is not None and self.mark.visible != (asked.point is not None):
            self.mark.visible = asked.point is not None

    async def _dragged(self, event: viser.SceneNodeDragEvent[viser.IcosphereHandle]) -> None:
        if event.phase != "end":  # async, so that drags come in order
            places = event.client.camera.position, event.start_position, event.end_position
            self._ask(partial(self.drag, *places))
