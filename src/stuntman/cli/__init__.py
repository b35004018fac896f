"""The command `stuntman`: arguments in, a call, a table or a file out. One file a command.

What a command needs beyond its arguments is imported where it runs: the rest of the package takes
seconds to import, and whoever asks for help, a list or the version is not to wait for it.
"""

from __future__ import annotations

import difflib
import gc
import itertools
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from stuntman import __version__
from stuntman.cli.commands import COMMANDS, LIGHT, kind
from stuntman.errors import Interrupted, StuntmanError

if TYPE_CHECKING:
    from stuntman.cli.parsing import Command

_HELP, _HELP_ALL = ("-h", "--help"), "--help-all"
_BASE = "stuntman.recipes.build"  # what takes seconds to import,
_LIBRARIES = ("torch", "mujoco", "scipy")  # and of it what takes the most


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except StuntmanError as error:
        print(f"stuntman: {error}", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
    except (KeyboardInterrupt, Interrupted) as error:
        print(f"stuntman: {str(error) or 'interrupted.'}", file=sys.stderr)
        from stuntman.cli.console import INTERRUPTED

        return INTERRUPTED
    except Exception as error:
        from stuntman.plugins import fault

        said = fault(error)
        if said is None:  # a defect of ours, which keeps its traceback
            raise
        print(f"stuntman: {said}", file=sys.stderr)
    return 1


def _run(words: list[str]) -> int:
    if not words or words[0] in (*_HELP, _HELP_ALL):
        _overview()
        return 0
    if words[0] == "--version":
        print(__version__)
        return 0
    name, *arguments = words
    if name not in COMMANDS:
        near = difflib.get_close_matches(name.strip("-"), COMMANDS, n=1)
        mend = f"did you mean {near[0]}?" if near else f"use one of {', '.join(COMMANDS)}."
        raise StuntmanError(f"no command '{name}': {mend} (`stuntman --help` lists them.)")
    command = parsed(name, arguments)
    if command is None:
        return 0
    from stuntman.cli.parsing import Checked  # not before: help and the version go without tyro

    if isinstance(command, Checked):
        command.check_arguments()
    _load(name)
    gc.freeze()  # what imports left is no garbage: to look for it takes 1 % of training's time
    return command.run()


def parsed(name: str, arguments: list[str]) -> Command | None:
    """The command with its arguments; None after its help was printed."""
    from stuntman.cli import parsing

    if name == "train" and not any(word in _HELP for word in arguments):
        from stuntman.cli.train import NAME_ONE, RECIPES_OWN, Train
        from stuntman.recipes import files

        if not arguments:
            raise StuntmanError(NAME_ONE)
        for each in itertools.takewhile(lambda word: not word.startswith("-"), arguments):
            files.check(each)
        if _HELP_ALL not in arguments:
            parsing.refuse_early(name, Train, arguments, RECIPES_OWN)
        _load(name)
        from stuntman.cli import train_settings

        whole = ["--help" if word == _HELP_ALL else word for word in arguments]
        return train_settings.parse(whole)
    return parsing.parse(name, kind(name), arguments)


def _load(name: str) -> None:
    """Import what a command builds upon, with a sign of life where somebody watches."""
    if name in LIGHT or _BASE in sys.modules:
        return
    from stuntman.cli.console import waiting

    with waiting("loading what computes") as status:
        for library in _LIBRARIES:
            status.update(f"loading {library}")
            import_module(library)
        status.update("loading the character's world")
        import_module(_BASE)


def _overview() -> None:
    from rich.table import Table

    from stuntman.cli.console import CONSOLE

    table = Table(show_header=False, box=None)
    for name in COMMANDS:
        lines = (kind(name).__doc__ or "").strip().splitlines()
        table.add_row(f"stuntman {name}", f"{lines[0]}\n[dim]{lines[-1].strip()}[/dim]")
    CONSOLE.print("A physically simulated character learns to perform a motion clip.\n")
    CONSOLE.print(table)
    CONSOLE.print("\n`stuntman COMMAND --help` says more.")
