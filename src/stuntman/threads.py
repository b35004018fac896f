"""How many threads torch computes with, and on what."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch

from stuntman.errors import StuntmanError


def cores() -> int:
    """How many this process may run on."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def use_threads(threads: int) -> None:
    """Let torch use as many threads as the physics does.

    Args:
        threads: 0 uses every core that this process may run on.

    Raises:
        StuntmanError: there are not as many cores; more threads only wait for one another.
    """
    if not 0 <= threads <= cores():
        raise StuntmanError(
            f"--threads is {threads}: give at most {cores()}, the cores of this machine, or 0 for "
            "all of them."
        )
    torch.set_num_threads(threads or cores())


def computed_on(threads: int, device: str) -> str:
    """What computes, as one would tell it: "2 threads of an AMD EPYC", or the name of a GPU.

    Args:
        threads: 0 for every core that this process may run on.
    """
    if device != "cpu":
        return torch.cuda.get_device_name(device)
    count = threads or cores()
    return f"{count} thread{'s' * (count != 1)} of {_processor()}"


def _processor() -> str:
    told = Path("/proc/cpuinfo")  # of Linux, where `platform` knows the architecture alone
    if told.exists():
        for line in told.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


@contextmanager
def physics_first() -> Iterator[None]:
    """Keep torch to one thread while worlds are stepped: what it does between two steps is too
    small to share, and its threads get in the way of the physics' own (a quarter of the speed)."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
