"""What viser's controls need a second line for, and what browsers may do with them."""

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import viser
from viser import _messages as messages

T = TypeVar("T")

_TAKEN = (
    messages.CommandTriggerMessage,
    messages.SceneNodeDragMessage,
    messages.ScenePointerMessage,
)


def add_command(
    server: viser.ViserServer,
    label: str,
    key: str | None,
    act: Callable[[viser.CommandEvent], object],
    shift: bool = False,
) -> viser.CommandHandle:
    """An entry of the page's command palette, with a key if given, alone or with shift."""

    def triggered(event: viser.CommandEvent) -> None:
        act(event)

    command = server.gui.add_command(
        label, hotkey=cast(Any, key), modifier="shift" if shift else None
    )
    command.on_trigger(triggered)
    return command


def put(control: viser.GuiInputHandle[T], value: T) -> None:
    """Set a control, in all browsers."""
    control.value = value  # type: ignore[misc]  # a setter that mypy does not see


def check_what_browsers_send(server: viser.ViserServer) -> None:
    """Let browsers set controls within what these allow, use keys, click and drag; nothing else.

    viser believes what it is sent: it writes into any field of a control, and whoever asks gets a
    public tunnel to the page. Who sends what no control allows is told so.
    """
    incoming, gui = server._websock_server, server.gui
    for kind in set(incoming._incoming_handlers) - set(_TAKEN):
        incoming.unregister_handler(kind)

    async def check(client_id: Any, message: messages.GuiUpdateMessage) -> None:
        match message.uuid, message.updates:
            case str() as uuid, {"value": asked}:
                value = granted(gui._gui_input_handle_from_uuid.get(uuid), asked)
            case _:
                return
        if value is not None:
            message.updates = {"value": value}
            await gui._handle_gui_updates(client_id, message)
        elif client := server.get_clients().get(client_id):
            client.add_notification("Not done", f"{asked!r:.40} is no value of it.", color="red")

    incoming.register_handler(messages.GuiUpdateMessage, check)


def granted(control: object, asked: object) -> object:
    """The value that a control takes where another is asked for, within its ends; None
    where it takes none."""
    match control, asked:
        case viser.GuiSliderHandle(), (int() | float()) as number if math.isfinite(number):
            return min(max(number, control.min), control.max)
        case viser.GuiVector3Handle(), [*numbers] if len(numbers) == 3:
            ends = zip(numbers, control.min or (), control.max or (), strict=True)
            within = [
                min(max(number, least), most)
                for number, least, most in ends
                if isinstance(number, int | float) and math.isfinite(number)
            ]
            return within if len(within) == 3 else None
        case ((viser.GuiDropdownHandle() | viser.GuiButtonGroupHandle()), str() as option):
            return option if option in control.options else None
        case ((viser.GuiCheckboxHandle() | viser.GuiButtonHandle()), bool()):
            return asked
    return None
