"""Recipes of earlier versions, brought up to date: keys that have been renamed or moved."""

from typing import Any

_ENVIRONMENT = {"hard_starts": "failure_start_fraction", "stray_limit": "max_body_error"}
_PLANNING = {
    "others": "other_horizons",
    "enough": "sufficient_reward",
    "effort": "planning_cost",
    "caution": "control_cost",
}
_CLONING = {"most": "max_correction", "wait": "critic_warmup"}


def current(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings of a recipe of any version in today's keys; what is today's stays as it is.

    A single clip may still be written as `clip = "walk"`, which is the short form and not old.
    """
    out = dict(settings)
    if isinstance(out.get("clip"), str) and "clips" not in out:
        out["clips"] = {out.pop("clip"): 1.0}
    _rename(out, "environment", _ENVIRONMENT)
    if isinstance(rehearsal := out.pop("rehearsal", None), dict):
        rehearsal = dict(rehearsal)
        if (plan := rehearsal.pop("plan", None)) is not None:
            out["planning"] = plan
        out["cloning"] = rehearsal
    if (refinement := out.pop("refinement", None)) is not None:
        out["learning_control"] = refinement
    _rename(out, "planning", _PLANNING)
    _rename(out, "cloning", _CLONING)
    return _learner(out)


def _rename(settings: dict[str, Any], section: str, names: dict[str, str]) -> None:
    if isinstance(rows := settings.get(section), dict):
        settings[section] = {names.get(key, key): value for key, value in rows.items()}


def _learner(settings: dict[str, Any]) -> dict[str, Any]:
    """The learners of before: "rehearsed" was PPO with a plan, and "model" is no more; of its
    policies only the size of the network is needed."""
    model = settings.pop("model", None)
    learner = settings.get("learner")
    if learner == "model" and isinstance(model, dict):
        settings["ppo"] = dict(settings.get("ppo", {})) | {
            "hidden": model.get("hidden", [256, 256])
        }
    if learner in ("rehearsed", "model"):
        settings["learner"] = "ppo"
        settings.setdefault("warm_start", learner == "rehearsed")
    return settings
