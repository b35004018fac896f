"""Files of what just happened, made in a process of its own: the world goes on meanwhile."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.pool import Pool
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import viser

from stuntman.characters.character import Character
from stuntman.motion.formats import bvh
from stuntman.motion.states import to_clip
from stuntman.playback.take import Take
from stuntman.viewer import video

Kind = Literal["mp4", "bvh"]
_LESS_URGENT = 3  # than the physics


class Saver:
    """Makes files of takes and hands them to the browsers that asked."""

    def __init__(self) -> None:
        self._pool: Pool | None = None  # only who saves pays for it

    def save(
        self, kind: Kind, name: str, character: Character, take: Take, client: viser.ClientHandle
    ) -> None:
        """Make a file of a take and let the browser download it; what goes wrong, it is told."""
        waiting = client.add_notification(
            f"Making {name}.{kind}", "The world goes on meanwhile.", loading=True
        )

        def done(content: bytes) -> None:
            waiting.remove()
            client.send_file_download(f"{name}.{kind}", content, save_immediately=True)

        def failed(error: BaseException) -> None:
            waiting.remove()
            client.add_notification(f"No {name}.{kind}", str(error), color="red")

        if self._pool is None:
            self._pool = multiprocessing.get_context("spawn").Pool(1, initializer=_stand_back)
        self._pool.apply_async(
            _MAKERS[kind], (character, take), callback=done, error_callback=failed
        )

    def close(self) -> None:
        """Give up what is not yet done."""
        if self._pool is not None:
            self._pool.terminate()


def film(character: Character, take: Take) -> bytes:
    """An MP4 of a take."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "take.mp4"
        video.write_mp4(video.frames(character, take), path, take.fps)
        return path.read_bytes()


def motion(character: Character, take: Take) -> bytes:
    """A BVH of a take."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "take.bvh"
        model = character.spec().compile()
        bvh.write(to_clip(model, take.qpos, take.fps, "take"), path)
        return path.read_bytes()


def _stand_back() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the page, which then ends this
    if hasattr(os, "nice"):  # not on Windows
        os.nice(_LESS_URGENT)


_MAKERS: dict[Kind, Callable[[Character, Take], bytes]] = {"mp4": film, "bvh": motion}
