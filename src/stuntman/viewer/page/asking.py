"""What goals ask of the character, shown on the page and changed there: an arrow on the ground that
keys and sticks turn, and a place that the mouse clicks or drags."""

from collections.abc import Callable
from functools import partial

import mujoco
import numpy as np
import viser
from numpy.typing import ArrayLike

from stuntman.errors import StuntmanError
from stuntman.physics.interactive import place
from stuntman.playback import leading
from stuntman.playback.destination import can_be_sent
from stuntman.playback.goals import Asked
from stuntman.playback.world import LiveWorld
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.viewer.drawing import ASKED_COLOUR, HIT_COLOUR
from stuntman.viewer.page.controls import add_command
from stuntman.viewer.page.scenery import Scenery

# Whereto, in degrees from where the camera looks, and by which key.
WAYS = {"W": 0.0, "A": 90.0, "S": 180.0, "D": -90.0}
_STOP, _STOP_SIGN = "X", "■"
_ARROWS = dict(zip("↑←↓→", WAYS.values(), strict=True))
_FARTHEST = 30.0  # m from the character that a place on the ground is asked for, at most
_FORWARD = np.array([1.0, 0.0, 0.0])
_COLOUR, _HIT = np.round(255 * np.array([ASKED_COLOUR, HIT_COLOUR])[:, :3]).astype(np.uint8)


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
        self.arrow: viser.ArrowsHandle | None = None
        self.mark: viser.IcosphereHandle | None = None
        if world.can_be_steered:
            self._add_controls()
        if can_be_sent(world.repertoire.values()):
            server.scene.on_click()(lambda event: self._clicked(event, False))
            server.scene.on_click(modifier="shift")(lambda event: self._clicked(event, True))

    def _add_controls(self) -> None:
        go = self._server.gui.add_button_group(
            "Go",
            (*_ARROWS, _STOP_SIGN),
            hint="As seen here. Keys W A S D, shift: fast, X: stop",
        )
        go.on_click(lambda event: self._pressed(event.client, event.target.value))
        for arrow, (key, degrees) in zip(_ARROWS, WAYS.items(), strict=True):
            for fast in (False, True):
                act = partial(self._command, degrees, float(fast))
                add_command(self._server, f"Go {arrow}{' fast' * fast}", key, act, shift=fast)
        add_command(self._server, "Stop", _STOP, lambda _: self._ask(self.stop))

    def _pressed(self, client: viser.ClientHandle | None, sign: str) -> None:
        if client is not None:
            self.steer(client, _ARROWS.get(sign, 0.0), -1.0 if sign == _STOP_SIGN else 0.0)

    def _command(self, degrees: float, effort: float, event: viser.CommandEvent) -> None:
        if event.client is not None:
            self.steer(event.client, degrees, effort)

    def steer(self, client: viser.ClientHandle, degrees: float, effort: float) -> None:
        """Have the character go as a browser has it: `go`, or below an effort of 0, `stop`."""
        camera = client.camera
        where = camera.position, camera.look_at
        self._ask(self.stop if effort < 0.0 else partial(self.go, *where, degrees, effort))

    def go(self, eye: ArrayLike, seen: ArrayLike, degrees: float, effort: float) -> None:
        """Have the character go so many degrees to the left of where a camera looks.

        Args:
            eye, seen: (3,) the camera, and what it looks at. effort: 0 as slowly as it may be
                asked to, 1 as fast.

        Raises:
            StuntmanError: one of them is no place, or the skill at work cannot be steered.
        """
        x, y, _ = place("what the camera looks at", seen) - place("the camera", eye)
        slowly, quickly = leading.speeds(self._world.environment)
        angle = np.remainder(np.arctan2(y, x) + np.radians(degrees), 2.0 * np.pi)
        self._world.steer(angle, slowly + effort * (quickly - slowly))

    def stop(self) -> None:
        """Have the character stand, or go as slowly as it can, where it faces.

        Raises:
            StuntmanError: the skill at work cannot be steered.
        """
        x, y, _ = rot.rotate(rot.heading(self._world.frame.qpos[3:7]), _FORWARD)
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
        elif (there := self._on_ground(eye, end - eye)) is not None:
            self._world.aim(there)

    def click(self, eye: ArrayLike, ray: ArrayLike, fast: bool) -> None:
        """Have the character go to a place on the ground, or hit what is as high above it as what
        it is to hit now. In the sky, or on the character, nothing happens.

        Args:
            eye, ray: (3,) the camera where the browser draws it, and the way to what was clicked.

        Raises:
            StuntmanError: one of them is no place, or the skill at work can neither.
        """
        eye, ray = place("the camera", eye), place("the click's way", ray)
        there = self._on_ground(eye, ray)
        if there is None or self._hits_body(eye + self._scenery.origin, ray):
            return
        point = self._world.frame.asked.point
        if point is not None:
            there[2] = point[2]
        self._world.aim(there, fast)

    def _on_ground(self, eye: Array, way: Array) -> Array | None:
        """The place (3,) of the world that is seen from a camera, not too far from the character;
        None where it is the sky."""
        if way[2] >= 0.0:
            return None
        there = eye - eye[2] / way[2] * way + self._scenery.origin
        root = self._world.frame.qpos[:2]
        ahead = there[:2] - root
        ahead *= min(1.0, _FARTHEST / max(float(np.linalg.norm(ahead)), 1e-6))
        return np.array([*(root + ahead), 0.0])

    def _hits_body(self, eye: Array, way: Array) -> bool:
        """Whether what one sees that way from a place (3,) of the world is the character."""
        model, data = self._world.engine.world, self._world.engine.data
        geom = np.full(1, -1, np.int32)
        mujoco.mj_ray(model, data, eye, way, None, 1, -1, geom)
        return geom[0] >= 0 and model.body(model.geom_bodyid[geom[0]]).name in self._scenery.parts

    def show(self, asked: Asked, root: Array) -> None:
        """Show what is asked of a character whose root is at `root` (3,)."""
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
            colour = tuple((_HIT if asked.hit else _COLOUR).tolist())
            if self.mark.color != colour:
                self.mark.color = colour
            across, _, high = asked.half_axes
            self.mark.scale = across, across, high
            self.mark.position = asked.point - self._scenery.origin
        if self.mark is not None and self.mark.visible != (asked.point is not None):
            self.mark.visible = asked.point is not None

    async def _dragged(self, event: viser.SceneNodeDragEvent[viser.IcosphereHandle]) -> None:
        if event.phase != "end":  # async, so that drags come in order
            places = event.client.camera.position, event.start_position, event.end_position
            self._ask(partial(self.drag, *places))

    def _clicked(self, event: viser.SceneClickEvent, fast: bool) -> None:
        self._ask(partial(self.click, event.ray_origin, event.ray_direction, fast))
