"""The engine for one world that people meddle with: plain MuJoCo, forces and things to throw.

A fixed number of cubes waits in the model (scene.build). Throwing takes the one that has been out
longest and writes size, mass and motion into it, so that memory and speed stay what they were.
"""

from dataclasses import dataclass

import mujoco
import numpy as np
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.physics import model_fields, scene
from stuntman.physics.loose import Loose
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

_STATE = mujoco.mjtState.mjSTATE_INTEGRATION
_FLOOR_FRICTION = 1.0


# What a world takes: far more than anybody wants, and less than breaks it.
_EDGES = 0.01, 10.0  # m
_MASSES = 1e-3, 1e4  # kg
_SPEED = 1e3  # m/s
FORCE = 1e5  # N
_GRAVITIES = 0.0, 100.0  # m/s²
_FRICTIONS = 0.0, 10.0
_FAR = 1e6  # m
_DRAWN = frozenset(
    int(getattr(mujoco.mjtGeom, f"mjGEOM_{kind}"))
    for kind in ("SPHERE", "CAPSULE", "ELLIPSOID", "CYLINDER", "BOX")
)


def checked(
    what: str, values: object, low: float, high: float, shape: tuple[int, ...] = ()
) -> Array:
    """The values as numbers.

    Raises:
        StuntmanError: they are no numbers of this shape, or out of these bounds.
    """
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        numbers = np.full(shape, np.nan)
    if numbers.shape != shape or not ((low <= numbers) & (numbers <= high)).all():
        each = " each" if shape else ""
        raise StuntmanError(f"{what} is {values!s:.60}: give {low:g} to {high:g}{each}.")
    return numbers


def place(what: str, values: object) -> Array:
    """A place (3,) m in the world.

    Raises:
        StuntmanError: it is none.
    """
    return checked(what, values, -_FAR, _FAR, (3,))


@dataclass(frozen=True, eq=False)
class Thing:
    """A geom of a body that a task has brought, if it is no mesh.

    Attributes:
        kind: MuJoCo's of geoms. size: (3,) m, as MuJoCo has it. colour: (4,) 0 to 1.
        position: (3,) m. rotation: (3, 3).
    """

    kind: int
    size: Array
    colour: Array
    position: Array
    rotation: Array


@dataclass(frozen=True, eq=False)
class Blocks:
    """The cubes of a world, one row a slot, and what else is loose in it.

    Attributes:
        edges: (slots,) m; 0 where the slot is not in the world.
        positions: (slots, 3) m. rotations: (slots, 4).
        things: what tasks have brought.
    """

    edges: Array
    positions: Array
    rotations: Array
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, eq=False)
class Push:
    """A constant force on a body's centre of mass.

    Attributes:
        force: (3,) N in the world. until: s of the world's time.

    Raises:
        StuntmanError: the force is none, or absurd.
    """

    body: str
    force: Array
    until: float

    def __post_init__(self) -> None:
        checked("the push", self.force, -FORCE, FORCE, (3,))


@dataclass(frozen=True, eq=False)
class Pull:
    """A damped spring from a point of a body to a point of the world.

    Attributes:
        point: (3,) m in the body's frame. target: (3,) m in the world.
        stiffness: N/m. damping: N s/m. limit: N, the most it pulls with.

    Raises:
        StuntmanError: a point is none, or absurdly far.
    """

    body: str
    point: Array
    target: Array
    stiffness: float = 800.0
    damping: float = 80.0
    limit: float = 1500.0

    def __post_init__(self) -> None:
        place("the grip", self.point)
        place("the pull", self.target)


