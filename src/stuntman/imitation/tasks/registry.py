"""Tasks by name: a file beside this one, a package's entry point, or a user's own file."""

import hashlib
import importlib
import importlib.util
import pkgutil
import sys
import traceback
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from stuntman.errors import StuntmanError
from stuntman.imitation.tasks.goal import GoalSettings

GROUP = "stuntman.tasks"  # of entry points, each a module
_PACKAGE = "stuntman.imitation.tasks"
_SETTINGS = "Settings"  # what a task's module calls the dataclass of its settings


def names() -> list[str]:
    """Of the tasks that ship and of those of installed packages."""
    files = pkgutil.iter_modules([str(Path(__file__).parent)])
    shipped = [f.name for f in files if _SETTINGS in vars(importlib.import_module(_at(f.name)))]
    return sorted({*shipped, *(point.name for point in entry_points(group=GROUP))})


def settings_of(name: str, where: str) -> type[GoalSettings]:
    """The settings of a task.

    Args:
        name: of a task, or a .py file with one. where: what names it, for errors.

    Raises:
        StuntmanError: there is no such task, or the file is none.
    """
    if name.endswith(".py"):
        module = _of_file(Path(name), where)
    elif name in names():
        points = entry_points(group=GROUP, name=name)
        module = next(iter(points)).load() if points else importlib.import_module(_at(name))
    else:
        raise StuntmanError(
            f"{where}: no task '{name}': use one of {', '.join(names())}, or a .py file."
        )
    settings = vars(module).get(_SETTINGS)
    if not (isinstance(settings, type) and issubclass(settings, GoalSettings)) or (
        "__dataclass_fields__" not in vars(settings)  # its own; those above it have theirs
    ):
        raise StuntmanError(
            f"{where}: '{name}' has no dataclass '{_SETTINGS}' made from GoalSettings: see "
            "docs/tasks.md."
        )
    if settings.make is GoalSettings.make:
        raise StuntmanError(
            f"{where}: '{name}' has a '{_SETTINGS}' without 'make', which makes the goal: see "
            "docs/tasks.md."
        )
    return settings


def _at(name: str) -> str:
    return f"{_PACKAGE}.{name}"


def _of_file(path: Path, where: str) -> ModuleType:
    """The module of a user's file; the same one for the same text, so that types agree."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise StuntmanError(f"{where}: {path} cannot be read: {error.strerror}.") from error
    name = f"stuntman_task_{hashlib.sha256(text).hexdigest()[:16]}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None  # its name ends in .py
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # which dataclasses look themselves up in
    try:
        spec.loader.exec_module(module)
    except BaseException as error:  # the file is anybody's, and may raise anything
        del sys.modules[name]
        if isinstance(error, KeyboardInterrupt):
            raise
        reason = f"{type(error).__name__}, {error}"
        lines = [at.lineno for at in traceback.extract_tb(error.__traceback__) if _is(at, path)]
        place = f", line {lines[-1]}" if lines else ""
        raise StuntmanError(
            f"{where}: {path}{place} is no Python that runs here: {reason}."
        ) from error
    return module


def _is(at: traceback.FrameSummary, path: Path) -> bool:
    """Whether a place in a program is in this file."""
    return Path(at.filename) == path.absolute()
