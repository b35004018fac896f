"""Policies as the command line names them: NAME, a file or the folder of a run, or NAME#CLIP."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from stuntman.policies import files

if TYPE_CHECKING:
    from stuntman.policies.policy import Policy


def check(*given: str) -> None:
    """Refuse what names no policy, before anything is imported that takes time.

    Raises:
        StuntmanError: no such policy.
    """
    for each in given:
        path(each)


def load(given: str) -> Policy:
    """The policy that ships under that name, in that file, or in that run's folder; of one of
    several clips, `NAME#CLIP` is what it is on that clip alone.

    Raises:
        StuntmanError: no such policy, or it is damaged, or knows no such clip.
    """
    from stuntman.evaluation.evaluate import on_clip
    from stuntman.policies import policy as policies

    _, clip = _split(given)
    policy = policies.load(path(given))
    return policy if clip is None else on_clip(policy, clip)


def path(given: str) -> Path:
    """The file that `files.path` finds.

    Raises:
        StuntmanError: no such policy.
    """
    return files.path(_split(given)[0])


def _split(given: str) -> tuple[str, str | None]:
    """The policy, and the one of its clips if one is named."""
    name, mark, clip = given.rpartition("#")
    return (given, None) if not mark or os.path.exists(given) else (name, clip)
