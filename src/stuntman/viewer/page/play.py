"""The page on which a character is watched and provoked."""

import time
from collections import deque
from collections.abc import Callable, Coroutine
from functools import partial
from html import escape
from itertools import islice
from queue import SimpleQueue
from typing import Any

import numpy as np
import viser
from numpy.typing import ArrayLike

from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE
from stuntman.physics.interactive import Pull, place
from stuntman.playback import leading
from stuntman.playback.frame import Frame, Hit
from stuntman.playback.skills import is_jump
from stuntman.playback.take import Take
from stuntman.playback.world import REMEMBERED, LiveWorld
from stuntman.spatial.rotations import Array
from stuntman.viewer.page import hands
from stuntman.viewer.page.asking import WAYS, Asking
from stuntman.viewer.page.controls import add_command, put
from stuntman.viewer.page.help import help_html
from stuntman.viewer.page.plots import SECONDS, Plots
from stuntman.viewer.page.saving import Kind, Saver
from stuntman.viewer.page.scenery import Drag, Ghost, Scenery
from stuntman.viewer.page.transport import Transport
from stuntman.viewer.page.web import Ticker

GRAVITIES = {"Earth": 9.81, "Moon": 1.62, "Mars": 3.72}
# Whereto a push goes, in degrees from where the character faces.
PUSHES = {"↑": 0.0, "↓": 180.0, "←": 90.0, "→": -90.0}
FROM_CAMERA = "the camera"
_FARTHEST = 5.0  # m; who looks from farther away throws from here
_BEATS_BETWEEN_TEXTS = 6
_VERDICTS = {"stayed up": "#1f9d55", "fell": "#e04848"}
_VERDICTS |= dict.fromkeys(("missed", "was down"), "#98a1b0")
_WAITING = "#e2b21c"
_HITS_SHOWN, _LABEL_SECONDS = 3, 3.0


