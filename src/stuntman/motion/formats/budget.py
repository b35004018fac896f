"""How large a motion may be: what claims more is damage, or meant to harm."""

import os
import stat
from pathlib import Path

from stuntman.errors import StuntmanError

BYTES = 400_000_000  # of a file
FRAMES, JOINTS = 200_000, 1_000
# Poses of one joint, of all joints in all frames: ten seconds and 1 GB of work.
POSES = 2_500_000
_LFS = b"version https://git-lfs"
POINTER = len(_LFS)


def check(frames: float, joints: int) -> None:
    """Refuse a motion past the budget.

    Raises:
        StuntmanError: with the budget.
    """
    if frames <= FRAMES and joints <= JOINTS and frames * joints <= POSES:
        return
    raise StuntmanError(
        f"claims {frames:.0f} frames of {joints} joints; a motion may have {FRAMES} frames and "
        f"{JOINTS} joints, and {POSES} of both: cut it, or leave joints out"
    )


def read(path: Path, most: int = BYTES) -> bytes:
    """A file's bytes; of a regular file alone, and of no more bytes than `most`.

    Raises:
        StuntmanError: it is a device or a pipe, or larger; without its name.
        OSError: it cannot be read.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise StuntmanError("is no file but a device, a pipe or a folder; give a file")
        data = file.read(most + 1)
    if len(data) > most:
        raise StuntmanError(f"is larger than {most / 1e6:g} MB, which is the most; cut it")
    refuse_pointer(data)
    return data


def refuse_pointer(data: bytes) -> None:
    """Refuse what Git LFS leaves in a file's place.

    Args:
        data: the file's first bytes, POINTER or more.

    Raises:
        StuntmanError: it is a pointer; without its name.
    """
    if data.startswith(_LFS):
        raise StuntmanError("is a pointer of Git LFS and not the file itself; run `git lfs pull`")


def read_text(path: Path, most: int = BYTES) -> str:
    """The same as text; what is none becomes replacement characters."""
    return read(path, most).decode("utf-8-sig", errors="replace")
