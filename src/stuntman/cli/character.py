"""`stuntman character`."""

from __future__ import annotations

import json
import math
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Column, Table
from tyro.conf import Positional

from stuntman import paths
from stuntman.cli.console import CONSOLE
from stuntman.errors import StuntmanError

if TYPE_CHECKING:
    from stuntman.characters.adoption import Adopted
    from stuntman.characters.character import Character as Body

Row = dict[str, str | float | list[str] | None]  # as JSON
_SHOWN = 6
_HEADERS = {"name": "drive"}


@dataclass(frozen=True)
class Character:
    """List the bodies that can perform, or add one from any MuJoCo model with a free root.

    To remove a body of yours, delete its folder; the list says where it is.

    Example: stuntman character add robot.xml --name robot
    """

    action: Positional[str] = "list"
    """list; add: find feet, hands and drives of a model, and put it into your library; or the name
    of a body, whose drives are then listed, and what of them was derived."""
    model: Positional[Path | None] = None
    """The model to add, MJCF."""
    name: str | None = None
    """What to call it; the file's name if not given."""
    bone_map: dict[str, str] = field(default_factory=dict)
    """Which body is which part of a person, where the guess is wrong: left_thigh BODY ..."""

    drives: str | None = None
    """What is known of its drives: a .toml (docs/characters.md), or unitree_g1, a known robot's."""
    json: bool = False
    """Print JSON: the list, or the drives of a body."""

    def run(self) -> int:
        if self.action != "add":
            self._show()
            return 0
        if self.json:
            raise StuntmanError("--json is for the list and for a body's drives: leave it out.")
        if self.model is None:
            raise StuntmanError("give the model to add: `stuntman character add robot.xml`.")
        from stuntman.characters import adoption

        name = paths.name_of(self.model) if self.name is None else self.name
        added = adoption.adopt(self.model, name, self.bone_map, self.drives)
        table = Table(show_header=False, box=None)
        for key, value in _lines(added).items():
            table.add_row(key, value)
        CONSOLE.print(table)
        CONSOLE.print(
            f"Wrote {added.folder}; correct character.toml there by hand.", soft_wrap=True
        )
        CONSOLE.print(_next(name, added), soft_wrap=True)
        return 0

    def _show(self) -> None:
        """The list, or what one body is."""
        from stuntman.characters import character as characters
        from stuntman.characters import library as bodies

        if self.model is not None:
            raise StuntmanError(
                f"{self.action} takes no '{self.model}': give add MODEL, list, or the name of a "
                f"body; one of yours is removed by deleting its folder in {bodies.own_folder()}."
            )
        listed = self.action == "list"
        body = None if listed else characters.load(self.action)
        rows = _bodies() if body is None else _drive_rows(body)
        if self.json:
            print(json.dumps(rows, indent=2))
        elif body is None:
            _print_bodies(rows)
        else:
            _print_drives(body.description, self.action, rows)


def _next(name: str, added: Adopted) -> str:
    """What to do with a body that was added, as a sentence."""
    from stuntman.motion import library

    called = shlex.quote(name)
    if not added.structure.parts:
        return (
            f"Clips of persons do not fit it: draw one for it, with character = {json.dumps(name)} "
            "(docs/keyframes.md), and `stuntman train CLIP.toml` teaches it."
        )
    train = f"`stuntman train walk --character {called}`"
    if library.knows("walk"):
        return f"{train} teaches it to walk."
    return f"`stuntman clips fetch` brings the classic clips; then {train} teaches it to walk."


def _bodies() -> list[Row]:
    """The bodies that there are."""
    from stuntman.characters import character as characters
    from stuntman.characters import library as bodies

    rows: list[Row] = []
    for name in bodies.names():
        body = characters.load(name)
        own = bodies.own_folder() in body.model_path.parents
        source = "yours" if own else "stuntman"
        rows.append({"name": name, "description": body.description, "source": source})
    return rows


def _print_bodies(rows: list[Row]) -> None:
    from stuntman.characters import library as bodies

    table = Table("character", "what it is", "source")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    CONSOLE.print(table)
    if any(row["source"] == "yours" for row in rows):
        CONSOLE.print(
            f"Yours are in {bodies.own_folder()}: delete a folder there to remove its body.",
            soft_wrap=True,
        )


