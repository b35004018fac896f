"""The command `stuntman`: arguments in, a call, a table or a file out. One file a word."""

import contextlib
import gc
import io
import itertools
import sys
from collections.abc import Sequence
from typing import Protocol

import tyro
from rich.table import Table

from stuntman import __version__
from stuntman.cli.bench import Bench
from stuntman.cli.character import Character
from stuntman.cli.clips import Clips
from stuntman.cli.console import CONSOLE
from stuntman.cli.doctor import Doctor
from stuntman.cli.eval import Eval
from stuntman.cli.export import Export
from stuntman.cli.import_clip import Import
from stuntman.cli.play import Play
from stuntman.cli.render import Render
from stuntman.cli.shoot import Shoot
from stuntman.cli.train import Train
from stuntman.errors import StuntmanError
from stuntman.recipes import recipe


class Word(Protocol):
    """A word of the command line: a frozen dataclass whose fields are its arguments, and whose
    docstring is its help; the last line is an example."""

    def run(self) -> int:
        """Do it; the exit code."""


WORDS: dict[str, type] = {
    "clips": Clips,
    "import": Import,
    "character": Character,
    "train": Train,
    "eval": Eval,
    "render": Render,
    "export": Export,
    "play": Play,
    "shoot": Shoot,
    "bench": Bench,
    "doctor": Doctor,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except StuntmanError as error:
        print(f"stuntman: {error}", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
    except KeyboardInterrupt:
        print("stuntman: interrupted.", file=sys.stderr)
    return 1


def _run(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help"):
        _overview()
        return 0
    if words[0] == "--version":
        print(__version__)
        return 0
    if words[0] not in WORDS:
        raise StuntmanError(f"no word '{words[0]}': use one of {', '.join(WORDS)}.")
    parsed = _parse(words[0], words[1:])
    if parsed is None:
        return 0
    gc.freeze()  # what imports left is no garbage: to look for it takes 1 % of training's time
    return parsed.run()


def _overview() -> None:
    table = Table(show_header=False, box=None)
    for word, kind in WORDS.items():
        lines = (kind.__doc__ or "").strip().splitlines()
        table.add_row(f"stuntman {word}", f"{lines[0]}\n[dim]{lines[-1].strip()}[/dim]")
    CONSOLE.print("A physically simulated character learns to perform a motion clip.\n")
    CONSOLE.print(table)
    CONSOLE.print("\nstuntman WORD --help says more.")


def _parse(word: str, arguments: list[str]) -> Word | None:
    """The word's arguments; None after its help was printed."""
    default = None
    if word == "train" and arguments and not arguments[0].startswith("-"):
        default = _recipe_defaults(arguments[0])
    parsed = _parse_over(default, word, arguments)
    if isinstance(parsed, Train) and default is None:
        # The recipe came after options: only now is it known what they change.
        parsed = _parse_over(_recipe_defaults(parsed.recipe), word, arguments)
    return parsed


def _recipe_defaults(name: str) -> Train:
    return Train(recipe=name, config=recipe.load(name))


def _parse_over(default: Train | None, word: str, arguments: list[str]) -> Word | None:
    errors = io.StringIO()
    try:
        with contextlib.redirect_stderr(errors):
            return tyro.cli(WORDS[word], prog=f"stuntman {word}", args=arguments, default=default)
    except SystemExit as end:
        if not end.code:
            return None
        raise StuntmanError(
            f"{_error_in(errors.getvalue())} (`stuntman {word} --help` lists the arguments.)"
        ) from end


def _error_in(box: str) -> str:
    """The error in what tyro draws: a title, the error, a rule, then hints; where stdout is not
    UTF-8, a title, a rule, the error, a rule, then hints."""

    def rule(line: str) -> bool:
        return not line.strip("─-╰╯")

    lines = [line.strip("│ ") for line in box.splitlines()[1:]]
    error = itertools.takewhile(lambda line: not rule(line), itertools.dropwhile(rule, lines))
    return " ".join(" ".join(error).split())
