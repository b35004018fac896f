"""Where a reference's feet come down, and how far it has to be moved for them to find ground.

Over gaps and steps a clip's strides fit by luck alone. So from each touchdown to the next the
reference goes a little faster or slower, for its next foot to come down wholly on one tile, and on
stairs not two steps higher. It sets out from where the character then is, or the stride that it
shows would not be the one to make.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import mujoco
import numpy as np
import torch
from torch import Tensor

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.mjcf.geometry import body_poses, geom_heights, geom_spans, solid_geoms
from stuntman.physics.terrain.tiles import Tiles
from stuntman.spatial.rotations import Array

_LOW = 0.025  # m above the floor; what is lower stands ...
_STILL = 0.5  # ... if it is slower than so much of the root's mean speed
_BRIEF = 0.03  # s; less is no stand
_MARGIN = 0.04  # m, from a foot to the edges of its tile; less on one that is hardly longer
_FARTHEST = 0.5  # m that a reference is moved for one foot
_HIGHEST = 0.26  # m from where one stands to where the next foot comes down


@dataclass(frozen=True, eq=False)
class Footholds:
    """Of each clip (clips, n) in the order in which they come; what a clip has fewer of never
    comes.

    Attributes:
        time: s, when the foot comes down, float64.
        heel, toe: m along the clip's way from its origin, between which it then stands.
    """

    time: Tensor
    heel: Tensor
    toe: Tensor

    @staticmethod
    def of(library: MotionLibrary, model: mujoco.MjModel) -> "Footholds":
        """Those of a library's loops, of whatever of the body touches the floor; clips that do not
        loop have none.

        Args:
            model: the body's compiled scene.
        """
        found = [
            sorted(_stands(library, model, clip)) if bool(library.loops[clip]) else []
            for clip in range(len(library.clips))
        ]
        most = max(1, *map(len, found))
        never = (np.inf, -np.inf, np.inf)
        table = torch.tensor([[*stands, *[never] * (most - len(stands))] for stands in found])
        return Footholds(*table.double().to(library.duration.device).unbind(-1))

    def came_down(self, clock: ReferenceClock, seconds: float) -> Tensor:
        """(worlds,): a foot has come down within the last s."""
        time, before = clock.time.unsqueeze(1), clock.time.unsqueeze(1) - seconds
        down = self.time[clock.clip]
        return ((before < down) & (down <= time)).any(1)

    def shortfall(
        self,
        clock: ReferenceClock,
        library: MotionLibrary,
        origin: Tensor,
        tiles: Tiles,
        stands: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """How far (worlds,) m along its course the next foot has to come down from where it would,
        and in how many s (worlds,) it does.

        Args:
            origin: (worlds,) m along its course, of each world's clip. tiles: of the courses.
            stands: (worlds,) m along it, where each character stands.
        """
        clip, time = clock.clip, clock.time
        cycle, way = library.duration[clip], library.cycle_shift[clip].norm(dim=-1).double()
        left = self.time[clip] - time.unsqueeze(1)
        passed = left <= 1e-9
        left = torch.where(passed, left + cycle.unsqueeze(1), left)
        seconds, which = left.min(1, keepdim=True)
        later = passed.gather(1, which) * way.unsqueeze(1) + origin.unsqueeze(1)
        heel = self.heel[clip].gather(1, which) + later
        toe = self.toe[clip].gather(1, which) + later
        spare = (tiles.x1 - tiles.x0) - (toe - heel)
        margin = (0.5 * spare).clamp(0.0, _MARGIN)
        move = torch.zeros_like(spare).clamp(tiles.x0 + margin - heel, tiles.x1 - margin - toe)
        within_reach = _steps(tiles, stands).abs() <= _HIGHEST
        move = torch.where((spare >= 0.0) & within_reach, move, torch.inf)
        best = move.gather(1, move.abs().argmin(1, keepdim=True))
        reached = (best.abs() <= _FARTHEST) & torch.isfinite(seconds)
        return torch.where(reached, best, 0.0).squeeze(1), seconds.squeeze(1)


def _steps(tiles: Tiles, stands: Tensor) -> Tensor:
    """How much higher (worlds, n) m than the tile on which one stands each other begins, or ends
    where it is behind."""
    here, end = tiles.at(stands.unsqueeze(1)), tiles.top + tiles.rise
    ahead, behind = tiles.x0 >= here.x1, tiles.x1 <= here.x0
    up, back = tiles.top - (here.top + here.rise), end - here.top
    return torch.where(ahead, up, torch.where(behind, back, 0.0))


def _stands(
    library: MotionLibrary, model: mujoco.MjModel, clip: int
) -> Iterator[tuple[float, float, float]]:
    """When and between where along its way each of a loop's feet stands, in a cycle."""
    first, frames = int(library.first_frame[clip]), int(library.frames[clip])
    qpos = library.qpos[first : first + frames].cpu().numpy()
    shift = library.cycle_shift[clip].double().cpu().numpy()
    length, duration = np.linalg.norm(shift), float(library.duration[clip])
    if length < 0.1:  # m; it stays where it is
        return
    low, begin, end = _low_spans(model, qpos, shift / length, (frames - 1) / duration)
    # Two cycles, for a stand that goes on into the next.
    low = np.concatenate([low[:-1], low])
    begin, end = (np.concatenate([part[:-1], part + length]) for part in (begin, end))
    for foot in range(low.shape[1]):
        edges = np.flatnonzero(np.diff(low[:, foot].astype(int)))
        for down in edges[low[edges + 1, foot] & (edges < frames - 1)] + 1:
            up = down + int(np.argmin(np.append(low[down:, foot], False)))
            time = duration * down / (frames - 1)
            if (up - down) * duration / (frames - 1) >= _BRIEF:
                yield time, float(begin[down:up, foot].min()), float(end[down:up, foot].max())


def _low_spans(
    model: mujoco.MjModel, qpos: Array, way: Array, rate: float
) -> tuple[Array, Array, Array]:
    """Of each body that can touch something (frames, bodies): whether it stands, and from where to
    where along a way (3,) it then does, in states qpos (frames, nq), `rate` a second."""
    heights, (begin, end) = geom_heights(model, qpos), geom_spans(model, qpos, way)
    bodies, body = np.unique(model.geom_bodyid[solid_geoms(model)], return_inverse=True)
    speed = np.gradient(body_poses(model, qpos)[0] @ way, axis=0)[:, bodies - 1] * rate
    still = np.abs(speed) < _STILL * np.ptp(qpos[:, :3] @ way) * rate / (len(qpos) - 1)
    low = heights < _LOW
    begin, end = np.where(low, begin, np.inf), np.where(low, end, -np.inf)
    of_body = [body == k for k in range(len(bodies))]
    return (
        np.stack([low[:, k].any(axis=1) for k in of_body], axis=1) & still,
        np.stack([begin[:, k].min(axis=1) for k in of_body], axis=1),
        np.stack([end[:, k].max(axis=1) for k in of_body], axis=1),
    )
