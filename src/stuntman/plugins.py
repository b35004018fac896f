"""Parts that anybody may add: a file of ours, a package's entry point, or a user's own file."""

import hashlib
import importlib
import importlib.util
import inspect
import pkgutil
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from stuntman.errors import StuntmanError

_SETTINGS = "Settings"  # what a part's module calls the dataclass of its settings
_OWN = "stuntman_own_"  # begins the names of modules that are users' own files


@dataclass(frozen=True)
class Plugins:
    """All parts of a kind, by name.

    Attributes:
        kind: what they are, in a word. package: ours with those that ship.
        base: of what their settings are made. makes: what its method `make` makes, in words.
        docs: the page that tells how.
    """

    kind: str
    package: str
    base: type[Any]
    makes: str
    docs: str

    @property
    def group(self) -> str:
        """Of entry points, each a module."""
        return f"stuntman.{self.package.rsplit('.', 1)[-1]}"

    def names(self) -> list[str]:
        """Of the parts that ship and of those of installed packages."""
        folder = importlib.import_module(self.package).__path__
        files = [file.name for file in pkgutil.iter_modules(folder)]
        shipped = [n for n in files if _SETTINGS in vars(importlib.import_module(self._at(n)))]
        return sorted({*shipped, *(point.name for point in entry_points(group=self.group))})

    def settings_of(self, name: str, where: str) -> type[Any]:
        """The settings of a part.

        Args:
            name: of one, or a .py file with one. where: what names it, for errors.

        Raises:
            StuntmanError: there is no such part, or the file is none.
        """
        if name.endswith(".py"):
            module = self._of_file(Path(name), where)
        elif name in self.names():
            points = entry_points(group=self.group, name=name)
            at = self._at(name)
            module = next(iter(points)).load() if points else importlib.import_module(at)
        else:
            raise StuntmanError(
                f"{where}: no {self.kind} '{name}': use one of {', '.join(self.names())}, or a .py "
                "file."
            )
        settings: Any = vars(module).get(_SETTINGS)
        if not (isinstance(settings, type) and issubclass(settings, self.base)) or (
            "__dataclass_fields__" not in vars(settings)  # its own; those above it have theirs
        ):
            raise StuntmanError(
                f"{where}: '{name}' has no dataclass '{_SETTINGS}' made from "
                f"{self.base.__name__}: see {self.docs}."
            )
        make, like = getattr(settings, "make"), vars(self.base)["make"]  # noqa: B009
        if make is like:
            raise StuntmanError(
                f"{where}: '{name}' has a '{_SETTINGS}' without 'make', which makes {self.makes}: "
                f"see {self.docs}."
            )
        if not accepts(make, like):
            raise StuntmanError(
                f"{where}: 'make' in '{name}' has to take {_arguments(like)}: see {self.docs}."
            )
        return settings

    def _at(self, name: str) -> str:
        return f"{self.package}.{name}"

    def _of_file(self, path: Path, where: str) -> ModuleType:
        """The module of a user's file; the same one for the same text, so that types agree."""
        try:
            text = path.read_bytes()
        except OSError as error:
            raise StuntmanError(f"{where}: {path} cannot be read: {error.strerror}.") from error
        name = f"{_OWN}{self.kind}_{hashlib.sha256(text).hexdigest()[:16]}"
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


def accepts(method: object, like: Callable[..., object]) -> bool:
    """Whether something can be called with the arguments of a method of ours, by place."""
    if not callable(method):
        return False
    try:
        inspect.signature(method).bind(*inspect.signature(like).parameters)
    except TypeError:
        return False
    return True


def file_of(part: type | Callable[..., object]) -> str:
    """The file that a class or a function comes from, for errors."""
    module = sys.modules.get(part.__module__)
    return _shown(getattr(module, "__file__", None) or part.__module__)


def fault(error: BaseException) -> str | None:
    """What a user's own file has raised, with the place; None if the error came through none."""
    walked = traceback.walk_tb(error.__traceback__)
    own = [at for at in walked if str(at[0].f_globals.get("__name__")).startswith(_OWN)]
    if not own:
        return None
    frame, line = own[-1]
    said = (str(error).strip() or "no more").splitlines()[0].rstrip(".")
    place = f"{_shown(frame.f_code.co_filename)}, line {line}"
    return f"{place}, in '{frame.f_code.co_name}': {type(error).__name__}, {said}."


def _arguments(method: Callable[..., object]) -> str:
    """Of a method, in words."""
    return ", ".join(inspect.signature(method).parameters)


def _shown(file: str) -> str:
    """A file, from where we are if it is below."""
    path = Path(file)
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _is(at: traceback.FrameSummary, path: Path) -> bool:
    """Whether a place in a program is in this file."""
    return Path(at.filename) == path.absolute()
