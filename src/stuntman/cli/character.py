"""`stuntman character`."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from tyro.conf import Positional

from stuntman import paths
from stuntman.cli.console import CONSOLE
from stuntman.errors import StuntmanError

if TYPE_CHECKING:
    from stuntman.characters.adoption import Adopted

_SHOWN = 6


@dataclass(frozen=True)
class Character:
    """List the bodies that can perform, or add one from any MuJoCo model with a free root.

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

    def run(self) -> int:
        if self.action == "list":
            self._list()
            return 0
        if self.action != "add":
            _tell(self.action)
            return 0
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
        if added.structure.parts:
            CONSOLE.print(f"`stuntman train walk --character {name}` teaches it to walk.")
        return 0

    def _list(self) -> None:
        from stuntman.characters import character as characters
        from stuntman.characters import library as bodies

        table = Table("character", "what it is", "source")
        for name in bodies.names():
            body = characters.load(name)
            own = bodies.own_folder() in body.model_path.parents
            table.add_row(name, body.description, "yours" if own else "stuntman")
        CONSOLE.print(table)


def _tell(which: str) -> None:
    """A body's drives."""

    from stuntman.characters import character as characters
    from stuntman.mjcf.actuators import PdActuators

    body = characters.load(which)
    model = body.spec().compile()
    drives = PdActuators(model)
    CONSOLE.print(f"{body.name}: {body.description}", highlight=False)
    table = Table("drive", "torque limit", "kp", "kd", "armature", "velocity limit", "derived")
    for k in range(model.nu):
        name, dof = model.actuator(k).name, int(drives.dof[k]) + 6
        note = body.drives.get(name, characters.DriveNote())
        kd = drives.lag[k] * drives.gain[k]
        fast = "" if note.velocity_limit is None else f"{note.velocity_limit:g}"
        numbers = (drives.limit[k], drives.gain[k], kd, model.dof_armature[dof])
        table.add_row(name, *(f"{x:.3g}" for x in numbers), fast, ", ".join(note.derived))
    CONSOLE.print(table)
    CONSOLE.print("In N m, N m/rad, N m s/rad, kg m² and rad/s.", highlight=False)


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
            f"{min(stiffnesses):.3g} to {max(stiffnesses):.3g} N m/rad"
        )
    guessed = [drive for drive in added.drives if not drive.limited]
    if guessed:
        limits = [drive.limit for drive in guessed]
        out.append(
            f"{len(guessed)} torque limits, of which the model tells none, "
            f"{min(limits):.3g} to {max(limits):.3g} N m"
        )
    return "; ".join(out)


def _few(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more or "none"
