"""A recipe's clip planned in the simulator, while whoever waits sees how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from stuntman.imitation.problem import Problem
    from stuntman.planning.assessment import Assessment, Followed
    from stuntman.planning.plan import Plan
    from stuntman.planning.tracking_cost import TrackingCost
    from stuntman.recipes.recipe import Recipe


@dataclass(frozen=True, eq=False)
class Planned:
    """A plan, what the simulator does by it, and what it says of the clip."""

    problem: Problem
    cost: TrackingCost
    plan: Plan
    followed: Followed
    assessment: Assessment


def planned(recipe: Recipe, threads: int, console: Console) -> Planned:
    """Plan a recipe's one clip.

    Args:
        threads: for the physics; 0 takes every core. console: where to show how far it is.

    Raises:
        StuntmanError: there is no such clip or body, or no plan is found.
    """
    from stuntman.planning.assessment import assess, follow
    from stuntman.planning.planner import Planner
    from stuntman.recipes import build
    from stuntman.threads import use_threads
    from stuntman.viewer.progress import TrainingDisplay

    problem = build.make(recipe)
    use_threads(threads)
    engines = build.engines(problem.model, threads)
    planner = Planner(problem, problem.actuation, engines, recipe.planning, seed=1)
    with TrainingDisplay(console) as display:
        for progress in planner.steps():
            display.wait(progress.what, progress.share, progress.seconds_left)
    plan = planner.result()
    followed = follow(problem, planner.cost, plan, engines)
    return Planned(problem, planner.cost, plan, followed, assess(plan, followed))
