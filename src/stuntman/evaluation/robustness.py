"""How much a policy takes: the paper's pushes (section 10.4, table 6), and blocks."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from stuntman.imitation.config import CONTROL_RATE, STEP
from stuntman.imitation.environment import Environment
from stuntman.physics.randomization import PUSH_SECONDS, block_forces, struck
from stuntman.spatial.torch_rotations import heading, rotate_about_vertical

FORCES = (50.0, 100.0, 150.0, 200.0, 250.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0)  # N
SECONDS_AFTER = 3.0  # that the character has to stay up
SURVIVING = 0.8  # share of trials
TRIALS = 64
BLOCK_SECONDS = 20.0  # with a block each second
_LEAD_SECONDS = 0.5  # before the push


@dataclass(frozen=True)
class Robustness:
    """What a policy survives.

    Attributes:
        forward_n, sideways_n: the largest pushes, in N, that it survives in at least `SURVIVING` of
            its trials, of `FORCES`; 0 where it does not survive the smallest.
        blocks: share of the trials in which it is still up after 20 s with a block each second.
    """

    forward_n: float
    sideways_n: float
    blocks: float


def all_taken(
    act: Callable[[Tensor], Tensor], environment: Environment, clip: int = 0
) -> Robustness:
    """Pushes and blocks of a policy at one clip.

    Args:
        act: function from observations to actions.
        environment: made for evaluation; a world a trial.
    """
    forward, sideways = largest_pushes(act, environment, clip)
    return Robustness(forward, sideways, blocks_survived(act, environment, clip))


@torch.no_grad()
def largest_pushes(
    act: Callable[[Tensor], Tensor],
    environment: Environment,
    clip: int = 0,
    forces: Sequence[float] = FORCES,
    seed: int = 0,
) -> tuple[float, float]:
    """Push the root, forwards and to one side of where it faces, at random instants of a clip: the
    largest forces, in N, that are survived.

    Args:
        act: function from observations to actions.
        environment: made for evaluation; a world a trial.
    """
    forward = _largest(act, environment, clip, forces, seed, torch.tensor([1.0, 0.0, 0.0]))
    sideways = _largest(act, environment, clip, forces, seed, torch.tensor([0.0, 1.0, 0.0]))
    return forward, sideways


@torch.no_grad()
def blocks_survived(
    act: Callable[[Tensor], Tensor],
    environment: Environment,
    clip: int = 0,
    seconds: float = BLOCK_SECONDS,
    seed: int = 0,
) -> float:
    """Throw a block of 8 kg at 5 m/s each second, at any part of the body and from anywhere around
    it: the share of worlds in which the character never falls. A clip that ends begins again."""
    env = environment
    rng = torch.Generator().manual_seed(seed)
    parts, forces = struck(env.problem.model), block_forces(env.problem.model, STEP)
    duration = float(env.library.duration[clip])
    begin = torch.rand(env.worlds, generator=rng, dtype=torch.float64).to(env.device) * duration
    which = torch.full((env.worlds,), clip, device=env.device)
    observation = env.reset(begin * float(env.library.loops[clip]), which)
    up = torch.ones(env.worlds, dtype=torch.bool, device=env.device)
    body = torch.full((env.worlds,), int(parts[0]), device=env.device)
    still = torch.zeros(env.worlds, 3, device=env.device)
    for step in range(round(seconds * CONTROL_RATE)):
        if step % CONTROL_RATE == CONTROL_RATE // 2:
            body = parts[torch.randint(len(parts), (env.worlds,), generator=rng)]
            turn = 2.0 * math.pi * torch.rand(env.worlds, generator=rng)
            way = torch.stack([turn.cos(), turn.sin(), torch.zeros_like(turn)], dim=1)
            body, blow = body.to(env.device), (forces[body].unsqueeze(1) * way).to(env.device)
            env.engine.set_force(body, blow)
        observation, _, terminated, _, _ = env.step(act(observation))
        env.engine.set_force(body, still)
        up &= ~terminated
    return float(up.float().mean())


def _largest(
    act: Callable[[Tensor], Tensor],
    environment: Environment,
    clip: int,
    forces: Sequence[float],
    seed: int,
    direction: Tensor,
) -> float:
    largest = 0.0
    for force in forces:
        if _survivors(act, environment, clip, force * direction, seed) < SURVIVING:
            break
        largest = force
    return largest


def _survivors(
    act: Callable[[Tensor], Tensor], environment: Environment, clip: int, push: Tensor, seed: int
) -> float:
    """The share of worlds whose characters are still up after a push (3,) in N, as they face. It
    begins within half a cycle of the same random instants each time."""
    env = environment
    rng = torch.Generator().manual_seed(seed)
    phases = torch.rand(env.worlds, generator=rng, dtype=torch.float64).to(env.device)
    duration, loops = env.library.duration[clip], bool(env.library.loops[clip])
    room = 1.0 if loops else 0.5  # of a clip that ends, only its first half leaves time to fall in
    which = torch.full((env.worlds,), clip, device=env.device)
    observation = env.reset(phases * duration * room, which)
    root = int(env.problem.model.jnt_bodyid[0])
    up = torch.ones(env.worlds, dtype=torch.bool, device=env.device)
    over = torch.zeros_like(up)
    lead, pushed = round(_LEAD_SECONDS * CONTROL_RATE), round(PUSH_SECONDS * CONTROL_RATE)
    for step in range(lead + pushed + round(SECONDS_AFTER * CONTROL_RATE)):
        if lead <= step < lead + pushed:
            facing = heading(env.motion().pose.root_rotation)
            force = rotate_about_vertical(push.to(env.device).expand(env.worlds, 3), facing)
            env.engine.set_force(root, torch.where(over.unsqueeze(1), 0.0, force))
        elif step == lead + pushed:
            env.engine.set_force(root, torch.zeros(env.worlds, 3, device=env.device))
        observation, _, terminated, truncated, _ = env.step(act(observation))
        up &= ~terminated | over
        over |= truncated
    return float(up.float().mean())
