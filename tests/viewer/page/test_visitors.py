"""Who may come to the page, over the very sockets."""

import contextlib
import http.client
import socket
import threading
import time
from typing import Any

import msgspec
import pytest
import viser
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from stuntman.errors import StuntmanError
from stuntman.viewer.page.visitors import BURST, MESSAGES_PER_SECOND, visitors
from stuntman.viewer.page.web import close_server, open_server

PROTOCOL = Subprotocol(f"viser-v{viser.__version__}")
EVIL = "http://evil.example"


def answer(server: viser.ViserServer, **headers: str | None) -> int:
    """The status of a websocket's handshake whose headers are forged; None leaves one out."""
    port = server.get_port()
    told = {"Host": f"127.0.0.1:{port}", "Origin": f"http://127.0.0.1:{port}"} | headers
    key = "dGhlIHNhbXBsZSBub25jZQ=="
    lines = [
        "GET / HTTP/1.1",
        *(f"{name}: {value.format(port=port)}" for name, value in told.items() if value),
        *("Upgrade: websocket", "Connection: Upgrade", f"Sec-WebSocket-Key: {key}"),
        *("Sec-WebSocket-Version: 13", f"Sec-WebSocket-Protocol: {PROTOCOL}"),
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=10.0) as raw:
        raw.sendall("\r\n".join([*lines, "", ""]).encode())
        return int(raw.recv(64).split()[1])


def get(server: viser.ViserServer, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.get_port(), timeout=10.0)
    connection.request("GET", "/", headers=headers)
    return connection.getresponse()


def test_the_pages_own_tabs_come_in_by_each_name_of_this_machine(server: viser.ViserServer) -> None:
    for name in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
        host = f"{name}:{server.get_port()}"
        assert answer(server, Host=host, Origin=f"http://{host}") == 101
    tunnel = {"Host": "localhost:9000", "Origin": "http://localhost:9000"}  # of ssh -L 9000
    assert answer(server, **tunnel) == 101


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": EVIL},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": "http://localhost:{port}"},  # while Host is 127.0.0.1
        {"Origin": "http://127.0.0.1:3000"},  # another program's page
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://127.0.0.1:{port}.evil.example"},
        {"Host": "evil.example"},
        {"Host": None},
        {"Host": "evil.example", "Origin": EVIL},  # DNS rebinding
        {"Host": "evil.example:{port}", "Origin": "http://evil.example:{port}"},
        {"Host": "localhost.evil.example", "Origin": "http://localhost.evil.example"},
        {"Host": "127.0.0.1.evil.example", "Origin": "http://127.0.0.1.evil.example"},
        {"Host": "evil@127.0.0.1", "Origin": "http://evil@127.0.0.1"},
        {"Host": "10.1.2.3:{port}", "Origin": "http://10.1.2.3:{port}"},
        {"Host": "[::1", "Origin": "http://[::1"},
    ],
    ids=str,
)
def test_no_other_page_and_no_other_name_comes_in(
    server: viser.ViserServer, headers: dict[str, str | None]
) -> None:
    assert answer(server, **headers) == 403


def test_a_header_twice_does_not_come_in() -> None:
    whom = visitors("127.0.0.1", ())
    own = [("Host", "localhost"), ("Origin", "http://localhost")]
    assert whom.allow(Headers(own))
    assert not whom.allow(Headers([*own, ("Origin", EVIL)]))
    assert not whom.allow(Headers([("Host", "evil.example"), *own]))


def test_the_page_itself_is_not_given_away_either(server: viser.ViserServer) -> None:
    given = get(server)
    assert given.status == 200 and b"<html" in given.read()
    assert given.headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    refused = get(server, Host="evil.example")
    assert refused.status == 403 and b"--allow-origin" in refused.read()
    assert get(server, Origin=EVIL).status == 403


def test_a_refused_browser_is_told(server: viser.ViserServer) -> None:
    url = f"ws://127.0.0.1:{server.get_port()}"
    with pytest.raises(InvalidStatus) as caught:
        connect(url, origin=Origin(EVIL), subprotocols=[PROTOCOL])
    assert caught.value.response.status_code == 403


def test_a_page_that_is_named_comes_in(port: int) -> None:
    server = open_server("127.0.0.1", port, ["https://Robots.example.com/"])
    try:
        page = "https://robots.example.com"
        assert answer(server, Host="robots.example.com", Origin=page) == 101
        assert answer(server, Origin=page) == 101  # the proxy gives its own host
        assert answer(server, Host="robots.example.com", Origin=EVIL) == 403
        assert answer(server) == 101
    finally:
        close_server(server)


def test_who_listens_everywhere_is_found_by_address_and_by_the_machines_name() -> None:
    whom = visitors("0.0.0.0", ())
    for host in ("192.168.1.7:8080", "[fd00::7]:8080", f"{socket.gethostname()}:8080"):
        assert whom.allow(Headers(Host=host, Origin=f"http://{host}", Upgrade="websocket")), host
    assert not whom.allow(Headers(Host="192.168.1.7", Origin=EVIL, Upgrade="websocket"))
    assert not whom.allow(Headers(Host="evil.example", Origin=EVIL, Upgrade="websocket"))


@pytest.mark.parametrize("origin", ["*", "", "evil.example", "ftp://a", "http://a/b", "http://*"])
def test_what_is_no_origin_is_said(origin: str) -> None:
    with pytest.raises(StuntmanError, match="--allow-origin"):
        visitors("127.0.0.1", [origin])


def test_who_floods_a_socket_is_read_at_a_pace_and_others_are_answered(
    server: viser.ViserServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    handle = server._websock_server._handle_incoming_message

    def counted(client: Any, message: Any) -> Any:
        read.append(client)
        return handle(client, message)

    monkeypatch.setattr(server._websock_server, "_handle_incoming_message", counted)
    port = server.get_port()
    where, origin = f"ws://127.0.0.1:{port}", Origin(f"http://127.0.0.1:{port}")
    message = msgspec.msgpack.encode({"type": "GuiUpdateMessage", "uuid": "x", "updates": {}})
    with connect(where, origin=origin, subprotocols=[PROTOCOL]) as flood:
        begun = time.monotonic()

        def send() -> None:
            with contextlib.suppress(ConnectionClosed, OSError):
                while True:
                    flood.send(message)

        thread = threading.Thread(target=send, daemon=True)
        thread.start()
        while len(read) <= BURST and time.monotonic() - begun < 30.0:
            time.sleep(0.01)
        assert get(server).status == 200
        assert len(read) <= BURST + MESSAGES_PER_SECOND * (time.monotonic() - begun) + 1
        flood.socket.close()
    assert len(read) > BURST
