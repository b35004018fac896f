"""What a browser that means harm can send, and that the page outlives it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec
import numpy as np
import pytest
import viser
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.sync.connection import Connection
from websockets.typing import Origin, Subprotocol

from stuntman.viewer.page.controls import granted, put
from stuntman.viewer.page.play import FROM_CAMERA, PlayPage

Ask = Callable[[Callable[[], object]], Any]
NAN, INF = float("nan"), float("inf")
BAD: list[object] = [None, NAN, INF, -1e300, 1e300, 0, "nobody", "", [], [1.0], {"a": 1}, b"x"]
CAMERA = {"wxyz": [1, 0, 0, 0], "look_at": [0, 0, 0], "up_direction": [0, 0, 1], "fov": 1.0}
CAMERA |= {"near": 0.1, "far": 100.0, "image_height": 10, "image_width": 10}


class Client:
    """Speaks as a browser does, and says what it likes."""

    def __init__(self, connection: Connection, page: PlayPage, ask: Ask) -> None:
        self._connection, self._page, self._ask = connection, page, ask
        self.look([0.0, -3.0, 1.0])
        self.until(page.server.get_clients)

    def say(self, kind: str, **fields: object) -> None:
        self._connection.send(msgspec.msgpack.encode({"type": kind, **fields}))

    def look(self, position: object) -> None:
        self.say("ViewerCameraMessage", position=position, **CAMERA)

    def set(self, uuid: str, value: object) -> None:
        self.say("GuiUpdateMessage", uuid=uuid, updates={"value": value})

    def drag(self, phase: str, start: object, end: object) -> None:
        name, screen = self._page.scenery.parts["root"][0].name, [0.5, 0.5]
        places = {"start_position": start, "end_position": end, "owner": "", "button": "left"}
        about = {"start_screen_pos": screen, "end_screen_pos": screen, "modifier": None}
        self.say(
            "SceneNodeDragMessage", phase=phase, name=name, instance_index=None, **places, **about
        )

    def press(self, label: str) -> None:
        (button,) = (u for u, c in controls(self._page).items() if c.label == label)
        self.set(button, True)

    def throw(self) -> None:
        """Throw a block by the button, and see it thrown."""
        thrown = self._ask(lambda: self._page.world.engine._thrown)
        self.press("Throw a block")
        self.until(lambda: self._ask(lambda: self._page.world.engine._thrown) > thrown)

    def until(self, fact: Callable[[], object], seconds: float = 20.0) -> None:
        end = time.monotonic() + seconds
        while not fact():
            assert time.monotonic() < end, "it never came true"
            time.sleep(0.02)


@contextmanager
def joined(page: PlayPage, asked: Ask) -> Iterator[Client]:
    place = f"127.0.0.1:{page.server.get_port()}"
    protocol, own = Subprotocol(f"viser-v{viser.__version__}"), Origin(f"http://{place}")
    with connect(f"ws://{place}", origin=own, subprotocols=[protocol], max_size=None) as opened:
        yield Client(opened, page, asked)


@pytest.fixture
def client(running: PlayPage, asked: Ask) -> Iterator[Client]:
    with joined(running, asked) as client:
        yield client


@pytest.fixture
def honest(running: PlayPage, asked: Ask) -> Iterator[Client]:
    """Another one, who stays where viser shuts the first one out."""
    with joined(running, asked) as client:
        yield client


def controls(page: PlayPage) -> dict[str, Any]:
    """The page's controls by uuid."""
    return dict(page.server.gui._gui_input_handle_from_uuid)


def assert_sound(page: PlayPage, asked: Ask) -> None:
    """The world goes on, with sound numbers."""
    begun, world = asked(lambda: page.world.frame.time), page.world
    asked(lambda: page.transport.go(1.0))
    end = time.monotonic() + 20.0
    while asked(lambda: world.frame.time) <= begun:
        assert time.monotonic() < end, "the world stands still"
    assert np.isfinite(world.frame.qpos).all() and np.isfinite(world.frame.blocks.positions).all()
    assert np.isfinite(world.engine.world.body_mass).all()
    assert 0.0 <= world.engine.gravity <= 25.0 and 0.0 <= world.engine.friction <= 2.0


