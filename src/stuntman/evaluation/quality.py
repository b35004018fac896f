"""How clean a performance is: whether feet slide, the body reaches into the floor, joints buzz."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import mujoco
import numpy as np
import torch

from stuntman.characters import character as characters
from stuntman.evaluation.evaluate import for_evaluation
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.problem import Problem
from stuntman.physics.scene import FLOOR
from stuntman.policies.policy import Policy
from stuntman.recipes import build
from stuntman.retargeting.stances import foot_slide
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

_CYCLES = 2  # of a loop that are measured, after a first one


@dataclass(frozen=True)
class Quality:
    """Figures of a performance at its control steps.

    Attributes:
        foot_slide_m: m, how far a foot slides over the floor while it touches it, mean over the
            contacts; None where no foot does for longer than an instant, or the body has none.
        penetration_m: m, how deep the body reaches into the floor at most.
        jitter: mean joint acceleration by the clip's at the same instants, so that 1 is the clip's
            own; None where the clip has none.
    """

    foot_slide_m: float | None
    penetration_m: float
    jitter: float | None


@torch.no_grad()
def of_policy(policy: Policy, problem: Problem, clip: int) -> Quality | None:
    """Perform a clip once, or if it loops, two cycles of it after a first one, without noise, from
    the policy's own start; None where it falls before there is anything to measure.

    Args:
        problem: the policy's. clip: index into its library.
    """
    problem = problem.with_starts(policy.starts) if policy.starts else problem
    config = replace(for_evaluation(policy.header.recipe.environment), horizon=np.inf)
    environment = build.environment(problem, config, worlds=1, threads=1)
    library, nq = problem.library, problem.model.nq
    cycle = float(library.duration[clip]) * CONTROL_RATE  # steps
    skipped, steps = (cycle, (1 + _CYCLES) * cycle) if library.loops[clip] else (0.0, cycle)
    observation = environment.reset(torch.zeros(1).double(), torch.tensor([clip]))
    states, frames = [environment.state()[0]], [environment.clock.frame(library)]
    for _ in range(round(steps)):
        observation, _, terminated, truncated, info = environment.step(policy.act(observation))
        if terminated:
            break
        states.append(info.state[0])
        frames.append(info.clock.frame(library))
        if truncated:
            break
    first = round(skipped)
    if len(states) < first + 2:
        return None
    performed = torch.stack(states[first:]).double().numpy()
    reference = library.qvel[torch.cat(frames[first:])].numpy()
    soles = characters.load(policy.header.recipe.character).soles(problem.model)
    slide, penetration = on_floor(problem.model, performed[:, :nq], list(soles.values()))
    return Quality(slide, penetration, jitter(performed[:, nq:], reference))


def jitter(qvel: Array, reference: Array) -> float | None:
    """Mean joint acceleration by that of the reference, of velocities (frames, nv) at the control
    steps; the six of the root do not count. None where the reference has none."""
    own, theirs = (float(np.abs(np.diff(rows[:, 6:], axis=0)).mean()) for rows in (qvel, reference))
    return own / theirs if theirs > 0.0 else None


def on_floor(
    model: mujoco.MjModel, qpos: Array, soles: Sequence[Sequence[int]]
) -> tuple[float | None, float]:
    """How far (m) a foot slides in a contact, on average, and how deep (m) the body reaches into
    the floor at most, in states qpos (frames, nq).

    A foot that rolls from heel to toe does not slide: from one state to the next counts the point
    that touched the floor and moved least over it. A contact in a single state tells nothing.

    Args:
        soles: geom ids of each foot.
    """
    data, floor = mujoco.MjData(model), model.geom(FLOOR).id
    links = [int(model.geom_bodyid[sole[0]]) for sole in soles]
    touching = np.zeros((len(qpos), len(soles)))  # 1 where a foot touches the floor
    ways = np.zeros((len(qpos), len(soles), 3))
    before: list[Array] = [np.empty((0, 3))] * len(soles)  # points that touched
    places, rotations = np.zeros((len(soles), 3)), np.zeros((len(soles), 4))
    penetration = 0.0
    for frame, position in enumerate(qpos):
        data.qpos[:] = position
        mujoco.mj_fwdPosition(model, data)
        met = (data.contact.geom == floor).any(axis=1)
        geoms, points = data.contact.geom[met], data.contact.pos[met]
        penetration = max(penetration, -data.contact.dist[met].min(initial=0.0))
        old, places, rotations = (
            (places, rotations),
            data.xpos.take(links, 0),
            data.xquat.take(links, 0),
        )
        for foot, sole in enumerate(soles):
            own = points[np.isin(geoms, sole).any(axis=1)]
            touching[frame, foot] = len(own) > 0
            if len(own) and len(before[foot]):
                seen = rot.rotate_inverse(old[1][foot], before[foot] - old[0][foot])
                moved = places[foot] + rot.rotate(rotations[foot], seen) - before[foot]
                ways[frame, foot] = moved[np.linalg.norm(moved[:, :2], axis=1).argmin()]
            before[foot] = own
    held = touching[1:] * touching[:-1]
    longer = np.maximum(np.pad(held, ((0, 1), (0, 0))), np.pad(held, ((1, 0), (0, 0))))
    slide = foot_slide(longer, ways.cumsum(axis=0)) if longer.any() else None
    return slide, float(penetration)
