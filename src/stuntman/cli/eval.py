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
    task: str = ""
    """A recipe with goals or ground, strike or gaps or a recipe.toml, among which to measure a
    policy that sees none: what imitation alone meets of them."""
    episodes: int = 64
    """Episodes, their starts spread evenly over the clip."""
    json: bool = False
    """Print JSON."""

    def run(self) -> int:
        from stuntman.cli import policy_files
        from stuntman.evaluation import report
        from stuntman.evaluation.evaluate import evaluate_policy
        from stuntman.evaluation.imitation_alone import imitation_alone
        from stuntman.evaluation.switching import switching
        from stuntman.recipes import recipe as recipes

        if self.episodes < 1:
            raise StuntmanError("--episodes has to be at least 1.")
        policy = policy_files.load(self.policy)
        if self.task:
            results = imitation_alone(policy, recipes.load(self.task), self.episodes)
        else:
            results = evaluate_policy(policy, self.episodes)
        row = report.report(self.policy, policy, results)
        if not self.task and policy.header.recipe.environment.transitions:
            row["switching"] = asdict(switching(policy, self.episodes))
        if self.json:
            print(json.dumps(row, indent=2))
        else:
            CONSOLE.print(report.table(self.policy, row))
        return 0
