"""`stuntman eval`."""

import json
from dataclasses import dataclass

from tyro.conf import Positional

from stuntman.cli.console import CONSOLE
from stuntman.errors import StuntmanError
from stuntman.evaluation import evaluate
from stuntman.policies import policy as policies


@dataclass(frozen=True)
class Eval:
    """Measure a policy: normalised return, falls, position error, and each reward term.

    Example: stuntman eval walk --json
    """

    policy: Positional[str]
    """A policy that ships, by name, or a policy.safetensors file."""
    episodes: int = 64
    """Episodes, their starts spread evenly over the clip."""
    json: bool = False
    """Print JSON."""

    def run(self) -> int:
        if self.episodes < 1:
            raise StuntmanError("--episodes has to be at least 1.")
        policy = policies.load(self.policy)
        row = evaluate.report(self.policy, policy, evaluate.evaluate_policy(policy, self.episodes))
        if self.json:
            print(json.dumps(row, indent=2))
        else:
            CONSOLE.print(evaluate.table(self.policy, row))
        return 0
