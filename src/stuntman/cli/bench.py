"""`stuntman bench`."""

import dataclasses
import json
from dataclasses import dataclass
from typing import Literal

from rich.table import Table
from tyro.conf import Positional

from stuntman.cli.console import CONSOLE


@dataclass(frozen=True)
class Bench:
    """Measure speed: the environment against raw physics, or learning.

    Example: stuntman bench env --json
    """

    what: Positional[Literal["env", "learn"]]
    """env or learn: steps/s of raw physics and environment, or samples/s and what takes them."""
    clip: str = "walk"
    """Clip or recipe to run."""
    threads: int = 0
    """Threads for physics and learning; 0 takes every core."""
    seconds: float = 4.0
    """How long to measure."""
    json: bool = False
    """Print JSON."""

    def run(self) -> int:
        from stuntman.evaluation import speed
        from stuntman.recipes import recipe
        from stuntman.threads import use_threads

        use_threads(self.threads)
        if self.what == "env":
            worlds = recipe.load(self.clip).ppo.worlds
            result = speed.environment_speed(self.clip, worlds, self.threads, self.seconds)
            row = dataclasses.asdict(result)
        else:
            row = dataclasses.asdict(speed.learning_speed(self.clip, self.threads, self.seconds))
        if self.json:
            print(json.dumps(row, indent=2))
            return 0
        table = Table("figure", "value")
        for name, value in row.items():
            table.add_row(name, f"{value:,.0f}" if value > 10 else f"{value:.3g}")
        CONSOLE.print(table)
        return 0
