"""The page's server, and the pace at which it lives."""

import contextlib
import io
import socket
import time
from collections.abc import Sequence

import viser

from stuntman.errors import StuntmanError
from stuntman.viewer.page.controls import check_what_browsers_send
from stuntman.viewer.page.visitors import only, visitors

_LATE = 1.0  # s behind after which what is lost is given up
_AT_ONCE = 6  # beats made up for together, so that something is seen of them


def open_server(host: str, port: int, allow_origin: Sequence[str] = ()) -> viser.ViserServer:
    """Serve an empty page; on the next free port where `port` is taken.

    Args:
        allow_origin: pages that may come beside its own, such as "https://robots.example.com".

    Raises:
        StuntmanError: this machine has no such address, or there is no such port or origin.
    """
    if not 0 < port < 65536:
        raise StuntmanError(f"--port is {port}: give one between 1 and 65535, such as 8080.")
    try:
        with socket.socket() as probe:
            probe.bind((host, 0))
    except OSError as error:
        raise StuntmanError(
            f"--host is '{host}', an address that this machine cannot listen on: give 127.0.0.1 "
            "for this machine alone, or 0.0.0.0 for all who reach it."
        ) from error
    whom = visitors(host, allow_origin)
    # The caller says where it is, and who may come.
    with contextlib.redirect_stdout(io.StringIO()), only(whom):
        server = viser.ViserServer(host=host, port=port, verbose=False)
    check_what_browsers_send(server)
    server.gui.configure_theme(
        show_logo=False, show_share_button=False, brand_color=(92, 76, 200), control_width="medium"
    )
    # Docked, for a panel afloat would lie over the character in a small window.
    server.gui.main_panel.dock_right()
    return server


def close_server(server: viser.ViserServer) -> None:
    """Close the page in all browsers."""
    with contextlib.redirect_stdout(io.StringIO()):
        server.stop()


class Ticker:
    """Beats at an even rate."""

    def __init__(self, rate: float) -> None:
        self._period = 1.0 / rate
        self._next = time.perf_counter()

    def wait(self) -> int:
        """Sleep until the next beat.

        Returns:
            How many beats are due: more than one where the work since the last took longer.
        """
        now = time.perf_counter()
        time.sleep(max(0.0, self._next - now))
        missed = int(max(0.0, now - self._next) / self._period)
        due = 1 + min(missed, _AT_ONCE - 1)
        self._next = max(self._next + due * self._period, now - _LATE)
        return due
