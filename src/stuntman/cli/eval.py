"""`stuntman eval`."""

import json
from dataclasses import asdict, dataclass

from tyro.conf import Positional

from stuntman.cli.console import CONSOLE
from stuntman.errors import StuntmanError


@dataclass(frozen=True)
class Eval:
    """Measure a policy: normalised return, falls, position error, and each reward term.

    Example: stuntman eval walk --json
    """

    policy: Positional[str]
    """A policy that ships, by name, the folder of a run, or a policy.safetensors file; of one of
    several clips, NAME#CLIP is that clip alone."""
    episodes: int = 64
    """Episodes, their starts spread evenly over the clip."""
    json: bool = False
    """Print JSON."""

    def run(self) -> int:
        from stuntman.cli import policy_files
        from stuntman.evaluation import report
        from stuntman.evaluation.evaluate import evaluate_policy
        from stuntman.evaluation.switching import switching

        if self.episodes < 1:
            raise StuntmanError("--episodes has to be at least 1.")
        policy = policy_files.load(self.policy)
        row = report.report(self.policy, policy, evaluate_policy(policy, self.episodes))
        if policy.header.recipe.environment.transitions:
            row["switching"] = asdict(switching(policy, self.episodes))
        if self.json:
            print(json.dumps(row, indent=2))
        else:
            CONSOLE.print(report.table(self.policy, row))
        return 0
