"""Steering in a real browser: by keys that are held, a gamepad, a click, a thumb on a stick."""

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
import viser
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, ViewportSize

from stuntman.playback.world import LiveWorld
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.spatial.rotations import Array
from stuntman.viewer.page.play import PlayPage
from stuntman.viewer.page.web import close_server, open_server

Beginner = Callable[..., Policy]
PHONE: ViewportSize = {"width": 390, "height": 800}
PAD = "navigator.getGamepads = () => window.pads ?? []"
HOLD = """([axes, down]) => (window.pads = [{ connected: true, axes,
    buttons: Array.from({ length: 17 }, (_, k) => ({ pressed: down.includes(k) })) }])"""


class Visit:
    """A browser's tab on a page whose world goes on only when told to."""

    def __init__(self, page: PlayPage, context: BrowserContext) -> None:
        self.page, self.world = page, page.world
        context.add_init_script(PAD)
        context.set_default_timeout(120_000.0)  # ms, for machines that do other work too
        self.tab: Page = context.new_page()
        self.errors: list[str] = []
        self.tab.on("pageerror", lambda error: self.errors.append(str(error)))
        self.tab.goto(f"http://127.0.0.1:{page.server.get_port()}")
        self.tab.wait_for_function("window.stuntmanHands && window.__viserMutable?.canvas")
        self.until(page.server.get_clients)
        (self.client,) = page.server.get_clients().values()
        self.until(self._looks)

    def _looks(self) -> bool:
        """The camera has come to where the page has it, which is farther off on phones."""
        begins, camera = self.page.server.initial_camera, self.client.camera
        far = 1.5 if self.tab.viewport_size == PHONE else 1.0
        away = far * (begins.position - begins.look_at)
        return np.allclose(camera.position - camera.look_at, away, atol=1e-6)

    @property
    def eye(self) -> Array:
        """(3,) m, where the browser's camera is."""
        return np.array(self.client.camera.position)

    def until(self, fact: Callable[[], object]) -> None:
        """Do what browsers ask for until this is so; no time passes in the world."""
        for _ in range(2400):
            self.page._obey()
            if fact():
                return
            self.tab.wait_for_timeout(50.0)
        pytest.fail("it never came true")

    def pad(self, axes: list[float], down: Sequence[int] = ()) -> None:
        """Hold a gamepad so."""
        self.tab.evaluate(HOLD, [axes, list(down)])

    def live(self, seconds: float) -> list[Array]:
        """Let time pass in the world; where (2,) it faces, step by step."""
        faces = []
        for _ in range(round(seconds * 30)):
            self.page._obey()
            w, x, y, z = self.world.step().qpos[3:7]
            angle = math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z))
            faces.append(np.array([math.cos(angle), math.sin(angle)]))
        return faces

    @property
    def course(self) -> Array:
        """(2,) m/s, asked for."""
        velocity = self.world.frame.asked.velocity
        return np.zeros(2) if velocity is None else velocity[:2]

    def seen(self, degrees: float) -> Array:
        """The direction (2,) so many degrees to the left of what the browser looks along."""
        x, y = (self.client.camera.look_at - self.client.camera.position)[:2]
        angle = math.atan2(y, x) + math.radians(degrees)
        return np.array([math.cos(angle), math.sin(angle)])

    def goes(self, degrees: float, speed: float) -> bool:
        return np.allclose(self.course, speed * self.seen(degrees), atol=0.05 * speed)


@pytest.fixture
def moves(port: int) -> Iterator[PlayPage]:
    """The page of a trained policy that stands, walks and runs, seen from behind."""
    server = open_server("127.0.0.1", port)
    page = PlayPage(server, LiveWorld({"moves": policies.load("moves")}))
    server.initial_camera.position = server.initial_camera.look_at + np.array([-4.0, 0.0, 0.6])
    yield page
    close_server(server)


