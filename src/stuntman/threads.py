"""How many threads torch computes with."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import torch


def cores() -> int:
    """How many this process may run on."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def use_threads(threads: int) -> None:
    """Let torch use as many threads as the physics does.

    Args:
        threads: 0 uses every core that this process may run on.
    """
    torch.set_num_threads(threads or cores())


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
