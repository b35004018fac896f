"""From arguments to a command, and from tyro's boxes to one sentence."""

import contextlib
import dataclasses
import io
import itertools
import math
import re
import types
from collections.abc import Callable, Collection
from functools import partial
from typing import Any, Protocol, Union, get_args, runtime_checkable

import tyro
from tyro.constructors import (
    ConstructorRegistry,
    PrimitiveConstructorSpec,
    PrimitiveTypeInfo,
    UnsupportedTypeAnnotationError,
)

from stuntman.errors import StuntmanError

REGISTRY = ConstructorRegistry()
MARKERS = (tyro.conf.PositionalMetavarFromFieldName,)
_MEANT = "did you mean"
_NONE = "none"  # how an option is written that is not given


class Command(Protocol):
    """A command: a frozen dataclass whose fields are its arguments, and whose docstring is its
    help; the last line is an example."""

    def run(self) -> int:
        """Do it; the exit code."""


@runtime_checkable
class Checked(Protocol):
    """A command that can tell of mistakes before it imports what takes seconds."""

    def check_arguments(self) -> None:
        """Refuse what cannot be done, as StuntmanError."""


def parse(
    name: str,
    kind: type,
    arguments: list[str],
    default: Any = None,
    cli: Callable[..., Any] = tyro.cli,
) -> Any:
    """The command with its arguments; None after its help was printed.

    Args:
        default: a command whose values stand where no argument says otherwise.
        cli: what reads them, and gives what it gives.

    Raises:
        StuntmanError: the arguments are not such as the command takes.
    """
    errors = io.StringIO()
    try:
        with contextlib.redirect_stderr(errors):
            return cli(
                kind,
                prog=f"stuntman {name}",
                args=arguments,
                default=default,
                config=MARKERS,
                registry=REGISTRY,
            )
    except SystemExit as end:
        if not end.code:
            return None
        raise StuntmanError(
            f"{_error_in(errors.getvalue())} (`stuntman {name} --help` lists the arguments.)"
        ) from end


def refuse_early(name: str, kind: type, arguments: list[str], others: Collection[str]) -> None:
    """Tell of mistakes in a command's own options before what knows the others is imported.

    Args:
        kind: the command with its own options alone; `Checked`.
        others: more options, by name; as every one with a dot, they are judged later.

    Raises:
        StuntmanError: an option is misspelt, or its value is not such as it takes.
    """
    cli = partial(tyro.cli, return_unknown_args=True)
    given, rest = parse(name, kind, arguments, cli=cli)
    given.check_arguments()
    named = (word.split("=")[0].replace("_", "-") for word in rest if word.startswith("--"))
    unknown = [word for word in named if "." not in word and word not in others]
    for word in unknown:
        try:
            parse(name, kind, [word])
        except StuntmanError as error:
            if _MEANT in str(error):
                raise  # else it may be one with a dot that was meant


def _error_in(box: str) -> str:
    """The error in what tyro draws, and the options that it takes for meant: a title, the error, a
    rule, then hints; where stdout is not UTF-8, a title, a rule, the error, a rule, then hints."""

    def rule(line: str) -> bool:
        return not line.strip("─-╰╯")

    plain = re.sub(r"\x1b\[[0-9;]*m", "", box)  # without a terminal's colours
    lines = [line.strip("│ ") for line in plain.splitlines()[1:]]
    rest = itertools.dropwhile(rule, lines)
    error = " ".join(" ".join(itertools.takewhile(lambda line: not rule(line), rest)).split())
    if not error.startswith("Unrecognized"):
        return error
    near = [match[0] for line in rest if (match := re.match(r"--\w[\w.-]*", line))]
    return f"{error}: {_MEANT} {' or '.join(near)}?" if near else f"{error}."


@REGISTRY.primitive_rule
def _optional(
    wanted: PrimitiveTypeInfo,
) -> PrimitiveConstructorSpec[Any] | UnsupportedTypeAnnotationError | None:
    """What may be left out is told as what it is, without Python's None."""
    if wanted.type_origin not in (Union, types.UnionType):
        return None
    kinds = [kind for kind in get_args(wanted.type) if kind is not types.NoneType]
    if len(kinds) != 1:
        return None
    given = ConstructorRegistry.get_primitive_spec(PrimitiveTypeInfo.make(kinds[0], wanted.markers))
    if isinstance(given, UnsupportedTypeAnnotationError):
        return given
    return dataclasses.replace(
        given,
        instance_from_str=lambda texts: (
            None if texts == [_NONE] else given.instance_from_str(texts)
        ),
        is_instance=lambda value: value is None or given.is_instance(value),
        str_from_instance=lambda value: (
            [_NONE] if value is None else given.str_from_instance(value)
        ),
    )


@REGISTRY.primitive_rule
def _plain(wanted: PrimitiveTypeInfo) -> PrimitiveConstructorSpec[Any] | None:
    """Text and numbers, named in plain words, and so are their mistakes."""
    if wanted.type is float:
        return PrimitiveConstructorSpec(
            nargs=1,
            metavar="NUMBER",
            instance_from_str=lambda texts: _finite(texts[0]),
            is_instance=lambda value: isinstance(value, int | float),
            str_from_instance=lambda value: [f"{value:g}"],
        )
    if wanted.type is str:
        return PrimitiveConstructorSpec(
            nargs=1,
            metavar="TEXT",
            instance_from_str=lambda texts: texts[0],
            is_instance=lambda value: isinstance(value, str),
            str_from_instance=lambda value: [value],
        )
    if wanted.type is int:
        return PrimitiveConstructorSpec(
            nargs=1,
            metavar="INTEGER",
            instance_from_str=lambda texts: _whole(texts[0]),
            is_instance=lambda value: isinstance(value, int),
            str_from_instance=lambda value: [str(value)],
        )
    return None


def _finite(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"'{text}' is not a number that can be used here")
    return number


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a whole number") from error
