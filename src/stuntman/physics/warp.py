"""The engine on mujoco-warp: MuJoCo's physics in float32, for thousands of worlds on a GPU.

After a control step states differ from the CPU's by float32 rounding (1e-7 in positions), after a
second by up to a few centimetres where a contact came a step sooner. On CUDA contacts are found in
no fixed order, so a run repeats to rounding there and not to the last bit.
"""

import copy
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import mujoco
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.mjcf.kinematics import quaternion_to_matrix
from stuntman.physics import model_fields
from stuntman.physics.engine import check_saved
from stuntman.physics.loose import Loose
from stuntman.physics.scene import floor_addresses

try:
    import mujoco_warp as mjw
    import warp as wp
except ImportError as error:
    raise StuntmanError(
        f"Physics on a GPU needs mujoco-warp ({error}): pip install 'stuntman[gpu]'."
    ) from error

# Bodies that ship have up to 15 contacts and 69 rows under wild actions, a G1 that lies 28 and 112.
_CONTACTS = 32  # a world, on average: all share one buffer
_ROWS = 192  # a world, of constraints
_SPARE_CONTACTS = 256  # for a few worlds whose numbers are not finite, and which touch anything
# Of 64 humanoids that lay on the floor for two seconds, with .03 three came to no number, with .02
# 23, with .01 61; of 64 G1s none, 20, 64.
_MIN_FRICTION = 0.05
# Flags that mujoco-warp does not know, and need not.
_UNKNOWN_FLAGS = mujoco.mjtDisableBit.mjDSBL_MIDPHASE | mujoco.mjtDisableBit.mjDSBL_AUTORESET
# Without its general search for contacts it treats boxes as MuJoCo does: a foot on a foot has all
# four contacts, not two.
_ADDED_FLAGS = mujoco.mjtDisableBit.mjDSBL_NATIVECCD
# What set_const works out of inertia and joints.
_DERIVED = ("body_subtreemass", "body_invweight0", "dof_invweight0", "actuator_acc0")
_LOSSES = (  # overflows after which a contact or a row is missing
    mjw.OverflowType.NEFC
    | mjw.OverflowType.NJMAX_NNZ
    | mjw.OverflowType.BROADPHASE
    | mjw.OverflowType.NARROWPHASE
    | mjw.OverflowType.CCD
    | mjw.OverflowType.CONTACT_MATCH
)
wp.config.log_level = wp.LOG_WARNING  # else it tells of every module, on standard output


