"""Start states that a policy comes by itself, so that its films do not begin with a stumble.

A clip's states are where a body was drawn or measured, not where this policy has its body; from
some, at take-off or landing, nobody stays on the clip. Of all states in which the policy passes an
instant of its clip, the one from which it goes on best is where it starts from then on.
"""

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from stuntman.evaluation.evaluate import for_evaluation
from stuntman.imitation.config import CONTROL_RATE, STEP
from stuntman.imitation.deviations import deviation
from stuntman.imitation.environment import Environment
from stuntman.imitation.problem import Problem
from stuntman.imitation.start_states import StartStates
from stuntman.mjcf.tangent import Tangent
from stuntman.policies.policy import Policy
from stuntman.recipes import build
from stuntman.threads import physics_first

WORLDS = 64
_AHEAD_SECONDS = 4.0  # how long what follows is judged
_FRAME_TOLERANCE = 1e-6  # frames


def find(policy: Policy, problem: Problem, threads: int = 0) -> StartStates:
    """The start states of a policy on its clips: of each, one for every control step.

    Args:
        problem: the policy's, that starts in the references' states.
    """
    config = replace(
        for_evaluation(policy.header.recipe.environment), early_termination=False, horizon=np.inf
    )
    environment = build.environment(problem, config, WORLDS, threads=threads)
    found = [_of_clip(policy, environment, k) for k in range(len(problem.library.clips))]
    return StartStates(
        torch.cat([starts.frames for starts in found]),
        torch.cat([starts.states for starts in found]),
    )


@torch.no_grad()
@physics_first()
def _of_clip(policy: Policy, environment: Environment, clip: int) -> StartStates:
    library, worlds = environment.library, environment.worlds
    loops, duration = bool(library.loops[clip]), float(library.duration[clip])
    instants = torch.arange(int(np.ceil(duration / STEP - _FRAME_TOLERANCE)), dtype=torch.float64)
    which = torch.full((len(instants),), clip)
    frames = library.frame(which, instants * STEP)
    # A cycle is seldom a whole number of steps: half of the worlds pass these frames in their
    # second cycle.
    late = duration % STEP if loops else 0.0
    spread = torch.arange(worlds) * len(instants) // worlds
    begin = instants[spread] * STEP + late * (torch.arange(worlds) % 2).double()
    observation = environment.reset(begin, which[:1].expand(worlds))
    steps = round(((2.0 * duration + _AHEAD_SECONDS) if loops else duration) * CONTROL_RATE)
    away, passed, earned = [], [], []
    up = torch.ones(worlds, dtype=torch.bool)
    for _ in range(steps):
        away.append(deviation(environment))
        passed.append(environment.clock.frame(library))
        observation, _, terminated, truncated, info = environment.step(policy.act(observation))
        up &= ~(info.fell | terminated)
        earned.append(torch.stack(list(info.terms.values())).sum(0) * up)
        up &= ~truncated
    off, seen = np.array(away), torch.stack(passed)
    if loops:
        # By rounding, a cycle may end in its last frame, which is its first one, a step before the
        # next one begins where the character is.
        first = int(library.first_frame[clip])
        ended = seen == first + int(library.frames[clip]) - 1
        seen[ended], off[ended.numpy(), :2] = first, 0.0
    step, world = _best(seen, torch.stack(earned), frames, loops)
    deviations = off[step, world]
    reference = torch.cat([library.qpos[frames], library.qvel[frames]], dim=1).numpy()
    states = Tangent(environment.engine.model).integrate(reference, deviations)
    # The numbers that a file holds, so that what begins in it and what does not yet agree.
    return StartStates(frames, torch.from_numpy(states).float().double())


def _best(passed: Tensor, earned: Tensor, frames: Tensor, loops: bool) -> tuple[Tensor, Tensor]:
    """For each of frames (n,), the step and the world in which it was passed with most to come; the
    first step, where all are in the references' states, if nobody came by on its feet.

    Args:
        passed: (steps, worlds) library frames. earned: (steps, worlds) rewards, none after a fall.
    """
    steps, worlds = earned.shape
    ahead = round(_AHEAD_SECONDS * CONTROL_RATE)
    sums = torch.cat([torch.zeros(1, worlds), earned.cumsum(0)])
    begins = torch.arange(steps - ahead if loops else steps)
    ends = (begins + ahead).clamp_max(steps)
    coming = sums[ends] - sums[begins]
    on_feet = earned[: len(begins)].flatten() > 0.0
    here = (passed[: len(begins)].flatten() == frames.unsqueeze(1)) & on_feet
    best = coming.flatten().where(here, -torch.inf).argmax(1)
    return best // worlds, best % worlds
