"""Left and right: a loop of two halves that mirror each other is learned as one.

Half a stride and its reflection make a walk. Who sees the second half in a mirror, and acts in it,
has but one half to learn, from all that is tried in both (Abdolhosseini et al. 2019, "phase").
"""

import math
from dataclasses import dataclass

import mujoco
import numpy as np
import torch
from torch import Tensor

from stuntman.characters.bone_names import other_side, tidy
from stuntman.imitation.observations import ObservationTerm
from stuntman.mjcf.actuators import PdActuators
from stuntman.spatial.mirror import AXIAL_SIGNS, POLAR_SIGNS
from stuntman.spatial.rotations import Array

_AXIS_TOLERANCE = 0.01  # of an axis of length 1; limbs that differ by more are no mirror images
_HALVES_TOLERANCE = 0.01  # share of each number's variance, on average, in which halves may differ
_MIN_SPREAD = 0.05  # m, rad, m/s, rad/s; numbers that hardly change are compared to this


@dataclass(frozen=True)
class SignedPermutation:
    """What a mirror does to a row of numbers: which takes whose place, and with which sign.
    Applied twice, it gives the input back."""

    indices: Tensor
    signs: Tensor

    def __call__(self, rows: Tensor) -> Tensor:
        """Rows (..., n) in the mirror."""
        return rows.index_select(-1, self.indices) * self.signs

    def to(self, device: torch.device) -> "SignedPermutation":
        """The same on a device."""
        return SignedPermutation(self.indices.to(device), self.signs.to(device))


@dataclass(frozen=True)
class Mirror:
    """A body's mirror image, of what the policy sees and of what it does."""

    observation: SignedPermutation
    action: SignedPermutation

    def to(self, device: torch.device) -> "Mirror":
        """The same on a device."""
        return Mirror(self.observation.to(device), self.action.to(device))


def mirror(model: mujoco.MjModel, terms: tuple[ObservationTerm, ...]) -> Mirror | None:
    """The mirror of a body that faces x; None for one that has no mirror image.

    Args:
        terms: what the policy sees.
    """
    counterparts = _counterparts([model.body(k).name for k in range(1, model.nbody)])
    joints = _joints(model, counterparts)
    if joints is None:
        return None
    indices: list[int] = []
    signs: list[float] = []
    for term in terms:
        source, sign = _mirror_of_term(term, counterparts, joints)
        indices += [len(indices) + k for k in source]
        signs += sign
    driven = PdActuators(model).dof.tolist()
    if {joints[0][dof] for dof in driven} != set(driven):
        return None
    acted = [driven.index(joints[0][dof]) for dof in driven]
    return Mirror(_permutation(indices, signs), _permutation(acted, [joints[1][d] for d in driven]))


def _mirror_of_term(
    term: ObservationTerm, counterparts: list[int], joints: tuple[list[int], list[float]]
) -> tuple[list[int], list[float]]:
    """Which of a term's numbers takes whose place, and with which sign, by the term's kind."""
    polar, axial = POLAR_SIGNS.tolist(), AXIAL_SIGNS.tolist()
    in_place = list(range(term.size))
    match term.kind:
        case "scalar":
            return in_place, [1.0] * term.size
        case "phase":  # half a cycle on
            return in_place, [-1.0] * term.size
        case "polar":
            return in_place, polar
        case "axial":
            return in_place, axial
        case "columns":  # forward is a polar vector; left becomes the image's right
            return in_place, polar + [-sign for sign in polar]
        case "bodies":
            skipped = len(counterparts) - term.size // 3  # the root, where it is left out
            rows = [place - skipped for place in counterparts[skipped:]]
            return [3 * row + axis for row in rows for axis in range(3)], polar * len(rows)
        case "grid":
            side = math.isqrt(term.size)
            return [side * (k // side) + side - 1 - k % side for k in in_place], [1.0] * term.size
        case "joints":
            return joints


def halves_match(first: Tensor, second: Tensor) -> bool:
    """Whether halves (frames, n) of a loop, one of them in the mirror, are the same motion."""
    spread = torch.cat([first, second]).std(0).clamp_min(_MIN_SPREAD)
    return float(((first - second) / spread).square().mean()) < _HALVES_TOLERANCE


def _joints(model: mujoco.MjModel, counterparts: list[int]) -> tuple[list[int], list[float]] | None:
    """Which of the joint coordinates after the root's six takes whose place, and its sign; None
    where joints have no mirror image."""
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    taken: list[int] = []
    signs: list[float] = []
    for body, place in enumerate(counterparts, start=1):
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
            turn = axes * AXIAL_SIGNS @ images.T
            source = np.abs(turn).argmax(axis=1)
            sign = np.where(turn[np.arange(len(turn)), source] < 0.0, -1.0, 1.0)
            if np.abs(turn - sign[:, None] * np.eye(len(turn))[source]).max() > _AXIS_TOLERANCE:
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


def _permutation(indices: list[int], signs: list[float]) -> SignedPermutation:
    return SignedPermutation(torch.tensor(indices), torch.tensor(signs))
