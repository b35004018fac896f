"""A body posed as keyframes draw it: by the angles of its joints, and by inverse kinematics where
they say in which place a hand, a foot or another site of the model should be.

All values count from the rest pose (`mjcf.geometry.rest`): no bone rotated, hinges as they are
drawn, the body standing on the floor. Roll, pitch and yaw are rotations about the axes that point
forward, left and up, applied in this order; the axes are the parent's, which at rest are the
world's.
"""

import difflib
import itertools
import reprlib
from collections.abc import Callable, Sequence

import mink
import mujoco
import numpy as np

from stuntman.characters.bone_names import other_side
from stuntman.errors import StuntmanError
from stuntman.mjcf.geometry import rest
from stuntman.mjcf.inverse_kinematics import Solver
from stuntman.motion.keyframes.drawing import ANGLE, PLACE, TURN, Drawn, Key, Keyframes
from stuntman.motion.keyframes.tracks import sample
from stuntman.spatial import rotations as rot
from stuntman.spatial.mirror import AXIAL_SIGNS, POLAR_SIGNS
from stuntman.spatial.rotations import Array

_MIRROR_SIGNS = dict(zip(PLACE + TURN, [*POLAR_SIGNS, *AXIAL_SIGNS], strict=True))
# What the joints' own angles weigh where a place is sought (per rad, against a metre): enough to
# choose among the ways to get there, more where a pose draws the joint.
_POSTURE, _DRAWN_POSTURE = 1e-3, 5e-3
_TURN_COST = 0.3  # what a radian weighs where the turn of a hand or foot is drawn
_DAMPING, _LONGEST_STEP, _SETTLED, _STEPS = 1e-9, 0.3, 1e-7, 100  # rad, rad
_BEND = 0.15  # part of a hinge's range from its ends, where it shows which way it bends
_MISSED, _ASTRAY = 0.005, 0.05  # m, rad: farther from where it should be is out of reach
_PAST = 0.01  # rad past a joint's limit that is only rounding

# Makes a sentence about what is in some place of the file.
Problem = Callable[[tuple[str | int, ...], str], StuntmanError]


def pose(keyframes: Keyframes, model: mujoco.MjModel, problem: Problem) -> Array:
    """States (frames, nq) of the body at the keyframes' `times`.

    Raises:
        StuntmanError: they draw what the body does not have or cannot do.
    """
    stage = _Stage(keyframes, model, problem)
    qpos = stage.posed()
    return stage.reached(qpos) if stage.goals else qpos


