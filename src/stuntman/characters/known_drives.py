"""What is known of a robot's drives: a TOML file with a table for each joint, or for several."""

import tomllib
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from pathlib import Path

import mujoco

from stuntman import paths
from stuntman.errors import StuntmanError

FOLDER = Path(__file__).parent / "drives"
_MOST = 1e6  # of any of these numbers


@dataclass(frozen=True)
class KnownDrive:
    """What is known of a joint's drive; None is not known.

    Attributes:
        torque_limit: N m. velocity_limit: rad/s. armature: kg m², of motor and gears at the joint.
        kp: N m/rad. kd: N m s/rad.
    """

    torque_limit: float | None = None
    armature: float | None = None
    kp: float | None = None
    kd: float | None = None
    velocity_limit: float | None = None


def names() -> list[str]:
    """Names of the robots whose drives are known here."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load(name_or_path: str, model: mujoco.MjModel) -> dict[str, KnownDrive]:
    """What a file, or that of a known robot, tells of a model's joints, by their names.

    A table's name is that of a joint, or a pattern: "*_knee" is every joint that ends so. Where
    several fit, the last one that tells a number counts.

    Raises:
        StuntmanError: the file cannot be read, or tells of a joint or a number that is none.
    """
    path = FOLDER / f"{name_or_path}.toml" if name_or_path in names() else Path(name_or_path)
    if not paths.is_file(path):
        raise StuntmanError(
            f"--drives {name_or_path}: no such file; give a .toml, or one of {', '.join(names())}"
        )
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise StuntmanError(f"{path} is not valid TOML: {error}") from error
    joints = [model.joint(k).name for k in range(1, model.njnt)]
    found: dict[str, dict[str, float]] = {}
    for pattern, table in tables.items():
        row = _row(path, pattern, table)
        fitting = [joint for joint in joints if fnmatchcase(joint, pattern)]
        if not fitting:
            raise StuntmanError(
                f'{path}: no joint is called "{pattern}"; they are {", ".join(joints)}'
            )
        for joint in fitting:
            found[joint] = found.get(joint, {}) | row
    for joint, row in found.items():
        if ("kp" in row) != ("kd" in row):
            raise StuntmanError(f"{path}: {joint} has one of kp and kd: give both, or neither")
    return {joint: KnownDrive(**row) for joint, row in found.items()}


def fitting(model: mujoco.MjModel) -> list[str]:
    """Names of known robots with which each of a model's joints has a drive."""
    joints = {model.joint(k).name for k in range(1, model.njnt)}
    out = []
    for name in names():
        try:
            if load(name, model).keys() == joints:
                out.append(name)
        except StuntmanError:  # another robot's
            continue
    return out


def _row(path: Path, pattern: str, table: object) -> dict[str, float]:
    keys = [field.name for field in fields(KnownDrive)]
    if not isinstance(table, dict):
        raise StuntmanError(f'{path}: "{pattern}" is no table: write ["{pattern}"] above its lines')
    for key, value in table.items():
        if key not in keys:
            raise StuntmanError(
                f'{path}: "{pattern}" has an unknown key {key!r}: use {", ".join(keys)}'
            )
        if type(value) not in (int, float) or not 0.0 <= value <= _MOST:
            raise StuntmanError(
                f'{path}: {key} of "{pattern}" is {value!r:.40}: give a number from 0 to {_MOST:g}'
            )
        if value == 0 and key != "armature" and key != "kd":
            raise StuntmanError(f'{path}: {key} of "{pattern}" is 0, and has to be more')
    return {key: float(value) for key, value in table.items()}
