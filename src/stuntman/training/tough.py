"""Leading a policy on until it stands firm: what `stuntman train --tough` changes of a recipe."""

from dataclasses import replace

from stuntman.physics.randomization import RandomizationConfig
from stuntman.recipes.recipe import Recipe

TOUGH = RandomizationConfig(
    push=1.0,
    block_share=0.2,
    curriculum=True,
    friction=0.3,
    masses=0.1,
    gains=0.1,
    delay=0.2,
    start_speed=0.9,
    start_tilt=5.0,
)


def tough(recipe: Recipe, initial_policy: str) -> Recipe:
    """The recipe by which a policy of it learns to be pushed, whatever the skill.

    Args:
        initial_policy: the one that is led on, by name or file.
    """
    return replace(
        recipe,
        target=1.0,  # it is never too firm
        initial_policy=initial_policy,
        # Who is pushed at 1 m/s is half a metre off before it has caught itself.
        environment=replace(recipe.environment, randomization=TOUGH, max_body_error=1.0),
        ppo=replace(recipe.ppo, gamma=0.97),  # and needs seconds to come back
        cloning=replace(recipe.cloning, std=0.15, learning_rate=1e-4, critic_warmup=8),
    )