class _Stage:
    """A body, and what is drawn of it.

    Attributes:
        goals: names of the sites that are drawn.
    """

    def __init__(self, keyframes: Keyframes, model: mujoco.MjModel, problem: Problem) -> None:
        self._keyframes, self._model, self._problem = keyframes, model, problem
        self._rest = rest(model)
        self._data = mujoco.MjData(model)
        self._data.qpos[:] = self._rest
        mujoco.mj_kinematics(model, self._data)
        self._root = model.body(model.jnt_bodyid[0]).name
        self._balls = _joints(model, mujoco.mjtJoint.mjJNT_BALL)
        self._hinges = _joints(model, mujoco.mjtJoint.mjJNT_HINGE)
        sites = [model.site(k).name for k in range(model.nsite)]
        self._channels: dict[str, tuple[str, ...]] = {
            **dict.fromkeys([*sites, self._root], PLACE + TURN),
            **dict.fromkeys(self._balls, TURN),
            **dict.fromkeys(self._hinges, (ANGLE,)),
        }
        drawn = list(keyframes.keys)
        for one in drawn:
            self._check(one)
        if keyframes.mirror:
            drawn += [self._mirrored(one) for one in drawn]
        self._tracks: dict[tuple[str, str], list[Drawn]] = {}
        for one in sorted(drawn, key=lambda one: one.key.time):
            self._add(one)
        own = {self._root, *self._balls, *self._hinges}
        self.goals = [name for name in sites if self._is_drawn(name) and name not in own]

    def posed(self) -> Array:
        """States (frames, nq) of root and joints as they are drawn.

        Raises:
            StuntmanError: one goes past its limit.
        """
        model, times = self._model, self._keyframes.times
        qpos = np.tile(self._rest, (len(times), 1))
        qpos[:, :3] += self._place(self._root)
        qpos[:, 0] += self._keyframes.travel * times / self._keyframes.duration
        qpos[:, 3:7] = self._turn(self._root)
        for name, joint in self._balls.items():
            at = slice(model.jnt_qposadr[joint], model.jnt_qposadr[joint] + 4)
            qpos[:, at] = rot.multiply(self._rest[at], self._turn(name))
            self._keep(name, joint, rot.angle_between(rot.IDENTITY, qpos[:, at]))
        for name, joint in self._hinges.items():
            angle = qpos[:, model.jnt_qposadr[joint]]
            angle += np.radians(self._number(name, ANGLE))
            self._keep(name, joint, angle)
            if model.jnt_limited[joint]:  # the solver knows no way from just past a limit
                np.clip(angle, *model.jnt_range[joint], out=angle)
        return qpos

    def reached(self, qpos: Array) -> Array:
        """States (frames, nq) with all goals reached by the joints of their limbs, else as near as
        can be to `qpos`.

        Raises:
            StuntmanError: one is out of reach.
        """
        solver = Solver(self._model, _DAMPING)
        posture = mink.PostureTask(self._model, cost=self._posture_costs())
        moving = sorted({joint for name in self.goals for joint in self._limb(name)})
        at = _indices(self._model.jnt_qposadr, self._model.nq, moving)
        still = np.ones(self._model.nv, bool)
        still[_indices(self._model.jnt_dofadr, self._model.nv, moving)] = False
        frozen = mink.DofFreezingTask(self._model, dof_indices=np.flatnonzero(still).tolist())
        tasks, places, turns = [], [], []
        for name in self.goals:
            turned = any(self._is_drawn(name, channel) for channel in TURN)
            tasks.append(mink.FrameTask(name, "site", 1.0, _TURN_COST if turned else 0.0))
            quat = np.empty(4)
            mujoco.mju_mat2Quat(quat, self._data.site(name).xmat)
            places.append(self._data.site(name).xpos + self._place(name))
            turns.append(rot.multiply(self._turn(name), quat))
        out = np.empty_like(qpos)
        q = self._bent(qpos[0])
        for frame, drawn in enumerate(qpos):
            start = drawn.copy()
            start[at] = q[at]
            solver.configuration.update(start)
            posture.set_target(drawn)
            for task, place, turn in zip(tasks, places, turns, strict=True):
                task.set_target(mink.SE3(np.concatenate([turn[frame], place[frame]])))
            for _ in range(_STEPS):
                if solver.step([*tasks, posture], [frozen], _LONGEST_STEP) < _SETTLED:
                    break
            self._check_reached(solver.configuration, tasks, self._keyframes.times[frame])
            q = out[frame] = solver.configuration.q.copy()
        return out

    def _check_reached(
        self, configuration: mink.Configuration, tasks: Sequence[mink.FrameTask], time: float
    ) -> None:
        for name, task in zip(self.goals, tasks, strict=True):
            missed = task.compute_error(configuration)
            gap, angle = float(np.linalg.norm(missed[:3])), float(np.linalg.norm(missed[3:]))
            if task.cost[3] == 0:
                angle = 0.0
            if gap > _MISSED or angle > _ASTRAY:
                raise self._error(
                    name,
                    time,
                    f"stays {100 * gap:.1f} cm and {np.degrees(angle):.0f} degrees from where it "
                    "is drawn; bring the root nearer, or ask less of it",
                )

    def _limb(self, site: str) -> list[int]:
        """The joints that bring a site to its place: of the links from its own up to where the body
        branches, so that a hand leaves the chest alone, and the other hand that hangs on it."""
        model = self._model
        jointed = [bool(model.body_jntnum[k]) for k in range(model.nbody)]
        for link in range(model.nbody - 1, 0, -1):  # parents come before their children
            jointed[model.body_parentid[link]] |= jointed[link]
        link, below = int(model.site(site).bodyid[0]), 1
        out: list[int] = []
        while model.body_parentid[link] > 0 and below < 2:
            first = int(model.body_jntadr[link])
            out += range(first, first + int(model.body_jntnum[link]))
            link = int(model.body_parentid[link])
            below = sum(jointed[child] for child in np.flatnonzero(model.body_parentid == link))
        return out

    def _bent(self, qpos: Array) -> Array:
        """A state to start from: a straight knee does not show which way it bends."""
        out = qpos.copy()
        for joint in self._hinges.values():
            if self._model.jnt_limited[joint]:
                low, high = self._model.jnt_range[joint]
                address, part = self._model.jnt_qposadr[joint], _BEND * (high - low)
                out[address] = np.clip(out[address], low + part, high - part)
        return out

    def _posture_costs(self) -> Array:
        """What a radian away from what is drawn weighs (nv,)."""
        costs = np.full(self._model.nv, _POSTURE)
        for names, width in ((self._balls, 3), (self._hinges, 1)):
            for name, joint in names.items():
                if self._is_drawn(name):
                    address = self._model.jnt_dofadr[joint]
                    costs[address : address + width] = _DRAWN_POSTURE
        return costs

    def _keep(self, name: str, joint: int, angle: Array) -> None:
        """Refuse angles (frames,) in rad that are past the joint's limits."""
        if not self._model.jnt_limited[joint]:
            return
        low, high = self._model.jnt_range[joint]
        past = np.maximum(angle - high, low - angle)
        frame = int(np.argmax(past))
        if past[frame] > _PAST:
            raise self._error(
                name,
                self._keyframes.times[frame],
                f"is {np.degrees(past[frame]):.0f} degrees past its limit; turn it less",
            )

    def _number(self, part: str, channel: str) -> Array:
        """One number over the frames (frames,); 0, which is rest, if it is not drawn."""
        keyframes, track = self._keyframes, self._tracks.get((part, channel))
        if track is None:
            return np.zeros(len(keyframes.times))
        period = keyframes.duration if keyframes.loops else None
        keys = [drawn.key for drawn in track]
        return sample(keys, keyframes.times, period, self._advance(part, channel))

    def _advance(self, part: str, channel: str) -> float:
        """What a cycle adds: sites are in the world, the root's x counts from its steady way."""
        return self._keyframes.travel if channel == "x" and part != self._root else 0.0

    def _place(self, part: str) -> Array:
        """(frames, 3) m from rest."""
        return np.stack([self._number(part, channel) for channel in PLACE], axis=-1)

    def _turn(self, part: str) -> Array:
        """(frames, 4) from rest."""
        roll, pitch, yaw = (
            rot.from_rotvec(np.radians(self._number(part, channel))[:, None] * axis)
            for channel, axis in zip(TURN, np.eye(3), strict=True)
        )
        return rot.multiply(yaw, rot.multiply(pitch, roll))

    def _is_drawn(self, part: str, channel: str | None = None) -> bool:
        return any(part == p and channel in (None, c) for p, c in self._tracks)

    def _check(self, drawn: Drawn) -> None:
        part, character = drawn.part, self._keyframes.character
        channels = self._channels.get(part)
        if channels is None:
            near = difflib.get_close_matches(part, self._channels)
            advice = f"use {' or '.join(near)}" if near else "its character.xml has their names"
            raise self._problem(
                drawn.place, f"{character} has no joint or site {reprlib.repr(part)}; {advice}"
            )
        if drawn.channel not in channels:
            one = "one angle" if channels == (ANGLE,) else f"a table of {', '.join(channels)}"
            raise self._problem(drawn.place, f"{part} of {character} takes {one}")

    def _add(self, drawn: Drawn) -> None:
        track = self._tracks.setdefault((drawn.part, drawn.channel), [])
        if track and drawn.key.time - track[-1].key.time < 1e-6:
            why = ", once as a mirror image" if self._keyframes.mirror else ""
            raise self._problem(
                drawn.place,
                f"{drawn.part} is drawn twice at {drawn.key.time:g} s{why}; leave one out",
            )
        track.append(drawn)

    def _mirrored(self, drawn: Drawn) -> Drawn:
        """The same on the other side, half a cycle later."""
        part, channel, key = drawn.part, drawn.channel, drawn.key
        other = other_side(part)
        if other not in self._channels:
            raise self._problem(drawn.place, f"mirror: {part} has no {other} on the other side")
        duration = self._keyframes.duration
        cycles, time = divmod(key.time + 0.5 * duration, duration)
        sign = self._hinge_sign(part, other) if channel == ANGLE else _MIRROR_SIGNS[channel]
        value = key.value * sign
        value += (0.5 - cycles) * self._advance(part, channel)
        return Drawn(other, channel, Key(time, value, key.easing), drawn.place)

    def _hinge_sign(self, hinge: str, other: str) -> float:
        """-1 where the mirror image of one hinge's rotation is negative on the other hinge."""
        mirrored = self._data.xaxis[self._hinges[hinge]] * AXIAL_SIGNS
        return -1.0 if mirrored @ self._data.xaxis[self._hinges[other]] < 0 else 1.0

    def _error(self, part: str, time: float, said: str) -> StuntmanError:
        """A sentence about a part at a time, at the key that is nearest."""
        duration = self._keyframes.duration

        def apart(drawn: Drawn) -> float:
            gap = abs(drawn.key.time - time)
            return min(gap, duration - gap) if self._keyframes.loops else gap

        tracks = [track for (name, _), track in self._tracks.items() if name == part]
        place = min(itertools.chain(*tracks), key=apart).place if tracks else ("character",)
        return self._problem(place, f"at {time:.2f} s, {part} {said}")


def _indices(addresses: Array, end: int, joints: list[int]) -> list[int]:
    """Where the numbers of joints are among `end` of them."""
    ends = [*addresses[1:].tolist(), end]
    return [k for joint in joints for k in range(addresses[joint], ends[joint])]


def _joints(model: mujoco.MjModel, kind: mujoco.mjtJoint) -> dict[str, int]:
    return {model.joint(k).name: int(k) for k in np.flatnonzero(model.jnt_type == kind)}
