"""Policies as the command line names them: NAME, a file or the folder of a run, or NAME#CLIP."""

from __future__ import annotations

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
        files.path(_split(each)[0])


def load(given: str) -> Policy:
    """The policy that ships under that name, in that file, or in that run's folder; of one of
    several clips, `NAME#CLIP` is what it is on that clip alone.

    Raises:
        StuntmanError: no such policy, or it is damaged, or knows no such clip.
    """
    from stuntman.evaluation.evaluate import on_clip
    from stuntman.policies import policy as policies

    name, clip = _split(given)
    policy = policies.load(name)
    return on_clip(policy, clip) if clip else policy


def _split(given: str) -> tuple[str, str]:
    """The policy, and the one of its clips if there is one."""
    name, mark, clip = given.rpartition("#")
    return (given, "") if not mark or Path(given).exists() else (name, clip)
