"""BVH of a performance: what motion/formats/bvh.py writes, of the body that performed."""

from pathlib import Path

from stuntman.motion.formats import bvh
from stuntman.motion.states import to_clip
from stuntman.playback.recording import Performance


def write(performance: Performance, path: Path) -> None:
    """Write the motion: one joint a body, of the body's name; y up, metres.

    Raises:
        StuntmanError: the file cannot be written, or the body is no skeleton.
    """
    clip = to_clip(performance.model, performance.qpos, performance.rate, performance.clip)
    bvh.write(clip, path)
