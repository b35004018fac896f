"""Heaps: how characters lie after a fall, and the references that wait there until they get up.

Clips that begin on the floor and end upright are got to from any heap: the reference that is the
most alike, lying in its first pose where the character lies, waits until that has come to lie so,
for `WAIT` s at most, and goes on.
"""

from dataclasses import replace

import mujoco
import torch
from torch import Tensor

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import CONTROL_RATE, substeps
from stuntman.imitation.motion import Motion, motion_of
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.mjcf.kinematics import Kinematics
from stuntman.physics.cpu import CpuEngine
from stuntman.spatial.torch_rotations import multiply, rotate_about_vertical, yaw_quaternion

WAIT = 2.0  # s, at most
_LEAST_WAIT, _NEAR = 0.3, 0.2  # s, and m that no body is farther off then
_ROLLED = 0.5  # how much more one lies like another clip, of 2 from belly to back, to go to that
_THROWN = 3  # times as many are thrown down, for some come to stand
_LOW = 0.5  # of the height of who stands, of the root of one that has fallen
_LIMP_SECONDS = 0.5  # in which one who falls holds a pose
_FALLING_SECONDS = (1.0, 2.0)  # until it is a heap; some still move
_PUSHED, _SPUN = 2.0, 3.0  # m/s and rad/s, standard deviations
_OFF = 0.5  # rad from a clip's targets, likewise


def heaps(
    model: mujoco.MjModel, library: MotionLibrary, targets: Tensor, count: int, seed: int = 0
) -> Tensor:
    """States (count or fewer, nq + nv) of bodies that were thrown down, MuJoCo's layout, float64.

    Each begins in some pose of some clip, is pushed and spun at random, and holds poses that are
    off that clip's; so do those that a block fells while they go on with what they do.

    Args:
        targets: (frames of the clips, actuators) rad, the clips' own.
    """
    rng = torch.Generator().manual_seed(seed)
    worlds, nv = _THROWN * count, model.nv
    engine = CpuEngine(model, worlds, substeps(model))
    frames = torch.randint(len(targets), (worlds,), generator=rng)
    qvel = torch.zeros(worlds, nv, dtype=torch.float64)
    qvel[:, :3] = _PUSHED * torch.randn(worlds, 3, generator=rng)
    qvel[:, 3:6] = _SPUN * torch.randn(worlds, 3, generator=rng)
    engine.reset(torch.arange(worlds), library.qpos[frames], qvel)
    least, most = _FALLING_SECONDS
    ends = torch.randint(
        round(least * CONTROL_RATE), round(most * CONTROL_RATE), (worlds,), generator=rng
    )
    states = torch.zeros(worlds, model.nq + nv, dtype=torch.float64)
    held = round(_LIMP_SECONDS * CONTROL_RATE)
    for step in range(round(most * CONTROL_RATE)):
        if step % held == 0:
            aim = targets[frames] + _OFF * torch.randn(worlds, model.nu, generator=rng)
        engine.step(aim)
        now = torch.cat([engine.qpos, engine.qvel], dim=1).double()
        states = torch.where(ends.eq(step).unsqueeze(1), now, states)
    standing = float(library.qpos[library.first_frame, 2].max())
    low = (states[:, 2] < _LOW * standing) & states.isfinite().all(1) & (states[:, 2] > 0.0)
    return states[low][:count]


def likest(
    library: MotionLibrary, clips: Tensor, motion: Motion, waiting: Tensor | None = None
) -> Tensor:
    """Of clips (n,) the one by index (worlds,) that begins most as characters of `motion` lie: on
    the belly, the back or a side.

    Args:
        waiting: (worlds,) the clips that wait for them already, which they leave only where they
            have rolled over.
    """
    begin = library.motion(library.first_frame[clips]).pose.root_rotation[:, 2]
    apart = torch.cdist(motion.pose.root_rotation[:, 2], begin)
    if waiting is not None:
        apart = apart - _ROLLED * (clips == waiting.unsqueeze(-1)).to(apart)
    return clips[apart.argmin(-1)]


def laid(clock: ReferenceClock, library: MotionLibrary, motion: Motion) -> ReferenceClock:
    """The clock with its reference turned about the vertical and moved so that its bodies are as
    near as can be to those of characters in motion; who lies faces nowhere."""
    own, there = library.motion(clock.frame(library)).pose.positions, motion.pose.positions
    turn, move = _overlaid(own, there)
    return replace(clock, yaw=turn, shift=move, rotated=True)


def come(clock: ReferenceClock, library: MotionLibrary, motion: Motion) -> Tensor:
    """(worlds,): characters in motion lie as the references that wait for them do."""
    apart = motion.pose.positions - clock.placed(library).pose.positions
    return (apart.norm(dim=-1).amax(-1) < _NEAR) & (clock.time >= _LEAST_WAIT)


def lying_on(
    library: MotionLibrary, kinematics: Kinematics, frames: Tensor, states: Tensor
) -> Tensor:
    """Heaps (n, nq + nv), turned and moved to where a library's frames (n,) lie."""
    nq = states.shape[1] - library.qvel.shape[1]
    qpos, qvel = states[:, :nq], states[:, nq:]
    own = motion_of(kinematics, qpos.float(), qvel.float()).pose.positions
    turn, move = _overlaid(own, library.motion(frames).pose.positions)
    turn, move = turn.double(), move.double()
    out = states.clone()
    out[:, :3] = rotate_about_vertical(qpos[:, :3], turn) + move
    out[:, 3:7] = multiply(yaw_quaternion(turn), qpos[:, 3:7])
    out[:, nq : nq + 3] = rotate_about_vertical(qvel[:, :3], turn)
    return out


def _overlaid(points: Tensor, on: Tensor) -> tuple[Tensor, Tensor]:
    """By what angle (n,) about the vertical, and then by what (n, 3), on the level, points
    (n, m, 3) come nearest to others."""
    middle, goal = points.mean(1), on.mean(1)
    a, b = points - middle.unsqueeze(1), on - goal.unsqueeze(1)
    along = (a[..., 0] * b[..., 0] + a[..., 1] * b[..., 1]).sum(-1)
    across = (a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]).sum(-1)
    turn = torch.atan2(across, along)
    move = goal - rotate_about_vertical(middle, turn)
    return turn, move * torch.tensor([1.0, 1.0, 0.0], dtype=move.dtype, device=move.device)
