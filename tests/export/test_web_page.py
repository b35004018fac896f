"""The page with live policies, in a browser."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from stuntman.export import web

SMALL = {"width": 480, "height": 440}  # drawn without a graphics card
PHONE = {"width": 390, "height": 844}
Open = Callable[..., Page]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Files as they are, and no word of it."""

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as at:
        yield at


@pytest.fixture(scope="module")
def led_address(led_site: Path) -> Iterator[str]:
    with served(led_site) as at:
        yield at


@pytest.fixture(scope="module")
def one_file(
    contents: tuple[dict[str, Any], dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("page") / "walk.html"
    web.save(path, *contents)
    return path


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens an address; in the end nothing may have been complained of or asked of others."""
    complaints: list[str] = []
    asked: list[str] = []
    own: list[str] = []
    contexts = []

    def open_page(
        address: str, size: dict[str, int] = SMALL, script: str = "", ready: bool = True
    ) -> Page:
        own.append(address.split("#")[0].rsplit("/", 1)[0])
        context = browser.new_context(viewport=size, has_touch=size is PHONE)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(120_000.0)  # ms, for machines that do other work too
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.add_init_script(script)
        page.goto(address)
        if ready:
            page.wait_for_function("window.stuntman", timeout=60_000)
            page.evaluate("stuntman.pause(true)")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    kept = ("blob:", "data:")
    assert [url for url in asked if not url.startswith((*own, *kept))] == []


def steps(page: Page, count: int) -> None:
    """Let control steps pass without a picture of each."""
    page.evaluate(
        f"for (let k = 0; k < {count}; k++) stuntman.world.controlStep(); stuntman.player.refresh()"
    )


def height(page: Page) -> float:
    return page.evaluate("stuntman.world.physics.qpos[2]")


@pytest.mark.parametrize("kind", ["server", "file"])
def test_it_opens_and_walks_is_hit_and_says_what_came_of_it(
    visit: Open, address: str, one_file: Path, kind: str
) -> None:
    page = visit(address if kind == "server" else one_file.as_uri())
    assert page.inner_text("h1") == "walk"
    steps(page, 60)
    assert height(page) > 0.75
    page.click("#throw")
    assert page.evaluate("stuntman.world.physics.blocks.filter((b) => b.edge > 0).length") == 1
    steps(page, 120)
    page.wait_for_selector("#verdict:visible", timeout=60_000)
    assert page.inner_text("#verdict").startswith("2 kg at 8 m/s: ")
    assert page.inner_text("#verdict b") in ("stayed up", "fell", "missed")
    page.keyboard.press("c")
    assert page.evaluate("stuntman.world.physics.blocks.some((b) => b.edge > 0)") is False
    page.click("#trained")
    assert "1.27 s long, repeats" in page.inner_text("#about")
    page.click("summary")
    page.wait_for_function("document.querySelector('#about pre').textContent.includes('Apache')")


def test_keys_are_pressed_and_the_character_has_gone_there(visit: Open, led_address: str) -> None:
    page = visit(led_address)
    assert page.inner_text("h1") == "humanoid_stand"
    assert "W A S D" in page.inner_text("#verdict")

    def go(wish: str, count: int) -> list[float]:
        page.wait_for_function(f"stuntman.world.wish === '{wish}'")
        steps(page, count)
        return page.evaluate("[...stuntman.world.physics.qpos.slice(0, 2)]")

    ahead = page.evaluate("stuntman.view.ahead")
    page.keyboard.down("w")
    turned = go("walk", 120)
    gone = [now - before for now, before in zip(go("walk", 60), turned, strict=True)]
    along = gone[0] * ahead[0] + gone[1] * ahead[1]
    beside = gone[0] * ahead[1] - gone[1] * ahead[0]
    assert along > 5.0 * abs(beside) and along > 1.5
    page.keyboard.down("Shift")
    go("run", 90)
    assert page.evaluate("stuntman.world.skill") == "run"
    for key in ("w", "Shift"):
        page.keyboard.up(key)
    page.keyboard.press("s")
    go("humanoid_stand", 150)
    assert page.evaluate("stuntman.world.skill") == "humanoid_stand"
    assert page.evaluate("stuntman.player.speed") == 1, "S steers, and does not slow down"


def test_a_finger_on_the_stick_has_it_run(visit: Open, led_address: str) -> None:
    page = visit(led_address, PHONE)
    stick = page.locator("#stick").bounding_box()
    assert stick is not None
    at = {"clientX": stick["x"] + 0.5 * stick["width"], "clientY": stick["y"] + 3.0}
    page.evaluate("document.getElementById('stick').setPointerCapture = () => {}")
    page.dispatch_event("#stick", "pointerdown", {**at, "pointerId": 7})
    page.wait_for_function("stuntman.world.wish === 'run'")
    page.dispatch_event("#stick", "pointerup", {**at, "pointerId": 7})
    page.wait_for_function("stuntman.world.wish === 'humanoid_stand'")


def test_skills_change_live_and_stand_in_the_address(visit: Open, address: str) -> None:
    page = visit(address + "#backflip")
    assert page.inner_text("h1") == "backflip"
    page.click("#skills button:has-text('walk')")
    page.wait_for_function("stuntman.world.skill === 'walk'")
    assert page.url.endswith("#walk") and page.title() == "stuntman: walk, backflip"
    page.keyboard.press("2")
    page.wait_for_function("stuntman.world.skill === 'backflip'")
    page.evaluate("location.hash = '#walk'")
    page.wait_for_function("stuntman.world.skill === 'walk'")


def test_a_drag_pulls_the_body_and_a_tap_on_it_throws_there(visit: Open, address: str) -> None:
    page = visit(address)
    # A point with the body all around it and no button over it, the same in two pictures.
    page.evaluate("""window.find = () => { const { canvas } = stuntman.view;
      const { width, height } = canvas.getBoundingClientRect();
      const on = (x, y) => document.elementFromPoint(x, y) === canvas && stuntman.view.pick(x, y);
      const around = (x, y) => [-4, 0, 4].every((dx) => [-4, 0, 4].every(
        (dy) => on(x + dx, y + dy)));
      for (let y = 4; y < height; y += 4)
        for (let x = 4; x < width; x += 4) if (around(x, y)) return [x, y];
      return null; }""")
    settled = """(() => { const before = window.found; window.found = window.find();
      return before && `${before}` === `${window.found}` ? before : null; })()"""
    page.wait_for_function("stuntman.view.origin")
    x, y = page.wait_for_function(settled).json_value()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 20, steps=4)
    page.wait_for_function("stuntman.world.physics.pull")
    before = page.evaluate("stuntman.world.physics.data.xpos.slice()")
    steps(page, 10)
    page.mouse.up()
    assert page.evaluate("stuntman.world.physics.pull") is None
    assert page.evaluate("stuntman.world.hits.at(-1).what") == "a pull"
    assert page.evaluate("stuntman.world.physics.data.xpos.slice()") != before
    page.evaluate("stuntman.changed(() => stuntman.world.restart())")
    x, y = page.wait_for_function(settled).json_value()
    page.mouse.click(x, y)
    assert page.evaluate("stuntman.world.hits.at(-1).slot") == 0


def test_buttons_and_sliders_do_what_they_say(visit: Open, address: str) -> None:
    page = visit(address)
    page.click("#more")
    page.click("text=Moon")
    assert page.evaluate("stuntman.world.physics.gravity") == pytest.approx(1.62)
    page.click("#slow")
    assert page.evaluate("stuntman.player.speed") == 0.5
    page.click("#ghost")
    page.wait_for_function("stuntman.view.ghost.visible")
    page.click("#shove")
    steps(page, 3)
    assert page.evaluate("stuntman.world.hits.at(-1).what") == "a push of 200 N"
    page.click("#pause")
    page.wait_for_function(f"stuntman.world.time > {3 / 30 + 0.05}", timeout=60_000)
    page.keyboard.press("n")
    assert page.inner_text("#pause") == "Play"


def test_slow_motion_shows_what_lies_between_two_steps(visit: Open, address: str) -> None:
    page = visit(address)
    places = page.evaluate(
        """(() => { const { player } = stuntman; player.paused = false; player.speed = 1 / 16;
          const seen = []; for (let k = 0; k < 200; k++) { player.advance(1 / 60);
            seen.push(player.seen().body.positions[3]); } player.paused = true; return seen; })()"""
    )
    moves = [after - before for before, after in pairwise(places[20:])]
    assert len(set(places)) > 190
    assert max(moves) < 4 * sum(moves) / len(moves), "no jump where a step ends"


def test_on_a_phone_everything_can_be_reached_with_a_thumb(visit: Open, address: str) -> None:
    page = visit(address, PHONE)
    page.click("#more")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    script = """[...document.querySelectorAll("#tools button, #skills button, #help, #world")].map(
      (button) => button.getBoundingClientRect().toJSON())"""
    for box in page.evaluate(script):
        assert box["left"] >= 0 and box["right"] <= PHONE["width"]
        assert box["top"] >= 0 and box["bottom"] <= PHONE["height"]
        assert box["width"] >= 36 and box["height"] >= 32


def test_in_a_frame_it_is_small_and_leads_to_the_page(visit: Open, address: str) -> None:
    page = visit(address + "?embed#backflip")
    assert page.inner_text("h1") == "backflip"
    assert page.is_hidden("#more") and page.is_hidden("#help") and page.is_visible("#throw")
    assert page.get_attribute("#full", "href") == "/#backflip"


def test_without_webgl_it_says_one_plain_sentence(visit: Open, address: str) -> None:
    script = "HTMLCanvasElement.prototype.getContext = () => null"
    page = visit(address, script=script, ready=False)
    page.wait_for_selector("text=This page draws with WebGL 2")
    assert page.evaluate("window.stuntman") is None


def test_a_folder_opened_from_the_disk_says_what_to_do(visit: Open, site: Path) -> None:
    page = visit((site / "index.html").as_uri(), ready=False)
    page.wait_for_selector("text=needs a web server")
