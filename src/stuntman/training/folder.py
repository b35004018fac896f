"""A run's folder: who may write to it, and what is written beside checkpoints and policies."""

import contextlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout

from stuntman import paths
from stuntman.errors import StuntmanError
from stuntman.training import checkpoint

POLICY = "policy.safetensors"
METRICS = "metrics.json"
INTERRUPTED = "Interrupted."  # why a run has ended that was told to
_LOCK = ".lock"
_MAX_DIVERGED = 10  # files; more of them tell nothing new


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Make the folder, see that it can be written to, and keep other runs out of it. What was made
    for it goes again if nothing is left in it.

    Raises:
        StuntmanError: it cannot be written to, or another run is at work there.
    """
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    lock = FileLock(folder / _LOCK)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StuntmanError(
            f"Another run is at work in {folder}: wait for it, or give another --out."
        ) from error
    except OSError as error:
        raise StuntmanError(
            f"{folder} cannot be written to ({error.strerror}): give another --out."
        ) from error
    try:
        yield
    finally:
        # The lock's file goes while it is held, so that it is nobody else's.
        with contextlib.suppress(OSError):
            (folder / _LOCK).unlink()
        lock.release()
        with contextlib.suppress(OSError):  # what is written to by now stays
            for path in made:
                path.rmdir()


def refuse_a_run(folder: Path) -> None:
    """Raise a StuntmanError where the folder holds a run already, or the policy of one."""
    if (folder / checkpoint.NAME).exists() or (folder / POLICY).exists():
        raise StuntmanError(
            f"{folder} holds a run already: continue it with --resume {folder}, or give "
            "another --out."
        )


def metrics(folder: Path) -> dict[str, Any]:
    """What a run has told of itself; nothing where it has not, or cannot be read."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        return dict(json.loads((folder / METRICS).read_text(encoding="utf-8")))
    return {}


def has_ended(folder: Path) -> bool:
    """Whether it holds a run that has ended, and not because it was interrupted."""
    told = metrics(folder)
    return told.get("after") is not None and told.get("ended") != INTERRUPTED


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write whole or not at all."""
    with paths.written(path) as part:
        part.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def write_diverged(folder: Path, iteration: int, states: list[tuple[Any, Any]]) -> None:
    """The states and PD targets that led worlds to no number, for replay: ten of a run at most."""
    room = max(0, _MAX_DIVERGED - len(list(folder.glob("diverged-*.npz"))))
    for number, (state, pd_targets) in enumerate(states[:room]):
        with paths.written(folder / f"diverged-{iteration}-{number}.npz") as part:
            np.savez(part, state=state.cpu().numpy(), targets=pd_targets.cpu().numpy())
