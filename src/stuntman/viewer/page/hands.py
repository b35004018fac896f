"""Keys that are held, a gamepad, fingers: of these viser tells nothing, so a script in the browser
does."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import viser
from viser import _messages as messages

# Buttons of the standard gamepad, as browsers number them.
TRICK_BUTTONS, THROW_BUTTONS, START = (0, 1, 2, 3), (4, 6), 9  # A B X Y, left shoulder and trigger
_SCRIPT = Path(__file__).with_name("hands.js")
# Degrees to the left of the view, effort (below 0: stop), and a number that makes it news.
_LEAST, _MOST = (-180.0, -1.0, 0.0), (180.0, 1.0, 1.0)

Steer = Callable[[viser.ClientHandle, float, float], object]


def lay_on_hands(
    server: viser.ViserServer,
    keys: Mapping[str, float],
    pad: Mapping[int, viser.CommandHandle],
    touch: Mapping[str, viser.CommandHandle],
    steer: Steer | None,
) -> None:
    """Let all browsers steer and command by what is in their users' hands.

    Args:
        keys: letters, and how many degrees to the left of the view each leads.
        pad: what a gamepad's buttons do. touch: buttons on the glass, by what they are called.
        steer: called with whose browser asks, degrees to the left of its view, and effort from 0
            to 1, below 0 to stop; None where nobody can be steered.
    """
    stick = None if steer is None else _stick(server, steer)
    settings = {
        "stick": stick,
        "keys": {f"Key{letter}": degrees for letter, degrees in keys.items()},
        "pad": {button: command._impl.uuid for button, command in pad.items()},
        "touch": [(name, command._impl.uuid) for name, command in touch.items()],
    }
    source = f"const settings = {json.dumps(settings)};\n{_SCRIPT.read_text()}"
    server._websock_server.queue_message(messages.RunJavascriptMessage(source))


def _stick(server: viser.ViserServer, steer: Steer) -> str:
    """A control that nobody sees; its uuid."""
    control = server.gui.add_vector3(
        "Stick", (0.0, -1.0, 0.0), min=_LEAST, max=_MOST, visible=False
    )

    async def moved(event: viser.GuiEvent[viser.GuiVector3Handle]) -> None:
        if event.client is not None:  # async, so that wishes come in order
            degrees, effort, _ = event.target.value
            steer(event.client, degrees, effort)

    control.on_update(moved)
    return control._impl.uuid
