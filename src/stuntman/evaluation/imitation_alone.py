"""A policy among goals, or on ground, that it does not see: what imitation alone meets of them
(paper, section 10.2 and table 3)."""

from dataclasses import replace

from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import (
    Evaluation,
    Show,
    evaluate_clips,
    for_evaluation,
    on_clip,
    problem_for,
    quietly,
)
from stuntman.imitation.observations import places
from stuntman.policies import files
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe


def imitation_alone(
    policy: Policy,
    asked: Recipe,
    episodes: int = 64,
    threads: int = 0,
    device: str = "cpu",
    show: Show = quietly,
) -> list[Evaluation]:
    """Evaluate a policy on its own clips among the goals and on the ground of a recipe. Its
    reference goes where it always goes, whatever the goals are.

    Raises:
        StuntmanError: it has goals or ground of its own, the recipe has none or another body, or
            what `problem_for` raises.
    """
    own = policy.header.recipe
    if not own.only_imitates:
        seen = ", ".join([*own.tasks, *own.terrain])
        raise StuntmanError(
            f"The policy of '{own.name}' sees {seen}: only one that imitates on the flat can be "
            "measured among others."
        )
    if asked.only_imitates:
        raise StuntmanError(
            f"The recipe '{asked.name}' has neither goals nor ground: name one that has, such as "
            "strike or gaps."
        )
    if own.character != asked.character:
        raise StuntmanError(
            f"The recipe '{asked.name}' is for '{asked.character}', and this policy acts on "
            f"'{own.character}': name a recipe for that."
        )
    known = problem_for(policy)
    recipe = replace(own, tasks=asked.tasks, terrain=asked.terrain)
    problem = build.make(recipe, actuation=known.actuation)
    worlds = build.environment(
        problem, for_evaluation(own.environment), episodes, threads=threads, device=device
    )
    policy.to(worlds.device)
    columns = places(policy.header.observation_terms, problem.layout).to(worlds.device)

    def act(observations: Tensor) -> Tensor:
        return policy.act(observations[:, columns])

    return evaluate_clips(act, worlds, show)


def who_imitates(asked: Recipe) -> Policy | None:
    """The policy that ships that does the first clip of a recipe and sees no goals: the one that
    it begins with, on that clip, or the clip's own; None where there is none."""
    clip = next(iter(asked.clips))
    for name in (asked.initial_policy, clip):
        if name in files.names():
            policy = policies.load(name)
            recipe = policy.header.recipe
            if recipe.only_imitates and clip in recipe.clips:
                return on_clip(policy, clip)
    return None
