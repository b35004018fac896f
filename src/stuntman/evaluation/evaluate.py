"""How good a policy is: the paper's normalised return, falls, and error in metres."""

from dataclasses import asdict, dataclass, replace
from typing import Any

import torch
from rich.table import Table
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.environment import CONTROL_RATE, Environment, physics_first
from stuntman.imitation.rewards import PAPER
from stuntman.motion import library
from stuntman.physics.engine import Engine
from stuntman.policies.policy import Policy
from stuntman.recipes import build as stage
from stuntman.recipes.recipe import Recipe


@dataclass(frozen=True)
class Evaluation:
    """Means over episodes whose starts are spread evenly over the clip, without noise.

    Attributes:
        nr: normalised return (paper, section 10): sum of the paper's reward over the horizon by
            the number of its steps, nothing after a fall.
        success: share of episodes without a fall.
        error_m: m, mean distance of a body from where the reference has it, before a fall.
        terms: the normalised return by reward term; they add up to `nr`.
        horizon_s: s, the longest episode.
    """

    nr: float
    success: float
    error_m: float
    terms: dict[str, float]
    episodes: int
    horizon_s: float


def for_evaluation(recipe: Recipe) -> Recipe:
    """The recipe as it is measured: paper's reward, only falls end an episode."""
    config = replace(recipe.environment, reward=PAPER, stray_limit=0.0, early_termination=True)
    return replace(recipe, environment=config)


@torch.no_grad()
@physics_first()
def evaluate(act: Any, environment: Environment) -> Evaluation:
    """One episode in each world of an environment made for evaluation.

    Args:
        act: function from observations to actions.
    """
    worlds, table = environment.worlds, environment.table
    spread = torch.arange(worlds, dtype=torch.float64) / worlds
    observation = environment.reset(spread * table.duration)
    longest = torch.full((worlds,), environment.config.horizon, dtype=torch.float64)
    if not table.loops:
        longest = longest.minimum(table.duration - environment.times)
    steps = (longest * CONTROL_RATE - 1e-6).ceil().clamp_min(1)
    alive = torch.ones(worlds, dtype=torch.bool)
    running = alive.clone()
    totals: dict[str, Tensor] = {}
    error, counted = torch.zeros(worlds), torch.zeros(worlds)
    for step in range(int(steps.max())):
        observation, _, terminated, _, info = environment.step(act(observation))
        running &= ~terminated & (step < steps)
        alive &= ~(terminated & (step < steps))
        for name, term in info.terms.items():
            earned = torch.where(running, term, 0.0)
            totals[name] = totals.get(name, torch.zeros(worlds)) + earned
        apart = (info.motion.pose.positions - info.target.pose.positions).norm(dim=-1).mean(-1)
        error += torch.where(running, apart, 0.0)
        counted += running
        if not running.any():
            break
    terms = {name: float((total / steps).mean()) for name, total in totals.items()}
    return Evaluation(
        nr=sum(terms.values()),
        success=float(alive.float().mean()),
        error_m=float(error.sum() / counted.sum().clamp_min(1.0)),
        terms=terms,
        episodes=worlds,
        horizon_s=float(longest.max()),
    )


def environment_for(
    policy: Policy, recipe: Recipe, worlds: int, threads: int, engine: Engine | None = None
) -> Environment:
    """The recipe set up for a policy to act in, in physics of its own unless some are given.

    Raises:
        StuntmanError: the clip is not here, or clip or body are not those it was trained on.
    """
    clip = library.load(policy.header.recipe.clip)
    if clip.digest != policy.header.clip_digest:
        raise StuntmanError(
            f"The clip '{clip.name}' here is not the one that this policy was trained on: bring "
            "that clip back, or train again."
        )
    environment = stage.build(recipe, worlds, threads=threads, clip=clip, engine=engine)
    model = environment.engine.model
    actuators = tuple(model.actuator(k).name for k in range(model.nu))
    trained = policy.header
    if (trained.actuators, trained.observations) != (actuators, environment.observations):
        raise StuntmanError(
            f"The body '{recipe.character}' is not as it was when this policy was trained, or "
            f"stuntman {trained.version} showed it otherwise: train again."
        )
    if policy.lead is not None:
        if policy.lead.shape != environment.lead.shape:
            raise StuntmanError(
                f"This policy has targets of {len(policy.lead)} frames, and the clip has "
                f"{len(environment.lead)}: train again."
            )
        environment.lead = policy.lead
    return environment


def evaluate_policy(policy: Policy, episodes: int = 64, threads: int = 0) -> Evaluation:
    """Evaluate on the policy's own clip and body; raises what `environment_for` does."""
    recipe = for_evaluation(policy.header.recipe)
    environment = environment_for(policy, recipe, episodes, threads)
    return evaluate(policy.act, environment)


def report(name: str, policy: Policy, result: Evaluation) -> dict[str, Any]:
    """What `stuntman eval --json` prints; the keys are stable."""
    header = policy.header
    return {
        "policy": name,
        "clip": header.clip,
        **asdict(result),
        "samples": header.samples,
        "train_minutes": round(header.train_minutes, 2),
        "seed": header.seed,
        "version": header.version,
    }


def table(name: str, row: dict[str, Any]) -> Table:
    """A report for a terminal."""
    out = Table(show_header=False, title=f"{name}, on the clip {row['clip']}")
    out.add_row("normalised return", f"[bold]{row['nr']:.3f}[/bold]")
    for term, value in row["terms"].items():
        out.add_row(f"  of it {term.replace('_', ' ')}", f"{value:.3f}")
    out.add_row("episodes without a fall", f"{row['success']:.0%}")
    out.add_row("mean body error", f"{100.0 * row['error_m']:.1f} cm")
    out.add_row("episodes", f"{row['episodes']} of {row['horizon_s']:.1f} s")
    minutes, samples = row["train_minutes"], row["samples"] / 1e6
    out.add_row("trained", f"{minutes:.0f} min, {samples:.1f} M samples, seed {row['seed']}")
    return out