class WarpEngine:
    """`Engine` on mujoco-warp, whose arrays the tensors share.

    A world that needs more contacts or rows than there is room for goes on without numbers, as one
    that diverges does, and a warning says so once.

    Args:
        device: a CUDA device, or the CPU, where it is slow and meant for tests.
        world: the model with what tasks bring; if not given, they bring nothing.

    Raises:
        StuntmanError: there is no such device, or its driver cannot run this fast.
    """

    def __init__(
        self,
        model: mujoco.MjModel,
        worlds: int,
        substeps: int,
        device: torch.device,
        world: mujoco.MjModel | None = None,
    ) -> None:
        self._warp_device = _checked(device)
        self.device = torch.device(wp.device_to_torch(self._warp_device))
        self.model, self.worlds, self._substeps = model, worlds, substeps
        self._world = model if world is None else world
        self._host_model = copy.copy(self._world)
        flags = model.opt.disableflags
        self._host_model.opt.disableflags = flags & ~_UNKNOWN_FLAGS | _ADDED_FLAGS
        self._fields: dict[str, Tensor] = {}
        with self._in_turn():
            self._model = self._put_model()
            self._data = mjw.make_data(
                self._host_model, worlds, naconmax=_CONTACTS * worlds + _SPARE_CONTACTS, njmax=_ROWS
            )
        data = self._data
        qpos, qvel, holds = (wp.to_torch(part) for part in (data.qpos, data.qvel, data.eq_active))
        nq, nv = model.nq, model.nv
        self._qpos, self._qvel = qpos[:, :nq], qvel[:, :nv]
        self.loose = Loose(self._world, nq, nv, qpos[:, nq:], qvel[:, nv:], holds)
        self._forces = wp.to_torch(data.xfrc_applied)
        self._ctrl, self._overflow = wp.to_torch(data.ctrl), wp.to_torch(data.overflow)
        self._sensors, self._act = wp.to_torch(data.sensordata), wp.to_torch(data.act)
        self._floor = torch.tensor(floor_addresses(model), dtype=torch.long, device=self.device)
        self._all = torch.arange(worlds, device=self.device)
        self._graph: wp.Graph | None = None
        # Whether any world ever lost a contact; the second is copied to the host without a wait.
        self._lost = torch.zeros((), dtype=torch.bool, device=self.device)
        self._lost_on_host = torch.zeros((), dtype=torch.bool, pin_memory=device.type == "cuda")
        self._warned = False

    @property
    def qpos(self) -> Tensor:
        return self._qpos

    @property
    def qvel(self) -> Tensor:
        return self._qvel

    @property
    def floor_contacts(self) -> Tensor:
        return self._sensors.index_select(1, self._floor) > 0

    def reset(self, worlds: Tensor, qpos: Tensor, qvel: Tensor) -> None:
        self._qpos[worlds] = qpos.to(self._qpos)
        self._qvel[worlds] = qvel.to(self._qvel)
        self._act[worlds] = 0.0
        self._sensors[worlds] = 0.0

    def step(self, pd_targets: Tensor) -> None:
        self._ctrl.copy_(pd_targets)
        # Forces are clamped and quaternions normalised: nobody would know of what was no number.
        sound = torch.isfinite(torch.cat([self._ctrl, self._qpos], dim=1)).all(dim=1, keepdim=True)
        self._qvel.masked_fill_(~sound, torch.nan)
        if self._graph is None:
            self._graph = self._captured()
        wp.capture_launch(self._graph, self._stream())
        self._note_losses()

    def save(self) -> Tensor:
        return torch.cat(self._parts(), dim=1)

    def restore(self, state: Tensor) -> None:
        parts = self._parts()
        sizes = [part.shape[1] for part in parts]
        check_saved(state, (self.worlds, sum(sizes)))
        for part, saved in zip(parts, state.split(sizes, dim=1), strict=True):
            part.copy_(saved)

    def _parts(self) -> tuple[Tensor, ...]:
        """All that a world is."""
        return (self._qpos, self._qvel, self._act, self._sensors, *self.loose.parts)

    def set_force(self, body: int | Tensor, force: Tensor) -> None:
        self._forces[self._all, body, :3] = force.to(self._forces)

    def set_model_field(self, name: str, values: Tensor, worlds: Tensor | None = None) -> None:
        written = model_fields.in_world(self.model, self._world, name, values)
        slides = name in ("geom_friction", "pair_friction")
        if slides and (values[..., 0] < _MIN_FRICTION).any():
            raise StuntmanError(
                f"'{name}': on this engine sliding friction has to be at least {_MIN_FRICTION}: "
                "contacts of less are too stiff for float32."
            )
        inertial = name in model_fields.INERTIAL
        self._make_room((*written, *(_DERIVED if inertial else ())))
        for field, rows in written.items():
            tensor = self._fields[field]
            tensor[slice(None) if worlds is None else worlds] = rows.to(tensor)
        if "geom_pos" in written or "geom_quat" in written:
            self._place_static_geoms()
        if inertial:
            with self._in_turn():
                mjw.set_const(self._model, self._data)

    def _place_static_geoms(self) -> None:
        """Let geoms of the world itself be where the model has them: mujoco-warp works that out
        when it makes its data, and never again."""
        count = int(self._world.body_geomnum[0])
        positions, rotations = wp.to_torch(self._data.geom_xpos), wp.to_torch(self._data.geom_xmat)
        if "geom_pos" in self._fields:
            positions[:, :count] = self._fields["geom_pos"][:, :count]
        if "geom_quat" in self._fields:
            quaternions = self._fields["geom_quat"][:, :count].movedim(-1, 0)
            rotations[:, :count] = quaternion_to_matrix(quaternions).permute(2, 3, 0, 1)

    def _put_model(self) -> mjw.Model:
        """The model, with a row a world of the fields in which worlds differ."""
        sizes = dict.fromkeys(self._fields, self.worlds)
        model = mjw.put_model(self._host_model, batch_sizes=sizes)
        model.opt.warn_overflow = 0  # kernels would print it
        return model

    def _make_room(self, names: tuple[str, ...]) -> None:
        """Let worlds differ in fields of these names, from now on."""
        if self._fields.keys() >= set(names):
            return
        wp.synchronize_device(self._warp_device)  # nothing may still read what is replaced
        before = self._fields
        self._fields = before | {name: torch.empty(0) for name in names}
        try:
            with self._in_turn():
                self._model = self._put_model()
        except ValueError as error:
            self._fields = before
            raise StuntmanError(
                f"mujoco-warp's model has no field '{names[0]}' that a world can have."
            ) from error
        for name in self._fields:
            shape = getattr(self._world, name).shape
            self._fields[name] = wp.to_torch(getattr(self._model, name)).view(self.worlds, *shape)
            if name in before:
                self._fields[name].copy_(before[name])
        self._graph = None  # it holds the addresses of the old ones

    def _captured(self) -> wp.Graph:
        """A control step, to be launched at once instead of kernel by kernel."""
        with wp.ScopedDevice(self._warp_device), wp.ScopedCapture() as capture:
            for _ in range(self._substeps):
                mjw.step(self._model, self._data)
        return capture.graph

    def _note_losses(self) -> None:
        """Take the numbers from worlds that lost a contact or a row, and say so, once."""
        lost = ((self._overflow & _LOSSES) != 0) & torch.isfinite(self._qvel).all(dim=1)
        self._qvel.masked_fill_(lost.unsqueeze(1), torch.nan)
        self._overflow.zero_()
        self._lost |= lost.any()
        self._lost_on_host.copy_(self._lost, non_blocking=True)
        if not self._warned and self._lost_on_host:  # on a GPU, as it was some steps ago
            self._warned = True
            warnings.warn(
                f"In a world there were more than {_CONTACTS} contacts or {_ROWS} rows of "
                "constraints, for which there is no room: such worlds count as diverged.",
                stacklevel=3,
            )

    def _stream(self) -> wp.Stream | None:
        """The stream that torch works on now; None on the CPU, which has none."""
        return wp.stream_from_torch(self.device) if self.device.type == "cuda" else None

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """What warp does within comes after what torch was told before, and before what is next."""
        stream = wp.ScopedStream(self._stream(), sync_enter=False)
        with wp.ScopedDevice(self._warp_device), stream:
            yield


def _checked(device: torch.device) -> wp.Device:
    """Warp's name of a device that this engine can use."""
    if device.type == "cpu":
        return wp.get_device("cpu")
    if not torch.cuda.is_available():
        raise StuntmanError(
            f"--device {device}: there is no NVIDIA GPU here that torch can use; `stuntman doctor` "
            "tells what it sees."
        )
    index = torch.cuda.current_device() if device.index is None else device.index
    found = wp.device_from_torch(torch.device(device.type, index))
    # Without these, warp would go on at a sixth of the speed, and not say so.
    if not wp.is_conditional_graph_supported():
        raise StuntmanError(
            f"--device {device}: the GPU's driver is older than CUDA 12.4: install a newer one."
        )
    if not wp.is_mempool_enabled(found):
        raise StuntmanError(
            f"--device {device}: the GPU has no memory pool, without which physics is slow: give "
            "it a newer driver, or a virtual machine that passes it on."
        )
    return found