def _drive_rows(body: Body) -> list[Row]:
    """A body's drives, in N m, N m/rad, N m s/rad, kg m² and rad/s; kd is with the joint's own
    damping."""
    from stuntman.characters.character import DriveNote
    from stuntman.mjcf.actuators import PdActuators

    model = body.spec().compile()
    drives = PdActuators(model)
    rows: list[Row] = []
    for k in range(model.nu):
        name, dof = model.actuator(k).name, int(drives.dof[k]) + 6
        note = body.drives.get(name, DriveNote())
        rows.append(
            {
                "name": name,
                "torque_limit": _number(float(drives.limit[k])),
                "kp": _number(float(drives.gain[k])),
                "kd": _number(float(drives.lag[k] * drives.gain[k])),
                "armature": _number(model.dof_armature[dof]),
                "velocity_limit": note.velocity_limit,
                "derived": list(note.derived),
            }
        )
    return rows


def _number(value: float) -> float | None:
    """As JSON has it, without the noise of single precision; None where there is no limit."""
    return float(f"{value:.6g}") if math.isfinite(value) else None


def _print_drives(description: str, name: str, rows: list[Row]) -> None:
    CONSOLE.print(f"{name}: {description}", highlight=False)
    keys = [key for key in rows[0] if any(row[key] not in (None, []) for row in rows)]
    headers = [_HEADERS.get(key, key.replace("_", " ")) for key in keys]
    # A name is needed whole, to be written elsewhere: in a narrow place other columns go on in the
    # next line, and a name only where it takes half of the width.
    whole = 2 * max(len(str(row["name"])) for row in rows) < CONSOLE.width
    table = Table(*(Column(header, overflow="fold") for header in headers))
    table.columns[0].no_wrap = whole
    for row in rows:
        table.add_row(*(_cell(row[key]) for key in keys))
    CONSOLE.print(table)
    CONSOLE.print("In N m, N m/rad, N m s/rad, kg m² and rad/s.", highlight=False)


def _cell(value: object) -> str:
    if isinstance(value, float | int):
        return _plain(value)
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _plain(number: float) -> str:
    """Three digits that count, without an exponent: 1240, 0.0251."""
    return f"{float(f'{number:.3g}'):.12f}".rstrip("0").rstrip(".")


def _lines(added: Adopted) -> dict[str, str]:
    found, model = added.structure, added.model
    middle = [name for name in found.trunk if name != found.root]
    person = f"a person's, {len(found.parts)} parts" if found.parts else "no person's: legs unnamed"
    out = {
        "body": f"{model.body_mass.sum():.1f} kg, {found.height:.2f} m, {model.nbody - 1} links, "
        f"{model.nv} degrees of freedom",
        "root": found.root,
        "feet": ", ".join(found.feet),
        "other ends": ", ".join(found.hands) or "none",
        "trunk": ", ".join(middle) or "the root alone",
        "mirror pairs": _few([f"{left} - {right}" for left, right in found.pairs]),
        "parts": person,
        "drives": _drives(added),
    }
    return out | {
        "changed" if k == 0 else " " * (k + 1): note for k, note in enumerate(added.notes)
    }


def _drives(added: Adopted) -> str:
    from stuntman.characters import gains

    kept = sum(drive.kept for drive in added.drives)
    derived = [drive for drive in added.drives if not drive.kept]
    out = [f"{kept} of the model's own or known"] if kept else []
    if derived:
        stiffnesses = [drive.kp for drive in derived]
        out.append(
            f"{len(derived)} derived from the joints' inertia: natural frequency "
            f"{gains.FREQUENCY:g} rad/s ({gains.FREQUENCY / (2 * math.pi):.1f} Hz), damping "
            f"ratio {gains.DAMPING_RATIO:g}, kp "
            f"{_plain(min(stiffnesses))} to {_plain(max(stiffnesses))} N m/rad"
        )
    guessed = [drive for drive in added.drives if not drive.limited]
    if guessed:
        limits = [drive.limit for drive in guessed]
        out.append(
            f"{len(guessed)} torque limits, of which the model tells none, "
            f"{_plain(min(limits))} to {_plain(max(limits))} N m"
        )
    return "; ".join(out)


def _few(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more or "none"
