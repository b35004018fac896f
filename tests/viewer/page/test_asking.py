"""Asking something of the character from the page."""

import time
from collections.abc import Callable

import msgspec
import numpy as np
import pytest
import viser
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from stuntman.errors import StuntmanError
from stuntman.playback import leading
from stuntman.playback.world import LiveWorld
from stuntman.policies.policy import Policy
from stuntman.spatial.rotations import Array
from stuntman.viewer.page.asking import WAYS
from stuntman.viewer.page.play import PlayPage

Beginner = Callable[..., Policy]
EYE, SEEN = np.array([0.0, -3.0, 2.0]), np.array([0.0, 0.0, 1.0])  # it looks along y
ASIDE = np.array([1.0, 0.0, 0.0])


@pytest.fixture
def make_page(beginner: Beginner, server: viser.ViserServer) -> Callable[[str], PlayPage]:
    """A page whose policy has a task, at its default settings."""
    return lambda task: PlayPage(server, LiveWorld({"walk": beginner(tasks={task: {}})}))


def keys(page: PlayPage) -> set[tuple[object, object]]:
    commands = page.server.gui._command_handle_from_uuid.values()
    return {(command.hotkey, command.modifier) for command in commands}


def test_it_goes_as_one_looks_slowly_and_fast(make_page: Callable[[str], PlayPage]) -> None:
    page = make_page("heading")
    for key in WAYS:
        assert {(key, None), (key, "shift")} <= keys(page)
    ahead = [("W", (0.0, 1.0)), ("A", (-1.0, 0.0)), ("S", (0.0, -1.0)), ("D", (1.0, 0.0))]
    for key, (x, y) in ahead:
        for fast, speed in ((False, 0.7), (True, 1.0)):
            page._asking.go(EYE, SEEN, WAYS[key], fast)
            asked = page.world.frame.asked.velocity
            assert asked == pytest.approx([speed * x, speed * y, 0.0], abs=1e-6)
    page.beat()
    assert page._asking.arrow is not None and page._asking.mark is None
    begin, end = page._asking.arrow.points[0]
    np.testing.assert_allclose(end - begin, [0.6, 0.0, 0.0], atol=1e-6)


def test_a_browser_steers_by_a_key_and_then_looks_where_it_did(
    make_page: Callable[[str], PlayPage],
) -> None:
    """A browser's own camera goes along with these keys, by as much as they were held."""
    page = make_page("heading")
    place = f"127.0.0.1:{page.server.get_port()}"
    protocol = Subprotocol(f"viser-v{viser.__version__}")
    with connect(
        f"ws://{place}", origin=Origin(f"http://{place}"), subprotocols=[protocol], max_size=None
    ) as browser:

        def say(kind: str, **fields: object) -> None:
            browser.send(msgspec.msgpack.encode({"type": kind, **fields}))

        def look(position: Array, seen: Array) -> None:
            about = {"wxyz": [1, 0, 0, 0], "up_direction": [0, 0, 1], "fov": 1.0}
            about |= {"near": 0.1, "far": 100.0, "image_height": 10, "image_width": 10}
            where = {"position": position.tolist(), "look_at": seen.tolist()}
            say("ViewerCameraMessage", **where, **about)

        def until(fact: Callable[[], object]) -> None:
            end = time.monotonic() + 20.0
            while not fact():
                assert time.monotonic() < end, "it never came true"
                page.beat()
                time.sleep(0.02)

        look(EYE, SEEN)
        until(page.server.get_clients)
        (client,) = page.server.get_clients().values()
        (key,) = (
            number
            for number, command in page.server.gui._command_handle_from_uuid.items()
            if (command.hotkey, command.modifier) == ("D", "shift")
        )
        say("CommandTriggerMessage", uuid=key)
        until(lambda: page.world.frame.asked.velocity == pytest.approx([1.0, 0.0, 0.0], abs=1e-6))
        look(EYE + ASIDE, SEEN + ASIDE)
        until(lambda: client.camera.position[0] == 1.0)
        until(lambda: client.camera.position[0] == 0.0)
        np.testing.assert_allclose(client.camera.position, EYE)
        np.testing.assert_allclose(client.camera.look_at, SEEN)


