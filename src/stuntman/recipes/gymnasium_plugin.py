"""Recipes as Gymnasium environments, by name: `gymnasium.make_vec("stuntman/walk-v0")`.

Gymnasium has to be told of them once it is imported. Importing it just for that would cost every
command a fifth of a second, so that `import stuntman` waits for whoever imports it.
"""

import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

_MODULE = "stuntman.recipes.gymnasium_environments"


def register() -> None:
    """Register every recipe that ships, in the namespace "stuntman", and "clip-v0", which takes any
    recipe or clip as `recipe=`."""
    import gymnasium

    names = [path.stem for path in sorted(Path(__file__).parent.glob("*.toml"))]
    for name in [*names, "clip"]:
        gymnasium.register(
            id=f"stuntman/{name}-v0",
            entry_point=f"{_MODULE}:SingleEnvironment",
            vector_entry_point=f"{_MODULE}:VectorEnvironment",
            kwargs={} if name == "clip" else {"recipe": name},
        )


def register_once_imported() -> None:
    """Register now if Gymnasium is imported already, else as soon as it is."""
    if "gymnasium" in sys.modules:
        register()
    else:
        sys.meta_path.insert(0, _Waiting())


class _Waiting:
    """Lets Gymnasium be imported as ever, and registers after it."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != "gymnasium":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def load_and_register(module: ModuleType) -> None:
            load(module)
            register()

        spec.loader.exec_module = load_and_register  # type: ignore[method-assign]
        return spec
