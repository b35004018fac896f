"""Boxes that are the ground near each character, and move along with it.

Measured: boxes are faster than height fields and make better contacts (a foot pressed 1 cm into a
flat field has a third of its normals tilted). So few suffice that their cost does not grow with the
length of a course.
"""

from dataclasses import dataclass

import mujoco
import torch
from torch import Tensor

from stuntman.physics import scene
from stuntman.physics.engine import Engine
from stuntman.physics.terrain.tiles import Tiles

_BOX = "ground:"  # before the number of its slot, a box's name
_WAY_DOWN = 60.0  # m; nearer, a bottom of gaps would be felt before the episode ends
_HALF_DEPTH = 0.5  # m
_CELL = 0.25  # m; only when a root comes to another such square of its course do its boxes move

MARGIN = 0.5 * _CELL  # m, by which boxes reach farther than they have to


def edit_scene(spec: mujoco.MjSpec, count: int) -> None:
    """Put so many boxes in the place of the floor, before the world is compiled."""
    floor = spec.geom(scene.FLOOR)
    floor.pos, floor.contype = [0, 0, -_WAY_DOWN], 0
    for slot in range(count):
        spec.worldbody.add_geom(
            name=f"{_BOX}{slot}",
            type=mujoco.mjtGeom.mjGEOM_BOX,
            size=[1, 1, _HALF_DEPTH],
            # Neither at the origin nor upright: MuJoCo would take either for granted.
            pos=[slot, slot, -_WAY_DOWN],
            quat=[0.9, 0.1, 0.2, 0.3],
            contype=1,
            conaffinity=0,
            friction=scene.FRICTION,
            material=scene.FLOOR,
            rgba=[1, 1, 1, 1],
        )
    for sensor in spec.sensors:
        if sensor.name.startswith(scene.floor_sensor("")):
            sensor.reftype, sensor.refname = mujoco.mjtObj.mjOBJ_BODY, "world"


@dataclass(frozen=True, eq=False)
class Placed:
    """Boxes in the world (worlds, n), float64.

    Attributes:
        position: (..., 3) m, of the middle. quaternion: (..., 4). size: (..., 3) m, half of each
            edge.
    """

    position: Tensor
    quaternion: Tensor
    size: Tensor


def near(tiles: Tiles, x: Tensor, reach: float, count: int) -> Tensor:
    """Which tiles (worlds, count) are to be there about a root at `x` (worlds,) m on its course:
    indices, each in a slot that it keeps as long as it is there."""
    begin = (x - reach).unsqueeze(1)
    first = torch.searchsorted(tiles.x1.contiguous(), begin, right=True)
    first = first.clamp_max(tiles.x1.shape[1] - count)
    slots = torch.arange(count, device=x.device)
    return first + (slots - first) % count


def placed(
    tiles: Tiles, root: Tensor, origin: Tensor, reach: float, depth: float = _HALF_DEPTH
) -> Placed:
    """The boxes of tiles (worlds, n), cut down to what is near a root: small boxes are soon found
    to be far away.

    Args:
        reach: m about it.
        root: (worlds, 2) m, in the course's frame.
        origin: (worlds, 3) where the course lies: x, y in m, and yaw in rad.
        depth: m, half of what boxes are high.
    """
    x, y = root[:, :1], root[:, 1:]
    endless = torch.isinf(tiles.y1)
    slope = tiles.rise / (tiles.x1 - tiles.x0).clamp_min(1e-9)
    x0 = torch.where(endless, torch.minimum(tiles.x0.maximum(x - reach), tiles.x1), tiles.x0)
    x1 = torch.where(endless, torch.maximum(tiles.x1.minimum(x + reach), x0), tiles.x1)
    y0, y1 = torch.where(endless, y - reach, tiles.y0), torch.where(endless, y + reach, tiles.y1)
    length = x1 - x0
    tilt = torch.atan(slope)
    middle_x, middle_y = 0.5 * (x0 + x1), 0.5 * (y0 + y1)
    top = tiles.top + slope * (middle_x - tiles.x0)
    # A tile of no length is nowhere: its box lies below.
    top = torch.where(length > 0.0, top, -_WAY_DOWN)
    yaw = origin[:, 2:] + tiles.yaw
    cos, sin = torch.cos(yaw), torch.sin(yaw)
    aside = depth * torch.sin(tilt)  # the middle is below the top, along the normal
    course_cos, course_sin = torch.cos(origin[:, 2:]), torch.sin(origin[:, 2:])
    position = torch.stack(
        [
            origin[:, :1] + course_cos * middle_x - course_sin * middle_y + cos * aside,
            origin[:, 1:2] + course_sin * middle_x + course_cos * middle_y + sin * aside,
            top - depth * torch.cos(tilt),
        ],
        dim=-1,
    )
    half_yaw, half_tilt = 0.5 * yaw, -0.5 * tilt
    cy, sy, ct, st = half_yaw.cos(), half_yaw.sin(), half_tilt.cos(), half_tilt.sin()
    quaternion = torch.stack([cy * ct, -sy * st, cy * st, sy * ct], dim=-1)
    # Where the line has a corner, pieces reach into one another.
    corner = 0.5 * (y1 - y0) * torch.sin(tiles.yaw.abs())
    along = 0.5 * length / (torch.cos(tilt) * torch.cos(tiles.yaw)) + corner
    half = torch.stack([along, 0.5 * (y1 - y0), torch.full_like(length, depth)], dim=-1)
    return Placed(position, quaternion, half.clamp_min(1e-3))


class Boxes:
    """The boxes of an engine whose scene has them.

    Args:
        reach: m about a root where there is ground.
    """

    def __init__(self, engine: Engine, reach: float) -> None:
        model, device = engine.model, engine.device
        ids = [k for k in range(model.ngeom) if model.geom(k).name.startswith(_BOX)]
        self._engine, self._reach = engine, reach + MARGIN
        self._ids = torch.tensor(ids, device=device)
        self._fields = {
            name: torch.from_numpy(getattr(model, name)).to(device, torch.float64).unsqueeze(0)
            for name in ("geom_pos", "geom_quat", "geom_size")
        }
        self._at = torch.full((engine.worlds, 2), torch.nan, dtype=torch.float64, device=device)

    def follow(self, tiles: Tiles, root: Tensor, origin: Tensor) -> None:
        """Put ground where characters are.

        Args:
            tiles: of each world's course. root, origin: as for `placed`.
        """
        at = _CELL * (root / _CELL).round()
        # To write everything is faster than to find out which, and on a GPU than to ask whether.
        if self._engine.device.type != "cpu" or not torch.equal(at, self._at):
            self._lay(tiles, at, origin)
        self._at = at

    def forget(self, worlds: Tensor) -> None:
        """The courses of these worlds (n,) are others now."""
        self._at = self._at.index_fill(0, worlds, torch.nan)

    def _lay(self, tiles: Tiles, at: Tensor, origin: Tensor) -> None:
        found = tiles.picked(near(tiles, at[:, 0], self._reach, len(self._ids)))
        boxes = placed(found, at, origin, self._reach)
        new = (boxes.position, boxes.quaternion, boxes.size)
        for (name, field), part in zip(self._fields.items(), new, strict=True):
            values = field.expand(len(at), -1, -1).index_copy(1, self._ids, part)
            self._engine.set_model_field(name, values)
