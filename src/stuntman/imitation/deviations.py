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
    return _reference_state(environment)[:, : environment.engine.model.nq]


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
    states = Tangent(engine.model).integrate(_reference_state(environment), away)
    return _put(environment, torch.from_numpy(states))


def reset_to_start(environment: Environment) -> Tensor:
    """Put every character into the state in which episodes start at its reference's instant, if
    they do, where the reference is now; the observation there."""
    problem, library = environment.problem, environment.library
    rows = problem.start_of_frame[environment.clock.frame(library)]
    states = torch.from_numpy(_placed(environment, problem.starts.states[rows]))
    if environment.ground is None:
        return _put(environment, states)
    model = environment.engine.model
    qpos, qvel = states.to(environment.device).split([model.nq, model.nv], dim=1)
    observation = _put(environment, torch.cat(environment.ground.raised(qpos, qvel), dim=1))
    environment.ground.follow(environment.engine.qpos)
    return observation


def _put(environment: Environment, states: Tensor) -> Tensor:
    """Put the characters into states (worlds, nq + nv) in the world; the observation there."""
    engine = environment.engine
    rows = states.double().to(engine.device)
    return environment.put(*rows.split([engine.model.nq, engine.model.nv], dim=1))


def _rotation(environment: Environment) -> Array:
    """Rotations (worlds, 4) of the clip to where each world has it face."""
    rotvec = np.zeros((environment.worlds, 3))
    rotvec[:, 2] = environment.clock.yaw.cpu().numpy()
    return rot.from_rotvec(rotvec)


def _reference_state(environment: Environment) -> Array:
    """Where the reference is now and how fast it moves, in the world: (worlds, nq + nv)."""
    library = environment.library
    frames = environment.clock.frame(library)
    states = torch.cat([library.qpos[frames], library.qvel[frames]], dim=1)
    placed = _placed(environment, states)
    placed[:, 2] += environment.ground_height().cpu().numpy()
    return placed


def _placed(environment: Environment, states: Tensor) -> Array:
    """States (worlds, nq + nv) in the clip's own place, where each world has the clip, as if the
    ground were flat."""
    placed, rotation = states.cpu().numpy().copy(), _rotation(environment)
    nq = environment.engine.model.nq
    placed[:, :3] = rot.rotate(rotation, placed[:, :3]) + environment.clock.shift.cpu().numpy()
    placed[:, 3:7] = rot.multiply(rotation, placed[:, 3:7])
    placed[:, nq : nq + 3] = rot.rotate(rotation, placed[:, nq : nq + 3])
    return placed


def _rotated(deviation: Array, rotation: Array) -> Array:
    """A deviation whose place and speed of the root are rotated by (worlds, 4)."""
    out, nv = deviation.copy(), deviation.shape[1] // 2
    for start in (0, nv):
        out[:, start : start + 3] = rot.rotate(rotation, out[:, start : start + 3])
    return out
