"""A motion clip: a skeleton and what its bones do over time.

Everywhere in stuntman z is up, x forward and y left; lengths are in metres, times in seconds, and
quaternions are w x y z.
"""

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from stuntman.characters.bone_names import other_side
from stuntman.errors import StuntmanError
from stuntman.motion.source import Source
from stuntman.spatial import rotations as rot
from stuntman.spatial.interpolation import interpolate
from stuntman.spatial.mirror import POLAR_SIGNS, QUATERNION_SIGNS
from stuntman.spatial.rotations import Array
from stuntman.spatial.skeleton import FAR, Skeleton, frozen

# No motion is captured at a higher rate (frames a second); a mistyped one would fill the memory.
MAX_FPS = 1e4


@dataclass(frozen=True)
class Timing:
    """How long a clip is and how it runs, known without its poses.

    Attributes:
        character: the body that it was drawn for; empty where it was drawn for none.
    """

    frames: int
    fps: float
    loops: bool
    character: str = ""

    @property
    def duration(self) -> float:
        """Seconds from the first frame to the last."""
        return (self.frames - 1) / self.fps


@dataclass(frozen=True, eq=False)
class Clip:
    """Frames at an even rate. The arrays cannot be written to.

    A looping clip's last frame is the first frame of the next cycle: the same pose, one cycle
    farther on.

    Attributes:
        name: what it is called; not part of its content.
        skeleton: its bones.
        root_positions: (frames, 3) m in the world.
        rotations: (frames, bones, 4) local to the parent, the root's in the world; scaled to
            unit length here, with signs that do not jump between frames.
        fps: frames a second.
        loops: whether the motion is a cycle.
        character: the body that it was drawn for, by name or folder, not part of its content;
            empty where it was drawn for none.
        notes: what its reader had to settle or leave out, in sentences; not part of its content.
        source: the rig that it came on, where its file has one; not part of its content.

    Raises:
        StuntmanError: where shapes do not match or a number is not finite.
    """

    name: str
    skeleton: Skeleton
    root_positions: Array
    rotations: Array
    fps: float
    loops: bool
    character: str = ""
    notes: tuple[str, ...] = ()
    source: Source | None = None

    def __post_init__(self) -> None:
        root_positions = frozen(self.root_positions)
        frames, bones = len(root_positions), len(self.skeleton.names)
        given = np.asarray(self.rotations, dtype=np.float64)
        if frames < 2:
            raise StuntmanError(f"clip {self.name}: {frames} frames; a motion needs two or more")
        if root_positions.shape != (frames, 3) or given.shape != (frames, bones, 4):
            raise StuntmanError(
                f"clip {self.name}: root positions {root_positions.shape} and rotations "
                f"{given.shape} do not fit; give ({frames}, 3) and ({frames}, {bones}, 4)"
            )
        _check_rate(self.name, self.fps)
        lengths = np.linalg.norm(given, axis=-1)
        valid = np.all(np.abs(root_positions) < FAR, axis=-1)
        valid &= np.all((lengths > 0) & (lengths < np.inf), axis=-1)
        if not np.all(valid):
            raise StuntmanError(
                f"clip {self.name}: frame {int(np.argmin(valid)) + 1} holds a number that is not "
                "finite or a rotation that is zero; repair or leave out that frame"
            )
        object.__setattr__(self, "root_positions", root_positions)
        object.__setattr__(self, "rotations", frozen(rot.unroll(rot.normalize(given))))
        object.__setattr__(self, "fps", float(self.fps))

    @property
    def frames(self) -> int:
        """Number of frames, both ends counted."""
        return len(self.root_positions)

    @property
    def duration(self) -> float:
        """Seconds from the first frame to the last; for a looping clip, its cycle."""
        return (self.frames - 1) / self.fps

    @property
    def timing(self) -> Timing:
        """How long it is and how it runs."""
        return Timing(self.frames, self.fps, self.loops, self.character)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the motion: of everything but the names of clip and character.

        Numbers count to the sixth decimal, so that processors that round the last bit
        differently agree on it.
        """
        skeleton = self.skeleton
        digest = hashlib.sha256(repr((skeleton.names, skeleton.parents, self.loops)).encode())
        for array in (skeleton.offsets, self.root_positions, self.rotations, self.fps):
            digest.update(np.rint(np.multiply(array, 1e6)).astype("<i8").tobytes())
        return digest.hexdigest()

    def sample(self, times: Array) -> tuple[Array, Array]:
        """Root positions (n, 3) and local rotations (n, bones, 4) at times (n,) in seconds.

        Times before the first frame or after the last give that frame.
        """
        key_times = np.arange(self.frames) / self.fps
        return interpolate(times, key_times, self.root_positions, self.rotations)

    def resample(self, fps: float) -> "Clip":
        """The same motion at the rate nearest to fps that divides its duration evenly."""
        return self._resampled(0.0, self.duration, fps)

    def slice(self, start: float, end: float) -> "Clip":
        """The part from start to end in seconds, as a clip that does not loop.

        Raises:
            StuntmanError: unless 0 <= start < end <= duration.
        """
        # A duration copied from a table is rounded, perhaps up.
        stop = self.duration if 0 < end - self.duration < 1e-3 else end
        if not 0 <= start < stop <= self.duration:
            raise StuntmanError(
                f"clip {self.name}: cannot cut from {start:g} s to {end:g} s; "
                f"choose two times in order between 0 and {self.duration:.3f} s"
            )
        return replace(self._resampled(start, stop, self.fps), loops=False)

    def mirror(self) -> "Clip":
        """Left and right swapped: reflected in the world's x-z plane, bones by their names.

        Raises:
            StuntmanError: where a `left_` bone lacks its `right_` one, or hangs elsewhere.
        """
        skeleton = self.skeleton
        swap = [_other_side(skeleton, bone) for bone in range(len(skeleton.names))]
        return replace(
            self,
            skeleton=replace(skeleton, offsets=skeleton.offsets[swap] * POLAR_SIGNS),
            root_positions=self.root_positions * POLAR_SIGNS,
            rotations=self.rotations[:, swap] * QUATERNION_SIGNS,
        )

    def global_transforms(self) -> tuple[Array, Array]:
        """World positions (frames, bones, 3) in m and rotations (frames, bones, 4) of all bones."""
        return self.skeleton.forward(self.root_positions, self.rotations)

    def _resampled(self, start: float, end: float, fps: float) -> "Clip":
        """The part from start to end (s) at the rate nearest to fps that divides it evenly."""
        _check_rate(self.name, fps)
        steps = max(1, round((end - start) * fps))
        root_positions, rotations = self.sample(np.linspace(start, end, steps + 1))
        return replace(
            self, root_positions=root_positions, rotations=rotations, fps=steps / (end - start)
        )


def _check_rate(name: str, fps: float) -> None:
    if not 0 < fps <= MAX_FPS:
        raise StuntmanError(
            f"clip {name}: {fps} frames a second; give a rate above 0 and up to {MAX_FPS:g}"
        )


def _other_side(skeleton: Skeleton, bone: int) -> int:
    """Index of the bone on the other side; of the bone itself in the middle."""
    name = skeleton.names[bone]
    other = other_side(name)
    if other not in skeleton.names:
        raise StuntmanError(f"mirror: bone {name} has no {other}; rename or remove the bone")
    index = skeleton.names.index(other)
    parent, other_parent = skeleton.parents[bone], skeleton.parents[index]
    if parent >= 0 and _other_side(skeleton, parent) != other_parent:
        raise StuntmanError(
            f"mirror: bones {name} and {other} do not hang from mirrored parents; rename them"
        )
    return index
