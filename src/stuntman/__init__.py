"""Stuntman: physically simulated characters that learn to perform motion clips.

The front door; each name is imported when it is first asked for.
"""

import importlib
import os
from typing import TYPE_CHECKING, Any

from stuntman.recipes.gymnasium_plugin import register_once_imported

if TYPE_CHECKING:
    from stuntman.characters.character import load as load_character
    from stuntman.evaluation.evaluate import evaluate_policy as evaluate
    from stuntman.motion.library import load as load_clip
    from stuntman.policies.policy import load as load_policy
    from stuntman.recipes.build import make_environment
    from stuntman.training.launch import train

__version__ = "0.1.0"

__all__ = [
    "evaluate",
    "load_character",
    "load_clip",
    "load_policy",
    "make_environment",
    "train",
]

# Before torch starts its threads: waiting ones are to sleep, not to spin. On a machine that does
# anything else at the same time, spinning threads hold up the physics' own and learning ran at a
# sixth of its speed. But to sleep between any two operations costs an eighth of it: so they spin
# for some 0.04 ms before (GNU's threads, those of Linux, know how).
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("GOMP_SPINCOUNT", "4000")

_FRONT_DOOR = {
    "evaluate": ("stuntman.evaluation.evaluate", "evaluate_policy"),
    "load_character": ("stuntman.characters.character", "load"),
    "load_clip": ("stuntman.motion.library", "load"),
    "load_policy": ("stuntman.policies.policy", "load"),
    "make_environment": ("stuntman.recipes.build", "make_environment"),
    "train": ("stuntman.training.launch", "train"),
}

register_once_imported()


def __getattr__(name: str) -> Any:
    if name not in _FRONT_DOOR:
        raise AttributeError(f"module 'stuntman' has no attribute '{name}'")
    module, attribute = _FRONT_DOOR[name]
    return getattr(importlib.import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted([*globals(), *_FRONT_DOOR])
