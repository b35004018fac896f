"""Times pybullet's DeepMimic environment and ours in turn on one core, and compares them.

Writes results.json and prints a table. Exits 1 if a side fails or the ratio is below --require.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import shlex
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PEER_PYTHON = Path("build/peers/pybullet_deepmimic/venv/bin/python")
OURS_PROGRAM = Path(".venv/bin/stuntman")
PEER_KEY = "control_steps_per_s"
OURS_KEY = "env_steps_per_s"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
TIMEOUT_S = 600
PROBE_LOOPS = 2_000_000


class CompareError(Exception):
    """A failure told to the user in one sentence."""


@dataclass
class Sample:
    """One run of one side."""

    side: str
    repetition: int
    steps_per_s: float
    process_wall_s: float
    process_cpu_s: float
    probe_before_s: float
    probe_after_s: float
    report: dict[str, Any]


def probe() -> float:
    """Time a fixed loop, to show how fast the core itself was around a sample."""
    start, total = time.perf_counter(), 0
    for number in range(PROBE_LOOPS):
        total += number * number
    return time.perf_counter() - start


def run_json(side: str, command: list[str]) -> tuple[dict[str, Any], float, float]:
    """Run a command from the repository root; return its JSON, its wall time and its CPU time."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **ONE_THREAD},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT_S,
            check=False,
        )
    except OSError as error:
        raise CompareError(f"{side} could not be started: {error}.") from error
    except subprocess.TimeoutExpired as error:
        raise CompareError(f"{side} did not finish within {TIMEOUT_S} s.") from error
    wall_s = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise CompareError(f"{side} failed with exit status {done.returncode}: {last}")
    try:
        report = json.loads(done.stdout)
    except json.JSONDecodeError as error:
        raise CompareError(f"{side} did not print JSON: {error}.") from error
    if not isinstance(report, dict):
        raise CompareError(f"{side} printed JSON that is not an object.")
    return report, wall_s, cpu_s


def take(side: str, repetition: int, command: list[str], key: str) -> Sample:
    """Take one sample and refuse one that is not a speed or that used more than one core."""
    before_s = probe()
    report, wall_s, cpu_s = run_json(side, command)
    after_s = probe()
    speed = report.get(key)
    if isinstance(speed, bool) or not isinstance(speed, int | float):
        raise CompareError(f"{side} gave no number named {key} in its JSON.")
    if not (math.isfinite(speed) and speed > 0):
        raise CompareError(f"{side} gave {key} = {speed}, which is not a speed.")
    if cpu_s > 1.1 * wall_s:
        raise CompareError(f"{side} used {cpu_s:.1f} s of CPU in {wall_s:.1f} s: over one core.")
    return Sample(side, repetition, float(speed), wall_s, cpu_s, before_s, after_s, report)


def pin(core: int | None) -> int:
    """Pin this process to one core; the processes it starts inherit that."""
    allowed = sorted(os.sched_getaffinity(0))
    chosen = allowed[0] if core is None else core
    if chosen not in allowed:
        raise CompareError(f"core {chosen} is not one this process may use ({allowed}).")
    os.sched_setaffinity(0, {chosen})
    return chosen


