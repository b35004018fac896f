"""`stuntman suite`."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tyro.conf import Positional

from stuntman.cli.console import CONSOLE
from stuntman.errors import StuntmanError

if TYPE_CHECKING:
    from stuntman.policies.policy import Policy


@dataclass(frozen=True)
class Suite:
    """Measure every policy that ships, beside the paper's figures.

    Example: stuntman suite --out results.md
    """

    policies: Positional[tuple[str, ...]] = ()
    """Policies to measure instead: names, files, or folders of runs."""
    robustness: bool = False
    """Find the largest pushes that they survive, too."""
    episodes: int = 64
    """Episodes of each clip."""
    out: Path | None = None
    """A Markdown file to write the table into."""
    json: bool = False
    """Print JSON."""

    def run(self) -> int:
        from stuntman.cli import policy_files
        from stuntman.evaluation import suite
        from stuntman.policies import policy as shipped

        if self.episodes < 1:
            raise StuntmanError("--episodes has to be at least 1.")
        if self.out is not None and not self.out.absolute().parent.is_dir():
            raise StuntmanError(f"--out is {self.out}, and there is no folder for it: make it.")
        loaded: dict[str, Policy] = {}
        for name in self.policies or tuple(shipped.names()):
            loaded[name] = policy_files.load(name)
        rows = []
        with CONSOLE.status("measuring") as status:
            for number, (name, policy) in enumerate(loaded.items()):
                status.update(f"measuring {name} ({number + 1} of {len(loaded)})")
                rows += suite.measure(name, policy, self.episodes, self.robustness)
        return self._tell([asdict(row) for row in rows], suite.markdown(rows))

    def _tell(self, rows: list[dict[str, Any]], table: str) -> int:
        if self.out is not None:
            from stuntman import paths

            with paths.written(self.out) as part:
                part.write_text(table, encoding="utf-8")
        if self.json:
            print(json.dumps(rows, indent=2))
        elif self.out is None:
            print(table)
        else:
            print(f"Wrote {self.out}.")
        return 0
