"""How far characters are from their references, and putting them that far from it.

On the CPU and in float64, since plans are held against the reference to more digits than the
policy sees.
"""

import numpy as np
import torch
from torch import Tensor

from stuntman.imitation.environment import Environment
from stuntman.mjcf.tangent import Tangent
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array


def reference_qpos(environment: Environment) -> Array:
    """Where the reference is now, in the world: (worlds, nq) in MuJoCo's layout."""
    clock, library = environment.clock, environment.library
    qpos = library.qpos[clock.frame(library)].cpu().numpy().copy()
    rotation = _rotation(environment)
    qpos[:, :3] = rot.rotate(rotation, qpos[:, :3]) + clock.shift.cpu().numpy()
    qpos[:, 3:7] = rot.multiply(rotation, qpos[:, 3:7])
    return qpos


def deviation(environment: Environment) -> Array:
    """How far each character's state is from its reference's, as `Tangent` has it, along the clip's
    own axes: (worlds, 2 nv)."""
    engine = environment.engine
    state = torch.cat([engine.qpos, engine.qvel], dim=1).cpu().numpy()
    tangent = Tangent(engine.model)
    away = tangent.difference(state, _reference_state(environment))
    return _rotated(away, rot.conjugate(_rotation(environment)))


def set_deviation(environment: Environment, deviation: Array) -> Tensor:
    """Put every character that far (worlds, 2 nv) from its reference; the observation there."""
    engine = environment.engine
    away = _rotated(deviation, _rotation(environment))
    state = Tangent(engine.model).integrate(_reference_state(environment), away)
    rows = torch.from_numpy(state.astype(np.float64, copy=False)).to(engine.device)
    worlds = torch.arange(engine.worlds, device=engine.device)
    engine.reset(worlds, rows[:, : engine.model.nq], rows[:, engine.model.nq :])
    return environment.observe(environment.motion())


def reset_to_start(environment: Environment) -> Tensor:
    """Put every character into the state in which episodes start at its reference's instant, if
    they do, where the reference is now; the observation there."""
    engine, problem, library = environment.engine, environment.problem, environment.library
    rows = problem.start_of_frame[environment.clock.frame(library)]
    states = problem.starts.states[rows].cpu().numpy().copy()
    nq, rotation = engine.model.nq, _rotation(environment)
    states[:, :3] = rot.rotate(rotation, states[:, :3]) + environment.clock.shift.cpu().numpy()
    states[:, 3:7] = rot.multiply(rotation, states[:, 3:7])
    states[:, nq : nq + 3] = rot.rotate(rotation, states[:, nq : nq + 3])
    placed = torch.from_numpy(states).to(engine.device)
    worlds = torch.arange(engine.worlds, device=engine.device)
    engine.reset(worlds, placed[:, :nq], placed[:, nq:])
    return environment.observe(environment.motion())


def _rotation(environment: Environment) -> Array:
    """Rotations (worlds, 4) of the clip to where each world has it face."""
    rotvec = np.zeros((environment.worlds, 3))
    rotvec[:, 2] = environment.clock.yaw.cpu().numpy()
    return rot.from_rotvec(rotvec)


def _reference_state(environment: Environment) -> Array:
    """Where the reference is now and how fast it moves, in the world: (worlds, nq + nv)."""
    library = environment.library
    qvel = library.qvel[environment.clock.frame(library)].cpu().numpy().copy()
    qvel[:, :3] = rot.rotate(_rotation(environment), qvel[:, :3])
    return np.concatenate([reference_qpos(environment), qvel], axis=1)


def _rotated(deviation: Array, rotation: Array) -> Array:
    """A deviation whose place and speed of the root are rotated by (worlds, 4)."""
    out, nv = deviation.copy(), deviation.shape[1] // 2
    for start in (0, nv):
        out[:, start : start + 3] = rot.rotate(rotation, out[:, start : start + 3])
    return out
