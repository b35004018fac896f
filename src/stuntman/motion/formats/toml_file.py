"""A TOML file whose errors name the line, which tomllib tells of what is no TOML only."""

import bisect
import tomllib
from pathlib import Path
from typing import Any

from stuntman.errors import StuntmanError
from stuntman.motion.formats import budget

# What a person writes by hand; a line is sought by reading the file anew some dozens of times.
_LARGEST = 200_000  # bytes

# Where a value is: keys of tables and places in lists, from the outside in.
Place = tuple[str | int, ...]


class TomlFile:
    """A TOML file that knows on which lines its values are.

    Attributes:
        table: what it holds.

    Raises:
        StuntmanError: it cannot be read or is no TOML.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._text = budget.read(path, _LARGEST).decode("utf-8")
            self.table = tomllib.loads(self._text)
        except StuntmanError as error:
            raise StuntmanError(f"{path}: {error}") from error
        except OSError as error:
            raise StuntmanError(f"{path}: cannot be read ({error.strerror})") from error
        except (ValueError, RecursionError) as error:  # ValueError: no text, or no TOML
            raise StuntmanError(f"{path}: is not valid TOML: {error}") from error

    def line(self, place: Place) -> int:
        """The line on which a value ends."""
        lines = self._text.splitlines(keepends=True)

        def complete(count: int) -> bool:
            return _holds(_longest_valid(lines[:count]), place)

        return bisect.bisect_left(range(len(lines)), True, key=complete)

    def error(self, place: Place, said: str) -> StuntmanError:
        """A sentence about a value."""
        return StuntmanError(f"{self.path}: line {self.line(place)}: {said}")

    def value(self, place: Place) -> Any:
        """What is there."""
        value: Any = self.table
        for key in place:
            value = value[key]
        return value

    def number(self, place: Place, most: float, unit: str) -> float:
        """A number that is no larger than `most`, either way.

        Raises:
            StuntmanError: it is none.
        """
        value = self.value(place)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= most:
            what = str(place[-1])[:40]
            raise self.error(place, f"{what} has to be a number of {unit} within {most:g}")
        return float(value)


def _holds(table: Any, place: Place) -> bool:
    for key in place:
        if isinstance(key, int):
            if key >= len(table):
                return False
        elif key not in table:
            return False
        table = table[key]
    return True


def _longest_valid(lines: list[str]) -> dict[str, Any]:
    for count in range(len(lines), 0, -1):
        try:
            return tomllib.loads("".join(lines[:count]))
        except tomllib.TOMLDecodeError:  # within a value of several lines
            continue
    return {}
