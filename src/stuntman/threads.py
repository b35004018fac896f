"""How many threads torch computes with."""

import os

import torch


def use_threads(threads: int) -> None:
    """Let torch use as many threads as the physics does.

    Args:
        threads: 0 uses every core that this process may run on.
    """
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS
    torch.set_num_threads(threads or (len(affinity(0)) if affinity else os.cpu_count() or 1))
