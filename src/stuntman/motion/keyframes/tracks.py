"""The numbers that keyframes draw of each part of a body, over time."""

import difflib
import itertools
import reprlib
from collections.abc import Callable
from dataclasses import replace

import mujoco
import numpy as np

from stuntman.characters.bone_names import other_side
from stuntman.errors import StuntmanError
from stuntman.motion.keyframes.curves import sample
from stuntman.motion.keyframes.drawing import ANGLE, POSITION, ROTATION, Drawn, Key, Keyframes
from stuntman.spatial import rotations as rot
from stuntman.spatial.mirror import AXIAL_SIGNS, POLAR_SIGNS
from stuntman.spatial.rotations import Array

# Roll, pitch and yaw are angles about x, y and z, so they are mirrored as an axial vector is.
_MIRROR_SIGNS = dict(zip(POSITION + ROTATION, [*POLAR_SIGNS, *AXIAL_SIGNS], strict=True))
# Two keys of one number that are nearer in time (s) are the same key given twice.
_SAME_TIME = 1e-6
# What the body with the free joint is called in keyframes, beside its own name.
_ROOT = "root"
# How like (0 to 1) a name has to be to be offered; how many are listed where none is.
_LIKE, _LISTED = 0.45, 20

# Makes a sentence about what is in some place of the file.
Problem = Callable[[tuple[str | int, ...], str], StuntmanError]


