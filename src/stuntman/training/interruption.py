"""Ctrl-C and the system's requests to end, taken in order."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # the last of which Windows has not


@contextmanager
def interruptible() -> Iterator[threading.Event]:
    """The first signal sets the event, so that what is under way ends in order; a second one breaks
    off."""
    interrupted = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield interrupted
        return
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}

    def note(number: int, frame: FrameType | None) -> None:
        interrupted.set()
        signal.signal(number, before[number])

    for number in numbers:
        signal.signal(number, note)
    try:
        yield interrupted
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def never_swallowed() -> Iterator[None]:
    """Ctrl-C ends what is under way even if that catches it, as torch's exporter does in some of
    its imports, and then fails because something is missing.

    Raises:
        KeyboardInterrupt: it was pressed.
    """
    before, heard = signal.getsignal(signal.SIGINT), False
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or before is not signal.default_int_handler:  # somebody else answers it
        yield
        return

    def note(number: int, frame: FrameType | None) -> None:
        nonlocal heard
        heard = True
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard:
            raise KeyboardInterrupt
