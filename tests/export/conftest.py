"""A short performance of a policy that ships, and a page of two."""

import os
import pickle
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from stuntman.export import web
from stuntman.motion.clip import Clip
from stuntman.playback.recording import Performance, perform
from stuntman.policies import policy as policies

Contents = tuple[dict[str, Any], dict[str, bytes]]


@pytest.fixture(scope="session")
def performance(walk: Clip) -> Performance:
    return perform(policies.load("walk"), seconds=2.0, seed=5)


def page_of(names: tuple[str, ...], factory: pytest.TempPathFactory) -> Contents:
    """What a page of policies that ship is made of, by whichever of pytest-xdist's processes is
    first to need it: to trace one takes a quarter of a minute."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    made = shared / f"{'_'.join(names)}.pickle"
    with FileLock(made.with_suffix(".lock")):
        if not made.exists():
            skills = {name: policies.load(name) for name in names}
            made.write_bytes(pickle.dumps(web.contents(skills)))
    cast, files = pickle.loads(made.read_bytes())
    return cast, files


@pytest.fixture(scope="session")
def contents(walk: Clip, tmp_path_factory: pytest.TempPathFactory) -> Contents:
    return page_of(("walk", "backflip"), tmp_path_factory)


@pytest.fixture(scope="session")
def site(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That page as a folder."""
    folder = tmp_path_factory.mktemp("page") / "site"
    web.save(folder, *contents)
    return folder


@pytest.fixture(scope="session")
def led_site(walk: Clip, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of a policy that has learned the ways between its clips."""
    folder = tmp_path_factory.mktemp("led") / "site"
    web.save(folder, *page_of(("moves",), tmp_path_factory))
    return folder
