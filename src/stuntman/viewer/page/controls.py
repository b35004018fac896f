"""What viser's controls need a second line for."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import viser

T = TypeVar("T")


def add_command(
    server: viser.ViserServer, label: str, key: str, act: Callable[[viser.CommandEvent], object]
) -> None:
    """A word of the page's command palette, with a key of its own."""

    def triggered(event: viser.CommandEvent) -> None:
        act(event)

    server.gui.add_command(label, hotkey=cast(Any, key)).on_trigger(triggered)


def put(control: viser.GuiInputHandle[T], value: T) -> None:
    """Set a control, in all browsers."""
    control.value = value  # type: ignore[misc]  # a setter that mypy does not see