def test_what_is_no_camera_steers_nothing(make_page: Callable[[str], PlayPage]) -> None:
    page = make_page("heading")
    page._asking.go(EYE, SEEN, 0.0, False)
    for bad in ([np.nan] * 3, [1e300] * 3, [1.0]):
        with pytest.raises(StuntmanError, match="the camera"):
            page._asking.go(bad, SEEN, 90.0, False)
    assert page.world.frame.asked.velocity == pytest.approx([0.0, 0.7, 0.0], abs=1e-6)


def test_a_place_on_the_ground_stays_on_it(make_page: Callable[[str], PlayPage]) -> None:
    page = make_page("location")
    assert ("W", None) not in keys(page)
    page.scenery.origin[:2] = 10.0, 0.0  # what browsers draw is about there
    # Down the ray from 2 m high through 1 m high, 3 m further on: 6 m from the camera.
    page._asking.drag(EYE, EYE, [0.0, 0.0, 1.0])
    assert page.world.frame.asked.point == pytest.approx([10.0, 3.0, 0.0])
    page._asking.drag(EYE, EYE, [0.0, 0.0, 5.0])  # at the sky
    assert page.world.frame.asked.point == pytest.approx([10.0, 3.0, 0.0])
    page._asking.drag(EYE, EYE, [0.0, 0.0, 1.9999])  # far away
    there = page.world.frame.asked.point
    assert there is not None
    assert np.linalg.norm(there[:2] - page.world.frame.qpos[:2]) == pytest.approx(30.0, abs=1e-3)
    for bad in ([np.nan] * 3, [1e300] * 3, [1.0]):
        with pytest.raises(StuntmanError, match="the mouse"):
            page._asking.drag(EYE, EYE, bad)
    page.beat()
    mark = page._asking.mark
    assert mark is not None and mark.scale == pytest.approx((0.5, 0.5, 0.01))


def test_a_target_goes_with_the_mouse(make_page: Callable[[str], PlayPage]) -> None:
    page = make_page("strike")
    page.beat()
    before, mark = page.world.frame.asked.point, page._asking.mark
    assert before is not None and mark is not None
    np.testing.assert_allclose(mark.position, before - page.scenery.origin)
    moved = before + np.array([0.1, 0.0, 0.2])
    page._asking.drag(EYE, before, moved)
    assert page.world.frame.asked.point == pytest.approx(moved)


def test_who_has_no_goal_is_shown_none(page: PlayPage) -> None:
    assert ("W", None) not in keys(page)
    page.beat()
    assert page._asking.arrow is None and page._asking.mark is None


def test_gaits_carry_who_knows_the_ways_between_them(
    beginner: Beginner, server: viser.ViserServer
) -> None:
    policy = beginner("humanoid_stand", "walk", "run", transitions=True, turn_rate=60.0)
    page = PlayPage(server, LiveWorld({"moves": policy}))
    world = page.world
    assert world.skills == ("humanoid_stand", "walk", "run") and ("X", None) in keys(page)
    assert leading.speeds(world.environment) == pytest.approx((0.98, 3.56), abs=0.01)
    page._asking.go(EYE, SEEN, WAYS["W"], False)
    assert world.requested == "walk"
    for _ in range(30):
        page.beat()
        assert world.frame.asked.velocity == pytest.approx([0.0, 0.98, 0.0], abs=0.01)
    assert world.skill == "walk" and page._asking.arrow is not None
    page._asking.go(EYE, SEEN, WAYS["A"], True)
    assert world.requested == "run"
    page._asking.stop()
    assert world.requested == "humanoid_stand"
    assert world.frame.asked.velocity == pytest.approx([0.0, 0.0, 0.0], abs=0.01)
