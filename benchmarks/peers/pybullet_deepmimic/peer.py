"""Times pybullet's DeepMimic environment; runs inside the peer's own virtual environment.

Prints one JSON line on standard output. Everything pybullet prints goes to standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

CONTROL_PERIOD_S = 1.0 / 30.0
ACTION_POOL = 4096
WARM_UP_STEPS = 200
PACKAGES = ("pybullet", "gym", "numpy", "mpi4py", "setuptools")


class PeerError(Exception):
    """A failure told to the user in one sentence."""


def keep_stdout_for_json() -> int:
    """Send file descriptor 1, where Bullet's C++ prints, to standard error; return the real one."""
    real = os.dup(1)
    os.dup2(2, 1)
    return real


def make_env(clip: str) -> Any:
    """Build the peer's gym environment for one of its own motion clips."""
    import pybullet_data

    arg_file = f"train_humanoid3d_{clip}_args.txt"
    if not (Path(pybullet_data.getDataPath()) / "args" / arg_file).is_file():
        raise PeerError(f"pybullet has no DeepMimic clip named {clip!r}: {arg_file} is missing.")
    from pybullet_envs.deep_mimic.gym_env.deep_mimic_env import HumanoidDeepBulletEnv

    return HumanoidDeepBulletEnv(renders=False, arg_file=arg_file)


def make_actions(env: Any, kind: str, seed: int) -> list[Any]:
    """Draw the actions beforehand, so that drawing them is not timed."""
    env.action_space.seed(seed)
    pool = [env.action_space.sample() for _ in range(ACTION_POOL)]
    return [0.0 * action for action in pool] if kind == "zero" else pool


def warm_up(env: Any, actions: list[Any]) -> None:
    """Take a fixed number of untimed steps, so that a seed always times the same episodes."""
    env.reset()
    for action in actions[:WARM_UP_STEPS]:
        if env.step(action)[2]:
            env.reset()


def run_for(env: Any, actions: list[Any], seconds: float) -> dict[str, Any]:
    """Step for a stretch of wall time, resetting at every episode end, and count."""
    inner = env._internal_env
    steps = resets = 0
    reset_s = simulated_s = reward_sum = 0.0
    env.reset()
    episode_start = inner.t
    cpu_start, start = time.process_time(), time.perf_counter()
    end = now = start
    while now - start < seconds:
        _, reward, done, _ = env.step(actions[steps % ACTION_POOL])
        steps += 1
        reward_sum += reward
        if done:
            simulated_s += inner.t - episode_start
            before = time.perf_counter()
            env.reset()
            reset_s += time.perf_counter() - before
            resets += 1
            episode_start = inner.t
        now = end = time.perf_counter()
    simulated_s += inner.t - episode_start
    wall_s = end - start
    return {
        "control_steps": steps,
        "wall_s": wall_s,
        "cpu_s": time.process_time() - cpu_start,
        "resets": resets,
        "reset_s": reset_s,
        "simulated_s": simulated_s,
        "mean_reward": reward_sum / steps,
        "control_steps_per_s": steps / wall_s,
        "control_steps_per_s_without_resets": steps / (wall_s - reset_s),
    }


def check(counts: dict[str, Any]) -> None:
    """Refuse a figure whose control steps are not 1/30 s long or whose simulation blew up."""
    period = counts["simulated_s"] / counts["control_steps"]
    if abs(period - CONTROL_PERIOD_S) > 1e-6:
        raise PeerError(f"a control step simulated {period:.6f} s instead of 1/30 s.")
    if not 0.0 <= counts["mean_reward"] <= 1.0:
        raise PeerError(f"the mean reward is {counts['mean_reward']}, so the simulation blew up.")


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Build, warm up, time and describe one run."""
    random.seed(options.seed)  # the start time within the clip is drawn from this generator
    env = make_env(options.clip)
    actions = make_actions(env, options.actions, options.seed)
    warm_up(env, actions)
    counts = run_for(env, actions, options.seconds)
    check(counts)
    return {
        "clip": options.clip,
        "actions": options.actions,
        "seed": options.seed,
        **counts,
        "physics_steps_per_control_step": env._num_env_steps,
        "physics_hz": round(1.0 / env._time_step),
        "observation_size": len(env.state),
        "action_size": len(actions[0]),
        "cores": sorted(os.sched_getaffinity(0)),
        "versions": {name: version(name) for name in PACKAGES},
    }


def parse(argv: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clip", default="walk")
    parser.add_argument("--actions", choices=("random", "zero"), default="random")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args(argv)
    if options.seconds <= 0.0:
        parser.error("--seconds must be positive.")
    return options


def main(argv: list[str]) -> int:
    """Measure, and print one JSON line."""
    options = parse(argv)
    out = keep_stdout_for_json()
    try:
        line = json.dumps(measure(options))
    except PeerError as error:
        print(f"peer.py: {error}", file=sys.stderr)
        return 1
    except ImportError as error:
        print(f"peer.py: the peer is not set up ({error}); run run.sh.", file=sys.stderr)
        return 1
    os.write(out, (line + "\n").encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
