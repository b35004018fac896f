"""What the policy sees, in the character's heading frame: x where the root faces, z up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, get_args

import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.motion import Motion
from stuntman.plugins import file_of
from stuntman.spatial.torch_rotations import heading, rotate_about_vertical

Kind = Literal["scalar", "phase", "polar", "axial", "columns", "bodies", "joints", "grid"]
KINDS = get_args(Kind)
Layout = Sequence[tuple[str, int]]
_WORLD_VECTORS = ("polar", "axial", "columns", "bodies")


@dataclass(frozen=True)
class Sight:
    """What observation terms are computed from.

    Attributes:
        motion: of the characters. phase: (worlds,) within the clip, in [0, 1].
        ahead: the reference at coming instants.
        clip: (worlds,) index of the clip at work.
    """

    motion: Motion
    phase: Tensor
    ahead: tuple[Motion, ...]
    clip: Tensor


@dataclass(frozen=True)
class ObservationTerm:
    """Some of the numbers that the policy sees.

    Attributes:
        name: what a policy file calls it.
        size: how many numbers.
        kind: what they are, which decides what a mirror does to them: "scalar"; "phase", the sine
            or cosine of a cycle; vectors in the world, which are observed in the heading frame:
            "polar" (velocities), "axial" (angular velocities), "columns" of a rotation matrix,
            "bodies" (a polar one for each body, or for each but the root); "joints", one number a
            degree of freedom after the root's six; "grid", rows ahead, each with as many numbers
            from right to left.
        compute: of what there is to see, the numbers (worlds, size); of vectors, (worlds, n, 3).
    """

    name: str
    size: int
    kind: Kind
    compute: Callable[[Sight], Tensor]


def imitation_terms(bodies: int, dofs: int, poses_ahead: int) -> tuple[ObservationTerm, ...]:
    """The terms of imitation: the character, the phase, and coming poses of the reference relative
    to where the character's bodies are now.

    Args:
        bodies: of the body. dofs: joint coordinates. poses_ahead: coming reference poses seen.
    """
    ahead = range(poses_ahead)
    return (
        ObservationTerm("root_height", 1, "scalar", lambda s: s.motion.pose.positions[:, 0, 2:]),
        ObservationTerm("phase_sine", 1, "phase", lambda s: torch.sin(_angle(s))),
        ObservationTerm("phase_cosine", 1, "phase", lambda s: torch.cos(_angle(s))),
        ObservationTerm("root_rotation", 6, "columns", lambda s: _columns(s.motion)),
        ObservationTerm("root_velocity", 3, "polar", lambda s: s.motion.root_velocity.unsqueeze(1)),
        ObservationTerm("root_spin", 3, "axial", lambda s: s.motion.root_spin.unsqueeze(1)),
        ObservationTerm("body_positions", 3 * (bodies - 1), "bodies", _body_positions),
        *(term for k in ahead for term in _pose_ahead(k, bodies)),
        ObservationTerm("joint_coordinates", dofs, "joints", lambda s: s.motion.coordinates),
        ObservationTerm("joint_velocities", dofs, "joints", lambda s: s.motion.velocities),
        *(term for k in ahead for term in _joints_ahead(k, dofs)),
    )


def clip_term(clips: int) -> ObservationTerm:
    """Which of so many clips is at work, one number each: 1 for that one, else 0."""

    def seen(sight: Sight) -> Tensor:
        return (sight.clip.unsqueeze(-1) == torch.arange(clips, device=sight.clip.device)).float()

    return ObservationTerm("clip", clips, "scalar", seen)


def observe(terms: tuple[ObservationTerm, ...], sight: Sight) -> Tensor:
    """The numbers (worlds, n) of all terms, in their order.

    Raises:
        StuntmanError: a term does not give as many as it says.
    """
    yaw = -heading(sight.motion.pose.root_rotation)
    parts = []
    for vectors, group in groupby(terms, key=lambda term: term.kind in _WORLD_VECTORS):
        values = [_computed(term, sight) for term in group]
        if vectors:  # rotated together, for it is many small operations otherwise
            parts.append(rotate_about_vertical(torch.cat(values, dim=1), yaw).flatten(1))
        else:
            parts += values
    return torch.cat(parts, dim=-1)


def places(terms: Layout, among: Layout) -> Tensor:
    """Where each number of terms is among others; -1 where its term is not there.

    Args:
        terms, among: name and size of each term, in their order.
    """
    begins, at = {}, 0
    for term in among:
        begins[term] = at
        at += term[1]
    out: list[int] = []
    for term in terms:
        begin, size = begins.get(term), term[1]
        out += [-1] * size if begin is None else range(begin, begin + size)
    return torch.tensor(out)


def _computed(term: ObservationTerm, sight: Sight) -> Tensor:
    value, rows = term.compute(sight), (len(sight.phase),)
    shape = rows + ((term.size // 3, 3) if term.kind in _WORLD_VECTORS else (term.size,))
    found = tuple(value.shape) if isinstance(value, Tensor) else type(value).__name__
    if found != shape:
        raise StuntmanError(
            f"{file_of(term.compute)}: the observation term '{term.name}' gives {found} where its "
            f"kind '{term.kind}' and its size {term.size} want {shape}: see docs/tasks.md."
        )
    return value


def _pose_ahead(k: int, bodies: int) -> tuple[ObservationTerm, ...]:
    name = f"reference_{k}"
    return (
        ObservationTerm(f"{name}_root_rotation", 6, "columns", lambda s: _columns(s.ahead[k])),
        ObservationTerm(
            f"{name}_root_velocity", 3, "polar", lambda s: s.ahead[k].root_velocity.unsqueeze(1)
        ),
        ObservationTerm(
            f"{name}_body_offsets",
            3 * bodies,
            "bodies",
            lambda s: s.ahead[k].pose.positions - s.motion.pose.positions,
        ),
    )


def _joints_ahead(k: int, dofs: int) -> tuple[ObservationTerm, ...]:
    name = f"reference_{k}_joint"
    return (
        ObservationTerm(f"{name}_coordinates", dofs, "joints", lambda s: s.ahead[k].coordinates),
        ObservationTerm(f"{name}_velocities", dofs, "joints", lambda s: s.ahead[k].velocities),
    )


def _angle(sight: Sight) -> Tensor:
    return 2.0 * torch.pi * sight.phase.unsqueeze(-1)


def _columns(motion: Motion) -> Tensor:
    """The first two columns (worlds, 2, 3) of the root's rotation."""
    return motion.pose.root_rotation.mT[:, :2]


def _body_positions(sight: Sight) -> Tensor:
    """Of the bodies relative to the root: (worlds, bodies - 1, 3)."""
    positions = sight.motion.pose.positions
    return positions[:, 1:] - positions[:, :1]
