"""Policy files of earlier versions, and the policies in earlier checkpoints, as today's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from torch import Tensor

from stuntman.errors import StuntmanError

FORMAT = "stuntman-policy-3"

Settings = dict[str, Any]
Tensors = dict[str, Tensor]

# The terms of every observation up to stuntman-policy-2, with what sizes follow from: a number,
# "bodies" (three for each), "others" (each but the root) or "dofs".
_BODY_TERMS: tuple[tuple[str, int | str], ...] = (
    ("root_height", 1),
    ("phase_sine", 1),
    ("phase_cosine", 1),
    ("root_rotation", 6),
    ("root_velocity", 3),
    ("root_spin", 3),
    ("body_positions", "others"),
)
_POSE_TERMS: tuple[tuple[str, int | str], ...] = (
    ("root_rotation", 6),
    ("root_velocity", 3),
    ("body_offsets", "bodies"),
)


def current(path: Path, tensors: Tensors, settings: Settings) -> tuple[Tensors, Settings]:
    """Tensors and header of a policy file, or of a checkpoint, as today's policies have them.

    Raises:
        StuntmanError: the file holds no policy, or one of a version that is newer than this.
    """
    known = str(settings.get("format"))
    if known not in _STEPS and known != FORMAT:
        raise StuntmanError(f"{path} is not a policy file of this version ({FORMAT}).")
    settings = dict(settings)
    try:
        while (known := settings["format"]) != FORMAT:
            tensors, settings = _STEPS[known](tensors, settings)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StuntmanError(f"{path} is damaged ({error}): train or copy it again.") from error
    del settings["format"]
    return tensors, settings


def _from_2(tensors: Tensors, settings: Settings) -> tuple[Tensors, Settings]:
    """One clip, a count of observations, and targets called `lead`."""
    recipe = dict(settings["recipe"])
    environment = dict(recipe["environment"])
    # Whoever learned before there was a mirror acts without.
    mirrored = bool(environment.setdefault("mirrored_halves", False))
    recipe["environment"] = environment
    recipe.setdefault("warm_start", recipe.get("learner") == "rehearsed")  # "ppo" had no plan
    tensors = dict(tensors)
    if "lead" in tensors:
        tensors["feed_forward_targets"] = tensors.pop("lead")
    actions = int(settings["actions"])
    ahead = len(environment.get("lookahead", (1,)))
    header = {
        "format": FORMAT,
        "recipe": recipe,
        "clip_digests": [settings["clip_digest"]],
        "observation_terms": _terms(int(settings["observations"]), actions, ahead),
        "actuators": settings["actuators"],
        # Where the recipe wants a mirror, clip and body tell whether there is one.
        "mirrored_halves": None if mirrored else [False],
    }
    return tensors, header | {key: settings[key] for key in _KEPT}


_KEPT = ("seed", "samples", "train_minutes", "version")


def _from_checkpoint_6(tensors: Tensors, settings: Settings) -> tuple[Tensors, Settings]:
    """A run's checkpoint: the actor is a part of the model, and clip and body are not told."""
    recipe, progress = settings["recipe"], settings["progress"]
    parts = {"model/actor.": "actor.", "normalizer/": "normalizer."}
    kept = {
        new + name.removeprefix(old): tensor
        for old, new in parts.items()
        for name, tensor in tensors.items()
        if name.startswith(old)
    }
    kept["lead"] = tensors["environment/lead"]
    last = max(int(name.split(".")[1]) for name in kept if name.startswith("actor."))
    return kept, {
        "format": "stuntman-policy-2",
        "recipe": recipe,
        "clip_digest": "",
        "observations": kept["normalizer.mean"].numel(),
        "actions": kept[f"actor.{last}.bias"].numel(),
        "actuators": [],
        "seed": settings["seed"],
        "samples": progress["samples"],
        "train_minutes": progress["seconds"] / 60.0,
        "version": "0.1.0",
    }


def _terms(observations: int, dofs: int, ahead: int) -> list[tuple[str, int]]:
    """The layout of old: its bodies are what is left of the observations' number.

    Raises:
        ValueError: nothing fits.
    """
    fixed = 15 + 9 * ahead + 2 * dofs * (1 + ahead)
    bodies, rest = divmod(observations - fixed + 3, 3 * (1 + ahead))
    if rest or bodies < 1:
        raise ValueError("the number of observations fits no body")
    sizes = {"bodies": 3 * bodies, "others": 3 * (bodies - 1), "dofs": dofs}
    body = [(name, sizes.get(str(size), size)) for name, size in _BODY_TERMS]
    poses = [
        (f"reference_{k}_{name}", sizes.get(str(size), size))
        for k in range(ahead)
        for name, size in _POSE_TERMS
    ]
    joints = [("joint_coordinates", dofs), ("joint_velocities", dofs)]
    coming = [(f"reference_{k}_{name}", size) for k in range(ahead) for name, size in joints]
    return [(name, int(size)) for name, size in (*body, *poses, *joints, *coming)]


_STEPS: dict[str, Callable[[Tensors, Settings], tuple[Tensors, Settings]]] = {
    "stuntman-policy-1": _from_2,  # without targets of its own
    "stuntman-policy-2": _from_2,
    "stuntman-checkpoint-6": _from_checkpoint_6,
}
