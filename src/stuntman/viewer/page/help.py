"""What the page says of keys, mouse, gamepad and fingers: of those that do something here."""

from html import escape

from stuntman.playback.destination import can_be_sent
from stuntman.playback.skills import is_jump
from stuntman.playback.world import LiveWorld


def help_html(world: LiveWorld, tricks: tuple[str, ...]) -> str:
    """In a few lines; where there is a screen to touch, hands.js shows those of its own.

    Args:
        tricks: what a gamepad's A, B, X and Y do.
    """
    keys, touch = [_mouse(world, "Click"), *_keys(world, tricks)], [_mouse(world, "Tap")]
    return (
        '<div style="font-size:12px;color:#8a93a3;padding:2px 14px 4px">'
        f'<div class="stuntman-keys">{_lines(keys)}</div>'
        f'<div class="stuntman-touch">{_lines(touch)}</div></div>'
    )


def _lines(texts: list[str]) -> str:
    return "".join(f'<div style="padding-bottom:4px">{text}</div>' for text in texts)


def _mouse(world: LiveWorld, click: str) -> str:
    where = ""
    if world.can_be_steered:
        where = f" {click} on the ground, and it goes there."
    elif can_be_sent(world.repertoire.values()):
        where = f" {click} on the ground to say where to."
    return f"Drag the body to pull it, drag elsewhere to look around.{where}"


def _keys(world: LiveWorld, tricks: tuple[str, ...]) -> list[str]:
    steer, stick = "", ""
    if world.can_be_steered:
        steer = "<b>W A S D</b> go, <b>shift</b> fast, <b>X</b> stop, "
        stick = "left stick go, right shoulder fast, "
    jumps = any(map(is_jump, world.skills))
    space = "<b>space</b> jump, <b>P</b> pause" if jumps else "<b>space</b> or <b>P</b> pause"
    return [
        f"Keys: {steer}<b>T</b> throw, <b>C</b> clear, <b>I K J L</b> push, <b>1</b>-<b>9</b> "
        f"skill, {space}, <b>N</b> step, <b>R</b> restart, <b>G</b> ghost, <b>F</b> camera, "
        "<b>M</b> film, <b>B</b> motion.",
        f"Gamepad: {stick}right stick look, <b>A B X Y</b> {escape(', '.join(tricks))}, left "
        "shoulder throw, start pause.",
    ]
