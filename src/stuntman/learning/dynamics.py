"""A learned model of one control step, differentiable: what gradients pass through where the
simulator has none."""

import mujoco
import torch
from torch import Tensor, nn

from stuntman.imitation.environment import CONTROL_RATE
from stuntman.imitation.observations import heading
from stuntman.imitation.reference import Drives, Motion, turn
from stuntman.learning.normalizer import Normalizer
from stuntman.mjcf.tangent import Tangent

_FARTHEST = 5.0  # standard deviations of an input, beyond which it is cut off


class Dynamics(nn.Module):
    """States (n, nq + nv) and PD targets to the states a control step later.

    A network tells how much velocities change and how far the body comes besides; both along the
    heading, so that it need not learn each direction anew (SuperTrack, Fussell et al. 2021).
    """

    scale: Tensor

    def __init__(self, model: mujoco.MjModel, hidden: tuple[int, ...]) -> None:
        super().__init__()
        self._nq, self._nv = model.nq, model.nv
        self._tangent = Tangent(model)
        tangent = self._tangent
        self._quats, self._spins = map(torch.from_numpy, (tangent.quats, tangent.spins))
        self._numbers, self._shifts = map(torch.from_numpy, (tangent.numbers, tangent.shifts))
        self._order = torch.argsort(torch.cat([self._numbers, self._quats.flatten()]))
        self._driven = Drives(model).dof
        inputs = 1 + 6 + 3 + 3 + 2 * (model.nv - 6) + model.nu
        sizes = (inputs, *hidden)
        layers: list[nn.Module] = []
        for before, after in zip(sizes, hidden, strict=False):
            layers += [nn.Linear(before, after), nn.SiLU()]
        last = nn.Linear(sizes[-1], 2 * model.nv)
        nn.init.zeros_(last.weight)
        nn.init.zeros_(last.bias)
        self.network = nn.Sequential(*layers, last)
        self.normalizer = Normalizer(inputs, _FARTHEST)
        self.register_buffer("scale", torch.ones(2 * model.nv))

    def inputs(self, motion: Motion, targets: Tensor) -> Tensor:
        """(n, inputs) of the network."""
        pose = motion.pose
        vectors = [
            pose.root_rotation.mT[:, :2],
            motion.root_velocity.unsqueeze(1),
            motion.root_spin.unsqueeze(1),
        ]
        along = turn(torch.cat(vectors, dim=1), -heading(pose.root_rotation)).flatten(1)
        pull = targets - motion.coordinates[:, self._driven]
        height = pose.positions[:, 0, 2:]
        return torch.cat([height, along, motion.coordinates, motion.velocities, pull], dim=-1)

    def answers(self, state: Tensor, motion: Motion, after: Tensor) -> Tensor:
        """(n, 2 nv) that the network should give: change of velocity, and what the way is longer
        than the velocity then would make it.

        Args:
            state, after: (n, nq + nv). motion: of `state`.
        """
        step = self._tangent.minus(after.double().numpy(), state.double().numpy())
        way, change = torch.from_numpy(step).float().split(self._nv, dim=-1)
        rest = way - after[:, self._nq :] / CONTROL_RATE
        yaw = -heading(motion.pose.root_rotation)
        return torch.cat([_turned(change, yaw), _turned(rest, yaw)], dim=-1)

    def error(self, inputs: Tensor, answers: Tensor) -> Tensor:
        """How far (n, 2 nv) the network is from its answers, in their standard deviations."""
        out: Tensor = self.network(self.normalizer(inputs)) - answers / self.scale
        return out

    def forward(self, state: Tensor, motion: Motion, inputs: Tensor) -> Tensor:
        """States (n, nq + nv) a control step later.

        Args:
            state: (n, nq + nv). motion: of `state`. inputs: of that and the targets.
        """
        said = self.network(self.normalizer(inputs)) * self.scale
        yaw = heading(motion.pose.root_rotation)
        change, rest = (_turned(part, yaw) for part in said.split(self._nv, dim=-1))
        velocity = state[:, self._nq :] + change
        return self._moved(state, velocity / CONTROL_RATE + rest, velocity)

    def _moved(self, state: Tensor, way: Tensor, velocity: Tensor) -> Tensor:
        """States whose positions are moved by `way` (n, nv)."""
        turned = _times(state[:, self._quats], _turn_by(way[:, self._spins]))
        turned = turned / turned.norm(dim=-1, keepdim=True)
        shifted = state[:, self._numbers] + way[:, self._shifts]
        moved = torch.cat([shifted, turned.flatten(1)], dim=-1)
        return torch.cat([moved[:, self._order], velocity], dim=-1)


def straight_through(simulated: Tensor, modelled: Tensor) -> Tensor:
    """The simulator's value, the model's gradient."""
    return simulated + (modelled - modelled.detach())


def _turned(step: Tensor, yaw: Tensor) -> Tensor:
    """Steps (n, nv) whose first three numbers, the root's way, are turned by yaw (n,) rad."""
    return torch.cat([turn(step[:, None, :3], yaw).squeeze(1), step[:, 3:]], dim=-1)


def _turn_by(rotvecs: Tensor) -> Tensor:
    """Quaternions (..., 4) of rotation vectors (..., 3) of less than a radian or so."""
    half = 0.5 * rotvecs
    square = half.square().sum(-1, keepdim=True)
    sine = half * (1.0 - square / 6.0 + square.square() / 120.0)
    return torch.cat([1.0 - square / 2.0 + square.square() / 24.0, sine], dim=-1)


def _times(a: Tensor, b: Tensor) -> Tensor:
    """Products (..., 4) of quaternions."""
    aw, av, bw, bv = a[..., :1], a[..., 1:], b[..., :1], b[..., 1:]
    w = aw * bw - (av * bv).sum(-1, keepdim=True)
    return torch.cat([w, aw * bv + bw * av + torch.linalg.cross(av, bv)], dim=-1)
