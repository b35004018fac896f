"""Sites of a body brought to where keyframes draw them, by inverse kinematics."""

import mink
import mujoco
import numpy as np

from stuntman.mjcf.inverse_kinematics import Solver
from stuntman.motion.keyframes.tracks import Tracks
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# What a radian between a joint and its drawn angle costs, where a metre between a site and its
# drawn position costs 1: enough to choose among the ways to get there ...
_POSTURE_COST = 1e-3
# ... and more where the joint's angle is drawn.
_DRAWN_POSTURE_COST = 5e-3
# What a radian costs between a site and its drawn rotation.
_ROTATION_COST = 0.3
# Damping of the solver: what a step of a radian costs.
_DAMPING = 1e-9
# The largest change (rad) of one step, the change (rad) below which a frame is solved, and the
# most steps that a frame takes.
_MAX_STEP = 0.3
_SETTLED = 1e-7
_MAX_STEPS = 100
# Share of a hinge's range from its ends within which it shows which way it bends.
_BENT_SHARE = 0.15
# A site that stays farther (m, rad) from what is drawn is out of reach.
_MAX_DISTANCE = 0.005
_MAX_ANGLE = 0.05


def reach_sites(tracks: Tracks, at_rest: mujoco.MjData, qpos: Array) -> Array:
    """States (frames, nq) in which all drawn sites are where they are drawn.

    Only the joints of the sites' limbs move; they stay as near as they can to their angles in qpos.

    Args:
        at_rest: the body at rest.
        qpos: (frames, nq) root and joints as they are drawn.

    Raises:
        StuntmanError: a site is out of reach.
    """
    model = at_rest.model
    solver = Solver(model, _DAMPING)
    posture = mink.PostureTask(model, cost=_posture_costs(tracks, model))
    moving = sorted({joint for name in tracks.sites for joint in _limb(model, name)})
    moving_qpos = _indices(model.jnt_qposadr, model.nq, moving)
    still = np.ones(model.nv, bool)
    still[_indices(model.jnt_dofadr, model.nv, moving)] = False
    frozen = mink.DofFreezingTask(model, dof_indices=np.flatnonzero(still).tolist())
    tasks, positions, rotations = {}, {}, {}
    for name in tracks.sites:
        cost = _ROTATION_COST if tracks.is_rotation_drawn(name) else 0.0
        tasks[name] = mink.FrameTask(name, "site", 1.0, cost)
        quat = np.empty(4)
        mujoco.mju_mat2Quat(quat, at_rest.site(name).xmat)
        positions[name] = at_rest.site(name).xpos + tracks.positions(name)
        rotations[name] = rot.multiply(tracks.rotations(name), quat)
    out = np.empty_like(qpos)
    previous = _bent(tracks, model, qpos[0])
    for frame, drawn in enumerate(qpos):
        start = drawn.copy()
        start[moving_qpos] = previous[moving_qpos]
        solver.configuration.update(start)
        posture.set_target(drawn)
        for name, task in tasks.items():
            pose = np.concatenate([rotations[name][frame], positions[name][frame]])
            task.set_target(mink.SE3(pose))
        for _ in range(_MAX_STEPS):
            if solver.step([*tasks.values(), posture], [frozen], _MAX_STEP) < _SETTLED:
                break
        _check_reached(tracks, solver.configuration, tasks, tracks.keyframes.times[frame])
        previous = out[frame] = solver.configuration.q.copy()
    return out


def _check_reached(
    tracks: Tracks,
    configuration: mink.Configuration,
    tasks: dict[str, mink.FrameTask],
    time: float,
) -> None:
    for name, task in tasks.items():
        error = task.compute_error(configuration)
        distance, angle = float(np.linalg.norm(error[:3])), float(np.linalg.norm(error[3:]))
        if task.cost[3] == 0:
            angle = 0.0
        if distance > _MAX_DISTANCE or angle > _MAX_ANGLE:
            raise tracks.error(
                name,
                time,
                f"stays {100 * distance:.1f} cm and {np.degrees(angle):.0f} degrees from where it "
                "is drawn; bring the root nearer, or ask less of it",
            )


def _limb(model: mujoco.MjModel, site: str) -> list[int]:
    """The joints that move a site: those of its own link and of the links above it, up to where the
    body branches. So a hand leaves the chest alone, on which the other hand hangs too."""
    jointed = [bool(model.body_jntnum[k]) for k in range(model.nbody)]
    for link in range(model.nbody - 1, 0, -1):  # parents come before their children
        jointed[model.body_parentid[link]] |= jointed[link]
    link, branches = int(model.site(site).bodyid[0]), 1
    out: list[int] = []
    while model.body_parentid[link] > 0 and branches < 2:
        first = int(model.body_jntadr[link])
        out += range(first, first + int(model.body_jntnum[link]))
        link = int(model.body_parentid[link])
        branches = sum(jointed[child] for child in np.flatnonzero(model.body_parentid == link))
    return out


def _bent(tracks: Tracks, model: mujoco.MjModel, qpos: Array) -> Array:
    """A state (nq,) to start from, with its hinges bent: a straight knee does not show which way it
    bends."""
    out = qpos.copy()
    for joint in tracks.hinges.values():
        if model.jnt_limited[joint]:
            low, high = model.jnt_range[joint]
            address, part = model.jnt_qposadr[joint], _BENT_SHARE * (high - low)
            out[address] = np.clip(out[address], low + part, high - part)
    return out


def _posture_costs(tracks: Tracks, model: mujoco.MjModel) -> Array:
    """What a radian away from the drawn angle costs (nv,)."""
    costs = np.full(model.nv, _POSTURE_COST)
    for names, width in ((tracks.balls, 3), (tracks.hinges, 1)):
        for name, joint in names.items():
            if tracks.is_drawn(name):
                address = model.jnt_dofadr[joint]
                costs[address : address + width] = _DRAWN_POSTURE_COST
    return costs


def _indices(addresses: Array, end: int, joints: list[int]) -> list[int]:
    """Where the numbers of joints are among `end` of them."""
    ends = [*addresses[1:].tolist(), end]
    return [k for joint in joints for k in range(addresses[joint], ends[joint])]