def machine(core: int) -> dict[str, Any]:
    """Describe the machine."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return {
        "cpu": models[0] if models else platform.machine(),
        "cores": os.cpu_count(),
        "pinned_to_core": core,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def measure(options: argparse.Namespace) -> list[Sample]:
    """Run both sides in alternation."""
    peer = [str(PEER_PYTHON), str((HERE / "peer.py").relative_to(ROOT))]
    peer += ["--clip", options.clip, "--actions", options.actions]
    peer += ["--seconds", str(options.seconds)]
    samples = []
    for repetition in range(options.repetitions):
        seed = ["--seed", str(options.seed + repetition)]
        samples.append(take("peer", repetition, peer + seed, PEER_KEY))
        if not options.peer_only:
            samples.append(take("ours", repetition, options.ours, OURS_KEY))
    return samples


def summarise(samples: list[Sample]) -> dict[str, float]:
    """Take medians, and the ratio of the medians."""

    def speeds(side: str) -> list[float]:
        return [sample.steps_per_s for sample in samples if sample.side == side]

    peer, ours = speeds("peer"), speeds("ours")
    bare = [s.report[f"{PEER_KEY}_without_resets"] for s in samples if s.side == "peer"]
    summary = {
        "peer_control_steps_per_s": statistics.median(peer),
        "peer_control_steps_per_s_without_resets": statistics.median(bare),
    }
    if ours:
        summary["ours_control_steps_per_s"] = statistics.median(ours)
        summary["ratio"] = statistics.median(ours) / statistics.median(peer)
        summary["ratio_of_best_to_best"] = max(ours) / max(peer)
        summary["ratio_of_worst_ours_to_best_peer"] = min(ours) / max(peer)
        summary["ratio_to_peer_without_resets"] = statistics.median(ours) / statistics.median(bare)
    return summary


def table(result: dict[str, Any]) -> str:
    """Lay the result out for reading."""
    where, load = result["machine"], result["load_average_1min"]
    lines = [
        f"{where['cpu']}, {where['cores']} cores, pinned to core {where['pinned_to_core']}; "
        f"1-minute load {load['before']:.2f} before, {load['after']:.2f} after",
        f"clip {result['clip']}, {len(result['samples'])} samples, {result['wall_s']:.0f} s",
        "",
        f"{'side':<6}{'rep':>4}{'seed':>6}{'steps/s':>12}{'wall s':>9}{'CPU s':>9}"
        f"{'probe ms before, after':>25}",
    ]
    for sample in result["samples"]:
        seed = str(sample["report"].get("seed", "-"))
        lines.append(
            f"{sample['side']:<6}{sample['repetition']:>4}{seed:>6}{sample['steps_per_s']:>12.1f}"
            f"{sample['process_wall_s']:>9.1f}{sample['process_cpu_s']:>9.1f}"
            f"{1e3 * sample['probe_before_s']:>17.0f}{1e3 * sample['probe_after_s']:>8.0f}"
        )
    lines.append("")
    lines += [f"{name:<42}{value:>12.1f}" for name, value in result["summary"].items()]
    return "\n".join(lines)


def parse(argv: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clip", default="walk")
    parser.add_argument("--repetitions", type=int, default=5, help="of each side, 3 or more")
    parser.add_argument("--seconds", type=float, default=4.0, help="timed per run of the peer")
    parser.add_argument(
        "--actions", choices=("random", "zero"), default="random", help="the peer's"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the peer's first repetition")
    parser.add_argument("--core", type=int, help="core to pin to; the first allowed if not given")
    parser.add_argument("--require", type=float, default=20.0, help="fail below this ratio")
    parser.add_argument("--peer-only", action="store_true", help="time the peer alone")
    parser.add_argument("--ours", type=shlex.split, help="command to time in place of our bench")
    parser.add_argument("--output", type=Path, help="where to write the JSON")
    options = parser.parse_args(argv)
    if options.repetitions < 3:
        parser.error("--repetitions must be 3 or more.")
    if options.seconds <= 0.0:
        parser.error("--seconds must be positive.")
    if (options.peer_only or options.ours) and options.output is None:
        parser.error("--peer-only and --ours need --output, so that results.json stays a full run.")
    bench = ["bench", "env", "--json", "--threads", "1", "--clip", options.clip]
    options.ours = options.ours or [str(OURS_PROGRAM), *bench]
    options.output = options.output or HERE / "results.json"
    return options


def compare(options: argparse.Namespace) -> dict[str, Any]:
    """Check that both sides are there, run them, and gather everything worth keeping."""
    if not (ROOT / PEER_PYTHON).exists():
        raise CompareError("the peer is not set up; run run.sh --setup-only.")
    where = machine(pin(options.core))
    load_before, start = os.getloadavg()[0], time.perf_counter()
    samples = measure(options)
    return {
        "unit": "one control step: one action held for 1/30 s simulated, observation and reward",
        "clip": options.clip,
        "taken_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "machine": where,
        "load_average_1min": {"before": load_before, "after": os.getloadavg()[0]},
        "wall_s": time.perf_counter() - start,
        "ours_command": None if options.peer_only else shlex.join(options.ours),
        "required_ratio": options.require,
        "summary": summarise(samples),
        "samples": [asdict(sample) for sample in samples],
    }


def main(argv: list[str]) -> int:
    """Compare, write the result and print the table."""
    options = parse(argv)
    try:
        result = compare(options)
        options.output.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    except (CompareError, OSError) as error:
        print(f"compare.py: {error}", file=sys.stderr)
        return 1
    print(table(result))
    ratio = result["summary"].get("ratio")
    if ratio is not None and ratio < options.require:
        print(f"compare.py: the ratio {ratio:.1f} is below {options.require:g}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