class PlayPage:
    """A live world in the browser.

    Browsers ask from threads of their own: what they want waits in a queue, and the one loop in
    `run` does it between two steps.
    """

    def __init__(self, server: viser.ViserServer, world: LiveWorld) -> None:
        self.world = world
        self.scenery = Scenery(server, world.character)
        self.server = server
        self._wishes: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self._before = world.frame
        self._beat = 0
        self._notice, self._noticed, self._at_work = "", -np.inf, world.skill
        self._costs: deque[float] = deque([0.0], maxlen=60)
        self._walls: deque[float] = deque(maxlen=60)
        self._saver = Saver()
        self._panel()
        model = world.engine.model
        self._plots = Plots(server, [model.actuator(k).name for k in range(model.nu)])
        for body, parts in self.scenery.parts.items():
            for part in parts:
                part.on_drag("left")(self._dragger(body))

    def run(self) -> None:
        """Live until interrupted."""
        ticker = Ticker(CONTROL_RATE)
        try:
            while True:
                self.beat(ticker.wait())
        finally:
            self._saver.close()

    def beat(self, due: int = 1) -> None:
        """Do what was asked for, let the world go on by the beats that are due, show it.

        Where there is no time for a picture of each, the world still keeps pace.
        """
        self._obey()
        for _ in range(due):
            self.transport.beat()
        frame, part = self.world.frame, self.transport.part
        self.scenery.show(
            self.scenery.between(self._before.qpos, frame.qpos, part),
            self.scenery.between(self._before.reference, frame.reference, part),
            frame.blocks,
            due,
            frame.ground,
        )
        self.scenery.show_rope(*self._rope())
        self._asking.show(frame.asked, frame.qpos[:3])
        self.scenery.show_label(self._label(frame), frame.qpos[:3])
        if self._beat % _BEATS_BETWEEN_TEXTS == 0:
            self._show_texts()
        self._beat += 1

    def ask(self, wish: Callable[[], object]) -> None:
        """Have something done by the loop; safe from any thread."""
        self._wishes.put(wish)

    def _obey(self) -> None:
        for _ in range(
            self._wishes.qsize()
        ):  # what comes meanwhile waits, so that the world goes on
            try:
                self._wishes.get_nowait()()
            except StuntmanError as error:  # what cannot be done is said, and life goes on
                self._notice, self._noticed = str(error), self.world.frame.time

    def _step(self) -> None:
        self._before = self.world.frame
        begun = time.perf_counter()
        frame = self.world.step()
        self._costs.append(time.perf_counter() - begun)
        self._walls.append(begun)
        if frame.notice:
            self._notice, self._noticed = frame.notice, frame.time

    # What is on the panel.

    def _panel(self) -> None:
        """What is wanted at once is on top and small: on a phone it lies below the character."""
        gui = self.server.gui
        gui.set_panel_label("stuntman")
        self._status = gui.add_html("")
        self._skill = gui.add_dropdown(
            "Skill", self.world.skills, initial_value=self.world.skill, hint="Keys 1 to 9"
        )
        self._skill.on_update(
            lambda event: self._switch(event.target.value) if event.client else None
        )
        for key, skill in zip("123456789", self.world.skills, strict=False):
            self._command(f"Skill: {skill}", key, partial(self._switch, skill))
        jump = next(filter(is_jump, self.world.skills), None)
        self.transport = Transport(self.server, self.ask, self._step, self._seek, jump is None)
        if jump is not None:
            self._command("Jump", "space", partial(self._switch, jump))
        throw = gui.add_button("Throw a block", icon=viser.Icon.CUBE, hint="Key T")
        throw.on_click(lambda event: self._throw(event.client))
        throwing = self._command("Throw a block", "T", lambda event: self._throw(event.client))
        push = gui.add_button_group("Push", tuple(PUSHES), hint="Keys I K J L")
        push.on_click(lambda event: self._push(PUSHES[event.target.value]))
        for key, (label, degrees) in zip("IKJL", PUSHES.items(), strict=True):
            self._command(f"Push {label}", key, partial(self._push, degrees))
        self._asking = Asking(self.server, self.world, self.scenery, self.ask)
        self._hits = gui.add_html("")
        with gui.add_folder("More", expand_by_default=False):
            self._hitting()
            self._surroundings()
            self._viewing()
            self._saving()
        tricks = leading.tricks(self.world.repertoire, self.world.skills)
        tricks = tricks[: len(hands.TRICK_BUTTONS)]
        gui.add_html(help_html(self.world, tricks))
        self._lay_on_hands(throwing, tricks)

    def _lay_on_hands(self, throwing: viser.CommandHandle, tricks: tuple[str, ...]) -> None:
        """Gamepads, and fingers where the panel's own buttons are far from the stick."""
        does = {
            trick: self._command(f"Trick: {trick}", None, partial(self._switch, trick))
            for trick in tricks
        }
        pad = dict(zip(hands.TRICK_BUTTONS, does.values(), strict=False))
        pad |= dict.fromkeys(hands.THROW_BUTTONS, throwing)
        pad[hands.START] = self.transport.pausing
        steered = self.world.can_be_steered
        touch = {"throw": throwing, **does} if steered else {}
        steer = self._asking.steer if steered else None
        hands.lay_on_hands(self.server, WAYS, pad, touch, steer)

    def _hitting(self) -> None:
        gui = self.server.gui
        with gui.add_folder("Blocks and pushes"):
            self._edge = gui.add_slider("Size, m", 0.05, 0.6, 0.05, 0.2)
            self.mass = gui.add_slider("Mass, kg", 0.1, 10.0, 0.1, 1.0)
            self._throw_speed = gui.add_slider("Speed, m/s", 2.0, 20.0, 0.5, 8.0)
            self.throw_from = gui.add_dropdown("From", ("a random side", FROM_CAMERA))
            clear = gui.add_button("Clear the blocks", color="gray", hint="Key C")
            self._newtons = gui.add_slider(
                "Push, N", 10, 600, 10, 100, hint="For 0.2 s, from where it faces"
            )
        clear.on_click(lambda _: self.ask(self.world.clear))
        self._command("Clear the blocks", "C", lambda _: self.ask(self.world.clear))

    def _surroundings(self) -> None:
        gui, engine = self.server.gui, self.world.engine
        with gui.add_folder("World"):
            self.transport.add_speeds()
            planets = gui.add_button_group("Gravity", tuple(GRAVITIES))
            gravity = gui.add_slider("m/s²", 0.0, 25.0, 0.01, round(engine.gravity, 2))
            friction = gui.add_slider("Friction", 0.0, 2.0, 0.05, engine.friction)
            again = gui.add_checkbox("Begin again after a fall", True, hint="Two seconds after it")
        planets.on_click(lambda event: put(gravity, GRAVITIES[event.target.value]))
        gravity.on_update(lambda _: self.ask(lambda: setattr(engine, "gravity", gravity.value)))
        friction.on_update(lambda _: self.ask(lambda: setattr(engine, "friction", friction.value)))
        patience = self.world.restart_after
        again.on_update(
            lambda _: self.ask(
                lambda: setattr(self.world, "restart_after", patience if again.value else None)
            )
        )

    def _viewing(self) -> None:
        gui, scenery = self.server.gui, self.scenery
        with gui.add_folder("View"):
            places: tuple[Ghost, ...] = ("in place", "beside", "off")
            ghost = gui.add_dropdown("Ghost", places, hint="What the clip wants. Key G")
            follow = gui.add_checkbox("Camera follows", True, hint="Key F")

        def next_ghost(_: object) -> None:
            put(ghost, places[(places.index(ghost.value) + 1) % len(places)])

        def other_follow(_: object) -> None:
            put(follow, not follow.value)

        ghost.on_update(lambda _: setattr(scenery, "ghost", ghost.value))
        follow.on_update(lambda _: setattr(scenery, "follow", follow.value))
        self._command("Ghost: in place, beside, off", "G", next_ghost)
        self._command("Camera follows or stays", "F", other_follow)

    def _saving(self) -> None:
        gui = self.server.gui
        with gui.add_folder("Record"):
            seconds = gui.add_slider("Last seconds", 1, round(REMEMBERED), 1, 10)
            film = gui.add_button("Film (MP4)", icon=viser.Icon.MOVIE, hint="Key M")
            motion = gui.add_button("Motion (BVH)", icon=viser.Icon.BONE, hint="Key B")
        film.on_click(lambda event: self._save("mp4", seconds.value, event.client))
        motion.on_click(lambda event: self._save("bvh", seconds.value, event.client))
        self._command("Film", "M", lambda event: self._save("mp4", seconds.value, event.client))
        self._command("Motion", "B", lambda event: self._save("bvh", seconds.value, event.client))

    def _command(
        self, label: str, key: str | None, act: Callable[[viser.CommandEvent], object]
    ) -> viser.CommandHandle:
        return add_command(self.server, label, key, act)

    # What browsers ask for.

    def _switch(self, skill: str, _: object = None) -> None:
        def switch() -> None:
            self.world.switch(skill)
            put(self._skill, skill)

        self.ask(switch)

    def _seek(self, seconds: float) -> None:
        self.world.restart(min(seconds, self.world.duration))
        self._before = self.world.frame

    def _save(self, kind: Kind, seconds: float, client: viser.ClientHandle | None) -> None:
        if client is None:
            return

        def save() -> None:
            frames = self._past(seconds)
            ghosts = np.array([frame.reference for frame in frames])
            take = Take(
                CONTROL_RATE,
                np.array([frame.qpos for frame in frames]),
                ghosts if self.scenery.ghost == "in place" else None,
                tuple(frame.blocks for frame in frames),
                tuple(frame.asked for frame in frames),
            )
            self._saver.save(kind, self.world.skill, self.world.character, take, client)

        self.ask(save)

    def _throw(self, client: viser.ClientHandle | None) -> None:
        camera = None
        if self.throw_from.value == FROM_CAMERA and client is not None:
            camera = client.camera.position
        edge, mass, speed = self._edge.value, self.mass.value, self._throw_speed.value

        def throw() -> None:
            start = None
            if camera is not None:
                start = place("the camera", camera) + self.scenery.origin
                way = start - self.world.frame.qpos[:3]
                way *= min(1.0, _FARTHEST / max(float(np.linalg.norm(way)), 1e-6))
                start = self.world.frame.qpos[:3] + way
            self.world.throw(edge, mass, speed, start)

        self.ask(throw)

    def _push(self, degrees: float, _: object = None) -> None:
        newtons = float(self._newtons.value)
        self.ask(lambda: self.world.shove(newtons, degrees))

    def _dragger(self, body: str) -> Callable[[Drag], Coroutine[Any, Any, None]]:
        async def drag(event: Drag) -> None:  # async, so that drags come in order
            if event.phase == "end":
                self.ask(self.let_go)
            else:
                self.ask(partial(self.pull, body, event.start_position, event.end_position))

        return drag

    def pull(self, body: str, start: ArrayLike, end: ArrayLike) -> None:
        """Pull at a point (3,) of a body towards another, both where the browser draws them.

        Raises:
            StuntmanError: one of them is no place.
        """
        start, end = place("the grip", start), place("the mouse", end)
        origin = self.scenery.origin
        pull = self.world.engine.pull
        if pull is None or pull.body != body:
            here = self.world.engine.data.body(body)
            point = here.xmat.reshape(3, 3).T @ (start + origin - here.xpos)
        else:
            point = pull.point
        self.world.pull(Pull(body, point, end + origin))

    def _rope(self) -> tuple[Array, Array] | tuple[None, None]:
        """The ends of the spring that pulls."""
        pull = self.world.engine.pull
        if pull is None:
            return None, None
        body = self.world.engine.data.body(pull.body)
        return body.xpos + body.xmat.reshape(3, 3) @ pull.point, pull.target

    def let_go(self) -> None:
        self.world.release()

    # What the panel says.

    def _show_texts(self) -> None:
        at_work = self.world.requested or self.world.skill
        if at_work != self._at_work and at_work in self.world.skills:
            put(self._skill, at_work)
        self._at_work = at_work  # else what somebody has just chosen would be put back
        frame = self.world.frame
        self._status.content = self.status_text(frame)
        self._hits.content = "".join(
            _hit_row(hit) for hit in reversed(self.world.hits[-_HITS_SHOWN:])
        )
        self.transport.show(min(frame.phase, self.world.duration), self.world.duration)
        self._plots.show(self._past(SECONDS))

    def _label(self, frame: Frame) -> str:
        """What is said above the character: the last hit, and what it did."""
        for hit in reversed(self.world.hits):
            if frame.time - (hit.at if hit.struck is None else hit.struck) < _LABEL_SECONDS:
                return f"{hit.what}: {hit.verdict}"
        return ""

    def _past(self, seconds: float) -> list[Frame]:
        past = self.world.past
        return list(islice(past, max(0, len(past) - round(seconds * CONTROL_RATE)), None))

    def status_text(self, frame: Frame) -> str:
        if not self.transport.playing:
            pace = "paused"
        else:
            room = 1.0 / (CONTROL_RATE * max(float(np.mean(self._costs)), 1e-6))
            pace = f"{self._pace():.2f} x real time, room for {room:.1f} x"
        text = f"<b>{frame.time:.1f} s</b> · {pace}"
        if frame.time - self._noticed < 5.0:
            text += f'<br><b style="color:#e04848">{escape(self._notice)}</b>'
        return f'<div style="font-size:13px;padding:4px 14px">{text}</div>'

    def _pace(self) -> float:
        """Seconds of the world in a second of ours."""
        if len(self._walls) < 2:
            return self.transport.speed
        return (len(self._walls) - 1) / CONTROL_RATE / (self._walls[-1] - self._walls[0])


def _hit_row(hit: Hit) -> str:
    colour = _VERDICTS.get(hit.verdict, _WAITING)
    return (
        '<div style="display:flex;justify-content:space-between;font-size:12px;padding:1px 14px">'
        f'<span style="color:#8a93a3">{escape(hit.what)}</span>'
        f'<b style="color:{colour}">{hit.verdict}</b></div>'
    )