def test_whatever_a_control_is_set_to_it_stays_within_what_it_allows(
    running: PlayPage, asked: Ask, client: Client
) -> None:
    for uuid in controls(running):
        for bad in BAD:
            client.set(uuid, bad)
        for field in ("props", "removed", "update_cb", "sync_cb", "is_button"):
            client.say("GuiUpdateMessage", uuid=uuid, updates={field: 5})
        client.say("GuiUpdateMessage", uuid=uuid, updates=5)
        parts = {"source_component_uuid": uuid, "transfer_uuid": uuid, "part_count": 0}
        client.say("FileTransferStartUpload", filename="a", mime_type="b", size_bytes=0, **parts)
    client.throw()
    for control in controls(running).values():
        if isinstance(control, viser.GuiSliderHandle):
            assert control.min <= control.value <= control.max
        elif isinstance(control, viser.GuiDropdownHandle | viser.GuiButtonGroupHandle):
            assert control.value in control.options
    assert_sound(running, asked)


@pytest.mark.filterwarnings("ignore:.*does not match annotation")
@pytest.mark.parametrize("bad", [[NAN] * 3, [1e300] * 3, [1.0], ["a", "b", "c"], 5, None])
def test_nothing_is_dragged_to_a_place_that_is_none(
    running: PlayPage, asked: Ask, client: Client, honest: Client, bad: object
) -> None:
    with suppress(ConnectionClosed):
        client.drag("start", bad, [0.0, 0.0, 1.0])
        client.drag("update", [0.0, 0.0, 1.0], bad)
    honest.throw()
    assert asked(lambda: running.world.engine.pull) is None
    assert_sound(running, asked)


@pytest.mark.filterwarnings("ignore:.*does not match annotation")
@pytest.mark.parametrize("bad", [[NAN] * 3, [1e300] * 3, [1.0]])
def test_nothing_is_thrown_from_a_place_that_is_none(
    running: PlayPage, asked: Ask, client: Client, bad: object
) -> None:
    client.look(bad)
    put(running.throw_from, FROM_CAMERA)
    client.press("Throw a block")
    client.until(lambda: asked(lambda: "the camera is" in running._notice))
    assert_sound(running, asked)


def test_no_browser_opens_a_tunnel(
    running: PlayPage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bool] = []
    monkeypatch.setattr(running.server, "request_share_url", lambda: opened.append(True))
    client.say("ShareUrlRequest")
    client.throw()
    assert opened == []


def test_what_cannot_be_done_is_said_on_the_page(page: PlayPage) -> None:
    page.ask(lambda: page.world.switch("nobody"))
    page.beat()
    assert "No skill &#x27;nobody&#x27; here" in page.status_text(page.world.frame)
    page.ask(lambda: page.world.throw(speed=0.0))
    page.beat()
    assert "speed is 0.0: give 0.1 to 100" in page.status_text(page.world.frame)
    assert page.world.frame.time == pytest.approx(2 / 30)


def test_a_stick_goes_no_further_than_its_ends(server: viser.ViserServer) -> None:
    stick = server.gui.add_vector3(
        "Stick", (0.0, 0.0, 0.0), min=(-1.0, 0.0, 0.0), max=(1.0, 1.0, 1.0)
    )
    assert granted(stick, [0.5, 1, 0.25]) == [0.5, 1, 0.25]
    assert granted(stick, [-7.0, 2.0, 1e300]) == [-1.0, 1.0, 1.0]
    for bad in ([NAN, 0.0, 0.0], [0.0, 0.0], [0.0] * 4, [None, 0.0, 0.0], ["a", "b", "c"], "abc"):
        assert granted(stick, bad) is None


def test_a_slider_goes_no_further_than_its_ends(page: PlayPage) -> None:
    assert granted(page.mass, 3.5) == 3.5
    assert granted(page.mass, 1e9) == 10.0
    assert granted(page.mass, 0) == 0.1
    assert granted(page.mass, float("nan")) is None
    assert granted(page.throw_from, FROM_CAMERA) == FROM_CAMERA
    assert granted(page.throw_from, "the moon") is None
