"""A plan as a performance: what the planner alone makes of a clip, without any policy."""

import numpy as np

from stuntman.characters.character import Character
from stuntman.imitation.actuation import Actuation
from stuntman.imitation.config import CONTROL_RATE, STEP
from stuntman.planning.assessment import Followed
from stuntman.planning.plan import Plan
from stuntman.planning.tracking_cost import TrackingCost
from stuntman.playback.recording import LENGTH, Performance
from stuntman.spatial import cycles
from stuntman.spatial import rotations as rot
from stuntman.spatial.interpolation import locate
from stuntman.spatial.rotations import Array


def performance(
    character: Character,
    clip: str,
    cost: TrackingCost,
    actuation: Actuation,
    plan: Plan,
    followed: Followed,
    seconds: float | None = None,
) -> Performance:
    """The states of a plan, evenly spaced. A loop's cycle is repeated, each from where the one
    before has led; the joints may differ a little where they meet.

    Args:
        cost: of the planner. actuation: what the plan's targets are added to.
        seconds: how long; if not given, as long as the clip, or 10 s where that loops. A clip that
            does not loop is over at its end.
    """
    nq = cost.model.nq
    length = LENGTH if plan.loops else plan.duration
    end = plan.duration if plan.loops else plan.times[-1] - plan.times[0] + STEP
    seconds = length if seconds is None else seconds
    seconds = seconds if plan.loops else min(seconds, end)
    since = np.arange(max(2, round(seconds * CONTROL_RATE))) / CONTROL_RATE
    cycle = np.floor(since / end + 1e-9).astype(int) if plan.loops else np.zeros(len(since), int)
    within = (since - cycle * end).clip(0.0)
    yaw, shift = _cycle(cost, plan, followed)
    keys = np.concatenate([followed.states, _after_last(plan, followed, nq, yaw, shift)[None]])
    before, share = locate(within, np.append(plan.times - plan.times[0], end))
    step = cost.tangent.difference(keys[before + 1], keys[before])
    states = cost.tangent.integrate(keys[before], share[:, None] * step)
    phases = plan.times[0] + within
    reference = cost.reference(phases)
    qpos, qvel, wanted = states[:, :nq], states[:, nq:], reference[:, :nq]
    for number in range(int(cycle.max())):
        later = cycle > number
        qpos[later] = cycles.next_cycle(qpos[later], yaw, shift)
        qvel[later] = cycles.rotate_velocities(qvel[later], yaw)
        wanted[later] = cycles.next_cycle(wanted[later], yaw, shift)
    targets = plan.target(phases)
    row = np.where(share < 0.5, before, before + 1) % len(plan.times)
    return Performance(
        character=character,
        clip=clip,
        cycle=plan.duration,
        rate=CONTROL_RATE,
        qpos=qpos,
        qvel=qvel,
        reference=wanted,
        actions=targets / actuation.action_scale,
        targets=cost.feed_forward(phases) + targets,
        skills=(clip,) * len(since),
        phases=phases % plan.duration if plan.loops else phases,
        terms={name: term[row] for name, term in followed.terms.items()},
        begun=np.arange(len(since)) == 0,
        blocks=(),
        hits=(),
    )


def _cycle(cost: TrackingCost, plan: Plan, followed: Followed) -> tuple[float, Array]:
    """Where a cycle of a loop leaves the body, as spatial/cycles.py has it: by which yaw, in rad,
    and shift, (2,) in m, the next one begins in the place where the body has come to."""
    if not plan.loops:
        return 0.0, np.zeros(2)
    yaw, nq = cost.cycle_yaw, cost.model.nq
    late = plan.times[0] + plan.duration - (plan.times[-1] + STEP)
    reached = followed.end[:2] + late * followed.end[nq : nq + 2]
    return yaw, reached - rot.rotate(rot.from_yaw(yaw), followed.states[0, :3])[:2]


def _after_last(plan: Plan, followed: Followed, nq: int, yaw: float, shift: Array) -> Array:
    """The state (nq + nv,) at the end: of a loop, the first of its next cycle."""
    if not plan.loops:
        return followed.end
    first = followed.states[0]
    qpos = cycles.next_cycle(first[:nq], yaw, shift)
    return np.concatenate([qpos, cycles.rotate_velocities(first[nq:], yaw)])
