"""Who may come to the page: its own tabs, opened by an address that is the server's.

Any web page can open a websocket to any address. Which page it was, the browser says in `Origin`.
By which name it reached the server, it says in `Host`: an attacker can let a name of theirs point
at this machine (DNS rebinding), and the page at that name would then be of the same origin.
"""

import asyncio
import math
import re
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any

import websockets.asyncio.server
from websockets.asyncio.server import ServerConnection
from websockets.datastructures import Headers
from websockets.http11 import Request, Response
from websockets.typing import Data

from stuntman.errors import StuntmanError

# Of one browser; dragging sends as many as the screen has pictures, 60 to 144 a second.
MESSAGES_PER_SECOND, BURST = 200, 400
_EVERYWHERE = "0.0.0.0"
_HOST = re.compile(r"(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[\w.-]+))(?::\d{1,5})?", re.ASCII)
_REFUSED = (
    "This page does not answer to the address that you or another page used. Open the address that "
    "`stuntman play` printed, or start it with --allow-origin and what your address begins with.\n"
)


@dataclass(frozen=True)
class Visitors:
    """Who may come.

    Attributes:
        names: of the server, beside the loopback addresses.
        origins: further pages that may come, such as "https://robots.example.com".
        everywhere: whether the server listens to all of this machine's addresses. Any address will
            then do, for it takes a name to deceive a browser.
    """

    names: frozenset[str]
    origins: frozenset[str]
    everywhere: bool

    def allow(self, headers: Headers) -> bool:
        """Whether a request with these headers is answered. A websocket has to tell its origin."""
        hosts, origins = headers.get_all("Host"), headers.get_all("Origin")
        if len(hosts) != 1 or len(origins) > 1 or not self._is_ours(hosts[0].lower()):
            return False
        if not origins:
            return "Upgrade" not in headers
        origin = origins[0].lower()
        return origin == f"http://{hosts[0].lower()}" or origin in self.origins

    def _is_ours(self, host: str) -> bool:
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        name = found["v6"] or found["name"]
        if name in self.names:
            return True
        try:
            address = ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or self.everywhere


def visitors(host: str, origins: Sequence[str]) -> Visitors:
    """Who may come to a server that listens on `host`, where pages of `origins` may too.

    Raises:
        StuntmanError: one of these is no origin.
    """
    names = {"localhost", host.lower()}
    further = set()
    for origin in origins:
        scheme, _, place = origin.lower().removesuffix("/").partition("://")
        found = _HOST.fullmatch(place)
        if scheme not in ("http", "https") or found is None:
            raise StuntmanError(
                f"--allow-origin is {origin!r}: give what the page's address begins with, such as "
                "https://robots.example.com."
            )
        names.add(found["v6"] or found["name"])
        further.add(f"{scheme}://{place}")
    address = socket.gethostbyname(host)
    everywhere = address == _EVERYWHERE
    names.add(socket.gethostname().lower() if everywhere else address)
    return Visitors(frozenset(names), frozenset(further), everywhere)


class PacedConnection(ServerConnection):
    """Is read at no more than an even rate after a first burst: whoever floods it waits, and the
    page lives on for all others."""

    _free_at = -math.inf  # s of the clock, when nothing of a burst is left

    async def recv(self, decode: bool | None = None) -> Data:  # type: ignore[override]
        """The next message."""
        message = await super().recv(decode)
        now = time.monotonic()
        self._free_at = max(self._free_at, now) + 1.0 / MESSAGES_PER_SECOND
        early = self._free_at - now - BURST / MESSAGES_PER_SECOND
        if early > 0.0:
            await asyncio.sleep(early)
        return message


@contextmanager
def only(whom: Visitors) -> Iterator[None]:
    """Websocket servers that are started meanwhile turn all others away, and let no other page put
    theirs into a frame; and each is read at its pace. viser has no setting for it.

    Raises:
        RuntimeError: none was started as expected, so that everybody could come.
    """
    plain, guarded = websockets.asyncio.server.serve, False

    def serve(*where: Any, process_request: Any, **settings: Any) -> Any:
        nonlocal guarded
        guarded = True

        def answer(connection: ServerConnection, request: Request) -> Response | None:
            if not whom.allow(request.headers):
                return connection.respond(HTTPStatus.FORBIDDEN, _REFUSED)
            response: Response | None = process_request(connection, request)
            if response is not None:
                response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
            return response

        paced = {"create_connection": PacedConnection}
        return plain(*where, process_request=answer, **(settings | paced))

    websockets.asyncio.server.serve = serve  # type: ignore[assignment, misc]
    try:
        yield
    finally:
        websockets.asyncio.server.serve = plain  # type: ignore[misc]
    if not guarded:
        raise RuntimeError("this version of viser starts its server in another way")
