"""The references of several clips on one body, in one table."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, fields
from typing import TypeVar

import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.motion import Motion, motion_of
from stuntman.mjcf.kinematics import Kinematics, Pose
from stuntman.retargeting.retarget import Reference
from stuntman.spatial.torch_rotations import rotate_about_vertical

# Of a clip that does not loop, the part in which it may take over from another: later, and what it
# is about has been missed.
_ENTRY_SHARE = 1.0 / 3.0
_VELOCITY_FEATURE = 0.1  # s, what a rad/s weighs against a rad where the most alike pose is sought


@dataclass(frozen=True, eq=False)
class Ways:
    """What of a library's clips leads from one to another (imitation/transition_graph.py).

    Attributes:
        first: index of the first way; before it are clips.
        source_frame, target_frame: (all frames,) the clips' frames that each is made of;
        weight: (all frames,) of the second. A clip's are themselves, with weight 0.
        over: (clips and ways,) s at which a way is over; a clip never is.
        after_clip, after_time: (clips and ways,) what follows, and at what s of it.
        entries, first_entry: (edges,) how many ways there are, one a control step of the source or
            one in all, and the first of them.
        edge: (clips and ways,) which edge a way is of; -1 a clip.
        next_edge: (clips, clips) from one clip towards another, the edge to take now; or -1.
        leaves_at_end: (clips,) whether a clip has to come to its end before. gaits: (clips,).
        lies: (clips and ways,) whether a way waits for who has fallen (imitation/fallen.py).
        stands: the clip to which those that end lead; -1 if none.
    """

    first: int
    source_frame: Tensor
    target_frame: Tensor
    weight: Tensor
    over: Tensor
    after_clip: Tensor
    after_time: Tensor
    entries: Tensor
    first_entry: Tensor
    edge: Tensor
    next_edge: Tensor
    leaves_at_end: Tensor
    gaits: Tensor
    lies: Tensor
    stands: int

    def likest(self, frames: Tensor) -> Tensor:
        """The clips' frames that frames (n,) are most like."""
        first = self.weight[frames] < 0.5
        return torch.where(first, self.source_frame[frames], self.target_frame[frames])

    def to(self, device: torch.device) -> "Ways":
        """The same on a device."""
        return moved(self, device)


