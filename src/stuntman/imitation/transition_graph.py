"""Which clips lead to which, and by what ways: a graph of transitions.

Gaits lead to one another in step, from every control step of their cycles: those that go straight
in the order of their speeds, one that turns by the straight one that it is most like. Standing is
the hub: the slowest gait leads there and back, and so does everything else that begins and ends
upright, when it has come to its end. What begins on the floor and ends upright is got to from every
heap in which a character may lie.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import mujoco
import numpy as np
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.fallen import WAIT
from stuntman.imitation.gait_phases import PHASES, cycle_features, phase_offset
from stuntman.imitation.motion import motion_of
from stuntman.imitation.motion_library import MotionLibrary, Ways, columns, pose_features
from stuntman.imitation.stepping import strides
from stuntman.imitation.transitions import Transition, Way, in_step, out_of_step, synthesise
from stuntman.mjcf.kinematics import Kinematics
from stuntman.spatial import rotations as rot

_STEADY = 0.4  # of its mean, below which a gait's forward speed never falls
_SLOWEST = 0.3  # m/s, of a gait
_CALM = 0.5  # rad/s, root mean square of the joints of who stands
_UPRIGHT = 0.7  # cosine of the most that a gait's root tilts
_HIGH = 0.8  # of the height of who stands, of a clip that begins or ends upright
_SHORTEST, _LONGEST = 0.5, 1.2  # s, of a way
_STEP = 0.9  # s, of a way in which a foot is lifted over
_JOINTS = 2.0  # rad/s, at which the joint that has the farthest to go gets there
_FIRST_PART = 0.3  # of the way from standing, where the gait is to be like it
_SHARE = 4.0  # of starts on ways, against those on clips


def with_ways(
    library: MotionLibrary,
    model: mujoco.MjModel,
    kinematics: Kinematics,
    accelerations: tuple[float, float],
    lain: Sequence[int] = (),
) -> MotionLibrary:
    """The library with ways between its clips, after them; where starts are drawn, each edge counts
    as its clips do, one times the other.

    Args:
        accelerations: m/s² by which ways between gaits speed up, and slow down.
        lain: clips that get up, one for each heap from which they are to.

    Raises:
        StuntmanError: there is nothing to go between.
    """
    kinds = _kinds(library)
    edges = _edges(library, kinds)
    if not edges:
        raise StuntmanError(
            "environment: 'transitions' wants gaits, or a clip of standing and what begins and "
            f"ends upright, and of {', '.join(library.clips)} none leads to another: add such "
            "clips, or leave it out."
        )
    found = {
        edge: _ways(library, kinds, *edge, _steps(library, model, kinds, *edge, accelerations))
        for edge in edges
    }
    for clip in dict.fromkeys(lain):
        waits = out_of_step(clip, clip, 0.0, 0.0, round(WAIT * CONTROL_RATE))
        found[clip, clip] = [waits] * lain.count(clip)
        edges.append((clip, clip))
    every = [way for ways in found.values() for way in ways]
    moves = _synthesised(library, model, every)
    worth = [float(library.weights[source] * library.weights[target]) for source, target in edges]
    share = _SHARE * float(library.weights.sum()) / sum(worth)
    weights = [
        share * each / len(ways)
        for each, ways in zip(worth, found.values(), strict=True)
        for _ in ways
    ]
    return _joined(library, kinematics, moves, weights, _table(library, kinds, found, moves))


def rising(library: MotionLibrary) -> tuple[int, ...]:
    """Clips, by index, that begin on the floor and end upright."""
    kinds = _kinds(library)
    if kinds.stands is None:
        return ()
    return tuple(c for c in kinds.others if _upright_ends(library, kinds, c) == (False, True))


@dataclass(frozen=True)
class _Kinds:
    """What clips are: `straight` gaits in the order of their speeds, gaits that `turn`, the one
    that `stands`, and `others`."""

    straight: tuple[int, ...]
    turn: tuple[int, ...]
    stands: int | None
    others: tuple[int, ...]

    @property
    def gaits(self) -> tuple[int, ...]:
        """Straight ones and those that turn."""
        return (*self.straight, *self.turn)


def _kinds(library: MotionLibrary) -> _Kinds:
    straight: list[tuple[float, int]] = []
    turn: list[tuple[float, int]] = []
    calm: list[tuple[float, int]] = []
    others: list[int] = []
    for clip in range(len(library.clips)):
        rows = library.clip_of_frame == clip
        qpos, qvel = library.qpos[rows].numpy(), library.qvel[rows].numpy()
        forward = rot.rotate_inverse(rot.heading(qpos[:, 3:7]), qvel[:, :3])[:, 0]
        up = rot.rotate(qpos[:, 3:7], np.array([0.0, 0.0, 1.0]))[:, 2]
        loops, mean = bool(library.loops[clip]), float(forward.mean())
        if loops and abs(mean) < 0.1 and np.sqrt(np.square(qvel[:, 6:]).mean()) < _CALM:
            calm.append((float(np.square(qvel[:, 6:]).mean()), clip))
        elif loops and mean > _SLOWEST and forward.min() > _STEADY * mean and up.min() > _UPRIGHT:
            (straight if float(library.cycle_yaw[clip]) == 0.0 else turn).append((mean, clip))
        else:
            others.append(clip)
    stands = min(calm)[1] if calm else None
    rest = [clip for _, clip in calm if clip != stands]
    return _Kinds(
        tuple(clip for _, clip in sorted(straight)),
        tuple(clip for _, clip in turn),
        stands,
        tuple(sorted(others + rest)),
    )


def _edges(library: MotionLibrary, kinds: _Kinds) -> list[tuple[int, int]]:
    """Pairs of clips of which the one leads to the other."""
    pairs = list(zip(kinds.straight, kinds.straight[1:], strict=False))
    if kinds.straight:
        for clip in kinds.turn:
            apart = [phase_offset(library, other, clip)[1] for other in kinds.straight]
            pairs.append((kinds.straight[int(np.argmin(apart))], clip))
    if kinds.stands is not None and kinds.straight:
        pairs.append((kinds.stands, kinds.straight[0]))
    edges = [edge for a, b in pairs for edge in ((a, b), (b, a))]
    if kinds.stands is not None:
        for clip in kinds.others:
            begins, ends = _upright_ends(library, kinds, clip)
            edges += [(kinds.stands, clip)] * begins + [(clip, kinds.stands)] * ends
    return edges


def _upright_ends(library: MotionLibrary, kinds: _Kinds, clip: int) -> tuple[bool, bool]:
    """Whether a clip begins upright, as high as who stands, and whether it ends so."""
    first = int(library.first_frame[clip])
    height = float(library.qpos[library.first_frame[kinds.stands], 2])
    begins, ends = library.qpos[[first, first + int(library.frames[clip]) - 1], 2] > _HIGH * height
    return bool(begins), bool(ends)


def _ways(library: MotionLibrary, kinds: _Kinds, source: int, target: int, steps: int) -> list[Way]:
    """The ways from a clip to another: one from each control step of a gait, else one."""
    gaits = kinds.gaits
    entries = np.arange(round(float(library.duration[source]) * CONTROL_RATE)) / CONTROL_RATE
    if source in gaits and target in gaits:
        offset = phase_offset(library, source, target)[0]
        return [in_step(library, source, target, offset, float(at), steps) for at in entries]
    if source in gaits:
        return [
            out_of_step(source, target, float(at), 0.0, steps, source_moves=True) for at in entries
        ]
    if target in gaits:
        arrives = _arrival(library, source, target, steps)
        return [out_of_step(source, target, 0.0, arrives, steps, target_moves=True)]
    leaves = 0.0 if source == kinds.stands else float(library.duration[source])
    return [out_of_step(source, target, leaves, 0.0, steps)]


def _steps(
    library: MotionLibrary,
    model: mujoco.MjModel,
    kinds: _Kinds,
    source: int,
    target: int,
    accelerations: tuple[float, float],
) -> int:
    """How many control steps a way takes: what speeding up or slowing down does, or the joint that
    has the farthest to go."""
    faster = _speed(library, kinds, target) - _speed(library, kinds, source)
    seconds = max(faster / accelerations[0], -faster / accelerations[1], _SHORTEST)
    if max(_speed(library, kinds, source), _speed(library, kinds, target)) == 0.0:
        last = library.first_frame[source] + library.frames[source] - 1
        frames = torch.stack([last, library.first_frame[target]])
        apart = library.motion(frames).coordinates.diff(dim=0).abs().max()
        seconds = min(max(float(apart) / _JOINTS, _SHORTEST), _LONGEST)
        if strides(model, *library.qpos[frames].numpy()):
            seconds = max(seconds, _STEP)
    return math.ceil(seconds * CONTROL_RATE - 1e-6)


def _speed(library: MotionLibrary, kinds: _Kinds, clip: int) -> float:
    """m/s of a gait; of anything else 0."""
    return library.speed(clip) if clip in kinds.gaits else 0.0


def _arrival(library: MotionLibrary, stands: int, gait: int, steps: int) -> float:
    """When in its cycle a gait is reached from standing, so that in the first part of the way it
    does what is most like it."""
    still = pose_features(library.motion(library.first_frame[stands : stands + 1]))
    begins = int((cycle_features(library, gait) - still).norm(dim=-1).argmin()) / PHASES
    duration = float(library.duration[gait])
    return (begins * duration + (1.0 - _FIRST_PART) * steps / CONTROL_RATE) % duration


def _synthesised(
    library: MotionLibrary, model: mujoco.MjModel, ways: Sequence[Way]
) -> list[Transition]:
    """The motions of ways, in their order."""
    alike: dict[int, list[int]] = defaultdict(list)
    for k, way in enumerate(ways):
        alike[way.steps].append(k)
    out: dict[int, Transition] = {}
    for numbers in alike.values():
        out |= zip(numbers, synthesise(library, model, [ways[k] for k in numbers]), strict=True)
    return [out[k] for k in range(len(ways))]


def _joined(
    library: MotionLibrary,
    kinematics: Kinematics,
    moves: Sequence[Transition],
    weights: Sequence[float],
    ways: Ways,
) -> MotionLibrary:
    """The library with ways after its clips."""
    names, clips = library.clips, len(library.clips)
    qpos = torch.cat([torch.from_numpy(move.qpos) for move in moves])
    qvel = torch.cat([torch.from_numpy(move.qvel) for move in moves])
    vectors, scalars = columns(motion_of(kinematics, qpos.float(), qvel.float()))
    steps = torch.tensor([move.way.steps for move in moves])
    duration, frames = steps.double() / CONTROL_RATE, steps + 1
    every = torch.arange(len(library.qpos) + len(qpos))
    still = torch.zeros(len(moves))
    return replace(
        library,
        clips=names + tuple(_name(names, move.way) for move in moves),
        digests=library.digests + ("",) * len(moves),
        weights=torch.cat([library.weights, torch.tensor(weights, dtype=torch.float64)]),
        first_frame=torch.cat([library.first_frame, len(library.qpos) + frames.cumsum(0) - frames]),
        frames=torch.cat([library.frames, frames]),
        duration=torch.cat([library.duration, duration]),
        frame_rate=torch.cat([library.frame_rate, torch.full_like(duration, CONTROL_RATE)]),
        loops=torch.cat([library.loops, still.bool()]),
        cycle_shift=torch.cat([library.cycle_shift, still.unsqueeze(1).expand(-1, 3)]),
        cycle_yaw=torch.cat([library.cycle_yaw, still]),
        mirrored_halves=torch.cat([library.mirrored_halves, still.bool()]),
        clip_of_frame=torch.cat(
            [library.clip_of_frame, (clips + torch.arange(len(moves))).repeat_interleave(frames)]
        ),
        time_of_frame=torch.cat(
            [library.time_of_frame, *(torch.arange(n).double() / CONTROL_RATE for n in frames)]
        ),
        airborne=library.airborne[ways.likest(every)],
        qpos=torch.cat([library.qpos, qpos]),
        qvel=torch.cat([library.qvel, qvel]),
        all_loop=False,
        _vectors=torch.cat([library._vectors, vectors]),
        _scalars=torch.cat([library._scalars, scalars]),
        ways=ways,
    )


def _name(clips: Sequence[str], way: Way) -> str:
    source = "the floor" if way.source == way.target else clips[way.source]
    return f"{source} to {clips[way.target]}"


def _table(
    library: MotionLibrary,
    kinds: _Kinds,
    found: dict[tuple[int, int], list[Way]],
    moves: Sequence[Transition],
) -> Ways:
    own, clips = torch.arange(len(library.qpos)), len(library.clips)
    source = torch.cat([own, *(torch.tensor(move.source_frame) for move in moves)])
    target = torch.cat([own, *(torch.tensor(move.target_frame) for move in moves)])
    weight = torch.cat([torch.zeros(len(own)), *(torch.tensor(m.weight) for m in moves)])
    counts = torch.tensor([len(ways) for ways in found.values()])
    edges = torch.arange(len(found))
    never = torch.full((clips,), torch.inf, dtype=torch.float64)
    over = [move.way.steps / CONTROL_RATE for move in moves]
    return Ways(
        first=clips,
        source_frame=source,
        target_frame=target,
        weight=weight.float(),
        over=torch.cat([never, torch.tensor(over, dtype=torch.float64)]),
        after_clip=torch.tensor([*range(clips), *(move.way.target for move in moves)]),
        after_time=torch.tensor(
            [*[0.0] * clips, *(move.way.arrives for move in moves)], dtype=torch.float64
        ),
        entries=counts,
        first_entry=clips + counts.cumsum(0) - counts,
        edge=torch.cat([torch.full((clips,), -1), edges.repeat_interleave(counts)]),
        next_edge=_next_edge(clips, {edge: ways[0].steps for edge, ways in found.items()}),
        leaves_at_end=torch.tensor([clip in kinds.others for clip in range(clips)]),
        stands=-1 if kinds.stands is None else kinds.stands,
        gaits=torch.tensor([clip in kinds.gaits for clip in range(clips)]),
        lies=torch.tensor([False] * clips + [m.way.source == m.way.target for m in moves]),
    )


def _next_edge(clips: int, edges: dict[tuple[int, int], int]) -> Tensor:
    """(clips, clips): from one clip to another, the edge to take now, for the fewest steps in all;
    -1 where nothing leads there."""
    numbers = {edge: k for k, edge in enumerate(edges)}
    out = torch.full((clips, clips), -1)
    for start in range(clips):
        heap, seen = [(0, start, -1)], set()
        while heap:
            steps, clip, by = heapq.heappop(heap)
            if clip in seen:
                continue
            seen.add(clip)
            out[start, clip] = by
            for (source, target), length in edges.items():
                if source == clip:
                    first = numbers[source, target] if clip == start else by
                    heapq.heappush(heap, (steps + length, target, first))
    return out
