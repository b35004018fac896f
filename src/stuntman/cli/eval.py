"""`stuntman eval`."""

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from tyro.conf import Positional

from stuntman.cli import policy_files
from stuntman.cli.console import CONSOLE, progress, waiting
from stuntman.errors import StuntmanError

if TYPE_CHECKING:
    from stuntman.playback.composed import Composed
    from stuntman.policies.policy import Policy


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
    composite: tuple[str, ...] | None = None
    """More policies of the same body: how long all of them together stay up, when after each cycle
    whichever expects most is likeliest to act (the paper's composite)."""
    episodes: int = 64
    """Episodes, their starts spread evenly over the clip."""
    json: bool = False
    """Print JSON."""

    def check_arguments(self) -> None:
        from stuntman.recipes import files

        if self.episodes < 1:
            raise StuntmanError("--episodes has to be at least 1.")
        policy_files.check(self.policy, *(self.composite or ()))
        if self.task:
            files.check(self.task)

    def run(self) -> int:
        from stuntman.evaluation import report
        from stuntman.evaluation.evaluate import evaluate_policy
        from stuntman.evaluation.imitation_alone import imitation_alone
        from stuntman.evaluation.switching import switching
        from stuntman.playback import composed
        from stuntman.recipes import recipe as recipes

        policy = policy_files.load(self.policy)
        with progress(f"setting up {self.episodes} episodes") as show:
            if self.task:
                asked = recipes.load(self.task)
                results = imitation_alone(policy, asked, self.episodes, show=show)
            else:
                results = evaluate_policy(policy, self.episodes, show=show)
        row = report.report(self.policy, policy, results)
        if policy.header.recipe.environment.switch_each_cycle:
            with waiting("measuring with another clip each cycle"):
                row["each_cycle"] = asdict(composed.each_cycle(policy, self.episodes))
        if self.composite is not None:
            row["composite"] = asdict(self._composite(policy))
        if not self.task and policy.header.recipe.environment.changed_on_request:
            with progress("setting up requests") as show:
                row["switching"] = asdict(switching(policy, self.episodes, show=show))
        if self.json:
            print(json.dumps(row, indent=2))
        else:
            CONSOLE.print(report.table(self.policy, row))
        return 0

    def _composite(self, policy: "Policy") -> "Composed":
        from stuntman.playback import composed

        named = {name: policy_files.load(name) for name in self.composite or ()}
        with CONSOLE.status("performing") as status:

            def show(done: int) -> None:
                status.update(f"performing, {done} of {self.episodes} episodes done")

            return composed.composite_of({self.policy: policy, **named}, self.episodes, show=show)