@dataclass(frozen=True, eq=False)
class MotionLibrary:
    """References of clips on one body, concatenated by frames; read by clip and time, at the
    nearest frame. One clip is a library of one.

    Attributes:
        clips: names. digests: of their contents.
        weights: (clips,) how much each counts where starts are drawn.
        first_frame: (clips,) where each one's frames begin. frames: (clips,) how many it has.
        duration: (clips,) s, float64. frame_rate: (clips,) frames a second, float64.
        loops: (clips,) whether its last frame leads into its first.
        cycle_shift: (clips, 3) m, cycle_yaw: (clips,) rad: where a cycle of a loop leaves the root,
            seen from its start; zeros where nothing loops.
        mirrored_halves: (clips,) its second half is learned in a mirror (imitation/symmetry.py).
        clip_of_frame: (all frames,). time_of_frame: (all frames,) s, float64.
        airborne: (all frames,) nothing touches the floor: no other clip may take over, or give way.
        qpos: (all frames, nq), qvel: (all frames, nv): MuJoCo's layout, float64.
        any_loops, all_loop, any_turns: of `loops` and `cycle_yaw`, as plain values.
        ways: what its last clips lead from where to where; None where there are only clips.
    """

    clips: tuple[str, ...]
    digests: tuple[str, ...]
    weights: Tensor
    first_frame: Tensor
    frames: Tensor
    duration: Tensor
    frame_rate: Tensor
    loops: Tensor
    cycle_shift: Tensor
    cycle_yaw: Tensor
    mirrored_halves: Tensor
    clip_of_frame: Tensor
    time_of_frame: Tensor
    airborne: Tensor
    qpos: Tensor
    qvel: Tensor
    any_loops: bool
    all_loop: bool
    any_turns: bool
    _vectors: Tensor  # (all frames, vectors, 3): what is rotated with the heading
    _scalars: Tensor  # (all frames, n): what is not
    _bodies: int
    _end_effectors: int
    _balls: int
    ways: Ways | None = None

    @staticmethod
    def build(
        references: Sequence[Reference],
        kinematics: Kinematics,
        weights: Sequence[float] | None = None,
    ) -> "MotionLibrary":
        """The library of these references, which are of the body of `kinematics`.

        Raises:
            StuntmanError: a weight is not more than zero, or there is no clip.
        """
        weights = [1.0] * len(references) if weights is None else weights
        positive = all(0.0 < weight < torch.inf for weight in weights)
        if not references or len(weights) != len(references) or not positive:
            raise StuntmanError("clips: give at least one, and each a weight of more than zero.")
        count = torch.tensor([reference.frames for reference in references])
        duration = torch.tensor([r.duration for r in references], dtype=torch.float64)
        qpos = [torch.from_numpy(reference.qpos) for reference in references]
        qvel = [torch.from_numpy(reference.qvel) for reference in references]
        # Clip by clip, so that no clip's last bits depend on which others there are.
        motions = [
            motion_of(kinematics, q.float(), v.float()) for q, v in zip(qpos, qvel, strict=True)
        ]
        parts = [columns(motion) for motion in motions]
        times = [torch.linspace(0.0, r.duration, r.frames, dtype=torch.float64) for r in references]
        shifts = [[*r.cycle_shift, 0.0] if r.loops else [0.0] * 3 for r in references]
        return MotionLibrary(
            clips=tuple(reference.clip for reference in references),
            digests=tuple(reference.digest for reference in references),
            weights=torch.tensor(weights, dtype=torch.float64),
            first_frame=torch.cat([count.new_zeros(1), count.cumsum(0)[:-1]]),
            frames=count,
            duration=duration,
            frame_rate=(count - 1) / duration,
            loops=torch.tensor([reference.loops for reference in references]),
            cycle_shift=torch.tensor(shifts, dtype=torch.float32),
            cycle_yaw=torch.tensor([r.cycle_yaw for r in references], dtype=torch.float32),
            mirrored_halves=torch.zeros(len(references), dtype=torch.bool),
            clip_of_frame=torch.arange(len(references)).repeat_interleave(count),
            time_of_frame=torch.cat(times),
            airborne=torch.cat([torch.from_numpy(reference.airborne) for reference in references]),
            qpos=torch.cat(qpos),
            qvel=torch.cat(qvel),
            any_loops=any(reference.loops for reference in references),
            all_loop=all(reference.loops for reference in references),
            any_turns=any(reference.cycle_yaw != 0.0 for reference in references),
            _vectors=torch.cat([vectors for vectors, _ in parts]),
            _scalars=torch.cat([scalars for _, scalars in parts]),
            _bodies=motions[0].pose.positions.shape[1],
            _end_effectors=motions[0].pose.end_effectors.shape[1],
            _balls=motions[0].balls.shape[1],
        )

    def to(self, device: torch.device) -> "MotionLibrary":
        """The same with its tensors on a device."""
        return moved(self, device)

    def frame(self, clip: Tensor, time: Tensor) -> Tensor:
        """The nearest frame (n,) of clips (n,) at times (n,) in s, which a loop wraps around."""
        duration = self.duration[clip]
        if self.all_loop:
            within = time.remainder(duration)
        else:
            within = torch.minimum(time.clamp_min(0.0), duration)
            if self.any_loops:
                within = torch.where(self.loops[clip], time.remainder(duration), within)
        return self.first_frame[clip] + (within * self.frame_rate[clip]).round().long()

    def control_steps(self, clip: int) -> Tensor:
        """The frames of a clip or a way a control step apart, from its first to its last."""
        steps = torch.arange(round(float(self.duration[clip]) * CONTROL_RATE) + 1)
        since = (steps * self.frame_rate[clip] / CONTROL_RATE).round().long()
        return self.first_frame[clip] + since.clamp_max(self.frames[clip] - 1)

    def motion(self, frames: Tensor) -> Motion:
        """What the clips do at frames (n,), each in its own place."""
        vectors = self._vectors.index_select(0, frames)
        return self._motion(vectors, self._scalars.index_select(0, frames))

    def placed(self, frames: Tensor, yaw: Tensor | None, shift: Tensor) -> Motion:
        """The same rotated about the vertical by yaw (n,) rad, or not at all, then moved by shift
        (n, 3) m."""
        vectors = self._vectors.index_select(0, frames)
        if yaw is not None:
            vectors = rotate_about_vertical(vectors, yaw)
        points = self._bodies + self._end_effectors + 1
        vectors = torch.cat([vectors[:, :points] + shift.unsqueeze(1), vectors[:, points:]], dim=1)
        return self._motion(vectors, self._scalars.index_select(0, frames))

    def of_clips(self, table: Tensor, frames: Tensor) -> Tensor:
        """Rows (n, ...) of a table (frames of the clips alone, ...) at frames (n,), on a way
        between those of its clips."""
        if self.ways is None:
            return table[frames]
        weight = self.ways.weight[frames].unsqueeze(-1)
        source, target = self.ways.source_frame[frames], self.ways.target_frame[frames]
        return torch.lerp(table[source], table[target], weight)

    def on_clips(self, frames: Tensor) -> Tensor:
        """The clips' frames that frames (n,) are most like: themselves, but on a way."""
        return frames if self.ways is None else self.ways.likest(frames)

    @property
    def begins_as(self) -> Tensor:
        """(clips and ways,) the clip that each is at first: itself, or what a way leads on from."""
        return self.clip_of_frame[self.on_clips(self.first_frame)]

    def speed(self, clip: int) -> float:
        """m/s at which a loop's cycles lead on."""
        return float(self.cycle_shift[clip].norm() / self.duration[clip])

    def root_position(self, frames: Tensor) -> Tensor:
        """Where the clips have the root at frames (n,): (n, 3) m."""
        return self._vectors[frames, 0]

    def nearest(self, clip: Tensor, motion: Motion) -> Tensor:
        """When clips (n,) are most like what characters (n) do, wherever those are and face: times
        (n,) s. Joints decide, and how high the root is and how fast it moves along its heading.
        Never in mid-flight, and of a clip that does not loop in its first third."""
        frames = pose_features(self._motion(self._vectors, self._scalars))
        distance = torch.cdist(pose_features(motion), frames)
        last = self.first_frame + self.frames - 1  # a loop's last frame is its first one again
        count = torch.arange(len(frames), device=frames.device)
        is_last = count == last[self.clip_of_frame]
        latest = torch.where(self.loops, torch.inf, _ENTRY_SHARE * self.duration)
        closed = is_last | self.airborne | (self.time_of_frame > latest[self.clip_of_frame])
        other = (self.clip_of_frame != clip.unsqueeze(1)) | closed
        return self.time_of_frame[distance.masked_fill(other, torch.inf).argmin(-1)]

    def _motion(self, vectors: Tensor, scalars: Tensor) -> Motion:
        positions, ends, com, columns, velocity, spin = vectors.split(
            [self._bodies, self._end_effectors, 1, 3, 1, 1], dim=1
        )
        dofs = (scalars.shape[1] - 4 * self._balls) // 2
        balls, coordinates, velocities = scalars.split([4 * self._balls, dofs, dofs], dim=1)
        return Motion(
            Pose(positions, columns.mT, ends, com.squeeze(1)),
            velocity.squeeze(1),
            spin.squeeze(1),
            balls.unflatten(1, (self._balls, 4)),
            coordinates,
            velocities,
        )


