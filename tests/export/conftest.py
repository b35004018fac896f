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


@pytest.fixture(scope="session")
def performance(walk: Clip) -> Performance:
    return perform(policies.load("walk"), seconds=2.0, seed=5)


@pytest.fixture(scope="session")
def contents(
    walk: Clip, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What a page of two skills is made of, by whichever of pytest-xdist's processes is first to
    need it: to trace the skills takes half a minute."""
    pytest.importorskip("onnxscript", reason="pip install onnxscript")
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    made = shared / "contents.pickle"
    with FileLock(shared / "contents.lock"):
        if not made.exists():
            skills = {name: policies.load(name) for name in ("walk", "backflip")}
            made.write_bytes(pickle.dumps(web.contents(skills)))
    cast, files = pickle.loads(made.read_bytes())
    return cast, files


@pytest.fixture(scope="session")
def site(
    contents: tuple[dict[str, Any], dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """That page as a folder."""
    folder = tmp_path_factory.mktemp("page") / "site"
    web.save(folder, *contents)
    return folder