@pytest.fixture
def desk(moves: PlayPage, browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(
        viewport={"width": 900, "height": 600},
        device_scale_factor=0.25,  # software WebGL is slow
    )
    yield Visit(moves, context)
    context.close()


def test_a_trained_one_goes_as_keys_sticks_and_clicks_say(desk: Visit) -> None:
    walk, run = 0.98, 3.56
    world, keys, eye = desk.world, desk.tab.keyboard, desk.eye
    begun = world.frame.qpos[:2].copy()
    keys.down("w")
    desk.until(lambda: desk.goes(0.0, walk))
    desk.live(2.0)
    assert (world.frame.qpos[:2] - begun) @ desk.seen(0.0) > 0.8
    assert world.skill == "walk"
    desk.page._show_texts()
    assert desk.page._skill.value == "walk", "the list of skills follows"
    keys.down("d")  # both at once
    desk.until(lambda: desk.goes(-45.0, walk))
    keys.up("w")
    desk.until(lambda: desk.goes(-90.0, walk))
    before, *_, after = desk.live(1.5)
    assert after @ desk.seen(-90.0) > before @ desk.seen(-90.0) + 0.5
    keys.up("d")
    keys.press("Shift+KeyA")
    desk.until(lambda: desk.goes(90.0, run))
    keys.press("x")
    desk.until(lambda: not desk.course.any())
    np.testing.assert_allclose(desk.eye, eye, atol=1e-6)

    desk.pad([0.0, -1.0, 0.0, 0.0])
    desk.until(lambda: desk.goes(0.0, run))
    desk.pad([0.25, 0.0, 0.0, 0.0])
    desk.until(lambda: desk.goes(-90.0, walk))
    desk.pad([0.25, 0.0, 0.0, 0.0], [5])
    desk.until(lambda: desk.goes(-90.0, run))
    desk.pad([0.0, 0.0, 0.0, 0.0], [4])
    desk.until(lambda: not desk.course.any() and len(world.hits) == 1)
    desk.pad([0.0, 0.0, 0.0, 0.0], [2])
    desk.until(lambda: world.requested == "run" or world.skill == "run")
    desk.pad([0.0, 0.0, 1.0, 0.0])
    desk.until(lambda: not np.allclose(desk.eye, eye, atol=0.1))
    desk.pad([0.0, 0.0, 0.0, 0.0])

    picture = desk.tab.locator("canvas").first.bounding_box()
    assert picture is not None
    lower = picture["x"] + 0.9 * picture["width"], picture["y"] + 0.9 * picture["height"]
    desk.tab.mouse.click(*lower)
    desk.until(lambda: world.destination is not None)
    assert world.destination is not None and not world.destination.fast
    assert desk.errors == []


@pytest.fixture
def phone(moves: PlayPage, browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(
        viewport=PHONE,
        device_scale_factor=0.25,
        has_touch=True,
        is_mobile=True,
    )
    yield Visit(moves, context)
    context.close()


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    fingers = [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(points)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})


def test_a_thumb_steers_and_two_fingers_still_move_the_camera(phone: Visit) -> None:
    eye = phone.eye
    box = phone.tab.locator("#stuntman-stick").bounding_box()
    assert box is not None and box["width"] > 90 and box["x"] + box["width"] < 130
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = phone.tab.context.new_cdp_session(phone.tab)
    touch(session, "touchStart", (x, y))
    touch(session, "touchMove", (x + 50.0, y))
    phone.until(lambda: phone.goes(-90.0, 3.56))
    touch(session, "touchMove", (x, y - 20.0))
    phone.until(lambda: phone.goes(0.0, 0.98))
    touch(session, "touchEnd")
    phone.until(lambda: not phone.course.any())
    np.testing.assert_allclose(phone.eye, eye, atol=1e-6)

    throw = phone.tab.locator("#stuntman-hands button").first
    size = throw.bounding_box()
    assert size is not None and size["height"] >= 44 and throw.text_content() == "throw"
    throw.dispatch_event("click")
    phone.until(lambda: len(phone.world.hits) == 1)

    touch(session, "touchStart", (100.0, 200.0), (300.0, 200.0))
    for step in range(6):
        touch(session, "touchMove", (100.0 + 8 * step, 200.0), (300.0 - 8 * step, 200.0))
    touch(session, "touchEnd")
    phone.until(lambda: not np.allclose(phone.eye, eye, atol=0.05))
    assert phone.errors == []


def test_who_cannot_be_steered_has_neither_stick_nor_steering_keys(
    beginner: Beginner, server: viser.ViserServer, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 600, "height": 400}, has_touch=True)
    page = PlayPage(server, LiveWorld({"jump": beginner("jump"), "walk": beginner()}))
    visit = Visit(page, context)
    assert visit.tab.locator("#stuntman-stick").count() == 0
    visit.tab.keyboard.press("Space")
    visit.until(lambda: page.world.requested == "jump" or page.world.switches)
    assert page.transport.playing
    visit.tab.keyboard.press("p")
    visit.until(lambda: not page.transport.playing)
    context.close()