Moved = TypeVar("Moved", MotionLibrary, Ways)


def moved(table: Moved, device: torch.device) -> Moved:
    """A table with its tensors, and those of its own tables, on a device."""
    out = copy(table)
    for part in fields(table):
        value = getattr(table, part.name)
        if isinstance(value, Tensor | Ways):
            object.__setattr__(out, part.name, value.to(device))
    return out


def columns(motion: Motion) -> tuple[Tensor, Tensor]:
    """A motion's vectors (n, vectors, 3) in the world, and what is in joints (n, numbers)."""
    pose = motion.pose
    vectors = [
        pose.positions,
        pose.end_effectors,
        pose.com.unsqueeze(1),
        pose.root_rotation.mT,
        motion.root_velocity.unsqueeze(1),
        motion.root_spin.unsqueeze(1),
    ]
    scalars = [motion.balls.flatten(1), motion.coordinates, motion.velocities]
    return torch.cat(vectors, dim=1), torch.cat(scalars, dim=1)


def pose_features(motion: Motion) -> Tensor:
    """(n, numbers) by which poses are alike."""
    return torch.cat(
        [
            motion.coordinates,
            _VELOCITY_FEATURE * motion.velocities,
            motion.pose.positions[:, 0, 2:],
        ],
        dim=-1,
    )