class Tracks:
    """What is drawn of each part of a body, at the keyframes' `times`.

    Attributes:
        keyframes: as given.
        root: name of the body with the free joint.
        balls, hinges: joint ids by name.
        sites: names of the sites that are drawn and are not called as a joint is.
    """

    def __init__(self, keyframes: Keyframes, data: mujoco.MjData, problem: Problem) -> None:
        """Args:
            data: the body at rest.

        Raises:
            StuntmanError: the keyframes name what the body does not have, or draw it twice.
        """
        model = data.model
        self.keyframes, self._problem = keyframes, problem
        self.root = model.body(model.jnt_bodyid[0]).name
        self.balls = _joints(model, mujoco.mjtJoint.mjJNT_BALL)
        self.hinges = _joints(model, mujoco.mjtJoint.mjJNT_HINGE)
        self._hinge_axes = {name: data.xaxis[joint].copy() for name, joint in self.hinges.items()}
        sites = [model.site(k).name for k in range(model.nsite)]
        self._channels: dict[str, tuple[str, ...]] = {
            **dict.fromkeys([*sites, self.root], POSITION + ROTATION),
            **dict.fromkeys(self.balls, ROTATION),
            **dict.fromkeys(self.hinges, (ANGLE,)),
        }
        drawn = [self._by_own_name(one) for one in keyframes.keys]
        for one in drawn:
            self._check(one)
        if keyframes.mirror:
            drawn += [self._mirrored(one) for one in drawn]
        self._tracks: dict[tuple[str, str], list[Drawn]] = {}
        for one in sorted(drawn, key=lambda one: one.key.time):
            self._add(one)
        jointed = {self.root, *self.balls, *self.hinges}
        self.sites = [name for name in sites if self.is_drawn(name) and name not in jointed]

    def positions(self, part: str) -> Array:
        """(frames, 3) m from rest."""
        return np.stack([self._values(part, channel) for channel in POSITION], axis=-1)

    def rotations(self, part: str) -> Array:
        """(frames, 4) from rest."""
        roll, pitch, yaw = (
            rot.from_rotvec(np.radians(self._values(part, channel))[:, None] * axis)
            for channel, axis in zip(ROTATION, np.eye(3), strict=True)
        )
        return rot.multiply(yaw, rot.multiply(pitch, roll))

    def angles(self, hinge: str) -> Array:
        """(frames,) rad from rest."""
        return np.radians(self._values(hinge, ANGLE))

    def is_drawn(self, part: str) -> bool:
        """Whether any number of a part is drawn."""
        return any(part == name for name, _ in self._tracks)

    def is_rotation_drawn(self, part: str) -> bool:
        """Whether roll, pitch or yaw of a part is drawn."""
        return any((part, channel) in self._tracks for channel in ROTATION)

    def error(self, part: str, time: float, said: str) -> StuntmanError:
        """A sentence about a part at a time (s), at the key that is nearest in time."""
        duration = self.keyframes.duration

        def distance(drawn: Drawn) -> float:
            gap = abs(drawn.key.time - time)
            return min(gap, duration - gap) if self.keyframes.loops else gap

        keys = itertools.chain(*(keys for (name, _), keys in self._tracks.items() if name == part))
        nearest = min(keys, key=distance, default=None)
        source = nearest.source if nearest else ("character",)
        return self._problem(source, f"at {time:.2f} s, {part} {said}")

    def _values(self, part: str, channel: str) -> Array:
        """One number over the frames (frames,); 0, which is rest, where it is not drawn."""
        keyframes, track = self.keyframes, self._tracks.get((part, channel))
        if track is None:
            return np.zeros(len(keyframes.times))
        period = keyframes.duration if keyframes.loops else None
        keys = [drawn.key for drawn in track]
        return sample(keys, keyframes.times, period, self._advance(part, channel))

    def _advance(self, part: str, channel: str) -> float:
        """What a cycle adds to a number. Sites are drawn in the world, so their x advances; the
        root's x is drawn from where even travel has it."""
        return self.keyframes.travel if channel == "x" and part != self.root else 0.0

    def _by_own_name(self, drawn: Drawn) -> Drawn:
        """The same, where it is of the root, by the name that the body has for it."""
        is_root = drawn.part == _ROOT and _ROOT not in self._channels
        return replace(drawn, part=self.root) if is_root else drawn

    def _check(self, drawn: Drawn) -> None:
        part, character = drawn.part, self.keyframes.character
        channels = self._channels.get(part)
        if channels is None:
            names = list(dict.fromkeys([_ROOT, *self._channels]))
            near = difflib.get_close_matches(part, names, cutoff=_LIKE)
            more = " and more" * (len(names) > _LISTED)
            has = f"it has {', '.join(names[:_LISTED])}{more}"
            advice = f"use {' or '.join(near)}" if near else has
            raise self._problem(
                drawn.source, f"{character} has no joint or site {reprlib.repr(part)}; {advice}"
            )
        if drawn.channel not in channels:
            one = "one angle" if channels == (ANGLE,) else f"a table of {', '.join(channels)}"
            raise self._problem(drawn.source, f"{part} of {character} takes {one}")

    def _add(self, drawn: Drawn) -> None:
        track = self._tracks.setdefault((drawn.part, drawn.channel), [])
        if track and drawn.key.time - track[-1].key.time < _SAME_TIME:
            why = ", once as a mirror image" if self.keyframes.mirror else ""
            raise self._problem(
                drawn.source,
                f"{drawn.part} is drawn twice at {drawn.key.time:g} s{why}; leave one out",
            )
        track.append(drawn)

    def _mirrored(self, drawn: Drawn) -> Drawn:
        """The same on the other side, half a cycle later."""
        part, channel, key = drawn.part, drawn.channel, drawn.key
        other = other_side(part)
        if other not in self._channels:
            raise self._problem(drawn.source, f"mirror: {part} has no {other} on the other side")
        duration = self.keyframes.duration
        cycles, time = divmod(key.time + 0.5 * duration, duration)
        sign = self._hinge_sign(part, other) if channel == ANGLE else _MIRROR_SIGNS[channel]
        value = key.value * sign + (0.5 - cycles) * self._advance(part, channel)
        return Drawn(other, channel, Key(time, value, key.easing), drawn.source)

    def _hinge_sign(self, hinge: str, other: str) -> float:
        """-1 where the mirror image of a rotation of one hinge is a negative angle of the other."""
        mirrored = self._hinge_axes[hinge] * AXIAL_SIGNS
        return -1.0 if mirrored @ self._hinge_axes[other] < 0 else 1.0


def _joints(model: mujoco.MjModel, kind: mujoco.mjtJoint) -> dict[str, int]:
    return {model.joint(k).name: int(k) for k in np.flatnonzero(model.jnt_type == kind)}
