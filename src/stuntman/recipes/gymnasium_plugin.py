"""Recipes as Gymnasium environments, by name: `gymnasium.make_vec("stuntman/walk-v0")`.

Gymnasium imports this when it is imported itself, so it stays light.
"""

from pathlib import Path

import gymnasium

_MODULE = "stuntman.recipes.gymnasium_environments"


def register() -> None:
    """Register every recipe that ships, in the namespace "stuntman", and "clip-v0", which takes any
    recipe or clip as `recipe=`."""
    names = [path.stem for path in sorted(Path(__file__).parent.glob("*.toml"))]
    for name in [*names, "clip"]:
        gymnasium.register(
            id=f"{name}-v0",
            entry_point=f"{_MODULE}:SingleEnvironment",
            vector_entry_point=f"{_MODULE}:VectorEnvironment",
            kwargs={} if name == "clip" else {"recipe": name},
        )
