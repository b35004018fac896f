"""Asking something of the character from the page."""

from collections.abc import Callable

import numpy as np
import pytest
import viser

from stuntman.errors import StuntmanError
from stuntman.playback import leading
from stuntman.playback.world import LiveWorld
from stuntman.policies.policy import Policy
from stuntman.viewer.page.asking import WAYS
from stuntman.viewer.page.play import PlayPage

Beginner = Callable[..., Policy]
EYE, SEEN = np.array([0.0, -3.0, 2.0]), np.array([0.0, 0.0, 1.0])  # it looks along y


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
        for effort, speed in ((0.0, 0.7), (0.5, 0.85), (1.0, 1.0)):
            page._asking.go(EYE, SEEN, WAYS[key], effort)
            asked = page.world.frame.asked.velocity
            assert asked == pytest.approx([speed * x, speed * y, 0.0], abs=1e-6)
    page.beat()
    assert page._asking.arrow is not None and page._asking.mark is None
    begin, end = page._asking.arrow.points[0]
    np.testing.assert_allclose(end - begin, [0.6, 0.0, 0.0], atol=1e-6)


def test_what_is_no_camera_steers_nothing(make_page: Callable[[str], PlayPage]) -> None:
    page = make_page("heading")
    page._asking.go(EYE, SEEN, 0.0, 0.0)
    for bad in ([np.nan] * 3, [1e300] * 3, [1.0]):
        with pytest.raises(StuntmanError, match="the camera"):
            page._asking.go(bad, SEEN, 90.0, 0.0)
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


def test_a_click_on_the_ground_says_where_to_go(make_page: Callable[[str], PlayPage]) -> None:
    page = make_page("location")
    page.scenery.origin[:2] = 10.0, 0.0
    page._asking.click(EYE, [0.0, 3.0, -1.0], False)
    assert page.world.frame.asked.point == pytest.approx([10.0, 3.0, 0.0])
    page._asking.click(EYE, [0.0, 3.0, 1.0], False)  # on the sky
    assert page.world.frame.asked.point == pytest.approx([10.0, 3.0, 0.0])
    page.scenery.origin[:2] = page.world.frame.qpos[:2]
    page._asking.click(EYE, [0.0, 3.0, -1.1], False)  # on the character
    assert page.world.frame.asked.point == pytest.approx([10.0, 3.0, 0.0])
    for bad in ([np.nan] * 3, [1.0]):
        with pytest.raises(StuntmanError, match="the click's way"):
            page._asking.click(EYE, bad, False)


def test_what_is_to_be_hit_stays_as_high_where_one_clicks(
    make_page: Callable[[str], PlayPage],
) -> None:
    page = make_page("strike")
    before = page.world.frame.asked.point
    page._asking.click(EYE, [2.0, 3.0, -1.0], False)
    assert before is not None and before[2] > 0.5
    assert page.world.frame.asked.point == pytest.approx([4.0, 3.0, before[2]])


def test_who_is_told_a_direction_goes_where_one_clicks(
    make_page: Callable[[str], PlayPage],
) -> None:
    page = make_page("heading")
    page._asking.click(EYE, [2.0, 3.0, -1.0], True)
    going = page.world.destination
    assert going is not None and going.fast
    page.beat()
    assert page._asking.mark is not None and page._asking.arrow is not None
    assert page._asking.mark.position == pytest.approx([4.0, 3.0, 0.0] - page.scenery.origin)
    page._asking.stop()
    page.beat()
    assert page.world.destination is None and not page._asking.mark.visible


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
    assert page.server.scene._scene_pointer_cb == []


def test_gaits_carry_who_knows_the_ways_between_them(
    beginner: Beginner, server: viser.ViserServer
) -> None:
    policy = beginner("humanoid_stand", "walk", "run", transitions=True, turn_rate=60.0)
    page = PlayPage(server, LiveWorld({"moves": policy}))
    world = page.world
    assert world.skills == ("humanoid_stand", "walk", "run") and ("X", None) in keys(page)
    assert leading.speeds(world.environment) == pytest.approx((0.98, 3.56), abs=0.01)
    page._asking.go(EYE, SEEN, WAYS["W"], 0.0)
    assert world.requested == "walk"
    for _ in range(30):
        page.beat()
        assert world.frame.asked.velocity == pytest.approx([0.0, 0.98, 0.0], abs=0.01)
    assert world.skill == "walk" and page._asking.arrow is not None
    page._asking.go(EYE, SEEN, WAYS["A"], 1.0)
    assert world.requested == "run"
    page._asking.stop()
    assert world.requested == "humanoid_stand"
    assert world.frame.asked.velocity == pytest.approx([0.0, 0.0, 0.0], abs=0.01)
    page.beat()
    assert not page._asking.arrow.visible
