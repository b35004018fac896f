"""What all words share: where they print, and the threads they compute with."""

import os

import torch
from rich.console import Console

CONSOLE = Console()


def use_threads(threads: int) -> None:
    """Let torch use as many threads as the physics does."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS
    torch.set_num_threads(threads or (len(affinity(0)) if affinity else os.cpu_count() or 1))
