"""The page on which a character is watched and provoked."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import viser
from playwright.sync_api import Browser, Page
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from stuntman.motion.formats import read
from stuntman.viewer.page.controls import put
from stuntman.viewer.page.play import FROM_CAMERA, PlayPage

Ask = Callable[[Callable[[], object]], Any]


def wait_for(fact: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def address(page: PlayPage) -> str:
    return f"127.0.0.1:{page.server.get_port()}"


def test_ten_browsers_come_and_drop_and_the_world_goes_on(running: PlayPage, asked: Ask) -> None:
    protocol = Subprotocol(f"viser-v{viser.__version__}")
    for _ in range(2):
        clients = [
            connect(
                f"ws://{address(running)}",
                origin=Origin(f"http://{address(running)}"),
                subprotocols=[protocol],
                max_size=None,
            )
            for _ in range(5)
        ]
        for client in clients:
            assert client.recv(timeout=10.0)
        for number, client in enumerate(clients):
            if number % 2:
                client.close()
            else:
                client.socket.close()  # as when the network goes
    before = asked(lambda: running.world.frame.time)
    wait_for(lambda: asked(lambda: running.world.frame.time) > before + 0.5)
    assert running.world.frame.qpos[2] > 0.7


def test_what_is_asked_for_is_done_between_two_steps(page: PlayPage) -> None:
    def ask_many() -> None:
        for _ in range(100):
            page.ask(page.world.throw)

    threads = [threading.Thread(target=ask_many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    page.beat()
    assert len(page.world.hits) == 50  # the last of them
    assert page.world.frame.time == pytest.approx(1 / 30)


def test_paused_it_stands_still_and_goes_on_step_by_step(page: PlayPage) -> None:
    page.transport.pause()
    for _ in range(5):
        page.beat()
    assert page.world.frame.time == 0.0
    page.transport.single()
    page.beat()
    assert page.world.frame.time == pytest.approx(1 / 30)


def test_in_slow_motion_a_step_takes_longer(page: PlayPage) -> None:
    page.transport.go(0.25)
    for _ in range(40):
        page.beat()
    assert page.world.frame.time == pytest.approx(10 / 30)


def test_beats_that_are_due_are_all_lived_through(page: PlayPage) -> None:
    page.beat(due=5)
    assert page.world.frame.time == pytest.approx(5 / 30)


def test_after_a_nan_the_page_says_so(
    page: PlayPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # MuJoCo writes of it into MUJOCO_LOG.TXT
    page.beat()
    page.world.engine.data.qvel[0] = np.nan
    for _ in range(7):
        page.beat()
    assert "broke down" in page.status_text(page.world.frame)
    assert page.world.frame.qpos[2] > 0.7


def test_what_was_thrown_and_what_it_did_is_said_above_the_body(page: PlayPage) -> None:
    page.beat()
    assert page.scenery.label == ""
    page.world.throw(edge=0.2, mass=0.1, speed=8.0)
    while page.world.hits[-1].verdict != "stayed up":
        page.beat()
        assert "block of 0.1 kg at 8 m/s" in page.scenery.label
    assert page.scenery.label == "block of 0.1 kg at 8 m/s: stayed up"
    page.beat(due=60)
    assert page.scenery.label == ""


def test_a_body_is_dragged_to_where_the_mouse_is(page: PlayPage) -> None:
    page.world.engine.gravity = 0.0
    hand = page.world.engine.data.body("right_elbow").xpos
    target = hand + np.array([0.0, -1.0, 1.0])
    for _ in range(15):
        origin = page.scenery.origin
        page.pull("right_elbow", hand - origin, target - origin)
        page.beat()
    apart = np.linalg.norm(page.world.engine.data.body("right_elbow").xpos - target)
    assert apart < 0.7
    page.let_go()
    page.beat()
    assert page.world.engine.pull is None
    assert page.world.hits[-1].what == "pull at right_elbow"


def worst_reward(page: PlayPage, start: float, end: float) -> float:
    """The least reward of a step between two times."""
    frames = [frame for frame in tuple(page.world.past) if start < frame.time <= end]
    return min(sum(frame.terms.values()) for frame in frames)


def click(tab: Page, words: str) -> None:
    # By the event alone: a browser that draws in software is slow to tell that nothing moves.
    tab.get_by_text(words, exact=True).dispatch_event("click")


def throw_from_where_one_looks(tab: Page, running: PlayPage, asked: Ask) -> None:
    """By the key, in a world that stands still."""
    (client,) = running.server.get_clients().values()
    eye = np.asarray(running.server.initial_camera.position)
    wait_for(lambda: np.allclose(client.camera.position, eye, atol=0.1))  # it comes from afar
    asked(running.transport.pause)
    put(running.throw_from, FROM_CAMERA)
    tab.keyboard.press("t")
    wait_for(lambda: asked(lambda: len(running.world.hits)) == 2)
    block = running.world.hits[-1].slot
    way = running.world.engine.blocks.positions[block] - running.world.frame.qpos[:3]
    assert way[:2] @ eye[:2] / np.linalg.norm(way[:2]) / np.linalg.norm(eye[:2]) > 0.9
    asked(running.transport.pause)  # and on


def pixel_of_the_root(tab: Page, running: PlayPage, asked: Ask) -> tuple[float, float]:
    """Where the browser draws the character's root, wherever it has come to or lies."""
    (client,) = running.server.get_clients().values()
    eye, aim = np.asarray(client.camera.position), np.asarray(client.camera.look_at)
    root = asked(lambda: running.world.frame.qpos[:3] - running.scenery.origin)
    ahead = (aim - eye) / np.linalg.norm(aim - eye)
    right = np.cross(ahead, [0.0, 0.0, 1.0])
    right /= np.linalg.norm(right)
    axes = np.stack([right, -np.cross(right, ahead), ahead])
    x, y, depth = axes @ (root - eye)
    box = tab.locator("canvas").first.bounding_box()
    assert box is not None
    scale = 0.5 * box["height"] / np.tan(0.5 * client.camera.fov) / depth
    return box["x"] + 0.5 * box["width"] + scale * x, box["y"] + 0.5 * box["height"] + scale * y


