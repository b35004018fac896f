"""What inverse kinematics found for a clip on a body, kept in the user's cache."""

import hashlib
from contextlib import suppress
from pathlib import Path

import mujoco
import numpy as np

from stuntman import paths
from stuntman.characters import anatomy
from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.mjcf import inverse_kinematics
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.retargeting import fitting
from stuntman.retargeting.fitting import Fit
from stuntman.spatial.rotations import Array


def fitted(clip: Clip, character: Character, model: mujoco.MjModel) -> Array:
    """qpos (frames, nq) of the clip's frames, solved once.

    Raises:
        StuntmanError: a needed part of either body cannot be told.
    """
    try:
        qpos: Array = np.load(_place(clip, character), allow_pickle=False)
    except (OSError, ValueError, EOFError):  # not there yet, or cut off
        return keep(clip, character, fitting.fit(clip, character, model))
    return qpos


def keep(clip: Clip, character: Character, fit: Fit) -> Array:
    """Put a fit into the cache, and give its qpos. A cache that cannot be written is no harm."""
    place = _place(clip, character)
    with suppress(StuntmanError), paths.written(place, parents=True) as part:
        np.save(part, fit.qpos, allow_pickle=False)
    return fit.qpos


def _place(clip: Clip, character: Character) -> Path:
    """By what decides: the clip, the body, and how it is solved."""
    digest = hashlib.sha256(clip.digest.encode())
    digest.update(character.model_path.read_bytes())
    parts = (character.root, character.end_effectors, sorted(character.bone_map.items()))
    digest.update(repr(parts).encode())
    for module in (anatomy, fitting, inverse_kinematics):
        digest.update(Path(str(module.__file__)).read_bytes())
    return library.cache_folder() / "retargeted" / f"{digest.hexdigest()}.npy"
