"""The classic walk of a four-legged robot, the Laikago: DeepMimic's text with 20 numbers a frame.

Duration (s); the trunk's position (m, z up) and rotation x y z w; then of each leg, front right,
front left, rear right, rear left, three angles (rad): out, swing, knee. Body and angles' zero after
`laikago_toes.urdf` of pybullet 3.2.7 (zlib licence): x to the left, y up, z ahead; the legs hang
straight down where the angles are 0.
"""

import numpy as np

from stuntman.motion.formats.rig import Rig
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# How the trunk is turned while it stands facing x, z up.
_UPRIGHT = np.array([0.5, 0.5, 0.5, 0.5])
# By leg in the file's order: its side, whether it is a foreleg, and where it begins (m).
_LEGS = (
    ("right_", True, (-0.0817145, 0.0, 0.242889)),
    ("left_", True, (0.0817145, 0.0, 0.242889)),
    ("right_", False, (-0.0817145, 0.0, -0.194401)),
    ("left_", False, (0.0817145, 0.0, -0.194401)),
)
# Thigh from hip, shin from thigh, foot from shin (m), of a left leg.
_STEPS = ((0.055855, 0.0, 0.0), (-0.02069, -0.20833, -0.1422), (0.0, -0.25, -0.022))
_FORE = ("shoulder", "upper_arm", "forearm", "hand")
_HIND = ("hip", "thigh", "shin", "foot")
# What is added to swing and knee, for the body's own zero pose crouches (rad).
_CROUCH = (-0.6, 0.66)


def rig(rows: Array, fps: float) -> Rig:
    """The rig of frames (frames, 20) at an even rate."""
    frames = len(rows)
    names, parents, offsets = ["trunk"], [-1], [np.zeros(3)]
    turns = [rows[:, [7, 4, 5, 6]]]
    still = np.tile(rot.IDENTITY, (frames, 1))
    for leg, (side, fore, place) in enumerate(_LEGS):
        sign = 1.0 if side == "left_" else -1.0
        out, swing, knee = rows[:, 8 + 3 * leg : 11 + 3 * leg].T
        steps = [np.array(place), *(np.array(step) * [sign, 1.0, 1.0] for step in _STEPS)]
        moved = (
            _about(out, 2),
            _about(swing + _CROUCH[0], 0),
            _about(knee + _CROUCH[1], 0),
            still,
        )
        above = 0
        for name, step, turn in zip(_FORE if fore else _HIND, steps, moved, strict=True):
            names.append(side + name)
            parents.append(above)
            offsets.append(step)
            turns.append(turn)
            above = len(names) - 1
    positions = np.tile(np.array(offsets), (frames, 1, 1))
    positions[:, 0] = rows[:, 1:4]
    rest = np.tile(rot.IDENTITY, (len(names), 1))
    rest[0] = _UPRIGHT
    ends = np.zeros((len(names), 3))
    return Rig(tuple(names), tuple(parents), positions, np.stack(turns, axis=1), rest, fps, ends)


def _about(angles: Array, axis: int) -> Array:
    """Rotations (frames, 4) by angles (frames,) about an axis."""
    return rot.from_rotvec(angles[:, None] * np.eye(3)[axis])