def drag_the_body(tab: Page, running: PlayPage, asked: Ask) -> None:
    """Pull with the mouse at what is drawn of the character."""
    asked(running.transport.pause)
    time.sleep(1.0)  # until the browser shows it where it stands
    across, down = pixel_of_the_root(tab, running, asked)
    for height in (down, down - 15, down + 15):
        tab.mouse.move(across - 5, height)
        tab.mouse.move(across, height)
        time.sleep(0.5)  # for the browser to see what is under the mouse
        tab.mouse.down()
        for step in range(5):
            tab.mouse.move(across + 20 + 20 * step, height)
            time.sleep(0.3)
        pull = asked(lambda: running.world.engine.pull)
        tab.mouse.up()
        if pull is not None:
            break
    assert pull is not None
    wait_for(lambda: asked(lambda: running.world.engine.pull) is None)
    asked(running.transport.pause)  # and on


def see_the_body_over_the_panel_of_a_phone(browser: Browser, running: PlayPage) -> None:
    known = set(running.server.get_clients())
    tab = browser.new_page(viewport={"width": 420, "height": 800}, device_scale_factor=0.25)
    tab.goto(f"http://{address(running)}")
    wait_for(lambda: set(running.server.get_clients()) - known)
    (client,) = (c for number, c in running.server.get_clients().items() if number not in known)
    aim = float(running.server.initial_camera.look_at[2])
    wait_for(lambda: client.camera.look_at[2] < aim - 0.5)  # looks lower, so all is higher
    height = 0.5 - (aim - client.camera.look_at[2]) / 2.0 / np.tan(0.5 * client.camera.fov) / (
        np.linalg.norm(client.camera.position - client.camera.look_at)
    )
    panel = tab.get_by_text("Throw a block", exact=True).bounding_box()
    assert panel is not None and panel["y"] > 800 * (height + 0.15)
    tab.close()


def test_in_the_browser(running: PlayPage, asked: Ask, browser: Browser, tmp_path: Path) -> None:
    """Throw a block, see the character pushed, change the skill, record, take the BVH home."""
    tab = browser.new_page(
        viewport={"width": 1000, "height": 700},
        device_scale_factor=0.25,  # software WebGL is slow
        accept_downloads=True,
    )
    tab.set_default_timeout(120_000.0)  # ms, for machines that do other work too
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    wait_for(lambda: asked(lambda: running.world.frame.time) > 2.0)
    tab.goto(f"http://{address(running)}")
    put(running.mass, 5.0)
    click(tab, "Throw a block")
    wait_for(lambda: asked(lambda: running.world.hits))
    throw_from_where_one_looks(tab, running, asked)
    wait_for(lambda: asked(lambda: running.world.hits[0].verdict) in ("stayed up", "fell"))

    struck = asked(lambda: running.world.hits[0].struck)
    unhurt = worst_reward(running, struck - 1.0, struck - 0.1)
    assert worst_reward(running, struck, struck + 1.0) < unhurt - 0.05
    tab.get_by_text("block of 5 kg at 8 m/s").first.wait_for()

    tab.keyboard.press("2")
    wait_for(lambda: asked(lambda: running.world.skill) == "run")

    click(tab, "More")
    with tab.expect_download() as download:
        click(tab, "Motion (BVH)")
    download.value.save_as(tmp_path / "take.bvh")
    clip = read(tmp_path / "take.bvh")
    assert clip.frames > 30
    assert np.ptp(clip.root_positions[:, 0]) > 0.5  # it went somewhere

    drag_the_body(tab, running, asked)
    tab.close()
    see_the_body_over_the_panel_of_a_phone(browser, running)
    assert errors == []
    after = asked(lambda: running.world.frame.time)
    wait_for(lambda: asked(lambda: running.world.frame.time) > after)
