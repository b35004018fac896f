"""The user's cache of what inverse kinematics found for clips on bodies."""

import hashlib
from contextlib import suppress
from pathlib import Path

import mujoco
import numpy as np

from stuntman import paths
from stuntman.characters import anatomy, bone_names, limbs, structure, vocabulary
from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.mjcf import inverse_kinematics
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.retargeting import fitting, goals, measures, stances, turns
from stuntman.retargeting.fitting import Fit
from stuntman.spatial.rotations import Array

# A solution holds for the code that made it.
_SOLVING = (
    *(anatomy, bone_names, limbs, structure, vocabulary, inverse_kinematics),
    *(fitting, goals, measures, stances, turns),
)


def fitted(clip: Clip, character: Character, model: mujoco.MjModel) -> Array:
    """Positions (frames, nq) of the clip's frames, from the cache or solved now.

    Raises:
        StuntmanError: a part that is needed cannot be found in the clip or in the body.
    """
    try:
        qpos: Array = np.load(_path(clip, character), allow_pickle=False)
    except (OSError, ValueError, EOFError):  # not there yet, or cut off
        return keep(clip, character, fitting.fit(clip, character, model))
    return qpos


def keep(clip: Clip, character: Character, fit: Fit) -> Array:
    """Put a fit into the cache and return its positions (frames, nq).

    Where the cache cannot be written, the fit is solved again the next time.
    """
    path = _path(clip, character)
    with suppress(StuntmanError), paths.written(path, parents=True) as part:
        np.save(part, fit.qpos, allow_pickle=False)
    return fit.qpos


def _path(clip: Clip, character: Character) -> Path:
    """Where a fit is kept, by all that it depends on: the clip, the body, and the code."""
    digest = hashlib.sha256(clip.digest.encode())
    digest.update(character.model_path.read_bytes())
    parts = (character.root, character.end_effectors, sorted(character.bone_map.items()))
    digest.update(repr(parts).encode())
    for module in _SOLVING:
        digest.update(Path(str(module.__file__)).read_bytes())
    return library.cache_folder() / "retargeted" / f"{digest.hexdigest()}.npy"
