"""Round trips: from standing to a clip, through it and back, as one clip that loops.

Who practises all clips of a library and the ways between them meets each way seldom, and a way of
less than a second that nobody has ever gone is as hard to find as a skill. A specialist of a round
trip meets its clip and its two ways alone, and then teaches them.
"""

from dataclasses import replace
from pathlib import Path

import mujoco
import numpy as np

from stuntman import paths
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.motion_library import MotionLibrary, Ways
from stuntman.motion.clip import Clip
from stuntman.motion.library import ROUND_TRIP
from stuntman.motion.states import to_clip
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

_LONGEST = 48  # letters of their names before the ending
_PAUSE = 0.4  # s of standing before, and after


def round_trips(library: MotionLibrary, model: mujoco.MjModel) -> dict[int, Clip]:
    """By clip, of those that ways lead to from standing and back to it, not being gaits.

    Args:
        library: with ways. model: of the body.
    """
    ways = library.ways
    assert ways is not None
    out = {}
    for clip in ways.leaves_at_end.nonzero().flatten().tolist() if ways.stands >= 0 else ():
        there, back = there_and_back(ways, clip)
        if there < 0 or back < 0:
            continue
        stands = _states(library, ways.stands)[:1].repeat(round(_PAUSE * CONTROL_RATE) + 1, axis=0)
        parts = [stands, *(_states(library, each) for each in (there, clip, back)), stands]
        name = paths.name_of(Path(library.clips[clip]))[:_LONGEST] + ROUND_TRIP
        trip = to_clip(model, _one_after_another(parts), CONTROL_RATE, name)
        out[clip] = replace(trip, loops=True)
    return out


def there_and_back(ways: Ways, clip: int) -> tuple[int, int]:
    """The way from standing to a clip, and the one back; -1 where none leads there at once."""
    return _way(ways, ways.stands, clip), _way(ways, clip, ways.stands)


def _way(ways: Ways, source: int, target: int) -> int:
    edge = int(ways.next_edge[source, target])
    way = int(ways.first_entry[edge])
    return way if edge >= 0 and int(ways.after_clip[way]) == target else -1


def _states(library: MotionLibrary, clip: int) -> Array:
    """Positions (steps + 1, nq) of a clip or a way, a control step apart."""
    states: Array = library.qpos[library.control_steps(clip)].numpy()
    return states


def _one_after_another(parts: list[Array]) -> Array:
    """Motions, each placed where the one before ends, which it begins like."""
    out = [parts[0]]
    for part in parts[1:]:
        last, first = out[-1][-1], part[0]
        turn = rot.multiply(rot.heading(last[3:7]), rot.conjugate(rot.heading(first[3:7])))
        placed = part.copy()
        placed[:, :3] = rot.rotate(turn, part[:, :3] - first[:3] * [1.0, 1.0, 0.0])
        placed[:, :2] += last[:2]
        placed[:, 3:7] = rot.multiply(turn, part[:, 3:7])
        out[-1] = out[-1][:-1]
        out.append(placed)
    return np.concatenate(out)
