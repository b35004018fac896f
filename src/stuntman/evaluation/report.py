"""What an evaluation says, as JSON and as a table."""

from dataclasses import asdict
from typing import Any

from rich.table import Table

from stuntman.evaluation.evaluate import Evaluation
from stuntman.policies.policy import Policy
from stuntman.recipes.recipe import Recipe


def mean_nr(results: list[Evaluation]) -> float:
    """The mean normalised return over clips."""
    return sum(result.nr for result in results) / len(results)


def score(recipe: Recipe, results: list[Evaluation]) -> float:
    """What training improves: the mean normalised return over clips, or with tasks, the mean of it
    and of their return, by the recipe's weights."""
    returns = [result.task_return for result in results if result.task_return is not None]
    if not returns:
        return mean_nr(results)
    imitation = recipe.environment.imitation_weight
    tasks = sum(settings.weight for settings in recipe.tasks.values())
    earned = imitation * mean_nr(results) + tasks * sum(returns) / len(returns)
    return earned / max(imitation + tasks, 1e-9)


def report(name: str, policy: Policy, results: list[Evaluation]) -> dict[str, Any]:
    """What `stuntman eval --json` prints; the keys are stable. A policy of several clips has its
    means, and a list `clips` with each clip's own."""
    header = policy.header
    rows = [
        {name: value for name, value in asdict(result).items() if value is not None}
        for result in results
    ]
    for row, specialist in zip(rows, header.specialist_nr, strict=False):
        row["specialist_nr"] = specialist
    means = dict(rows[0])
    if len(rows) > 1:
        means["clip"] = header.recipe.name
        averaged = ("nr", "nr_released", "success", "within_half_metre", "error_m")
        optional = ("task_return", "task_success", "distance_m", "over_50_m", "specialist_nr")
        for key in (*averaged, *(name for name in optional if name in means)):
            means[key] = sum(row[key] for row in rows) / len(rows)
        means["worst_start"] = min(row["worst_start"] for row in rows)
        means["horizon_s"] = max(row["horizon_s"] for row in rows)
        means["terms"] = {
            term: sum(row["terms"][term] for row in rows) / len(rows) for term in means["terms"]
        }
        means["clips"] = rows
    if (gravity := header.recipe.environment.gravity) is not None:
        means["gravity"] = gravity
    return {
        "policy": name,
        **means,
        "samples": header.samples,
        "train_minutes": round(header.train_minutes, 2),
        "trained_on": header.trained_on,
        "seed": header.seed,
        "version": header.version,
    }


def table(name: str, row: dict[str, Any]) -> Table:
    """A report for a terminal."""
    out = Table(show_header=False, title=f"{name}, on {row['clip']}")
    out.add_row("normalised return", f"[bold]{row['nr']:.3f}[/bold]")
    for term, value in row["terms"].items():
        out.add_row(f"  of it {term.replace('_', ' ')}", f"{value:.3f}")
    out.add_row("by the released code's reward", f"{row['nr_released']:.3f}")
    out.add_row("episodes without a fall", f"{row['success']:.0%}")
    if "task_return" in row:
        out.add_row("task return", f"{row['task_return']:.3f}")
        out.add_row("task success", f"{row['task_success']:.1%}")
    if "distance_m" in row:
        far = f"{row['distance_m']:.1f} m, {row['over_50_m']:.0%} over 50 m"
        out.add_row("before a fall, median", far)
    out.add_row("mean body error", f"{100.0 * row['error_m']:.1f} cm")
    out.add_row("worst start, first 2 s", f"{row['worst_start']:.2f} of the mean")
    out.add_row("episodes", f"{row['episodes']} of {row['horizon_s']:.1f} s")
    minutes, samples = row["train_minutes"], row["samples"] / 1e6
    told = f"{minutes:.0f} min, {samples:.1f} M samples, seed {row['seed']}"
    out.add_row("trained", told + (f", on {row['trained_on']}" if row["trained_on"] else ""))
    if "gravity" in row:
        out.add_row("gravity", f"{row['gravity']:g} m/s²")
    for clip in row.get("clips", ()):
        told = f"{clip['nr']:.3f}, {clip['success']:.0%} without a fall"
        if "specialist_nr" in clip:
            told += f"; its specialist {clip['specialist_nr']:.3f}"
        out.add_row(clip["clip"], told)
    for key, title in (("each_cycle", "another clip each cycle"), ("composite", "composite")):
        if key in row:
            _add_composed(out, title, row[key])
    if "switching" in row:
        _add_switching(out, row["switching"])
    return out


def _add_composed(out: Table, title: str, found: dict[str, Any]) -> None:
    told = f"{found['up']:.0%} without a fall in {found['seconds']:.0f} s"
    out.add_row(title, f"{told}, {found['changes']:.1f} changes")
    for skill, share in found["skills"].items():
        out.add_row(f"  {skill}", f"{share:.0%} of the time")


def _add_switching(out: Table, found: dict[str, Any]) -> None:
    out.add_row("up 2 s after a change", "")
    for way in found["directions"]:
        told = f"{way['up']:.0%}, {way['seconds']:.1f} s after the request"
        out.add_row(f"  {way['source']} to {way['target']}", told)
    out.add_row("20 s, a request every 4 s", f"{found['every_4_s']:.0%} without a fall")
    if (gaits := found["gaits_every_2_s"]) is not None:
        out.add_row("20 s, a gait every 2 s", f"{gaits:.0%} without a fall")
    if (kept := found["course_kept"]) is not None:
        out.add_row("courses kept after 2 s", f"{kept:.0%}")
        out.add_row("falls a minute, steered", f"{found['falls_a_minute']:.2f}")
    if (rising := found["from_the_floor"]) is not None:
        told = f"{rising['up']:.0%} of {rising['heaps']} heaps, after {rising['seconds']:.1f} s"
        out.add_row("up within 5 s of lying", told)
