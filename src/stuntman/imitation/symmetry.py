"""Left and right: a loop of two halves that mirror each other is learned as one.

Half a stride and its reflection make a walk. Who sees the second half in a mirror, and acts in it,
has but one half to learn, from all that is tried in both (Abdolhosseini et al. 2019, "phase").
"""

from dataclasses import dataclass

import mujoco
import numpy as np
import torch
from torch import Tensor

from stuntman.characters.bone_names import other_side, tidy
from stuntman.imitation.observations import layout
from stuntman.imitation.reference import Drives
from stuntman.spatial.rotations import Array

_ALONG = np.diag([1.0, -1.0, 1.0])  # what the mirror does to a velocity
_ABOUT = -_ALONG  # and to a spin
_ASKEW = 0.01  # of an axis of length 1; limbs that differ by more are no mirror images
_UNLIKE = 0.01  # share of each number's variance, on average, in which halves may differ
_LEAST_SPREAD = 0.05  # m, rad, m/s, rad/s; numbers that hardly change are compared to this


@dataclass(frozen=True)
class Swap:
    """What a mirror does to a row of numbers: which takes whose place, and with which sign."""

    places: Tensor
    signs: Tensor

    def __call__(self, rows: Tensor) -> Tensor:
        """Rows (..., n) in the mirror."""
        return rows.index_select(-1, self.places) * self.signs


@dataclass(frozen=True)
class Mirror:
    """A body's mirror image, of what the policy sees and of what it does."""

    observation: Swap
    action: Swap


def mirror(model: mujoco.MjModel, ahead: int) -> Mirror | None:
    """The mirror of a body that faces x; None for one that has no mirror image.

    Args:
        ahead: how many coming reference poses the policy sees.
    """
    places = _counterparts([model.body(k).name for k in range(1, model.nbody)])
    joints = _joints(model, places)
    if joints is None:
        return None
    along, about = np.diag(_ALONG).tolist(), np.diag(_ABOUT).tolist()
    bodies = [3 * place + axis for place in places for axis in range(3)]
    parts: dict[str, tuple[list[int], list[float]]] = {
        "root_height": ([0], [1.0]),
        "phase_sine": ([0], [-1.0]),  # half a cycle on
        "phase_cosine": ([0], [-1.0]),
        "root_rotation": (list(range(6)), along + [-sign for sign in along]),
        "root_velocity": ([0, 1, 2], along),
        "root_spin": ([0, 1, 2], about),
        "body_positions": ([k - 3 for k in bodies[3:]], along * (len(places) - 1)),
        "body_offsets": (bodies, along * len(places)),
        "joint_coordinates": joints,
        "joint_velocities": joints,
    }
    taken: list[int] = []
    signs: list[float] = []
    for name, _ in layout(len(places), model.nv - 6, ahead):
        part = next(parts[known] for known in parts if name.endswith(known))
        start = len(taken)
        taken += [start + k for k in part[0]]
        signs += part[1]
    driven = Drives(model).dof.tolist()
    if {joints[0][dof] for dof in driven} != set(driven):
        return None
    acted = [driven.index(joints[0][dof]) for dof in driven]
    return Mirror(_swap(taken, signs), _swap(acted, [joints[1][dof] for dof in driven]))


def halves_match(first: Tensor, second: Tensor) -> bool:
    """Whether halves (frames, n) of a loop, one of them in the mirror, are the same motion."""
    spread = torch.cat([first, second]).std(0).clamp_min(_LEAST_SPREAD)
    return float(((first - second) / spread).square().mean()) < _UNLIKE


def _joints(model: mujoco.MjModel, places: list[int]) -> tuple[list[int], list[float]] | None:
    """Which of the joint coordinates after the root's six takes whose place, and its sign; None
    where joints have no mirror image."""
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    taken: list[int] = []
    signs: list[float] = []
    for body, place in enumerate(places, start=1):
        here, there = model.body(body), model.body(1 + place)
        if here.jntnum[0] != there.jntnum[0]:
            return None
        for k in range(int(here.jntnum[0])):
            one, other = int(here.jntadr[0]) + k, int(there.jntadr[0]) + k
            kind = model.jnt_type[one]
            if kind == mujoco.mjtJoint.mjJNT_FREE:
                continue
            if kind != model.jnt_type[other]:
                return None
            axes, images = _axes(model, data, one), _axes(model, data, other)
            turn = axes @ _ABOUT @ images.T
            source = np.abs(turn).argmax(axis=1)
            sign = np.where(turn[np.arange(len(turn)), source] < 0.0, -1.0, 1.0)
            if np.abs(turn - sign[:, None] * np.eye(len(turn))[source]).max() > _ASKEW:
                return None
            first = int(model.jnt_dofadr[other]) - 6
            taken += (first + source).tolist()
            signs += sign.tolist()
    return taken, signs


def _axes(model: mujoco.MjModel, data: mujoco.MjData, joint: int) -> Array:
    """Axes (dofs, 3) of a joint's coordinates, in the world."""
    if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_HINGE:
        return data.xaxis[joint : joint + 1]
    return data.xmat[model.jnt_bodyid[joint]].reshape(3, 3).T


def _counterparts(names: list[str]) -> list[int]:
    """Index of each name's counterpart on the other side; its own in the middle."""
    sided = tidy(names)
    swapped = [other_side(name) for name in sided]
    return [sided.index(name) if name in sided else k for k, name in enumerate(swapped)]


def _swap(places: list[int], signs: list[float]) -> Swap:
    return Swap(torch.tensor(places), torch.tensor(signs))