class InteractiveEngine:
    """`Engine` of one world. `qpos`, `qvel` and `floor_contacts` are the character's alone, so that
    what is thrown at it stays unknown to whoever looks at it through these.

    `reset` moves the character and leaves the rest where it is.

    Attributes:
        loose: see `Engine`.
        model: the character on the floor, as policies are trained in it.
        world: the same with blocks, and what tasks bring.
        gravity, friction: may be set while it runs; a StuntmanError where they are absurd.
        pull: the spring that pulls now.
        hit: (slots,) which blocks touched the character in the last control step.
    """

    worlds = 1
    device = torch.device("cpu")

    def __init__(self, model: mujoco.MjModel, world: mujoco.MjModel, substeps: int) -> None:
        self.model, self.world = model, world
        self.data = mujoco.MjData(world)
        self.pull: Pull | None = None
        self._substeps = substeps
        self._constants = mujoco.MjData(world)
        self._pushes: list[Push] = []
        self._forces = np.zeros((len(self.data.xfrc_applied), 3))  # N, that last until others do
        self._ground = np.flatnonzero(world.geom_bodyid == 0)  # the floor, or boxes in its place
        self._floor_sensors = scene.floor_addresses(world)
        slots = scene.count_blocks(world)
        self._bodies = model.nbody + np.arange(slots)  # what tasks bring comes after them
        self._geoms = np.array([world.geom(scene.block(slot)).id for slot in range(slots)], int)
        self._brought = np.flatnonzero(world.geom_bodyid >= model.nbody + slots)
        # What each geom is: a block's slot, -1 of the character, -2 of the ground or a task's.
        self._owner = np.where(world.geom_bodyid > 0, -1, -2)
        self._owner[self._geoms], self._owner[self._brought] = np.arange(slots), -2
        qpos, qvel = self.data.qpos[None, model.nq :], self.data.qvel[None, model.nv :]
        self._block_qpos = qpos[0, : 7 * slots].reshape(-1, 7)
        self._block_qvel = qvel[0, : 6 * slots].reshape(-1, 6)
        parts = (torch.from_numpy(part) for part in (qpos, qvel, self.data.eq_active[None]))
        self.loose = Loose(world, model.nq, model.nv, *parts)
        self._edges, self._masses = np.zeros(slots), np.ones(slots)
        self._thrown = 0
        self.hit = np.zeros(slots, bool)
        self._write_blocks()
        mujoco.mj_forward(world, self.data)

    @property
    def qpos(self) -> Tensor:
        return torch.from_numpy(self.data.qpos[None, : self.model.nq])

    @property
    def qvel(self) -> Tensor:
        return torch.from_numpy(self.data.qvel[None, : self.model.nv])

    @property
    def floor_contacts(self) -> Tensor:
        return torch.from_numpy(self.data.sensordata[None, self._floor_sensors] > 0)

    @property
    def blocks(self) -> Blocks:
        """The blocks as they are now."""
        return Blocks(
            self._edges.copy(),
            self._block_qpos[:, :3].copy(),
            self._block_qpos[:, 3:].copy(),
            self._things(),
        )

    @property
    def gravity(self) -> float:
        """m/s², downwards."""
        return float(-self.world.opt.gravity[2])

    @gravity.setter
    def gravity(self, value: float) -> None:
        self.world.opt.gravity[2] = -checked("gravity", value, *_GRAVITIES)

    @property
    def friction(self) -> float:
        """Sliding friction of the ground; what people and blocks stand on."""
        return float(self.world.geom_friction[self._ground[0], 0])

    @friction.setter
    def friction(self, value: float) -> None:
        self.world.geom_friction[self._ground, 0] = checked("friction", value, *_FRICTIONS)
        # Of two that touch, MuJoCo takes the larger friction unless one has priority; the floor
        # that policies were trained on has none.
        self.world.geom_priority[self._ground] = int(value != _FLOOR_FRICTION)

    def reset(self, worlds: Tensor, qpos: Tensor, qvel: Tensor) -> None:
        self.data.qpos[: self.model.nq] = qpos[0].numpy()
        self.data.qvel[: self.model.nv] = qvel[0].numpy()
        self.data.ctrl[:] = 0.0
        self._pushes.clear()
        self.pull = None
        self.hit[:] = False
        mujoco.mj_forward(self.world, self.data)
        self.data.sensordata[:] = 0.0

    def step(self, pd_targets: Tensor) -> None:
        self.data.ctrl[:] = pd_targets[0].numpy()
        if not torch.isfinite(pd_targets).all():
            self.data.qvel[:] = np.nan
        self.hit[:] = False
        for _ in range(self._substeps):
            self._apply_forces()
            mujoco.mj_step(self.world, self.data)
            self._note_hits()
        if not (np.isfinite(self.data.qpos).all() and np.isfinite(self.data.qvel).all()):
            self.data.qvel[:] = np.nan  # a block's end is the character's: nobody else sees it

    def save(self) -> Tensor:
        state = np.empty(mujoco.mj_stateSize(self.world, _STATE))
        mujoco.mj_getState(self.world, self.data, state, _STATE)
        return torch.from_numpy(np.concatenate([state, self._edges, self._masses])[None])

    def restore(self, state: Tensor) -> None:
        size = mujoco.mj_stateSize(self.world, _STATE)
        numbers, edges, masses = np.split(state[0].numpy(), [size, size + len(self._edges)])
        self._edges[:], self._masses[:] = edges, masses
        self._write_blocks()
        mujoco.mj_setState(self.world, self.data, numbers, _STATE)
        self._pushes.clear()
        self.pull = None
        self.hit[:] = False
        mujoco.mj_forward(self.world, self.data)

    def set_force(self, body: int | Tensor, force: Tensor) -> None:
        self._forces[int(body)] = force[0].numpy()

    def set_model_field(self, name: str, values: Tensor, worlds: Tensor | None = None) -> None:
        if not len(values):
            return
        for follows, rows in model_fields.with_consequences(self.model, name, values).items():
            field, new = getattr(self.world, follows), rows[0].numpy()
            if len(field) >= len(new):  # a world with blocks has no list of pairs
                field[: len(new)] = new  # what is the character's comes first
        if name in model_fields.INERTIAL:
            mujoco.mj_setConst(self.world, self._constants)

    def throw(
        self,
        edge: float,
        mass: float,
        position: rot.Array,
        velocity: rot.Array,
        rotation: rot.Array,
    ) -> int:
        """Put a cube into the world, that which was thrown longest ago if none waits.

        Args:
            edge: m. mass: kg. position: (3,) m. velocity: (3,) m/s. rotation: (4,).

        Returns:
            The slot it has.

        Raises:
            StuntmanError: one of these is no number, or absurd.
        """
        checked("the block's edge", edge, *_EDGES)
        checked("the block's mass", mass, *_MASSES)
        place("where the block is", position)
        checked("the block's velocity", velocity, -_SPEED, _SPEED, (3,))
        checked("the block's rotation", rotation, -1.0, 1.0, (4,))
        slot = self._thrown % len(self._edges)
        self._thrown += 1
        self._edges[slot], self._masses[slot] = edge, mass
        self._write_blocks()
        self._block_qpos[slot] = [*position, *rotation]
        self._block_qvel[slot] = [*velocity, 0.0, 0.0, 0.0]
        return slot

    def clear(self) -> None:
        """Take all blocks out of the world."""
        self._edges[:], self._masses[:] = 0.0, 1.0
        self._write_blocks()
        self._block_qpos[:] = self.world.qpos0[self.model.nq :][: self._block_qpos.size].reshape(
            -1, 7
        )
        self._block_qvel[:] = 0.0

    def push(self, push: Push) -> None:
        """Push, along with what pushes already."""
        self._pushes.append(push)

    def _things(self) -> tuple[Thing, ...]:
        world, data = self.world, self._constants
        if not len(self._brought):
            return ()
        data.qpos[:] = self.data.qpos  # the world's own poses are a physics step late
        mujoco.mj_kinematics(world, data)
        return tuple(
            Thing(
                int(world.geom_type[geom]),
                world.geom_size[geom].copy(),
                world.geom_rgba[geom].astype(np.float64),
                data.geom_xpos[geom].copy(),
                data.geom_xmat[geom].reshape(3, 3).copy(),
            )
            for geom in self._brought
            if int(world.geom_type[geom]) in _DRAWN
        )

    def _write_blocks(self) -> None:
        """Write edges and masses into the model, with all that follows from them."""
        world, out = self.world, self._edges > 0
        edges = np.where(out, self._edges, 1.0)
        half = np.repeat(edges[:, None] / 2.0, 3, axis=1)
        world.geom_size[self._geoms] = half
        world.geom_rbound[self._geoms] = np.linalg.norm(half, axis=1)
        world.geom_aabb[self._geoms, 3:] = half
        world.bvh_aabb[world.body_bvhadr[self._bodies], 3:] = half
        world.geom_contype[self._geoms] = world.geom_conaffinity[self._geoms] = out
        world.body_contype[self._bodies] = world.body_conaffinity[self._bodies] = out
        world.body_gravcomp[self._bodies] = ~out
        world.body_mass[self._bodies] = self._masses
        world.body_inertia[self._bodies] = (self._masses * edges**2 / 6.0)[:, None]
        mujoco.mj_setConst(world, self._constants)

    def _apply_forces(self) -> None:
        data = self.data
        data.xfrc_applied[:] = 0.0
        data.xfrc_applied[:, :3] = self._forces
        self._pushes = [push for push in self._pushes if push.until > data.time + 1e-9]
        for push in self._pushes:
            data.body(push.body).xfrc_applied[:3] += push.force
        if self.pull is None:
            return
        body = data.body(self.pull.body)
        held = body.xpos + body.xmat.reshape(3, 3) @ self.pull.point
        arm = held - body.xipos
        velocity = np.empty(6)
        mujoco.mj_objectVelocity(self.world, data, mujoco.mjtObj.mjOBJ_BODY, body.id, velocity, 0)
        moving = velocity[3:] + np.cross(velocity[:3], arm)
        force = self.pull.stiffness * (self.pull.target - held) - self.pull.damping * moving
        force *= min(1.0, self.pull.limit / max(float(np.linalg.norm(force)), 1e-9))
        body.xfrc_applied[:3] += force
        body.xfrc_applied[3:] += np.cross(arm, force)

    def _note_hits(self) -> None:
        pairs = self._owner[self.data.contact.geom]
        low, high = pairs.min(axis=1), pairs.max(axis=1)
        self.hit[high[(low == -1) & (high >= 0)]] = True
