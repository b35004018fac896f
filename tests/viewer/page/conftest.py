"""A page as it is served."""

import contextlib
import threading
from collections.abc import Callable, Iterator

import pytest
import viser

from stuntman.motion.clip import Clip
from stuntman.playback.world import LiveWorld
from stuntman.policies import policy as policies
from stuntman.viewer.page.play import PlayPage
from stuntman.viewer.page.web import close_server, open_server


@pytest.fixture
def server(port: int) -> Iterator[viser.ViserServer]:
    server = open_server("127.0.0.1", port)
    yield server
    close_server(server)


@pytest.fixture
def page(walk: Clip, server: viser.ViserServer) -> PlayPage:
    world = LiveWorld({name: policies.load(name) for name in ("walk", "run")})
    return PlayPage(server, world)


@pytest.fixture
def running(page: PlayPage) -> Iterator[PlayPage]:
    """The page, living in a thread of its own."""

    def live() -> None:
        with contextlib.suppress(KeyboardInterrupt):
            page.run()

    def interrupt() -> None:
        raise KeyboardInterrupt

    thread = threading.Thread(target=live)
    thread.start()
    yield page
    page.ask(interrupt)
    thread.join(10.0)
    assert not thread.is_alive()


@pytest.fixture
def asked(running: PlayPage) -> Callable[[Callable[[], object]], object]:
    """Asks the page's loop for something, and waits until it is done."""

    def ask(wish: Callable[[], object]) -> object:
        done, answers = threading.Event(), []

        def answer() -> None:
            answers.append(wish())
            done.set()

        running.ask(answer)
        assert done.wait(10.0)
        return answers[0]

    return ask
